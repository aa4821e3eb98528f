"""CC601: a quotation mark that is never closed, or closes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lang.quotations import scan, set_right
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_SHOWN = re.compile(r"\S[^\n]{0,30}(?!\w)(?<!\s)")
_SHOWN_BEFORE = re.compile(r"(?<!\w)[^\n]{0,30}\Z")


def find(_analysis: Analysis, report: Report) -> Iterator[Fault]:
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
        yield Fault(*place, message, help="mark where the speaker's own words begin and where they end")


RULE = Rule(
    id="CC601",
    name="unclosed-quotation",
    severity="warning",
    what="Finds a quotation mark without its partner. A quotation over several paragraphs opens each of them and closes the last.",
    why="Nobody can tell where the speaker's words end and the article's begin, so that a claim goes to the wrong person.",
    fires="“We will open in spring, the mayor said on Monday. The bridge has been closed for two years.",
    passes="“We will open in spring,” the mayor said on Monday. The bridge has been closed for two years.",
    instead="Close the quotation where the speaker stops.",
    reference="AP Stylebook, Punctuation Guide, “quotation marks”",
    find=find,
)
