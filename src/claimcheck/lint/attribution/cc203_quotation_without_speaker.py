"""CC203: a quotation without a speaker."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import quotations
from claimcheck.lint.passages import ProseParagraph, Spans, prose, quoted
from claimcheck.lint.passages.names import names
from claimcheck.lint.passages.wording import reporting_verbs
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_FEWEST_IN_PART = 5
_JUDGED = re.compile(
    r"\b(?:is|are|was|were|be|been|become|became|amounts?\s+to|amounted\s+to|create|creates|created|mean|means|meant|lead\s+to|represents?|marks?)\s+(?:\w+ly\s+)?\Z"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|his|her|their|who|we|I|one)\b|[’']s\s|\b(?:act|law|rules?|code|statute|charter|constitution|bill|clause|policy|treaty|contract|letter|report|document|memo|email|book|study|"
    r"statement|ruling|judgment|order|form|notice|advert|slogan|indictment|complaint|lawsuit|filing|offence|charge)\b",
    re.IGNORECASE,
)
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
    r"\b(?:been|being|is|are|was|were)\s+(?:\w+ly\s+)?(?:(?:described|branded|denounced|dismissed|criticised|criticized|condemned|hailed|labell?ed|attacked|praised|"
    r"derided|mocked|greeted|welcomed|seen|viewed|likened|compared|decried|ridiculed|slammed|blasted|characteri[sz]ed|portrayed|presented|regarded|touted|rejected|"
    r"celebrated|lauded|summed\s+up)\s+(?:as|to|with)|called|branded|labell?ed|deemed|judged|pronounced|declared)\s+\Z",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the quotations that nobody is said to have said, in text order."""
    found, _ = quotations.scan(report.text)
    paragraphs = prose(analysis, report)
    heard: _Heard | None = None  # made for the first quotation that needs it
    for quotation in found:
        at = _number(paragraphs, quotation.start)
        if at < 0 or quotation.start >= paragraphs[at].end:
            continue
        paragraph = paragraphs[at]
        whole = _is_speech(report.text, quotation, paragraph=paragraph)
        if not whole and not _is_verdict(report.text, quotation, paragraph=paragraph):
            continue
        heard = heard or _Heard(report, found, paragraphs, running=quoted(analysis))
        if not whole and heard.around(at, quotation):
            continue
        spoken = _spoken_nearby(report.text, quotation, paragraph=paragraph, all_found=found)
        called = _PASSIVE.search(report.text, max(paragraph.start, quotation.start - 80), quotation.start)
        if spoken or (whole and not called and heard.spoken(at, quotation)):
            heard.told.add(at)
            continue
        words = " ".join(quotation.words.split()[:6])
        yield Fault(quotation.start, quotation.end, f"nobody is named for “{words} …”", help="say who said or wrote it")


