"""How far a source carries: over its sentence, its paragraph, a series of figures, and to the same figure elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimcheck.lang.inflection import stems
from claimcheck.lint.passages import ProseParagraph, ProseSentence, Spans
from claimcheck.report import Change, Claim, Quantity, Report, Superlative

SHARE = "share"
"""The measure of percent, points and parts: polls and statistics give them in one breath."""
_SERIES = 2  # paragraphs between two figures of one series: a quotation may stand between them
_ON_ONE_MATTER = 2  # words in common
_SMALL = 10  # a count below it is shared by chance
_OWN_DATA = re.compile(
    r"\b(?:according\s+to|figures?\s+(?:from|by|of|show|released|published)|data\s+(?:from|by|of|show)|statistics\s+(?:from|show)|census|poll|survey|study|report|asked|polled|surveyed|"
    r"estimates?|puts?\s+(?:[\w’'-]+\s+){1,10}at|records\s+(?:show|from)|counted|reported|recorded|documents?|filings?|audit|based\s+on|published|announced|fined|bail|sentenced|(?:monitor|track)(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[“\"][^”\"]{20,}[,.?!][”\"]")
_GOES_ON = re.compile(
    r"\b(?:the|this|that|its|their|these|those)\s+(?:\w+\s+)?(?:report|survey|study|poll|figures?|data|census|audit|respondents|researchers|document|statement|agency|ministry|numbers|findings|total|paper|analysis)\b"
    r"|\brespondents\b|\bof\s+those\s+(?:asked|surveyed|polled|questioned)\b|\bmargin\s+of\s+error\b",
    re.IGNORECASE,
)


def measure_of(mark: Quantity | Superlative | Change) -> str:
    """Return what a figure counts or measures, so that a series shares it; empty for what is no figure."""
    if not isinstance(mark, Quantity):
        return ""
    unit = mark.unit or ""
    return SHARE if unit in {"percent", "percentage point", "point"} or 0 < mark.value < 1 else unit


class Told:
    """What a Report tells about where the figures in its ``paragraphs`` come from."""

    def __init__(self, paragraphs: Sequence[ProseParagraph], report: Report) -> None:
        self.paragraphs = paragraphs
        shares = {
            mark.start
            for claim in report.claims
            for mark in claim.marks
            if isinstance(mark, Quantity) and measure_of(mark) == SHARE
        }
        parts = (part for one in report.attributions for part in one.source)
        # Three in four residents want a pool: who asked them?
        self.sources = Spans((part.start, part.end) for part in parts if part.start not in shares)
        self.sourced = {
            figure for claim in report.claims if claim.support in {"linked", "named"} for figure in _figures(claim)
        }
        self.in_sourced_series = frozenset(self._in_sourced_series())

    def is_sourced(self, sentence: ProseSentence) -> bool:
        """Return whether a source stands in a sentence, or one of its claims has one."""
        if self.sources.touch(sentence.start, sentence.end):
            return True
        supported = any(claim.support in {"linked", "named"} for claim in sentence.claims)
        return supported or _OWN_DATA.search(sentence.text) is not None

    def is_carried(self, place: int, number: int, mark: Quantity | Superlative | Change) -> bool:
        """Return whether the source of what stands around a mark, in a paragraph's sentence, is its source, too."""
        paragraph = self.paragraphs[place]
        sentence, asked = paragraph.sentences[number], measure_of(mark) == SHARE
        if any(self.is_sourced(one) and not (asked and _is_remark(one)) for one in paragraph.sentences[:number]):
            return True
        if any(self._tells_back(one, sentence) for one in self._behind(place, number)):
            return True
        if number == 0 and place and self._follows(sentence, self.paragraphs[place - 1]):
            return True
        return (measure_of(mark), place) in self.in_sourced_series

    def is_told_elsewhere(self, claim: Claim) -> bool:
        """Return whether the same figure has a source in another place."""
        return not self.sourced.isdisjoint(_figures(claim))

    def _behind(self, place: int, number: int) -> Iterator[ProseSentence]:
        """Yield the sentence behind one, and the first two of the next paragraph where it is the last: there a lead is spelt out."""
        paragraph = self.paragraphs[place]
        yield from paragraph.sentences[number + 1 : number + 2]
        last = number + 1 == len(paragraph.sentences) or paragraph.section == "lead"
        if last and place + 1 < len(self.paragraphs):
            yield from self.paragraphs[place + 1].sentences[:2]

    def _tells_back(self, behind: ProseSentence, sentence: ProseSentence) -> bool:
        """Return whether a sentence behind a figure tells where it is from: by its data, or on the same matter."""
        if _OWN_DATA.search(behind.text):
            return True
        return self.is_sourced(behind) and len(stems(sentence.text) & stems(behind.text)) >= _ON_ONE_MATTER

    def _follows(self, sentence: ProseSentence, before: ProseParagraph) -> bool:
        """Return whether a paragraph's first sentence goes on with what the one before gave a source for."""
        if _GOES_ON.search(sentence.text):
            return any(self.is_sourced(one) for one in before.sentences)
        last = before.sentences[-1]
        return self.is_sourced(last) and len(stems(sentence.text) & stems(last.text)) >= _ON_ONE_MATTER

    def _in_sourced_series(self) -> Iterator[tuple[str, int]]:
        """Yield the measure and the places of the paragraphs whose figures belong to a series that has a source somewhere."""
        sourced: defaultdict[str, dict[int, bool]] = defaultdict(dict)
        for place, paragraph in enumerate(self.paragraphs):
            for sentence in paragraph.sentences:
                for measure in {measure_of(mark) for mark in sentence.marks() if isinstance(mark, Quantity)} - {""}:
                    sourced[measure][place] = sourced[measure].get(place, False) or self.is_sourced(sentence)
        for measure, known in sourced.items():
            series: list[int] = []
            for place in [*known, len(self.paragraphs) + _SERIES + 1]:
                if series and place - series[-1] > _SERIES:
                    if any(known[one] for one in series):
                        yield from ((measure, one) for one in series)
                    series = []
                series.append(place)


def _is_remark(sentence: ProseSentence) -> bool:
    """Return whether a sentence is what somebody is quoted with, and tells no figure: a share behind it is from elsewhere."""
    figures = any(isinstance(mark, Quantity) for mark in sentence.marks())
    return not figures and _REMARK.search(sentence.text) is not None and _OWN_DATA.search(sentence.text) is None


def _figures(claim: Claim) -> Iterator[tuple[float, str]]:
    """Yield the figures of a claim that tell it from others."""
    for mark in claim.marks:
        if isinstance(mark, Quantity) and mark.unit and (mark.value >= _SMALL or not float(mark.value).is_integer()):
            yield mark.value, mark.unit
