"""``--to pdf``: a copy of a PDF with a note on the exact words of each claim, and nothing else in it changed."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from claimcheck.errors import InputError, UsageError
from claimcheck.export.claims.rows import Index, index_of, noted
from claimcheck.export.exchange.places import Letters, letters, pieces
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.read.pdf.extraction import letters_of, marked
from claimcheck.read.pdf.leaf import PageNote, UnreadError
from claimcheck.read.source import refuse_endless
from claimcheck.report import Claim, Report

_COLORS = {"linked": (158, 226, 183), "named": (188, 230, 200), "vague": (250, 216, 130), "none": (250, 180, 180)}
_APART = "\n"  # of two pages; no letter
_FORBIDDEN = "its owner does not allow notes on it"
_CANNOT = "it could be read, but not written"


class _Pages(NamedTuple):
    """The characters of a file, page after page, with where each page begins."""

    starts: tuple[int, ...]
    letters: Letters


def export(reports: Iterable[Report], layout: Layout) -> Iterator[bytes]:
    """Yield the one report's copy. Raises a UsageError for several, an InputError for what is no PDF or cannot be marked."""
    if layout.many:
        message = "pdf is one document an article"
        raise UsageError(message, "claimcheck export FILE... --to pdf -o FOLDER writes one each")
    for report in reports:
        if report.error is None:
            yield _copy(report, _original(report), layout)


def _original(report: Report) -> bytes:
    """Return the PDF that a Report is of. Raises an InputError where there is none, or it has another text by now."""
    from claimcheck.read import article_in

    source = report.article.source
    if report.article.media_type != "application/pdf":
        message = f"{source} is no PDF, and pdf puts notes on a copy of one"
        raise InputError(message, "--to html makes a page of any article, --to docx a document with comments")
    try:
        refuse_endless(source)  # a Report can name any file
        data = Path(source).read_bytes()
    except OSError:
        message = f"{source} is not there any more: pdf puts notes on a copy of it"
        raise InputError(message, "save the PDF, and export that file") from None
    if hashlib.sha256(article_in(data, source).text.encode()).hexdigest() != report.article.sha256:
        message = f"{source} is not what the Report was made of"
        raise InputError(message, f"claimcheck export {source} --to pdf reads it anew")
    return data


def _copy(report: Report, data: bytes, layout: Layout) -> bytes:
    """Return the PDF with its notes; what cannot be placed, and a signature, are told."""
    try:
        pages = _pages(letters_of(data))
        found = _found(report, pages)
        copy, signed = marked(data, list(_marks(index_of(report), found, pages)))
    except UnreadError as error:
        message = f"{report.article.source} cannot be marked: {_FORBIDDEN if error.reason == 'forbidden' else _CANNOT}"
        raise InputError(message, "print it to a new PDF, and export that; or use --to html") from None
    for number, claim in enumerate(report.claims, start=1):
        if not found[claim.id]:
            layout.tell(
                f"#{number} is noted in the corner of page {_page(claim)}, its words were not found there: {claim.text}"
            )
    if signed:
        layout.tell(
            f"{report.article.source} is signed: in the copy its signature holds for what was there, not for the notes"
        )
    return copy


def _pages(texts: Sequence[str]) -> _Pages:
    starts = accumulate((len(text) + len(_APART) for text in texts), initial=0)
    return _Pages(tuple(starts), letters(_APART.join(texts)))


def _found(report: Report, pages: _Pages) -> dict[str, list[tuple[int, int]]]:
    """Return where the words of each claim stand: on its page and the next one, since a paragraph may run over."""
    read, last = letters(report.text), len(pages.starts) - 1
    found = {}
    for claim in report.claims:
        page = min(_page(claim), last)
        among = pages.starts[page - 1], pages.starts[min(page + 1, last)]
        found[claim.id] = pieces(read, pages.letters, (claim.start, claim.end), among=among)
    return found


def _marks(index: Index, found: dict[str, list[tuple[int, int]]], pages: _Pages) -> Iterator[PageNote]:
    """Yield the notes of the claims in their order; those whose words were not found share one a page."""
    lost: defaultdict[int, list[str]] = defaultdict(list)
    for claim in index.report.claims:
        said = _said(index, claim)
        by_page: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for start, end in found[claim.id]:
            page = bisect_right(pages.starts, start)
            by_page[page].append((start - pages.starts[page - 1], end - pages.starts[page - 1]))
        yield from (PageNote(page, stretches, said, _COLORS[claim.support]) for page, stretches in by_page.items())
        if not by_page:
            lost[_page(claim)].append(f"{visible(on_one_line(claim.text))}\n{said}")
    yield from (PageNote(page, (), "\n\n".join(said), _COLORS["none"]) for page, said in lost.items())


def _page(claim: Claim) -> int:
    return claim.where.page or 1


def _said(index: Index, claim: Claim) -> str:
    """Return the note on a claim: what a row says of it, and how much it is worth checking, and why."""
    if claim.worth is None:
        return noted(index, claim)
    because = "; ".join(map(on_one_line, claim.worth.because))
    return f"{noted(index, claim)}\nWorth a check {claim.worth.score:.2f}: {because}"
