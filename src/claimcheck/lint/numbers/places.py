"""Where the other figure stands, in words: ``in the headline``, ``in line 12``."""

from __future__ import annotations

from typing import Final

from claimcheck.lint.numbers.figures import Figure, Passage, passages
from claimcheck.report import Report

_NAMED: Final = {"lead": "in the lead", "caption": "in a caption", "footnote": "in a footnote"}
_SENTENCE_ENDS: Final = (".", "!", "?", ".”", '."', ".’", ".'")


def in_headline(passage: Passage) -> bool:
    """Return whether the sentence is a headline: a plain text's first line may be a whole sentence, and is none."""
    return passage.claims[0].section == "headline" and not passage.text.rstrip().endswith(_SENTENCE_ENDS)


def has_headline(report: Report) -> bool:
    """Return whether the article has a headline, so that what follows is a lead."""
    return any(map(in_headline, passages(report)[:3]))


def where(figure: Figure, passage: Passage, *, here: Figure) -> str:
    """Return where the figure stands, as a reader of the file finds it; ``here`` is the figure that is reported."""
    if in_headline(passage):
        return "in the headline"
    line = figure.claim.where.line
    if line is not None and line == here.claim.where.line:
        return "in the same paragraph"
    section = "lead" if figure.section == "headline" else figure.section
    if section in _NAMED:
        return _NAMED[section] + (f" (line {line})" if line else "")
    return f"in line {line}" if line else "in the body"
