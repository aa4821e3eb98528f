"""Totals and margins that their parts do not make: ``120 passengers: 70 men, 40 women and 15 children``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.sums_of import PAIR, Wrong, count, words
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import apart, around, plain, total

_TOTAL_FIRST: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<whole>\d+)>(?P<between>{words(40, without=':;—–')})(?::|\s[—–-]{{1,2}})\s"
)
# The 650 hectares consist of 400 of forest and 300 of meadow; 41, with 23 in Lorne, 12 in Kessburg and six in Oaksend.
_COMPRISES: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<whole>\d+)>(?P<between>{words(40, without=':;—–')})(?P<link>,? (?:(?:which |that )?(?:is|are|was|were) )?"
    r"(?:(?:consist(?:s|ed|ing)?|composed|comprised) of|compris(?:es|ed|e|ing)|made up of|(?:split|divided|broken down) into)|,? with|,) "
)
_INCLUDES: Final = re.compile(rf"<(?P<sign>[cmu])(?P<whole>\d+)>{words(40, without=':;.')}(?:,? includ(?:es?|ed|ing)) ")
_OF_WHOLE: Final = re.compile(
    rf"\b(?:[Oo]ut of|[Oo]f) (?:the |its |his |her |their |all )*<(?P<sign>c)(?P<whole>\d+)>{words(40, without=';:.')}, "
)
# What excludes each other: nobody is two of these, nor has a seat two parties.
_COMPLEMENTS: Final = tuple(
    map(frozenset, (("man", "woman"), ("boy", "girl"), ("adult", "child"), ("male", "female"), ("son", "daughter")))
)
_EXCLUSIVE: Final = re.compile(
    r"\b(?:won|votes?|voted|seats?|elected|medals?|passed\b.*\bfailed|failed\b.*\bpassed|approved\b.*\brejected|"
    r"rejected\b.*\bapproved|for\b.*\bagainst|"
    r"destroyed\b.*\bdamaged|damaged\b.*\bdestroyed|killed\b.*\b(?:wounded|injured|hurt)|died\b.*\bsurvived|survived\b.*\bdied|"
    r"won\b.*\blost|lost\b.*\b(?:drew|tied))\b"
)
_AT_PLACE: Final = re.compile(r"<\w\d+>(?: \w+)?,? (?:in|at|from|on|near) (?:the )?(?:[a-z]+ of )?[A-Z]")
_SAME_USE: Final = re.compile(r" (?P<word>for|from|to|in)\b")
_TOTAL_LAST: Final = re.compile(
    r"(?:,|—|;|:)?\s*(?:and |or |making |(?P<so_far>bringing )|for |with |adding up to |that is )*(?:a |"
    r"the )?(?:combined |grand |overall )?"
    r"total (?:of |to |was |is )?(?:about |nearly |some )?<[cbmu](?P<total>\d+)>"
    r"|,? (?:or |making |for |that makes )?<[cbmu](?P<all>\d+)> (?:in all|in total|altogether|all told|together|overall)\b"
)
_NO_BREAKDOWN: Final = re.compile(r"\b(?:including|among|such as|mostly|at least|per|each|every|a day|a week)\b")
_OTHER_CLAUSE: Final = re.compile(r",|\b(?:and|but|or|in which|because|after|when)\b")
_PART: Final = re.compile(
    rf"(?P<lead>{words(40, without=':;.()—–')})<(?P<sign>[cmub])(?P<place>\d+)>{words(40, without=':;.,()—–')}(?=,| and |"
    rf" or |;|\.|$| [—–]|\)|\s*$)"
)
_JOINT: Final = re.compile(r"\s*(?:,|and|or|;|\s)+")
_SUBSET: Final = re.compile(r"\bof (?:the|those|whom|them)\b")
_JOINED: Final = re.compile(r",| and | plus ")
_NEAR: Final = (0.8, 1.25)  # parts of another noun than their whole are its breakdown only where they nearly add up
_PERSONS: Final = frozenset(
    """
    person man woman child boy girl adult student pupil passenger crew member worker employee soldier officer civilian victim
    patient resident voter lawmaker senator representative democrat republican independent player teacher survivor driver migrant
    refugee fan guest visitor delegate firefighter seat vote
    """.split()
)
_MARGIN: Final = re.compile(
    rf"{count('one')}(?: votes?| points?| seats?)?(?: to |-|–|, | against | versus ){count('two')}{words(40)}"
    rf"\b(?:(?:margin|lead|difference|gap|majority) of {count('margin')}|(?:an? |by )(?:\w+ )?{count('points')} (?:win|"
    rf"victory|lead|loss|defeat|majority|rout))"
)


def sums(sentence: Masked) -> Iterator[Wrong]:
    """Yield totals, before their parts or behind them, that the parts do not add up to."""
    if len(sentence.figures) <= PAIR:
        return
    yield from _total_first(sentence)
    yield from _total_last(sentence)
    yield from _comprised(sentence)
    yield from _too_many(sentence)


def _total_first(sentence: Masked) -> Iterator[Wrong]:
    for match in _TOTAL_FIRST.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        parts, end = _run(sentence, match.end(), sign=match["sign"])
        exact = whole.bound == "=" and whole.value2 is None and len(parts) >= PAIR
        if (
            not exact
            or _NO_BREAKDOWN.search(sentence.text, match.start(), end)
            or _OTHER_CLAUSE.search(match["between"])
        ):
            continue
        if _is_breakdown(whole, parts):
            yield from _unequal(whole, parts)


def _comprised(sentence: Masked) -> Iterator[Wrong]:
    """Yield what is said to consist of parts, or is followed by all of them, where they do not make it."""
    for match in _COMPRISES.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        if not _is_exact(whole) or _OTHER_CLAUSE.search(match["between"]):
            continue
        parts, end = _run(sentence, match.end(), sign=match["sign"])
        near = (
            len(parts) >= PAIR and _NEAR[0] * whole.value <= sum(part.value for part in parts) <= _NEAR[1] * whole.value
        )
        if not near or not _is_breakdown(whole, parts) or _NO_BREAKDOWN.search(sentence.text, match.start(), end):
            continue
        consists = match["link"].endswith(("of", "into", "ing", "es", "ed", "se"))
        loose = match["link"].endswith("with") and len(parts) > PAIR
        loose = loose and len(_AT_PLACE.findall(sentence.text[match.end() : end])) == len(parts)
        if consists or loose or _complements(parts):
            yield from _unequal(whole, parts)


def _too_many(sentence: Masked) -> Iterator[Wrong]:
    """Yield parts that exclude each other and are more than the whole that they are only some of."""
    for pattern in (_INCLUDES, _OF_WHOLE):
        for match in pattern.finditer(sentence.text):
            whole = sentence.figure(match["whole"])
            parts, end = _run(sentence, match.end(), sign=match["sign"])
            if not _is_exact(whole) or len(parts) < PAIR or not _is_breakdown(whole, parts):
                continue
            if sum(part.value for part in parts) <= whole.value:
                continue
            excludes = (
                _EXCLUSIVE.search(sentence.text[match.end() : end])
                if pattern is _OF_WHOLE
                else _for_each(sentence, parts)
            )
            if excludes or _complements(parts):
                yield from _unequal(whole, parts)


def _is_exact(figure: Figure) -> bool:
    return figure.bound == "=" and figure.value2 is None


def _complements(parts: Sequence[Figure]) -> bool:
    """Return whether the parts are of kinds that exclude each other and are all there is: women and men."""
    nouns = frozenset(_noun(part.unit) for part in parts)
    return len(parts) == len(nouns) and any(nouns == kinds for kinds in _COMPLEMENTS)


def _for_each(sentence: Masked, parts: Sequence[Figure]) -> bool:
    """Return whether sums of money are told apart alike: $60 million for schools and $45 million for roads."""
    behind = [
        _SAME_USE.match(sentence.text, sentence.text.index(f"<m{place}>") + len(f"<m{place}>"))
        for place, figure in enumerate(sentence.figures)
        if figure.sign == "m" and any(figure is part for part in parts)
    ]
    return (
        len(behind) == len(parts)
        and len({match["word"] if match else "" for match in behind}) == 1
        and behind[0] is not None
    )


def _run(sentence: Masked, at: int, *, sign: str) -> tuple[list[Figure], int]:
    """Return the figures of one class that a list from ``at`` on gives, and where it ends."""
    parts: list[Figure] = []
    while match := _PART.match(sentence.text, at):
        if match["sign"] not in (sign, "b") or (parts and not _JOINT.match(match["lead"])):
            break
        parts.append(sentence.figure(match["place"]))
        at = match.end()
    return parts, at


def _is_breakdown(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether the parts are of the whole's kind, or near it in sum where what they are is another noun."""
    if any(part.value2 is not None or part.bound != "=" or part.value > whole.value for part in parts):
        return False
    if whole.sign != "c":
        return all(part.sign == whole.sign and part.unit == whole.unit for part in parts)
    noun = _noun(whole.unit)
    nouns = {_noun(part.unit or whole.unit) for part in parts}
    if nouns <= {noun, ""} or (noun in _PERSONS and nouns <= _PERSONS | {""}):
        return True
    low, high = (share * whole.value for share in _NEAR)
    return low <= sum(part.value for part in parts) <= high


