"""Shares: one that is not the part of the whole beside it (``12 of the 40 schools, or 40 percent``), and several above 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lang.inflection import directions
from claimcheck.lint.arithmetic.terms import DETERMINERS, PAIR, Wrong, as_percent, count, words
from claimcheck.lint.numbers import Masked, Value
from claimcheck.lint.numbers.readings import Reading, apart, around, plain, total

_FRACTION_OFF: Final = 0.05  # a third may be 31.7 to 35 percent
_OPEN: Final = 1.25  # over 40 percent is up to 50, nearly half down to 40
_ALL: Final = 100
_FIGURE: Final = re.compile(r"<[^t]\d+>")
_OF: Final = re.compile(
    rf"(?<!total )(?<!number )(?<!sum )(?<!average )\b(?P<of>out of|[Oo]f|[Aa]mong) {DETERMINERS}$"  # a total of 96 homes is no whole
)
_OF_THEM: Final = re.compile(r" of (?:them|whom|which|those|these)\b")
# What sets a figure beside another one as the same: or 40 percent, (40 percent), a rate of 40 percent; a bare comma must close again.
_APPOSED: Final = re.compile(
    r"(?:\bor|\bthat is,?|\bwhich (?:is|was|equals|makes|amounts to)|\b(?:making up|representing|equal to)|\(|[—–]|"
    r", an? (?!(?:\w+ )?(?:increase|rise|decline|fall|gain|jump|growth|swing|surge) of)(?:[\w-]+ ){1,2}of|(?P<bare>,)) ?"
    r"(?:just |only |a full |a total of )*$"
)
_CLOSED: Final = re.compile(
    r"(?: in all)?(?:[,.;)]|\s[—–]| according| of (?:the|its|their|all) (?:total|workforce|staff)|\s*$)"
)
_ANOTHER: Final = re.compile(
    r",? (?:more|less|fewer|higher|lower|better|worse|up|down|above|below|from|increase|rise|of (?:them|whom|which|those|these))\b"
)
_AMONG_WHOLE: Final = re.compile(
    rf"\b(?:[Oo]ut of|[Oo]f) (?:the |its |his |her |their |all )(?:\w+ )?{count('whole')}(?:{words(40, without=';,')}, |\s)"
    rf"(?:only )?{count('part')}(?! ?(?:percent|in))"
)
_REACH: Final = 70  # characters from one of the three to the next
Triple = tuple[Value, Value, Value]
"""A part, its whole, and its share."""


def shares(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield shares that are not the part of the whole beside them, or in the sentence ``before``, and parts above their whole."""
    told: set[int] = set()
    for part, whole, share in (*_triples(sentence, before), *_pairs(sentence)):
        plainly = part.value2 is None and part.bound in ("=", "~") and whole.exact and whole.value >= PAIR
        if plainly and share.start not in told:
            told |= {share.start, part.start}
            yield from _share(part, whole, share=share)


def _triples(sentence: Masked, before: Masked) -> Iterator[Triple]:
    """Yield part, whole and share where they stand side by side; the whole of ``96 of them`` may be told before."""
    text, figures, signs = sentence.text, sentence.figures, list(_FIGURE.finditer(sentence.text))
    for at, share in enumerate(figures):
        if share.sign not in "ps":
            continue
        for part, whole in ((at + one, at + other) for one, other in _ORDERS):
            first, second, third = sorted((at, part, whole))
            if first < 0 or third >= len(figures) or not all(figures[one].sign in "cb" for one in (part, whole)):
                continue
            gaps = [text[signs[one].end() : signs[one + 1].start()] for one in (first, second)]
            of = _OF.search(text[: signs[whole].start()])
            direct = of and (whole == first or of["of"] == "out of" or of.start() == signs[whole - 1].end() + 1)
            near = not any(";" in gap or len(gap) > _REACH for gap in gaps)
            if direct and near and _is_beside(text, signs[max(at, part) if whole < max(at, part) else second]):
                yield figures[part], figures[whole], share
        if at and _OF_THEM.match(text, signs[at - 1].end()) and _is_beside(text, signs[at]):
            wholes = [one for one in (figures[: at - 1] or before.figures) if one.sign == "c" and one.unit]
            if len(wholes) == 1 and figures[at - 1].unit in (None, wholes[0].unit):
                yield figures[at - 1], wholes[0], share


_ORDERS: Final = ((-2, -1), (-1, -2), (-1, 1), (2, 1), (1, 2))
"""Where part and whole stand beside their share: 45 of the 120 homes, or 38 percent; of the 120, 45, or 38 percent; 38 percent of the 120, or 45."""


def _is_beside(text: str, sign: re.Match[str]) -> bool:
    """Return whether a figure is set beside the one before it."""
    found = _APPOSED.search(text[: sign.start()])
    closes = found and (found["bare"] is None or _CLOSED.match(text, sign.end()))
    return bool(closes) and not _ANOTHER.match(text, sign.end())


