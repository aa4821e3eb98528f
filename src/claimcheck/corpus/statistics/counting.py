"""What the tables of an archive say, a question a query; every answer is in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck import lint
from claimcheck.corpus.statistics.copies import near_copies_of
from claimcheck.corpus.statistics.figures import (
    ArchiveFigures,
    ClaimTally,
    NamedSource,
    RepeatedFigure,
    RepeatedStory,
    RuleTally,
    Sourcing,
    Totals,
)
from claimcheck.export.claims.understood import RATIO, amount

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TOTALS = """
SELECT count(*), count(*) FILTER (counted), (SELECT count(*) FROM documents WHERE report.error.code IS NOT NULL),
  coalesce(sum(words) FILTER (counted), 0)::BIGINT,
  (SELECT count(*) FROM told), (SELECT count(*) FROM told WHERE support = 'none'),
  (SELECT count(*) FROM told WHERE support = 'vague'),
  (SELECT count(*) FROM findings JOIN articles USING (document) WHERE counted)
FROM articles
"""
_TOLD = """
CREATE OR REPLACE TEMP VIEW told AS
SELECT document, claim, claims.text, kinds, support, source_id, marks, publisher
FROM claims JOIN articles USING (document) WHERE counted
"""
_KINDS = """
SELECT kind, count(*), count(DISTINCT document)
FROM (SELECT document, unnest(kinds) AS kind FROM told) GROUP BY kind ORDER BY 2 DESC, 1
"""
_SUPPORT = """
SELECT support, count(*), count(DISTINCT document) FROM told GROUP BY support
ORDER BY list_position(['linked', 'named', 'vague', 'none'], support)
"""
_CITED = """
CREATE OR REPLACE TEMP VIEW cited AS
SELECT sources.name, sources.type, sources.grade, told.document
FROM told JOIN sources ON sources.document = told.document AND sources.id = told.source_id
"""
_TYPES = "SELECT type, count(*), count(DISTINCT document) FROM cited GROUP BY type ORDER BY 2 DESC, 1"
_GRADES = "SELECT grade::VARCHAR, count(*), count(DISTINCT document) FROM cited GROUP BY grade ORDER BY grade DESC"
_SOURCES = """
SELECT mode(name ORDER BY name), mode(type ORDER BY type), max(grade), count(*), count(DISTINCT document)
FROM cited GROUP BY lower(name) ORDER BY 5 DESC, 4 DESC, lower(name) LIMIT $most
"""
_SOURCING = """
SELECT {publisher}, {month}, count(DISTINCT document), count(support),
  count(*) FILTER (support = 'linked'), count(*) FILTER (support = 'named'),
  count(*) FILTER (support = 'vague'), count(*) FILTER (support = 'none')
FROM (SELECT publisher, month, document, support FROM articles LEFT JOIN claims USING (document) WHERE counted)
GROUP BY 1, 2 ORDER BY {order}
"""
_REPEATED = """
SELECT value, value2, unit, share, of, count(DISTINCT document) AS articles, count(DISTINCT nullif(publisher, '')),
  count(DISTINCT claim), arg_min(text, claim)
FROM (SELECT document, claim, publisher, text, mark.value AS value, mark.value2 AS value2,
    coalesce(mark.unit, '') AS unit, coalesce(lower(mark.of), '') AS of,
    mark.value > 0 AND mark.value < 1 AND regexp_matches(mark.text, $ratio) AS share
  FROM (SELECT document, claim, publisher, text, unnest(marks) AS mark FROM told) WHERE mark.kind = 'quantity')
WHERE unit <> '' AND (value <> round(value) OR abs(value) >= 10)
GROUP BY ALL HAVING articles > 1 ORDER BY articles DESC, 8 DESC, value, value2, unit, share, of LIMIT $most
"""
"""Whole numbers below ten are left out: `two people` are in every article, and never the same; so are figures without a unit."""
_RULES = """
SELECT rule, mode(severity ORDER BY severity), count(*), count(DISTINCT document)
FROM findings JOIN articles USING (document) WHERE counted GROUP BY rule ORDER BY 3 DESC, 1
"""


def counted(database: DuckDBPyConnection, *, most: int, near_copies: bool = False) -> ArchiveFigures:
    """Return the figures of the tables that ``results.opened`` gives; ``most`` sources and repeated figures.

    With ``near_copies`` a text that ran on several sites counts once. Raises a UsageError where that needs a library that is
    not installed.
    """
    stories = _stories(database) if near_copies else None
    for view in (_TOLD, _CITED):
        database.execute(view)

    def asked(query: str, **named: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  what a parameter may be
        return database.execute(query, named).fetchall()

    def sourcing(publisher: str, month: str, order: str) -> tuple[Sourcing, ...]:
        query = _SOURCING.format(publisher=publisher, month=month, order=order)
        return tuple(Sourcing(*row) for row in asked(query))

    return ArchiveFigures(
        totals=Totals(*asked(_TOTALS)[0]),
        kinds=tuple(ClaimTally(*row) for row in asked(_KINDS)),
        support=tuple(ClaimTally(*row) for row in asked(_SUPPORT)),
        source_types=tuple(ClaimTally(*row) for row in asked(_TYPES)),
        source_grades=tuple(ClaimTally(*row) for row in asked(_GRADES)),
        sources=tuple(NamedSource(*row) for row in asked(_SOURCES, most=most)),
        by_publisher=sourcing("publisher", "''", "4 DESC, 1"),
        by_month=sourcing("''", "month", "2"),
        by_publisher_and_month=sourcing("publisher", "month", "1, 2"),
        repeated=tuple(_repeated(*row) for row in asked(_REPEATED, most=most, ratio=RATIO.pattern)),
        rules=tuple(RuleTally(rule, _title(rule), *told) for rule, *told in asked(_RULES)),
        stories=stories,
    )


def _title(rule: str) -> str:
    """Return what a rule is called; nothing for one that this version does not have."""
    known = lint.rules().get(rule)
    return known.name if known else ""


def _repeated(
    value: float, value2: float | None, unit: str, /, *told: Any,  # noqa: ANN401  the columns of a row
) -> RepeatedFigure:  # fmt: skip
    share, of, articles, publishers, claims, example = told
    figure = amount(_whole(value), None if value2 is None else _whole(value2), unit, share=share)
    return RepeatedFigure(figure, of, articles, publishers, claims, " ".join(example.split()))


def _whole(value: float) -> float:
    """Return a number as the Report has it: 200, not 200.0."""
    return int(value) if value.is_integer() else value


def _stories(database: DuckDBPyConnection) -> tuple[RepeatedStory, ...]:
    """Return the texts that ran more than once, most often first, and let the tables count the first of each alone."""
    query = (
        "SELECT document, title, source, publisher, published, text FROM articles ORDER BY published = '', published, 1"
    )
    rows = {row[0]: row[1:] for row in database.execute(query).fetchall()}
    found = []
    for first, *copies in near_copies_of({document: row[-1] for document, row in rows.items()}):
        database.execute(
            "UPDATE articles SET counted = false WHERE document IN (SELECT unnest($copies))", {"copies": copies}
        )
        title, source, publisher, published, _ = rows[first]
        others = tuple(rows[copy][1] for copy in copies)
        publishers = sorted({publisher, *(rows[copy][2] for copy in copies)} - {""})
        found.append(RepeatedStory(title, source, others, tuple(publishers), published))
    return tuple(sorted(found, key=lambda story: (-len(story.copies), story.published, story.source)))
