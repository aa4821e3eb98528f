"""What the page says of each claim: a card, in plain values that the template only has to place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.export.claims.calls import called_for, introduced, kind
from claimcheck.export.claims.rows import UNCHECKABLE, Index, index_of, place
from claimcheck.export.claims.understood import understood
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Finding, Link, Report, Source

_OPENED = frozenset({"http", "https"})
_CHECKABLE = {"partly": "can be checked in part", **UNCHECKABLE}
SUPPORT = {"linked": "source to open", "named": "named source", "vague": "vague source", "none": "no source"}
"""How far a claim is supported, in words, the best first."""


class Address(NamedTuple):
    """A link: what is shown of it, and where it leads; nowhere for anything but the web."""

    shown: str
    href: str | None


class Credit(NamedTuple):
    """Who says so: the name with its type, the words of the article, and through whom it was passed on."""

    name: str
    type: str
    grade: int
    cue: str
    stance: str
    through: tuple[str, ...]
    links: tuple[Address, ...]


class Card(NamedTuple):
    """One claim."""

    number: int
    id: str
    text: str
    kinds: tuple[str, ...]
    support: str
    where: str
    section: str
    understood: tuple[str, ...]
    cited: Credit | None
    links: tuple[Address, ...]
    notes: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    same: tuple[int, ...]
    needs: tuple[str, ...]
    hints: tuple[str, ...]
    findings: tuple[Finding, ...]
    worth: float | None
    because: tuple[str, ...]


class Call(NamedTuple):
    """One source with its claims: those that it is cited for itself, and those that it passes on."""

    name: str
    told: str
    type: str
    grade: int
    claims: tuple[int, ...]
    passes: tuple[int, ...]
    links: tuple[Address, ...]


def cards(report: Report) -> Iterator[Card]:
    """Yield a card for each claim, in text order, under its number on the list."""
    index = index_of(report)
    found: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in report.due_findings:
        found[finding.claim_id].append(finding)
    for claim in report.claims:
        yield Card(
            number=index.places[claim.id],
            id=claim.id,
            text=on_one_line(claim.text),
            kinds=claim.kinds,
            support=claim.support,
            where=place(claim.where),
            section=claim.section,
            understood=tuple(understood(report.text, claim)),
            cited=_cited(index, claim),
            links=tuple(addresses(claim.links)),
            notes=tuple((on_one_line(note.label), on_one_line(note.note)) for note in claim.notes),
            remarks=tuple(_remarks(claim)),
            same=tuple(index.places[other] for other in claim.same_as if other in index.places),
            needs=tuple(map(on_one_line, claim.needs)),
            hints=tuple(map(on_one_line, claim.hints)),
            findings=tuple(found[claim.id]),
            worth=claim.worth.score if claim.worth else None,
            because=tuple(map(on_one_line, claim.worth.because)) if claim.worth else (),
        )


def _remarks(claim: Claim) -> Iterator[str]:
    if claim.hedged:
        yield "hedged"
    if claim.checkability in _CHECKABLE:
        yield _CHECKABLE[claim.checkability]


def _cited(index: Index, claim: Claim) -> Credit | None:
    """Return who a claim is credited to; None for the article's own voice."""
    sources, relation = index.sources, index.relations.get(claim.attribution_id or "")
    source = sources.get(claim.source_id or "")
    if source is None:
        return None
    cue = on_one_line(" ... ".join(span.text for span in relation.cue)) if relation else ""
    stance = relation.stance if relation and relation.stance not in ("assertion", cue) else ""
    through = tuple(on_one_line(sources[outer].name) for outer in reversed(claim.chain) if outer in sources)
    links = tuple(addresses(source.links))
    return Credit(on_one_line(source.name), kind(source), source.grade, cue, stance, through, links)


def calls(report: Report) -> list[Call]:
    """Return the sources that claims are credited to, in the order of the call list."""
    called = called_for(report, dict(enumerate(report.claims, start=1)))
    return [_call(one.source, one.claims, one.passes) for one in called]


def _call(source: Source, claims: tuple[int, ...], passes: tuple[int, ...]) -> Call:
    name, told = on_one_line(source.name), introduced(source)
    links = tuple(addresses(source.links))
    return Call(name, "" if told == name else told, kind(source), source.grade, claims, passes, links)


def addresses(links: Iterable[Link]) -> Iterator[Address]:
    """Yield each address once; only one on the web can be followed."""
    for href in dict.fromkeys(link.href for link in links):
        try:
            followed = urlsplit(href).scheme.casefold() in _OPENED
        except ValueError:
            followed = False
        yield Address(on_one_line(href), href if followed else None)
