"""Linking: cues get the source and the contents that stand with them."""

from __future__ import annotations

from built import NLP
from claimcheck.annotate.attribution.linking import RoleSpan, Triple, link, order, read_scene


def linked(text: str, **roles: list[str]) -> list[Triple]:
    """Return the links of ``text``, in which each phrase of ``roles`` is a piece, found from left to right."""
    doc, pieces = NLP.make_doc(text), []
    for role, phrases in roles.items():
        at = 0
        for phrase in phrases:
            start = text.index(phrase, at)
            at = start + len(phrase)
            span = doc.char_span(start, at, alignment_mode="expand")
            assert span is not None
            pieces.append(RoleSpan(role, span.start, span.end))
    return link(read_scene(doc, order(pieces)))


def told(text: str, **roles: list[str]) -> list[tuple[str, str, list[str]]]:
    doc = NLP.make_doc(text)
    words = [
        [doc[p.start : p.end].text if p else "" for p in (found.source, found.cue)] for found in linked(text, **roles)
    ]
    contents = [[doc[p.start : p.end].text for p in found.contents] for found in linked(text, **roles)]
    return [(source, cue, held) for (source, cue), held in zip(words, contents, strict=True)]


def test_each_cue_takes_its_own_source_and_content() -> None:
    text = "Ann Lee said the dam was safe. Critics warned that it leaked."
    assert told(
        text, source=["Ann Lee", "Critics"], cue=["said", "warned"], content=["the dam was safe", "that it leaked"]
    ) == [("Ann Lee", "said", ["the dam was safe"]), ("Critics", "warned", ["that it leaked"])]


def test_a_split_quotation_is_one_relation() -> None:
    text = "“The dam is safe,” Ann Lee said. “It will stand.”"
    assert told(text, source=["Ann Lee"], cue=["said"], content=["“The dam is safe,”", "“It will stand.”"]) == [
        ("Ann Lee", "said", ["“The dam is safe,”", "“It will stand.”"])
    ]


def test_coordinated_cues_share_their_source() -> None:
    text = "The mayor said the dam was safe and added that it would stand."
    assert told(text, source=["The mayor"], cue=["said", "added"], content=["the dam was safe", "that it would"]) == [
        ("The mayor", "said", ["the dam was safe"]),
        ("The mayor", "added", ["that it would"]),
    ]


def test_a_passive_cue_has_no_source() -> None:
    text = "The bridge is expected to open in May. Ann Lee said it was safe."
    found = told(
        text,
        source=["Ann Lee"],
        cue=["is expected", "said"],
        content=["The bridge", "to open in May", "it was safe"],
    )
    assert found[0] == ("", "is expected", ["The bridge", "to open in May"])


def test_a_source_may_follow() -> None:
    text = "Two in five trains were late, according to the rail board."
    assert told(text, source=["the rail board"], cue=["according to"], content=["Two in five trains were late"]) == [
        ("the rail board", "according to", ["Two in five trains were late"])
    ]


def test_nothing_is_linked_to_nothing() -> None:
    assert linked("The bridge closed.") == []
    assert linked("Ann Lee said.", source=["Ann Lee"], cue=["said"]) == []


def test_sentences_are_told_by_full_stops() -> None:
    scene = read_scene(NLP.make_doc('He left. "Why not," she said. No.\n\nYes'), ())
    assert scene.sentence[-1] == 4  # the line break counts as one
    assert scene.paragraph[-1] == 1
