"""From the annotated Doc to the Analysis: the last module that sees spaCy."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from claimcheck import analysis as a
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.citations.anchors import Anchors
from claimcheck.annotate.citations.binding import Citations, bind
from claimcheck.annotate.citations.hosts import doubts
from claimcheck.annotate.citations.shelf import Document, Shelf, shelve
from claimcheck.annotate.claims.claimable import sentences_of, silences, why_nothing
from claimcheck.annotate.claims.component import Statement
from claimcheck.annotate.claims.worth import Worth
from claimcheck.annotate.phenomena import PHENOMENA
from claimcheck.annotate.sources.component import Cited
from claimcheck.annotate.sources.referents import Known
from claimcheck.lang import quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.article import Article, Section

_OPENABLE = 6
_NESTED = 8  # contents before a quotation that may still go on in it
_NAMED = 3  # the grade from which a source can be asked by name


def analysis_of(doc: Doc, article: Article) -> a.Analysis:
    """Return what is known of an annotated article."""
    relations = groups.read(doc, "attributions", Relation)
    referents = groups.read(doc, "referents", Known)
    anchors = Anchors(doc, article)
    bound = bind(doc, article, anchors=anchors)
    shelf = shelve(doc, article, bound=bound, anchors=anchors)
    sources = _sources(doc, shelf=shelf, referents=referents)
    marks, places = _marks(doc)
    claims = tuple(_claims(doc, article, bound=bound, shelf=shelf, sources=sources, places=places))
    sentences, claimed, prose = tuple(_sentences(doc)), {claim.sentence for claim in claims}, groups.text_of(doc)
    return a.Analysis(
        text=article.text,
        sentences=sentences,
        entities=tuple(map(_entity, referents)),
        quotations=tuple(_quotations(article.text, relations)),
        marks=marks,
        attributions=tuple(_attributions(doc, relations, bound=bound, shelf=shelf)),
        sources=sources,
        claims=claims,
        left_out={
            one.number: one.silent or why_nothing(prose[one.start : one.end])
            for one in sentences
            if one.number not in claimed
        },
    )


def _sentences(doc: Doc) -> Iterator[a.Sentence]:
    sentences, silent = sentences_of(doc), silences(doc)
    words, heads = _words(doc)
    starts = [word[0] for word in words]
    for one in sentences:
        first, last = bisect_left(starts, one.start), bisect_left(starts, one.end)
        inside = tuple(
            a.Word(*word, head - first if first <= head < last else place, dep, name)
            for place, (word, (head, dep, name)) in enumerate(zip(words[first:last], heads[first:last], strict=True))
        )
        yield a.Sentence(one.number, one.start, one.end, cast("Section", one.section), silent.get(one.number), inside)


def _words(doc: Doc) -> tuple[list[tuple[int, int, str, str, str, str]], list[tuple[int, str, str]]]:
    """Return the fields of each Word of a Doc before its head; and its head, -1 where it is white space, with those behind."""
    columns = doc.to_array(["ORTH", "LEMMA", "TAG", "MORPH", "DEP", "ENT_TYPE", "IDX", "HEAD"])
    named, placed = columns[:, :6].T.tolist(), columns[:, 6:].astype("int64").T.tolist()
    names = {key: doc.vocab.strings[key] for key in {key for column in named for key in column}}
    orths, lemmas, tags, morphs, deps, labels = ([names[key] for key in column] for column in named)
    solid = [not text.isspace() for text in orths]
    places = [*itertools.accumulate(solid, initial=0)]
    heads = [places[at + off] if solid[at + off] else -1 for at, off in enumerate(placed[1])]
    ends = [start + len(text) for start, text in zip(placed[0], orths, strict=True)]
    before = zip(placed[0], ends, orths, lemmas, tags, morphs, strict=True)
    behind = zip(heads, deps, labels, strict=True)
    return [*itertools.compress(before, solid)], [*itertools.compress(behind, solid)]


def _entity(known: Known) -> a.Entity:
    return a.Entity(
        cast("Any", known.kind),
        known.name,
        tuple(known.names),
        known.given,
        known.family,
        cast("Any", known.gender),
        tuple(known.titles),
        tuple(known.roles),
        known.plural,
        tuple(a.Mention(start, end, cast("Any", form)) for start, end, form in known.mentions),
    )


def _quotations(text: str, relations: Sequence[Relation]) -> Iterator[a.Quotation]:
    """Yield what stands in quotation marks, each with the innermost relation in whose content it begins."""
    contents = sorted((start, end, number) for number, one in enumerate(relations) for start, end in one.content)
    starts = [start for start, _, _ in contents]
    for quoted in quotations.scan(text)[0]:
        first = max(bisect_right(starts, quoted.start) - _NESTED, 0)
        near = contents[first : bisect_left(starts, quoted.end)]
        around = min(((end - start, number) for start, end, number in near if end > quoted.start), default=None)
        yield a.Quotation(quoted.start, quoted.end, around[1] if around else None)


def _marks(doc: Doc) -> tuple[tuple[a.Mark, ...], dict[tuple[str, int], int]]:
    """Return the marks in text order, and the place of each by its group and its place there."""
    found = [
        (a.Mark(one.kind, fact["start"], fact["end"], _reported(fact)), (one.group, place))
        for one in PHENOMENA
        for place, fact in enumerate(groups.facts_of(doc, one.group))
    ]
    found.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return tuple(mark for mark, _ in found), {key: place for place, (_, key) in enumerate(found)}


def _reported(fact: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a mark without those that only ``same_as`` reads."""
    return {field: value for field, value in fact.items() if field != "counts"}


