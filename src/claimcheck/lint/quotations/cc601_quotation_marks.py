"""CC601: a quotation mark that is never closed, or closes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lang.quotations import Lone, scan, set_right
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Edit, Report

_SHOWN = re.compile(r"\S[^\n]{0,30}(?!\w)(?<!\s)")
_ANY_MARK = re.compile('["“”„«»‘]')
_PARTNERS = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’"}
_CUE = re.compile(r"\b(?:said|says|told|added|wrote|asked)\b[^“\"\n]{0,40}[,:]\s*\Z")
_SHOWN_BEFORE = re.compile(r"(?<!\w)[^\n]{0,30}\Z")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the quotation marks without a partner: the first of each paragraph, and none that closes one that was named."""
    text, paragraph, opened = report.text, -1, False
    for found in scan(text)[1]:
        lone = set_right(text, found)
        start = text.rfind("\n", 0, lone.at) + 1
        closes = opened and not lone.opens
        opened = lone.opens
        if start == paragraph or closes:
            continue
        paragraph = start
        if lone.opens:
            shown = _SHOWN.match(text, lone.at)
            message, place = "this quotation is never closed", shown.span() if shown else (lone.at, lone.at + 1)
        else:
            before = _SHOWN_BEFORE.search(text[start : lone.at])
            message, place = (
                "this quotation mark closes nothing",
                (start + (before.start() if before else 0), lone.at + 1),
            )
        help_ = "mark where the speaker's own words begin and where they end"
        yield Fault(*place, message, help=help_, fix=_closed(analysis, lone) if lone.opens else None)


def _closed(analysis: Analysis, lone: Lone) -> Edit | None:
    """Return the closing mark where there is but one place for it: at the comma before who speaks, or where the paragraph ends."""
    text, sentence = analysis.text, analysis.sentence_at(lone.at)
    line_end = text.find("\n", lone.at)
    line_end = len(text) if line_end < 0 else line_end
    if sentence is None or _ANY_MARK.search(text, lone.at + 1, line_end):
        return None
    end = _speaker_follows(analysis, lone.at)
    alone = not text[sentence.end : line_end].strip()
    if end is None and alone and _CUE.search(text, sentence.start, lone.at) and text[:line_end].rstrip()[-1] in ".!?":
        end = len(text[:line_end].rstrip())
    if end is None:
        return None
    return Edit(start=end - 1, end=end, old=text[end - 1 : end], text=text[end - 1 : end] + _PARTNERS[lone.mark])


def _speaker_follows(analysis: Analysis, at: int) -> int | None:
    """Return where words end that open with a mark, and behind whose comma who says them follows in the same sentence."""
    for attribution in analysis.attributions:
        start, end = attribution.content[0] if len(attribution.content) == 1 else (-1, -1)
        behind = min((span[0] for span in (*attribution.source, *attribution.cue) if span[0] >= end), default=None)
        if behind is None or not at <= start <= at + 1 or not attribution.source:
            continue
        comma = analysis.text.rfind(",", end - 1, behind)
        if comma > 0 and not analysis.text[comma + 1 : behind].strip():
            return comma + 1
    return None


RULE = Rule(
    id="CC601",
    name="unclosed-quotation",
    severity="error",
    what="Finds a quotation mark without its partner. A quotation over several paragraphs opens each of them and closes the last.",
    why="Nobody can tell where the speaker's words end and the article's begin, so that a claim goes to the wrong person.",
    fires="“We will open in spring, the mayor said on Monday. The bridge has been closed for two years.",
    passes="“We will open in spring,” the mayor said on Monday. The bridge has been closed for two years.",
    instead="Close the quotation where the speaker stops.",
    reference="AP Stylebook, Punctuation Guide, “quotation marks”",
    find=find,
)
