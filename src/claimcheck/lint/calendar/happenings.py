"""What happened when: the events that can be but once, with what they happened to and the date that a sentence gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck import lang
from claimcheck.analysis import Analysis, Word
from claimcheck.lang import rows
from claimcheck.lint.calendar.periods import Period, period, undated
from claimcheck.lint.numbers import MarkedSentence
from claimcheck.report import Time

_EXACT: Final = re.compile(r"(?:\d{4}|XXXX-\d\d)(?:-\d\d){0,2}(?:T.*)?")
_ON: Final = frozenset("on in at of during".split())
_SPANS: Final = frozenset("night evening morning afternoon day eve".split())
_AHEAD: Final = frozenset("will to shall is are".split())
_DEFINITE: Final = frozenset("the this that these those its his her their".split())
_OTHERWISE: Final = re.compile(
    r"\b(?:re-\w+|re(?:open|buil|elect|marr|start|found|launch|clos)\w*|again|anniversary|originally|initially|first|due|planned|scheduled|supposed|expected|meant|delayed|postponed|would|could|might|"
    r"(?-i:may)|if|temporarily|briefly|instead)\b",
    re.IGNORECASE,
)
"""What makes a date that of a plan, or of one time among several."""
_ANOTHER: Final = frozenset(
    "another second third fourth previous earlier later last next other new former annual every each".split()
)
_PRONOUNS: Final = frozenset("it he she they him her them which that who".split())
_OWN: Final = ("nsubj:pass", "obj", "nsubj")  # what is done to a thing goes before who does it
_MODIFIERS: Final = frozenset("amod compound nmod:desc nummod".split())
_NAMING: Final = frozenset("nmod nmod:poss appos".split())


@dataclass(frozen=True, slots=True)
class Happening:
    """That ``event`` happened to ``thing``, an entity's place or a noun, on the days of ``time``; ``marks`` tell it from others."""

    event: str
    thing: frozenset[int | str]
    """Of a common noun both."""
    marks: frozenset[str]
    definite: bool
    ahead: bool
    days: Period
    exactness: int
    time: Time
    words: tuple[int, int]
    marked: MarkedSentence


@lang.compiled
def _events(kind: str) -> dict[str, str]:
    return {word: row["event"] for row in rows("dated_events") if row["kind"] == kind for word in row["words"].split()}


def happenings(analysis: Analysis, sentences: Sequence[MarkedSentence]) -> Iterator[Happening]:
    """Yield what the sentences date, in text order."""
    before: MarkedSentence | None = None
    for marked in sentences:
        for time in marked.times:
            days = period(undated(time.value)) if _EXACT.fullmatch(time.value or "") else None
            place = _outermost(marked.words, time) if days else None
            if days and place is not None:
                yield from _dated(analysis, marked, before, at=place, found=(time, days))
        before = marked


def _outermost(words: Sequence[Word], time: Time) -> int | None:
    """Return the place of the word that ties a time to its sentence, None where a preposition makes it a bound: `since 1912`.

    Of `since 1912, when it was founded`, that is `when`.
    """
    behind = [place for place, word in enumerate(words) if word.start >= time.end and word.text != ","][:1]
    if behind and words[behind[0]].text == "when":
        return behind[0]
    inside = {place for place, word in enumerate(words) if time.start <= word.start < time.end}
    found = [place for place in inside if words[place].head not in inside]
    cases = {word.text.lower() for word in words if word.label == "case" and word.head in found}
    return found[0] if len(found) == 1 and cases <= _ON | {"'s", "’s"} else None


def _dated(
    analysis: Analysis,
    marked: MarkedSentence,
    before: MarkedSentence | None,
    *,
    at: int,
    found: tuple[Time, Period],
) -> Iterator[Happening]:
    """Yield what a time dates: the verb that it hangs on, done to a thing, or the happening that a noun there names."""
    words, head = marked.words, _head(marked.words, at, start=found[0].start)
    while words[head].text.lower() in _SPANS and words[head].head != head:
        head = words[head].head  # on the night of May 3
    if head == at or _OTHERWISE.search(_clause(marked, head)):
        return
    verb, own = _events("verb").get(words[head].text.lower()), _own(words, head)
    happened = next((place for place in _under(words, head) if words[place].label == "nsubj"), None)
    if happened is None and words[head].tag.startswith("N"):  # Tuesday's fire
        own = happened = head
    elif happened is not None and words[happened].tag in {"WDT", "WP"}:
        happened = own
    noun = _noun(words, happened) if verb or happened == head or words[head].text.lower() in _events("occurs") else None
    if noun and happened is not None:
        yield _happening(analysis, marked, (f"the {noun}", frozenset({noun}), happened), head=head, found=found)
    if verb and own is not None and own != head and not _is_another(words, own):
        yield _happening(
            analysis, marked, (verb, _thing(analysis, marked, own, before=before), own), head=head, found=found
        )


def _under(words: Sequence[Word], place: int) -> Iterator[int]:
    return (one for one, word in enumerate(words) if word.head == place != one)