def _sources(doc: Doc, *, shelf: Shelf, referents: Sequence[Known]) -> tuple[a.Source, ...]:
    entity = {known.number: place for place, known in enumerate(referents)}
    cited = groups.read(doc, "sources", Cited)
    things: list[Cited | Document] = [*cited, *shelf.documents]
    found = [
        a.Source(
            thing.name,
            thing.type,
            _OPENABLE if links else thing.grade,
            tuple((start, end) for start, end in thing.mentions),
            tuple(links),
            entity.get(thing.referent) if isinstance(thing, Cited) else None,
        )
        for number, thing in enumerate(things)
        for links in [thing.links if isinstance(thing, Document) else shelf.links[number]]
    ]
    return tuple(found[number] for number in sorted(range(len(found)), key=shelf.places.__getitem__))


def _attributions(
    doc: Doc, relations: Sequence[Relation], *, bound: Citations, shelf: Shelf
) -> Iterator[a.Attribution]:
    cited = groups.read(doc, "sources", Cited)
    speaks = {number: shelf.places[place] for place, source in enumerate(cited) for number in source.attributions}
    for number, relation in enumerate(relations):
        yield a.Attribution(
            _pairs(relation.source),
            _pairs(relation.cue),
            _pairs(relation.content),
            relation.form,
            relation.stance,
            relation.within,
            speaks.get(number),
            tuple(bound.attributions.get(number, ())),
            relation.why,
        )


def _pairs(spans: Sequence[Sequence[int]]) -> tuple[a.Pair, ...]:
    return tuple((start, end) for start, end in spans)


def _claims(
    doc: Doc,
    article: Article,
    *,
    bound: Citations,
    shelf: Shelf,
    sources: Sequence[a.Source],
    places: Mapping[tuple[str, int], int],
) -> Iterator[a.Claim]:
    asked, worths = doubts(doc, article, bound=bound), groups.read(doc, "worth", Worth)
    for number, (claim, worth) in enumerate(zip(groups.read(doc, "claims", Statement), worths, strict=True)):
        links, notes = tuple(bound.links.get(number, ())), tuple(bound.notes.get(number, ()))
        cited = _source_of(claim, links, notes, shelf=shelf)
        source = None if cited is None else shelf.places[cited]
        documents = [sources[shelf.places[shelf.of_note[tie.item]]] for tie in notes if tie.item in shelf.of_note]
        backing = [*([] if source is None else [sources[source]]), *documents]
        opened = bool(links) or any(tie.item in shelf.openable for tie in notes)
        sentence, *extent = claim.sentence
        yield a.Claim(
            start=claim.start,
            end=claim.end,
            id=claim.id,
            sentence=sentence,
            extent=(extent[0], extent[1]),
            section=claim.section,
            kinds=tuple(claim.kinds),
            marks=tuple(places[group, place] for group, place in claim.marks),
            attribution=claim.attribution,
            source=source,
            chain=tuple(shelf.places[outer] for outer in claim.chain),
            links=links,
            notes=notes,
            support=_support(backing, opened=opened),
            checkability=claim.checkability,
            hedged=claim.hedged,
            score=worth.score,
            because=tuple(worth.because),
            same_as=tuple(claim.same_as),
            needs=tuple(asked.get(number, ())),
            why=claim.why | _why(article, links, notes, shelf=shelf),
        )


def _source_of(claim: Statement, links: Sequence[a.Tie], notes: Sequence[a.Tie], *, shelf: Shelf) -> int | None:
    """Return the number of a claim's source: who is credited, else the document of its link, else that of its note."""
    if claim.source is not None:
        return claim.source
    linked = (shelf.of_link[tie.item] for tie in links if tie.item in shelf.of_link)
    noted = (shelf.of_note[tie.item] for tie in notes if tie.item in shelf.of_note)
    return next(linked, next(noted, None))


def _support(backing: Sequence[a.Source], *, opened: bool) -> str:
    """Return how well a claim is supported: by something to open, a source with a name, one without, or nobody.

    What is linked for one thing that somebody said does not open the next; a document stays open.
    """
    if opened or any(_is_open(source) for source in backing):
        return "linked"
    if not backing:
        return "none"
    return "named" if max(source.grade for source in backing) >= _NAMED else "vague"


def _is_open(source: a.Source) -> bool:
    return source.grade == _OPENABLE and (source.type == "document" or not source.links)


def _why(article: Article, links: Sequence[a.Tie], notes: Sequence[a.Tie], *, shelf: Shelf) -> dict[str, Any]:
    """Return why each link and note belongs to a claim, and by what a note identifies a document."""
    linked = [{"href": article.links[tie.item].href, "by": "rule", "rule": tie.rule} for tie in links]
    noted = [
        {"label": article.notes[tie.item].label, "by": "rule", "rule": tie.rule, "identified_by": _clues(shelf, tie)}
        for tie in notes
    ]
    return {name: told for name, told in (("links", linked), ("notes", noted)) if told}


def _clues(shelf: Shelf, tie: a.Tie) -> list[str]:
    reference = shelf.references.get(tie.item)
    return list(reference.clues) if reference else []
