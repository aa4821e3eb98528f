"""The figures of a sentence, and the sentence with its figures cut to signs that a pattern can read.

``The firm's profit rose from $100 million to $150 million, up 60 percent`` is masked as ``The firm's profit rose from <m0>
to <m1>, up <p2>``: arithmetic is then a question of patterns over a short string, whatever form its numbers have.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck import lang
from claimcheck.lang import numerals, rows
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.rule import Fault
from claimcheck.report import Claim, Edit, Quantity, Section, Severity, Time

_CURRENCY: Final = re.compile(r"[A-Z]{3}(?: |$)")
# Numbers that no mark stands on: in digits, and in words in a list: 180 in Kessburg, 130 in Henwick and eight in Oaksend.
_PEOPLE: Final = re.compile(
    r" (?:who|dead|killed|injured|wounded|hurt|missing|arrested|rescued|saved|freed|charged|held|jailed|trapped|feared|evacuated)\b"
)
_BARE: Final = Pattern(
    r"(?<![\w.,$£€-])\d[\d,]*(?:\.\d+)?(?![\w-])|(?:(?<=\bother )|(?<=\bremaining ))(?&cardinal)\b|"
    rf"(?:(?<=\b[Tt]he )(?&cardinal)|(?<![^\n])(?&Cardinal))(?={_PEOPLE.pattern})|"
    r"(?:(?<=[,;:] )|(?<=—\s)|(?<=\band ))(?&cardinal)"
    r"(?= (?:in|at|from|for|on|by|were|was|of (?:them|whom|which)|to|with|against|others?|[a-z]+ed)\b|[,;.])"
)
_THE_NINE: Final = re.compile(rf"(?:\b[Tt]he [\w-]+|^[A-Z][a-z-]+){_PEOPLE.pattern}")
Patterns = tuple[re.Pattern[str], ...]


def counts_people(sentence: str) -> bool:
    """Return whether a sentence may count people by a bare number: the nine who drowned, Four rescued."""
    return _THE_NINE.search(sentence) is not None


def patterns(*texts: str) -> Patterns:
    """Return patterns over a masked sentence, compiled."""
    return tuple(map(re.compile, texts))


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity at ``start:end`` in the article. ``sign`` is its class.

    p percent, x percentage point, m money, g age, u unit of measure, s part below one (``half``), c count, b a bare number
    that no mark stands on, d a stretch of time.
    """

    start: int
    end: int
    text: str
    value: float
    sign: str
    claim: Claim
    value2: float | None = None
    bound: str = "="
    unit: str | None = None
    of: str | None = None

    @property
    def section(self) -> Section:
        """The section that the figure stands in."""
        return self.claim.section

    @property
    def exact(self) -> bool:
        """Whether it is one number, and neither rounded nor a bound."""
        return self.bound == "=" and self.value2 is None

    def fault(
        self,
        message: str,
        *,
        help: str,  # noqa: A002
        severity: Severity | None = None,
        fix: str | None = None,
        beside: tuple[int, int] | None = None,
    ) -> Fault:
        """Return the fault that stands on the figure; ``fix`` is what certainly has to stand in its place."""
        edit = Edit(start=self.start, end=self.end, old=self.text, text=fix) if fix else None
        return Fault(self.start, self.end, message, self.claim.id, help, severity, edit, beside)

    def ends(self) -> tuple[Value, ...]:
        """Return both ends of a range, ``240 to 300``, as figures of their own; the figure alone where it is none."""
        first, to, last = self.text.partition(" to ")
        if self.value2 is None or not to:
            return (self,)
        start = replace(self, end=self.start + len(first), text=first, value2=None, bound="=")
        return start, replace(start, start=self.end - len(last), end=self.end, text=last, value=self.value2)