def _head(words: Sequence[Word], at: int, *, start: int) -> int:
    """Return the place of what a time dates: the verb right before it and its preposition, else what it hangs on."""
    first = next(place for place, word in enumerate(words) if word.start >= start)
    verb = first - 1 - (first > 1 and words[first - 1].text in _ON)
    dates = words[verb].tag in {"VBD", "VBN", "VBZ"} and words[verb].text.lower() in _events("verb")
    return verb if dates else words[at].head


def _clause(marked: MarkedSentence, verb: int) -> str:
    """Return the relative clause of a verb between its commas, else the sentence: a chapel, which burned on May 3, will be rebuilt."""
    if not marked.words[verb].label.startswith("acl"):
        return marked.text
    at = marked.words[verb].start - marked.start
    return marked.text[marked.text.rfind(",", 0, at) + 1 :].partition(",")[0]


def _noun(words: Sequence[Word], place: int | None) -> str | None:
    """Return the happening that a noun names, None for none, for several, and for another one."""
    if place is None or words[place].tag != "NN" or _is_another(words, place):
        return None
    return _events("noun").get(words[place].text.lower())


def _is_another(words: Sequence[Word], place: int) -> bool:
    return any(words[one].text.lower() in _ANOTHER for one in _under(words, place))


def _own(words: Sequence[Word], verb: int) -> int | None:
    """Return the place of what is done to, else of what does; of a relative clause that is the noun before it."""
    relative = words[verb].label.startswith("acl")
    by_label = {words[place].label: place for place in reversed(list(_under(words, verb)))}
    found = next((by_label[label] for label in _OWN if label in by_label), None)
    if found is not None and relative and (words[found].tag in {"WDT", "WP"} or words[found].text.lower() == "that"):
        before = found - 1 - (words[found - 1].text == ",")  # at the hospital, which
        return before if words[before].tag.startswith("NN") else words[verb].head
    helper = by_label.get("aux:pass", 0)  # of a subject that hangs elsewhere
    return found if found is not None else words[verb].head if relative else helper - 1 if helper else None


def _thing(
    analysis: Analysis, marked: MarkedSentence, own: int, *, before: MarkedSentence | None
) -> frozenset[int | str]:
    """Return what a noun stands for: its entity, else itself; a pronoun any noun of its sentence, or the subject of the one before."""
    word = marked.words[own]
    if word.text.lower() not in _PRONOUNS:
        named = [one for one in marked.words if one.label == "appos" and marked.words[one.head] is word and one.name]
        return frozenset().union(*(_known(analysis, one) for one in (word, *named)))
    near = [one for one in marked.words if one is not word and one.label.startswith(("nsubj", "obj", "obl"))]
    far = [one for one in (before.words if before else ()) if one.label.startswith("nsubj")]
    nouns = [[_known(analysis, one) for one in words if one.tag.startswith("NN")] for words in (near, far)]
    return frozenset().union(*(nouns[0] or nouns[1][:1]))


def _known(analysis: Analysis, noun: Word) -> frozenset[int | str]:
    """Return a common noun, and the entity that it is a mention of, or by whose name it was last called: the Ashford Playhouse."""
    entity = analysis.entity_at(noun.start)
    common = {noun.text.lower()} if noun.tag in {"NN", "NNS"} else set()
    if common and (entity is None or not analysis.entities[entity].name):
        named = (
            (mention.start, place)
            for place, other in enumerate(analysis.entities)
            if (other.name or "").lower().endswith(f" {noun.text.lower()}")
            for mention in other.mentions
            if mention.form == "name" and mention.start < noun.start
        )
        entity = max(named, default=(0, entity))[1]
    return frozenset(common | ({entity} if entity is not None else set()))


def _happening(
    analysis: Analysis,
    marked: MarkedSentence,
    what: tuple[str, frozenset[int | str], int],
    *,
    head: int,
    found: tuple[Time, Period],
) -> Happening:
    event, thing, own = what
    words, (time, days) = marked.words, found
    below = [words[place] for place in _under(words, own)]
    telling = (one for one in below if one.label in _MODIFIERS or (one.name and one.label in _NAMING))
    definite = any(one.text.lower() in _DEFINITE or one.label == "nmod:poss" for one in (words[own], *below))
    known = any(isinstance(one, int) and analysis.entities[one].name for one in thing)
    spans = [(words[head].start, words[head].end), (words[own].start, words[own].end), (time.start, time.end)]
    helpers = {
        words[place].text.lower() for place in _under(words, head) if words[place].label.startswith(("aux", "cop"))
    }
    past = words[head].tag.startswith(("VBD", "VBN", "VBG", "N")) or not helpers.isdisjoint({"was", "were", "had"})
    return Happening(
        event=event,
        thing=thing,
        marks=frozenset(one.text.lower() for one in telling if not time.start <= one.start < time.end),
        definite=definite or known or words[own].text.lower() in _PRONOUNS,
        ahead=not past or not helpers.isdisjoint(_AHEAD),
        days=days,
        exactness=(time.value or "").count("-"),
        time=time,
        words=(min(start for start, _ in spans), max(end for _, end in spans)),
        marked=marked,
    )
