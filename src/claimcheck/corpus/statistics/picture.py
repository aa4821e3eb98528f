"""The figures of an archive as a page: charts, then tables; of the look and under the policy of the page of a Report."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.corpus.statistics.figures import ArchiveFigures, Sourcing
from claimcheck.corpus.statistics.telling import REPEATED, UNKNOWN, are_said, summary, tables
from claimcheck.export.page import statistics_page
from claimcheck.export.page.cards import SUPPORT
from claimcheck.export.page.charts import Chart, PageTable, Stack, chart, stack
from claimcheck.lang.visible import on_one_line

_MOST_BARS, _MOST_ROWS = 10, 24
_CHARTED = 4  # tables that the charts show already


def page(figures: ArchiveFigures) -> str:
    """Return one self-contained page."""
    return statistics_page(
        title=f"What {figures.totals.articles:,} articles claim",
        summary=summary(figures),
        charts=_charts(figures),
        stacks=[
            _sourcing(f"Support of claims, by {name}", rows, name)
            for name, rows in (
                ("publisher", figures.by_publisher[:_MOST_ROWS]),
                ("month", figures.by_month[-_MOST_ROWS:]),
            )
            if are_said(rows, (name,))
        ],
        tables=list(_tables(figures)),
    )


def _charts(figures: ArchiveFigures) -> list[Chart]:
    support = {one.name: one.claims for one in figures.support}
    return [
        chart("Claims by kind", [(one.name, one.claims, "") for one in figures.kinds[:_MOST_BARS]]),
        chart("Claims by support", [(told, support[name], name) for name, told in SUPPORT.items() if name in support]),
        chart(
            "Claims by type of source", [(one.name.replace("_", " "), one.claims, "") for one in figures.source_types]
        ),
        chart("Claims by grade of source", [(f"grade {one.name}", one.claims, "") for one in figures.source_grades]),
        chart("Most cited, by articles", [(on_one_line(o.name), o.articles, "") for o in figures.sources[:_MOST_BARS]]),
        chart(
            "Findings by rule",
            [(one.name.replace("-", " ") or one.rule, one.findings, "") for one in figures.rules[:_MOST_BARS]],
        ),
    ]


def _sourcing(title: str, rows: tuple[Sourcing, ...], name: str) -> Stack:
    told = [(on_one_line(getattr(one, name)) or UNKNOWN, (one.linked, one.named, one.vague, one.none)) for one in rows]
    return stack(title, told, tuple(SUPPORT))


def _tables(figures: ArchiveFigures) -> Iterator[PageTable]:
    """Yield what the charts do not show, each repeated figure with a claim that has it."""
    for title, columns, rows in list(tables(figures))[_CHARTED:]:
        shown = tuple(map(tuple, rows))
        examples = tuple(on_one_line(one.example) for one in figures.repeated) if title == REPEATED else ()
        if shown:
            yield PageTable(title, tuple(columns), shown, notes=examples, folded=len(shown) > _MOST_ROWS)
