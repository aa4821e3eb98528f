"""What a page says about itself in its head: JSON-LD of an article before OpenGraph before meta tags before its title."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from claimcheck.article import Metadata
from claimcheck.read.html.authors import ARTICLE, marked_on, name_of, named_in, names_in
from claimcheck.read.html.dating import date_in, date_in_address, date_in_microdata, settled, shown_dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SCRIPTS, _LONGEST_SCRIPT = 50, 4_000_000
_MOST_OBJECTS = 5000
_PAGE = re.compile(r"\w{0,40}WebPage$")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "citation_title")
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_SENT = ("", "article:published_time", "article:published", "og:published_time", "cxenseparse:recs:publishtime")
"""Meta tags that were right, and JSON-LD was not, on all 4 of 400 pages on which the two give different days."""
_PUBLISHED = (
    "datePublished", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "citation_publication_date", "date",
)  # fmt: skip
_MODIFIED = (
    "dateModified", "article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified",
    "lastmod", "last-modified",
)  # fmt: skip
_WRAPPED = re.compile(
    r"^\s*(?:<!--|/[/*]\s*<!\[CDATA\[(?:\s*\*/)?|<!\[CDATA\[)|(?:-->|/[/*]?\s*\]\]>(?:\s*\*/)?|\]\]>|;)\s*$"
)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_PAIRS = re.compile(r'"(headline|datePublished|dateModified|articleBody)"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_EMPTY = frozenset({"", "null", "none", "undefined", "untitled", "nan", "n/a", "admin", "administrator"})
_BEHIND = re.compile(r"(?:\s+[|–—·»:-]\s+.{1,60})?")  # a site's name behind a title
_SUFFIX = re.compile(r"\s+[|–—·»:-]\s+(?P<site>[^|–—·»]{2,40})$")


Script = tuple["HtmlElement", list[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of its article."""

    said: Metadata = field(default_factory=Metadata)
    window: str | None = None
    """The title of the page's window, where no other is told."""
    base: str | None = None
    """What relative links are joined to, None where nothing says it."""
    body: str | None = None
    """The article's text in the page's data, for a page whose elements hold none."""
    body_node: HtmlElement | None = None
    shown: tuple[str, ...] = ()
    """The first date that the page shows, if it shows one."""


def head_of(root: HtmlElement) -> Head:
    """Return what a page says about itself."""
    metas = _metas(root)
    url = _address(root, metas)
    scripts = list(_scripts(root))
    data, node = _data(scripts, url)
    url = url or _absolute(next(filter(None, _addresses(data)), None))
    window = _clean(root.xpath("string(//head/title | //title[not(ancestor::*[local-name()='svg'])])"))
    site = _clean(name_of(data.get("publisher"))) or _first(metas, _PUBLISHERS)
    titles = [_headline(data), *(_without_site(title, site) for title in (_first(metas, _TITLES), window))]
    shown = tuple(shown_dates(root))
    stamp = _stamp({}, metas, _SENT) or _stamp(data, metas, _PUBLISHED) or _stamp(_page_data(scripts), {}, _PUBLISHED)
    base = next((_absolute(href, url) for href in root.xpath("//base/@href")), None)
    said = Metadata(
        title=_shown(root, titles) or next((title for title in titles[:-1] if title), None),
        byline=names_in(named_in(data, metas), site=site, url=url) or names_in(marked_on(root), site=site, url=url),
        publisher=site or _owner(metas),
        published=settled(stamp, address=date_in_address(url), shown=shown) or date_in_microdata(root, "datePublished"),
        modified=date_in(_stamp(data, metas, _MODIFIED)) or date_in_microdata(root, "dateModified"),
        url=url,
    )
    return Head(said, titles[-1], base or url, _text(data.get("articleBody")), node, shown[:1])


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """Return the meta tags' contents by name, in lower case."""
    found: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        content = _clean(node.get("content"))
        for key in {node.get("property"), node.get("name"), node.get("itemprop"), node.get("http-equiv")}:
            if key and content and len(found.setdefault(key.strip().lower(), [])) < _MOST_SCRIPTS:
                found[key.strip().lower()].append(content)
    return found


def _clean(text: object) -> str | None:
    """Return a value as one line of text, None for none, ``null`` and the like."""
    if not isinstance(text, str):
        return None
    plain = " ".join(re.sub("[\xad\u200b\ufeff\x00-\x08\x0e-\x1f]", "", html.unescape(text)).split())
    return None if plain.lower() in _EMPTY else plain


def _text(value: object) -> str | None:
    """Return a JSON-LD value as text: a string, or the first of a list; its lines are kept."""
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, Mapping):
        return _text(value.get("@value"))
    return value if isinstance(value, str) and _clean(value) else None


def _first(metas: Mapping[str, list[str]], keys: Iterable[str]) -> str | None:
    return next((metas[key][0] for key in keys if metas.get(key)), None)


def _stamp(data: Mapping[str, Any], metas: Mapping[str, list[str]], keys: Sequence[str]) -> str | None:
    """Return the first value that states a date: JSON-LD's, by the first of the keys, or the meta tags'."""
    values = (_text(data.get(keys[0])), *(value for key in keys[1:] for value in metas.get(key, [])))
    return next((value for value in values if date_in(value)), None)


