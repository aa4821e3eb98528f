"""Web addresses as text: which can be a source at all, what to call one, and when two are the same.

An address comes from an article and is untrusted: it is read, never opened, and never raises.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import SplitResult, urlsplit

OPENABLE = frozenset({"http", "https", "ftp", "ftps", "doi", "file", ""})
_SHARING = re.compile(r"/sharer?\b|/share(?:article)?[/?.]|/intent/|[?&](?:share|replytocom)=|/submit\?", re.IGNORECASE)
_ABOUT = re.compile(
    r"/(?:topics?|tags?|hashtag|category|categories|people|persons?|profiles?|authors?|staff|team|bio|biography|users?"
    r"|members?|contributors?|by|wiki|places?|locations?|explore|search|glossary)(?:/|$)|/@[^/]+/?$|/in/[^/]+/?$",
    re.IGNORECASE,
)
_SOCIAL = frozenset(
    "twitter x facebook instagram linkedin threads tiktok bsky mastodon youtube telegram weibo truthsocial".split()
)
_TRACKING = re.compile(r"(?:^|&)(?:utm_[a-z]+|fbclid|gclid|smid|cmpid|ref|s|t)=[^&]*", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)?(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|ods|csv|tsv|zip)$", re.IGNORECASE)
_LONGEST = 60  # characters of an address that serves as a name
_SOCIAL_PARTS = 1  # of a path: a person's page, where a post has more


@functools.lru_cache(maxsize=8192)
def split(href: str) -> SplitResult:
    """Return the parts of an address; empty ones for what is none (``https://[``)."""
    try:
        return urlsplit(href.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def host(href: str) -> str:
    """Return the host of an address, in lower case and without ``www.``, user and port."""
    return (split(href).hostname or "").removeprefix("www.")


def can_be_source(href: str, page: str | None = None) -> bool:
    """Return whether an address leads to a document: not to a mailbox, a script, a share button or this same page."""
    parts = split(href)
    if parts.scheme.lower() not in OPENABLE or not (parts.netloc or parts.path.strip("/") or parts.query):
        return False
    if page and parts.fragment and same(href) == same(page):
        return False
    return not _SHARING.search(href)


def is_file(href: str) -> bool:
    """Return whether an address is that of a paper or a file: a DOI, a PDF, a table."""
    return bool(_DOI.search(href) or _FILE.search(split(href).path))


def is_home(href: str) -> bool:
    """Return whether an address is a site's front page, which states nothing of what is told."""
    parts = split(href)
    return not parts.path.strip("/") and not parts.query


def is_about(href: str) -> bool:
    """Return whether an address is a page about a person, place or topic rather than a document on what happened."""
    parts = split(href)
    labels = host(href).split(".")
    steps = [step for step in parts.path.split("/") if step]
    if _SOCIAL & set(labels[:-1]) and len(steps) <= _SOCIAL_PARTS and not parts.query:
        return True
    return bool(_ABOUT.search(parts.path))


def shown(href: str) -> str:
    """Return host and path of an address, without scheme, query and trailing slash: ``un.org/report``."""
    parts = split(href)
    name = (host(href) + parts.path).rstrip("/") or href.strip()
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def same(href: str) -> str:
    """Return what two addresses of one document share: no scheme, fragment, tracking or trailing slash."""
    doi = _DOI.search(href)
    if doi:
        return f"doi:{doi[1].rstrip('.,;)').lower()}"
    parts = split(href)
    query = _TRACKING.sub("", parts.query).strip("&")
    return f"{host(href)}{parts.path.rstrip('/')}{'?' if query else ''}{query}"
