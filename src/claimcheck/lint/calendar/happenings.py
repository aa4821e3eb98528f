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
    if len(found) != 1:
        return None
    cases = [word.text.lower() for word in words if word.label == "case" and word.head == found[0] != -1]
    outside = [word for word in cases if word not in _ON and word not in {"'s", "’s"}]
    return None if outside else found[0]


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
    subject = next((place for place, word in enumerate(words) if word.head == head and word.label == "nsubj"), None)
    verb, own = _events("verb").get(words[head].text.lower()), _own(words, head)
    happened = subject if verb or words[head].text.lower() in _events("occurs") else None
    if words[head].tag.startswith("N") and subject is None:  # Tuesday's fire
        own, happened, verb = head, head, None
    else:
        happened = (
            own if happened is not None and words[happened].tag in {"WDT", "WP"} and own is not None else happened
        )
    noun = _noun(words, happened)
    if noun and happened is not None:
        yield _happening(analysis, marked, (f"the {noun}", frozenset({noun}), happened), head=head, found=found)
    if verb and own is not None and not _is_another(words, own):
        thing = _thing(analysis, marked, own, before=before)
        yield _happening(analysis, marked, (verb, thing, own), head=head, found=found)


def _head(words: Sequence[Word], at: int, *, start: int) -> int:
    """Return the place of what a time dates: the verb right before it and its preposition, else what it hangs on."""
    first = next(place for place, word in enumerate(words) if word.start >= start)
    verb = first - 1 - (first > 1 and words[first - 1].text in _ON)
    return (
        verb
        if words[verb].tag in {"VBD", "VBN", "VBZ"} and _events("verb").get(words[verb].text.lower())
        else words[at].head
    )


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
    return any(word.text.lower() in _ANOTHER for word in words if word.head == place)


def _own(words: Sequence[Word], verb: int) -> int | None:
    """Return the place of what is done to, else of what does; of a participle behind a noun it is the noun."""
    under = [place for place, word in enumerate(words) if word.head == verb != place]
    for label in _OWN:
        found = next((place for place in under if words[place].label == label), None)
        if found is not None:
            relative = words[found].tag in {"WDT", "WP"} or words[found].text.lower() == "that"
            return _antecedent(words, found) if relative and words[verb].label.startswith("acl") else found
    if words[verb].label.startswith("acl"):
        return words[verb].head
    if words[verb].tag == "VBG":
        of = (place for place in under if any(word.head == place and word.text == "of" for word in words))
        return next(of, None)
    helper = next((place for place in under if words[place].label == "aux:pass"), 0)  # a subject that hangs elsewhere
    return helper - 1 if helper and words[helper - 1].tag.startswith("NN") else None


def _antecedent(words: Sequence[Word], relative: int) -> int:
    """Return the place of the noun right before a relative pronoun, else of what its clause hangs on: ``at the hospital, which``."""
    before = relative - 1 - (words[relative - 1].text == ",")
    return before if words[before].tag.startswith("NN") else words[words[relative].head].head


def _thing(
    analysis: Analysis, marked: MarkedSentence, own: int, *, before: MarkedSentence | None
) -> frozenset[int | str]:
    """Return what a noun stands for: its entity, else itself; a pronoun any noun of its sentence, or the subject of the one before."""
    word = marked.words[own]
    if word.text.lower() not in _PRONOUNS:
        named = [one for one in marked.words if one.label == "appos" and marked.words[one.head] is word and one.name]
        return frozenset().union(_known(analysis, word), *(_known(analysis, one) for one in named))
    near = [
        _known(analysis, one) for one in marked.words if one is not word and _may_be_meant(one, ("nsubj", "obj", "obl"))
    ]
    far = [_known(analysis, one) for one in (before.words if before else ()) if _may_be_meant(one, ("nsubj",))]
    return frozenset().union(*(near or far[:1]))


def _may_be_meant(word: Word, labels: tuple[str, ...]) -> bool:
    return word.label.startswith(labels) and word.tag.startswith("NN")


def _known(analysis: Analysis, noun: Word) -> frozenset[int | str]:
    """Return a common noun, and the entity that it is a mention of."""
    entity = analysis.entity_at(noun.start)
    common = {noun.text.lower()} if noun.tag in {"NN", "NNS"} else set()
    if common and (entity is None or not analysis.entities[entity].name):
        entity = entity if (named := _called(analysis, noun)) is None else named
    return frozenset(common | ({entity} if entity is not None else set()))


def _called(analysis: Analysis, noun: Word) -> int | None:
    """Return what was last named before a noun by a name that ends in it: the playhouse, behind the Ashford Playhouse."""
    ending = f" {noun.text.lower()}"
    named = (
        (mention.start, place)
        for place, entity in enumerate(analysis.entities)
        if (entity.name or "").lower().endswith(ending)
        for mention in entity.mentions
        if mention.form == "name" and mention.start < noun.start
    )
    return max(named, default=(-1, None))[1]


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
    below = [word for word in words if word.head == own and word is not words[own]]
    marks = {word.text.lower() for word in below if word.label in _MODIFIERS and not _covers(time, word)}
    names = {
        word.text.lower()
        for word in words
        if word.name and word.head == own and word.label in {"nmod", "nmod:poss", "appos"}
    }
    definite = words[own].text.lower() in _PRONOUNS or any(
        word.text.lower() in _DEFINITE or word.label == "nmod:poss" for word in below
    )
    known = any(isinstance(one, int) and analysis.entities[one].name for one in thing)
    spans = [(words[head].start, words[head].end), (words[own].start, words[own].end), (time.start, time.end)]
    return Happening(
        event=event,
        thing=thing,
        marks=frozenset(marks | names),
        definite=definite or known,
        ahead=not _is_past(words, head),
        days=days,
        exactness=(time.value or "").count("-"),
        time=time,
        words=(min(start for start, _ in spans), max(end for _, end in spans)),
        marked=marked,
    )


def _is_past(words: Sequence[Word], head: int) -> bool:
    """Return whether a verb, or the clause that a noun stands in, is told as past: by its form or its auxiliary."""
    helpers = [word for word in words if word.head == head and word.label.startswith(("aux", "cop"))]
    if any(word.text.lower() in {"will", "to", "shall", "is", "are"} for word in helpers):
        return False
    past = words[head].tag in {"VBD", "VBN"} or any(word.tag == "VBD" or word.text == "had" for word in helpers)
    return past or words[head].tag.startswith(("N", "VBG"))


def _covers(time: Time, word: Word) -> bool:
    return time.start <= word.start < time.end
