"""``--to docx``: the draft with a comment on the exact words of each claim.

Of a DOCX it is that very document, with nothing else in it changed; of any other format a new one with the text.
"""

from __future__ import annotations

import copy
import hashlib
import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.export.claims.rows import index_of, noted
from claimcheck.export.exchange.package import repacked
from claimcheck.export.exchange.places import letters, places
from claimcheck.export.extras import needed
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import visible
from claimcheck.report import Report

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "txbxContent"))
"""What holds no text that a comment can stand on: what a tracked change deleted, and boxes, where Word allows none."""
_MOST_BYTES = 200_000_000  # unpacked, pictures and all: python-docx holds the whole package in memory
_AUTHOR, _INITIALS = "claimcheck", "cc"


def export(reports: Iterable[Report], layout: Layout) -> Iterator[bytes]:
    """Yield the one report's document. Raises a UsageError for several, and where python-docx is not installed."""
    docx = needed("docx", extra="office")
    if layout.many:
        message = "docx is one document an article"
        raise UsageError(message, "claimcheck export FILE... --to docx -o FOLDER writes one each")
    for report in reports:
        if report.error is None:
            yield repacked(_of_the_draft(report) or _commented(_written(docx.Document(), report), report))


def _of_the_draft(report: Report) -> bytes | None:
    """Return the draft with comments; None where there is none, or python-docx cannot take what our reader could."""
    import docx

    original = _original(report)
    if original is None:
        return None
    try:
        return _commented(docx.Document(io.BytesIO(original)), report)
    except Exception:  # noqa: BLE001  somebody else's code on somebody's file
        return None


def _commented(document: WordDocument, report: Report) -> bytes:
    comment(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _original(report: Report) -> bytes | None:
    """Return the DOCX that a Report is of; None where it is of another format, gone, or no longer the same text."""
    from claimcheck.read import open_article

    path = Path(report.article.source)
    if "wordprocessingml" not in report.article.media_type or not path.is_file():
        return None
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                return None
        same = hashlib.sha256(open_article(path).text.encode()).hexdigest() == report.article.sha256
    except (OSError, zipfile.BadZipFile, ClaimcheckError):
        return None
    return content if same else None


def _written(document: WordDocument, report: Report) -> WordDocument:
    """Return a document with the lines of the article as paragraphs."""
    if report.article.title:
        document.core_properties.title = visible(report.article.title)
    for line in filter(str.strip, report.text.splitlines()):
        document.add_paragraph(visible(line.strip()))
    return document


def comment(document: WordDocument, report: Report) -> None:
    """Put a comment on the words of each claim; those whose words are not found stand in one on the first words."""
    index, texts = index_of(report), list(_texts(document.element.body))
    written, read = letters("".join(node.text for node in texts)), letters(report.text)
    spans = places(read, written, ((claim.start, claim.end) for claim in report.claims))
    found = {claim.id: span for claim, span in zip(report.claims, spans, strict=True) if span is not None}
    runs = _runs(texts, sorted({border for span in found.values() for border in span}))
    for claim in report.claims:
        if claim.id in found:
            first, last = (bisect_left(runs, border, key=itemgetter(0)) for border in found[claim.id])
            _anchor(document, (runs[first][1], runs[last - 1][1]), noted(index, claim))
    lost = [claim for claim in report.claims if claim.id not in found]
    if lost and runs:
        told = "\n".join(f"{visible(claim.text)}: {noted(index, claim)}" for claim in lost)
        _anchor(document, (runs[0][1], runs[0][1]), told)


def _runs(texts: Iterable[Any], borders: Sequence[int]) -> list[tuple[int, Any]]:
    """Return the runs of the texts with the place of each in the whole, after cutting them at the borders, which are sorted."""
    runs, at = [], 0
    for text in texts:
        node, end = text, at + len(text.text)
        for border in borders[bisect_right(borders, at) : bisect_left(borders, end)]:
            runs.append((at, node.getparent()))
            node, at = _split(node, border - at), border
        runs.append((at, node.getparent()))
        at = end
    return runs


def _texts(body: Any) -> Iterator[Any]:  # noqa: ANN401  lxml has no types
    """Yield the elements that hold the text which is seen, in order."""
    for node in body.iter(f"{_W}t"):
        if (
            node.text
            and node.getparent().tag == f"{_W}r"
            and not any(one.tag in _UNSEEN for one in node.iterancestors())
        ):
            yield node


def _split(node: Any, at: int) -> Any:  # noqa: ANN401
    """Cut a text and its run at a character; return the text behind, in a run of its own with all that followed."""
    run, text = node.getparent(), node.text
    number = run.index(node)
    rest = copy.deepcopy(run)
    copied = rest[number]
    for child in rest[:number]:
        if child.tag != f"{_W}rPr":
            rest.remove(child)
    for child in run[number + 1 :]:
        run.remove(child)
    _set(node, text[:at])
    _set(copied, text[at:])
    run.addnext(rest)
    return copied


def _set(node: Any, text: str) -> None:  # noqa: ANN401
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _anchor(document: WordDocument, runs: tuple[Any, Any], text: str) -> None:
    """Put a comment on a stretch of runs."""
    from docx.text.run import Run as WordRun

    made = document.add_comment(
        [WordRun(run, document._body) for run in runs],  # noqa: SLF001
        text=text,
        author=_AUTHOR,
        initials=_INITIALS,
    )
    made._comment_elm.attrib.pop(f"{_W}date", None)  # noqa: SLF001  equal Reports make equal files
