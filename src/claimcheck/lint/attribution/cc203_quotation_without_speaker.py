"""CC203: a quotation without a speaker."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis, Quotation
from claimcheck.lint.passages import ProseParagraph, Spans, prose, quoted
from claimcheck.lint.passages.names import names
from claimcheck.lint.passages.wording import reporting_verbs, source_nouns, tokens
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
    heard = _Heard(analysis, report)
    for quotation in analysis.quotations:
        at = bisect.bisect_right(heard.paragraphs, quotation.start, key=lambda one: one.start) - 1
        if (
            at < 0
            or quotation.start >= heard.paragraphs[at].end
            or "\n" in report.text[quotation.start : quotation.end]
        ):
            continue  # over two lines: a quotation that stands out, and is signed on its last
        around = _Around(report.text, heard.paragraphs[at], quotation)
        if around.is_speech() or (around.is_verdict() and not heard.anybody(at, around)):
            if around.is_spoken() or (around.is_speech() and not around.called and heard.goes_on(at, around)):
                heard.told.add(at)
                continue
            message = f"nobody is named for “{' '.join(around.words.split()[:6])} …”"
            yield Fault(quotation.start, quotation.end, message, help="say who said or wrote it")


class _Around:
    """A quotation with the words of its sentences."""

    def __init__(self, text: str, paragraph: ProseParagraph, quotation: Quotation) -> None:
        self.text, self.quotation = text, quotation
        self.words = text[quotation.start + 1 : quotation.end - 1]
        inside = paragraph.sentences
        self.start = max((one.start for one in inside if one.start <= quotation.start), default=paragraph.start)
        end = min((one.end for one in inside if one.end >= quotation.end), default=paragraph.end)
        self.end = max(end, quotation.end)
        self.opens = self.start == paragraph.start
        self.near = text[max(paragraph.start, quotation.start - 80) : quotation.start]
        self.before, self.behind = text[self.start : quotation.start], text[quotation.end : quotation.end + 200]
        self.rest = text[quotation.end : paragraph.end].split(". ", 1)[0]
        self.called = _PASSIVE.search(self.near) is not None

    def is_verdict(self) -> bool:
        """Return whether a quoted part of a sentence is somebody's judgement of a thing, and the sentence has no person in it."""
        words = re.findall(r"[^\W\d_][\w’'-]*", self.words)
        if len(words) < _FEWEST_IN_PART or not words[0].islower() or self.words.count(" ") < _FEWEST_IN_PART - 1:
            return False
        before = self.before
        return bool(_JUDGED.search(before)) and not _SOMEBODY.search(before) and not _NAMED_BEFORE.search(before[-80:])

    def is_speech(self) -> bool:
        """Return whether a quotation is what somebody said: no title, slogan, sign, or single words."""
        words = re.findall(r"[^\W\d_][\w’'-]*", self.words)
        longer = [word for word in words if len(word) > 3]  # noqa: PLR2004
        titled = longer and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer)
        if len(words) < _FEWEST_WORDS or titled:
            return False
        ends = self.words.rstrip()[-1:] in ".,!?…" or self.behind.lstrip()[:1] in ".!?"
        whole = self.words.strip()[:1].isupper() and ends
        if self.called or not whole or _GLOSS.match(self.behind) or _SIGNED.match(self.behind):
            return self.called
        return _NAMED_BEFORE.search(self.near) is None

    def is_spoken(self) -> bool:
        """Return whether the quotation's sentences, or the words that lead to it, have a verb of saying with somebody to it."""
        text, end = self.text, self.quotation.end
        rest = (
            self.behind.split("\n\n", 1)[0] if self.words.rstrip().endswith(",") else ""
        )  # who said it, over a line's end
        outside = f"{self.before} {text[end : self.end]} {rest}"
        others = re.sub(r"[“\"][^“”\"]*[”\"]", " ", outside)
        if self.before.rstrip().endswith(":"):
            return _somebody(self.before)
        if self.opens and not self.before and text[max(self.start - 8, 0) : self.start].rstrip().endswith(":"):
            return True
        if _PASSIVE.search(self.before):
            return re.search(r"\bby\s", others) is not None
        plain = _NOBODY.sub(" ", others)
        return bool(_SPEAKS.search(plain) or re.search(rf"\b{reporting_verbs()}\b", plain))


