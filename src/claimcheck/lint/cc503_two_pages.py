"""CC503: the same figure, linked to two different pages."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Claim, Link, Report


def find(report: Report) -> Iterator[Fault]:
    """Yield the later of two claims that state one figure and link it to different pages."""
    by_id = {claim.id: claim for claim in report.claims}
    for claim in report.claims:
        if not claim.links:
            continue
        for other in (by_id[name] for name in claim.same_as if name in by_id):
            if other.start < claim.start and other.links and not _shared(claim, other):
                link = claim.links[0]
                message = (
                    f"this figure links to {_shown(link)}, and above (“{other.text[:40]}”) to {_shown(other.links[0])}"
                )
                yield Fault(link.start, link.end, message, claim.id, "link both to the page that the figure comes from")
                break


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
