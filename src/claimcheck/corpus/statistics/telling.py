"""The figures of an archive for a terminal: a table a question, the longest cut short and saying so; and as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claimcheck.corpus.statistics.figures import ArchiveFigures, Sourcing
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line

Row = Sequence[object]
_MOST_ROWS = 20
REPEATED = "Figures that are repeated"
UNKNOWN = "(not given)"
"""What stands for a publisher or a month that no Report says."""


def as_json(figures: ArchiveFigures) -> str:
    """Return all of it as indented JSON; shares can be made of its counts."""
    return json.dumps(_plain(figures), indent=2, ensure_ascii=False) + "\n"


def _plain(value: object) -> object:
    """Return named tuples as objects."""
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def summary(figures: ArchiveFigures) -> str:
    """Return the totals in a sentence."""
    told = figures.totals
    parts = [
        _counted(told.articles, "article"),
        _counted(told.words, "word"),
        _counted(told.claims, "claim"),
    ]
    if told.claims:
        parts.append(f"{share(told.unsourced, told.claims)} without a source")
        parts.append(f"{share(told.vague, told.claims)} with a vague one")
    parts.append(_counted(told.findings, "finding"))
    if figures.stories is not None:
        parts.insert(1, f"{told.counted:,} counted, {told.articles - told.counted:,} near-copies")
    if told.failed:
        parts.insert(1, f"{told.failed:,} that could not be read")
    return ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def share(part: int, whole: int) -> str:
    """Return a share in percent; a dash of nothing."""
    return f"{part / whole:.0%}" if whole else "-"


def tables(figures: ArchiveFigures) -> Iterator[tuple[str, Sequence[str], Sequence[Row]]]:
    """Yield the title, the columns and the rows of each table; columns after the first that is a number are all numbers."""
    for title, name, tallies in (
        ("Claims by kind", "kind", figures.kinds),
        ("Claims by support", "support", figures.support),
        ("Claims by type of source", "type", figures.source_types),
        ("Claims by grade of source", "grade", figures.source_grades),
    ):
        yield title, (name, "claims", "articles"), [(_spelled(one.name), *one[1:]) for one in tallies]
    columns = ("source", "type", "grade", "claims", "articles")
    yield "Most cited", columns, [(on_one_line(one.name), _spelled(one.type), *one[2:]) for one in figures.sources]
    counts = ("articles", "claims", "no source", "vague")
    for title, names, rows in (
        ("By publisher", ("publisher",), figures.by_publisher),
        ("By month", ("month",), figures.by_month),
        ("By publisher and month", ("publisher", "month"), figures.by_publisher_and_month),
    ):
        yield title, (*names, *counts), [_sourcing(one, names) for one in rows] if are_said(rows, names) else []
    columns = ("figure", "of", "articles", "publishers", "claims")
    yield REPEATED, columns, [(one.figure, on_one_line(one.of), *one[2:5]) for one in figures.repeated]
    columns = ("rule", "name", "severity", "findings", "articles")
    yield "Findings by rule", columns, [tuple(one) for one in figures.rules]
    if figures.stories is not None:
        told = [
            (_title(one.title, one.source), ", ".join(one.publishers), 1 + len(one.copies)) for one in figures.stories
        ]
        yield "Stories that ran more than once", ("story", "publishers", "times"), told


def are_said(rows: Sequence[Sourcing], names: Iterable[str]) -> bool:
    """Return whether some Report says each of ``names``: a table of nothing but what is not given tells nothing."""
    return all(any(getattr(one, name) for one in rows) for name in names)


def _sourcing(one: Sourcing, names: Iterable[str]) -> Row:
    own = [on_one_line(getattr(one, name)) or UNKNOWN for name in names]
    return (*own, one.articles, one.claims, share(one.none, one.claims), share(one.vague, one.claims))


def _spelled(name: str) -> str:
    return name.replace("_", " ")


def _title(title: str, source: str) -> str:
    return on_one_line(title or source)


def export(figures: ArchiveFigures, layout: Layout) -> Iterator[str]:
    """Yield the totals, then each table; of a long one its first rows."""
    yield f"{summary(figures)}\n"
    for title, columns, rows in tables(figures):
        if rows:
            yield _drawn(title, columns, rows[:_MOST_ROWS], layout=layout)
        if len(rows) > _MOST_ROWS:
            yield f"{len(rows) - _MOST_ROWS:,} more: --format json has all\n"


def _drawn(title: str, columns: Sequence[str], rows: Sequence[Row], *, layout: Layout) -> str:
    """Return a table, numbers to the right and words cut at the width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place, name in enumerate(columns):
        number = _is_number(rows[0][place])
        narrow: dict[str, Any] = (
            {"justify": "right", "no_wrap": True} if number else {"overflow": "ellipsis", "no_wrap": True}
        )
        table.add_column(Text(name), header_style="dim", **narrow)
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    stream = io.StringIO()
    console = Console(
        file=stream, width=layout.width, force_terminal=layout.color, color_system="standard" if layout.color else None
    )
    console.print(Text(f"\n{title}", style="bold" if layout.color else ""))
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _is_number(cell: object) -> bool:
    return isinstance(cell, int) or (isinstance(cell, str) and (cell == "-" or cell.rstrip("%").isdecimal()))
