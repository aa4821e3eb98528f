"""Which sentences of an article can hold a claim, and why the others cannot."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.citations.anchors import leads_on
from claimcheck.annotate.claims.checkability import is_question, judgement
from claimcheck.annotate.engine.sentences import BULLETS
from claimcheck.lang.references import is_citation

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SILENT = {"heading": "a heading", "meta": "a byline, a date line or the like", "code": "code"}
_STAMP = re.compile(r"\s*(?:date|published|updated|posted)?:?\s*(?:on\s+)?(\d{4}-\d\d-\d\d)\s+", re.IGNORECASE)
_FRAGMENT = re.compile(r"\s*[,;:–—]")
_BLANKED = re.compile(r" {9,}")  # where the Doc has spaces for an address
_CREDIT = re.compile(
    r"\s*[—–-]{1,2}\s*[^\n]{1,60}\(@\w+\)"
)  # under an embedded post: `— Kessa Port (@kessaport) May 2, 2026`
_WORDS = re.compile(r"\w+")
_OPENING = 300  # characters of a sentence in which a site speaks of itself


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in code points, cut at line ends and block edges, with its section."""

    number: int
    start: int
    end: int
    section: str


def claimable(doc: Doc, text: str) -> list[Sentence]:
    """Return the sentences that can hold claims."""
    sentences = sentences_of(doc)
    silent = silences(doc, text, sentences)
    kept = [sentence for sentence in sentences if sentence.number not in silent]
    return [*(_without_stamp(text, sentence) for sentence in kept[:1]), *kept[1:]]


def silences(doc: Doc, text: str, sentences: Sequence[Sentence]) -> dict[int, str]:
    """Return the sentences that can hold no claim, by number, each with the reason."""
    found = {one.number: _SILENT[one.section] for one in sentences if one.section in _SILENT}
    spoken = [sentence for sentence in sentences if sentence.number not in found]
    repeated, cited = _said_before(text, spoken), _citations(doc, text, spoken)
    for sentence in spoken:
        if sentence.number in repeated:
            found[sentence.number] = "the end of the sentence before it, once more"
        elif sentence.number in cited:
            found[sentence.number] = "a citation"
        elif _is_aside(text, sentence):
            found[sentence.number] = "a credit, or the name of another story"
        elif is_of_the_page(text[sentence.start : sentence.end]):
            found[sentence.number] = "what the site says of itself"
    return found


def left_out(doc: Doc, text: str, *, claimed: set[int]) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences without a claim, each with the reason; ``claimed`` are the numbers of those that have one."""
    sentences = sentences_of(doc)
    silent = silences(doc, text, sentences)
    for sentence in sentences:
        if sentence.number not in claimed:
            yield sentence, silent.get(sentence.number) or _why_nothing(text[sentence.start : sentence.end])


def _why_nothing(words: str) -> str:
    """Return why a sentence in the article's own voice states nothing to check."""
    if is_question(words):
        return "a question"
    cue = judgement(words)
    return "nothing in it that could be looked up" if cue is None else f"an opinion ({cue})"


def sentences_of(doc: Doc) -> list[Sentence]:
    """Return the sentences of ``doc`` without white space at their ends, cut where a block ends."""
    text = doc.text
    sections = doc.user_data.get("sections") or [(0, len(text), "body")]
    starts = [section[0] for section in sections]
    found: list[Sentence] = []
    bounds = (
        [(span.start_char, span.end_char) for span in doc.sents]
        if doc.has_annotation("SENT_START")
        else [(0, len(text))]
    )
    for start, end in bounds:
        at = start
        while at < end:
            place = max(bisect_right(starts, at) - 1, 0)
            stop = min(end, starts[place + 1]) if place + 1 < len(starts) and starts[place + 1] > at else end
            first, last = trim(text, at, stop)
            if text[first:last][:1] in BULLETS:
                first, last = trim(text, first + 1, last)
            if first < last:
                found.append(Sentence(len(found), first, last, _section(sections, first)))
            at = stop
    return found


def _section(sections: Sequence[tuple[int, int, str]], at: int) -> str:
    place = bisect_right(sections, at, key=lambda section: section[0]) - 1
    return sections[place][2] if place >= 0 and at < sections[place][1] else "body"


def trim(text: str, start: int, end: int, *, edges: str | None = None) -> tuple[int, int]:
    """Return ``start`` and ``end`` without white space, or ``edges``, at the ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(edges)), end - len(piece) + len(piece.rstrip(edges))


def _said_before(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the fragments (``, one of the best.``) that repeat the end of the sentence before them."""
    repeated = set()
    for before, sentence in itertools.pairwise(sentences):
        piece = text[sentence.start : sentence.end]
        if _FRAGMENT.match(piece):
            words = _WORDS.findall(piece.casefold())
            earlier = _WORDS.findall(text[before.start : before.end].casefold())
            if words and earlier[-len(words) :] == words:
                repeated.add(sentence.number)
    return repeated


def _is_aside(text: str, sentence: Sentence) -> bool:
    """Return whether a line credits an embedded post, or only names another story."""
    if _CREDIT.match(text, sentence.start, sentence.end):
        return True
    return sentence.section in {"lead", "body"} and leads_on(text[sentence.start : sentence.end])


def is_of_the_page(words: str) -> bool:
    """Return whether a sentence is the site's and not the article's: its rights, its cookies, its newsletter."""
    lowered = words[:_OPENING].casefold()
    return lowered.startswith(_page_words("opens")) or any(said in lowered for said in _page_words("says"))


@lang.compiled
def _page_words(kind: str) -> tuple[str, ...]:
    """Return the words of ``page_words.tsv`` of a kind."""
    return tuple(row["words"] for row in lang.rows("page_words") if row["kind"] == kind)


def _citations(doc: Doc, text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the sentences of footnotes that only cite, alone or as part of a note that only cites."""
    notes = [(start, end) for start, end, section in doc.user_data.get("sections") or () if section == "footnote"]
    starts = [start for start, _ in notes]
    found = set()
    for sentence, following in itertools.zip_longest(sentences, sentences[1:]):
        place = bisect_right(starts, sentence.start) - 1
        if place < 0 or sentence.start >= notes[place][1]:
            continue
        start, end = notes[place]
        own = text[sentence.start : min(following.start, end) if following else end]
        if any(is_citation(_BLANKED.sub(" https://there ", piece)) for piece in (text[start:end], own)):
            found.add(sentence.number)
    return found


def _without_stamp(text: str, sentence: Sentence) -> Sentence:
    """Return the first sentence without a publication date that stands before it."""
    stamp = _STAMP.match(text, sentence.start, sentence.end) if not text[: sentence.start].strip() else None
    if stamp is None:
        return sentence
    return Sentence(sentence.number, stamp.end(), sentence.end, sentence.section)
