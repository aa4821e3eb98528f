"""From the Doc to the Report: the last module that sees spaCy. Places become ids, offsets spans with their text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from claimcheck import report as r
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Attribution
from claimcheck.annotate.citations import binding as citations
from claimcheck.annotate.citations.binding import Citations, Tie
from claimcheck.annotate.citations.shelf import Document, Shelf, doubts, shelve
from claimcheck.annotate.claims.claimable import left_out, sentences_of
from claimcheck.annotate.claims.component import KIND_OF, MARKS, Statement, facts_of
from claimcheck.annotate.claims.worth import Worth
from claimcheck.annotate.sources.component import Cited

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.article import Article, Link, Note

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_NAMED_GRADE = 3
_OPENABLE = 6
_MARKS: dict[str, type[r.Mark]] = {
    "quantity": r.Quantity,
    "superlative": r.Superlative,
    "change": r.Change,
    "comparison": r.Comparison,
    "time": r.Time,
}


def build_report(doc: Doc, article: Article, *, tool: r.Tool) -> r.Report:
    """Return the Report of an annotated article. Ids of sources and attributions count from 1 in text order."""
    bound = citations.bind(doc, article)
    shelf = shelve(doc, article, bound=bound)
    sources = _sources(doc, article, shelf=shelf)
    return r.Report(
        tool=tool,
        article=_article(doc, article),
        sources=tuple(sorted(sources, key=lambda source: int(source.id[1:]))),
        attributions=tuple(_attributions(doc, article, bound=bound, shelf=shelf)),
        claims=tuple(_claims(doc, article, bound=bound, shelf=shelf, sources=sources)),
        left_out=tuple(_left_out(doc, article)),
    )


def _left_out(doc: Doc, article: Article) -> Iterator[r.LeftOut]:
    claimed = {claim.sentence[0] for claim in groups.read(doc, "claims", Statement)}
    for sentence, reason in left_out(doc, doc.text, claimed=claimed):
        span = _span(article.text, sentence.start, sentence.end)
        yield r.LeftOut(**span.model_dump(), section=cast("r.AnySection", sentence.section), reason=reason)


def _article(doc: Doc, article: Article) -> r.ArticleInfo:
    return r.ArticleInfo(
        source=article.source,
        media_type=article.media_type,
        title=article.title,
        byline=article.byline,
        publisher=article.publisher,
        published=article.published,
        modified=article.modified,
        url=article.url,
        language=article.language,
        sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        words=sum(1 for _ in _WORD.finditer(article.text)),
        sentences=len(sentences_of(doc)),
        links=tuple(_link(link) for link in article.links),
        notes=tuple(_note(article.text, note) for note in article.notes),
        text=article.text,
    )


def _span(text: str, start: int, end: int) -> r.Span:
    return r.Span(start=start, end=end, text=text[start:end])


def _sources(doc: Doc, article: Article, *, shelf: Shelf) -> list[r.Source]:
    """Return the sources in the order of the shelf's numbers."""
    things: list[Cited | Document] = [*groups.read(doc, "sources", Cited), *shelf.documents]
    return [
        r.Source(
            id=shelf.ids[number],
            name=thing.name,
            type=cast("r.SourceType", thing.type),
            grade=_OPENABLE if links else thing.grade,
            mentions=tuple(_span(article.text, start, end) for start, end in thing.mentions),
            links=tuple(map(_link, links)),
        )
        for number, thing in enumerate(things)
        for links in [thing.links if isinstance(thing, Document) else shelf.links[number]]
    ]


def _attributions(doc: Doc, article: Article, *, bound: Citations, shelf: Shelf) -> list[r.Attribution]:
    cited, text = groups.read(doc, "sources", Cited), article.text
    speaks = {number: shelf.ids[place] for place, source in enumerate(cited) for number in source.attributions}
    return [
        r.Attribution(
            id=f"a{number + 1}",
            source=tuple(_span(text, *pair) for pair in relation.source),
            cue=tuple(_span(text, *pair) for pair in relation.cue),
            content=tuple(_span(text, *pair) for pair in relation.content),
            source_id=speaks.get(number),
            within=None if relation.within is None else f"a{relation.within + 1}",
            form=cast("r.Form", relation.form),
            stance=cast("r.Stance", relation.stance),
            links=tuple(_link(article.links[tie.item]) for tie in bound.attributions.get(number, ())),
            why=relation.why,
        )
        for number, relation in enumerate(groups.read(doc, "attributions", Attribution))
    ]


