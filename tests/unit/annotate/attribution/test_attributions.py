"""Attributions: form, stance, nesting, and that every cue of the table tells its stance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Span, SpanGroup

from built import NLP
from claimcheck.annotate import groups
from claimcheck.annotate.attribution import Relation, attributions, find_attributions
from claimcheck.annotate.attribution.component import form_of, nest
from claimcheck.annotate.attribution.cues import stance_of
from rows import asked, engine_doc, idle

if TYPE_CHECKING:
    from spacy.tokens import Doc


def marked(text: str, **roles: str) -> Doc:
    """Return a text as the engine reads it, with these spans in place of its own: one a role."""
    doc = engine_doc(text).copy()
    for role in ("source", "cue", "content"):
        phrase = roles.get(role, "")
        at = text.index(phrase)
        span = doc.char_span(at, at + len(phrase)) if phrase else None
        doc.spans[role] = SpanGroup(
            doc, name=role, spans=[Span(doc, span.start, span.end, label=role)] if span is not None else []
        )
    return doc


def relation(start: int, end: int, content: list[int]) -> Relation:
    return Relation(start, end, [], [], [content], "indirect", "assertion", None)


# ---------------------------------------------------------------- the table of cues
def found(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the cues of a row's example, each with its stance."""
    doc = engine_doc(row["example"])
    return [(doc.text[start:end].casefold(), one.stance) for one in find_attributions(doc) for start, end in one.cue]


def is_told(row: Mapping[str, str]) -> bool:
    """Return whether a relation of a row's example has its cue, and its stance: to answer a claim is to deny it."""
    stance = row["stance"].replace("answer", "denial")
    forms = {f" {form} " for form in (row["cue"], *row["forms"].split())}
    return any(told == stance and any(form in f" {cue} " for form in forms) for cue, told in found(row))


@pytest.mark.soak
@pytest.mark.weights
def test_no_cue_of_the_table_is_idle() -> None:
    assert idle("cues", found, rows=asked("cues")) == []


@pytest.mark.soak
@pytest.mark.weights
def test_every_cue_of_the_table_tells_its_stance() -> None:
    assert [dict(row) for row in asked("cues") if not is_told(row)] == []


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
        ("voiced support for", "assertion"),
        (":", "assertion"),
    ],
)
def test_stance(cue: str, stance: str) -> None:
    assert stance_of(NLP.make_doc(cue)[:]) == stance


# ---------------------------------------------------------------- form, nesting, relations
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


def test_the_innermost_relation_around_is_within() -> None:
    outer, middle, inner = relation(0, 60, [5, 60]), relation(10, 50, [20, 50]), relation(25, 40, [30, 40])
    assert [one.within for one in nest([outer, middle, inner])] == [None, 0, 1]


@pytest.mark.weights
def test_spans_become_a_relation() -> None:
    doc = marked("Ann Lee said the dam was safe.", source="Ann Lee", cue="said", content="the dam was safe")
    (one,) = find_attributions(doc)
    assert (one.source, one.cue, one.content) == ([[0, 7]], [[8, 12]], [[13, 29]])
    assert (one.start, one.end, one.form, one.stance) == (0, 29, "indirect", "assertion")
    assert one.why["by"] == "model"
    assert groups.read(attributions(doc), "attributions", Relation) == [one]


@pytest.mark.weights
def test_a_content_of_bare_function_words_is_none() -> None:
    doc = marked("Ann Lee said the dam was safe.", source="Ann Lee", cue="said", content="the")
    assert list(find_attributions(doc)) == []
