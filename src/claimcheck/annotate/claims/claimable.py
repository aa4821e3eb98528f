"""Which sentences of an article can hold a claim, and why the others cannot."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.claims.asides import is_credit, is_of_the_page, leads_on
from claimcheck.annotate.claims.checkability import is_question
from claimcheck.annotate.claims.wording import judgement
from claimcheck.annotate.engine.evidence import evidence
from claimcheck.annotate.engine.sentences import BULLETS
from claimcheck.annotate.grammar.headings import run_in_headings
from claimcheck.annotate.phenomena import PHENOMENA
from claimcheck.lang.references import is_citation

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SILENT = {"heading": "a heading", "meta": "a byline, a date line or the like", "code": "code"}
LEAST_WORTH, MARKED = -2.5, 4.5
"""How far the log odds that a checker checks a sentence first may lie below those that there is nothing to check, before it
is left out, and what a mark makes up for: on 40 articles that no weights are trained on, and on 18 of many countries, 92 % of what is
listed is then worth a check, and 96 and 97 % of what a checker checks first is listed; with -3 it is 92, 91, 97 and 97 %."""
_STAMP = re.compile(r"\s*(?:date|published|updated|posted)?:?\s*(?:on\s+)?(\d{4}-\d\d-\d\d)\s+", re.IGNORECASE)
_STATING = frozenset("ccomp csubj parataxis acl:relcl".split())
"""Labels of clauses that state something, whatever their sentence asks for."""
_FRAGMENT = re.compile(r"\s*[,;:–—]")
_BLANKED = re.compile(r" {9,}")  # where the Doc has spaces for an address
_WORDS = re.compile(r"\w+")
SILENT = "claimcheck_silent"
"""The key of ``doc.user_data`` under which it stands why sentences hold no claims."""
_LEAST_REPEATED = 6  # words of a sentence that nobody writes twice


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands, in code points, cut at line ends and block edges, with its section."""

    number: int
    start: int
    end: int
    section: str


def claimable(doc: Doc, text: str) -> list[SentenceSpan]:
    """Return the sentences that can hold claims, and keep in the Doc why the others cannot."""
    sentences = sentences_of(doc)
    silent = _silences(doc, text, sentences)
    doc.user_data[SILENT] = [*silent.items()]
    kept = [sentence for sentence in sentences if sentence.number not in silent]
    return [*(_without_stamp(text, sentence) for sentence in kept[:1]), *kept[1:]]


def silences(doc: Doc) -> dict[int, str]:
    """Return the sentences that can hold no claim, by number, each with the reason, as it was when claims were looked for."""
    if SILENT not in doc.user_data:
        claimable(doc, groups.text_of(doc))
    return dict(doc.user_data[SILENT])


def _silences(doc: Doc, text: str, sentences: Sequence[SentenceSpan]) -> dict[int, str]:
    spoken = [sentence for sentence in sentences if sentence.section not in _SILENT]
    reasons = {
        **{one.number: why_nothing(text[one.start : one.end]) for one in _empty(doc, spoken)},
        **{one.number: "what the site says of itself" for one in spoken if is_of_the_page(text[one.start : one.end])},
        **{one.number: "a credit, or the name of another story" for one in spoken if _is_aside(text, one)},
        **dict.fromkeys(_instructions(doc, spoken), "an instruction"),
        **dict.fromkeys(_citations(doc, text, spoken), "a citation"),
        **dict.fromkeys(_said_before(text, spoken), "the end of the sentence before it, once more"),
        **dict.fromkeys(_repeated(text, spoken), "an earlier sentence, word for word"),
    }
    return reasons | {one.number: _SILENT[one.section] for one in sentences if one.section in _SILENT}


def why_nothing(words: str) -> str:
    """Return why a sentence in the article's own voice states nothing to check."""
    if is_question(words):
        return "a question"
    cue = judgement(words)
    return "nothing in it that could be looked up" if cue is None else f"an opinion ({cue})"


def sentences_of(doc: Doc) -> list[SentenceSpan]:
    """Return the sentences of ``doc`` without white space and bullets at their ends, cut where a block ends."""
    text = groups.text_of(doc)
    sections = _sections(doc, text)
    borders = [section[0] for section in sections]
    found: list[SentenceSpan] = []
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
        for piece in itertools.pairwise((start, *inside, end)):
            first, last = trim(text, *piece)
            if text[first:last][:1] in BULLETS:
                first, last = trim(text, first + 1, last)
            if first < last:
                found.append(SentenceSpan(len(found), first, last, _section(sections, first)))
    return found


