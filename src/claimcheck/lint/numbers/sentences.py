"""The sentences of a Report with what is marked in them, and where they stand, in words: ``in the headline``, ``in line 12``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.analysis import Analysis, Word
from claimcheck.lint.numbers.figures import NO_FIGURES, Masked, Value, counts_people, masked, value_of
from claimcheck.lint.passages import per_article
from claimcheck.report import Change, Claim, Quantity, Report, Time

MOST_MASKED: Final = 2_000
"""Characters of a sentence that are masked: a table read as one sentence has no arithmetic to check."""
_NAMED: Final = {
    "headline": "in the lead",
    "lead": "in the lead",
    "caption": "in a caption",
    "footnote": "in a footnote",
}
_SENTENCE_ENDS: Final = (".", "!", "?", ".”", '."', ".’", ".'")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with what is marked in it, in text order; ``article`` is the text that its offsets index."""

    article: str
    index: int
    start: int
    end: int
    words: tuple[Word, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Value, ...]
    times: tuple[Time, ...]
    changes: tuple[Change, ...]
    masked: Masked
    """The sentence with signs for its figures; empty where it has none, or is longer than MOST_MASKED."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article[self.start : self.end]

    @property
    def in_headline(self) -> bool:
        """Whether it is a headline: a plain text's first line may be a whole sentence, and is none."""
        return self.claims[0].section == "headline" and not self.text.rstrip().endswith(_SENTENCE_ENDS)

    def claim_at(self, offset: int) -> Claim:
        """Return the claim that stands at ``offset``, the first one where none does."""
        return next((claim for claim in self.claims if claim.start <= offset < claim.end), self.claims[0])


@per_article
def marked_sentences(analysis: Analysis, report: Report) -> tuple[MarkedSentence, ...]:
    """Return the sentences that hold a claim, in text order."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in report.claims:
        by_sentence.setdefault(claim.sentence.index, []).append(claim)
    return tuple(_marked(analysis, by_sentence[index]) for index in sorted(by_sentence))


def _marked(analysis: Analysis, claims: Sequence[Claim]) -> MarkedSentence:
    sentence = claims[0].sentence
    marks = {(mark.start, mark.end, mark.kind): (mark, claim) for claim in claims for mark in claim.marks}
    ordered = [marks[key] for key in sorted(marks)]
    figures = tuple(value_of(mark, claim) for mark, claim in ordered if isinstance(mark, Quantity))
    times = tuple(mark for mark, _ in ordered if isinstance(mark, Time))
    short = sentence.end - sentence.start <= MOST_MASKED
    return MarkedSentence(
        article=analysis.text,
        index=sentence.index,
        start=sentence.start,
        end=sentence.end,
        words=read.words if (read := analysis.sentence_at(claims[0].start)) else (),
        claims=tuple(claims),
        figures=figures,
        times=times,
        changes=tuple(mark for mark, _ in ordered if isinstance(mark, Change)),
        masked=masked(analysis.text, claims[0], figures=figures, times=times)
        if short and (figures or times or counts_people(analysis.text[sentence.start : sentence.end]))
        else NO_FIGURES,
    )


def has_headline(sentences: Sequence[MarkedSentence]) -> bool:
    """Return whether the article has a headline, so that what follows is a lead."""
    return any(sentence.in_headline for sentence in sentences[:3])


def where(claim: Claim, sentence: MarkedSentence, *, here: Claim) -> str:
    """Return where a claim stands, as a reader of the file finds it; ``here`` is the one that is reported."""
    if sentence.in_headline:
        return "in the headline"
    line = claim.where.line
    if line is not None and line == here.where.line:
        return "in the same paragraph"
    if claim.section in _NAMED:
        return _NAMED[claim.section] + (f" (line {line})" if line else "")
    return f"in line {line}" if line else "in the body"
