"""When a page's article was published: the day that its data, its address or a date on the page states."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claimcheck.lang import dates
from claimcheck.read.html.names import kinds_of
from claimcheck.read.parts.properties import day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ISO = re.compile(r"\s*(\d{4})-?([01]\d)-?([0-3]\d)(?!\d)")
_IN_URL = re.compile(r"/((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)(?=/|$)")
_UTC = re.compile(
    r"\d{4}-\d\d-\d\d[T ](\d\d):\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]00:?00|UTC|GMT)$|.*\s(\d\d):\d\d:\d\d (?:GMT|UTC|[+-]0000)$"
)
_NEXT_DAY, _DAY_BEFORE = 20, 8
"""From 20 h UTC on it is the next day for most papers to the east, before 8 h the day before for those to the west."""
_MOST, _MOST_NAMED = 20_000, 60  # elements that are looked at, and those of them with a date's name
_LONGEST = 60  # characters of a date on a page
CHANGED = re.compile(r"\W*(?:last |lately )?(?:updated|modified|changed|revised)\b", re.IGNORECASE)
ELSEWHERE = frozenset({"drop", "weak", "notes", "hidden"})
"""The kinds of elements that hold other stories, comments and the like."""
_BESIDE = frozenset("aside footer nav form".split())


def date_in(value: str | None) -> str | None:
    """Return the ISO date that a value states: ISO 8601, as in mails, or written out; None for none."""
    text = " ".join(value.split()) if value else ""
    if not text:
        return None
    if match := _ISO.match(text):
        return day("-".join(match.groups()))
    import email.utils  # 19 ms for a form that few pages use

    try:
        return day(email.utils.parsedate_to_datetime(text).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return dates.dateline(text)


def date_in_microdata(root: HtmlElement, name: str) -> str | None:
    """Return the date in an element of microdata."""
    for node in root.xpath(f"//*[@itemprop='{name}']")[:_MOST_NAMED]:
        if date := date_in(node.get("datetime") or node.get("content") or node.text):
            return date
    return None


def date_in_address(url: str | None) -> str | None:
    """Return the date in an address such as ``/2026/03/12/``."""
    match = _IN_URL.search(urlsplit(url).path) if url else None
    return day("-".join(part.zfill(2) for part in match.groups())) if match else None


def settled(stamp: str | None, *, address: str | None, shown: Collection[str]) -> str | None:
    """Return the day that a page's stamp means, told by the date in its address, or by those that it shows.

    A stamp in UTC can be of the day before or after where the paper appears, and only the dates on the page tell.
    """
    date = date_in(stamp)
    if date is None or address is not None:
        return address or date
    match = _UTC.match(" ".join((stamp or "").split()))
    if match is None or date in shown:
        return date
    hour, whole = int(match[1] or match[2]), datetime.date.fromisoformat(date)
    steps = [1] if hour >= _NEXT_DAY else [-1] if hour < _DAY_BEFORE else []
    beside = [(whole + datetime.timedelta(step)).isoformat() for step in steps]
    return next((other for other in beside if other in shown), date)


def shown_dates(root: HtmlElement) -> Iterator[str]:
    """Yield the dates in a page's ``time`` elements and in those that are named as a date or a byline, but for updates."""
    named = 0
    for node in islice(root.iter(), _MOST):
        if not isinstance(node.tag, str) or not (node.tag == "time" or "meta" in kinds_of(node.attrib)):
            continue
        text = " ".join("".join(islice(node.itertext(), _MOST_NAMED)).split())
        if len(text) > _LONGEST or CHANGED.match(text) or _is_elsewhere(node):
            continue
        if date := date_in(node.get("datetime") or node.get("title")) or date_in(text):
            yield date
        named += 1
        if named > _MOST_NAMED:
            return


def _is_elsewhere(node: HtmlElement) -> bool:
    """Return whether an element stands in other stories, comments and the like."""
    return any(up.tag in _BESIDE or kinds_of(up.attrib) & ELSEWHERE for up in node.iterancestors())
