"""CC204: a pronoun for a source that points to nobody, or to two."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence

from claimcheck.lint.names import names
from claimcheck.lint.passages import Sentence, prose, quoted
from claimcheck.lint.people import people, person_nouns
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.sourcing import voices
from claimcheck.report import Attribution, Report

_GENDER = {"he": "m", "she": "f", "him": "m", "her": "f"}
_MANY = frozenset({"they", "them"})
_TWO, _FURTHEST = 2, 3
_MEET = re.compile(
    r"(?P<one>(?:[\w’'-]+\s+){0,2}[\w’'-]+)\s+(?:met|meet|faced|clashed\s+with|argued\s+with|sued|joined|confronted|told|accused|blamed|visited)\s+(?:with\s+)?(?P<other>(?:the\s+|local\s+)?[\w’'-]+)\b"
)
_BEHIND = re.compile(
    r"(?:When|As|After|Before|While|Although|Though|Until|If|Since|Because|By\s+the\s+time|In|At|On)\b"
)
_PLACED = re.compile(r"\b(?:in|at|of|from|near|to|for|on|outside|around)\s+(?:the\s+)?\Z")
_NEVER = 1 << 60
_HELP = "give the name"


_REPORTS = re.compile(
    r"\b(?:say|says|said|saying|tell|told|add|added|adding|warn|warned|argue|argued|believe|believed|think|thought|explain|explained|according|announce|announced|insist|insisted|"
    r"claim|claimed|write|wrote|know|knew|report|reported|recall|recalled|state|stated|note|noted|acknowledged|admitted|suggested|praised|criticized|criticised|called)\b",
    re.IGNORECASE,
)


def find(report: Report) -> Iterator[Fault]:
    """Yield the pronouns that are a source and have no antecedent, or two in the sentence that last named anybody."""
    spoken = sorted({(part.start, part.text.casefold()) for one in report.attributions for part in one.source[:1]})
    pronouns = [(at, word) for at, word in spoken if word in _GENDER or word in _MANY]
    if not pronouns:
        return
    spans = quoted(report.text)
    named = _Named(report)
    before: list[Sentence] = []
    for paragraph in prose(report):
        for sentence in paragraph.sentences:
            first, last = (bisect.bisect_left(pronouns, (offset,)) for offset in (sentence.start, sentence.end))
            for at, word in pronouns[first:last]:
                if spans.hold(at, at + len(word)):
                    continue
                many = word in _MANY
                message = _crowds(word, before=before[:1]) if many else named.unclear(word, at, (sentence, *before))
                if message:
                    yield Fault(at, at + len(word), message, help=_HELP)
            before = [sentence, *before[: _FURTHEST - 1]]


def _crowds(word: str, *, before: list[Sentence]) -> str | None:
    """Return what is wrong with `they` where one group meets another in the sentence before, and neither speaks."""
    if not before:
        return None
    match = _MEET.match(before[0].text)
    if match is None or not (_is_crowd(match["one"]) and _is_crowd(match["other"])):
        return None
    return f"“{word}” speaks: {match['one'].split()[-1].lower()} or {match['other'].split()[-1]}?"


def _is_crowd(words: str) -> bool:
    return words.endswith(("s", "people", "men", "women")) and person_nouns().search(words) is not None


class _Named:
    """Who is named in an article, and where."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.people = list(people(report.text))
        self.starts = [one.start for one in self.people]
        self.speakers = voices(report).sources
        self.first: dict[str, int] = {}
        for one in self.people:
            self.first.setdefault(one.gender, one.end)

    def unclear(self, word: str, at: int, sentences: Sequence[Sentence]) -> str | None:
        """Return what is wrong with a pronoun in the first of ``sentences``, which run backwards; None where it is clear."""
        gender = _GENDER[word]
        own, *before = sentences
        known = min(self.first.get(one, _NEVER) for one in (gender, ""))
        if known > at and _somebody(self.report.text, own_people=frozenset(self.starts)) > at:
            behind = _named_behind(self.report.text, at, own)
            return None if behind else f"“{word}” speaks, and nobody was named whom it could mean"
        if self.surnames(own.start, at, gender):
            return None
        for back, sentence in enumerate(before, start=1):
            near = self.surnames(sentence.start, sentence.end, gender)
            if len(near) >= _TWO and not _continues(self.report, sentence, near):
                return f"“{word}” speaks: {near[0]} or {near[1]}?"
            if near or back == _FURTHEST or self.speakers.touch(sentence.start, sentence.end):
                return None
        return None

    def surnames(self, start: int, end: int, gender: str) -> list[str]:
        """Return the surnames of those of this gender who are named between two offsets, each once."""
        found = self.people[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]
        return list(dict.fromkeys(one.surname for one in found if one.gender == gender))


