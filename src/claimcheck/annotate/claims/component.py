"""Claims: the statements that have to be checked, each with its marks, its binding and what it is like.

A claim is the attributed content, sentence by sentence, where there is an attribution, else the sentence. Every mark
lands in exactly one claim. See REPORT ("A claim is the statement") and GUIDELINES ("Binding").
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.completion import JOINTS, RELAYED
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.attribution.cues import is_forecast, is_listed, is_report
from claimcheck.annotate.claims.binding import Binder
from claimcheck.annotate.claims.checkability import checkability
from claimcheck.annotate.claims.claimable import SentenceSpan, claimable, trim
from claimcheck.annotate.claims.extents import (
    CLOSING,
    EDGES,
    hangs_beside,
    is_finite,
    is_indirect_question,
    is_scrap,
    own_part,
    own_voice,
    trimmed_end,
    whole_phrases,
)
from claimcheck.annotate.claims.figures import StatedFigure, measurement_of, same_figures
from claimcheck.annotate.claims.wording import hedge, kinds_by_words
from claimcheck.annotate.grammar.phrases import RELATIVE, singular, source_nouns
from claimcheck.annotate.phenomena import KINDS, PHENOMENA
from claimcheck.annotate.sources.component import Cited

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

KIND_OF = {one.group: one.kind for one in PHENOMENA}
MARKS = tuple(one.group for one in sorted(PHENOMENA, key=lambda one: not one.states))
_KINDS = (*KINDS, "quote", "paraphrase", "causal", "rule", "prediction")
_POINTING = frozenset("PRP DT".split())
_OWN = -1  # where a relation's number would stand: the article's own voice
_ASSERTING = frozenset("assertion denial evidence".split())
_ENTITLED = frozenset("titled entitled subtitled headlined".split())
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim; ``source`` and ``attribution`` are places in their groups, ``marks`` pairs of group and place."""

    start: int
    end: int
    id: str
    sentence: list[int]
    """Number, start and end of the sentence."""
    section: str
    kinds: list[str]
    marks: list[list[Any]]
    attribution: int | None
    source: int | None
    chain: list[int]
    hedged: bool
    checkability: str
    same_as: list[str]
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Mark:
    group: str
    place: int
    start: int
    end: int
    aside: bool
    """Whether it only tells when or who: a time, or an age in place of a name (``the 21-year-old said``)."""


def find_claims(doc: Doc) -> Iterator[Statement]:
    """Yield the claims of ``doc`` in text order."""
    cited = groups.read(doc, "sources", Cited)
    speaks = {number: place for place, source in enumerate(cited) for number in source.attributions}
    binder = Binder(groups.text_of(doc), groups.read(doc, "attributions", Relation), speaks=speaks)
    yield from _finished(doc, _open_claims(doc, binder), binder=binder, cited=cited)


@dataclass(slots=True)
class _OpenClaim:
    """A claim while its marks are collected."""

    sentence: SentenceSpan
    attribution: int | None
    start: int
    end: int
    marks: list[_Mark] = field(default_factory=list)
    rule: str = ""


Collected = defaultdict[int, dict[int, _OpenClaim]]
"""The claims of each sentence, by its number and by that of their relation, ``_OWN`` in the article's own voice."""


def _open_claims(doc: Doc, binder: Binder) -> list[_OpenClaim]:
    """Return the claims with their extent and marks, in text order."""
    sentences = claimable(doc, binder.text)
    starts = [sentence.start for sentence in sentences]
    found: Collected = defaultdict(dict)
    marks = _marks(doc, binder.relations)
    figures = sorted(mark.start for mark in marks if mark.group != "times")
    quoted = {one.number: number for one in sentences if (number := binder.quoted_by(one.start, one.end)) is not None}
    telling = _telling(doc, binder.relations, figures) - binder.inner
    for number in telling:
        for start, end in binder.relations[number].content:
            content = (start, whole_phrases(doc, start, end))
            for sentence in sentences[max(bisect_right(starts, start) - 1, 0) : bisect_right(starts, content[1] - 1)]:
                _widen(binder.text, found[sentence.number], sentence, number=number, content=content)
    heard = [one for number, one in enumerate(binder.relations) if number in telling or one.stance == "declined"]
    told = [(claim.start, claim.end) for inside in found.values() for claim in inside.values()]
    vouched = {
        sentences[bisect_right(starts, one.start) - 1].number: number
        for number, one in enumerate(binder.relations)
        if number not in telling | binder.inner and _vouches(doc, one) and bisect_right(starts, one.start)
    }
    own = [*own_voice(doc, sentences, relations=heard, told=told)]
    for sentence in dict.fromkeys([*own, *(one for one in sentences if one.number in vouched)]):
        inside, speaker = found[sentence.number], quoted.get(sentence.number)
        if speaker is not None:  # the speaker of the quotation goes on
            inside[speaker] = _OpenClaim(sentence, speaker, sentence.start, sentence.end, rule="quotation")
            continue
        adding = [
            binder.relations[number] for number, one in inside.items() if _adds(doc, one, binder, figures=figures)
        ]
        part = own_part(doc, sentence, relations=adding)
        inside[_OWN] = _OpenClaim(sentence, vouched.get(sentence.number), *part, rule="statement")
    for mark in marks:
        place = bisect_right(starts, mark.start) - 1
        if place >= 0 and mark.start < sentences[place].end:
            _place(doc, mark, found[sentences[place].number], sentence=sentences[place], binder=binder)
    kept = [claim for inside in found.values() for claim in _distinct(doc, inside, binder=binder)]
    return sorted(kept, key=lambda claim: (claim.start, -claim.end, claim.attribution or -1))