def _claims(
    doc: Doc, article: Article, *, bound: Citations, shelf: Shelf, sources: Sequence[r.Source]
) -> list[r.Claim]:
    facts = {group: facts_of(doc, group) for group in MARKS}
    asked, worths = doubts(doc, article, bound=bound), groups.read(doc, "worth", Worth)
    found = []
    for place, claim in enumerate(groups.read(doc, "claims", Statement)):
        links, notes = bound.links.get(place, ()), bound.notes.get(place, ())
        source = _source_of(claim, links, notes, shelf=shelf)
        opened = bool(links) or any(tie.item in shelf.openable for tie in notes)
        documents = [sources[shelf.of_note[tie.item]] for tie in notes if tie.item in shelf.of_note]
        backing = [*([sources[source]] if source is not None else []), *documents]
        found.append(
            _claim(article, claim, facts=facts).model_copy(
                update={
                    "source_id": None if source is None else shelf.ids[source],
                    "chain": tuple(shelf.ids[outer] for outer in claim.chain),
                    "links": tuple(_link(article.links[tie.item]) for tie in links),
                    "notes": tuple(_note(article.text, article.notes[tie.item]) for tie in notes),
                    "support": _support(backing, opened=opened),
                    "needs": tuple(asked.get(place, ())),
                    "worth": _worth(worths[place]) if worths else None,
                    "why": claim.why | _why(article, links, notes, shelf=shelf),
                }
            )
        )
    return found


def _worth(worth: Worth) -> r.Worth:
    return r.Worth(score=worth.score, because=tuple(worth.because))


def _source_of(claim: Statement, links: Sequence[Tie], notes: Sequence[Tie], *, shelf: Shelf) -> int | None:
    """Return the number of a claim's source: who is credited, else the document of its link, else that of its note."""
    if claim.source is not None:
        return claim.source
    linked = (shelf.of_link[tie.item] for tie in links if tie.item in shelf.of_link)
    noted = (shelf.of_note[tie.item] for tie in notes if tie.item in shelf.of_note)
    return next(linked, next(noted, None))


def _why(article: Article, links: Sequence[Tie], notes: Sequence[Tie], *, shelf: Shelf) -> dict[str, Any]:
    """Return why each link and note belongs to a claim, and by what a note identifies a document."""
    why: dict[str, Any] = {}
    if links:
        why["links"] = [{"href": article.links[tie.item].href, "by": "rule", "rule": tie.rule} for tie in links]
    if notes:
        why["notes"] = [
            {
                "label": article.notes[tie.item].label,
                "by": "rule",
                "rule": tie.rule,
                "identified_by": _clues(shelf, tie),
            }
            for tie in notes
        ]
    return why


def _clues(shelf: Shelf, tie: Tie) -> list[str]:
    reference = shelf.references.get(tie.item)
    return list(reference.clues) if reference else []


def _claim(article: Article, claim: Statement, *, facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> r.Claim:
    """Return a claim without what it is bound to."""
    text, (index, start, end) = article.text, claim.sentence
    return r.Claim(
        start=claim.start,
        end=claim.end,
        text=text[claim.start : claim.end],
        id=claim.id,
        sentence=r.Sentence(index=index, start=start, end=end),
        where=r.Where(**article.locate(claim.start)._asdict()),
        section=cast("r.Section", claim.section),
        kinds=tuple(cast("Sequence[r.Kind]", claim.kinds)),
        marks=tuple(_mark(text, group, facts[group][place]) for group, place in claim.marks),
        attribution_id=None if claim.attribution is None else f"a{claim.attribution + 1}",
        support="none",
        checkability=cast("r.Checkability", claim.checkability),
        hedged=claim.hedged,
        same_as=tuple(claim.same_as),
        why=claim.why,
    )


def _mark(text: str, group: str, fact: Mapping[str, Any]) -> r.Mark:
    return _MARKS[KIND_OF[group]](text=text[fact["start"] : fact["end"]], **fact)


def _support(backing: Sequence[r.Source], *, opened: bool) -> r.Support:
    """Return how well a claim is supported: by something to open, a source with a name, one without, or nobody.

    What is linked for one thing that somebody said does not open the next; a document stays open.
    """
    if opened or any(_is_open(source) for source in backing):
        return "linked"
    if not backing:
        return "none"
    return "named" if max(source.grade for source in backing) >= _NAMED_GRADE else "vague"


def _is_open(source: r.Source) -> bool:
    return source.grade == _OPENABLE and (source.type == "document" or not source.links)


def _link(link: Link) -> r.Link:
    return r.Link(start=link.start, end=link.end, text=link.text, href=link.href)


def _note(text: str, note: Note) -> r.Note:
    where = _span(text, note.start, note.end)
    return r.Note(**where.model_dump(), label=note.label, note=note.text, kind=note.kind, called=note.called)
