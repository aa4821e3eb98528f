"""Wholes and their parts: ``120 passengers: 70 men, 40 women and 15 children``, with the rest, by equal shares, and margins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.terms import DETERMINERS, PAIR, Wrong, count, is_near, words
from claimcheck.lint.numbers import Masked, Value
from claimcheck.lint.numbers.readings import apart, around, plain, total

# The 650 hectares consist of 400 of forest and 300 of meadow. Of what is set aside there may be some left.
_LINK: Final = re.compile(
    r"(?P<all>(?::|\s[—–-]{1,2})\s|,? (?:(?:consist\w*|composed|comprised) of|compris\w+|made up of|(?:split|divided) into) )|"
    r"(?P<some>, (?:setting aside|allocating|earmarking|awarding|giving|spending|paying) )|, "
)
_EACH_OF: Final = re.compile(rf" (?:between|among|amongst|over|into|to|for|on|in) {DETERMINERS}<c\d+>[\w ]{{0,25}}$")
_OTHER_CLAUSE: Final = re.compile(r",|\b(?:and|but|or|in which|because|after|when)\b")
_SOME: Final = re.compile(
    r"\b(?:including|among|such as|mostly|at least|per|each|every|a day|a week|of (?:them|whom|which|those|these))\b"
)
_PART: Final = re.compile(
    rf"(?P<lead>{words(40, without=':;.()—–')})<(?P<sign>[cmub])(?P<place>\d+)>{words(40, without=':;.,()—–')}(?=,| and |"
    r" or |;|\.|$| [—–]|\)|\s*$)"
)
_JOINT: Final = re.compile(r"\s*(?:,|and|or|;|\s)+")
_OF: Final = re.compile(rf"(?:{count('part')} of |\b(?:[Oo]f|[Aa]mong|[Oo]ut of) ){DETERMINERS}<[cm](?P<whole>\d+)>")
_HAS: Final = re.compile(r"\b(?:ha[sd]|have|with|w?ere|are|is|holds?|of) (?:now |a total of |some )?<c(?P<whole>\d+)>")
_REST: Final = re.compile(r"\b[Tt]he (?:other|remaining|last|rest,?) <[cbmu](?P<rest>\d+)>(?! (?:times|percent))")
# What happens to each of a number once, or what each was, in one form of words: 75 were limes and 55 were planes.
_ONCE: Final = re.compile(
    r"\b(?:died|dead|killed|survived|voted|backed|opposed|abstained|against|passed|failed|went by|came by)\b"
)
_WAS: Final = re.compile(r"\d (?:were|are) \w+$")
_TOTAL: Final = re.compile(
    r"(?:,|—|;|:)?\s*(?P<so_far>bringing )?[a-z ]{0,20}\btotal (?:of |to |was |is )?<[cbmu](?P<total>\d+)>|,? (?:or |making |for )?"
    r"<[cbmu](?P<all>\d+)> (?:in all|in total|altogether|all told|together|overall)\b"
)
_JOINED: Final = re.compile(r",| and | plus ")
_NEAR: Final = (0.8, 1.25)  # parts of another noun than their whole are its breakdown only where they nearly add up
_JUST_OVER: Final = 1.2  # times the whole: what each was in one form of words; further off, one thing was two of them
_PERSONS: Final = frozenset(
    """
    person man woman child boy girl adult student pupil passenger crew member worker employee soldier officer civilian victim
    patient resident voter lawmaker senator representative democrat republican independent player teacher survivor driver migrant
    refugee fan guest visitor delegate firefighter seat vote
    """.split()
)
_COMPLEMENTS: Final = tuple(
    map(frozenset, (("man", "woman"), ("boy", "girl"), ("adult", "child"), ("male", "female"), ("son", "daughter")))
)
"""What excludes each other, and is all there is."""
Parts = tuple[Value, Sequence[Value], bool]
"""A whole, its parts, and whether they may be less than it."""


def sums(sentence: Masked, earlier: Sequence[Masked]) -> Iterator[Wrong]:
    """Yield wholes that their parts do not make; the whole of a rest may stand in a sentence before."""
    if len(sentence.figures) < PAIR:
        return
    for whole, parts, some in (*_listed(sentence), *_parted(sentence), *_added(sentence), *_rests(sentence, earlier)):
        added = sum(part.value for part in parts)
        plainly = whole.exact and all(part.exact and part.value <= whole.value for part in parts)
        off = apart(total(map(around, parts)), around(whole)) and not (some and added <= whole.value)
        if off and plainly and len(parts) >= PAIR:
            listed = ", ".join(part.text for part in parts)
            yield (whole, *parts), f"{whole.text} here, but the parts ({listed}) add up to {plain(added)}"


def _listed(sentence: Masked) -> Iterator[Parts]:
    """Yield a whole with its parts behind it: behind a colon, as what it consists of, or as a pair of all there is, women and men."""
    for match in re.finditer(r"<(?P<sign>[cmu])(?P<whole>\d+)>", sentence.text):
        for link in _LINK.finditer(sentence.text, match.end()):
            between = _EACH_OF.sub("", sentence.text[match.end() : link.start()])
            parts, end = _run(sentence, link.end(), sign=match["sign"])
            if "<" in between or _OTHER_CLAUSE.search(between):
                break
            told = link["all"] or link["some"] or frozenset(_noun(part.unit) for part in parts) in _COMPLEMENTS
            whole = sentence.figure(match["whole"])
            if told and _is_breakdown(whole, parts) and not _SOME.search(sentence.text, match.start(), end):
                yield whole, parts, bool(link["some"])


def _run(sentence: Masked, at: int, *, sign: str) -> tuple[list[Value], int]:
    """Return the figures of one class that a list from ``at`` on gives, and where it ends."""
    parts: list[Value] = []
    while match := _PART.match(sentence.text, at):
        if match["sign"] not in (sign, "b") or (parts and not _JOINT.match(match["lead"])):
            break
        parts.append(sentence.figure(match["place"]))
        at = match.end()
    return parts, at


def _is_breakdown(whole: Value, parts: Sequence[Value]) -> bool:
    """Return whether the parts are of the whole's kind, or near it in sum where what they are is another noun."""
    if whole.sign != "c":
        return all(part.sign == whole.sign and part.unit == whole.unit for part in parts)
    nouns = {_noun(part.unit or whole.unit) for part in parts} | {_noun(whole.unit)}
    near = _NEAR[0] * whole.value <= sum(part.value for part in parts) <= _NEAR[1] * whole.value
    return len(nouns) == 1 or nouns <= _PERSONS or near


