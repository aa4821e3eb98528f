"""CC202: the attribution stands further than one sentence from the first mention of the claim."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from claimcheck.analysis import Analysis, Attribution, Entity
from claimcheck.lint.attribution.cc201_unsourced_figure import is_on_record
from claimcheck.lint.attribution.late_origins import Origin, claimed_before, origin_of
from claimcheck.lint.passages import ProseParagraph, ProseSentence, Spans, per_article, prose, quoted
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Claim, Quantity, Report

_FURTHEST = 1  # sentences
_COUNTED = 5  # below it a count is a coincidence: two boats, three men
_TELLS_NOTHING = frozenset({"knowledge", "intention", "declined"})
_SIGNED = re.compile(r"[”\"]?\s*[—–―]\s*")
_BESIDE = 40  # characters: `Quill said in a statement: `
_TAKEN_UP = re.compile(r"(?:he|she|it|they|the|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)
_Listed = list[tuple[ProseParagraph, ProseSentence]]
_Told = tuple[int, Origin]
_Late = tuple[Claim, int, int]
"""A claim, the number of its sentence, and of the one that tells its source."""
_STOP = re.compile(r"[.!?…][\"”’')]*\s")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield what is told first and attributed later: a figure, a quotation, what a paragraph says before it names its source."""
    listed = [(paragraph, sentence) for paragraph in prose(analysis, report) for sentence in paragraph.sentences]
    first: dict[int, Fault] = {}
    behind = list(_told_behind(listed, quoted(analysis)))
    for claim, here, there in (*_figures(report, listed), *_origins(report, listed, behind)):
        if there - here > _FURTHEST and not _carried(report, listed, here):
            message = f"first told here, and attributed {there - here} sentences later"
            fault = Fault(claim.start, claim.end, message, claim.id, help="give the source with the first mention")
            first.setdefault(fault.start, fault)
    for fault in (*_quotations(analysis, report, listed), *_closers(report, listed, behind)):
        first.setdefault(fault.start, fault)
    yield from first.values()


def _place(sentences: _Listed, offset: int) -> int:
    """Return the number of the sentence in which an offset stands, -1 for none."""
    at = bisect.bisect_right(sentences, offset, key=lambda pair: pair[1].start) - 1
    return at if at >= 0 and offset < sentences[at][1].end else -1


def _figures(report: Report, sentences: _Listed) -> Iterator[_Late]:
    """Yield a claim with a figure that the article gives as its own, its sentence, and that in which a source gives it."""
    claims = {claim.id: claim for claim in report.claims}
    for claim in report.claims:
        here = _place(sentences, claim.start)
        if claim.support != "none" or here < 0 or not any(mark.kind == "quantity" for mark in claim.marks):
            continue
        others = [claims[other] for other in claim.same_as]
        mentions = [(place, one) for one in others if (place := _place(sentences, one.start)) >= 0]
        if any(place <= here + _FURTHEST for place, other in mentions if other.support != "none" or place < here):
            continue
        told = (place for place, other in mentions if other.support != "none" and _same_figure(claim, other))
        yield from ((claim, here, there) for there in itertools.islice(told, 1))


def _same_figure(one: Claim, other: Claim) -> bool:
    """Return whether the claims share a figure that is no small count."""
    figures = [
        {(mark.value, mark.unit) for mark in each.marks if isinstance(mark, Quantity) and not is_on_record(mark)}
        for each in (one, other)
    ]
    shared = figures[0] & figures[1]
    return any(value >= _COUNTED or not float(value).is_integer() for value, _ in shared)


def _carried(report: Report, sentences: _Listed, here: int) -> bool:
    """Return whether the sentence or one beside it has a source of its own: who plans or knows something tells nothing."""
    near = sentences[max(here - 1, 0) : here + _FURTHEST + 1]
    return _tellers(report).touch(near[0][1].start, near[-1][1].end)


@per_article
def _tellers(report: Report) -> Spans:
    return Spans(
        (part.start, part.end)
        for attribution in report.attributions
        if attribution.stance not in _TELLS_NOTHING
        and not any(cue.text.startswith("would ") for cue in attribution.cue)  # a third of officers would recommend it
        for part in attribution.source
    )


