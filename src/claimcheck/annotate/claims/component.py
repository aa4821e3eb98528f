"""Claims: the statements that have to be checked, each with its marks, its binding and what it is like.

A claim is the attributed content, sentence by sentence, where there is an attribution, else the sentence. Every mark
lands in exactly one claim. See REPORT ("A claim is the statement") and GUIDELINES ("Binding").
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Attribution
from claimcheck.annotate.claims.binding import Binder
from claimcheck.annotate.claims.checkability import checkability, hedge, kinds_by_words, states_something
from claimcheck.annotate.claims.claimable import Sentence, claimable, trim
from claimcheck.annotate.claims.figures import Figure, figure_of, same_figures
from claimcheck.annotate.phenomena import KINDS, PHENOMENA
from claimcheck.annotate.sources.component import Cited

if TYPE_CHECKING:
    from spacy.tokens import Doc

KIND_OF = {one.group: one.kind for one in PHENOMENA}
MARKS = tuple(one.group for one in sorted(PHENOMENA, key=lambda one: not one.states))
_KINDS = (*KINDS, "quote", "paraphrase", "causal", "rule", "prediction")
_LEAST_OWN = 30  # characters of a sentence outside its relations that can state something themselves
_TELLING, _LEAST_TOLD = 3, 2  # letters of a word that tells, and how many of them make a content readable
_WORDS = re.compile(r"\w+")
_EDGES = " \t\n\r\f\v,;:–—-"


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


def find_claims(doc: Doc) -> Iterator[Statement]:
    """Yield the claims of ``doc`` in text order."""
    relations = groups.read(doc, "attributions", Attribution)
    cited = groups.read(doc, "sources", Cited)
    speaks = {number: place for place, source in enumerate(cited) for number in source.attributions}
    binder = Binder(doc.text, relations, speaks=speaks)
    sentences = claimable(doc, binder.text)
    drafts = _drafts(doc, sentences, relations=relations, binder=binder)
    yield from _finished(doc, drafts, relations=relations, binder=binder)


@dataclass(slots=True)
class _Draft:
    """A claim while its marks are collected."""

    sentence: Sentence
    attribution: int | None
    start: int
    end: int
    marks: list[_Mark] = field(default_factory=list)
    rule: str = ""


def _drafts(
    doc: Doc, sentences: Sequence[Sentence], *, relations: Sequence[Attribution], binder: Binder
) -> list[_Draft]:
    """Return the claims with their extent and marks, in text order."""
    starts = [sentence.start for sentence in sentences]
    drafts: dict[tuple[int, int], _Draft] = {}
    for number, relation in enumerate(relations):
        for start, end in relation.content:
            for sentence in sentences[max(bisect_right(starts, start) - 1, 0) : bisect_right(starts, end - 1)]:
                _widen(binder.text, drafts, sentence, number=number, start=start, end=end)
    told = {sentence for sentence, _ in drafts}
    for sentence in _own_voice(doc, sentences, told=told, binder=binder):
        drafts[sentence.number, -1] = _Draft(sentence, None, sentence.start, sentence.end, rule="statement")
    firsts: dict[int, tuple[int, int]] = {}
    for key in sorted(drafts, reverse=True):
        firsts[key[0]] = key
    for mark in sorted(_marks(doc), key=lambda mark: mark.group == "times"):
        place = bisect_right(starts, mark.start) - 1
        if place < 0 or sentences[place].end <= mark.start:
            continue
        bound = binder.bind(mark.start, mark.end)
        number = -1 if bound.attribution is None else bound.attribution
        sentence = sentences[place]
        key = (sentence.number, number)
        if key not in drafts and mark.group == "times":  # `reported Monday` is no claim of its own
            key = firsts.get(sentence.number, key)
        if key not in drafts:
            drafts[key] = _Draft(sentence, bound.attribution, sentence.start, sentence.end)
        firsts[sentence.number] = min(firsts.get(sentence.number, key), key)
        drafts[key].marks.append(mark)
        drafts[key].rule = drafts[key].rule or bound.rule
    kept = _readable(drafts, binder=binder)
    return sorted(kept, key=lambda draft: (draft.start, -draft.end, draft.attribution or -1))


def _readable(drafts: dict[tuple[int, int], _Draft], *, binder: Binder) -> list[_Draft]:
    """Return the claims that say something: a scrap of content (``a move``) becomes its sentence, ``declined`` goes."""
    kept = []
    for (sentence, number), draft in sorted(drafts.items(), reverse=True):
        relation = None if draft.attribution is None else binder.relations[draft.attribution]
        if relation is None or relation.form == "direct":
            kept.append(draft)
            continue
        if relation.stance == "declined" and not draft.marks:
            continue
        words = [word for word in _WORDS.findall(binder.text[draft.start : draft.end]) if len(word) >= _TELLING]
        plain = drafts.get((sentence, -1))
        if len(words) < _LEAST_TOLD:
            draft.start, draft.end = draft.sentence.start, draft.sentence.end
            if plain is not None and number >= 0 and all(mark.group == "times" for mark in plain.marks):
                draft.marks += plain.marks
                del drafts[sentence, -1]
        kept.append(draft)
    left = {id(draft) for draft in drafts.values()}
    return [draft for draft in kept if id(draft) in left]


def _own_voice(doc: Doc, sentences: Sequence[Sentence], *, told: set[int], binder: Binder) -> Iterator[Sentence]:
    """Yield the sentences that state something in the article's own voice: their root stands in no relation."""
    taken = sorted(
        (s, e) for relation in binder.relations for s, e in (*relation.source, *relation.cue, *relation.content)
    )
    starts = [start for start, _ in taken]
    ordered = [span.root.idx for span in doc.sents] if doc.has_annotation("DEP") else []
    for sentence in sentences:
        if not states_something(binder.text[sentence.start : sentence.end]):
            continue
        if sentence.number in told:
            inside = ordered[bisect_right(ordered, sentence.start - 1) : bisect_right(ordered, sentence.end - 1)]
            near = taken[max(bisect_right(starts, sentence.start) - 3, 0) : bisect_right(starts, sentence.end)]
            if not inside or any(start <= root < end for root in inside for start, end in near):
                continue
            free = (
                sentence.end
                - sentence.start
                - sum(min(e, sentence.end) - max(s, sentence.start) for s, e in near if e > sentence.start)
            )
            if free < _LEAST_OWN:
                continue
        yield sentence


