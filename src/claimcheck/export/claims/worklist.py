"""The list that a checker works from: sentence by sentence what is to be checked and who says so, then whom to call."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

from rich.console import Console
from rich.text import Text

from claimcheck.export.claims.calls import calls, kind, numbers
from claimcheck.export.claims.statement import Stretch, Styled, shown
from claimcheck.export.claims.understood import understood
from claimcheck.export.layout import Layout
from claimcheck.lang import addresses
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Attribution, Claim, Finding, Report, Source, Where

_SUPPORT = {"linked": "bold green", "named": "green", "vague": "yellow", "none": "red"}
_UNCHECKABLE = {
    "later": "cannot be checked yet",
    "private": "only the speaker can know",
    "not_checkable": "states nothing to look up",
}
_MESSAGE = 90  # characters of a finding; `claimcheck lint` has all of it
_SAME = 4  # claims named that state the same figure
_COLORS: Literal["standard"] = "standard"
_console = partial(Console, legacy_windows=False, markup=False, emoji=False, highlight=False, _environ={})


class Line(NamedTuple):
    """A line before it is wrapped, and the columns left free before its start and before the rest."""

    pieces: tuple[Styled, ...]
    indent: int = 0
    rest: int = 0


class Block(NamedTuple):
    """A sentence, and the claims in it that are shown, each under its number."""

    extent: Stretch
    claims: dict[int, Claim]


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
    claims = {number: claim for number, claim in enumerate(report.claims, start=1) if _is_chosen(claim, layout)}
    yield Line(((_heading(report), "bold"),))
    place, known = "", set[str]()
    for number, block in enumerate(_blocks(report, claims, by_worth=layout.by_worth)):
        if not number:
            yield Line(())
        before, place = place, _place(next(iter(block.claims.values())).where)
        yield _sentence(report, block, place="" if place == before else place, brackets=not layout.color)
        yield from _rows(report, block, layout, known=known)
    whole = len(claims) == len(report.claims)
    for part in (
        _elsewhere(report) if whole else (),
        _folded(report, layout),
        _calls(report, claims),
        _scores(claims) if layout.scores else (),
        [] if whole else [Line(((f"{len(claims)} of {_count(len(report.claims), 'claim')} shown", "bold"),))],
        [Line(((summary(report), "bold"),))],
    ):
        lines = list(part)
        yield from [Line(()), *lines] if lines else []


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
    about = [article.title, article.published or "no publication date", size]
    return on_one_line(f"{article.source}: {'; '.join(part for part in about if part)}")


def _blocks(report: Report, claims: Mapping[int, Claim], *, by_worth: bool) -> list[Block]:
    """Return the sentences of the claims in text order, or with the one first that has the worthiest claim."""
    blocks: dict[int, Block] = {}
    for number, claim in claims.items():
        start, end = claim.sentence.start, claim.sentence.end
        known = blocks.get(claim.sentence.index) or Block((start, end), {})
        extent = (min(known.extent[0], claim.start), max(known.extent[1], claim.end))
        blocks[claim.sentence.index] = Block(extent, {**known.claims, number: claim})
    ordered = sorted(blocks.values(), key=lambda block: block.extent)
    return sorted(ordered, key=lambda block: -max(map(_worth, block.claims.values()))) if by_worth else ordered


def _worth(claim: Claim) -> float:
    return claim.worth.score if claim.worth else 0.0


def _sentence(report: Report, block: Block, *, place: str, brackets: bool) -> Line:
    """Return a sentence behind its place, further in where that is the place of the one before."""
    marked = shown(report, block.extent, block.claims, brackets=brackets)
    return Line(((f"{place}: ", "bold"), *marked), rest=2) if place else Line(tuple(marked), indent=2, rest=2)


def _rows(report: Report, block: Block, layout: Layout, *, known: set[str]) -> Iterator[Line]:
    """Yield a row for each claim of a sentence, then what the linter found in it; ``known`` are the sources met before."""
    for number, claim in block.claims.items():
        parts = list(_row(report, number, claim, known=known))
        if layout.by_worth or layout.worth is not None:
            parts.append((f"worth {_worth(claim):.2f}", ""))
        if layout.ids:
            parts.append((claim.id, "dim"))
        yield Line(((f"#{number} ", "bold"), (f"{', '.join(claim.kinds)}: ", "dim"), *_joined(parts)), indent=4, rest=6)
        known.add(claim.source_id or "")
    found = [one for one in report.open_findings if block.extent[0] <= one.start < block.extent[1]]
    if found:
        yield Line((("lint: ", "dim"), *_joined((_message(one), "yellow") for one in found)), indent=4, rest=6)


def _joined(parts: Iterable[Styled]) -> Iterator[Styled]:
    """Yield the parts of a row with semicolons between them."""
    for number, part in enumerate(parts):
        if number:
            yield "; ", ""
        yield part


def _place(where: Where) -> str:
    """Return where in its file a claim stands; nothing where that is not known."""
    places = (("page", where.page), ("paragraph", where.paragraph), ("line", where.line))
    return ", ".join(f"{name} {number}" for name, number in places if number) or on_one_line(where.xpath or "")


def _row(report: Report, number: int, claim: Claim, *, known: set[str]) -> Iterator[Styled]:
    """Yield what there is to know of a claim but its words: figures and dates, who says so, and what to mind."""
    yield from ((told, "") for told in understood(report, claim))
    yield from _source(report, claim, known=known)
    yield from ((what, "") for what in _opened(claim, report))
    if claim.hedged:
        yield "hedged", ""
    if claim.checkability in _UNCHECKABLE:
        yield _UNCHECKABLE[claim.checkability], ""
    if claim.same_as:
        places = {other.id: place for place, other in enumerate(report.claims, start=1)}
        same = [places[name] for name in claim.same_as if name in places and places[name] != number]
        more = f" and {len(same) - _SAME} more" if len(same) > _SAME else ""
        yield f"= {numbers(same[:_SAME])}{more}", ""
    yield from ((f"needs: {on_one_line(need)}", "yellow") for need in claim.needs)


def _source(report: Report, claim: Claim, *, known: set[str]) -> Iterator[Styled]:
    """Yield who says so, with which words, and through whom; type and support only where the list has not said them."""
    sources = {source.id: source for source in report.sources}
    source = sources.get(claim.source_id or "")
    if source is None:
        yield ("no source" if claim.support == "none" else claim.support), _SUPPORT[claim.support]
        return
    grade = "" if claim.support in kind(source) else f", {claim.support}"  # a named person is one
    told = "" if source.id in known else f" ({kind(source)}{grade})"
    relation = next((one for one in report.attributions if one.id == claim.attribution_id), None)
    said = f" {_cue(relation)}" if relation and relation.cue else ""
    chain = [on_one_line(sources[outer].name) for outer in reversed(claim.chain) if outer in sources]
    through = "".join(f", as cited by {name}" for name in chain)
    yield f"{on_one_line(source.name)}{told}{said}{through}", _SUPPORT[claim.support]


def _cue(relation: Attribution) -> str:
    """Return the words that attribute, and the stance where it is more than to say so."""
    cue = on_one_line(" ... ".join(span.text for span in relation.cue))
    return f'"{cue}"' + ("" if relation.stance in ("assertion", cue) else f" ({relation.stance})")


def _opened(claim: Claim, report: Report) -> Iterator[str]:
    """Yield where a claim's first link leads, unless its source is named so, and the labels of its notes."""
    source = next((source for source in report.sources if source.id == claim.source_id), None)
    hosts = list(dict.fromkeys(addresses.host(link.href) or link.href for link in claim.links))
    if hosts and not (source and hosts[0] in source.name):
        yield f"link {on_one_line(hosts[0])}" + (f" and {len(hosts) - 1} more" if len(hosts) > 1 else "")
    labels = list(dict.fromkeys(note.label for note in claim.notes))
    if labels:
        yield f"{'note' if len(labels) == 1 else 'notes'} {on_one_line(', '.join(labels))}"


def _message(finding: Finding) -> str:
    """Return a finding's rule and the beginning of what it says."""
    return f"{finding.rule} {textwrap.shorten(on_one_line(finding.message), _MESSAGE, placeholder=' ...')}"


def _elsewhere(report: Report) -> Iterator[Line]:
    """Yield what the linter found where there is no claim."""
    extents = [block.extent for block in _blocks(report, dict(enumerate(report.claims)), by_worth=False)]
    outside = [one for one in report.open_findings if not any(start <= one.start < end for start, end in extents)]
    if outside:
        yield Line((("Found by the linter where nothing is claimed:", "bold"),))
    yield from (
        Line(((": ".join(filter(None, (_place(one.where), _message(one)))), ""),), indent=2, rest=4) for one in outside
    )


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
