"""What trafilatura takes for the article of a page and its author, and htmldate for its date: guesses, as theirs are."""

from __future__ import annotations

import contextlib
import copy
import functools
import logging
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.read.html.dating import ELSEWHERE
from claimcheck.read.html.looks import LEAST_LETTERS, plain
from claimcheck.read.html.names import kinds_of
from claimcheck.read.html.tree import Walked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_ELEMENTS, _LONGEST_PAGE = 20_000, 500_000
"""A page with more elements, or characters, is read by the walk alone: trafilatura needs 1 s for 20,000 paragraphs and
links, and is not done with 100,000 after 200 s."""
_MOST_BESIDE = 4_000
"""Elements in one: with 16,000 links in a paragraph, or items without a list, trafilatura needs 18 s."""
_DEEPEST = 100  # elements in one another; with 450 lists trafilatura needs 2 s


class Vote(NamedTuple):
    """What trafilatura kept of a page, letters and digits alone in lower case."""

    letters: str = ""
    lines: frozenset[str] = frozenset()

    def keeps(self, text: str) -> bool:
        """Return whether it kept a text: a short one as a line of its own."""
        letters = plain(text)
        return letters in self.lines or (len(letters) >= LEAST_LETTERS and letters in self.letters)


_TRIPPED = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
"""What a page can make the two raise; such a page is read by the walk alone."""
_LAST_DAY = "2100-01-01"  # that a page can be of: not today, for what is read tomorrow is to be read as today


def vote_on(root: HtmlElement, walked: Walked) -> Vote:
    """Return what trafilatura takes for the article, nothing where the page is too large for it."""
    if _is_too_large(root, walked):
        return Vote()
    from trafilatura import external
    from trafilatura.core import bare_extraction

    external.JT_STOPLIST = _stop_words()  # type: ignore[assignment]  # it says tuple[str], and makes a longer one
    with silence():
        try:
            found = bare_extraction(root, include_comments=False)
        except _TRIPPED:
            return Vote()
    body, text = getattr(found, "body", None), getattr(found, "text", None)
    if body is None:
        return Vote()
    lines = frozenset(filter(None, map(plain, (text or "").splitlines())))
    return Vote(plain("".join(body.itertext())), lines)


class _HashedOnce(tuple[str, ...]):
    """Words that justext looks up by all of them, page by page: to hash 100 languages' takes 4 of the 11 ms of a short page."""

    __slots__ = ()
    __hash__ = object.__hash__


@functools.cache
def _stop_words() -> _HashedOnce:
    from trafilatura.external import jt_stoplist_init

    return _HashedOnce(jt_stoplist_init())


def guessed_authors(root: HtmlElement, walked: Walked) -> str | None:
    """Return what trafilatura takes for the authors by the names of the elements on the page, None for none."""
    if _is_too_large(root, walked):
        return None
    from trafilatura.metadata import extract_author

    with silence():
        try:
            return extract_author(root)
        except _TRIPPED:
            return None


def guessed_date(root: HtmlElement, walked: Walked) -> str | None:
    """Return the ISO date that htmldate takes for that of publication, None for none.

    What stands outside other stories, comments and the like goes first: theirs are days, too.
    """
    if _is_too_large(root, walked):
        return None
    return _found_date(_without_others(root)) or _found_date(root)


def _found_date(root: HtmlElement) -> str | None:
    from htmldate import find_date

    with silence():
        try:
            return find_date(root, extensive_search=False, original_date=True, max_date=_LAST_DAY)
        except _TRIPPED:
            return None


def _without_others(root: HtmlElement) -> HtmlElement:
    """Return a copy of a page without what is named as other than its article."""
    page = copy.deepcopy(root)
    for node in list(page.iterfind("body//*")):
        if kinds_of(node.attrib) & ELSEWHERE:
            node.clear(keep_tail=True)  # to take it out joins the text around it: 1.9 s for 9,900 of them
    return page


def _is_too_large(root: HtmlElement, walked: Walked) -> bool:
    """Return whether the two would need seconds for a page."""
    large = walked.elements > _MOST_ELEMENTS or walked.depth > _DEEPEST
    large = large or any(len(element) > _MOST_BESIDE for element in root.iter())
    return large or sum(map(len, root.itertext())) > _LONGEST_PAGE


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep the log lines and warnings of trafilatura and htmldate from the user."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate", "courlan", "justext", "dateparser")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
