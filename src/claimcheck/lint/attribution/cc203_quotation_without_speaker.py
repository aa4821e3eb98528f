"""CC203: a quotation without a speaker."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from claimcheck.analysis import Analysis, Quotation, Word
from claimcheck.lint.passages import ProseParagraph, ProseSentence, Spans, prose, quoted
from claimcheck.lint.passages.names import person_nouns
from claimcheck.lint.passages.wording import source_nouns
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_FEWEST_WORDS = 4  # below that they are scare quotes, nicknames, single words
_TITLE_SHARE = 0.6  # of the longer words in capitals: a title
_NEAR = 80  # characters before a quotation that tell what it is
_NAMED_BEFORE = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|known\s+as|labell?ed|christened|headed|headlined|captioned|inscribed|subtitled|branded|"
    r"slogans?|motto|mantra|chorus|signs?|banners?|posters?|placards?|stickers?|plaque|graffiti|t-shirts?|shirts?|reads?|reading|song|songs|film|films|movie|book|novel|play|"
    r"poem|album|show|series|episode|column|essay|article|headline|hashtag|theme|heading|chapter|word|words|phrase|term|terms|expression|saying|proverb|adage|lyrics|"
    r"stamped|marked|spelled|painted|printed|chant|chants|chanting|chanted|shouts\s+of|cries\s+of|means|meaning|translates\s+as|question|as\s+in|so-called)\b"
    r"[^“\"‘.!?]{0,40}[,:]?\s*\Z",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:been|being|is|are|was|were)\s+(?:\w+ly\s+)?(?:(?:described|branded|denounced|dismissed|criticised|criticized|condemned|hailed|labell?ed|attacked|praised|"
    r"derided|mocked|greeted|welcomed|seen|viewed|likened|compared|decried|ridiculed|slammed|blasted|characteri[sz]ed|portrayed|presented|regarded|touted|rejected|"
    r"celebrated|lauded|summed\s+up)\s+(?:as|to|with)|called|branded|labell?ed|deemed|judged|pronounced|declared)\s+\Z",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*(?:[—–―-]+\s*|\n\s*)[^\W\d_a-z][\w.’'-]+\s+[^\W\d_a-z][\w.’'-]+[^\n.!?]{0,80}\.?\s*(?:\n|\Z)")
_GOES_ON = re.compile(r"\s*(?:That|This|The)\s+(?:quot\w+|lines?|words?|remarks?)\b|\s*\(\d{4}\)")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the quotations that nobody is said to have said, in text order."""
    heard = _Heard(analysis, report)
    for quotation in analysis.quotations:
        at = bisect.bisect_right(heard.paragraphs, quotation.start, key=lambda one: one.start) - 1
        inside = at >= 0 and quotation.start < heard.paragraphs[at].end
        if not inside or "\n" in report.text[quotation.start : quotation.end]:
            continue  # over two lines: a quotation that stands out, and is signed on its last
        around = _Around(report.text, heard.paragraphs[at], quotation)
        if around.is_speech() and (heard.speaks(around) or (not around.called and heard.goes_on(at, around))):
            heard.told.add(at)
        elif around.is_speech():
            message = f"nobody is named for “{' '.join(around.words.split()[:6])} …”"
            yield Fault(quotation.start, quotation.end, message, help="say who said or wrote it")


class _Around:
    """A quotation with the words of its sentences."""

    def __init__(self, text: str, paragraph: ProseParagraph, quotation: Quotation) -> None:
        self.text, self.quotation, self.paragraph = text, quotation, paragraph
        self.words = text[quotation.start + 1 : quotation.end - 1]
        self.sentences = [one for one in paragraph.sentences if one.end > quotation.start and one.start < quotation.end]
        self.start = min((one.start for one in self.sentences), default=paragraph.start)
        self.end = max([quotation.end, *(one.end for one in self.sentences)])
        self.before, self.behind = text[self.start : quotation.start], text[quotation.end : quotation.end + 200]
        self.near = text[max(paragraph.start, quotation.start - _NEAR) : quotation.start]
        self.called = _PASSIVE.search(self.near) is not None

    def is_speech(self) -> bool:
        """Return whether a quotation is what somebody said: no title, slogan, sign, or single words."""
        words = re.findall(r"[^\W\d_][\w’'-]*", self.words)
        longer = [word for word in words if len(word) > 3]  # noqa: PLR2004
        titled = longer and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer)
        if len(words) < _FEWEST_WORDS or titled:
            return False
        ends = self.words.rstrip()[-1:] in ".,!?…" or self.behind.lstrip()[:1] in ".!?"
        whole = self.words.strip()[:1].isupper() and ends
        if self.called or not whole or _SIGNED.match(self.behind):
            return self.called
        return _NAMED_BEFORE.search(self.near) is None