def _noun(unit: str | None) -> str:
    return (unit or "").rpartition(" ")[2].lower()


def _unequal(whole: Figure, parts: Sequence[Figure]) -> Iterator[Wrong]:
    if apart(total(around(part) for part in parts), around(whole)):
        listed, added = ", ".join(part.text for part in parts), plain(sum(part.value for part in parts))
        yield (whole, *parts), f"{whole.text} here, but the parts ({listed}) add up to {added}"


def _total_last(sentence: Masked) -> Iterator[Wrong]:
    """Yield the total behind its parts: ``14 on the beach and 9 on the rocks, a total of 25``."""
    for match in _TOTAL_LAST.finditer(sentence.text):
        whole = sentence.figure(match["total"] or match["all"])
        before = sentence.text[: match.start()]
        parts = [figure for figure in sentence.figures if figure.end <= whole.start]
        if len(parts) < PAIR or whole.bound != "=" or _SUBSET.search(before) or not _JOINED.search(before):
            continue
        if match["so_far"] and sum(part.value for part in parts) <= whole.value:
            continue  # the total may count what came before
        if all(_adds(part, whole) and part.value <= whole.value for part in parts):
            yield from _unequal(whole, parts)


def _adds(figure: Figure, whole: Figure) -> bool:
    alike = figure.unit == whole.unit or None in (figure.unit, whole.unit) or figure.sign == whole.sign == "c"
    return alike and figure.sign in "cbmu" and figure.value2 is None and figure.bound == "="


def margins(sentence: Masked) -> Iterator[Wrong]:
    """Yield margins that are not the difference of the two sides: ``52 to 40, a margin of 14``."""
    for match in _MARGIN.finditer(sentence.text):
        one, two = sentence.figure(match["one"]), sentence.figure(match["two"])
        margin = sentence.figure(match["margin"] or match["points"])
        found = abs(one.value - two.value)
        if margin.bound == "=" and found != margin.value:
            yield (
                (margin, one, two),
                f"{margin.text} here, but {one.text} to {two.text} is a difference of {plain(found)}",
            )
