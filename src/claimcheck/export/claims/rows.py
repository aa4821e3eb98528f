"""What the list says of a claim under its sentence: figures and dates, who says so and with which words, and what to mind."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.export.claims.calls import kind, numbers
from claimcheck.export.claims.statement import Styled
from claimcheck.export.claims.understood import understood
from claimcheck.lang import addresses
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.report import Attribution, Claim, Finding, Report, Source, Where

_SUPPORT = {"linked": "bold green", "named": "green", "vague": "yellow", "none": "red"}
UNCHECKABLE = {
    "later": "cannot be checked yet",
    "private": "only the speaker can know",
    "not_checkable": "states nothing to look up",
}
_MESSAGE = 90  # characters of a finding; `claimcheck lint` has all of it
_SAME = 4  # claims named that state the same figure


class Index(NamedTuple):
    """A Report, with its parts by their ids; claims by their numbers."""

    report: Report
    sources: dict[str, Source]
    relations: dict[str, Attribution]
    places: dict[str, int]
    met: set[str]
    """The sources that a row has said the type of; they are added as the rows are made."""


def index_of(report: Report) -> Index:
    """Return the index of a Report of which no row has been made."""
    return Index(
        report,
        {source.id: source for source in report.sources},
        {relation.id: relation for relation in report.attributions},
        {claim.id: number for number, claim in enumerate(report.claims, start=1)},
        set(),
    )


def place(where: Where) -> str:
    """Return a place in the article's file in words; nothing where it is not known."""
    places = (("page", where.page), ("paragraph", where.paragraph), ("line", where.line))
    return ", ".join(f"{name} {number}" for name, number in places if number) or on_one_line(where.xpath or "")


def row(index: Index, claim: Claim) -> Iterator[Styled]:
    """Yield what there is to know of a claim but its number, kinds and words, in parts."""
    yield from ((told, "") for told in understood(index.report.text, claim))
    source = index.sources.get(claim.source_id or "")
    yield _said(index, claim, source), _SUPPORT[claim.support]
    yield from ((what, "") for what in _opened(claim, source))
    if claim.hedged:
        yield "hedged", ""
    if claim.checkability in UNCHECKABLE:
        yield UNCHECKABLE[claim.checkability], ""
    if same := [index.places[name] for name in claim.same_as if name in index.places]:
        yield f"= {numbers(same[:_SAME])}" + (f" and {len(same) - _SAME} more" if len(same) > _SAME else ""), ""
    yield from ((f"needs: {on_one_line(need)}", "yellow") for need in _doubts(claim))


def _doubts(claim: Claim) -> Iterator[str]:
    """Yield what is to be asked of how a claim is cited; what every claim of its kind needs is on its card."""
    asked_by = claim.why.get("needs")
    known = isinstance(asked_by, list) and len(asked_by) == len(claim.needs)
    for need, by in zip(claim.needs, asked_by if isinstance(asked_by, list) and known else claim.needs, strict=True):
        if by not in claim.kinds:
            yield need


def _said(index: Index, claim: Claim, source: Source | None) -> str:
    """Return who says so, with which words, and through whom; type and support only where no row has said them."""
    if source is None:
        return "no source" if claim.support == "none" else claim.support
    support = "" if claim.support in kind(source) else f", {claim.support}"  # a named person is named
    told = "" if source.id in index.met else f" ({kind(source)}{support})"
    index.met.add(source.id)
    relation = index.relations.get(claim.attribution_id or "")
    said = f" {_cue(relation)}" if relation and relation.cue else ""
    through = (f", as cited by {on_one_line(index.sources[outer].name)}" for outer in reversed(claim.chain))
    return f"{on_one_line(source.name)}{told}{said}{''.join(through)}"


def _cue(relation: Attribution) -> str:
    """Return the words that attribute, and the stance where it is more than to say so."""
    cue = on_one_line(" ... ".join(span.text for span in relation.cue))
    return f'"{cue}"' + ("" if relation.stance in ("assertion", cue) else f" ({relation.stance})")


def _opened(claim: Claim, source: Source | None) -> Iterator[str]:
    """Yield where a claim's first link leads, unless its source is named so, and the labels of its notes."""
    hosts = list(dict.fromkeys(addresses.host(link.href) or link.href for link in claim.links))
    if hosts and not (source and hosts[0] in source.name):
        yield f"link {on_one_line(hosts[0])}" + (f" and {len(hosts) - 1} more" if len(hosts) > 1 else "")
    labels = list(dict.fromkeys(note.label for note in claim.notes))
    if labels:
        yield f"{'note' if len(labels) == 1 else 'notes'} {on_one_line(', '.join(labels))}"


def message(finding: Finding) -> str:
    """Return a finding's rule and the beginning of what it says."""
    return f"{finding.rule} {textwrap.shorten(on_one_line(finding.message), _MESSAGE, placeholder=' ...')}"


def noted(index: Index, claim: Claim) -> str:
    """Return what a row says of a claim as one note, with its number, its kinds, and what the linter found."""
    told = [part for part, _ in row(index, claim)]
    told += [message(one) for one in index.report.due_findings if one.claim_id == claim.id]
    return visible(f"#{index.places[claim.id]} {', '.join(claim.kinds)}: {'; '.join(told)}")