def _absolute(href: str | None, base: str | None = None) -> str | None:
    """Return an http address, as seen from another one; None for anything else."""
    try:
        url = urljoin(base or "", (href or "").strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _address(root: HtmlElement, metas: Mapping[str, list[str]]) -> str | None:
    """Return the page's canonical address."""
    for node in root.xpath("//link[@rel and @href]"):
        if "canonical" in node.get("rel").lower().split() and (found := _absolute(node.get("href"))):
            return found
    named = [*metas.get("og:url", []), *metas.get("twitter:url", []), *metas.get("parsely-link", [])]
    return next((found for value in named if (found := _absolute(value))), None)


def _scripts(root: HtmlElement) -> Iterator[Script]:
    """Yield the scripts of JSON-LD with the objects in them."""
    for node in list(root.iter("script"))[: _MOST_SCRIPTS * 10]:
        text = node.text or ""
        if "ld+json" in (node.get("type") or "").lower() and len(text) <= _LONGEST_SCRIPT:
            yield node, list(_objects(_json(text)))


def _page_data(scripts: Sequence[Script]) -> Mapping[str, Any]:
    """Return the JSON-LD object that is the page itself, where it says when it was published."""
    pages = (thing for _, things in scripts for thing in things if "datePublished" in thing and _is_a(thing, _PAGE))
    return next(pages, {})


def _data(scripts: Sequence[Script], url: str | None) -> tuple[Mapping[str, Any], HtmlElement | None]:
    """Return the JSON-LD object that is the article, and the element it stands in; an empty one where there is none."""
    found: list[tuple[Mapping[str, Any], HtmlElement]] = []
    for node, objects in scripts:
        by_id = {thing["@id"]: thing for thing in objects if isinstance(thing.get("@id"), str) and len(thing) > 1}
        found.extend((_resolved(thing, by_id), node) for thing in objects if _is_a(thing, ARTICLE))
        if len(found) > _MOST_SCRIPTS:
            break
    same = [pair for pair in found if url and url in _addresses(pair[0])]
    return next(iter(same or found), ({}, None))


def _addresses(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the addresses that an object gives itself and its page."""
    page = data.get("mainEntityOfPage")
    return _text(data.get("url")), _text((page.get("@id") or page.get("url")) if isinstance(page, Mapping) else page)


def _json(text: str) -> object:
    """Return what a script of JSON-LD says; of a broken one, its plain pairs."""
    bare = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip()
    for attempt in (bare, _TRAILING.sub("", bare), html.unescape(bare)):
        try:
            value: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    pairs = {key: _unescaped(value) for key, value in reversed(_PAIRS.findall(bare))}
    return {"@type": "NewsArticle", **pairs} if pairs and "Article" in bare else None


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield all objects in a JSON value, the outer before the inner, those of an article's parts left out."""
    pending = deque([value])
    for _ in range(_MOST_OBJECTS):
        if not pending:
            return
        one = pending.popleft()
        if isinstance(one, Mapping):
            yield one
            pending.extend(one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)
            if not _is_a(one, ARTICLE):
                pending.extend(item for key, item in one.items() if key in {"author", "publisher", "item", "hasPart"})
        elif isinstance(one, list):
            pending.extend(one)


def _is_a(thing: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and kind.match(name.rpartition("/")[2]) for name in named)


def _resolved(thing: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return an object with its author and publisher in the place of references to them."""
    return {
        key: _follow(value, by_id) if key in {"author", "creator", "publisher"} else value
        for key, value in thing.items()
    }


def _follow(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> object:
    if isinstance(value, list):
        return [_follow(item, by_id) for item in value]
    name = value.get("@id") if isinstance(value, Mapping) else None
    return by_id.get(name, value) if isinstance(name, str) else value


def _headline(data: Mapping[str, Any]) -> str | None:
    """Return the headline, None where it was cut short."""
    found = _clean(_text(data.get("headline")) or _text(data.get("name")))
    return None if found is None or found.endswith(("…", "...")) else found


def _shown(root: HtmlElement, titles: Iterable[str | None]) -> str | None:
    """Return the first title that the page shows as a heading; an encyclopedia's headline is a gloss."""
    heads = [" ".join("".join(node.itertext()).split()) for node in root.xpath("//h1 | //h2")[:_MOST_SCRIPTS]]
    for title in filter(None, titles):
        for head in filter(None, heads):
            if title.casefold().startswith(head.casefold()) and _BEHIND.fullmatch(title[len(head) :]):
                return head
    return None


def _owner(metas: Mapping[str, list[str]]) -> str | None:
    """Return the name in a copyright line, None where that is more than a bare name."""
    line = _first(metas, ("copyright",))
    name = re.sub(r"^(?:©|\(c\)|copyright)?[\s\d,©–-]*", "", line, flags=re.IGNORECASE) if line else ""
    return name if 0 < len(name) <= 40 and not name.endswith(".") else None  # noqa: PLR2004


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of the site behind it."""
    match = _SUFFIX.search(title) if title else None
    if title is None or match is None:
        return title
    named = site is not None and match["site"].casefold() in {site.casefold(), f"the {site}".casefold()}
    return title[: match.start()] if named else title
