"""Type of another size than its line's: capitals that open a word, and raised and lowered figures that are part of a number.

Fractions are put together before a mark of a note is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from claimcheck.read.parts.raised import fraction
from claimcheck.read.pdf.spans import SPACE, Line, TypeSpan, line_of

_SMALL, _RAISED = 0.87, 0.12  # of its line's size: no larger, and so far above its line
_HIGH = 0.3  # of its line's size: so far above it, a figure is raised though it is no smaller
_HIGHEST = 1  # of its line's size: what is as far above it as a line is of another line of a cell
_LOWERED = 0.04  # of its line's size below its line: a formula's figure goes down by 0.1 and more, rounding by 0.01
_SLASH = "/⁄∕"
_OVER = re.compile(r"(\s*)(\d{1,4})\s?")
_WHOLE = re.compile(rf"(\s*)(\d{{1,4}}|[⁰¹²³⁴-⁹]{{1,4}})\s?[{_SLASH}]\s?(\d{{1,4}}|[₀-₉]{{1,4}})(?![\d{_SLASH}])")
_WRITTEN = re.compile(rf"()([⁰¹²³⁴-⁹]{{1,4}})\s?[{_SLASH}]\s?([₀-₉]{{1,4}}|\d{{1,4}})(?![\d{_SLASH}])")
CAPITAL = 1.8  # of the text's size: an initial over two lines or more
_MOST_CAPITALS = 24  # on a page: what has more is no text
_LETTER_WORDS = "AIO"
_PUNCTUATION = ".,:;!?()[]\"'“”‘’"
_SPANS = 3  # of a fraction: what is over the stroke, the stroke, what is under it


def is_small(span: TypeSpan, line: Line) -> bool:
    """Return whether a span is set smaller than its line."""
    return span.size <= _SMALL * line.size


def is_raised(span: TypeSpan, line: Line) -> bool:
    """Return whether a span is raised over its line."""
    least = _RAISED if is_small(span, line) else _HIGH
    return least * line.size < span.base - line.base < _HIGHEST * line.size


def is_lowered(span: TypeSpan, line: Line) -> bool:
    """Return whether a span is smaller than its line and lowered under it."""
    return is_small(span, line) and line.base - span.base > _LOWERED * line.size


def with_capitals(segments: list[Line], *, body: float) -> list[Line]:
    """Return the segments with each capital that is set over several lines joined to the word that it opens."""
    parted = [part for one in segments for part in _capital_apart(one, body=body)]
    large = [s for s in parted if s.size >= CAPITAL * body and len(s.text) <= 2 and s.text[-1].isupper()]  # noqa: PLR2004
    if not large or len(large) > _MOST_CAPITALS:
        return segments
    made: dict[int, Line | None] = {}
    for one in large:
        near = [s for s in parted if s is not one and -0.3 * body < s.left - one.right < body]
        beside = [s for s in near if one.base - body < s.base < one.base + one.size]
        first = max(beside, key=lambda s: s.base, default=None)
        if first is not None and id(first) not in made:
            below = [s.left for s in beside if s.base < first.base - 0.5 * body]
            blank = " " if _is_word(one, first, below=below, segments=parted) else ""
            opening = first.spans[0]
            words = (opening._replace(text=blank + opening.text.lstrip()), *first.spans[1:])
            made[id(one)] = None
            made[id(first)] = first._replace(spans=(*one.spans, *words), left=one.left)
    return [kept for s in parted if (kept := made.get(id(s), s)) is not None]


def _capital_apart(one: Line, *, body: float) -> tuple[Line, ...]:
    """Return a segment; as two where a large capital opens it, which is so near the height of its first line."""
    if len(one.spans) == 1:
        return (one,)
    first, second = one.spans[:2]
    capital = len(first.text) <= 2 and first.text[-1:].isupper() and first.size >= CAPITAL * body  # noqa: PLR2004
    opens = capital and second.size * CAPITAL <= first.size and second.left - first.right < body
    return (line_of([first]), line_of(one.spans[1:])) if opens else (one,)


def _is_word(capital: Line, first: Line, *, below: Sequence[float], segments: Iterable[Line]) -> bool:
    """Return whether a large capital is a word of its own, such as ``A``, before the first line beside it.

    A blank sets that line further in than those ``below`` it. Where all keep the same distance, which may be the
    capital's own or a blank's, the page has the rest of the word as a word, or it has not.
    """
    if capital.text[-1] not in _LETTER_WORDS or first.left - capital.right < SPACE * first.size:
        return False
    if not below or first.left - min(below) >= SPACE * first.size:
        return True
    words = {word.strip(_PUNCTUATION) for one in segments if one is not first for word in one.text.casefold().split()}
    rest = first.text.casefold().split(maxsplit=1)[0].strip(_PUNCTUATION)
    return rest in words and capital.text[-1].casefold() + rest not in words


def with_fractions(line: Line) -> Line:
    """Return a line with each fraction as text on the line: ``48½``, ``48 7/16``; and small figures apart from others."""
    if len(line.spans) == 1 and line.text.isascii():
        return line
    spans: list[TypeSpan] = []
    rest = list(line.spans)
    while rest:
        before = spans[-1].text if spans else ""
        found = _fraction(rest, line, before=before)
        if found:
            spans.append(found[0])
            rest = found[1]
            continue
        span = rest.pop(0)
        text = _WRITTEN.sub(lambda match: _text(match, before=match.string[: match.start()]), span.text)
        level = not (is_raised(span, line) or is_lowered(span, line))
        apart = level and is_small(span, line) and before[-1:].isdigit() and text[:1].isdigit()
        spans.append(span._replace(text=f" {text}" if apart else text))
    return line._replace(spans=tuple(spans))


def _fraction(spans: Sequence[TypeSpan], line: Line, *, before: str) -> tuple[TypeSpan, list[TypeSpan]] | None:
    """Return the span of a fraction that opens these spans, and those behind it; None where none does."""
    first = spans[0]
    over = _OVER.match(first.text)
    if over is None or not (is_small(first, line) or is_raised(first, line)):
        return None
    if len(spans) > 1 and _OVER.fullmatch(first.text) and _is_under(spans[1], first, line):
        text, end = f"{first.text}/{spans[1].text.strip()}", 2
        rest: list[TypeSpan] = list(spans[2:])
        match = _WHOLE.fullmatch(text)
    else:
        text, match, rest = "", None, []
        for end, span in enumerate(islice(spans, _SPANS), start=1):
            text += span.text
            match = _WHOLE.match(text)
            if match:
                left = text[match.end() :]
                rest = [*([span._replace(text=left)] if left else []), *spans[end:]]
                break
    if match is None:
        return None
    return first._replace(text=_text(match, before=before), base=line.base, size=line.size), rest


def _is_under(span: TypeSpan, over: TypeSpan, line: Line) -> bool:
    """Return whether a span is the figure that stands right under another, with a stroke drawn between them."""
    beside = span.left < over.right - 0.1 * over.size
    return beside and is_raised(over, line) and span.base < over.base and _OVER.fullmatch(span.text) is not None


def _text(match: re.Match[str], *, before: str) -> str:
    found = fraction(match[2], match[3], before=match[1] or before)
    return match[0] if found is None else match[1] + found
