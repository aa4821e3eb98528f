"""What a broken link leaves in an article's text: brackets around an address, and addresses that are misspelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = r"(?:https?:|www\.)[^\s()\[\]<>]*"
_WORDS = r"\[[^\[\]\n]{1,120}\]"
_BROKEN = re.compile(
    rf"{_WORDS}\({_ADDRESS}(?:\([^\s()]*\)[^\s()\[\]<>]*)*(?P<open>(?=[\s\[\]<>]|\Z))"
    rf"|{_WORDS}[ \t]+\({_ADDRESS}\)(?P<apart>)"
    rf"|\([^()\[\]\n]{{1,120}}\)\[{_ADDRESS}\](?P<swapped>)"
    rf"|\[[^\[\]()\n]{{1,120}}\({_ADDRESS}\)(?P<half>)"
    rf"|{_WORDS}{_ADDRESS}\)(?P<bare>)",
    re.IGNORECASE,
)
_WRONG = {
    "open": "is not closed: a bracket is missing, or a space stands in it",
    "apart": "has a space between its words and its address",
    "swapped": "has its two pairs of brackets the wrong way round",
    "half": "lacks the bracket behind its words",
    "bare": "lacks the bracket before its address",
}
_UNFILLED = re.compile(
    rf"{_WORDS}\((?:\s*(?:(?:insert|add|link|url|todo|tktk|tk|xx+)[ \t][^()\n]{{1,40}}|tktk|tk|todo|xxx+)|[ \t]+)\)",
    re.IGNORECASE,
)
_UNDEFINED = re.compile(r"\[[^\[\]\n]{2,120}\]\[[^\[\]\n]{0,40}\]")
_TWO_AT = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]*@[\w-]+(?:\.[\w-]+)+")
_COMMA = re.compile(
    r"(?<![\w.+-])(?:[\w.+-]+@|https?://|www\.)[\w-]+(?:\.[\w-]+)*,(?:com|org|net|gov|edu|int|co\.uk)\b", re.IGNORECASE
)
_TAG = re.compile(r"<a\s+href\s*=[^>\n]{0,200}>?", re.IGNORECASE)
_MISSPELLED = re.compile(
    r"(?<![\w/.:=-])(?:https?(?:;//|,//|\.//|//|:/(?!/)|:\\\\)|(?!https?:/)h?t{0,3}pp?s?:/{1,2}(?!/)|hhttps?://|https?::+//)[^\s()\[\]<>]{4,}",
    re.IGNORECASE,
)


def debris(text: str, *, markdown: bool) -> Iterator[tuple[int, int, str]]:
    """Yield where a broken link's markup stands in a text, with what is wrong with it.

    In Markdown what stayed in the text was no link to the reader; in plain text only what is no link anywhere is broken.
    """
    if any(sign in text for sign in ("](", "][", "[http", "(http", "(www.", "]http")):
        for match in _BROKEN.finditer(text):
            yield match.start(), match.end(), _WRONG[match.lastgroup or "open"]
        for match in _UNFILLED.finditer(text):
            yield match.start(), match.end(), "has no address yet"
        for match in _UNDEFINED.finditer(text) if markdown else ():
            if re.search(r"[^\W\d_]{2}", match[0]):
                yield match.start(), match.end(), "calls an address that is given nowhere"
    yield from _misspelled(text)


def _misspelled(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield addresses that nobody can open, whatever the format."""
    for match in _TWO_AT.finditer(text) if text.count("@") > 1 else ():
        yield match.start(), match.end(), "is a mail address with two @"
    for match in _COMMA.finditer(text) if any(sign in text for sign in ("@", "www.", "://")) else ():
        yield match.start(), match.end(), "has a comma where its dot should be"
    if "//" in text or ":/" in text or ":\\" in text:
        for match in _MISSPELLED.finditer(text):
            yield match.start(), match.end(), "has a scheme that is misspelled"
    if "<a" in text:
        for match in _TAG.finditer(text):
            yield match.start(), match.end(), "is HTML that was not read as such"