class _Heard:
    """Who can be heard in the paragraphs around a quotation, outside of quotations."""

    def __init__(
        self,
        report: Report,
        found: Sequence[quotations.Quoted],
        paragraphs: Sequence[ProseParagraph],
        *,
        running: Spans,
    ) -> None:
        self.text = report.text
        self.paragraphs = paragraphs
        self.quoted = Spans((one.start, one.end) for one in found)
        self.running = running
        types = {source.id: source.type for source in report.sources}
        told = [one for one in report.attributions if one.source]
        self.sources = Spans(
            (part.start, part.end) for one in told for part in one.source if not self.quoted.hold(part.start, part.end)
        )
        self.cues = Spans((part.start, part.end) for one in told for part in (*one.source, *one.cue))
        # What follows speaks back for a quotation only where a person does, and says nothing else but quotations.
        self.back = [
            (content.start, content.end, one.source[0].start)
            for one in told
            if types.get(one.source_id or "") in {"named_person", "unnamed_person"}
            and all(self.quoted.touch(part.start, part.end) for part in one.content)
            for content in one.content
        ]
        self.told: set[int] = set()

    def around(self, at: int, quotation: quotations.Quoted) -> bool:
        """Return whether anybody speaks in the sentence of a part that is quoted, before it in the paragraph, or in the one before."""
        paragraph = self.paragraphs[at]
        first = max(at - 1, 0)
        start = self.paragraphs[first].start
        end = min((one.end for one in paragraph.sentences if one.end >= quotation.end), default=paragraph.end)
        if self.cues.touch(start, end):
            return True
        return re.search(rf"\b{reporting_verbs()}\b", self.text[start : quotation.start]) is not None

    def spoken(self, at: int, quotation: quotations.Quoted) -> bool:
        """Return whether a quotation goes on from a speaker before it, or the speaker follows with nothing else to say."""
        if quotation.words.rstrip().endswith(","):  # the speaker's name is what a comma waits for
            return True
        paragraph = self.paragraphs[at]
        sentence = max(
            (one.start for one in paragraph.sentences if one.start <= quotation.start), default=paragraph.start
        )
        end = min((one.end for one in paragraph.sentences if one.end >= quotation.end), default=paragraph.end)
        behind = self.text[quotation.end : paragraph.end].split(". ", 1)[0]
        if self.sources.touch(sentence, end) or _BEAT.match(behind.lstrip()) or _REMARKS.search(behind):
            return True
        before = [one for one in paragraph.sentences if one.end <= sentence]
        if before:
            return self._leads(before[-1].start, before[-1].end)
        if at and (
            at - 1 in self.told
            or self._runs_on(at - 1)
            or self._leads(self.paragraphs[at - 1].start, self.paragraphs[at - 1].end)
        ):
            return True
        return any(
            start < quotation.end <= source < self._reach(at) and quotation.start < end
            for start, end, source in self.back
        )

    def _runs_on(self, at: int) -> bool:
        """Return whether a paragraph ends in a quotation that nobody closed: the next one goes on with it."""
        last = self.paragraphs[at].end - 1
        return self.running.hold(last, last + 1) and not self.quoted.hold(last, last + 1)

    def _reach(self, at: int) -> int:
        return self.paragraphs[min(at + 1, len(self.paragraphs) - 1)].end

    def _leads(self, start: int, end: int) -> bool:
        """Return whether somebody speaks, or acts and is named, between two offsets, as in `Quill shrugged`."""
        if self.sources.touch(start, end) or self.quoted.touch(start, end):
            return True
        words = self.text[start:end]
        return (
            re.search(rf"\b{reporting_verbs()}\b|\b(?:told|asked)\b", words) is not None
            or _BEAT.search(words) is not None
        )


_BEAT = re.compile(
    r"(?:\A|[.!?]\s+|,\s+)(?:(?:But|And|Then)\s+)?(?:[Hh]e|[Ss]he)\s+(?:\w+ly\s+)?[a-z]+\b"
    r"|[A-Z][\w’'-]+(?:,[^,.]{1,80},)?\s+(?:\w+ly\s+)?(?:shrug|laugh|smil|nod|paus|sigh|grin|frown|wept|cried|shook|wink|gestur|point|recall|remember|chip|sum|was\s+(?:blunt|clear|adamant|defiant|unmoved|not\s+so))\w*"
)
_REMARKS = re.compile(
    r"\b(?:chip(?:ped|s)\s+in|sum(?:med|s)\s+up|was\s+how|were\s+the\s+words|so\s+spoke|chimed\s+in|puts?\s+it)\b"
)
"""Who acts right before a quotation is who speaks it."""


def _number(paragraphs: Sequence[ProseParagraph], offset: int) -> int:
    return bisect.bisect_right(paragraphs, offset, key=lambda one: one.start) - 1


def _is_verdict(text: str, quotation: quotations.Quoted, *, paragraph: ProseParagraph) -> bool:
    """Return whether a quoted part of a sentence is somebody's judgement of a thing, and the sentence has no person in it."""
    words = re.findall(r"[^\W\d_][\w’'-]*", quotation.words)
    if len(words) < _FEWEST_IN_PART or not words[0].islower() or quotation.words.count(" ") < _FEWEST_IN_PART - 1:
        return False
    start = max((one.start for one in paragraph.sentences if one.start <= quotation.start), default=paragraph.start)
    before = text[start : quotation.start]
    return bool(_JUDGED.search(before)) and not _SOMEBODY.search(before) and not _NAMED_BEFORE.search(before[-80:])


def _is_speech(text: str, quotation: quotations.Quoted, *, paragraph: ProseParagraph) -> bool:
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
    text: str,
    quotation: quotations.Quoted,
    *,
    paragraph: ProseParagraph,
    all_found: Sequence[quotations.Quoted],
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


@lang.compiled
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
    why="Quoted marks promise that somebody said these very words. Without a name the promise cannot be kept or checked.",
    fires="The wall broke at dawn. “We had warned them for years that it would go.” By noon the quay was under water.",
    passes="The wall broke at dawn. “We had warned them for years that it would go,” said Rosa Quill, a pilot. By noon the quay was under water.",
    instead="Name the speaker beside the words, or take off the quotation marks and say it yourself.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; AP Stylebook, “quotations in the news”",
    find=find,
)