def _distinct(doc: Doc, inside: Mapping[int, _OpenClaim], *, binder: Binder) -> Iterator[_OpenClaim]:
    """Yield a sentence's claims but the scraps: no mark in them, and nothing told, or told by the article itself.

    In ``the minister has blocked the port from selling it, for the first time`` the port's selling is told already.
    """
    for number, claim in inside.items():
        words = doc.char_span(claim.start, claim.end, alignment_mode="expand")
        if number == _OWN or claim.marks or words is None:
            yield claim
            continue
        quoted = binder.relations[number].form != "indirect"
        retold = _OWN in inside and not _adds(doc, claim, binder)
        if not (retold or is_scrap(words, quoted=quoted)):
            yield claim


def _adds(doc: Doc, claim: _OpenClaim, binder: Binder, *, figures: Sequence[int] = ()) -> bool:
    """Return whether a content is more than a part of what the article tells around it: words quoted, a clause, a mark."""
    quoted = claim.attribution is not None and binder.relations[claim.attribution].form != "indirect"
    marked = bisect_left(figures, claim.start) < bisect_left(figures, claim.end)
    return quoted or marked or is_finite(doc.char_span(claim.start, claim.end, alignment_mode="expand") or ())


def _telling(doc: Doc, relations: Sequence[Relation], figures: Sequence[int]) -> frozenset[int]:
    """Return the relations whose content says something of its own: words quoted, a predicate, or a mark to check.

    In ``the mayor backed the plan`` the plan is only what it is about, in ``she wants to sell the hall`` the wish is the news: these
    are the article's own statements. What somebody is accused of, or claims to have done, and a fact in a noun (``denied any
    wrongdoing``) are told; so is what documents show (``the poll showed her taking the lead``) and what is forecast.
    """

    def tells(one: Relation, start: int, end: int) -> bool:
        span = doc.char_span(start, end, alignment_mode="expand")
        points = span is not None and all(token.tag_ in _POINTING for token in span)  # denied it
        words = () if span is None or points or one.stance == "declined" or is_indirect_question(span) else span
        foretold = span is not None and bool(words and one.source) and _is_foretold(span, one)
        if is_finite(words) or foretold or any(map(_is_as_what, words)):
            return True
        asserts = bool(words and one.source) and one.stance in _ASSERTING
        shows, known = bool(one.source) and _is_document(doc, one), _is_known(doc, one)
        deed = next((token for token in words if token.tag_ in {"VB", "VBG"} and token.dep_ != "amod"), None)
        done = deed is not None and (shows or deed.tag_ == "VBG" or deed.lower_ == "have")
        marked = bisect_left(figures, start) < bisect_left(figures, end)
        fact = asserts and not points and any(map(is_report, _cues(doc, one))) and not _vouches(doc, one)
        return (asserts and known and done) or fact or (marked and bool(one.source) and (known or shows))

    relays = {one.within for one in relations if one.why.get("rule") == RELAYED}  # each tells that somebody says it
    return frozenset(
        number
        for number, one in enumerate(relations)
        if number not in relays
        and (one.form != "indirect" or any(tells(one, *piece) for piece in one.content))
        and not _names(doc, one)
    )


def _names(doc: Doc, relation: Relation) -> bool:
    """Return whether a cue gives a title to what is quoted: the paper entitled “...”."""
    return any(cue[-1].lower_ in _ENTITLED for cue in _cues(doc, relation))


def _is_document(doc: Doc, relation: Relation) -> bool:
    source = doc.char_span(relation.source[0][0], relation.source[-1][1], alignment_mode="expand")
    return source is not None and source_nouns().get(singular(source.root.lower_)) in {"document", "media"}


def _is_known(doc: Doc, relation: Relation) -> bool:
    """Return whether the cue is a row of ``cues.tsv``: of other verbs an infinitive (``sent her to watch``) is seldom told."""
    return any(map(is_listed, _cues(doc, relation)))


