"""Noun phrases and their scope, where a wrong tree is stopped, and that no row of words, tags and heads raises."""

from __future__ import annotations

import random

import pytest
from spacy.tokens import Doc

from built import NLP, parsed
from claimcheck import lang
from claimcheck.annotate.degrees import find_changes, find_comparisons, find_superlatives
from claimcheck.annotate.grammar import trees
from claimcheck.lang.inflection import verb_forms
from claimcheck.lang.units import with_s

BRIDGE = parsed(
    "It is the oldest bridge in the county that still stands, and it leaks.",
    "It/PRP/nsubj/5 is/VBZ/cop/5 the/DT/det/5 oldest/JJS/amod/5 bridge/NN/root/0 in/IN/case/8 the/DT/det/8 "
    "county/NN/nmod/5 that/WDT/nsubj/11 still/RB/advmod/11 stands/VBZ/acl:relcl/5 ,/,/punct/15 and/CC/cc/15 "
    "it/PRP/nsubj/15 leaks/VBZ/conj/5 ././punct/5",
)


def phrase(doc: Doc, head: int) -> str:
    words = trees.columns(doc)
    return doc[trees.left_edge(words, head) : trees.scope_end(words, head)].text


def test_a_noun_phrase_has_determiner_place_and_restrictive_clause() -> None:
    assert phrase(BRIDGE, 4) == "the oldest bridge in the county that still stands"


def test_a_wrong_tree_does_not_run_into_the_next_clause() -> None:
    doc = parsed(
        "It is the biggest fall for a mill and is driven by rents.",
        "It/PRP/nsubj/5 is/VBZ/cop/5 the/DT/det/5 biggest/JJS/amod/5 fall/NN/root/0 for/IN/case/8 a/DT/det/8 "
        "mill/NN/nmod/5 and/CC/cc/11 is/VBZ/aux:pass/11 driven/VBN/conj/8 by/IN/case/13 rents/NNS/obl/11 ././punct/5",
    )
    assert phrase(doc, 4) == "the biggest fall for a mill"


def test_a_phrase_hung_on_the_verb_still_closes_the_scope() -> None:
    doc = parsed(
        "They own the oldest bridge in the county.",
        "They/PRP/nsubj/2 own/VBP/root/0 the/DT/det/5 oldest/JJS/amod/5 bridge/NN/obj/2 in/IN/case/8 the/DT/det/8 "
        "county/NN/obl/2 ././punct/2",
    )
    assert phrase(doc, 4) == "the oldest bridge in the county"


def test_a_tree_that_takes_an_adjective_for_the_noun_is_passed_over() -> None:
    doc = parsed(
        "the most crowded and noisy street in town",
        "the/DT/det/3 most/RBS/advmod/3 crowded/JJ/root/0 and/CC/cc/5 noisy/JJ/conj/3 street/NN/dep/3 in/IN/case/8 "
        "town/NN/nmod/6",
    )
    assert trees.head_noun(trees.columns(doc), 1) == 5


@pytest.mark.parametrize("text", ["", "\n\n", " ", ".", "\n.\n"])
def test_hardly_any_text(text: str) -> None:
    assert len(trees.columns(NLP.make_doc(text)).lower) == len(NLP.make_doc(text))


def test_a_hyphen_stops_only_as_a_dash() -> None:
    words = trees.columns(NLP.make_doc("a five-year high - and low"))
    assert [words.lower[at] for at, stop in enumerate(words.stop) if stop] == ["-"]
    assert words.stop.index(True) == 5


def test_spans_leave_line_breaks_out() -> None:
    doc = NLP.make_doc("the mill\n\nNext")
    assert trees.char_span(doc, 0, 3) == (0, 8)


@pytest.mark.parametrize("seed", range(20))
def test_no_row_of_words_tags_and_heads_raises(seed: int) -> None:
    chance = random.Random(seed)
    tables = ("changes", "superlatives", "comparisons", "comparisons_nots", "changes_contexts")
    words = sorted({word for table in tables for row in lang.rows(table) for word in row["word"].split()})
    tags = "NN NNS NNP VB VBD VBG VBN VBZ JJ JJR JJS RB RBR IN DT TO CD PRP$ POS HYPH MD CC ,".split()
    labels = "nsubj obj obl nmod amod nummod compound advmod case mark xcomp acl advcl conj cc det aux dep".split()
    for _ in range(20):
        size = chance.randint(1, 12)
        doc = Doc(
            NLP.vocab,
            words=chance.choices([*words, "the", "5", "percent", "than", "as", "of", "-", ",", "\n"], k=size),
            tags=chance.choices(tags, k=size),
            heads=[max(0, at - chance.randint(0, 3)) for at in range(size)],
            deps=chance.choices(labels, k=size),
        )
        for find in (find_changes, find_comparisons, find_superlatives):
            assert all(0 <= each.start < each.end <= len(doc.text) for each in find(doc))


@pytest.mark.parametrize(
    ("base", "irregular", "expected"),
    [
        ("surge", "", ("surge", "surges", "surging", "surged", "surged")),
        ("intensify", "", ("intensify", "intensifies", "intensifying", "intensified", "intensified")),
        ("slash", "", ("slash", "slashes", "slashing", "slashed", "slashed")),
        ("rise", "rises rising rose risen", ("rise", "rises", "rising", "rose", "risen")),
    ],
)
def test_verb_forms(base: str, irregular: str, expected: tuple[str, ...]) -> None:
    assert verb_forms(base, irregular) == expected


@pytest.mark.parametrize(("noun", "expected"), [("rise", "rises"), ("recovery", "recoveries"), ("crash", "crashes")])
def test_with_s(noun: str, expected: str) -> None:
    assert with_s(noun) == expected