def _named_behind(text: str, at: int, sentence: Sentence) -> bool:
    """Return whether the name follows in the sentence: `When she said so, Mayor Ruth Colby surprised everybody`."""
    return _BEHIND.match(sentence.text) is not None and any(
        True for name in names(text[at : sentence.end]) if not name.opens or len(name.words) >= _TWO
    )


@functools.lru_cache(maxsize=1)
def _somebody(text: str, *, own_people: frozenset[int]) -> int:
    """Return where anybody is mentioned first: by a noun for a person, or by a name that may be a person's."""
    noun = person_nouns().search(text)
    first = noun.start() if noun else _NEVER
    for name in names(text):
        if name.start > first:
            break
        placed = _PLACED.search(text[max(name.start - 14, 0) : name.start])
        if name.start not in own_people and len(name.words) >= _TWO and not placed and not _is_body(name.words):
            return name.start
    return first


def _is_body(words: tuple[str, ...]) -> bool:
    """Return whether a name is that of a body or a place: its last or first word says so."""
    return (
        re.fullmatch(
            r"(?:board|council|ministry|harbour|harbor|port|street|road|authority|university|college|company|bank|party|union|guild|court|office|"
            r"agency|department|association|committee|club|group|institute|centre|center|hospital|school|county|city|river|bay|island|lake|news|times|courier|"
            r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
            words[-1].casefold(),
        )
        is not None
    )


def _continues(report: Report, before: Sentence, near: list[str]) -> bool:
    """Return whether one of those named in the sentence before speaks there and the others are only spoken of."""
    for attribution in _sources_in(report, before):
        for part in attribution.source:
            if not _REPORTS.search(" ".join(cue.text for cue in attribution.cue)):
                continue
            inner = [content for content in attribution.content if before.start <= content.start < before.end]
            speaker = next((surname for surname in near if surname in part.text), None)
            others = [surname for surname in near if surname != speaker]
            if speaker and all(any(surname in content.text for content in inner) for surname in others):
                return True
            if speaker is None and all(any(surname in content.text for content in inner) for surname in near):
                return True
    return False


def _sources_in(report: Report, sentence: Sentence) -> list[Attribution]:
    """Return the attributions whose source stands in a sentence."""
    return [
        attribution
        for attribution in report.attributions
        if attribution.source and sentence.start <= attribution.source[0].start < sentence.end
    ]


RULE = Rule(
    id="CC204",
    name="unclear-pronoun",
    severity="warning",
    what="Finds he or she as the source of a statement where nobody was named before, or two people whom it could mean stand in the sentence before.",
    why="The statement may end up in the wrong mouth, and that is a correction at best.",
    fires="Anna Lee met Rosa Quill in Kessa on Monday. She said the harbour plan was dead.",
    passes="Anna Lee met Rosa Quill in Kessa on Monday. Quill said the harbour plan was dead.",
    instead="Repeat the name.",
    reference="The Chicago Manual of Style, chapter 5, on pronouns and antecedents",
    find=find,
)
