"""From the Doc to the Report: the last module that sees spaCy. Places become ids, offsets spans with their text."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from claimcheck import report as r
from claimcheck.annotate import groups
from claimcheck.annotate.attributions import Attribution
from claimcheck.annotate.claims import KIND_OF, MARKS, Statement, facts_of, sentences_of
from claimcheck.annotate.sources import Cited

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.article import Article, Link, Note

T = TypeVar("T", bound="Link | Note")
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_BEHIND = 4  # characters after a claim in which a footnote mark or a link still belongs to it: ' .[3'
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
    statements = groups.read(doc, "claims", Statement)
    cited = groups.read(doc, "sources", Cited)
    sources = tuple(_source(article.text, article, number=number, source=source) for number, source in enumerate(cited))
    return r.Report(
        tool=tool,
        article=_article(doc, article),
        sources=sources,
        attributions=tuple(_attributions(doc, cited, text=article.text)),
        claims=tuple(_claims(doc, article, statements=statements, sources=sources)),
    )


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


def _source(text: str, article: Article, *, number: int, source: Cited) -> r.Source:
    links = [link for start, end in source.mentions for link in _on(article.links, start, end)]
    return r.Source(
        id=f"s{number + 1}",
        name=source.name,
        type=cast("r.SourceType", source.type),
        grade=_OPENABLE if links else source.grade,
        mentions=tuple(_span(text, start, end) for start, end in source.mentions),
        links=tuple(_link(link) for link in dict.fromkeys(links)),
    )


def _attributions(doc: Doc, cited: Sequence[Cited], *, text: str) -> list[r.Attribution]:
    speaks = {number: f"s{place + 1}" for place, source in enumerate(cited) for number in source.attributions}
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
            why=relation.why,
        )
        for number, relation in enumerate(groups.read(doc, "attributions", Attribution))
    ]


def _claims(
    doc: Doc, article: Article, *, statements: Sequence[Statement], sources: Sequence[r.Source]
) -> list[r.Claim]:
    facts = {group: facts_of(doc, group) for group in MARKS}
    claims = []
    for place, claim in enumerate(statements):
        limit = statements[place + 1].start if place + 1 < len(statements) else len(article.text)
        end = max(claim.end, min(claim.sentence[2], limit))
        links, notes = _on(article.links, claim.start, end), _on(article.notes, claim.start, end)
        source = None if claim.source is None else sources[claim.source]
        claims.append(_claim(article, claim, facts=facts, source=source, links=links, notes=notes))
    return claims


def _claim(
    article: Article,
    claim: Statement,
    *,
    facts: Mapping[str, Sequence[Mapping[str, Any]]],
    source: r.Source | None,
    links: Sequence[Link],
    notes: Sequence[Note],
) -> r.Claim:
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
        source_id=source.id if source else None,
        chain=tuple(f"s{place + 1}" for place in claim.chain),
        links=tuple(_link(link) for link in links),
        notes=tuple(_note(text, note) for note in notes),
        support=_support(source, linked=bool(links or notes)),
        checkability=cast("r.Checkability", claim.checkability),
        hedged=claim.hedged,
        same_as=tuple(claim.same_as),
        why=claim.why,
    )


def _mark(text: str, group: str, fact: Mapping[str, Any]) -> r.Mark:
    return _MARKS[KIND_OF[group]](text=text[fact["start"] : fact["end"]], **fact)


def _support(source: r.Source | None, *, linked: bool) -> r.Support:
    """Return how well a claim is supported: by something to open, a source with a name, one without, or nobody."""
    if linked or (source is not None and source.grade == _OPENABLE):
        return "linked"
    if source is None:
        return "none"
    return "named" if source.grade >= _NAMED_GRADE else "vague"


def _link(link: Link) -> r.Link:
    return r.Link(start=link.start, end=link.end, text=link.text, href=link.href)


def _note(text: str, note: Note) -> r.Note:
    where = _span(text, note.start, note.end)
    return r.Note(**where.model_dump(), label=note.label, note=note.text, kind=note.kind, called=note.called)


def _on(items: Sequence[T], start: int, end: int) -> list[T]:
    """Return the links or notes that touch ``start:end`` or stand right behind it."""
    first = bisect_left(items, start, key=lambda item: item.end)
    return [item for item in items[first:] if item.start <= end + _BEHIND and item.end > start]
