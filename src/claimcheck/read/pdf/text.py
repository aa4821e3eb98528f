"""From a paragraph's lines to its runs: words put together that a line's end parted, links, and calls of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.lang.vocabulary import cardinals, scales
from claimcheck.read.parts.composing import Run, linked
from claimcheck.read.pdf.layout import CELL_LINE
from claimcheck.read.pdf.notes import Labels, marks
from claimcheck.read.pdf.paragraphs import LaidParagraph
from claimcheck.read.pdf.spans import Line, TypeSpan, line_of

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NEAR = 300  # characters of a line that are looked at where it is joined to the next
_SOFT = "\u00ad"
_ADDRESS = re.compile(r"(?:https?://|www\.(?=\w))[^\s<>\"“”{}|\\^`]+", re.IGNORECASE)
# What mostly keeps its hyphen before another word; a line's end behind it says nothing about the word.
_KEPT = frozenset(
    """all anti centre center co cross double early east elect ex far fast few first free full
    half hand hard high home ill in kilometer kilometre large late left less life light long low main man medium metre meter
    mid middle mile month more most much multi near newly no non north off old on one open over part post pre
    pro record right second self semi short single slow small so south state then third
    top under up vice well west white wide year day week hour minute percent""".split()
)
# Of these, what as often is the first half of a longer word: `over-\nall`, `on-\nly`.
_HALVES = frozenset(
    """all anti co elect ex free full hand home in late less light main man mid more most multi near no non off on one over
    post pre pro right second semi single so state ten then top under up white wide""".split()
)


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words of a document in small letters, but for those that a line's end may part."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.text.casefold())
        first = 1 if broken else 0
        broken = line.text.endswith(("-", "\u2010", _SOFT))
        words.update(found[first : -1 if broken else None])
    return frozenset(words)


def runs_of(paragraph: LaidParagraph, labels: Labels, words: frozenset[str]) -> list[Run]:
    """Return the paragraph's runs, each with the page that it stands on."""
    runs: list[Run] = []
    parts = [part for line in paragraph.lines for part in _parts(line)]
    for place, line in enumerate(parts):
        made = marks(line, labels, opens=not place)
        if place:
            runs = _seamed(runs, made, words=words)
        runs += made
    return linked([run._replace(text=run.text.replace(_SOFT, "-")) for run in runs])


def _parts(line: Line) -> Iterator[Line]:
    """Yield a line, of a table's row that holds cells of several lines each of these, in the style of the row and at its height."""
    start = 0
    for place, span in enumerate(line.spans):
        if span.text == CELL_LINE:
            yield _at_its_height(line, line.spans[start:place])
            start = place + 1
    yield _at_its_height(line, line.spans[start:]) if start else line


def _at_its_height(row: Line, spans: tuple[TypeSpan, ...]) -> Line:
    """Return a line of a row: what is no further from it than a raised figure is of the row's own line."""
    base = line_of(spans).base if spans else row.base
    return row._replace(spans=spans, base=base if abs(base - row.base) > row.size / 2 else row.base)


def _seamed(runs: list[Run], made: Sequence[Run], *, words: frozenset[str]) -> list[Run]:
    """Return the runs so far with what is due at the end of their last line before the next one."""
    last = runs[-1]
    before, after = _tail(runs)[-_NEAR:], "".join(run.text[:_NEAR] for run in made).lstrip()[:_NEAR]
    href = last.href if made and made[0].href == last.href else None
    cut, gap = seam(before, after, words=words, href=href)
    if not cut and not gap:
        return [*runs[:-1], last._replace(text=last.text.rstrip())]
    if cut and last.text.rstrip():
        return [*runs[:-1], last._replace(text=last.text.rstrip()[:-1])]
    return [*runs, Run(gap)] if last.note else [*runs[:-1], last._replace(text=last.text + gap)]


def _tail(runs: Sequence[Run]) -> str:
    """Return the text of the last runs, up to a mark that calls a note."""
    texts: list[str] = []
    for run in reversed(runs[-4:]):
        if run.note:
            break
        texts.append(run.text[-_NEAR:])
    return "".join(reversed(texts)).rstrip()


def seam(before: str, after: str, *, words: frozenset[str], href: str | None = None) -> tuple[bool, str]:
    """Return whether the hyphen that ends a line goes, and what stands between it and the next line."""
    if before.endswith(_SOFT):
        return True, ""
    if _goes_on(before, after, href=href):
        return False, ""
    broken, first = _BROKEN.search(before), _FIRST.match(after)
    if broken and first:
        return not _keeps(broken[1], first[0], words=words), ""
    if re.search(r"[\w)]-$", before) and re.match(r"[\w$€£]", after):
        return False, ""  # 18-\n24
    if re.search(r"\w—$|\d–$|\w/$", before) and after[:1].isalnum():
        return False, ""
    return False, " "


def _goes_on(before: str, after: str, *, href: str | None) -> bool:
    """Return whether an address goes on below the line's end: it looks so, or the link that lies on it says so."""
    if href and before and after:
        shown = (before.rsplit(maxsplit=1)[-1] + after.split(maxsplit=1)[0].rstrip(".,;)")).removeprefix("https://")
        if href.removeprefix("https://").removeprefix("http://").startswith(shown.removeprefix("http://")):
            return True
    return goes_on(before, after)


def goes_on(line: str, following: str) -> bool:
    """Return whether an address that ends a line goes on with the first word of the line below."""
    last = line.rsplit(maxsplit=1)[-1] if line.strip() else ""
    match = _ADDRESS.search(last)
    if match is None or match.end() != len(last) or not following.strip():
        return False
    word = following.split(maxsplit=1)[0]
    broken = last[-1] in "/-_.=?&#%~+" and not (last[-1] == "." and following[:1].isupper())
    return broken or word[0] in "/_=?&#%~" or ("/" in word.strip("/") and "//" not in word)


def _keeps(left: str, right: str, *, words: frozenset[str]) -> bool:
    """Return whether the hyphen between two parts of a word that a line's end parts is the word's own.

    The document itself says it where it has the word elsewhere; else the first part says what is likely.
    """
    joined, compound = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
    if compound in words:
        return True
    if joined in words:
        return False
    part = left.casefold().rsplit("-", 1)[-1]
    if "-" in left or not right[0].islower():
        return True
    if part in _HALVES:
        return right.casefold() in words and len(right) > 3  # noqa: PLR2004  over-all, but mid-sized
    return part in _KEPT or part in cardinals() or part in scales()
