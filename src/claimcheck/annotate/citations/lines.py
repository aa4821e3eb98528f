"""The lines around links: those that sell another story, those that are nothing but links, and those that run on."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.citations.anchors import phrases
from claimcheck.annotate.claims.asides import leads_on, promotes

if TYPE_CHECKING:
    from claimcheck.annotate.claims.claimable import SentenceSpan
    from claimcheck.article import Article, Link

WORDS = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?]['\"’”)]*$")
_FINAL = frozenset('.!?…:”"')
_LEADING = frozenset("the and also see from by at in".split())
_OTHERS = 6  # words that stand beside the links of a line that sells another story
_LONGEST = 300  # characters of a line that is nothing but links, or that sells another story: bounds the cost


class Lines:
    """The text of one article with its links; an address that is written out is blank in ``text``."""

    def __init__(self, article: Article, text: str) -> None:
        self.article, self.text = article, text
        self._ends = [link.end for link in article.links]

    def sells(self, link: Link, sentence: SentenceSpan | None) -> bool:
        """Return whether a link's block or sentence only leads on: ``Read more: ...``, or a bare headline."""
        block = self.article.block_at(link.start)
        if block and block.section not in {"caption", "footnote"}:
            whole = link.start <= block.start and block.end <= link.end
            if whole and not _ENDS_SENTENCE.search(self.text[block.start : block.end]):
                return True
        return any(self._promotes(around.start, around.end) for around in (block, sentence) if around)

    def _promotes(self, start: int, end: int) -> bool:
        phrase = promotes(self.text[start:end])
        if phrase is None or end - start > _LONGEST:
            return False
        if leads_on(self.text[start:end]):
            return True
        return len(WORDS.findall(self._unlinked(start, end))) - len(phrase.split()) <= _OTHERS

    def is_only_links(self, start: int, end: int) -> bool:
        """Return whether ``start:end`` is nothing but links and what leads to them: ``(Source: [Reuters])``."""
        return end - start <= _LONGEST and all(map(_leads, WORDS.findall(self._unlinked(start, end).casefold())))

    def _unlinked(self, start: int, end: int) -> str:
        """Return the text of ``start:end`` without what lies under links."""
        pieces, at = [], start
        for place in range(bisect_right(self._ends, start), len(self._ends)):
            link = self.article.links[place]
            if link.start >= end:
                break
            pieces.append(self.text[at : max(link.start, at)])
            at = max(at, link.end)
        return " ".join((*pieces, self.text[at:end]))

    def are_apart(self, start: int, end: int) -> bool:
        """Return whether an empty line stands between ``start`` and ``end``."""
        return max(self.text.count("\n", start, end), self.text.count("\r", start, end)) > 1

    def runs_on(self, end: int, start: int) -> bool:
        """Return whether a sentence that ends at ``end`` goes on at ``start``, behind a hard line end."""
        cut = self.text[end:start]
        broken = not cut.strip() and bool(cut.strip(" \t")) and not self.are_apart(end, start)
        return broken and self.text[end - 1] not in _FINAL


def leads_to_a_name(text: str) -> bool:
    """Return whether a text ends in what stands before a cited name: ``via``, ``Source:``."""
    return bool(_lead().search(text))


def _leads(word: str) -> bool:
    """Return whether a word beside links only leads to them: ``via``, ``source``, ``see``, ``and``."""
    return word in _LEADING or word in phrases("pointer") or not phrases("lead").isdisjoint({word, f"{word}:"})


@lang.compiled
def _lead() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(phrases("lead"))))
    return re.compile(rf"(?:^|[^\w])(?:{words})\s+(?:the\s+)?$", re.IGNORECASE)
