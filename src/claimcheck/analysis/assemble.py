"""From the Analysis to the Report: places become ids, offsets spans with their text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, cast

from claimcheck import report as r
from claimcheck.analysis import Analysis, Claim, Mark, Pair
from claimcheck.analysis.leads import evidence, places
from claimcheck.article import Article, Link, Note

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def build_report(analysis: Analysis, article: Article, *, tool: r.Tool) -> r.Report:
    """Return the Report of an article. Ids of sources and attributions count from 1 in text order."""
    return r.Report(
        tool=tool,
        article=article_info(article, sentences=len(analysis.sentences)),
        sources=tuple(_sources(analysis)),
        attributions=tuple(_attributions(analysis, article)),
        claims=tuple(_claim(analysis, article, claim) for claim in analysis.claims),
        left_out=tuple(_left_out(analysis)),
    )


def article_info(article: Article, *, sentences: int) -> r.ArticleInfo:
    """Return what the Report says of the article that was read."""
    return r.ArticleInfo(
        source=article.source,
        media_type=article.media_type,
        **article.fields(),
        sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        words=sum(1 for _ in _WORD.finditer(article.text)),
        sentences=sentences,
        links=tuple(map(_link, article.links)),
        notes=tuple(_note(article.text, note) for note in article.notes),
        omitted=tuple(r.Omitted(text=one.text, reason=one.reason, page=one.page) for one in article.left_out),
        text=article.text,
    )


def _left_out(analysis: Analysis) -> Iterator[r.LeftOut]:
    for sentence in analysis.sentences:
        if reason := analysis.left_out.get(sentence.number):
            span = _span(analysis.text, (sentence.start, sentence.end))
            yield r.LeftOut(**span.model_dump(), section=sentence.section, reason=reason)


def _sources(analysis: Analysis) -> Iterator[r.Source]:
    for place, source in enumerate(analysis.sources):
        yield r.Source(
            id=f"s{place + 1}",
            name=source.name,
            type=cast("r.SourceType", source.type),
            grade=source.grade,
            mentions=_spans(analysis.text, source.mentions),
            links=tuple(map(_link, source.links)),
        )


def _attributions(analysis: Analysis, article: Article) -> Iterator[r.Attribution]:
    for place, one in enumerate(analysis.attributions):
        yield r.Attribution(
            id=f"a{place + 1}",
            source=_spans(analysis.text, one.source),
            cue=_spans(analysis.text, one.cue),
            content=_spans(analysis.text, one.content),
            source_id=_numbered("s", one.speaker),
            within=_numbered("a", one.within),
            form=cast("r.Form", one.form),
            stance=cast("r.Stance", one.stance),
            links=tuple(_link(article.links[tie.item]) for tie in one.links),
            why=cast("Any", one.why),
        )


def _claim(analysis: Analysis, article: Article, claim: Claim) -> r.Claim:
    start, end = claim.extent
    asked = list(evidence(analysis, claim))
    return r.Claim(
        start=claim.start,
        end=claim.end,
        text=analysis.text[claim.start : claim.end],
        id=claim.id,
        sentence=r.Sentence(index=claim.sentence, start=start, end=end),
        where=r.Where(**article.locate(claim.start)._asdict()),
        section=cast("r.Section", claim.section),
        kinds=cast("tuple[r.Kind, ...]", claim.kinds),
        marks=tuple(_mark(analysis.text, analysis.marks[place]) for place in claim.marks),
        attribution_id=_numbered("a", claim.attribution),
        source_id=_numbered("s", claim.source),
        chain=tuple(f"s{outer + 1}" for outer in claim.chain),
        links=tuple(_link(article.links[tie.item]) for tie in claim.links),
        notes=tuple(_note(article.text, article.notes[tie.item]) for tie in claim.notes),
        support=cast("r.Support", claim.support),
        checkability=cast("r.Checkability", claim.checkability),
        hedged=claim.hedged,
        worth=r.Worth(score=claim.score, because=claim.because),
        same_as=claim.same_as,
        needs=(*claim.needs, *(need for need, _ in asked)),
        hints=tuple(dict.fromkeys(places(analysis, claim))),
        why=cast("Any", {**claim.why, "needs": [*("host" for _ in claim.needs), *(kind for _, kind in asked)]}),
    )


def _numbered(letter: str, place: int | None) -> str | None:
    return None if place is None else f"{letter}{place + 1}"


def _mark(text: str, mark: Mark) -> r.Mark:
    return r.mark_of({**mark.facts, "kind": mark.kind, "text": text[mark.start : mark.end]})


def _span(text: str, pair: Pair) -> r.Span:
    start, end = pair
    return r.Span(start=start, end=end, text=text[start:end])


def _spans(text: str, pairs: tuple[Pair, ...]) -> tuple[r.Span, ...]:
    return tuple(_span(text, pair) for pair in pairs)


def _link(link: Link) -> r.Link:
    return r.Link(start=link.start, end=link.end, text=link.text, href=link.href)


def _note(text: str, note: Note) -> r.Note:
    where = _span(text, (note.start, note.end))
    return r.Note(**where.model_dump(), label=note.label, note=note.text, kind=note.kind, called=note.called)
