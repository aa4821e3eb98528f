"""CC204: a pronoun for a source that points to nobody, or to two."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import vocabulary
from claimcheck.lint.passages import ProseSentence, Spans, prose, quoted
from claimcheck.lint.passages.names import names
from claimcheck.lint.passages.people import Person, people, person_nouns
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Attribution, Report

_GENDER = {"he": "m", "she": "f", "him": "m", "her": "f"}
_MANY = frozenset({"they", "them"})
_TWO, _FURTHEST = 2, 3
_PLURAL = re.compile(r"(?:people|[^s]s|men)\Z", re.IGNORECASE)  # `he` is none of the residents
_BODY_NOUNS = frozenset(
    "union guild council board water line lines group trust league society forum rovers albion".split()
)
_MEET = re.compile(
    r"(?P<one>[^,;:.]{3,70}?)\s+(?:(?:has|have|had|is|are|was|were|again|also|then|finally|both|later)\s+){0,2}"
    r"(?:met|meet|meets|meeting|faced?|faces|sat\s+down|held\s+(?:\w+\s+){0,3}talks|(?:clash|argu|negotiat|bargain|quarrel|talk|spoke|disagree|spar|wrangl|compet|consult)\w*|sued?|sues|suing|"
    r"(?:join|confront|accus|blam|visit|oppos|defeat|criticis|criticiz|challeng|fought|fight|debat|hosted|host|invit|outbid|beat|overrul|rebuff|reject|snubb|attack)\w*|"
    r"locked\s+horns|reached\s+(?:an?\s+)?(?:\w+\s+)?(?:deal|agreement|truce|settlement)|struck\s+(?:an?\s+)?(?:\w+\s+)?deal|told)\s+"
    r"(?:(?:face\s+to\s+face|again|briefly|privately|twice)\s+)?(?:with\s+|against\s+|to\s+)?(?P<other>(?:(?:the|its|their|local|striking)\s+)?(?:[\w’'-]+\s+){0,4}?[\w’'-]+?)"
    r"(?=\s+(?:on|in|at|over|about|to|for|after|before|during|outside|behind|again|last|this|yesterday|earlier|from|as|until|late|early|of|by|and|but|when|while|who|two|three|twice)\b|\s*[,.;:]|\Z)"
)
_BEHIND = re.compile(
    r"(?:When|As|After|Before|While|Although|Though|Until|If|Since|Because|By\s+the\s+time|In|At|On)\b"
)
_PLACED = re.compile(r"\b(?:in|at|of|from|near|to|for|on|outside|around)\s+(?:the\s+)?\Z")
_UNDER = re.compile(r"\b(?:when|where|that|who|which|if|because|as|while|what)\s+\Z", re.IGNORECASE)
_NEVER = 1 << 60
_HELP = "give the name"


_REPORTS = re.compile(
    r"\b(?:say|says|said|saying|tell|told|add|added|adding|warn|warned|argue|argued|believe|believed|think|thought|explain|explained|according|announce|announced|insist|insisted|"
    r"claim|claimed|write|wrote|know|knew|report|reported|recall|recalled|state|stated|note|noted|acknowledged|admitted|suggested|praised|criticized|criticised|called)\b",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the pronouns that are a source and have no antecedent, or two in the sentence that last named anybody."""
    spoken = sorted({(part.start, part.text.casefold()) for one in report.attributions for part in one.source[:1]})
    pronouns = [(at, word) for at, word in spoken if word in _GENDER or word in _MANY]
    if not pronouns:
        return
    spans = quoted(analysis)
    named = _Named(report, spans)
    before: list[ProseSentence] = []
    for paragraph in prose(analysis, report):
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


def _crowds(word: str, *, before: list[ProseSentence]) -> str | None:
    """Return what is wrong with `they` where one group meets another in the sentence before, and neither speaks."""
    if not before:
        return None
    match = _MEET.match(before[0].text)
    if match is None:
        return None
    kind = _crowd(match["one"])
    if kind is None or kind != _crowd(match["other"]):
        return None
    return f"“{word}” speaks: {match['one'].strip()} or {match['other'].strip()}?"


def _crowd(words: str) -> str | None:
    """Return whether words name several people (``people``) or a body (``body``), None for neither or for both at once."""
    found = re.split(r"\s+(?:of|from|for|in|at|on)\s+", words.strip())[0]
    last = found.split()[-1].casefold() if found.split() else ""
    if re.search(r"\s(?:and|or)\s", words):
        return None
    if last in {"people", "men", "women"} or (
        last.endswith("s") and (person_nouns().fullmatch(last) or last[:-1] in _bodies())
    ):
        return "people"
    return "body" if last in _bodies() or last in _BODY_NOUNS else None


@lang.compiled
def _bodies() -> frozenset[str]:
    """Return the nouns for a body that speaks, in the singular."""
    return frozenset(row["noun"] for row in lang.rows("source_nouns") if row["type"] in {"organization", "group"})


