"""What each paragraph of a PDF is to its article, by its type and its place: headline, heading, caption, meta."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.article import Section
from claimcheck.lang import dates
from claimcheck.read.parts.paragraphs import alone, byline_in
from claimcheck.read.pdf.leaf import Area
from claimcheck.read.pdf.paragraphs import LaidParagraph
from claimcheck.read.pdf.spans import Line

_HEADLINE, _DECK, _HEADING = 1.2, 1.05, 1.06  # of the text's size: no smaller
_LONGEST_HEADLINE, _LONGEST_HEADING = 30, 14  # words
_MASTHEAD = 4  # words at most, over a headline with more
_LABEL = 15  # words: a kicker, or a newspaper's line over the headline
_SAME = 0.06
_RUNNING = 3  # lines of a paragraph of the text
_BELOW = 1.35  # of the text's size: a headline below a newspaper's name
_PAPERS = frozenset(
    """Bulletin Chronicle Courier Daily Examiner Express Gazette Globe Guardian Herald Independent Journal Mail Mercury Mirror
    News Newsletter Observer Post Press Record Register Report Review Standard Star Sun Telegraph Times Tribune Weekly""".split()
)
_SMALL = 0.96
_BENEATH = 36.0  # points from an image down to its caption
_SENTENCE = re.compile(r"[.!?…;:,]['\"’”)\]]*$")
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[—–-]\s+|\s{2,}|(?<=\d)(?=(?:Last )?(?:Updated|Modified)\b)")
_PRINTED = re.compile(r"\s*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d")  # when a browser printed the page

Sectioned = tuple[LaidParagraph, Section | None]


def body_size(pages: Iterable[Iterable[Line]]) -> float:
    """Return the size in which most of a document is set."""
    weights: dict[float, int] = {}
    for page in pages:
        for one in page:
            weights[one.size] = weights.get(one.size, 0) + len(one.text)
    return max(weights, key=lambda size: (weights[size], size), default=10.0)


def sectioned(
    paragraphs: Sequence[LaidParagraph], images: Mapping[int, Sequence[Area]], *, body: float, title: str
) -> list[Sectioned]:
    """Return the paragraphs, the headline first, each with its section; None where its words have to tell it."""
    top = _headline(paragraphs, body=body, title=title)
    found: list[Sectioned] = []
    seen_text = False
    for place, one in enumerate(paragraphs):
        if place == top:
            found.insert(0, (one, "headline"))
            continue
        before = top is not None and place < top
        section = _section(one, images.get(one.page, ()), body=body)
        if (before and not seen_text and len(one.text.split()) <= _LABEL) or (not seen_text and _is_byline(one)):
            section = "meta"
        elif not seen_text and top is not None and place == top + 1 and _is_deck(one, body=body):
            section = "body"
        elif not seen_text and section in {None, "heading"} and len(one.lines) == 1 and date_in([one.text]):
            section = None if _reads_on(one.text) else "meta"
        seen_text = seen_text or (section in {None, "body"} and len(one.lines) >= _RUNNING)
        found.append((one, section))
    return found


def _headline(paragraphs: Sequence[LaidParagraph], *, body: float, title: str) -> int | None:
    """Return which paragraph is the headline: the largest type on the first page, but for the name of a newspaper."""
    if not paragraphs:
        return None
    first = min(one.page for one in paragraphs)
    top = [(n, one) for n, one in enumerate(paragraphs) if one.page == first and not one.table]
    large = [n for n, one in top if one.size >= _HEADLINE * body and _can_head(one.text)]
    running = [abs(one.size - body) < _SAME * body and len(one.lines) >= _RUNNING for one in paragraphs]
    large = [n for n in large if True not in running[:n]] or large  # a pull quote can be larger
    if not large:
        opens = paragraphs[0]
        bold = opens.bold and not all(one.bold for one in paragraphs) and not _SENTENCE.search(opens.text)
        return 0 if bold and _can_head(opens.text) else None
    said = next((place for place in large if title and _same(paragraphs[place].text, title)), None)
    if said is not None:
        return said
    size = max(paragraphs[place].size for place in large)
    best = next(place for place in large if paragraphs[place].size == size)
    if _is_masthead(paragraphs[best].text):
        below = [n for n in large if n > best and paragraphs[n].size >= _BELOW * body]
        others = [n for n in below if len(paragraphs[n].text.split()) > _MASTHEAD]
        return max(others, key=lambda place: (paragraphs[place].size, -place)) if others else best
    return best


def _is_masthead(text: str) -> bool:
    """Return whether words may be a newspaper's name: a few, in capitals or with a word that such names have."""
    words = text.split()
    return len(words) <= _MASTHEAD and (text.isupper() or words[0] == "The" or bool(_PAPERS & set(words)))


def _can_head(text: str) -> bool:
    """Return whether words can be a headline: some, and not too many."""
    words = text.split()
    return 1 <= len(words) <= _LONGEST_HEADLINE and sum(map(str.isalpha, text)) >= 4  # noqa: PLR2004  no figure


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _is_byline(one: LaidParagraph) -> bool:
    """Return whether a paragraph names who wrote the article."""
    return byline_in(alone(one.text, lines=len(one.lines))) is not None


def _is_deck(one: LaidParagraph, *, body: float) -> bool:
    """Return whether a paragraph below the headline sums the article up, in larger type than its text."""
    return one.size >= _DECK * body and len(one.text.split()) >= 6 and not one.table  # noqa: PLR2004  no byline


def _section(one: LaidParagraph, images: Sequence[Area], *, body: float) -> Section | None:
    """Return the section that a paragraph's type says."""
    if one.table:
        return "body"
    if one.size <= _SMALL * body and any(_is_beneath(one, image) for image in images):
        return "caption"
    words = len(one.text.split())
    large = one.size >= _HEADING * body
    if (large or one.bold) and words <= _LONGEST_HEADING and len(one.lines) <= 3 and not _SENTENCE.search(one.text):  # noqa: PLR2004
        return "heading"
    return "body" if len(one.lines) > 1 or large else None


def _is_beneath(one: LaidParagraph, image: Area) -> bool:
    """Return whether a paragraph stands right below an image."""
    first = one.lines[0]
    top = first.base + first.size
    overlaps = min(image.right, max(line.right for line in one.lines)) - max(image.left, first.left) > 0
    return overlaps and -first.size < image.bottom - top + first.size < _BENEATH


def _reads_on(text: str) -> bool:
    """Return whether a line that opens with a date is the first sentence of the text."""
    return len(text.split()) > _LABEL or bool(_SENTENCE.search(text))


def date_in(texts: Iterable[str]) -> str | None:
    """Return the first whole date that is a part of its own in lines such as a newspaper's over the headline."""
    for text in texts:
        if _PRINTED.match(text):
            continue
        for part in (text, *_PARTS.split(text)):
            if found := dates.dateline(part):
                return found
    return None
