"""The checklist: a row a claim with what is known of it, and empty columns for what a checker finds; as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from claimcheck.export.claims.calls import kind
from claimcheck.export.layout import Layout
from claimcheck.lang.references import read_reference
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.report import Attribution, Claim, Quantity, Report, Source, Time

KNOWN = (
    "id", "line", "section", "statement", "kinds", "value", "unit", "time", "source as written", "source", "source type",
    "grade", "link", "needs", "where to look",
)  # fmt: skip
FOUND = ("status", "method", "evidence", "page or timestamp", "checked by", "date", "note")
"""The columns that a checker fills in."""
STATUSES = (
    "open", "in progress", "verified", "wrong and fixed", "disputed", "unverifiable", "cut", "will not check",
)  # fmt: skip
COLUMNS = (*KNOWN, *FOUND, "file", "revision")
"""``revision`` says which state of a review a row was filled from; there is none where nobody has decided."""
_BLANK = (STATUSES[0], *[""] * 7)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # one that has an apostrophe gets a second, so that one can be taken off again
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield CSV (RFC 4180, with a byte order mark, which Excel asks for): a heading, then a row a claim."""
    yield "\ufeff" + _row(COLUMNS)
    for report in reports:
        yield from (_row(map(harmless, row)) for row in rows(report, layout))


def rows(report: Report, layout: Layout) -> Iterator[tuple[str, ...]]:
    """Yield for each claim the values of ``COLUMNS``."""
    found = layout.found or {}
    sources = {source.id: source for source in report.sources}
    relations = {relation.id: relation for relation in report.attributions}
    for claim in report.claims:
        source, relation = sources.get(claim.source_id or ""), relations.get(claim.attribution_id or "")
        *decided, revision = map(readable, found.get(claim.id, _BLANK))
        yield (*map(visible, _known(claim, source, relation)), *decided, visible(report.article.source), revision)


def _known(claim: Claim, source: Source | None, relation: Attribution | None) -> tuple[str, ...]:
    quantities = [mark for mark in claim.marks if isinstance(mark, Quantity)]
    times = [_time(mark) for mark in claim.marks if isinstance(mark, Time)]
    noted = (reference.address for note in claim.notes if (reference := read_reference(note.note)))
    cited = (link.href for link in (source.links if source else ()))
    links = [*(link.href for link in claim.links), *(address for address in noted if address), *cited]
    where = claim.where
    return (
        claim.id,
        str(where.line or where.paragraph or (f"page {where.page}" if where.page else "")),
        claim.section,
        on_one_line(claim.text),
        ", ".join(claim.kinds),
        "; ".join(_value(mark) for mark in quantities),
        "; ".join(mark.unit or "" for mark in quantities).strip("; "),
        "; ".join(map(on_one_line, times)),
        on_one_line(" ... ".join(span.text for span in relation.source)) if relation else "",
        on_one_line(source.name) if source else "",
        kind(source) if source else "",
        str(source.grade if source else 0),
        " ".join(dict.fromkeys(links)),
        "; ".join(map(on_one_line, claim.needs)),
        "; ".join(map(on_one_line, (*_notes(claim), *claim.hints))),
    )


def _notes(claim: Claim) -> Iterator[str]:
    """Yield what a claim's notes say: there is no column for them, and they are the first place to look."""
    yield from (f"{note.kind} {note.label}: {note.note}" for note in claim.notes if note.note)


def readable(cell: str) -> str:
    """Return what somebody wrote as a cell shows it: visible, with its line ends."""
    return "\n".join(map(visible, cell.splitlines()))


def _value(mark: Quantity) -> str:
    value = f"{mark.value}" if mark.value2 is None else f"{mark.value} to {mark.value2}"
    return value if mark.bound in ("=", "range") else f"{mark.bound} {value}"


def _time(mark: Time) -> str:
    """Return the day or span that a time means, its words where it is none: XXXX-07, PXY and FUTURE say nothing to a person."""
    value = mark.value or ""
    return value if value[:1].isdigit() and "X" not in value else mark.text


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    return f"'{cell}" if _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else cell


def harmful(cell: str) -> str:
    """Return the cell that ``harmless`` made harmless."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
