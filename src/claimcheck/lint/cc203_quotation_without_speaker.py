"""CC203: a quotation without a speaker."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.lint import quotations
from claimcheck.lint.names import names
from claimcheck.lint.passages import Paragraph, Spans, prose
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.wording import reporting_verbs
from claimcheck.report import Attribution, Report

_FEWEST_WORDS = 4  # below that they are scare quotes, nicknames, single words
_TITLE_SHARE = 0.6  # of the longer words in capitals: a title
_NAMED_BEFORE = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|known\s+as|labell?ed|christened|headed|headlined|captioned|inscribed|subtitled|branded|"
    r"slogans?|motto|mantra|chorus|signs?|banners?|posters?|placards?|stickers?|plaque|graffiti|t-shirts?|shirts?|reads?|reading|song|songs|film|films|movie|book|novel|play|"
    r"poem|album|show|series|episode|column|essay|article|headline|hashtag|theme|heading|chapter|word|words|phrase|term|terms|expression|saying|proverb|adage|lyrics|"
    r"stamped|marked|spelled|painted|printed|chant|chants|chanting|chanted|shouts\s+of|cries\s+of|means|meaning|translates\s+as|question|as\s+in|so-called)\b"
    r"[^“\"‘.!?]{0,40}[,:]?\s*\Z",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:according\s+to|in\s+the\s+words\s+of|as\s+\w+\s+put\s+it|put\s+it|wrote|writes|told|tells|asked|asks|replied|added|adds|says|said)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:it|this|that)\s+(?:is|was|has\s+been|had\s+been)\s+(?:often\s+)?(?:said|written|asked|claimed)\b|\b(?:was|were|is|are|been|being)\s+(?:told|asked|said|quoted)\b",
    re.IGNORECASE,
)


_GLOSS = re.compile(r",?\s*(?:which|that)?\s*(?:means|meaning|translates|is\s+\w+\s+for)\b")
_SIGNED = re.compile(r"\s*(?:[—–―-]+\s*|\n\s*)[^\W\d_a-z][\w.’'-]+\s+[^\W\d_a-z][\w.’'-]+[^\n.!?]{0,80}\.?\s*(?:\n|\Z)")
_PASSIVE = re.compile(
    r"\b(?:been|being|is|are|was|were)\s+(?:\w+ly\s+)?(?:described|called|branded|denounced|dismissed|criticised|criticized|condemned|hailed|labell?ed|attacked|praised|"
    r"derided|mocked)\s+(?:as\s+)?\Z",
    re.IGNORECASE,
)


def find(report: Report) -> Iterator[Fault]:
    """Yield the quotations that nobody is said to have said, in text order."""
    found, _ = quotations.scan(report.text)
    paragraphs = prose(report)
    spoken = Spans(
        span for attribution in report.attributions if attribution.source for span in _spoken(attribution, paragraphs)
    )
    for quotation in found:
        at = _number(paragraphs, quotation.start)
        if at < 0 or quotation.start >= paragraphs[at].end or spoken.touch(quotation.start, quotation.end):
            continue
        paragraph = paragraphs[at]
        if not _is_speech(report.text, quotation, paragraph=paragraph):
            continue
        if not _spoken_nearby(report.text, quotation, paragraph=paragraph, all_found=found):
            words = " ".join(quotation.words.split()[:6])
            yield Fault(
                quotation.start, quotation.end, f"nobody is named for “{words} …”", help="say who said or wrote it"
            )


def _spoken(attribution: Attribution, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield the parts of an attribution that stand in the paragraph of its source or cue, or in one beside it.

    With another paragraph in between the reader no longer knows who speaks.
    """
    own = (*attribution.source, *attribution.cue)
    here = {_number(paragraphs, part.start) for part in own}
    held = here | {_number(paragraphs, part.start) for part in attribution.content}
    for part in (*own, *attribution.content):
        number = _number(paragraphs, part.start)
        if min(abs(number - one) for one in here) <= 1 or number - 1 in held:
            yield part.start, part.end


