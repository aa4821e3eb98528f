"""CC504: a link to a page that is not there; it is looked for only where the network is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.links.cc501_malformed_link import fault_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_MOST = 100  # pages that are asked for, one after the other, each at most ten seconds


def find(_analysis: Analysis, _report: Report) -> Iterator[Fault]:
    """Return nothing: without the network nobody can tell."""
    return iter(())


def find_dead(_analysis: Analysis, report: Report, *, allow_private: bool) -> Iterator[Fault]:
    """Yield the links that lead to no page, each page once. This opens connections."""
    from claimcheck.read.net import dead  # only who allowed the network pays for it

    asked: dict[str, str | None] = {}
    for link in report.article.links:
        page = link.href.partition("#")[0]
        opens = page.startswith(("http://", "https://")) and not fault_of(page)
        if opens and page not in asked and len(asked) < _MOST:
            asked[page] = dead(page, allow_private=allow_private)
        reason = asked.get(page)
        if reason is not None:
            message = f"this link is dead: {reason}"
            yield Fault(link.start, link.end, message, help="find where the page went, or an archived copy")


RULE = Rule(
    id="CC504",
    name="dead-link",
    severity="warning",
    what="Finds links to pages that are not there, with --allow-network; without it the rule does nothing.",
    why="The link was to be the claim's source. Nobody can check a claim against a page that is gone.",
    fires="The port handled 40 ships in May, [the harbour board's log](https://board.example/log-that-is-gone) shows.",
    passes="The port handled 40 ships in May, [the harbour board's log](https://board.example/log) shows.",
    instead="Link to where the page is now, or to a copy in a web archive.",
    reference="Zittrain, Bowers and Stanton, “The Paper of Record Meets an Ephemeral Web” (2021), on link rot in The New York Times",
    find=find,
)
