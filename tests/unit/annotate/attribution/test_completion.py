"""Completion: the subject that speaks, speakers that the layout shows, and relations inside a content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from built import parsed
from claimcheck.annotate.attribution.completion import complete
from claimcheck.annotate.attribution.linking import RoleSpan, Triple
from rows import engine_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc


def shown(doc: Doc, *triples: Triple) -> list[tuple[str, str, str, str]]:
    """Return rule, source, cue and content of the completed relations."""
    rows = []
    for one in complete(doc, triples):
        pieces = [one.source, one.cue, one.contents[0]]
        source, cue, content = (doc[piece.start : piece.end].text.strip() if piece else "" for piece in pieces)
        rows.append((one.rule, source, cue, content))
    return rows


def triple(cue: tuple[int, int], content: tuple[int, int], source: tuple[int, int] | None = None) -> Triple:
    speaker = RoleSpan("source", *source) if source else None
    return Triple(RoleSpan("cue", *cue), speaker, (RoleSpan("content", *content),), 1.0)


def with_verbs(doc: Doc) -> Doc:
    """Give coarse tags after the fine ones, as the engine writes both."""
    for token in doc:
        token.pos_ = {"V": "VERB", "N": "NOUN", "M": "AUX"}.get(token.tag_[0], "X")
    return doc


# ---------------------------------------------------------------- who speaks
def test_a_missing_source_is_the_subject() -> None:
    doc = parsed(
        "Ann Lee said the dam leaked.",
        "Ann/NNP/nsubj/3 Lee/NNP/flat/1 said/VBD/root/0 the/DT/det/5 dam/NN/nsubj/6 leaked/VBD/ccomp/3 ././punct/3",
    )
    assert shown(with_verbs(doc), triple((2, 3), (3, 6))) == [("subject", "Ann Lee", "said", "the dam leaked")]


def test_a_missing_source_stands_behind_by() -> None:
    doc = parsed(
        "The dam leaks, as reported by the board.",
        "The/DT/det/2 dam/NN/nsubj/3 leaks/VBZ/root/0 ,/,/punct/3 as/IN/mark/6 reported/VBN/advcl/3 by/IN/case/9"
        " the/DT/det/9 board/NN/obl/6 ././punct/3",
    )
    assert shown(with_verbs(doc), triple((4, 7), (0, 3))) == [
        ("subject", "the board", "as reported by", "The dam leaks")
    ]


def test_a_passive_has_no_subject_that_speaks() -> None:
    doc = parsed(
        "The dam is said to leak.",
        "The/DT/det/2 dam/NN/nsubj:pass/4 is/VBZ/aux:pass/4 said/VBN/root/0 to/TO/mark/6 leak/VB/xcomp/4 ././punct/4",
    )
    assert shown(with_verbs(doc), triple((2, 4), (4, 6))) == [("", "", "is said", "to leak")]


def test_whoever_is_told_speaks_not() -> None:
    doc = parsed(
        "Ann called, and was told the dam leaks.",
        "Ann/NNP/nsubj/2 called/VBD/root/0 ,/,/punct/6 and/CC/cc/6 was/VBD/aux:pass/6 told/VBN/conj/2 the/DT/det/8"
        " dam/NN/nsubj/9 leaks/VBZ/ccomp/6 ././punct/2",
    )
    assert shown(with_verbs(doc), triple((5, 6), (6, 9))) == [("", "", "told", "the dam leaks")]


def test_there_speaks_not() -> None:
    doc = parsed(
        "There is talk that it leaks.",
        "There/EX/nsubj/2 is/VBZ/root/0 talk/NN/nsubj/2 that/IN/mark/6 it/PRP/nsubj/6 leaks/VBZ/acl/3 ././punct/2",
    )
    assert shown(with_verbs(doc), triple((1, 3), (3, 6))) == [("", "", "is talk", "that it leaks")]


def test_the_it_of_it_seems_speaks_not() -> None:
    doc = with_verbs(
        parsed(
            "It seems the dam leaks.",
            "It/PRP/nsubj/2 seems/VBZ/root/0 the/DT/det/4 dam/NN/nsubj/5 leaks/VBZ/ccomp/2 ././punct/2",
        )
    )
    assert shown(doc, triple((1, 2), (2, 5))) == [("subject", "", "seems", "the dam leaks")]
    assert shown(doc, triple((1, 2), (2, 5), (0, 1))) == [("", "", "seems", "the dam leaks")]


def test_a_content_with_neither_cue_nor_source_is_none() -> None:
    doc = parsed("It leaks.", "It/PRP/nsubj/2 leaks/VBZ/root/0 ././punct/2")
    assert shown(doc, Triple(None, None, (RoleSpan("content", 0, 2),), 1.0)) == []


# ---------------------------------------------------------------- layout
@pytest.mark.weights
def test_a_transcript_names_its_speaker() -> None:
    doc = engine_doc("MODERATOR: Did it leak?\nLEE: It never leaked.")
    assert shown(doc) == [
        ("speaker label", "MODERATOR", ":", "Did it leak?"),
        ("speaker label", "LEE", ":", "It never leaked."),
    ]


def test_a_label_says_once_what_a_relation_in_its_turn_says_again() -> None:
    doc = parsed(
        "LEE: It never leaked.",
        "LEE/NNP/root/0 :/:/punct/1 It/PRP/nsubj/5 never/RB/advmod/5 leaked/VBD/root/0 ././punct/5",
    )
    assert shown(doc, triple((1, 2), (2, 5), (0, 1))) == [("speaker label", "LEE", ":", "It never leaked.")]


def test_a_signed_quotation() -> None:
    doc = parsed(
        "“It never should have been built.” ― Ana Ruiz",
        "“/``/punct/7 It/PRP/nsubj:pass/7 never/RB/advmod/7 should/MD/aux/7 have/VB/aux/7 been/VBN/aux:pass/7"
        " built/VBN/root/0 ././punct/7 ”/''/punct/7 ―/:/punct/11 Ana/NNP/parataxis/7 Ruiz/NNP/flat/11",
    )
    assert shown(doc) == [("signature", "Ana Ruiz", "―", "“It never should have been built.”")]


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("“The dam is safe.”\n\n— Ana Ruiz\n\nIt broke in May.", [("Ana Ruiz", "“The dam is safe.”")]),
        (
            '"It leaked." - Bo Quill "Rents rose." ― Carla Sanchez, a farmer in Ohio',
            [("Bo Quill", '"It leaked."'), ("Carla Sanchez, a farmer in Ohio", '"Rents rose."')],
        ),
        ("“Rents rose,” – Lee told the paper – “and wages did not.”", []),
        ("He called it “a disgrace” – Kim Lee agreed.", []),
    ],
)
def test_quotations_are_signed_in_their_line_and_below_it(text: str, signed: list[tuple[str, str]]) -> None:
    found = shown(engine_doc(text))
    assert [(source, content) for rule, source, _, content in found if rule == "signature"] == signed


@pytest.mark.weights
def test_a_signature_speaks_against_a_guess() -> None:
    doc = engine_doc("“It leaked.” ― Ana Ruiz\n“Rents rose.” ― Bo Quill")
    start = next(token.i for token in doc if token.text == "Rents") - 1
    guess = Triple(None, RoleSpan("source", 6, 8), (RoleSpan("content", start, start + 5),), 1.0)
    assert [source for _, source, _, _ in shown(doc, guess)] == ["Ana Ruiz", "Bo Quill"]


# ---------------------------------------------------------------- inside a content
def test_a_relation_inside_a_content() -> None:
    doc = parsed(
        "The board says experts believe the dam leaks.",
        "The/DT/det/2 board/NN/nsubj/3 says/VBZ/root/0 experts/NNS/nsubj/5 believe/VBP/ccomp/3 the/DT/det/7"
        " dam/NN/nsubj/8 leaks/VBZ/ccomp/5 ././punct/3",
    )
    assert shown(doc, triple((2, 3), (3, 8), (0, 2))) == [
        ("", "The board", "says", "experts believe the dam leaks"),
        ("nested", "experts", "believe", "the dam leaks"),
    ]


def test_what_one_says_that_one_believes_is_no_second_relation() -> None:
    doc = parsed(
        "She says she believes the dam leaks.",
        "She/PRP/nsubj/2 says/VBZ/root/0 she/PRP/nsubj/4 believes/VBZ/ccomp/2 the/DT/det/6 dam/NN/nsubj/7"
        " leaks/VBZ/ccomp/4 ././punct/2",
    )
    assert len(shown(doc, triple((1, 2), (2, 7), (0, 1)))) == 1


def test_none_inside_a_quotation() -> None:
    doc = parsed(
        "Ruiz says “experts believe the dam leaks.”",
        "Ruiz/NNP/nsubj/2 says/VBZ/root/0 “/``/punct/5 experts/NNS/nsubj/5 believe/VBP/ccomp/2 the/DT/det/7"
        " dam/NN/nsubj/8 leaks/VBZ/ccomp/5 ././punct/2 ”/''/punct/5",
    )
    assert len(shown(doc, triple((1, 2), (2, 10), (0, 1)))) == 1


def test_what_is_told_does_not_tell() -> None:
    doc = parsed(
        "Two fires reported this month closed the road.",
        "Two/CD/nummod/2 fires/NNS/nsubj/6 reported/VBN/acl/2 this/DT/det/5 month/NN/obl/3 closed/VBD/root/0"
        " the/DT/det/8 road/NN/obj/6 ././punct/6",
    )
    assert shown(with_verbs(doc), triple((2, 3), (5, 8), (0, 2))) == [("", "", "reported", "closed the road")]


# ---------------------------------------------------------------- where a content ends
BUDGET = parsed(
    "Lee said it cost a tenth of the budget .",
    "Lee/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/4 cost/VBD/ccomp/2 a/DT/det/6 tenth/NN/obj/4 of/IN/case/9 the/DT/det/9"
    " budget/NN/nmod/6 ././punct/2",
)


@pytest.mark.parametrize("end", [6, 7, 9])
def test_a_content_does_not_end_on_what_leads_up_to_a_word_nor_before_of(end: int) -> None:
    cut = triple((1, 2), (2, end), (0, 1))
    assert shown(with_verbs(BUDGET), cut)[0] == ("", "Lee", "said", "it cost a tenth of the budget")


def test_a_content_does_not_reach_into_the_next_span() -> None:
    before = triple((7, 8), (2, 7), (0, 1))
    assert shown(with_verbs(BUDGET), before)[0][3] == "it cost a tenth of"


def test_a_content_does_not_end_inside_a_word() -> None:
    doc = parsed(
        "Lee met a 16-year-old girl.",
        "Lee/NNP/nsubj/2 met/VBD/root/0 a/DT/det/9 16/CD/nummod/6 -/HYPH/punct/6 year/NN/nmod/8 -/HYPH/punct/8"
        " old/JJ/amod/9 girl/NN/obj/2 ././punct/2",
    )
    assert shown(with_verbs(doc), triple((1, 2), (2, 6), (0, 1)))[0][3] == "a 16-year-old girl"


def test_a_content_does_not_end_on_a_relative_pronoun() -> None:
    doc = parsed(
        "Lee noted tons that burned.",
        "Lee/NNP/nsubj/2 noted/VBD/root/0 tons/NNS/obj/2 that/WDT/nsubj/5 burned/VBD/acl:relcl/3 ././punct/2",
    )
    assert shown(with_verbs(doc), triple((1, 2), (2, 4), (0, 1)))[0][3] == "tons that burned"