def _noun(unit: str | None) -> str:
    return (unit or "").rpartition(" ")[2].lower()


def _parted(sentence: Masked) -> Iterator[Parts]:
    """Yield parts of which each thing can have been only one: ``of the 48, 27 voted for it and 23 against``; seven of the 20 failed and 14 passed."""
    for match in _OF.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        parts, end = _run(sentence, match.end(), sign=whole.sign)
        if match["part"] and len(parts) == 1:
            parts.insert(0, sentence.figure(match["part"]))
        told = sentence.text[match.start() : end]
        was = all(_WAS.search(part.text) for part in parts)
        once = (was and sum(part.value for part in parts) <= _JUST_OVER * whole.value) or (
            (whole.sign == "m" or _ONCE.search(told)) and all(part.unit in (None, whole.unit) for part in parts)
        )
        if once and not _SOME.search(told):
            yield whole, parts, True


def _added(sentence: Masked) -> Iterator[Parts]:
    """Yield the total behind its parts: ``14 on the beach and 9 on the rocks, a total of 25``; what it is brought to had some before."""
    for match in _TOTAL.finditer(sentence.text):
        whole = sentence.figure(match["total"] or match["all"])
        parts = [figure for figure in sentence.figures if figure.end <= whole.start]
        unlike = any((part.sign == "m") != (whole.sign == "m") for part in parts if part.sign != "b")
        if (
            not unlike
            and _JOINED.search(sentence.text, 0, match.start())
            and not _SOME.search(sentence.text, 0, match.start())
        ):
            yield whole, parts, bool(match["so_far"])


def _rests(sentence: Masked, earlier: Sequence[Masked]) -> Iterator[Parts]:
    """Yield parts with their rest, and the whole, which a sentence before may tell."""
    before = earlier[0]
    for match in _REST.finditer(sentence.text):
        rest = sentence.figure(match["rest"])
        if rest.sign in "mu":
            yield from _rests_of_sums(rest, [*earlier[1].figures, *before.figures, *sentence.figures])
            continue
        own = [sentence.figure(of["whole"]) for of in _OF.finditer(sentence.text, 0, match.start())][-1:]
        there = [before.figure(has["whole"]) for pattern in (_OF, _HAS) for has in pattern.finditer(before.text)][:1]
        for whole in own or there:
            parts = [
                one for one in sentence.figures if one.start <= rest.start and (not own or one.start > whole.start)
            ]
            if len(parts) == 1:  # Of the 30, A took 14 and B nine. The remaining seven
                parts = [*(one for one in before.figures if one.start > whole.start), rest]
            counted = all(part.sign in "cb" and part.unit in (None, whole.unit) for part in parts)
            if counted and not _SOME.search(sentence.text) and _is_breakdown(whole, parts):
                yield whole, parts, False