def _vouches(doc: Doc, relation: Relation) -> bool:
    """Return whether a content only takes up what its sentence says, which is credited with it: ``, a move confirmed by officials``."""
    content = doc.char_span(relation.content[-1][0], relation.content[-1][1], alignment_mode="expand")
    cue = doc.char_span(relation.cue[0][0], relation.cue[0][1], alignment_mode="expand") if relation.cue else None
    if content is None or cue is None or not relation.source or not content.start:
        return False
    taken_up = content[0].lower_ in {"a", "an"} and doc[content.start - 1].text in JOINTS
    return taken_up and cue.root.dep_ == "acl" and cue.root.head in content and cue[-1].lower_ == "by"


def _is_as_what(token: Token) -> bool:
    """Return whether a word is the ``as`` of what one is ``identified as``."""
    return token.lower_ == "as" and token.dep_ == "case" and token.head.dep_ == "obl"


def _widen(
    text: str, inside: dict[int, _OpenClaim], sentence: SentenceSpan, *, number: int, content: tuple[int, int]
) -> None:
    """Add what of a content lies in ``sentence`` to the claim of its relation there."""
    first, last = trim(text, max(content[0], sentence.start), min(content[1], sentence.end), edges=EDGES)
    if first < last and _WORDS.search(text, first, last):
        claim = inside.setdefault(number, _OpenClaim(sentence, number, first, last, rule="content"))
        claim.start, claim.end = min(claim.start, first), max(claim.end, last)


def _place(doc: Doc, mark: _Mark, inside: dict[int, _OpenClaim], *, sentence: SentenceSpan, binder: Binder) -> None:
    """Put a mark into the claim that it is bound to, among those ``inside`` its sentence."""
    attribution, rule = binder.bind(mark.start, mark.end)
    if attribution not in inside:
        attribution = None  # the content alone says nothing
    number = _OWN if attribution is None else attribution
    if mark.aside and not _holds(inside.get(number), mark):  # `reported Monday` is no claim of its own
        telling = (n for n in inside if n != _OWN and binder.relations[n].start <= mark.start < binder.relations[n].end)
        number = next(telling, number if number in inside else min(inside, default=number))
    elif attribution is None:  # in the noun that a content was cut before
        ends = (n for n, one in inside.items() if n != _OWN and _holds(one, mark))
        number = next((n for n in ends if binder.relations[n].content[-1][1] <= mark.start), number)
    claim = inside.get(number)
    if claim is None or (number == _OWN and not _holds(claim, mark)):
        around = [binder.relations[other] for other in inside if other != _OWN]
        start, end = _between(doc, mark, around, sentence=sentence)
        claim = claim or _OpenClaim(sentence, attribution, start, end)
        claim.start, claim.end = min(claim.start, start), max(claim.end, end)
        inside[number] = claim
    if mark.start < claim.end and claim.start < mark.end:  # `26°C [to 27°C]` is one figure
        claim.start, claim.end = min(claim.start, mark.start), max(claim.end, mark.end)
    claim.marks.append(mark)
    claim.rule = claim.rule or rule


def _holds(claim: _OpenClaim | None, mark: _Mark) -> bool:
    return claim is not None and claim.start <= mark.start < mark.end <= claim.end


def _between(doc: Doc, mark: _Mark, relations: Sequence[Relation], *, sentence: SentenceSpan) -> tuple[int, int]:
    """Return what of a sentence stands around a mark and is nobody's: ``so far it has hired 140``.

    A figure of who speaks stands with them (``Six papers in the valley said``), and where the rest is no clause, or one
    without what it tells of (``, which doubled``), with all of the sentence.
    """
    held = [tuple(span) for one in relations for span in one.content]
    told = [tuple(span) for one in relations for span in (*one.source, *one.cue)]
    speaks = any(start < mark.end and mark.start < end for start, end in told)
    behind = (span for one in relations for span in one.cue if span[0] >= mark.end)
    aside = [span for span in behind if hangs_beside(doc, *span)]  # , saying that
    taken = [*held, *aside] if speaks else [*held, *told]
    first = max((end for _, end in taken if sentence.start < end <= mark.start), default=sentence.start)
    last = min((start for start, _ in taken if mark.end <= start < sentence.end), default=sentence.end)
    text = groups.text_of(doc)
    start, end = trim(text, first, last, edges=EDGES)
    words, rest = _WORDS.search(text, start, end), doc.char_span(start, end, alignment_mode="expand")
    if words is None or words[0].casefold() in RELATIVE or not (speaks or is_finite(rest or ())):
        return sentence.start, sentence.end
    if end < sentence.end - CLOSING:
        end = trimmed_end(doc, start, end)
    for at, to in (one.source[0] for one in relations if speaks and one.source):
        within = at <= mark.start < mark.end <= to and start <= at and to <= end  # `Ana Ruiz, who won twice, [said]`
        if within and "," in text[at:to]:  # more than a name: it is told beside what she says
            return trim(text, at, to, edges=EDGES)
    return min(start, mark.start), max(end, mark.end)


