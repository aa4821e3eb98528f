"""``--to xlsx``: the checklist as a workbook, a row a claim, with a list of states to choose from; and the sources to call."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.export.claims.calls import called_for, kind, numbers
from claimcheck.export.exchange.checklist import COLUMNS, FOUND, STATUSES, rows
from claimcheck.export.exchange.package import repacked
from claimcheck.export.extras import needed
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import visible
from claimcheck.report import Report

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {
    "statement": 60,
    "source as written": 28,
    "source": 28,
    "link": 30,
    "needs": 34,
    "where to look": 36,
    "note": 40,
    "evidence": 30,
    "file": 24,
}
_WIDTH, _LINE = 14, 14.5  # characters of any other column; points of a line
_TALLEST = 409  # points, Excel's own limit
_CALLED = ("source", "type", "grade", "claims", "link", "called by", "answer")
_NUMBERS = frozenset({"grade", "value", "line"})
_LONGEST = 32_767  # characters of a cell, Excel's own limit


def export(reports: Iterable[Report], layout: Layout) -> Iterator[bytes]:
    """Yield one workbook of all reports. Raises a UsageError where openpyxl is not installed."""
    openpyxl = needed("openpyxl", extra="office")
    book = openpyxl.Workbook()
    claims, sources = book.active, book.create_sheet("sources")
    claims.title = "claims"
    found = [report for report in reports if report.error is None]
    _fill(claims, COLUMNS, [row for report in found for row in rows(report, layout)])
    _fill(sources, _CALLED, [row for report in found for row in _sources(report)])
    _offer_states(claims)
    stream = io.BytesIO()
    book.save(stream)
    yield repacked(stream.getvalue())


def _fill(sheet: Worksheet, heading: Sequence[str], table: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, name in enumerate(heading, start=1):
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFF2CC" if name in FOUND else "E7E9EE")
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, _WIDTH)
    for place, row in enumerate(table, start=2):
        for number, (name, value) in enumerate(zip(heading, row, strict=True), start=1):
            _write(sheet, (place, number), value, as_number=name in _NUMBERS)
            sheet.cell(place, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[place].height = _height(heading, row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _fit_to_paper(sheet)


def _height(heading: Sequence[str], row: Sequence[str]) -> float:
    """Return the points that a row needs: LibreOffice writes the lines of one over the next else."""
    lines = (len(cell) * 1.15 / _WIDTHS.get(name, _WIDTH) for name, cell in zip(heading, row, strict=True))
    return min(_TALLEST, _LINE * math.ceil(max(1.0, *lines)))


def _fit_to_paper(sheet: Worksheet) -> None:
    """Let it print on two sheets of paper side by side, each with its heading and the ids: 24 columns are on six else."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"


def _write(sheet: Worksheet, place: tuple[int, int], value: str, *, as_number: bool) -> None:
    """Write a cell as a number, or as text that is no formula, whatever it begins with."""
    cell = sheet.cell(*place)
    if as_number and _is_number(value):
        cell.value = float(value) if "." in value else int(value)
        return
    cell.value = value[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = True


def _is_number(value: str) -> bool:
    digits = value.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and len(digits) <= 15  # noqa: PLR2004  what a float keeps


def _offer_states(sheet: Worksheet) -> None:
    """Let the column of states be chosen from a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    states = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    column = get_column_letter(COLUMNS.index("status") + 1)
    states.add(f"{column}2:{column}{max(sheet.max_row, 2)}")
    sheet.add_data_validation(states)


def _sources(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield for each source its row: who it is, for which claims, and where it can be opened."""
    for source, claims, passes in called_for(report, dict(enumerate(report.claims, start=1))):
        cited, links = numbers({*claims, *passes}), " ".join(dict.fromkeys(link.href for link in source.links))
        yield tuple(map(visible, (source.name, kind(source), str(source.grade), cited, links, "", "")))
