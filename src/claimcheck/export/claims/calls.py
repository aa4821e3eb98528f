"""The call list: everybody whom an article cites, once, with who that is and for which claims; then what nobody stands for."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Report, Source

_SAYS_MORE = re.compile(r"[^\W\d_]{4}")
_INTRODUCED = 90  # characters of how the article introduces a source
_ROW = 3
_NAMED = 3


def calls(report: Report, claims: Mapping[int, Claim]) -> Iterator[str]:
    """Yield a line for each source of the ``claims``, named ones first, most cited first; then what has no source.

    Each claim stands under its number.
    """
    for called in called_for(report, claims):
        told = [counted(called.claims)] if called.claims else []
        told += [f"passes on {numbers(called.passes)}"] if called.passes else []
        yield f"{_who(called.source)}: {'; '.join((*told, *_links(called.source)))}"
    if unsourced := [number for number, claim in claims.items() if claim.source_id is None]:
        yield f"No source at all: {counted(unsourced)}"


class CalledSource(NamedTuple):
    """A source with the numbers of the claims that it is cited for itself, and of those that it passes on."""

    source: Source
    claims: tuple[int, ...]
    passes: tuple[int, ...]


def called_for(report: Report, claims: Mapping[int, Claim]) -> list[CalledSource]:
    """Return the sources of the ``claims``, each under its number: named ones first, most cited first."""
    cited: defaultdict[str, list[int]] = defaultdict(list)
    passed: defaultdict[str, list[int]] = defaultdict(list)
    for number, claim in claims.items():
        cited[claim.source_id or ""].append(number)
        for outer in claim.chain:
            passed[outer].append(number)
    found = (CalledSource(one, tuple(cited[one.id]), tuple(passed[one.id])) for one in report.sources)
    called = [one for one in found if one.claims or one.passes]
    return sorted(called, key=lambda one: (one.source.grade < _NAMED, -len(one.claims)))


def introduced(source: Source) -> str:
    """Return a source as the article introduces it, where that says more than the name, else the name."""
    name = on_one_line(source.name)
    mentions = (on_one_line(mention.text).strip(" ,;:") for mention in source.mentions)
    fuller = (text for text in mentions if name in text and _SAYS_MORE.search(text.replace(name, "", 1)))
    return max(fuller, key=len, default=name)


def counted(found: Collection[int]) -> str:
    """Return how many claims there are, and their numbers."""
    return f"{len(found)} {'claim' if len(found) == 1 else 'claims'}, {numbers(found)}"


def numbers(found: Collection[int]) -> str:
    """Return the numbers of claims as the list writes them, three or more in a row by the first and the last."""
    rows: list[list[int]] = []
    for number in sorted(found):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    long = ([f"#{row[0]}-#{row[-1]}"] if len(row) >= _ROW else [f"#{number}" for number in row] for row in rows)
    return ", ".join(chain.from_iterable(long))


def _who(source: Source) -> str:
    """Return a source as the article introduces it, shortened, with its type and grade."""
    told = textwrap.shorten(introduced(source), _INTRODUCED, placeholder=" ...")
    return f"{told} ({kind(source)}, grade {source.grade})"


def kind(source: Source) -> str:
    """Return a source's type in words."""
    return source.type.replace("_", " ")


def _links(source: Source) -> Iterator[str]:
    """Yield where a source can be opened, unless its name is the address."""
    addresses = dict.fromkeys(on_one_line(link.href) for link in source.links)
    yield from (address for address in addresses if address.split("://")[-1] not in source.name)
