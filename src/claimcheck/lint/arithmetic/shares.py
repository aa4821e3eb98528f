"""Shares that are not the part of the whole beside them: ``12 of the 40 schools, or 40 percent``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.arithmetic.sums_of import ABOUT, DETERMINERS, PAIR, Wrong, count, words
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import Reading, apart, around, plain

_FRACTION_OFF: Final = 0.05  # a third may be 31.7 to 35 percent
_OPEN: Final = 1.25  # over 40 percent is up to 50, nearly half down to 40
_PART_OF_WHOLE: Final = rf"{count('part')} (?:out )?of {DETERMINERS}{count('whole')}"
# A share in apposition to its part: "or 40 percent", "(40 percent)", "a rate of 40 percent"; a bare comma must close again.
_NOUN: Final = (
    r"(?:an? (?!(?:[\w-]+ )?(?:increase|rise|decline|fall|gain|jump|growth|swing|surge) of )(?:[\w-]+ ){1,2}of |that is,? |"
    r"which (?:is|was|works out at|equals|amounts to|makes) |making up |representing |equal to |i\.e\. )?"
)
_NOT_ITS: Final = (
    r"(?!,? (?:more|less|fewer|higher|lower|up|down|above|below|from|increase|rise|of (?:them|whom|which|"
    r"those|these)|(?:fewer|better|worse)\b))"
)
_APPOSED: Final = r"(?:,? (?:or|that is,?|which|making up|representing) |\(|— | – |, (?=an? ))"
_SHARE: Final = rf"{ABOUT}<[ps](?P<share>\d+)>{_NOT_ITS}"
_CLOSED: Final = r"(?=[,.;)]|\s—|\s–| according| of (?:the|its|their|all) (?:total|workforce|staff|whole)|\s*$)"
_BESIDE: Final = (
    rf"(?:{_APPOSED}{_NOUN.replace('which (?:is|was|works', '(?:which )?(?:is|was|works')}{_SHARE}|"
    rf", {_SHARE.replace('share', 'bare')}{_CLOSED})"
)
_OF: Final = r"(?<!total )(?<!number )(?<!sum )(?<!average )[Oo]f"  # a total of 96 homes is no whole
_SHARED: Final = (
    re.compile(rf"{_PART_OF_WHOLE}{words(40)}{_BESIDE}"),
    re.compile(
        rf"\b(?:[Oo]ut of|{_OF}|[Aa]mong) {DETERMINERS}{count('whole')}{words(70)}{count('part')}{words(40, without=';(')}{_BESIDE}"
    ),
    re.compile(
        rf"{count('part')}{words(40, without=';(')} out of {DETERMINERS}{count('whole')}{words(40, without=';(')}{_BESIDE}"
    ),
    re.compile(rf"<p(?P<share>\d+)>{words(30, without=';(')}(?:, or |\(|, ){ABOUT}{_PART_OF_WHOLE}"),
    re.compile(rf"\b[Tt]urnout (?:was|of|stood at|reached) {ABOUT}<p(?P<share>\d+)>, with {ABOUT}{_PART_OF_WHOLE}"),
    re.compile(
        rf"<s(?P<share>\d+)> (?:of )?{DETERMINERS}{count('whole')}{words(25)}(?:, |— |\(|, or )(?:or |some |about |nearly |a total of )*"
        rf"{count('part')}(?= in all|,|\)| —|\.| )(?! of (?:them|whom|which|those))"
    ),
    re.compile(
        rf"<p(?P<share>\d+)> of {DETERMINERS}{count('whole')}{words(50)}(?:, or |, that is,? |\(|— )(?:or |some |about |"
        rf"nearly |a total of )*"
        rf"{count('part')}(?=,|\)| —|\.)"
    ),
    re.compile(
        rf"{count('part')}{words(30, without=';(')}, {ABOUT}(?:or )?{ABOUT}<p(?P<share>\d+)> of (?:its|the|"
        rf"their) (?:[\w-]+ )?of {count('whole')}"
    ),
)
_OF_THEM: Final = re.compile(rf"{count('part')} of (?:them|whom|which|those|these)\b{words(40, without=';(')}{_BESIDE}")
_OF_STAFF: Final = re.compile(
    rf"{count('part')}{words(20, without=';(')}(?:, or |\(|, ){ABOUT}<[ps](?P<share>\d+)> of (?:its|the|their|his|her|the company['’]s) "
    r"(?:total|entire|current|global|full|own)? ?(?P<noun>[\w-]+)(?! in| at| from)"
)
_SO_MANY: Final = re.compile(
    r"^(?:That|This|It)(?: is|['’]s| was| means| makes| amounts to| equals| represents| works out at| comes to) "
    rf"(?:an? [\w-]+(?: [\w-]+)? of )?{ABOUT}<p(?P<share>\d+)>{_NOT_ITS}"
)
_ONE_PART: Final = (
    re.compile(rf"\b(?:[Oo]ut of|{_OF}) {DETERMINERS}{count('whole')}{words(50, without=';')}{count('part')}"),
    re.compile(_PART_OF_WHOLE),
)
_AMONG_WHOLE: Final = re.compile(
    rf"\b(?:[Oo]ut of|{_OF}) (?:the |its |his |her |their |all )(?:\w+ )?{count('whole')}(?:{words(40, without=';,')}, |\s)"
    rf"(?:only |at least |some |about )?{count('part')}(?! ?(?:percent|in))"
)
_STAFF: Final = frozenset("workforce staff payroll employees workers jobs headcount personnel".split())
_STAFFED: Final = frozenset("person employee worker job staff people staffer position post".split())
_HAS_FIGURE: Final = re.compile(r"<[ps]\d")


def shares(sentence: Masked, before: Masked | None = None) -> Iterator[Wrong]:
    """Yield shares that are not the part of the whole beside them, or in the sentence ``before``, and parts above their whole."""
    seen: set[int] = set()
    if _HAS_FIGURE.search(sentence.text):
        for part, whole, share in (*_in_sentence(sentence), *_of_earlier(sentence, before)):
            if share.start not in seen and _is_whole(whole) and part.value2 is None and part.bound in ("=", "~"):
                seen.add(share.start)
                yield from _share(part, whole, share=share)
    for match in _AMONG_WHOLE.finditer(sentence.text):
        part, whole = sentence.figure(match["part"]), sentence.figure(match["whole"])
        alike = part.unit is not None and part.unit == whole.unit
        if alike and _is_whole(whole) and around(part)[0] > around(whole)[1] and part.start not in seen:
            yield (part, whole), f"{part.text} of {whole.text} is more than the whole"


def _in_sentence(sentence: Masked) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield part, whole and share where one sentence gives all three."""
    for pattern in _SHARED:
        for match in pattern.finditer(sentence.text):
            yield sentence.figure(match["part"]), sentence.figure(match["whole"]), _caught(sentence, match)


