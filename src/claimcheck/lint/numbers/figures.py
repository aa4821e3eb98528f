"""The figures of a Report, sentence by sentence, and each sentence with its figures cut to signs that a pattern can read.

``The firm's profit rose from $100 million to $150 million, up 60 percent`` is masked as ``The firm's profit rose from <m0>
to <m1>, up <p2>``: arithmetic is then a question of patterns over a short string, whatever form its numbers have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck import lang
from claimcheck.lang import numerals, rows
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.numbers.memo import once
from claimcheck.report import Change, Claim, Quantity, Report, Section, Superlative, Time

MOST_MASKED = 2_000
"""Characters of a sentence that are masked: a table read as one sentence has no arithmetic to check."""
_CURRENCY = re.compile(r"[A-Z]{3}(?: |$)")
_BARE = Pattern(
    r"(?<![\w.,$£€-])\d[\d,]*(?:\.\d+)?(?![\w-])|"
    r"(?:(?<=\bother )|(?<=\bremaining ))(?&cardinal)\b"
)
_TO = re.compile(r" to ")
_LARGEST_SHARE = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at ``start:end`` in the article. ``sign`` is its class.

    p percent, x percentage point, m money, g age, u unit of measure, s part below one (``half``), c count, b a bare number
    that no mark stands on.
    """

    start: int
    end: int
    text: str
    value: float
    value2: float | None
    bound: str
    unit: str | None
    of: str | None
    sign: str
    claim: Claim

    @property
    def section(self) -> Section:
        """The section that the figure stands in."""
        return self.claim.section


@dataclass(frozen=True, slots=True, eq=False)  # a key by itself: rules ask the same of one sentence one after another
class Masked:
    """A sentence whose figures are ``<c0>`` and times ``<t0>``: the letter is a figure's sign, the number its place."""

    text: str
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    starts: tuple[int, ...]
    """Where each piece of ``text`` starts, and in ``offsets`` where that stands in the article."""
    offsets: tuple[int, ...]

    def figure(self, place: str) -> Figure:
        """Return the figure that a pattern caught by its number."""
        return self.figures[int(place)]

    def time(self, place: str) -> Time:
        """Return the time that a pattern caught by its number."""
        return self.times[int(place)]

    def offset(self, position: int) -> int:
        """Return where in the article ``text[position]`` stands, of a sign where its figure starts."""
        piece = bisect_right(self.starts, position) - 1
        plain = self.text[self.starts[piece]] != "<"
        return self.offsets[piece] + (position - self.starts[piece]) * plain


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what is marked in it, in text order; ``article`` is the text that its offsets index."""

    article: str
    index: int
    start: int
    end: int
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    changes: tuple[Change, ...]
    superlatives: tuple[Superlative, ...]
    masked: Masked | None
    """The sentence with signs for its figures; None where it has none, or is longer than MOST_MASKED."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article[self.start : self.end]


@once
def passages(report: Report) -> tuple[Passage, ...]:
    """Return the sentences that hold a claim, in text order."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in report.claims:
        by_sentence.setdefault(claim.sentence.index, []).append(claim)
    return tuple(_passage(report.text, by_sentence[index]) for index in sorted(by_sentence))


def _passage(text: str, claims: Sequence[Claim]) -> Passage:
    sentence = claims[0].sentence
    marks = {(mark.start, mark.end, mark.kind): (mark, claim) for claim in claims for mark in claim.marks}
    ordered = [marks[key] for key in sorted(marks)]
    figures = tuple(_figure(mark, claim) for mark, claim in ordered if isinstance(mark, Quantity))
    times = tuple(mark for mark, _ in ordered if isinstance(mark, Time))
    short = sentence.end - sentence.start <= MOST_MASKED
    return Passage(
        article=text,
        index=sentence.index,
        start=sentence.start,
        end=sentence.end,
        claims=tuple(claims),
        figures=figures,
        times=times,
        changes=tuple(mark for mark, _ in ordered if isinstance(mark, Change)),
        superlatives=tuple(mark for mark, _ in ordered if isinstance(mark, Superlative)),
        masked=_masked(text, claims[0], figures=figures, times=times) if short and (figures or times) else None,
    )


def _figure(mark: Quantity, claim: Claim) -> Figure:
    return Figure(
        mark.start, mark.end, mark.text, mark.value, mark.value2, mark.bound, mark.unit, mark.of, _sign(mark), claim
    )


def _sign(mark: Quantity) -> str:
    unit = mark.unit or ""
    if unit == "percent":
        return "p"
    if unit == "percentage point":
        return "x"
    if _CURRENCY.match(unit):
        return "m"
    if unit == "year" and mark.of == "age":
        return "g"
    if unit in measures() or " per " in unit:
        return "u"
    return "s" if 0 < mark.value < _LARGEST_SHARE else "c"


@lang.compiled
def measures() -> frozenset[str]:
    """Return the names of the units of measure, currencies and shares left out."""
    return frozenset(row["unit"] for row in rows("units") if row["kind"] not in ("share", "currency"))


def _masked(article: str, claim: Claim, *, figures: Sequence[Figure], times: Sequence[Time]) -> Masked:
    """Return a claim's sentence masked, with every number in digits that no mark stands on as a figure of its own."""
    first, last = claim.sentence.start, claim.sentence.end
    marked: list[Figure | Time] = [part for figure in figures for part in _ends(article, figure)] + list(times)
    marked += _bare(article, claim, taken=[(item.start, item.end) for item in marked])
    pieces, starts, offsets = [], [], []
    length, at = 0, first
    kept: list[Figure] = []
    dated: list[Time] = []
    for item in sorted(marked, key=lambda item: (item.start, -item.end)):
        if item.start < at:
            continue
        if isinstance(item, Time):
            sign = f"<t{len(dated)}>"
            dated.append(item)
        else:
            sign = f"<{item.sign}{len(kept)}>"
            kept.append(item)
        for piece, where in ((article[at : item.start].replace("<", "‹"), at), (sign, item.start)):
            if piece:
                starts.append(length)
                offsets.append(where)
                pieces.append(piece)
                length += len(piece)
        at = item.end
    starts.append(length)
    offsets.append(at)
    pieces.append(article[at:last].replace("<", "‹") + " ")
    return Masked("".join(pieces), tuple(kept), tuple(dated), tuple(starts), tuple(offsets))


def _ends(article: str, figure: Figure) -> tuple[Figure, ...]:
    """Return both ends of a range behind ``from``: whether the sentence means a range or a change, they are two figures."""
    link = _TO.search(figure.text)
    behind_from = article[max(figure.start - len("from "), 0) : figure.start].lower() == "from "
    if figure.value2 is None or link is None or not behind_from:
        return (figure,)
    first = replace(figure, end=figure.start + link.start(), text=figure.text[: link.start()], value2=None, bound="=")
    last = replace(
        figure,
        start=figure.start + link.end(),
        text=figure.text[link.end() :],
        value=figure.value2,
        value2=None,
        bound="=",
    )
    return first, last


def _bare(article: str, claim: Claim, *, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """Yield the numbers that no mark stands on."""
    for match in _BARE.finditer(article, claim.sentence.start, claim.sentence.end):
        start, end = match.span()
        end -= article[end - 1] == ","
        if any(first < end and start < last for first, last in taken):
            continue
        value = numerals.parse_number(article[start:end])
        if value is not None:
            yield Figure(start, end, article[start:end], value, None, "=", None, None, "b", claim)