@dataclass(frozen=True, slots=True, eq=False)  # a key by itself: rules ask the same of one sentence one after another
class Masked:
    """A sentence whose figures are ``<c0>`` and times ``<t0>``: the letter is a figure's sign, the number its place."""

    text: str
    figures: tuple[Value, ...]
    times: tuple[Time, ...]
    starts: tuple[int, ...]
    """Where each piece of ``text`` starts, and in ``offsets`` where that stands in the article."""
    offsets: tuple[int, ...]

    def figure(self, place: str) -> Value:
        """Return the figure that a pattern caught by its number."""
        return self.figures[int(place)]

    def time(self, place: str) -> Time:
        """Return the time that a pattern caught by its number."""
        return self.times[int(place)]

    def found(self, patterns: Patterns) -> Iterator[re.Match[str]]:
        """Yield where the patterns match, one pattern after the other."""
        return (match for pattern in patterns for match in pattern.finditer(self.text))

    def offset(self, position: int) -> int:
        """Return where in the article ``text[position]`` stands, of a sign where its figure starts."""
        piece = bisect_right(self.starts, position) - 1
        plain = self.text[self.starts[piece]] != "<"
        return self.offsets[piece] + (position - self.starts[piece]) * plain


NO_FIGURES: Final = Masked("", (), (), (), ())
"""What stands for a sentence that no pattern over figures is to read, and for the one before the first."""


def value_of(mark: Quantity, claim: Claim) -> Value:
    """Return the figure that a quantity's mark stands for."""
    span = (mark.start, mark.end, mark.text)
    return Value(*span, mark.value, _sign(mark), claim, mark.value2, mark.bound, mark.unit, mark.of)


def _sign(mark: Quantity) -> str:
    unit = mark.unit or ""
    if unit in ("percent", "percentage point"):
        return "p" if unit == "percent" else "x"
    if _CURRENCY.match(unit):
        return "m"
    if unit == "year" and mark.of == "age":
        return "g"
    if unit in _measures() or " per " in unit:
        return "u"
    return "s" if 0 < mark.value < 1 else "c"


@lang.compiled
def _measures() -> frozenset[str]:
    """Return the names of the units of measure, currencies and shares left out."""
    return frozenset(row["unit"] for row in rows("units") if row["kind"] not in ("share", "currency"))


def masked(article: str, claim: Claim, *, figures: Sequence[Value], times: Sequence[Time]) -> Masked:
    """Return a claim's sentence masked, with every number that no mark stands on as a figure of its own."""
    marked: list[Value | Time] = [*(part for figure in figures for part in _parts(article, figure)), *times]
    marked += _bare(article, claim, taken=[(item.start, item.end) for item in marked])
    pieces: list[tuple[str, int]] = []
    at = claim.sentence.start
    kept: list[Value] = []
    dated: list[Time] = []
    for item in sorted(marked, key=lambda item: (item.start, -item.end)):
        if item.start < at:
            continue
        pieces.append((article[at : item.start].replace("<", "‹"), at))
        if isinstance(item, Time):
            pieces.append((f"<t{len(dated)}>", item.start))
            dated.append(item)
        else:
            pieces.append((f"<{item.sign}{len(kept)}>", item.start))
            kept.append(item)
        at = item.end
    pieces.append((article[at : claim.sentence.end].replace("<", "‹") + " ", at))
    written, offsets = zip(*((piece, offset) for piece, offset in pieces if piece), strict=True)
    starts = itertools.accumulate(map(len, written[:-1]), initial=0)
    return Masked("".join(written), tuple(kept), tuple(dated), tuple(starts), offsets)


def _parts(article: str, figure: Value) -> tuple[Value, ...]:
    """Return both ends of a range behind ``from``: whether the sentence means a range or a change, they are two figures."""
    before = article[max(figure.start - len("from "), 0) : figure.start]
    return figure.ends() if before.lower() == "from " else (figure,)


def _bare(article: str, claim: Claim, *, taken: Sequence[tuple[int, int]]) -> Iterator[Value]:
    """Yield the numbers that no mark stands on."""
    for match in _BARE.finditer(article, claim.sentence.start, claim.sentence.end):
        text = match[0].removesuffix(",")
        start, end = match.start(), match.start() + len(text)
        value = None if any(first < end and start < last for first, last in taken) else numerals.parse_number(text)
        if value is not None:
            yield Value(start, end, text, value, "c" if _PEOPLE.match(article, end) else "b", claim)
