"""Attributions: form, stance, nesting, and that every cue of the table tells its stance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Span, SpanGroup

from built import parsed, plain
from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import (
    Attribution,
    attributions,
    find_attributions,
    form_of,
    nest,
    stance_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc


def mark(doc: Doc, **roles: str) -> Doc:
    """Put one span a role into ``doc``, as the encoder does."""
    for role, phrase in roles.items():
        start = doc.text.index(phrase)
        span = doc.char_span(start, start + len(phrase), alignment_mode="expand")
        assert span is not None
        doc.spans[role] = SpanGroup(doc, name=role, spans=[Span(doc, span.start, span.end, label=role)])
    return doc


def relation(start: int, end: int, content: list[int]) -> Attribution:
    return Attribution(start, end, [], [], [content], "indirect", "assertion", None)


@pytest.mark.parametrize("row", lang.rows("cues"), ids=lambda row: row["cue"])
def test_rows_fire(row: Mapping[str, str]) -> None:
    doc = plain(row["example"])
    words = [token.lower_ for token in doc]
    forms = {row["cue"], *row["forms"].split()}
    size = len(row["cue"].split())
    at = [i for i in range(len(words)) if " ".join(words[i : i + size]) in forms]
    assert at, "the example does not hold the cue"
    assert stance_of(doc[at[0] : at[0] + size]) == row["stance"]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("“The dam is safe,”", "direct"),
        ('"The dam is safe"', "direct"),
        ("that the dam is “as safe as houses”", "mixed"),
        ("that the dam is safe", "indirect"),
        ("", "indirect"),
    ],
)
def test_form(content: str, form: str) -> None:
    assert form_of(content, [[0, len(content)]]) == form


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("has said", "assertion"),
        ("did not say", "declined"),
        ("did not confirm", "denial"),
        ("declined to comment", "declined"),
        ("shows", "evidence"),
        ("plans", "intention"),
        ("believe", "belief"),
        (":", "assertion"),
    ],
)
def test_stance(cue: str, stance: str) -> None:
    assert stance_of(plain(cue)[:]) == stance


def test_the_innermost_relation_around_is_within() -> None:
    outer, middle, inner = relation(0, 60, [5, 60]), relation(10, 50, [20, 50]), relation(25, 40, [30, 40])
    assert [one.within for one in nest([outer, middle, inner])] == [None, 0, 1]


def test_spans_become_a_relation() -> None:
    doc = mark(plain("Ann Lee said the dam was safe."), source="Ann Lee", cue="said", content="the dam was safe")
    (found,) = find_attributions(doc)
    assert (found.source, found.cue, found.content) == ([[0, 7]], [[8, 12]], [[13, 29]])
    assert (found.start, found.end, found.form, found.stance) == (0, 29, "indirect", "assertion")
    assert found.why["by"] == "model"


def test_a_content_of_bare_function_words_is_none() -> None:
    doc = mark(plain("Ann Lee said the dam was safe."), source="Ann Lee", cue="said", content="the")
    assert list(find_attributions(doc)) == []


def test_a_missing_source_is_the_subject() -> None:
    doc = parsed(
        "Ann Lee said the dam leaked.",
        "Ann/NNP/nsubj/3 Lee/NNP/flat/1 said/VBD/root/0 the/DT/det/5 dam/NN/nsubj/6 leaked/VBD/ccomp/3 ././punct/3",
    )
    for token in doc:
        token.pos_ = "VERB" if token.tag_ == "VBD" else "NOUN"
    (found,) = find_attributions(mark(doc, cue="said", content="the dam leaked"))
    assert found.source == [[0, 7]]
    assert found.why["rule"] == "subject"


def test_a_transcript_names_its_speaker() -> None:
    doc = plain("MODERATOR: Did the dam leak in the spring?\nLEE: It never leaked in my time.")
    assert [doc.text[s:e] for one in find_attributions(doc) for s, e in one.source] == ["MODERATOR", "LEE"]


def test_a_signed_quotation() -> None:
    doc = plain("They wrote to us.\n“The dam should never have been built.” ― Ana Ruiz")
    (found,) = find_attributions(doc)
    assert [doc.text[s:e] for s, e in found.source] == ["Ana Ruiz"]


def test_the_component_writes_the_group() -> None:
    doc = mark(plain("Ann Lee said the dam was safe."), source="Ann Lee", cue="said", content="the dam was safe")
    assert len(groups.read(attributions(doc), "attributions", Attribution)) == 1
