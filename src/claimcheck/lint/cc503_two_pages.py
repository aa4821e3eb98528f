"""CC503: the same figure, linked to two different pages."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Claim, Link, Quantity, Report

_SMALL = 12  # counts up to a dozen are met by chance


def find(report: Report) -> Iterator[Fault]:
    """Yield the later of two claims that state one figure and link it to different pages."""
    by_id = {claim.id: claim for claim in report.claims}
    met: dict[tuple[float, str], Claim] = {}
    for claim in report.claims:
        if not claim.links:
            continue
        figures = list(_linked_figures(claim))
        earlier = [by_id[name] for name in claim.same_as if name in by_id and by_id[name].start < claim.start]
        earlier += [met[figure] for figure in figures if figure in met]
        other = next((one for one in earlier if one.links and not _shared(claim, one)), None)
        if other is not None:
            link = claim.links[0]
            message = (
                f"this figure links to {_shown(link)}, and above (“{other.text[:40]}”) to {_shown(other.links[0])}"
            )
            yield Fault(link.start, link.end, message, claim.id, "link both to the page that the figure comes from")
        for figure in figures:
            met.setdefault(figure, claim)


def _linked_figures(claim: Claim) -> Iterator[tuple[float, str]]:
    """Yield the telling figures that a link is laid on: two digits or more that are no zeros, and no percentage.

    Two such figures are the same one, whatever words they count in: 4,310 people, 4,310 patients.
    """
    for mark in claim.marks:
        if isinstance(mark, Quantity) and mark.unit != "percent" and abs(mark.value) > _SMALL:
            digits = f"{mark.value:.15g}".replace(".", "").strip("-0")
            if len(digits) > 1 and any(link.start < mark.end and mark.start < link.end for link in claim.links):
                yield float(mark.value), mark.unit if mark.unit and mark.unit.isupper() else ""


def _shared(one: Claim, other: Claim) -> bool:
    """Return whether two claims link to a page in common."""
    return bool({_page(link.href) for link in one.links} & {_page(link.href) for link in other.links})


def _page(href: str) -> tuple[str, str, str]:
    """Return an address without what does not make it another page: the scheme, www., a fragment, a last slash."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ("", href, "")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not part.startswith("utm_")))
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), query


def _shown(link: Link) -> str:
    host, path, _ = _page(link.href)
    whole = host + path
    return whole if len(whole) <= 60 else f"{whole[:57]}..."  # noqa: PLR2004  what a line of a terminal holds


RULE = Rule(
    id="CC503",
    name="figure-linked-to-two-pages",
    severity="warning",
    what="Finds a figure that is stated more than once, and linked to a different page each time.",
    why="A figure has one origin. Where two pages are given, one of them copied it, or they measure different things.",
    fires="[Nearly 4,200 ships called at Kessa in 2024](https://board.example/log).\n\nThe 4,200 ships that called at Kessa in 2024, [the port authority said](https://news.example/ships), were a record.",
    passes="[Nearly 4,200 ships called at Kessa in 2024](https://board.example/log).\n\nThe 4,200 ships that called at Kessa in 2024, [the port authority said](https://board.example/log#ships), were a record.",
    instead="Link each mention to the page that published the figure first.",
    reference="BBC Editorial Guidelines, section 3, Accuracy: “gathering material” (first-hand sources)",
    find=find,
)