class _Named:
    """Who is named in an article, and where."""

    def __init__(self, report: Report, spans: Spans) -> None:
        self.report = report
        self.people = _with_surnames(report.text, list(people(report.text)))
        self.starts = [one.start for one in self.people]
        self.speakers = voices(report).sources
        self.contents = Spans(
            (part.start, part.end)
            for one in report.attributions
            if one.source and any(_REPORTS.search(cue.text) for cue in one.cue)
            for part in one.content
        )
        self.spans = spans
        self.first: dict[str, int] = {}
        for one in self.people:
            self.first.setdefault(one.gender, one.end)

    def unclear(self, word: str, at: int, sentences: Sequence[ProseSentence]) -> str | None:
        """Return what is wrong with a pronoun in the first of ``sentences``, which run backwards; None where it is clear."""
        gender = _GENDER[word]
        own, *before = sentences
        if _UNDER.search(self.report.text[max(at - 12, own.start) : at]):
            return None
        known = min(self.first.get(one, _NEVER) for one in (gender, ""))
        if known > at and _somebody(self.report.text, own_people=frozenset(self.starts)) > at:
            behind = _named_behind(self.report.text, at, own)
            return None if behind else f"“{word}” speaks, and nobody was named whom it could mean"
        if self.surnames(own.start, at, gender):
            return None
        for back, sentence in enumerate(before, start=1):
            near = self.surnames(sentence.start, sentence.end, gender)
            side = self.side_by_side(sentence, gender)
            if len(side) >= _TWO and not _continues(self.report, sentence, near):
                topic = self.topics(before[back:], gender)
                if topic & set(side) != {side[0]}:  # who was spoken of before, and acts here, goes on
                    return f"“{word}” speaks: {side[0]} or {side[1]}?"
            if near or back == _FURTHEST or self.speakers.touch(sentence.start, sentence.end):
                return None
        return None

    def side_by_side(self, sentence: ProseSentence, gender: str) -> list[str]:
        """Return the surnames of this gender in a sentence, but of those who are only a part of what is said about another."""
        text = self.report.text
        found = self.people[
            bisect.bisect_left(self.starts, sentence.start) : bisect.bisect_left(self.starts, sentence.end)
        ]
        apart = [
            one.surname
            for one in found
            if one.gender == gender
            and not _ASIDE.search(text[max(one.start - 24, sentence.start) : one.start])
            and not _IN_CLAUSE.search(text[max(one.start - 80, sentence.start) : one.start])
            and not re.match(r"[’']s?\s", text[one.end : one.end + 3])
            and not self.spans.hold(one.start, one.end)
            and not self.contents.hold(one.start, one.end)
        ]
        return list(dict.fromkeys(apart))

    def topics(self, before: Sequence[ProseSentence], gender: str) -> set[str]:
        """Return the surnames of this gender in the sentence further back."""
        return set(self.surnames(before[0].start, before[0].end, gender)) if before else set()

    def surnames(self, start: int, end: int, gender: str) -> list[str]:
        """Return the surnames of those of this gender who are named between two offsets, each once."""
        found = self.people[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]
        return list(dict.fromkeys(one.surname for one in found if one.gender == gender))


_ASIDE = re.compile(
    r"\b(?:of|about|for|under|like|unlike|than|without|against|by|including|named|called|after|toward|towards|regarding|behind|or|that|whether|if|because|when|where|which)\s+(?:(?:President|Mr|Mrs|Ms|Dr|Sen|Gov|Rep)\.?\s+)?\Z"
)
_IN_CLAUSE = re.compile(r"\b(?:who|whose|whom|which|when|where|because|if)\s[^,;]{0,70}\Z")
"""What stands before somebody who is spoken of in passing, or in a clause of its own."""


def _with_surnames(text: str, found: list[Person]) -> list[Person]:
    """Return the people with each later mention by the surname alone; a surname that two of them have tells neither."""
    gender: dict[str, set[str]] = {}
    for one in found:
        if len(one.words) >= _TWO:
            gender.setdefault(one.surname, set()).add(one.gender)
    known = {one.start for one in found}
    for name in names(text):
        words = name.words
        if len(words) == 1 and name.start not in known and len(gender.get(words[0], ())) == 1:
            found.append(Person(name.start, name.end, words, next(iter(gender[words[0]]))))
    return sorted(found, key=lambda one: one.start)


def _named_behind(text: str, at: int, sentence: ProseSentence) -> bool:
    """Return whether the name follows in the sentence: `When she said so, Mayor Ruth Colby surprised everybody`."""
    return _BEHIND.match(sentence.text) is not None and any(
        True for name in names(text[at : sentence.end]) if not name.opens or len(name.words) >= _TWO
    )


@lang.compiled(1)
def _somebody(text: str, *, own_people: frozenset[int]) -> int:
    """Return where anybody is mentioned first: by a noun for a person, or by a name that may be a person's."""
    first = next((noun.start() for noun in person_nouns().finditer(text) if not _PLURAL.search(noun[0])), _NEVER)
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
            r"lock|bridge|hill|hills|valley|ford|pass|point|park|square|lane|gate|green|moor|woods?|beach|sands|mill|cross|quay|abbey|terrace|avenue|water|line|lines|railway|airport|station|tower|house|hall|plant|works|forest|mountains?|peninsula|archipelago|island|islands|coast|agency|department|association|committee|club|group|institute|centre|center|hospital|school|county|city|river|bay|island|lake|news|times|courier)",
            words[-1].casefold(),
        )
        is not None
        or words[-1].casefold() in vocabulary.calendar_names()
    )


def _continues(report: Report, before: ProseSentence, near: list[str]) -> bool:
    """Return whether one of those named in the sentence before speaks there and the others are only spoken of."""
    for attribution in _sources_in(report, before):
        for part in attribution.source:
            if not _REPORTS.search(" ".join(cue.text for cue in attribution.cue)):
                continue
            inner = [content for content in attribution.content if before.start <= content.start < before.end]
            speaker = next((surname for surname in near if surname in part.text), None)
            if speaker:
                return True
            if speaker is None and all(any(surname in content.text for content in inner) for surname in near):
                return True
    return False


def _sources_in(report: Report, sentence: ProseSentence) -> list[Attribution]:
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