class _Heard:
    """Who can be heard in the paragraphs around a quotation, outside of quotations."""

    def __init__(self, analysis: Analysis, report: Report) -> None:
        self.text, self.paragraphs = report.text, prose(analysis, report)
        self.quoted = Spans((one.start, one.end) for one in analysis.quotations)
        self.running = quoted(analysis)
        told = [one for one in analysis.attributions if one.source]
        self.voices = Spans(pair for one in told for pair in (*one.source, *one.cue) if not self.quoted.hold(*pair))
        people = {place for place, one in enumerate(analysis.entities) if one.kind == "person"}
        by_people = (one for one in told if one.speaker is not None and analysis.sources[one.speaker].entity in people)
        self.people = Spans(pair for one in by_people for pair in one.source)
        self.told: set[int] = set()

    def speaks(self, around: _Around) -> bool:
        """Return whether somebody is said to speak in a quotation's sentences, or in the words that lead to it."""
        if around.called:
            return any(word.label == "obl:agent" for one in around.sentences for word in self._outside(one))
        if around.before.rstrip().endswith(":") or self.text[: around.start].rstrip(" ").endswith(":"):
            return self._names(around.sentences)
        return self.voices.touch(around.start, around.end)

    def goes_on(self, at: int, around: _Around) -> bool:
        """Return whether a quotation goes on from a speaker before it, or somebody acts right behind it."""
        paragraph = self.paragraphs[at].sentences
        behind = [one for one in paragraph if one.start >= around.quotation.end][:1]
        if around.words.rstrip().endswith(","):  # the speaker's name is what a comma waits for
            return bool(self.text[around.quotation.end : around.paragraph.end].strip())
        if _GOES_ON.match(self.text, around.quotation.end) or self._acts(behind):
            return True
        before = [one for one in paragraph if one.end <= around.start]
        if before or not at:
            spoken = before and self.people.touch(before[0].start, around.start)
            return bool(spoken) or self._leads(before[-1:])
        last = self.paragraphs[at - 1]
        runs_on = self.running.hold(last.end - 1, last.end) and not self.quoted.hold(last.end - 1, last.end)
        if at - 1 in self.told or runs_on:
            return True
        if around.quotation.start > around.paragraph.start or around.quotation.end < around.paragraph.end:
            return self._leads(last.sentences)
        pulled = self.text.count(around.words.rstrip(".,!?")) > 1  # out of the article, to stand in large type
        return pulled or self.people.touch(last.start, last.end) or self._acts(last.sentences[-1:])

    def _leads(self, sentences: Sequence[ProseSentence]) -> bool:
        """Return whether somebody speaks in sentences, or acts in the last of them, as in `Quill shrugged`."""
        heard = any(self.voices.touch(one.start, one.end) or self.quoted.touch(one.start, one.end) for one in sentences)
        return heard or self._acts(sentences[-1:])

    def _names(self, sentences: Sequence[ProseSentence]) -> bool:
        """Return whether words that lead to a quotation name anybody or anything that speaks or is read."""
        words = [word for one in sentences for word in self._outside(one)]
        return any(
            word.tag in {"NNP", "PRP"}
            or word.lemma in source_nouns("person", "group", "organization", "document", "media")
            for word in words
        )

    def _acts(self, sentences: Sequence[ProseSentence]) -> bool:
        """Return whether somebody acts in a sentence: `She had been clear`, `Quill shrugged`."""
        subjects = (word for one in sentences for word in self._outside(one) if word.label == "nsubj")
        acting = any(word.name == "PERSON" or word.text.casefold() in {"he", "she"} for word in subjects)
        return acting and not any(map(_joins_two, sentences))

    def _outside(self, sentence: ProseSentence) -> Iterator[Word]:
        return (word for word in sentence.words if not self.quoted.hold(word.start, word.end))


def _joins_two(sentence: ProseSentence) -> bool:
    """Return whether `and` joins two people as the subject of a sentence, one of whom may speak: his widow and his brother sat there."""
    words = sentence.words
    joint = (word for word in words if word.label == "conj" and words[word.head].label == "nsubj")
    return any(person_nouns().fullmatch(word.text.casefold()) or word.name == "PERSON" for word in joint)


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
