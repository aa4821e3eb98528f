"""CC501: a link that leads nowhere: empty, a placeholder, or no address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from claimcheck.analysis import Analysis
from claimcheck.lint.links.debris import debris
from claimcheck.lint.links.excerpts import shortened, word_before
from claimcheck.lint.passages import Spans
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sms", "doi"})
_TWICE = re.compile(r"https?:/*https?:", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\$\{|<[^>]*>|%%|\b(?:tk|tktk|todo|xxx+|lorem|link[ _-]?here|insert[ _-]?link|url|undefined|null|none|nan)\b",
    re.IGNORECASE,
)
_SLIPPED = re.compile(r"https?(?!:)[\W_]{0,3}(?://|\\\\|www\.)|h?t{0,3}pp?s?[:;]?//|https?\.(?=[^/]+/)", re.IGNORECASE)
_BARE_WORD = re.compile(r"[A-Za-z][\w-]*")
_NO_SCHEME = re.compile(r"(?:www\.|[a-z0-9-]+\.(?:com|org|net|gov|edu|int)\b)", re.IGNORECASE)


def find(_analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the links whose address cannot be opened by anybody, and what broken ones left in the text."""
    markdown = report.article.media_type == "text/markdown"
    broken = list(debris(report.text, markdown=markdown))
    within = Spans((start, end) for start, end, _ in broken)
    for start, end, reason in broken:
        message = f"the link “{shortened(report.text[start:end], 40)}” {reason}"
        yield Fault(start, end, message, help="write [words](address), or <address>")
    for link in report.article.links:
        if within.touch(link.start, link.end):
            continue
        if link.end == link.start:
            start, end = word_before(report.text, link.start), max(link.start, 1)
            message = f"a link to {shortened(link.href, 40)} has no words"
            yield Fault(start, end, message, help="lay it on the words that it is for")
        elif wrong := fault_of(link.href) or (
            _BARE_WORD.fullmatch(link.href) and markdown and f"is no address: {link.href}"
        ):
            message = f"the link on “{shortened(link.text, 40)}” {wrong}"
            yield Fault(link.start, link.end, message, help="give the page's full address")


def fault_of(href: str) -> str | None:
    """Return what is wrong with an address, None for nothing."""
    bare = href.strip()
    if not bare or bare == "#":
        return "is empty"
    if _PLACEHOLDER.fullmatch(bare) or re.search(r"\{\{|\$\{|%%", bare):
        return f"is a placeholder: {bare[:60]}"
    if _TWICE.match(bare):
        return f"has its scheme twice: {bare[:60]}"
    if _SLIPPED.match(bare) and not re.match(r"https?://", bare, re.IGNORECASE):
        return f"has its scheme misspelled: {bare[:60]}"
    if re.search(r"[<>]|\shref=", bare):
        return f"is not closed, so that it swallowed text: {bare[:60]}"
    scheme, colon, rest = bare.partition(":")
    if not colon or not re.fullmatch(r"[a-zA-Z][\w+.-]*", scheme) or "." in scheme:
        missing = _NO_SCHEME.match(bare) is not None and not bare.startswith("/")
        return f"lacks https://, so that it leads to a page of its own site: {bare[:60]}" if missing else None
    return _fault_of_address(scheme.lower(), rest, bare)


def _fault_of_address(scheme: str, rest: str, bare: str) -> str | None:
    """Return what is wrong with an address that has a scheme."""
    if scheme in {"javascript", "data", "file", "about"}:
        return f"leads to no page: {bare[:60]}"
    if scheme not in _SCHEMES:
        return f"has an unknown scheme: {bare[:60]}"
    if scheme not in {"http", "https"}:
        return None if rest.strip("/") else f"is not finished: {bare[:60]}"
    if not rest.startswith("//"):
        return f"lacks the // behind its scheme: {bare[:60]}"
    try:
        parts = urlsplit(bare)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"is no address: {bare[:60]}"
    if not host or not _is_host(host):
        return f"has no right host: {bare[:60]}"
    if re.search(r"[\s<>\"“”]", bare):
        return f"has a space or a quotation mark in it: {bare[:60]}"
    return None


def _is_host(host: str) -> bool:
    """Return whether a host has a dot, and between its dots something; `localhost` is on nobody else's machine."""
    labels = host.rstrip(".").split(".")
    return (len(labels) > 1 and all(re.fullmatch(r"[\w-]{1,63}", label) for label in labels)) or ":" in host


RULE = Rule(
    id="CC501",
    name="malformed-link",
    severity="error",
    what="Finds links whose address is empty, a placeholder, or not an address, and mail addresses with two @.",
    why="The link was to be the claim's source. A reader who follows it comes to nothing, and so does the checker.",
    fires="The port handled 40 ships in May, [the harbour board's log](htps://board.example/log) shows.",
    passes="The port handled 40 ships in May, [the harbour board's log](https://board.example/log) shows.",
    instead="Open the page, and copy its address whole.",
    reference="RFC 3986, Uniform Resource Identifier (URI): Generic Syntax, section 3; WCAG 2.2, success criterion 2.4.4, Link Purpose (In Context)",
    find=find,
)
