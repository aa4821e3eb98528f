"""The call list: everybody whom an article cites, once, with who that is and for which claims; then what nobody stands for."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Report, Source

_ARTICLES = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_INTRODUCED = 80  # characters of how the article introduces a source
_LINK = 100  # characters of an address that is shown whole
_BEST = 6
_NAMED = 3


def calls(report: Report, claims: Mapping[int, Claim]) -> Iterator[str]:
    """Yield a line for each source of the ``claims``, each under its number: named ones first, then the most cited; then what has none."""
    cited: defaultdict[str, list[int]] = defaultdict(list)
    passed: defaultdict[str, list[int]] = defaultdict(list)
    for number, claim in claims.items():
        cited[claim.source_id or ""].append(number)
        for outer in claim.chain:
            passed[outer].append(number)
    called = [source for source in report.sources if source.id in cited or source.id in passed]
    for source in sorted(called, key=lambda source: (source.grade < _NAMED, -len(cited[source.id]))):
        told = [counted(cited[source.id])] if cited[source.id] else []
        told += [f"passes on {numbers(passed[source.id])}"] if passed[source.id] else []
        yield "; ".join((_who(source), *told, *_links(source)))
    if cited[""]:
        yield f"No source at all: {counted(cited[''])}"


def counted(found: Collection[int]) -> str:
    """Return how many claims there are, and their numbers."""
    return f"{len(found)} {'claim' if len(found) == 1 else 'claims'}, {numbers(found)}"


def numbers(found: Collection[int]) -> str:
    """Return the numbers of claims as the list writes them."""
    return ", ".join(f"#{number}" for number in sorted(found))


def _who(source: Source) -> str:
    """Return a source's name, type and grade, and how the article introduces it where that says more."""
    name = on_one_line(source.name)
    mentions = (on_one_line(mention.text) for mention in source.mentions)
    fuller = max((text for text in mentions if name in text and _ARTICLES.sub("", text, 1) != name), key=len, default="")
    told = f'; "{textwrap.shorten(fuller, _INTRODUCED, placeholder=" ...")}"' if fuller else ""
    return f"{name}: {kind(source)}, grade {source.grade} of {_BEST}{told}"


def kind(source: Source) -> str:
    """Return a source's type in words."""
    return source.type.replace("_", " ")


def _links(source: Source) -> Iterator[str]:
    """Yield where a source can be opened."""
    addresses = dict.fromkeys(on_one_line(link.href) for link in source.links)
    yield from (textwrap.shorten(address, _LINK, placeholder=" ...") for address in addresses)