def _rests_of_sums(rest: Value, figures: Sequence[Value]) -> Iterator[Parts]:
    """Yield the sum of which a rest is left: those of its unit before it are the whole and the other parts, wherever they begin."""
    told = [one for one in figures if one.unit == rest.unit and one.start <= rest.start]
    splits = [(told[at], told[at + 1 :]) for at in range(len(told) - PAIR)]
    ends = [told[at:] for at in range(1, len(told) - 1)]  # sums of other things may stand between a whole and its parts
    fits = any(
        not apart(total(map(around, parts)), around(whole))
        for parts in ends
        for whole in told
        if whole.start < parts[0].start
    )
    near = [(whole, parts) for whole, parts in splits if is_near(sum(one.value for one in parts), whole.value)]
    if near and not fits:
        yield *near[0], False


_THE_SUM: Final = re.compile(r"\b[Tt]he (?:total of |combined |total )?<c(?P<whole>\d+)>")


def summed_up(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield what is counted again as a whole: ``120 places at one school, 85 at another and 60 at the third. The 275 places``."""
    match = _THE_SUM.search(sentence.text)
    whole = sentence.figure(match["whole"]) if match else None
    if whole is None or not whole.exact or whole.unit is None or _SOME.search(before.text):
        return
    parts = [one for one in before.figures if one.sign in "cb" and one.exact and one.value < whole.value]
    alike = all(one.unit in (None, whole.unit) for one in parts) and any(one.unit for one in parts)
    added = sum(one.value for one in parts)
    if len(parts) > PAIR and alike and added != whole.value and _NEAR[0] <= added / whole.value <= _NEAR[1]:
        listed = ", ".join(one.text for one in parts)
        yield (whole, *parts), f"{whole.text} here, but the parts ({listed}) add up to {plain(added)}"


_MARGIN: Final = re.compile(
    rf"{count('one')}(?: to |-|–|, | against | versus ){count('two')}{words(40)}"
    rf"\b(?:(?:margin|lead|difference|gap|majority) of {count('margin')}|(?:an? |by )(?:\w+ )?{count('points')} (?:win|"
    rf"victory|lead|loss|defeat|majority|rout))|"
    rf"\bby {count('by')}(?:, | \(|: | — ){count('ours')}(?: to |-|–| against | versus ){count('theirs')}"
)


def margins(sentence: Masked) -> Iterator[Wrong]:
    """Yield margins that are not the difference of the two sides: ``52 to 40, a margin of 14``."""
    for match in _MARGIN.finditer(sentence.text):
        one, two = sentence.figure(match["one"] or match["ours"]), sentence.figure(match["two"] or match["theirs"])
        margin = sentence.figure(match["margin"] or match["points"] or match["by"])
        found = abs(one.value - two.value)
        if margin.bound == "=" and found != margin.value:
            message = f"{margin.text} here, but {one.text} to {two.text} is a difference of {plain(found)}"
            yield (margin, one, two), message


_ALLOTS: Final = re.compile(r"\b(?:shar|split|divid|distribut|allot|hand\w* out|dol\w* out)", re.IGNORECASE)
_GETS: Final = re.compile(r"\b(?:gets?|got|receiv\w+|goes|go|went|given|awarded)\b")
_OF_THE: Final = re.compile(
    r"<c\d+> of (?:the|those) [a-z]+\b(?:(?!<c)[^;.]){0,80}, (?:and )?<c\d+> (?:(?!<c)[^;.]){0,80}\band <c\d+> "
)
_RECIPIENTS: Final = 3  # of a list that is the whole; of two there may be others


def handed_out(sentence: Masked, earlier: Sequence[Masked]) -> Iterator[Wrong]:
    """Yield a sum to be shared, told in one of the sentences before, that what each gets does not make."""
    counted = _OF_THE.search(sentence.text)
    parts = [one for one in sentence.figures if one.sign == ("c" if counted else "m")]
    gets = counted or _GETS.search(sentence.text) or _ALLOTS.search(sentence.text)
    if len(parts) < _RECIPIENTS or not gets or _SOME.search(sentence.text):
        return
    for there in earlier:
        wholes = [one for one in there.figures if one.sign == parts[0].sign and one.unit == parts[0].unit]
        if (
            len(wholes) == 1
            and (counted or _ALLOTS.search(f"{there.text} {sentence.text}"))
            and _is_breakdown(wholes[0], parts)
        ):
            added, whole = sum(part.value for part in parts), wholes[0]
            near = _NEAR[0] <= added / whole.value <= _NEAR[1] and all(part.exact for part in parts)
            if near and whole.exact and apart(total(map(around, parts)), around(whole)):
                listed = ", ".join(part.text for part in parts)
                yield (whole, *parts), f"{whole.text} to share, but the parts ({listed}) add up to {plain(added)}"
