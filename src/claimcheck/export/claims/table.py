"""The Report as a table for a person: every claim, its kinds, its source, how well it is supported, and a line that sums up."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimcheck.export.claims.statement import bracketed, pieces
from claimcheck.export.layout import Layout
from claimcheck.lang import addresses
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Report, Source

_NARROWEST = 60  # below, five columns have no room for words
_KINDS_WIDTH = 14  # an id: c- and 12 digits
_SUPPORT_WIDTH = 7
_MARKS = {
    "quantity": "bold cyan",
    "superlative": "bold magenta",
    "change": "bold blue",
    "comparison": "bold magenta",
    "time": "underline",
}
_SUPPORT = {"linked": "bold green", "named": "green", "vague": "yellow", "none": "red"}
_COLORS: Literal["standard"] = "standard"
_console = partial(Console, legacy_windows=False, markup=False, emoji=False, highlight=False, _environ={})
_PLAIN_BOX = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield one table a report, with a blank line between two; a failed report has none."""
    before = ""
    for report in reports:
        if report.error is None:
            yield before + _rendered(report, layout)
            before = "\n"


def _rendered(report: Report, layout: Layout) -> str:
    """Return a report's heading, table and summary line."""
    paper = io.StringIO()
    width, colors = max(layout.width, _NARROWEST), _COLORS if layout.color else None
    console = _console(file=paper, width=width, force_terminal=layout.color, color_system=colors)
    console.print(_heading(report), style="bold" if layout.color else "", soft_wrap=False)
    if report.claims:
        console.print(_table(report, layout))
    else:
        console.print()
    console.print(Text(summary(report)))
    for line in (*(_scores(report) if layout.scores else ()), *(_left_out(report) if layout.left_out else ())):
        console.print(Text(line))
    return "\n".join(line.rstrip() for line in paper.getvalue().split("\n"))


def _scores(report: Report) -> Iterator[str]:
    """Yield the worth of each claim, and the features that made it, with their log odds."""
    yield "\nworth checking, 0 to 1:"
    for number, claim in enumerate(report.claims, start=1):
        if claim.worth is not None:
            yield f"  #{number}  {claim.worth.score:.2f}  {on_one_line('; '.join(claim.worth.because))}"


def _left_out(report: Report) -> Iterator[str]:
    """Yield the sentences that hold no claim, each with the reason."""
    yield "\nleft out, since it states no claim:" if report.left_out else "\nnothing was left out"
    for sentence in report.left_out:
        yield f"  {on_one_line(sentence.text)} ({sentence.reason})"


def _heading(report: Report) -> Text:
    """Return the line over the table: the file, its title, its date, its size."""
    article = report.article
    about = [article.title, article.published, f"{article.words} words, {article.sentences} sentences"]
    return Text(on_one_line(f"{article.source}: {'; '.join(part for part in about if part)}"))


def _table(report: Report, layout: Layout) -> Table:
    """Return the table of a report's claims."""
    table = Table(
        box=SIMPLE_HEAD if layout.encoding.lower().startswith("utf") else _PLAIN_BOX,
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        leading=1,
        header_style="bold" if layout.color else "",
    )
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("kinds", width=_KINDS_WIDTH)
    table.add_column("statement", ratio=5, overflow="fold")
    table.add_column("source", ratio=3, overflow="fold")
    table.add_column("support", width=_SUPPORT_WIDTH)
    sources = {source.id: source for source in report.sources}
    for number, claim in enumerate(report.claims, start=1):
        support = Text(claim.support, style=_SUPPORT[claim.support] if layout.color else "")
        statement = _statement(report, claim, color=layout.color)
        table.add_row(str(number), _kinds(claim, color=layout.color), statement, _source(claim, sources), support)
    return table


def _kinds(claim: Claim, *, color: bool) -> Text:
    """Return a claim's kinds, one a line, over its id."""
    return Text.assemble(*(f"{kind}\n" for kind in claim.kinds), (claim.id, "dim" if color else ""))


def _statement(report: Report, claim: Claim, *, color: bool) -> Text:
    """Return a claim's statement with its marks highlighted, in brackets where there is no colour, over what it needs."""
    needs = [(f"\n? {on_one_line(need)}", "yellow" if color else "") for need in claim.needs]
    if not color:
        return Text.assemble(bracketed(report, claim), *needs)
    styled = ((piece.text, _MARKS.get(piece.kind, "bold") if piece.kind else "") for piece in pieces(report, claim))
    return Text.assemble(*styled, *needs)


def _source(claim: Claim, sources: dict[str, Source]) -> Text:
    """Return a claim's source: name and type, through whom it is cited, and what there is to open."""
    source = sources.get(claim.source_id or "")
    opened = [(f"\n{what}", "dim") for what in _opened(claim, source)]
    if source is None:
        return Text.assemble("-", *opened)
    chain = [f"\nin {on_one_line(sources[outer].name)}" for outer in reversed(claim.chain) if outer in sources]
    kind = (f"\n({source.type.replace('_', ' ')})", "dim")
    return Text.assemble(on_one_line(source.name), kind, *chain, *opened)


def _opened(claim: Claim, source: Source | None) -> Iterator[str]:
    """Yield where a claim's first link leads, unless its source is named so, and the labels of its notes."""
    hosts = list(dict.fromkeys(addresses.host(link.href) or link.href for link in claim.links))
    if hosts and not (source and hosts[0] in source.name):
        yield f"link {on_one_line(hosts[0])}" + (f" and {len(hosts) - 1} more" if len(hosts) > 1 else "")
    labels = list(dict.fromkeys(note.label for note in claim.notes))
    if labels:
        yield f"{'note' if len(labels) == 1 else 'notes'} {on_one_line(', '.join(labels))}"


def summary(report: Report) -> str:
    """Return the numbers of claims, of those with a named (or linked) or a vague source, and of figures without any."""
    claims = report.claims
    if not claims:
        return f"no claims{_found(report)}"
    named = sum(claim.support in {"linked", "named"} for claim in claims)
    linked = sum(claim.support == "linked" for claim in claims)
    to_open = f" ({linked} of them to open)" if linked else ""
    vague = sum(claim.support == "vague" for claim in claims)
    figures = sum(mark.kind == "quantity" for claim in claims for mark in claim.marks if claim.support == "none")
    return (
        f"{_count(len(claims), 'claim')}: {_share(named, len(claims))} with a named source{to_open}, "
        f"{_share(vague, len(claims))} with a vague one; {_count(figures, 'figure')} with no source at all{_found(report)}"
    )


def _found(report: Report) -> str:
    """Return how much the linter found; nothing for nothing."""
    count = len(report.open_findings)
    return f"; {_count(count, 'finding')} (claimcheck lint)" if count else ""


def _share(part: int, whole: int) -> str:
    """Return a count with its share in percent."""
    return f"{part} ({round(100 * part / whole)}%)"


def _count(number: int, noun: str) -> str:
    """Return a count with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