def _caught(sentence: Masked, match: re.Match[str]) -> Figure:
    return sentence.figure(match["share"] or match.groupdict().get("bare") or "")


def _of_earlier(sentence: Masked, before: Masked | None) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield part, whole and share where the whole was named before: ``96 of them, or 22 percent``, ``20 percent of its staff``."""
    for match in _OF_THEM.finditer(sentence.text):
        part = sentence.figure(match["part"])
        wholes = [one for one in sentence.figures if one.end <= part.start] or list(before.figures if before else ())
        wholes = [one for one in wholes if one.sign == "c" and one.unit is not None and part.unit in (None, one.unit)]
        if len(wholes) == 1 and wholes[0].value > part.value:
            yield part, wholes[0], _caught(sentence, match)
    for match in _OF_STAFF.finditer(sentence.text):
        part, share = sentence.figure(match["part"]), sentence.figure(match["share"])
        named = _wholes_of(match["noun"].lower(), sentence, before, part=part)
        if len(named) == 1:
            yield part, named[0], share
    said = _SO_MANY.match(sentence.text) if before is not None else None
    if said and before is not None:
        pairs = [match for pattern in _ONE_PART for match in pattern.finditer(before.text)]
        if len(pairs) == 1 and len(before.figures) == PAIR:
            yield before.figure(pairs[0]["part"]), before.figure(pairs[0]["whole"]), sentence.figure(said["share"])


def _wholes_of(noun: str, sentence: Masked, before: Masked | None, *, part: Figure) -> list[Figure]:
    """Return the counts that ``noun`` may stand for: of its own unit, or of people where it is a staff."""
    figures = [one for one in sentence.figures if one.end <= part.start] or list(before.figures if before else ())
    units = _STAFFED if noun in _STAFF else frozenset((noun, noun.removesuffix("s"), noun.removesuffix("es")))
    counted = (one for one in figures if one.sign == "c" and (one.unit or "").rpartition(" ")[2].lower() in units)
    return [one for one in counted if one.value > part.value and (part.unit or "").rpartition(" ")[2].lower() in units]


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
