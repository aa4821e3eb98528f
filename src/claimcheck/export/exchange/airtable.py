"""``--to airtable``: lines, facts and sources as three CSV tables that name each other's rows, in one ZIP file.

Airtable links a column to a table by the first column there, and takes a comma for the end of a name: the first columns
are keys without one.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.export.claims.calls import kind
from claimcheck.export.exchange.checklist import COLUMNS, FOUND, harmless, rows
from claimcheck.export.exchange.package import repacked
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.report import Report

_LONGEST = 60  # characters of a key
_OF_A_FACT = ("statement", "kinds", "value", "unit", "time", "needs", "where to look", *FOUND)
_LINES = ("line", "file", "text", "section", "place")
_FACTS = ("fact", "in line", "cited source", "support", "worth", *_OF_A_FACT)
_SOURCES = ("source", "name", "type", "grade", "links")
Table = list[tuple[str, ...]]


def export(reports: Iterable[Report], layout: Layout) -> Iterator[bytes]:
    """Yield a ZIP file with ``lines.csv``, ``facts.csv`` and ``sources.csv`` of all reports."""
    lines: Table = [_LINES]
    facts: Table = [_FACTS]
    sources: Table = [_SOURCES]
    for number, report in enumerate((one for one in reports if one.error is None), start=1):
        lines += _lines(report, number)
        facts += _facts(report, number, layout)
        sources += [
            (
                _key(number, source.id, source.name),
                *map(visible, (source.name, kind(source), str(source.grade), _links(source.links))),
            )
            for source in report.sources
        ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, table in (("lines", lines), ("facts", facts), ("sources", sources)):
            made.writestr(f"{name}.csv", _csv(table))
    yield repacked(stream.getvalue())


def _lines(report: Report, number: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each sentence that holds a claim."""
    first = {claim.sentence.start: claim for claim in reversed(report.claims)}
    for start, claim in sorted(first.items()):
        text, where = on_one_line(report.text[start : claim.sentence.end]), claim.where
        place = str(where.line or where.paragraph or (f"page {where.page}" if where.page else ""))
        yield _key(number, str(start), text), visible(report.article.source), text, claim.section, place


def _facts(report: Report, number: int, layout: Layout) -> Iterator[tuple[str, ...]]:
    """Yield a row for each claim, with the keys of its line and its source."""
    names = {source.id: source.name for source in report.sources}
    for claim, row in zip(report.claims, rows(report, layout), strict=True):
        known = dict(zip(COLUMNS, row, strict=True))
        line = on_one_line(report.text[claim.sentence.start : claim.sentence.end])
        yield (
            _key(number, claim.id, claim.text),
            _key(number, str(claim.sentence.start), line),
            _key(number, claim.source_id, names[claim.source_id]) if claim.source_id in names else "",
            claim.support,
            str(claim.worth.score) if claim.worth else "",
            *(known[name] for name in _OF_A_FACT),
        )


def _key(number: int, name: str, words: str) -> str:
    """Return what names a row in the other tables: article, id, and words for a person."""
    return f"{number}/{name} {' '.join(on_one_line(words).replace(',', ' ').split())}"[:_LONGEST].rstrip()


def _links(links: Iterable[object]) -> str:
    return " ".join(dict.fromkeys(str(getattr(link, "href", "")) for link in links))


def _csv(table: Sequence[tuple[str, ...]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows([map(harmless, row) for row in table])
    return stream.getvalue()
