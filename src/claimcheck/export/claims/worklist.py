"""The list that a checker works from: sentence by sentence what is to be checked and who says so, then whom to call."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from rich.console import Console
from rich.text import Text

from claimcheck.export.claims.calls import calls
from claimcheck.export.claims.rows import Index, index_of, message, place, row
from claimcheck.export.claims.statement import Stretch, Styled, shown
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Finding, Report

_COLORS: Literal["standard"] = "standard"
_console = partial(Console, legacy_windows=False, markup=False, emoji=False, highlight=False, _environ={})


class Line(NamedTuple):
    """A line before it is wrapped, and the columns left free before its start and before the rest."""

    pieces: tuple[Styled, ...]
    indent: int = 0
    rest: int = 0


class Block(NamedTuple):
    """A sentence, the claims in it, each under its number, and what the linter found in it."""

    extent: Stretch
    claims: dict[int, Claim]
    findings: tuple[Finding, ...] = ()


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield one list a report, with a blank line between two; a failed report has none."""
    before = ""
    for report in reports:
        if report.error is None:
            yield before + _rendered(_lines(report, layout), layout)
            before = "\n"


def _rendered(lines: Iterable[Line], layout: Layout) -> str:
    """Return the lines wrapped, in colour or without."""
    paper = io.StringIO()
    console = _console(
        file=paper,
        width=layout.width,
        force_terminal=layout.color,
        color_system=_COLORS if layout.color else None,
    )
    for line in lines:
        wrapped = Text.assemble(*line.pieces).wrap(console, max(layout.width - line.rest, 1), overflow="fold")
        for number, text in enumerate(wrapped):
            text.pad_left(line.rest if number else line.indent)
            console.print(text, no_wrap=True, overflow="ignore", crop=False)
    return "\n".join(line.rstrip() for line in paper.getvalue().split("\n"))


def _lines(report: Report, layout: Layout) -> Iterator[Line]:
    """Yield the list: heading, sentences, what is folded, whom to call, and the line that sums up."""
    blocks, elsewhere = _with_findings(_blocks(report), report.open_findings)
    chosen = [block for block in (_chosen(block, layout) for block in blocks) if block.claims]
    if layout.by_worth:
        chosen.sort(key=lambda block: -max(map(_worth, block.claims.values())))
    claims = {number: claim for block in chosen for number, claim in block.claims.items()}
    whole = len(claims) == len(report.claims)
    few = Line(((f"{len(claims)} of {_count(len(report.claims), 'claim')} shown", "bold"),))
    yield Line(((_heading(report), "bold"),))
    for part in (
        _sentences(index_of(report), chosen, layout),
        _elsewhere(elsewhere) if whole else (),
        _folded(report, layout),
        _calls(report, claims),
        _scores(claims) if layout.scores else (),
        () if whole else (few,),
        (Line(((summary(report), "bold"),)),),
    ):
        for number, line in enumerate(part):
            yield from (line,) if number else (Line(()), line)


def _chosen(block: Block, layout: Layout) -> Block:
    """Return a sentence with those of its claims that the list shows."""
    return block._replace(claims={number: one for number, one in block.claims.items() if _is_chosen(one, layout)})


def _is_chosen(claim: Claim, layout: Layout) -> bool:
    """Return whether the list shows a claim."""
    return (
        (not layout.only or not layout.only.isdisjoint(claim.kinds))
        and (not layout.unsourced or claim.support == "none")
        and (layout.worth is None or claim.worth is None or claim.worth.score >= layout.worth)
    )


def _heading(report: Report) -> str:
    """Return the line over the list: the file, its title, its date, its size."""
    article = report.article
    size = f"{article.words} words, {article.sentences} sentences"
    about = [article.title, article.published or "no publication date (--published)", size]
    return on_one_line(f"{article.source}: {'; '.join(part for part in about if part)}")


def _blocks(report: Report) -> list[Block]:
    """Return the sentences that hold claims, in text order."""
    blocks: dict[int, Block] = {}
    for number, claim in enumerate(report.claims, start=1):
        start, end = claim.sentence.start, claim.sentence.end
        known = blocks.setdefault(claim.sentence.index, Block((start, end), {}))
        known.claims[number] = claim
        extent = (min(known.extent[0], claim.start), max(known.extent[1], claim.end))
        blocks[claim.sentence.index] = known._replace(extent=extent)
    return sorted(blocks.values(), key=lambda block: block.extent)


