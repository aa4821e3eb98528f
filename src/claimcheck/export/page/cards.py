"""What the page says of each claim: a card, in plain values that the template only has to place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.export.claims.calls import kind
from claimcheck.export.claims.rows import place
from claimcheck.export.claims.understood import understood
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Finding, Link, Report, Source

_OPENED = frozenset({"http", "https"})
_CHECKABLE = {
    "partly": "can be checked in part",
    "later": "cannot be checked yet",
    "private": "only the speaker can know",
    "not_checkable": "states nothing to look up",
}
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
    numbers = {claim.id: number for number, claim in enumerate(report.claims, start=1)}
    found: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in report.due_findings:
        found[finding.claim_id].append(finding)
    for number, claim in enumerate(report.claims, start=1):
        yield Card(
            number=number,
            id=claim.id,
            text=on_one_line(claim.text),
            kinds=claim.kinds,
            support=claim.support,
            where=place(claim.where),
            section=claim.section,
            understood=tuple(understood(report.text, claim)),
            cited=_cited(report, claim),
            links=tuple(addresses(claim.links)),
            notes=tuple((on_one_line(note.label), on_one_line(note.note)) for note in claim.notes),
            remarks=tuple(_remarks(claim)),
            same=tuple(numbers[other] for other in claim.same_as if other in numbers),
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


def _cited(report: Report, claim: Claim) -> Credit | None:
    """Return who a claim is credited to; None for the article's own voice."""
    sources = {source.id: source for source in report.sources}
    source = sources.get(claim.source_id or "")
    if source is None:
        return None
    relation = next((one for one in report.attributions if one.id == claim.attribution_id), None)
    cue = on_one_line(" ... ".join(span.text for span in relation.cue)) if relation else ""
    stance = relation.stance if relation and relation.stance not in ("assertion", cue) else ""
    through = tuple(on_one_line(sources[outer].name) for outer in reversed(claim.chain) if outer in sources)
    links = tuple(addresses(source.links))
    return Credit(on_one_line(source.name), kind(source), source.grade, cue, stance, through, links)


def calls(report: Report) -> list[Call]:
    """Return the sources that claims are credited to, the most cited first."""
    cited: defaultdict[str, list[int]] = defaultdict(list)
    passed: defaultdict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(report.claims, start=1):
        cited[claim.source_id or ""].append(number)
        for outer in claim.chain:
            passed[outer].append(number)
    found = [_call(source, cited[source.id], passed[source.id]) for source in report.sources]
    return sorted((call for call in found if call.claims or call.passes), key=lambda call: -len(call.claims))


def _call(source: Source, claims: Sequence[int], passes: Sequence[int]) -> Call:
    name = on_one_line(source.name)
    told = max(
        (on_one_line(one.text).strip(" ,;:") for one in source.mentions if name in one.text), key=len, default=""
    )
    links = tuple(addresses(source.links))
    return Call(name, "" if told == name else told, kind(source), source.grade, tuple(claims), tuple(passes), links)


def addresses(links: Iterable[Link]) -> Iterator[Address]:
    """Yield each address once; only one on the web can be followed."""
    for href in dict.fromkeys(link.href for link in links):
        try:
            followed = urlsplit(href).scheme.casefold() in _OPENED
        except ValueError:
            followed = False
        yield Address(on_one_line(href), href if followed else None)
