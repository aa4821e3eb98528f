"""CC503: the same figure, linked to two different pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.analysis import Analysis
from claimcheck.lang.inflection import stems
from claimcheck.lint.links.excerpts import shortened
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Claim, Link, Quantity, Report

_SMALL = 12  # counts up to a dozen are met by chance
_COMPARED = 20  # earlier mentions of a figure
_WORDS_ALIKE = 2


class _LinkedFigure(NamedTuple):
    """A figure that a link is laid on, the claim that states it, and the words beside it that tell what it counts."""

    claim: Claim
    link: Link
    on_link: frozenset[str]
    around: frozenset[str]
    telling: bool


def find(_analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the later of two claims that state one figure and link it to different pages."""
    by_id = {claim.id: claim for claim in report.claims if claim.links}
    met: defaultdict[tuple[float, str], list[_LinkedFigure]] = defaultdict(list)
    for claim in report.claims:
        if not claim.links:
            continue
        figures = list(_linked_figures(report.text, claim))
        other, link = _same_figure(figures, met), claim.links[0]
        earlier = [by_id[name] for name in claim.same_as if name in by_id and by_id[name].start < claim.start]
        if other is not None:
            link = other[1]
            earlier.append(other[0])
        one = next((one for one in earlier if not _shared(claim, one)), None)
        if one is not None:
            message = f"this figure links to {_shown(link)}, and above (“{one.text[:40]}”) to {_shown(one.links[0])}"
            yield Fault(link.start, link.end, message, claim.id, "link both to the page that the figure comes from")
        for key, figure in figures:
            met[key].append(figure)


def _same_figure(
    figures: Iterable[tuple[tuple[float, str], _LinkedFigure]], met: Mapping[tuple[float, str], list[_LinkedFigure]]
) -> tuple[Claim, Link] | None:
    """Return the earlier claim with one of the figures, and the link that this one lays on it; None for none."""
    for key, figure in figures:
        for other in met.get(key, ())[:_COMPARED]:
            alike = bool(figure.on_link & other.on_link) or len(figure.around & other.around) >= _WORDS_ALIKE
            if (alike or (figure.telling and other.telling)) and not _shared(figure.claim, other.claim):
                return other.claim, figure.link
    return None


def _linked_figures(text: str, claim: Claim) -> Iterator[tuple[tuple[float, str], _LinkedFigure]]:
    """Yield the figures that a link is laid on, each with what it is known by.

    One with two digits or more that are no zeros tells by itself, whatever it counts in (4,310 people, 4,310 patients);
    a percentage, a round sum and a small count need a word that both mentions share.
    """
    around = stems(text[claim.sentence.start : claim.sentence.end])
    for mark in claim.marks:
        link = next((link for link in claim.links if link.start < mark.end and mark.start < link.end), None)
        if link is None or not isinstance(mark, Quantity):
            continue
        digits = f"{mark.value:.15g}".replace(".", "").strip("-0")
        telling = mark.unit != "percent" and abs(mark.value) > _SMALL and len(digits) > 1
        unit = mark.unit if mark.unit and (mark.unit.isupper() or mark.unit == "percent") else ""
        yield (float(mark.value), unit), _LinkedFigure(claim, link, stems(link.text), around, telling)


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
    return shortened(host + path, 60)


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