def _marks(doc: Doc, relations: Sequence[Relation]) -> list[_Mark]:
    """Return every mark of ``doc`` in text order, the times, which join what else there is, behind the others."""
    speakers = {end for one in relations for _, end in one.source}

    def is_aside(group: str, fact: Mapping[str, Any]) -> bool:
        return group == "times" or (fact.get("of") == "age" and fact["end"] in speakers)

    found = [
        _Mark(group, place, fact["start"], fact["end"], is_aside(group, fact))
        for group in MARKS
        for place, fact in enumerate(groups.facts_of(doc, group))
    ]
    return sorted(found, key=lambda mark: (mark.group == "times", mark.start, mark.end, MARKS.index(mark.group)))


def _finished(doc: Doc, found: Sequence[_OpenClaim], *, binder: Binder, cited: Sequence[Cited]) -> Iterator[Statement]:
    for claim in found:
        claim.marks.sort(key=lambda mark: (mark.start, mark.end))
    ids = _ids(binder.text, found)
    facts = groups.facts_of(doc, "quantities")
    names = [(name.start_char, name.text) for name in doc.ents]
    twins = same_figures([_measured(binder.text, claim, facts=facts, names=names) for claim in found])
    for number, claim in enumerate(found):
        text = binder.text[claim.start : claim.end]
        relation = None if claim.attribution is None else binder.relations[claim.attribution]
        words = doc.char_span(claim.start, claim.end, alignment_mode="expand")
        kinds = _kinds(claim, words, binder=binder)
        cue = None if words is None else hedge(words)
        source = None if claim.attribution is None else binder.speaks.get(claim.attribution)
        yield Statement(
            claim.start,
            claim.end,
            ids[number],
            [claim.sentence.number, claim.sentence.start, claim.sentence.end],
            claim.sentence.section,
            kinds,
            [[mark.group, mark.place] for mark in claim.marks],
            claim.attribution,
            source,
            [] if claim.attribution is None else binder.chain(claim.attribution),
            cue is not None,
            checkability(
                text,
                kinds=kinds,
                stance=relation.stance if relation else None,
                hedged=cue is not None,
                said_by=None if source is None else cited[source].type,
            ),
            [ids[other] for other in twins[number]],
            {"by": "rule", "rule": claim.rule, "cue": relation.why.get("cue") if relation else cue, "hedge": cue},
        )


def _kinds(claim: _OpenClaim, words: Span | None, *, binder: Binder) -> list[str]:
    kinds, number = {KIND_OF[mark.group] for mark in claim.marks}, claim.attribution
    if number is not None:
        kinds.add("quote" if binder.is_quoted(number, claim.start, claim.end) else "paraphrase")
        if words is not None and _is_foretold(words, binder.relations[number]):
            kinds.add("prediction")
    kinds.update([] if words is None else kinds_by_words(words, attributed=number is not None))
    return [kind for kind in _KINDS if kind in kinds] or ["assertion"]


def _is_foretold(words: Span, relation: Relation) -> bool:
    return any(is_forecast(cue, words) for cue in _cues(words.doc, relation))


def _cues(doc: Doc, relation: Relation) -> Iterator[Span]:
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in relation.cue)
    yield from (span for span in spans if span is not None)


def _ids(text: str, found: Sequence[_OpenClaim]) -> list[str]:
    """Return the ids: from a claim's normalised words, its section, and its place among those that share both."""
    met: Counter[str] = Counter()
    ids = []
    for claim in found:
        words = " ".join(_WORDS.findall(text[claim.start : claim.end].casefold()))
        key = f"{claim.sentence.section}\x1f{words}"
        ids.append("c-" + hashlib.sha256(f"{key}\x1f{met[key]}".encode()).hexdigest()[:12])
        met[key] += 1
    return ids


def _measured(
    text: str, claim: _OpenClaim, *, facts: Sequence[dict[str, Any]], names: Sequence[tuple[int, str]]
) -> list[StatedFigure]:
    held = [facts[mark.place] for mark in claim.marks if mark.group == "quantities"]
    first, last = (bisect_left(names, (offset, "")) for offset in (claim.start, claim.end))
    named = " ".join(name for _, name in names[first:last])
    sentence = text[claim.sentence.start : claim.sentence.end]
    before = (text[claim.sentence.start : fact["start"]] for fact in held)
    return [measurement_of(fact, sentence, before=words, names=named) for fact, words in zip(held, before, strict=True)]


claims = groups.component("claims", find_claims)
