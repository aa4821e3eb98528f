"""What each row of the tables of names and nouns does: whom a passage cites with the row, and without it.

Needs the trained weights. A row earns its place where its example is read otherwise without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from unittest import mock

import pytest
from spacy.tokens import Doc, SpanGroup

import claimcheck
from cited import cited, names, related, told, who
from claimcheck import lang
from claimcheck.annotate import pipeline
from claimcheck.annotate.attribution.linking import ROLES
from claimcheck.annotate.engine.memory import WindowMemory
from claimcheck.annotate.grammar.names import is_outlet
from claimcheck.lang import lexicon
from rows import asked, engine_doc, idle

pytestmark = [pytest.mark.weights, pytest.mark.soak]
Row = Mapping[str, str]
READ = WindowMemory(capacity=700)
OTHER = {"m": "Ann Quill", "f": "Bob Quill"}
"""Who in an example is not of the row's gender, and so alone can be meant by its pronoun."""


def sources(row: Row) -> object:
    """Return the names in a row's example, and whom it cites."""
    return names(row["example"]), cited(row["example"])


def findings(row: Row) -> object:
    """Return what the linter says of a row's example, which the network reads once, and the rules with each lexicon."""
    ours = mock.patch.object(lang.Lexicon, "of", return_value=lexicon._IN_FORCE.get())  # `check` asks for its own
    with ours, mock.patch.object(pipeline.engine(), "memory", READ):
        return claimcheck.check_text(row["example"]).findings


def wrong(table: str, expected: str) -> list[tuple[str, list[str]]]:
    """Return the examples that do not cite, as the one source, what a row's column says."""
    found = [(row, who(row["example"])) for row in asked(table)]
    return [(row["example"], one) for row, one in found if one != [row[expected]]]


def test_titles() -> None:
    """A title is no part of a name; where the encoder has left it out by itself, it makes a surname a person's (CC205)."""
    titles = asked("titles")
    quiet = idle("titles", sources, rows=titles)
    assert idle("titles", findings, rows=[row for row in titles if dict(row) in quiet]) == []
    # `Mr.` with its full stop tells the linter alone: the sources read words before a name, and a stop ends them
    gendered = [row for row in titles if row["gender"] and row["title"].isalpha()]
    assert [row for row in gendered if who(row["example"]) != [OTHER[row["gender"]]]] == []
    assert [row["title"] for row in lang.rows("titles") if row["title"] not in row["example"].casefold()] == []


def renamed(doc: Doc, name: str) -> Doc:
    """Return an engine's Doc with another first word."""
    other = Doc(
        doc.vocab,
        words=[name, *(token.text for token in doc[1:])],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
    for role in ROLES:
        group = doc.spans[role]
        spans = [other[span.start : span.end] for span in group]
        other.spans[role] = SpanGroup(other, name=role, spans=spans, attrs=dict(group.attrs))
    return related(other)


def test_given_names_tell_he_from_she() -> None:
    """Who has a given name of one gender is not meant by the pronoun of the other."""
    models = {
        "m": engine_doc("James Okoro met Ann Quill. She said the harbour was safe."),
        "f": engine_doc("Mary Okoro met Bob Quill. He said the harbour was safe."),
    }
    rows = asked("given_names")
    docs = {row["name"]: renamed(models[row["gender"]], row["name"]) for row in rows}
    found = [(row["name"], row["gender"], who(docs[row["name"]])) for row in rows]
    assert [one for one in found if one[2] != [OTHER[one[1]]]] == []
    assert idle("given_names", lambda row: who(docs[row["name"]]), rows=rows, alone=True) == []
    assert [row["name"] for row in rows if row["name"] not in row["example"]] == []


def test_metonyms_stand_for_a_state_that_the_article_names() -> None:
    assert idle("metonyms", sources, rows=asked("metonyms")) == []
    assert wrong("metonyms", "stands_for") == []


def test_nicknames_name_the_same() -> None:
    assert idle("nicknames", sources, rows=asked("nicknames"), alone=True) == []
    assert [row["nickname"] for row in asked("nicknames") if len(who(row["example"])) != 1] == []


def test_aliases_name_the_same() -> None:
    assert idle("aliases", sources, rows=asked("aliases")) == []
    assert [row["example"] for row in asked("aliases") if len(who(row["example"])) != 1] == []


def test_a_demonym_s_government_is_its_country() -> None:
    assert idle("demonyms", sources, rows=asked("demonyms")) == []
    assert wrong("demonyms", "place") == []


def test_nouns_make_a_source_what_it_is() -> None:
    """A noun is cited as what the table says, or is what a later pronoun or description means."""
    nouns = asked("source_nouns")
    quiet = idle("source_nouns", sources, rows=nouns)
    rows = [row for row in nouns if dict(row) in quiet]
    assert idle("source_nouns", findings, rows=rows) == []


def test_outlets() -> None:
    """A name that is listed is an outlet's, also where no word such as Herald says so."""

    def outlets(row: Row) -> set[str]:
        return {name for name, _ in names(row["example"]) if is_outlet(name)}

    assert idle("media", outlets, rows=asked("media")) == []
    assert [row["name"] for row in asked("media") if row["name"].removeprefix("The ") not in outlets(row)] == []


def test_most_outlets_are_cited_as_media() -> None:
    """Of the rest the recogniser holds that they are a person's name, or a guardian and an economist are people."""
    rows = asked("media")
    as_media = [row for row in rows if "media" in [kind for _, kind, *_ in cited(row["example"])]]
    assert len(as_media) >= 0.8 * len(rows)


def test_a_description_with_the_examples_is_a_doc_of_the_engine() -> None:
    doc = told("Critics said it leaked.")
    assert all(doc.has_annotation(attribute) for attribute in ("TAG", "DEP", "SENT_START", "ENT_IOB"))
