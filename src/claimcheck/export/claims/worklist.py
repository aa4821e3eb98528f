"""The list that a checker works from: sentence by sentence what is to be checked and who says so, then whom to call."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter, defaultdict
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


class Hanging(NamedTuple):
    """A line before it is wrapped, and the columns left free before its start and before the rest."""

    pieces: tuple[Styled, ...]
    indent: int = 0
    rest: int = 0


class Entry(NamedTuple):
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


def _rendered(lines: Iterable[Hanging], layout: Layout) -> str:
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
            text.rstrip()
            text.pad_left(line.rest if number else line.indent)
            console.print(text, no_wrap=True, overflow="ignore", crop=False)
    return paper.getvalue()


def _lines(report: Report, layout: Layout) -> Iterator[Hanging]:
    """Yield the list: heading, sentences, what is folded, whom to call, and the line that sums up."""
    entries, elsewhere = _with_findings(_entries(report), report.due_findings)
    chosen = [entry for entry in (_chosen(entry, layout) for entry in entries) if entry.claims]
    if layout.by_worth:
        chosen.sort(key=lambda entry: -max(map(_worth, entry.claims.values())))
    claims = {number: claim for entry in chosen for number, claim in entry.claims.items()}
    whole = len(claims) == len(report.claims)
    few = Hanging(((f"{len(claims)} of {_count(len(report.claims), 'claim')} shown", "bold"),))
    yield Hanging(((_heading(report), "bold"),))
    for part in (
        _sentences(index_of(report), chosen, layout),
        _elsewhere(elsewhere) if whole else (),
        _folded(report, layout),
        _calls(report, claims),
        _scores(claims) if layout.scores else (),
        () if whole else (few,),
        (Hanging(((summary(report), "bold"),)),),
    ):
        for number, line in enumerate(part):
            yield from (line,) if number else (Hanging(()), line)


def _chosen(entry: Entry, layout: Layout) -> Entry:
    """Return a sentence with those of its claims that the list shows."""
    return entry._replace(claims={number: one for number, one in entry.claims.items() if _is_chosen(one, layout)})


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


def _entries(report: Report) -> list[Entry]:
    """Return the sentences that hold claims, in text order."""
    entries: dict[int, Entry] = {}
    for number, claim in enumerate(report.claims, start=1):
        start, end = claim.sentence.start, claim.sentence.end
        known = entries.setdefault(claim.sentence.index, Entry((start, end), {}))
        known.claims[number] = claim
        extent = (min(known.extent[0], claim.start), max(known.extent[1], claim.end))
        entries[claim.sentence.index] = known._replace(extent=extent)
    return sorted(entries.values(), key=lambda entry: entry.extent)


def _with_findings(entries: Sequence[Entry], findings: Iterable[Finding]) -> tuple[list[Entry], list[Finding]]:
    """Return the entries with the findings that start in them, and those that start in none."""
    inside: defaultdict[int, list[Finding]] = defaultdict(list)
    starts = [entry.extent[0] for entry in entries]
    for found in findings:
        last = bisect_right(starts, found.start) - 1
        inside[last if last >= 0 and found.start < entries[last].extent[1] else -1].append(found)
    return [entry._replace(findings=tuple(inside[number])) for number, entry in enumerate(entries)], inside[-1]


def _worth(claim: Claim) -> float:
    return claim.worth.score if claim.worth else 0.0


def _sentences(index: Index, entries: Iterable[Entry], layout: Layout) -> Iterator[Hanging]:
    """Yield each sentence behind its place, further in where that is the place of the one before, over its rows."""
    before = ""
    for entry in entries:
        here = place(next(iter(entry.claims.values())).where)
        relations, brackets = index.relations, not layout.color
        marked = shown(index.report.text, entry.extent, entry.claims, relations=relations, brackets=brackets)
        yield (
            Hanging(tuple(marked), indent=2, rest=2)
            if here == before
            else Hanging(((f"{here}: ", "bold"), *marked), rest=2)
        )
        yield from _rows(index, entry, layout)
        before = here


def _rows(index: Index, entry: Entry, layout: Layout) -> Iterator[Hanging]:
    """Yield a row for each claim of a sentence, then what the linter found in it."""
    for number, claim in entry.claims.items():
        parts = list(row(index, claim))
        if layout.by_worth or layout.worth is not None:
            parts.append((f"worth {_worth(claim):.2f}", ""))
        if layout.ids:
            parts.append((claim.id, "dim"))
        yield Hanging(
            ((f"#{number} ", "bold"), (f"{', '.join(claim.kinds)}: ", "dim"), *_joined(parts)), indent=4, rest=6
        )
    if entry.findings:
        found = _joined([(message(one), "yellow") for one in entry.findings])
        yield Hanging((("lint: ", "dim"), *found), indent=4, rest=6)


def _joined(parts: Iterable[Styled]) -> list[Styled]:
    """Return the parts of a row with semicolons between them."""
    return [piece for part in parts for piece in (("; ", ""), part)][1:]


def _elsewhere(findings: Iterable[Finding]) -> Iterator[Hanging]:
    """Yield what the linter found where nothing is claimed."""
    for number, found in enumerate(findings):
        if not number:
            yield Hanging((("Found by the linter where nothing is claimed:", "bold"),))
        yield Hanging(((": ".join(filter(None, (place(found.where), message(found)))), ""),), indent=2, rest=4)


def _folded(report: Report, layout: Layout) -> Iterator[Hanging]:
    """Yield the number of the sentences that hold no claim; if they are asked for, each with the reason."""
    count = len(report.left_out)
    told, them = ("1 sentence holds", "it") if count == 1 else (f"{count} sentences hold", "them")
    if count:
        yield Hanging(((f"{told} nothing to check{':' if layout.left_out else f'; --all shows {them}'}", "dim"),))
    elif layout.left_out:
        yield Hanging((("Every sentence holds something to check", "dim"),))
    for sentence in report.left_out if layout.left_out else ():
        yield Hanging(((on_one_line(sentence.text), ""), (f" ({sentence.reason})", "dim")), indent=2, rest=4)
    if report.article.omitted and layout.left_out:
        yield Hanging(((_omitted(report), "dim"),))


def _omitted(report: Report) -> str:
    """Return how many lines of the file its reader left out, by reason, the most first."""
    reasons = Counter(one.reason for one in report.article.omitted)
    told = ", ".join(f"{on_one_line(reason)} ({count})" for reason, count in reasons.most_common())
    return f"{_count(reasons.total(), 'line')} of the file left out: {told}"


def _calls(report: Report, claims: Mapping[int, Claim]) -> Iterator[Hanging]:
    """Yield the call list under its heading."""
    if claims:
        yield Hanging((("Whom to ask, and for what:", "bold"),))
    yield from (Hanging(((told, ""),), indent=2, rest=4) for told in calls(report, claims))


def _scores(claims: Mapping[int, Claim]) -> Iterator[Hanging]:
    """Yield the worth of each claim, and the features that made it, with their log odds."""
    yield Hanging((("Worth checking, 0 to 1:", "bold"),))
    for number, claim in claims.items():
        if claim.worth is not None:
            because = on_one_line("; ".join(claim.worth.because))
            yield Hanging(((f"#{number} {claim.worth.score:.2f}: {because}", ""),), indent=2, rest=4)


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
    count = len(report.due_findings)
    return f"; {_count(count, 'finding')} (claimcheck lint)" if count else ""


def _share(part: int, whole: int) -> str:
    """Return a count with its share in percent."""
    return f"{part} ({round(100 * part / whole)}%)"


def _count(number: int, noun: str) -> str:
    """Return a count with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
