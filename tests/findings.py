"""What a rule of the linter finds in a text, read by the real engine."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import replace

from claimcheck import lang, lint
from claimcheck.analysis import Analysis
from claimcheck.report import Report
from rows import without


@functools.cache
def reading(text: str, *, published: str | None = None, input_format: str = "text") -> tuple[Analysis, Report]:
    """Return the Analysis and the Report of a text."""
    from claimcheck.analysis import assemble
    from claimcheck.annotate import analyse, pipeline
    from claimcheck.article import iso_date
    from claimcheck.read import article_of
    from claimcheck.report import Tool

    article = replace(article_of(text, input_format=input_format), published=iso_date(published))
    analysis = analyse.analysis_of(pipeline.annotate(article, pipeline.load()), article)
    return analysis, assemble.build_report(analysis, article, tool=Tool(version="0.1.0", lexicon="0123456789ab"))


def found(rule: str, text: str) -> list[str]:
    """Return the stretches of a text in which a rule finds something."""
    analysis, report = reading(text)
    return [text[one.start : one.end] for one in lint.findings(analysis, report, [lint.rules()[rule]])]


def misjudged(rule: str, cases: Iterable[tuple[str, bool]]) -> list[str]:
    """Return the texts in which a rule finds something and should not, or should and does not."""
    return [text for text, fires in cases if bool(found(rule, text)) is not fires]


def without_rows(table: str) -> lang.Lexicon:
    """Return the lexicon with a table that has no rows at all."""
    own = lang.Lexicon.of()
    return without(own, table, own.rows(table))
