"""A whole that is shared out over two sentences: parts with ``the remaining``, and so much for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.arithmetic.sums_of import PAIR, Wrong
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import apart, around, plain, product

_REST: Final = re.compile(
    r"\bthe (?:other|remaining|last|rest,?) <[cb](?P<rest>\d+)>(?! (?:times|percent))", re.IGNORECASE
)
_OF: Final = re.compile(r"\b(?:[Oo]f|[Aa]mong|[Oo]ut of) (?:the |its |their |his |her |all )*<c(?P<whole>\d+)>")
_HAS: Final = re.compile(
    r"\b(?:has|have|had|with|were|are|is|holds?|employs?|counts?|counted|seats?|received|got|total of|of) "
    r"(?:now |a total of |some )?<c(?P<whole>\d+)>"
)
_SUBSETS: Final = re.compile(r"\b(?:including|of (?:them|whom|which|those|these)|among them|at least|each)\b")
_NEAR: Final = (0.6, 1.6)
_EVENLY: Final = re.compile(r"\b(?:evenly|equally|split|shared|divided|each|apiece)\b", re.IGNORECASE)
_AMONG: Final = re.compile(
    r"\b(?:among|between|amongst|to|for|by) (?:the |its |their |his |her |all |each of )*(?:\w+ )?<c(?P<many>\d+)>"
)
_EACH: Final = re.compile(
    r"\b(?:[Ee]ach|[Ee]very)\b(?:(?!<)[^;.]){0,50}<m(?P<before>\d+)>|<m(?P<behind>\d+)>(?: to)? (?:each|apiece|per (?:head|person))"
)


def partitions(sentence: Masked, before: Masked | None) -> Iterator[Wrong]:
    """Yield parts and their rest that do not make the whole, and equal shares that do not; ``before`` is the last sentence."""
    yield from _rests(sentence, before)
    yield from _shared_out(sentence, before)


def _rests(sentence: Masked, before: Masked | None) -> Iterator[Wrong]:
    for match in _REST.finditer(sentence.text):
        rest = sentence.figure(match["rest"])
        whole, start = _whole(sentence, before, until=match.start())
        parts = [figure for figure in sentence.figures if start <= figure.start <= rest.start and figure.sign in "cb"]
        if whole is None or len(parts) < PAIR or _SUBSETS.search(sentence.text):
            continue
        if any(part.bound != "=" or part.value2 is not None or part.unit not in (None, whole.unit) for part in parts):
            continue
        added = sum(part.value for part in parts)
        if added != whole.value and _NEAR[0] * whole.value <= added <= _NEAR[1] * whole.value:
            listed = ", ".join(part.text for part in parts)
            yield (rest, *parts[:-1], whole), f"{whole.text} here, but the parts ({listed}) add up to {plain(added)}"


def _whole(sentence: Masked, before: Masked | None, *, until: int) -> tuple[Figure | None, int]:
    """Return the whole that a rest is of, in its sentence or the one before, and where in the article its parts may start."""
    own = list(_OF.finditer(sentence.text, 0, until))
    held = list(_HAS.finditer(before.text)) if before is not None and not own else []
    whole, start = None, 0
    if own:
        whole = sentence.figure(own[-1]["whole"])
        start = whole.end
    elif held and before is not None:
        whole = before.figure(held[-1]["whole"])
    exact = whole is not None and whole.bound == "=" and whole.value2 is None
    return (whole if exact else None), start


def _shared_out(sentence: Masked, before: Masked | None) -> Iterator[Wrong]:
    """Yield ``$1.2 million, split among 40 schools. Each will receive $35,000``."""
    for match in _EACH.finditer(sentence.text):
        each = sentence.figure(match["before"] or match["behind"])
        for there in (sentence, before):
            shared = _shared(there, each) if there is not None and _EVENLY.search(there.text) else None
            if shared is None:
                continue
            number, whole = shared
            if apart(product(around(each), around(number)), around(whole)):
                exact = plain(whole.value / number.value)
                yield (
                    (each, number, whole),
                    f"{each.text} each here, but {whole.text} among {number.text} is {exact} each",
                )
            return


def _shared(there: Masked, each: Figure) -> tuple[Figure, Figure] | None:
    """Return among how many what sum is shared, where the sentence names one of each."""
    many = _AMONG.search(there.text)
    sums = [figure for figure in there.figures if figure.sign == "m" and figure is not each]
    if many is None or len(sums) != 1:
        return None
    number, whole = there.figure(many["many"]), sums[0]
    fits = number.value2 is None and number.value >= PAIR and whole.unit == each.unit and whole.value > each.value
    return (number, whole) if fits else None
