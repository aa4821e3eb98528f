"""Shares that are not the part of the whole beside them: ``12 of the 40 schools, or 40 percent``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.agreement.arithmetic import ABOUT, DETERMINERS, PAIR, Wrong, count, words
from claimcheck.lint.agreement.figures import Figure, Masked
from claimcheck.lint.agreement.readings import Reading, apart, around, plain

_FRACTION_OFF: Final = 0.05  # a third may be 31.7 to 35 percent
_OPEN: Final = 1.25  # over 40 percent is up to 50, nearly half down to 40
_PART_OF_WHOLE: Final = rf"{count('part')} (?:out )?of {DETERMINERS}{count('whole')}"
_NOUN: Final = r"(?:an? (?:cut|share|drop|rate|turnout|reduction|loss|majority|decline|increase|rise) of )?"
_SHARED: Final = (
    re.compile(rf"{_PART_OF_WHOLE}{words(40)}(?:,? ?or |\(|— |, |, that is,? ){_NOUN}{ABOUT}<[ps](?P<share>\d+)>"),
    re.compile(
        rf"\b(?:[Oo]ut of|[Oo]f|[Aa]mong) {DETERMINERS}{count('whole')}{words(60)}{count('part')}{words(30, without=';(')}"
        rf"(?:\(|,? or |, ){ABOUT}<p(?P<share>\d+)>"
    ),
    re.compile(rf"<p(?P<share>\d+)>{words(30, without=';(')}(?:, or |\(|, ){ABOUT}{_PART_OF_WHOLE}"),
    re.compile(
        rf"<s(?P<share>\d+)> (?:of )?{DETERMINERS}{count('whole')}{words(25)}(?:, |— |\(|, or )(?:or |some |about |nearly |a total of )*"
        rf"{count('part')}(?= in all|,|\)| —|\.| )"
    ),
)
_AMONG_WHOLE: Final = re.compile(
    rf"\b(?:[Oo]ut of|[Oo]f) (?:the |its |his |her |their |all )(?:\w+ )?{count('whole')}(?:{words(40, without=';,')}, |\s)"
    rf"(?:only |at least |some |about )?{count('part')}(?! ?(?:percent|in))"
)


def shares(sentence: Masked) -> Iterator[Wrong]:
    """Yield shares that are not the part of the whole beside them, and parts above their whole."""
    seen: set[int] = set()
    for pattern in _SHARED:
        for match in pattern.finditer(sentence.text):
            part, whole, share = (sentence.figure(match[name]) for name in ("part", "whole", "share"))
            if share.start not in seen and _is_whole(whole) and part.value2 is None and part.bound in ("=", "~"):
                seen.add(share.start)
                yield from _share(part, whole, share=share)
    for match in _AMONG_WHOLE.finditer(sentence.text):
        part, whole = sentence.figure(match["part"]), sentence.figure(match["whole"])
        alike = part.unit is not None and part.unit == whole.unit
        if alike and _is_whole(whole) and around(part)[0] > around(whole)[1] and part.start not in seen:
            yield (part, whole), f"{part.text} of {whole.text} is more than the whole"


def _is_whole(figure: Figure) -> bool:
    return figure.value >= PAIR and figure.value2 is None and figure.bound == "="


def _share(part: Figure, whole: Figure, *, share: Figure) -> Iterator[Wrong]:
    least, most = around(part)
    smallest, largest = around(whole)
    fraction = share.sign == "s"
    if fraction and (part.value in (1, whole.value) or abs(share.value * whole.value - part.value) <= 1):
        return  # half of 89 is 44 or 45
    if part.value > whole.value:
        yield (part, whole), f"{part.text} of {whole.text} is more than the whole"
    elif apart((least / largest * 100, most / smallest * 100), _said(share)):
        exact = plain(part.value / whole.value * 100)
        yield (share, part, whole), f"{share.text} here, but {part.text} of {whole.text} is {exact} percent"


def _said(share: Figure) -> Reading:
    """Return the share's interval in percent, open where its bound is."""
    value = share.value * (100 if share.sign == "s" else 1)
    if share.bound in (">", ">="):
        return value, value * _OPEN
    if share.bound in ("<", "<="):
        return value / _OPEN, value
    return around(share) if share.sign == "p" else (value * (1 - _FRACTION_OFF), value * (1 + _FRACTION_OFF))
