"""Who wrote a page's article, as its data, its tags or a byline say it: names alone, without dates, buttons and publishers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimcheck import lang
from claimcheck.read.html.looks import plain
from claimcheck.read.html.names import kinds_of
from claimcheck.read.parts.properties import NO_PERSON, PERSON

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author",
    "cxenseparse:author",
)  # fmt: skip
ARTICLE = re.compile(
    r"(?:\w{0,40}NewsArticle|Article|\w{0,40}Blog\w{0,40}Posting|BlogPosting|ScholarlyArticle|TechArticle|Report)$"
)
"""What schema.org calls an article."""
_BY = re.compile(
    r"^\s*(?:(?:story |words |report(?:ed|ing)? |written |posted |published |submitted |contributed )?by|por|par)\b:?\s*"
    r"|^\s*(?:authors?|text|words)\s*:\s*|^(?:view )?all posts by\s+",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\s*(?:,|;|&|\||(?<![:/])/(?!/)|\s[-–—·]\s|\b(?:and|with)\b)\s*")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = "mon|tue|wed|thu|fri|sat|sun"
_BEHIND = re.compile(
    rf"[\s,;|·•–—-]*(?:\b(?:on|at|updated|published|posted):?\s+)?(?:\b(?:{_DAY}|{_MONTH})[a-z]{{0,7}}\.?,?\s{{1,4}}){{0,4}}(?<!\w)\d.*$"
    r"|\s+(?:@\w+|edit|follow|\([^()]*\)|[→»])$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"//|@|[^\W\d_]{2}\.[a-z]{2,}", re.IGNORECASE)
_NOBODY = frozenset(
    """admin administrator anonymous author authors by contributor date datum edit editor follow guest name none null no-author
    staff undefined unknown user webmaster""".split()
) | {"", "no author", "unknown author", "n/a", "guest author", "guest contributor"}
_MOST = 50  # elements that are looked at
_MOST_AUTHORS = 20  # of an article; a list of works cited has more


def named_in(data: Mapping[str, Any], metas: Mapping[str, list[str]]) -> list[str]:
    """Return what an article's data or its page's meta tags say of its authors, as it stands there."""
    said = data.get("author") or data.get("creator")
    names = [name_of(one) for one in (said if isinstance(said, list) else [said])]
    told = [name for name in names if name]
    return told or next((metas[key] for key in _TAGS if any("//" not in value for value in metas.get(key, []))), [])


def marked_on(root: HtmlElement) -> list[str]:
    """Return the authors that microdata names for the first article on a page, else the one that a link calls the author."""
    told: list[str] = []
    of: HtmlElement | None = None
    for node in root.xpath("//*[@itemprop='author' or @itemprop='creator']")[:_MOST]:
        scope = next((outer for outer in node.iterancestors() if outer.get("itemscope") is not None), None)
        if scope is not None and not ARTICLE.match((scope.get("itemtype") or "").rstrip("/").rpartition("/")[2]):
            continue
        if (told and scope is not of) or (scope is not None and scope.get("itemprop") == "citation") or _in_notes(node):
            continue
        of = scope
        inner = node.xpath(".//*[@itemprop='name']") or [node]
        told += [one.get("content") or " ".join(one.itertext()) for one in inner]
    if told:
        return told
    linked = _linked(root)
    return [name for name in linked if len(linked) == 1 and PERSON.fullmatch(_BY.sub("", name))]


def others_on(root: HtmlElement) -> frozenset[str]:
    """Return the letters of those whom a page names as authors of something else, or several by links."""
    linked = _linked(root)
    scoped = root.xpath("//*[@itemscope and not(contains(@itemtype, 'Article'))]//*[@itemprop='author']")[:_MOST]
    named = [" ".join(node.itertext()) for node in scoped]
    return frozenset(map(plain, [*named, *(linked if len(linked) > 1 else ())]))


def _linked(root: HtmlElement) -> set[str]:
    return {" ".join(" ".join(node.itertext()).split()) for node in root.xpath("//a[@rel='author']")[:_MOST]}


def _in_notes(node: HtmlElement) -> bool:
    return any(kinds_of(up.attrib) & {"notes"} for up in node.iterancestors())


def names_in(lines: Iterable[str], *, site: str | None = None, url: str | None = None) -> tuple[str, ...]:
    """Return the single names in values such as ``By Ann Lee and Bo Ek``.

    Left out are addresses, jobs, dates and buttons behind a name, and the publisher, given as the site's name and address.
    """
    host = (urlsplit(url).hostname or "").split(".") if url else []
    owners = {plain(site or ""), plain(site or "").removeprefix("the"), "".join(host), "".join(host[1:]), *host[-2:-1]}
    names: list[str] = []
    for line in lines:
        names.extend(name for name in _single(line, owners) if name not in names)
    return tuple(names) if len(names) <= _MOST_AUTHORS else ()


def _single(line: str, owners: set[str]) -> Iterator[str]:
    """Yield the names in one value."""
    text = " ".join(html.unescape(re.sub("[\xad\u200b\ufeff]", "", line)).split())
    whole = _BEHIND.sub("", _BY.sub("", text)).strip(" ,;|:·–—-")
    parts = [part for part in map(str.strip, _NAMES.split(whole)) if part]
    kept = [part for part in parts if not _is_owner(part, owners)]
    people = [part for part in kept if PERSON.fullmatch(part) and not NO_PERSON & set(part.lower().split())]
    single = people if people and (people == kept or kept[0] == people[0]) else kept if kept != parts else [whole]
    for name in single:
        if plain(name) and name.lower() not in _NOBODY and not _ADDRESS.search(name):
            yield name


def _is_owner(name: str, owners: set[str]) -> bool:
    """Return whether a name is the site's, and not that of a person whose site it is."""
    letters = plain(name)
    theirs = letters in owners or letters.removeprefix("the") in owners
    return theirs and not (PERSON.fullmatch(name) and name.split(maxsplit=1)[0] in lang.column("given_names", "name"))


def name_of(value: object) -> str | None:
    """Return the name of a person or an organization in JSON-LD."""
    if isinstance(value, list):
        return next((name for item in value if (name := name_of(item))), None)
    said = value.get("name") if isinstance(value, Mapping) else value
    said = next(iter(said), None) if isinstance(said, list) else said
    return said if isinstance(said, str) and said.strip() else None
