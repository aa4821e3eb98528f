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
_PARTNERS_OF = {"“": ("“", "”"), "‘": ("‘", "’"), "”": ("“", "”")}
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_OPENS = re.compile(r"(?<![^\s(\[—–“‘'/-])\"(?=\S)")
_WORDS_OPEN, _WORDS_CLOSE = re.compile(r"(?<=\s).(?=\w)"), re.compile(r"(?<=[\w.,!?…-]).(?=[\s.,;:)]|\Z)", re.DOTALL)
_LONGEST_TAG = 300
_CUE = re.compile(r"\b(?:said|says|told|added|wrote|asked)\b[^“\"\n]{0,40}[,:]\s*\Z")
_SHOWN_BEFORE = re.compile(r"(?<!\w)[^\n]{0,30}\Z")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the quotation marks without a partner: the first of each paragraph, and none that closes one that was named."""
    text, paragraph, opened = report.text, -1, False
    line, nested = -1, False  # asked once a line: each of 3,000 marks in one asked it again, 24 s
    for found in scan(text)[1]:
        lone = set_right(text, found)
        start = text.rfind("\n", 0, lone.at) + 1
        if start != line:
            line, nested = start, _is_nested(text, start)
        if nested or _in_tag(text, lone.at):
            continue
        closes = opened and not lone.opens
        opened = lone.opens
        if start == paragraph or closes:
            continue
        paragraph = start
        turned = _turned(text, lone)
        if turned:
            opening, closing = _PARTNERS_OF[text[turned[0]]]
            message = f"this quotation {'ends with an opening' if lone.opens else 'opens with a closing'} mark"
            place = (lone.at, turned[1]) if lone.opens else turned
            mark = closing if lone.opens else opening
            fix = Edit(start=turned[0], end=turned[0] + 1, old=text[turned[0]], text=mark)
            yield Fault(*place, message, help="turn the mark", fix=fix)
            continue
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


def _is_nested(text: str, start: int) -> bool:
    """Return whether the marks of a line close each other in turn, one quotation in another: `“the “Saved” shirts are ours.”`."""
    stop = text.find("\n", start)
    open_, counted = list[str](), False
    for match in _ANY_MARK.finditer(text, start, len(text) if stop < 0 else stop):
        mark, at = match[0], match.start()
        if mark == "‘":
            continue
        counted = True
        if mark in "“„«" or (mark == '"' and _OPENS.match(text, at)):
            open_.append(mark)
        elif not open_ or mark not in _CLOSED_BY[open_.pop()]:
            return False
    return not open_ and counted


def _in_tag(text: str, at: int) -> bool:
    """Return whether a mark stands in a tag that was left in the text: `<a title="The wall">`."""
    opened = text.rfind("<", max(at - _LONGEST_TAG, 0), at)
    inside = text[opened : at + 1] if opened >= 0 else ""
    return (
        re.match(r"</?[a-zA-Z][^<>]*\Z", inside) is not None
        and re.match(r"[^<>]*>", text[at : at + _LONGEST_TAG]) is not None
    )


def _turned(text: str, lone: Lone) -> tuple[int, int] | None:
    """Return the mark that was turned the wrong way, with the words before it: `“City of Gold“, where` or ` ”get close”`."""
    if not lone.opens:
        return (lone.at, lone.at + 1) if lone.mark == "”" and _WORDS_OPEN.match(text, lone.at) else None
    if lone.mark not in "“‘":
        return None
    stop = text.find("\n", lone.at)
    marks = _ANY_MARK.finditer(text, lone.at + 1, len(text) if stop < 0 else stop)
    again = next((match for match in marks if lone.mark == "‘" or match[0] != "‘"), None)
    closes = again is not None and again[0] == lone.mark and _WORDS_CLOSE.match(text, again.start())
    return (again.start(), again.end()) if again and closes else None


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
        start, end = attribution.content[0] if attribution.content else (-1, -1)
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