def _widen(
    text: str, drafts: dict[tuple[int, int], _Draft], sentence: Sentence, *, number: int, start: int, end: int
) -> None:
    """Add what of a content lies in ``sentence`` to the claim of its relation there."""
    first, last = trim(text, max(start, sentence.start), min(end, sentence.end), edges=_EDGES)
    if first >= last or not _WORDS.search(text, first, last):
        return
    draft = drafts.setdefault((sentence.number, number), _Draft(sentence, number, first, last, rule="content"))
    draft.start, draft.end = min(draft.start, first), max(draft.end, last)


def facts_of(doc: Doc, group: str) -> list[dict[str, Any]]:
    """Return the facts of a group's mentions in text order, whatever their type."""
    if group not in doc.spans:
        return []
    attrs = doc.spans[group].attrs
    return [attrs[str(number)] for number in range(len(attrs))]


def _marks(doc: Doc) -> list[_Mark]:
    """Return every mark of ``doc`` in text order."""
    found = [
        _Mark(group, place, fact["start"], fact["end"])
        for group in MARKS
        for place, fact in enumerate(facts_of(doc, group))
    ]
    return sorted(found, key=lambda mark: (mark.start, mark.end, MARKS.index(mark.group)))


def _finished(
    doc: Doc, drafts: Sequence[_Draft], *, relations: Sequence[Attribution], binder: Binder
) -> Iterator[Statement]:
    for draft in drafts:
        draft.marks.sort(key=lambda mark: (mark.start, mark.end))
    ids = _ids(binder.text, drafts)
    facts = facts_of(doc, "quantities")
    figures = [_figures(binder.text, draft, facts=facts) for draft in drafts]
    twins = same_figures(figures)
    for number, draft in enumerate(drafts):
        text = binder.text[draft.start : draft.end]
        relation = None if draft.attribution is None else relations[draft.attribution]
        kinds = _kinds(draft, text, relation)
        cue = hedge(text)
        yield Statement(
            draft.start,
            draft.end,
            ids[number],
            [draft.sentence.number, draft.sentence.start, draft.sentence.end],
            draft.sentence.section,
            kinds,
            [[mark.group, mark.place] for mark in draft.marks],
            draft.attribution,
            None if draft.attribution is None else binder.speaks.get(draft.attribution),
            [] if draft.attribution is None else binder.chain(draft.attribution),
            cue is not None,
            checkability(text, kinds=kinds, stance=relation.stance if relation else None, hedged=cue is not None),
            [ids[other] for other in twins[number]],
            {"by": "rule", "rule": draft.rule, "cue": relation.why.get("cue") if relation else cue, "hedge": cue},
        )


def _kinds(draft: _Draft, text: str, relation: Attribution | None) -> list[str]:
    kinds = {KIND_OF[mark.group] for mark in draft.marks}
    if relation is not None:
        kinds.add("paraphrase" if relation.form == "indirect" else "quote")
    kinds.update(kinds_by_words(text))
    return [kind for kind in _KINDS if kind in kinds] or ["assertion"]


def _ids(text: str, drafts: Sequence[_Draft]) -> list[str]:
    """Return the ids: from a claim's normalised words, its section, and its place among those that share both."""
    met: Counter[str] = Counter()
    ids = []
    for draft in drafts:
        words = " ".join(_WORDS.findall(text[draft.start : draft.end].casefold()))
        key = f"{draft.sentence.section}\x1f{words}"
        ids.append("c-" + hashlib.sha256(f"{key}\x1f{met[key]}".encode()).hexdigest()[:12])
        met[key] += 1
    return ids


def _figures(text: str, draft: _Draft, *, facts: Sequence[dict[str, Any]]) -> list[Figure]:
    held = [facts[mark.place] for mark in draft.marks if mark.group == "quantities"]
    return [figure_of(fact, text[draft.sentence.start : draft.sentence.end]) for fact in held]


@Language.component("claimcheck_claims")
def claims(doc: Doc) -> Doc:
    """Write ``doc.spans["claims"]``."""
    groups.write(doc, "claims", find_claims(doc))
    return doc