def _number(paragraphs: Sequence[Paragraph], offset: int) -> int:
    return bisect.bisect_right(paragraphs, offset, key=lambda one: one.start) - 1


def _is_speech(text: str, quotation: quotations.Quotation, *, paragraph: Paragraph) -> bool:
    """Return whether a quotation is what somebody said: no title, slogan, sign, or single words."""
    words = re.findall(r"[^\W\d_][\w’'-]*", quotation.words)
    if len(words) < _FEWEST_WORDS:
        return False
    longer = [word for word in words if len(word) > 3]  # noqa: PLR2004
    if longer and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer):
        return False
    before = text[max(paragraph.start, quotation.start - 80) : quotation.start]
    if _PASSIVE.search(before):
        return True
    behind = text[quotation.end : quotation.end + 200]
    whole = quotation.words.strip()[:1].isupper() and (
        quotation.words.rstrip()[-1:] in ".,!?…" or behind.lstrip()[:1] in ".!?"
    )
    if not whole or _GLOSS.match(behind) or _SIGNED.match(behind):
        return False
    return _NAMED_BEFORE.search(before) is None


def _spoken_nearby(
    text: str, quotation: quotations.Quotation, *, paragraph: Paragraph, all_found: Sequence[quotations.Quotation]
) -> bool:
    """Return whether the quotation's sentences, or the words that lead to it, have a verb of saying with somebody to it."""
    start = max((one.start for one in paragraph.sentences if one.start <= quotation.start), default=paragraph.start)
    end = min((one.end for one in paragraph.sentences if one.end >= quotation.end), default=paragraph.end)
    outside = text[start : quotation.start] + " " + text[quotation.end : max(end, quotation.end)]
    first = bisect.bisect_left(all_found, start, key=lambda one: one.start)
    for other in itertools.takewhile(lambda one: one.end <= end, itertools.islice(all_found, first, None)):
        outside = outside.replace(text[other.start : other.end], " ")
    if text[start : quotation.start].rstrip().endswith(":"):
        return _somebody(text[start : quotation.start])
    if start == paragraph.start == quotation.start and text[max(start - 8, 0) : start].rstrip().endswith(":"):
        return True
    if _PASSIVE.search(text[start : quotation.start]):
        return re.search(r"\bby\s", outside) is not None
    plain = _NOBODY.sub(" ", outside)
    return bool(_SPEAKS.search(plain) or re.search(rf"\b{reporting_verbs()}\b", plain))


def _somebody(words: str) -> bool:
    """Return whether words that lead to a quotation name anybody or anything that speaks or is read."""
    speaking = _speaking()
    if any(
        word in speaking or word.rstrip("s") in speaking or word in _PRONOUNS
        for word in re.findall(r"[\w-]+", words.casefold())
    ):
        return True
    return any(not name.opens or len(name.words) > 1 or _ACTS.match(words, name.end) for name in names(words))


@functools.cache
def _speaking() -> frozenset[str]:
    """Return the nouns of who or what says something."""
    kinds = {"person", "organization", "document", "media"}
    return frozenset(row["noun"] for row in lang.rows("source_nouns") if row["type"] in kinds)


_ACTS = re.compile(r"\s+(?:was|is|has|had|put|would|did|\w+ed)\b")  # `Quill was blunt:`, not `Reaction on the docks:`
_PRONOUNS = frozenset("he she they it i we his her their its who everyone".split())


RULE = Rule(
    id="CC203",
    name="quotation-without-speaker",
    severity="warning",
    what="Finds a quotation of a clause or more that nobody is said to have said or written. Titles, slogans, signs and scare quotes are none.",
    why="Quotation marks promise that somebody said these very words. Without a name the promise cannot be kept or checked.",
    fires="The wall broke at dawn. “We had warned them for years that it would go.” By noon the quay was under water.",
    passes="The wall broke at dawn. “We had warned them for years that it would go,” said Rosa Quill, a pilot. By noon the quay was under water.",
    instead="Name the speaker beside the words, or take off the quotation marks and say it yourself.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; AP Stylebook, “quotations in the news”",
    find=find,
)
