"""Sources: who is meant, under which name, of what type and grade."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from spacy.tokens import Doc, Span

from built import NLP, plain
from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Attribution, form_of, nest
from claimcheck.annotate.grammar.phrases import is_plural, read_phrase, singular, source_nouns
from claimcheck.annotate.sources.component import Cited, find_sources, sources
from claimcheck.annotate.sources.registry import is_outlet, kin

SENTENCES = NLP.from_config(NLP.config)
SENTENCES.add_pipe("sentencizer")


def article(text: str, *relations: tuple[str, str], ents: Mapping[str, str] | None = None) -> Doc:
    """Return a Doc with relations of (source, content), each found from left to right, and entities by text."""
    doc = SENTENCES(text)
    found = []
    for name, label in (ents or {}).items():
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name), label=label)
            found += [span] if span is not None else []
            at = text.find(name, at + 1)
    doc.ents = [Span(doc, s.start, s.end, label=s.label) for s in _longest(found)]
    made, at = [], 0
    for source, content in relations:
        at = min(text.index(source, at), text.index(content, at))
        spans = [[text.index(part, at), text.index(part, at) + len(part)] if part else [] for part in (source, content)]
        start, end = min(s[0] for s in spans if s), max(s[1] for s in spans if s)
        held = [spans[1]] if spans[1] else []
        form = form_of(text, held)
        made.append(Attribution(start, end, [spans[0]] if spans[0] else [], [], held, form, "assertion", None))
    groups.write(doc, "attributions", nest(sorted(made, key=lambda one: (one.start, one.end))))
    return doc


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start - one.end):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return kept


def cited(doc: Doc) -> list[tuple[str, str, int, int]]:
    """Return name, type, grade and number of mentions of each source."""
    return [(one.name, one.type, one.grade, len(one.mentions)) for one in find_sources(doc)]


@pytest.mark.parametrize("row", lang.rows("source_nouns"), ids=lambda row: row["noun"])
def test_source_nouns_fire(row: Mapping[str, str]) -> None:
    doc = plain(row["example"])
    nouns = [singular(token.lower_) for token in doc]
    hyphened = {singular(word) for word in row["example"].casefold().split()}
    assert row["noun"] in nouns or row["noun"] in hyphened
    assert source_nouns()[row["noun"]] == row["type"]
    assert kin(row["noun"]) == (row["kin"] or row["noun"])


@pytest.mark.parametrize("row", lang.rows("media"), ids=lambda row: row["name"])
def test_outlets_fire(row: Mapping[str, str]) -> None:
    assert row["name"] in row["example"]
    assert is_outlet(row["name"])


@pytest.mark.parametrize("row", lang.rows("demonyms"), ids=lambda row: row["demonym"])
def test_a_demonym_s_government_is_its_country(row: Mapping[str, str]) -> None:
    noun = next(w for w in ("side", "government", "delegation") if w in row["example"])
    source = f"The {row['demonym']} {noun}"
    assert source in row["example"]
    text = f"{row['place']} spoke first. {row['example']}"
    relations = [(row["place"], "spoke first"), (source, row["example"][-12:-1])]
    found = cited(article(text, *relations, ents={row["place"]: "PLACE"}))
    assert [(name, mentions) for name, _, _, mentions in found] == [(row["place"], 2)]


@pytest.mark.parametrize(
    ("source", "name", "kind", "grade"),
    [
        ("Ann Lee, head of the water board,", "Ann Lee", "named_person", 4),
        ("the party chief, Ann Lee,", "Ann Lee", "named_person", 4),
        ("the Tolna Water Board", "Tolna Water Board", "organization", 3),
        ("a senior State Department official", "senior State Department official", "unnamed_person", 2),
        ("some officials", "some officials", "unnamed_group", 1),
        ("officials", "officials", "unnamed_group", 1),
        ("the authorities", "authorities", "unnamed_group", 1),
        ("the Tolna Herald", "Tolna Herald", "media", 3),
        ("a recent study", "recent study", "document", 1),
        ("the 2019 Lakes Treaty", "2019 Lakes Treaty", "document", 5),
        ("46 percent of voters", "46 percent of voters", "unnamed_group", 1),
        ("a spokesman for the Tolna Water Board", "spokesman for the Tolna Water Board", "unnamed_person", 2),
    ],
)
def test_name_type_and_grade(source: str, name: str, kind: str, grade: int) -> None:
    ents = {"Ann Lee": "PERSON", "Tolna Water Board": "ORG", "State Department": "ORG", "Tolna Herald": "ORG"}
    text = f"On Monday {source} said the dam leaked."
    assert cited(article(text, (source, "the dam leaked"), ents=ents)) == [(name, kind, grade, 1)]


@pytest.mark.parametrize("source", ["I", "we", "there"])
def test_the_article_itself_is_no_source(source: str) -> None:
    text = f"On Monday {source} said the dam leaked."
    assert cited(article(text, (source, "the dam leaked"))) == []


def test_surname_pronoun_and_full_name() -> None:
    text = "Mayor Ann Lee said the dam leaked. Lee warned of floods. “It will fail,” she said."
    doc = article(
        text,
        ("Ann Lee", "the dam leaked"),
        ("Lee", "of floods"),
        ("she", "“It will fail,”"),
        ents={"Ann Lee": "PERSON", "Lee": "PERSON"},
    )
    assert cited(doc) == [("Ann Lee", "named_person", 4, 3)]


def test_he_is_not_she() -> None:
    text = "Ann Lee said the dam leaked. Bob Ruiz agreed. She said it was old. He said it was new."
    doc = article(
        text,
        ("Ann Lee", "the dam leaked"),
        ("She", "it was old"),
        ("He", "it was new"),
        ents={"Ann Lee": "PERSON", "Bob Ruiz": "PERSON"},
    )
    assert cited(doc) == [("Ann Lee", "named_person", 4, 2), ("Bob Ruiz", "named_person", 4, 1)]


def test_acronym_and_short_description() -> None:
    text = "The World Lakes Fund said levels fell. The WLF warned of drought. The fund expects rain. It sees hope."
    doc = article(
        text,
        ("The World Lakes Fund", "levels fell"),
        ("The WLF", "of drought"),
        ("The fund", "rain"),
        ("It", "hope"),
        ents={"World Lakes Fund": "ORG", "WLF": "ORG"},
    )
    assert cited(doc) == [("World Lakes Fund", "organization", 3, 4)]


def test_data_take_the_name_of_an_issuer_that_speaks() -> None:
    text = "According to WLF lake data, levels fell. The World Lakes Fund warned of drought."
    ents = {"World Lakes Fund": "ORG", "WLF": "ORG"}
    both = article(text, ("WLF lake data", "levels fell"), ("The World Lakes Fund", "of drought"), ents=ents)
    assert cited(both) == [("World Lakes Fund", "organization", 3, 2)]
    alone = article(text, ("WLF lake data", "levels fell"), ents=ents)
    assert cited(alone) == [("WLF lake data", "document", 5, 1)]


def test_they_are_the_people_spoken_of_last() -> None:
    text = "Analysts from the Lakes Forum note that levels fell. They warn of drought."
    doc = article(
        text,
        ("Analysts from the Lakes Forum", "that levels fell"),
        ("They", "of drought"),
        ents={"Lakes Forum": "ORG"},
    )
    assert cited(doc) == [("Analysts from the Lakes Forum", "unnamed_group", 2, 2)]


def test_the_pact_is_the_treaty() -> None:
    text = "The Lakes Treaty of 1960 bans nets. The pact also gives fishers a right to appeal."
    doc = article(text, ("The Lakes Treaty", "nets"), ("The pact", "a right to appeal"))
    assert [(name, mentions) for name, _, _, mentions in cited(doc)] == [("Lakes Treaty", 2)]


def test_a_capital_speaks_for_its_state_where_the_state_is_named() -> None:
    text = "Kenya said the dam leaked. Nairobi warned of floods."
    doc = article(text, ("Kenya", "the dam leaked"), ("Nairobi", "of floods"), ents={"Kenya": "PLACE"})
    assert [(name, mentions) for name, _, _, mentions in cited(doc)] == [("Kenya", 2)]
    alone = article("Nairobi warned of floods.", ("Nairobi", "of floods"))
    assert [name for name, *_ in cited(alone)] == ["Nairobi"]


def test_other_groups_stay_apart() -> None:
    text = "Tolna officials said it leaked. Vellmar officials said it did not. Critics said neither knew."
    doc = article(text, ("Tolna officials", "it leaked"), ("Vellmar officials", "it did not"), ("Critics", "neither"))
    assert [name for name, *_ in cited(doc)] == ["Tolna officials", "Vellmar officials", "Critics"]


def test_a_quoted_i_is_the_speaker() -> None:
    text = "“I know I feared the dam,” Ann Lee said."
    doc = SENTENCES(text)
    at = text.index("Ann Lee")
    doc.ents = [Span(doc, span.start, span.end, label="PERSON") for span in [doc.char_span(at, at + 7)] if span]
    outer = Attribution(0, at + 7, [[at, at + 7]], [], [[0, at - 1]], "direct", "assertion", None)
    inner = Attribution(8, 23, [[8, 9]], [[10, 16]], [[17, 24]], "indirect", "belief", 0)
    groups.write(doc, "attributions", [outer, inner])
    assert [(one.name, one.attributions) for one in find_sources(doc)] == [("Ann Lee", [0, 1])]


def test_phrases() -> None:
    doc = plain("the city’s party chief, who resigned,")
    phrase = read_phrase(doc, 0, end=len(doc), names=[])
    assert phrase is not None
    assert (phrase.kind, phrase.noun, phrase.text) == ("nominal", "chief", "city’s party chief")
    assert read_phrase(plain(", "), 0, end=1, names=[]) is None
    assert is_plural("women")
    assert not is_plural("gas")
    assert singular("agencies") == "agency"


def test_the_component_writes_the_group() -> None:
    doc = sources(article("Critics said it leaked.", ("Critics", "it leaked")))
    assert [one.name for one in groups.read(doc, "sources", Cited)] == ["Critics"]