def _quotations(analysis: Analysis, report: Report, sentences: _Listed) -> Iterator[Fault]:
    """Yield a statement whose speaker, whom nothing around its start has introduced, follows more than one sentence behind it."""
    spoken = quoted(analysis)
    told = [one for one in analysis.attributions if one.source and one.content and one.cue]
    cues = Spans(part for one in told for part in (*one.cue, *one.source))
    for one in told:
        first, said = min(start for start, _ in one.content), min(start for start, _ in (*one.source, *one.cue))
        here, there = _place(sentences, first), _place(sentences, said)
        if here < 0 or there - here <= _FURTHEST or sentences[there][0].place > sentences[here][0].place + 1:
            continue
        if spoken.hold(said, said + 1) or len(_STOP.findall(report.text, first, said)) <= _FURTHEST:
            continue
        signed = _SIGNED.search(report.text, max(said - 3, 0), said + 3)  # “Words.” — Rosa Quill
        opened = cues.touch(max(first - _BESIDE, sentences[here][1].start), first)  # Quill said: “Words.”
        if not signed and not opened and not _is_introduced(analysis, one, (_before(sentences, here), first)):
            message = f"who says so stands {there - here} sentences later"
            start, end = max(sentences[here][1].start, first), sentences[here][1].end
            yield Fault(start, end, message, help="name the speaker with the first sentence of what they say")


def _before(sentences: _Listed, here: int) -> int:
    """Return where the paragraph before that of sentence ``here`` starts, or the second sentence before it if that is earlier."""
    first = _first_of(sentences, here)
    return min(sentences[_first_of(sentences, max(first - 1, 0))][1].start, sentences[max(here - 2, 0)][1].start)


def _is_introduced(analysis: Analysis, told: Attribution, around: tuple[int, int]) -> bool:
    """Return whether a reader knows the speaker from the stretch ``around`` its start: named there, or a pronoun or `the mayor` that takes one up."""
    entity = _speaker(analysis, told)
    if entity is None:
        return _TAKEN_UP.match(analysis.text, told.source[0][0]) is not None
    named = any(start <= one.start < end for one in entity.mentions if one.form == "name" for start, end in told.source)
    near = any(around[0] <= one.start < around[1] for one in entity.mentions)
    return near or (not named and _TAKEN_UP.match(analysis.text, told.source[0][0]) is not None)


def _speaker(analysis: Analysis, told: Attribution) -> Entity | None:
    source = None if told.speaker is None else analysis.sources[told.speaker].entity
    place = analysis.entity_at(told.source[0][0]) if source is None else source
    return None if place is None else analysis.entities[place]


def _told_behind(sentences: _Listed, spans: Spans) -> Iterator[_Told]:
    """Yield the sentences, by their numbers, that tell where something before them is from."""
    for number, (_, sentence) in enumerate(sentences):
        origin = None if spans.touch(sentence.start, sentence.end) else origin_of(sentence)
        if origin:
            yield number, origin


def _origins(report: Report, sentences: _Listed, behind: Sequence[_Told]) -> Iterator[_Late]:
    """Yield a claim of which a sentence further down tells the origin: `The figure comes from a survey by the board`."""
    plain = [sentence for _, sentence in sentences]
    known = frozenset(one.id for one in report.attributions if one.stance in _TELLS_NOTHING)
    for number, origin in behind:
        claim = claimed_before(origin, plain, number, opens=_opens(sentences, number), known=known)
        if origin.noun and claim:
            yield claim, _place(sentences, claim.start), number


def _closers(report: Report, sentences: _Listed, behind: Sequence[_Told]) -> Iterator[Fault]:
    """Yield the first sentence of a paragraph that tells its source at its end, as in `That is what the board says`."""
    for number in (number for number, origin in behind if not origin.noun):
        first = _opens(sentences, number)
        start, end = sentences[first][1].start, sentences[first][1].end
        if number - first > _FURTHEST and not voices(report).sources.touch(start, end):
            message = f"who says so stands {number - first} sentences later"
            yield Fault(start, end, message, help="give the source with the first sentence")


def _opens(sentences: _Listed, number: int) -> int:
    """Return the number of the first sentence of the paragraph that a sentence speaks of: in one of its own, of the one before."""
    first = _first_of(sentences, number)
    return _first_of(sentences, first - 1) if number == first and first else first


def _first_of(sentences: _Listed, number: int) -> int:
    """Return the number of the first sentence in the paragraph of sentence ``number``."""
    while number and sentences[number - 1][0] is sentences[number][0]:
        number -= 1
    return number


RULE = Rule(
    id="CC202",
    name="late-attribution",
    severity="note",
    what="Finds a claim whose source follows more than one sentence behind its first mention, but where the speaker was introduced just before.",
    why="Until the source comes, the reader takes the claim for the article's own finding, and a checker who reads the sentence alone finds nobody to ask.",
    fires="“Nobody checked the wall after the storm. We asked for divers twice. We were told to wait for the spring. There was no money,” said Rosa Quill, who heads the pilots' guild.",
    passes="“Nobody checked the wall after the storm,” said Rosa Quill, who heads the pilots' guild. “We asked for divers twice. We were told to wait for the spring.”",
    instead="Name the source in the sentence that first makes the claim, or in the next.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source: a quotation’s speaker after its first sentence",
    find=find,
)