class _Heard:
    """Who can be heard in the paragraphs around a quotation, outside of quotations."""

    def __init__(self, analysis: Analysis, report: Report) -> None:
        self.text = report.text
        self.paragraphs = prose(analysis, report)
        self.quoted = Spans((one.start, one.end) for one in analysis.quotations)
        self.running = quoted(analysis)
        told = [one for one in analysis.attributions if one.source]
        self.sources = Spans(pair for one in told for pair in one.source if not self.quoted.hold(*pair))
        people = {place for place, one in enumerate(analysis.entities) if one.kind == "person"}
        self.people = Spans(
            pair
            for one in told
            if one.speaker is not None and analysis.sources[one.speaker].entity in people
            for pair in one.source
        )
        self.cues = Spans(pair for one in told for pair in (*one.source, *one.cue))
        self.told: set[int] = set()

    def anybody(self, at: int, around: _Around) -> bool:
        """Return whether anybody speaks in the sentence of a part that is quoted, before it in the paragraph, or in the one before."""
        start = self.paragraphs[max(at - 1, 0)].start
        before = self.text[start : around.quotation.start]
        return self.cues.touch(start, around.end) or re.search(rf"\b{reporting_verbs()}\b", before) is not None

    def goes_on(self, at: int, around: _Around) -> bool:
        """Return whether a quotation goes on from a speaker before it, or somebody acts right behind it."""
        if around.words.rstrip().endswith(","):  # the speaker's name is what a comma waits for
            return bool(around.rest.strip())
        if _named_behind().match(self.text, around.quotation.end):
            return True
        acts = _BEAT.match(around.rest.lstrip()) or _REMARKS.search(around.rest)
        if acts or self.sources.touch(around.start, around.end):
            return True
        before = [one for one in self.paragraphs[at].sentences if one.end <= around.start]
        if (
            before
            and at
            and before[-1].text.endswith("?")
            and self.people.touch(self.paragraphs[at - 1].start, around.start)
        ):
            return True  # Why was he there? “My mother sent me.”
        if before:
            return self._leads(before[-1].start, before[-1].end) or self.people.touch(before[0].start, around.start)
        if not at:
            return False
        previous = self.paragraphs[at - 1]
        return at - 1 in self.told or self._runs_on(previous.end - 1) or self._leads(previous.start, previous.end)

    def _runs_on(self, last: int) -> bool:
        """Return whether a paragraph ends in a quotation that nobody closed: the next one goes on with it."""
        return self.running.hold(last, last + 1) and not self.quoted.hold(last, last + 1)

    def _leads(self, start: int, end: int) -> bool:
        """Return whether somebody speaks, or acts and is named, between two offsets, as in `Quill shrugged`."""
        if self.sources.touch(start, end) or self.quoted.touch(start, end):
            return True
        words = self.text[start:end]
        says = re.search(rf"\b{reporting_verbs()}\b|\b(?:told|asked)\b", words)
        return says is not None or _BEAT.search(words) is not None


_BEAT = re.compile(
    r"(?:\A|[.!?]\s+|,\s+)(?:(?:But|And|Then)\s+)?(?:[Hh]e|[Ss]he)\s+(?:\w+ly\s+)?[a-z]+\b"
    r"|[A-Z][\w’'-]+(?:,[^,.]{1,80},)?\s+(?:\w+ly\s+)?(?:shrug|laugh|smil|nod|paus|sigh|grin|frown|wept|cried|shook|wink|gestur|point|recall|remember|chip|sum|was\s+(?:blunt|clear|adamant|defiant|unmoved|not\s+so))\w*"
)


@lang.compiled
def _named_behind() -> re.Pattern[str]:
    """Return the pattern of who spoke, in a sentence of its own, or of what the words are, right behind a quotation."""
    who = rf"(?:(?:[A-Z][\w.’'-]+\s+){{1,3}}|he\s+|she\s+){reporting_verbs()}\b"
    return re.compile(rf"\s+{who}|\s*(?:That|This|The)\s+(?:quot\w+|lines?|words?|remarks?)\b|\s*\(\d{{4}}\)")


_REMARKS = re.compile(
    r"\b(?:chip(?:ped|s)\s+in|sum(?:med|s)\s+up|was\s+how|were\s+the\s+words|so\s+spoke|chimed\s+in|puts?\s+it)\b"
)
"""Who acts right before a quotation is who speaks it."""


def _somebody(words: str) -> bool:
    """Return whether words that lead to a quotation name anybody or anything that speaks or is read."""
    speaking = source_nouns("person", "organization", "document", "media") | _PRONOUNS
    if any(not speaking.isdisjoint({word, word.rstrip("s")}) for word in tokens(words)):
        return True
    return any(not name.opens or len(name.words) > 1 or _ACTS.match(words, name.end) for name in names(words))


_ACTS = re.compile(r"\s+(?:was|is|has|had|put|would|did|\w+ed)\b")  # `Quill was blunt:`, not `Reaction on the docks:`
_PRONOUNS = frozenset("he she they it i we his her their its who everyone".split())


RULE = Rule(
    id="CC203",
    name="quotation-without-speaker",
    severity="note",
    what="Finds a quotation of a clause or more that nobody is said to have said or written. Titles, slogans, signs and scare quotes are none.",
    why="Quotation marks promise that somebody said these very words. Without a name the promise cannot be kept or checked.",
    fires="The wall broke at dawn. “We had warned them for years that it would go.” By noon the quay was under water.",
    passes="The wall broke at dawn. “We had warned them for years that it would go,” said Rosa Quill, a pilot. By noon the quay was under water.",
    instead="Name the speaker beside the words, or take off the quotation marks and say it yourself.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; AP Stylebook, “quotations in the news”",
    find=find,
)