def _sections(doc: Doc, text: str) -> list[tuple[int, int, str]]:
    """Return the sections of the text, a heading at the beginning of a paragraph apart from it."""
    sections = list(doc.user_data.get("sections") or [(0, len(text), "body")])
    for start, end in run_in_headings(doc):
        first, after = doc[start].idx, doc[end].idx
        place = bisect_right(sections, first, key=lambda section: section[0]) - 1
        if place >= 0 and after < sections[place][1]:
            begin, stop, section = sections[place]
            pieces = [(begin, first, section), (first, after, "heading"), (after, stop, section)]
            sections[place : place + 1] = [piece for piece in pieces if piece[0] < piece[1]]
    return sections


def _section(sections: Sequence[tuple[int, int, str]], at: int) -> str:
    place = bisect_right(sections, at, key=lambda section: section[0]) - 1
    return sections[place][2] if place >= 0 and at < sections[place][1] else "body"


def trim(text: str, start: int, end: int, *, edges: str | None = None) -> tuple[int, int]:
    """Return ``start`` and ``end`` without white space, or ``edges``, at the ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(edges)), end - len(piece) + len(piece.rstrip(edges))


def _empty(doc: Doc, sentences: Sequence[SentenceSpan]) -> Iterator[SentenceSpan]:
    """Yield the sentences in which the network sees nothing to check."""
    facts = (groups.facts_of(doc, one.group) for one in PHENOMENA if one.states)
    starts, judged = sorted(fact["start"] for found in facts for fact in found), evidence(doc)
    for one in sentences:
        marked = bisect_left(starts, one.start) < bisect_left(starts, one.end)
        nothing, first = judged.worths(one.start, one.end)
        if first - nothing + MARKED * marked < LEAST_WORTH:
            yield one


def _instructions(doc: Doc, sentences: Sequence[SentenceSpan]) -> Iterator[int]:
    """Yield the sentences in the imperative, which state nothing: ``Add the milk``, but not ``Note that 12 died``."""
    cues = [cue.start_char for cue in doc.spans.get("cue", ())]
    for one in sentences:
        words = doc.char_span(one.start, one.end, alignment_mode="expand")
        if (
            words is None
            or "Imp" not in words.root.morph.get("Mood", [])
            or bisect_left(cues, one.start) < bisect_left(cues, one.end)
        ):
            continue
        subject = any(child.dep_.startswith("nsubj") for child in words.root.lefts)
        if not subject and not any(token.dep_ in _STATING for token in words):
            yield one.number


def _said_before(text: str, sentences: Sequence[SentenceSpan]) -> Iterator[int]:
    """Yield the fragments (``, one of the best.``) that repeat the end of the sentence before them."""
    for before, sentence in itertools.pairwise(sentences):
        piece = text[sentence.start : sentence.end]
        if _FRAGMENT.match(piece):
            words = _WORDS.findall(piece.casefold())
            if words and _WORDS.findall(text[before.start : before.end].casefold())[-len(words) :] == words:
                yield sentence.number


def _repeated(text: str, sentences: Sequence[SentenceSpan]) -> Iterator[int]:
    """Yield the sentences of some length that stand in the article before: a teaser, or a paragraph pasted twice."""
    met: set[str] = set()
    for sentence in sentences:
        words = _WORDS.findall(text[sentence.start : sentence.end].casefold())
        said = " ".join(words)
        if len(words) >= _LEAST_REPEATED and said in met:
            yield sentence.number
        met.add(said)


def _is_aside(text: str, sentence: SentenceSpan) -> bool:
    """Return whether a line credits an embedded post, or only names another story."""
    words = text[sentence.start : sentence.end]
    return is_credit(words) or (sentence.section in {"lead", "body"} and leads_on(words))


def _citations(doc: Doc, text: str, sentences: Sequence[SentenceSpan]) -> Iterator[int]:
    """Yield the sentences of footnotes that only cite, alone or as part of a note that only cites."""
    notes = [(start, end) for start, end, section in doc.user_data.get("sections") or () if section == "footnote"]
    for sentence, following in itertools.zip_longest(sentences, sentences[1:]):
        place = bisect_right(notes, sentence.start, key=lambda note: note[0]) - 1
        if place < 0 or sentence.start >= notes[place][1]:
            continue
        start, end = notes[place]
        own = text[sentence.start : min(following.start, end) if following else end]
        if any(is_citation(_BLANKED.sub(" https://there ", piece)) for piece in (text[start:end], own)):
            yield sentence.number


def _without_stamp(text: str, sentence: SentenceSpan) -> SentenceSpan:
    """Return the first sentence without a publication date that stands before it."""
    stamp = _STAMP.match(text, sentence.start, sentence.end) if not text[: sentence.start].strip() else None
    return replace(sentence, start=stamp.end()) if stamp else sentence