def _pairs(sentence: Masked) -> Iterator[Triple]:
    """Yield ``of the 40 schools, 52``: a part above its whole, whatever its share."""
    for match in _AMONG_WHOLE.finditer(sentence.text):
        part, whole = sentence.figure(match["part"]), sentence.figure(match["whole"])
        if part.unit is not None and part.unit == whole.unit and around(part)[0] > around(whole)[1]:
            yield part, whole, part


def _share(part: Value, whole: Value, *, share: Value) -> Iterator[Wrong]:
    least, most = around(part)
    smallest, largest = around(whole)
    if share.sign == "s" and (part.value in (1, whole.value) or abs(share.value * whole.value - part.value) <= 1):
        return  # half of 89 is 44 or 45
    if part.value > whole.value:
        yield (part, whole), f"{part.text} of {whole.text} is more than the whole"
    elif apart((least / largest * _ALL, most / smallest * _ALL), _said(share)):
        exact = f"{plain(part.value / whole.value * _ALL)} percent ({plain(part.value)} / {plain(whole.value)})"
        yield (share, part, whole), f"{share.text} here, but {part.text} of {whole.text} is {exact}"


def _said(share: Value) -> Reading:
    """Return the share's interval in percent, open where its bound is."""
    value = share.value * (_ALL if share.sign == "s" else 1)
    if share.bound in (">", ">="):
        return value, value * _OPEN
    if share.bound in ("<", "<="):
        return value / _OPEN, value
    return around(share) if share.sign == "p" else as_percent(share, _FRACTION_OFF)


# What the last share of a breakdown is: with it the answers exclude each other, and nobody is left.
_LEFT_OVER: Final = re.compile(
    r"\b(?:undecided|unsure|not sure|(?:do(?:es)? not|did not|d[io].?n['’]t) know|no opinion|neither|abstain\w*|neutral|no answer|"
    r"refused|others|the rest|the remainder|spoil\w*|someone else)\b"
)
# The last share, with which the whole is used up: the remaining 35 percent, the rest, 35 percent.
_REMAINING: Final = re.compile(
    r"\b[Tt]he (?:(?:remaining|other|last) (?:[\w-]+ )?|(?:rest|remainder|balance)\b[\w ]{0,25}(?:,| \(|:| —)? ?(?:or )?)<p(?P<p>\d+)>"
)
_SEVERAL: Final = re.compile(
    r"<p\d+>(?:-|–| to | or )<[pb]\d+>|\b(?:several|multiple|including|more than one|as many as|also|both|each|either|respectively|"
    r"compared|versus|than|last|previous|earlier|among|while (?:only|just)|of (?:men|women|democrats|republicans|those|them|whom)|"
    r"in (?:19|20)\d\d|million|from)\b",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(r"\b(?:made|makes?|making) up\b")
_PART_OFF: Final = 0.02  # a third, and 33 percent
_MOSTLY: Final = 75  # percent: shares with their rest that make less are not all there
_WORD: Final = re.compile(r"[A-Za-z]+")


def over_all(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield the shares of one whole that exclude each other, and add up to more than 100 percent.

    Where the last one is the remaining one, its parts may stand in the sentence ``before``, halves and thirds count, and they
    must not fall short of 100 percent either.
    """
    rest = _REMAINING.search(sentence.text)
    last = sentence.figure(rest["p"]) if rest else None
    told = [
        one
        for one in sentence.figures
        if one.sign in ("ps" if last else "p") and (last is None or one.start <= last.start)
    ]
    there = sentence
    if last and len(told) == 1:
        there, told = before, [*(figure for figure in before.figures if figure.sign in "ps"), *told]
    if len(told) < PAIR or not _is_plain(there, told) or not _is_plain(sentence, told):
        return
    low, high = total(around(one) if one.sign == "p" else as_percent(one, _PART_OFF) for one in told)
    wholes = len({one.of for one in told if one.of})
    end = sentence.text.rfind("<p")
    left = _LEFT_OVER.search(sentence.text, max(*(sentence.text.rfind(mark, 0, end) for mark in (",", " and ")), 0))
    short = there is sentence and len(told) > PAIR and low > _MOSTLY and high < _ALL
    if (low > _ALL and (last or left)) or (last and short and wholes <= 1):
        added = plain(sum(share.value * (1 if share.sign == "p" else _ALL) for share in told))
        yield (
            tuple(told),
            f"the shares of one whole ({', '.join(share.text for share in told)}) add up to {added} percent",
        )


def _is_plain(sentence: Masked, told: Sequence[Value]) -> bool:
    """Return whether the shares are exact, of one time and one group, and none of them a change."""
    text = _MADE_UP.sub(" ", sentence.text)
    changes = any(directions().get(word.lower()) in ("up", "down") for word in _WORD.findall(text))
    return not (changes or _SEVERAL.search(text)) and all(
        one.value2 is None and one.bound in ("=", "~") for one in told
    )