def _with_findings(blocks: Sequence[Block], findings: Iterable[Finding]) -> tuple[list[Block], list[Finding]]:
    """Return the blocks with the findings that start in them, and those that start in none."""
    inside: defaultdict[int, list[Finding]] = defaultdict(list)
    starts = [block.extent[0] for block in blocks]
    for found in findings:
        last = bisect_right(starts, found.start) - 1
        inside[last if last >= 0 and found.start < blocks[last].extent[1] else -1].append(found)
    return [block._replace(findings=tuple(inside[number])) for number, block in enumerate(blocks)], inside[-1]


def _worth(claim: Claim) -> float:
    return claim.worth.score if claim.worth else 0.0


def _sentences(index: Index, blocks: Iterable[Block], layout: Layout) -> Iterator[Line]:
    """Yield each sentence behind its place, further in where that is the place of the one before, over its rows."""
    before = ""
    for block in blocks:
        here = place(next(iter(block.claims.values())).where)
        relations, brackets = index.relations, not layout.color
        marked = shown(index.report.text, block.extent, block.claims, relations=relations, brackets=brackets)
        yield (
            Line(tuple(marked), indent=2, rest=2) if here == before else Line(((f"{here}: ", "bold"), *marked), rest=2)
        )
        yield from _rows(index, block, layout)
        before = here


def _rows(index: Index, block: Block, layout: Layout) -> Iterator[Line]:
    """Yield a row for each claim of a sentence, then what the linter found in it."""
    for number, claim in block.claims.items():
        parts = list(row(index, claim))
        if layout.by_worth or layout.worth is not None:
            parts.append((f"worth {_worth(claim):.2f}", ""))
        if layout.ids:
            parts.append((claim.id, "dim"))
        yield Line(((f"#{number} ", "bold"), (f"{', '.join(claim.kinds)}: ", "dim"), *_joined(parts)), indent=4, rest=6)
    if block.findings:
        found = _joined([(message(one), "yellow") for one in block.findings])
        yield Line((("lint: ", "dim"), *found), indent=4, rest=6)


def _joined(parts: Iterable[Styled]) -> list[Styled]:
    """Return the parts of a row with semicolons between them."""
    return [piece for part in parts for piece in (("; ", ""), part)][1:]


def _elsewhere(findings: Iterable[Finding]) -> Iterator[Line]:
    """Yield what the linter found where nothing is claimed."""
    for number, found in enumerate(findings):
        if not number:
            yield Line((("Found by the linter where nothing is claimed:", "bold"),))
        yield Line(((": ".join(filter(None, (place(found.where), message(found)))), ""),), indent=2, rest=4)


def _folded(report: Report, layout: Layout) -> Iterator[Line]:
    """Yield the number of the sentences that hold no claim; if they are asked for, each with the reason."""
    count = len(report.left_out)
    told = "1 sentence holds" if count == 1 else f"{count} sentences hold"
    if count:
        yield Line(((f"{told} nothing to check{':' if layout.left_out else '; --all shows them'}", "dim"),))
    elif layout.left_out:
        yield Line((("Every sentence holds something to check", "dim"),))
    for sentence in report.left_out if layout.left_out else ():
        yield Line(((on_one_line(sentence.text), ""), (f" ({sentence.reason})", "dim")), indent=2, rest=4)


def _calls(report: Report, claims: Mapping[int, Claim]) -> Iterator[Line]:
    """Yield the call list under its heading."""
    if claims:
        yield Line((("Whom to ask, and for what:", "bold"),))
    yield from (Line(((told, ""),), indent=2, rest=4) for told in calls(report, claims))


def _scores(claims: Mapping[int, Claim]) -> Iterator[Line]:
    """Yield the worth of each claim, and the features that made it, with their log odds."""
    yield Line((("Worth checking, 0 to 1:", "bold"),))
    for number, claim in claims.items():
        if claim.worth is not None:
            because = on_one_line("; ".join(claim.worth.because))
            yield Line(((f"#{number} {claim.worth.score:.2f}: {because}", ""),), indent=2, rest=4)


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
