"""``--format html``: the page of a Report, and the index of several pages."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from claimcheck import __version__
from claimcheck.errors import UsageError
from claimcheck.export.claims.worklist import summary
from claimcheck.export.layout import Layout
from claimcheck.export.page.cards import SUPPORT, calls, cards
from claimcheck.export.page.changes import ChangeCard
from claimcheck.export.page.charts import Chart, PageTable, Stack, charts
from claimcheck.export.page.prose import paragraphs
from claimcheck.lang.visible import on_one_line, spaced
from claimcheck.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield the page of the one report. Raises a UsageError for several: each is a page of its own."""
    if layout.many:
        message = "html is one page an article"
        raise UsageError(message, "claimcheck export FILE... --to html -o FOLDER writes a page each, and an index")
    yield from (page(report) for report in reports if report.error is None)


def page(report: Report) -> str:
    """Return a Report's page."""
    values = _shared(report)
    return _render(
        "report.html.j2",
        script=_file("report.js"),
        summary=summary(report),
        charts=charts(report, values["calls"]),
        kinds=sorted({kind for claim in report.claims for kind in claim.kinds}),
        elsewhere=[one for one in report.due_findings if one.claim_id is None],
        left_out=[(on_one_line(one.text), one.reason) for one in report.left_out],
        **values,
    )


def review_page(
    report: Report, *, by: str, kept: str, statuses: Sequence[tuple[str, str]], fields: Sequence[tuple[str, str]]
) -> str:
    """Return the page on which the claims are decided: ``statuses`` with their keys, ``fields`` with what they are called."""
    shown = {"by": by, "kept": kept, "statuses": statuses, "fields": fields}
    return _render("review.html.j2", script=_file("review.js"), **shown, **_shared(report))


def review_policy() -> str:
    """Return the content security policy of the review page, which a server sends with it."""
    return f"{_policy(_file('report.css'), _file('review.js'))}; connect-src 'self'; frame-ancestors 'none'"


def _shared(report: Report) -> dict[str, Any]:
    """Return what both pages of a Report show."""
    return {
        "report": report,
        "title": title(report),
        "about": about(report),
        "paragraphs": list(paragraphs(report)),
        "cards": list(cards(report)),
        "calls": calls(report),
        "supports": SUPPORT,
        "unsourced": [number for number, claim in enumerate(report.claims, start=1) if claim.source_id is None],
    }


def changes_page(old: Report, new: Report, cards: Sequence[ChangeCard], *, summary: str) -> str:
    """Return the page of two drafts: the new one with the claims of ``cards`` marked, which come first in its order."""
    shown = new.model_copy(update={"claims": tuple(card.new for card in cards if card.new), "findings": ()})
    return _render(
        "changes.html.j2",
        script="",
        report=new,
        title=title(new),
        names=[on_one_line(report.article.source) for report in (old, new)],
        summary=summary,
        paragraphs=list(paragraphs(shown, [card.style for card in cards])),
        cards=cards,
    )


def index(pages: Sequence[tuple[str, Report]]) -> str:
    """Return the page that leads to several: the file name of each with its Report, a failed one without a link."""
    rows = [(name, title(report), about(report), summary(report), report.error) for name, report in pages]
    return _render("index.html.j2", script="", title="claimcheck", rows=rows)


def statistics_page(
    *, title: str, summary: str, charts: Sequence[Chart], stacks: Sequence[Stack], tables: Sequence[PageTable]
) -> str:
    """Return the page of an archive's figures: charts, then tables."""
    shown = {"title": title, "summary": summary, "charts": charts, "stacks": stacks, "tables": tables}
    return _render("statistics.html.j2", script="", supports=SUPPORT, version=__version__, **shown)


def title(report: Report) -> str:
    """Return what the article is called: its title, else the name of its file."""
    return on_one_line(report.article.title or PurePath(report.article.source).name)


def about(report: Report) -> str:
    """Return the line under the title: who wrote it, where and when it was published, how long it is."""
    article = report.article
    size = f"{article.words:,} words, {article.sentences:,} sentences"
    parts = (*article.byline, article.publisher, article.published or "no publication date", article.source, size)
    return on_one_line("; ".join(part for part in parts if part))


def _render(template: str, *, script: str, **values: Any) -> str:  # noqa: ANN401  what a template is given
    style = _file("report.css")
    made = (
        _environment()
        .get_template(template)
        .render(style=style, script=script, policy=_policy(style, script), **values)
    )
    return made.encode("utf-8", "replace").decode("utf-8") + "\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script) if script else _NONE}; "
        "base-uri 'none'; form-action 'none'"
    )


_NONE = "'none'"


def _hash(text: str) -> str:
    """Return the source expression of the policy that lets an element of exactly this text through."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@functools.cache
def _file(name: str) -> str:
    return files("claimcheck.export.page").joinpath("templates", name).read_text(encoding="utf-8").strip()


@functools.cache
def _environment() -> Environment:
    """Return the templates, which escape whatever they are given, and write out what a browser obeys or hides."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else spaced(value),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["ours"] = Markup  # the page's own style and script, whose hashes the policy holds
    return made
