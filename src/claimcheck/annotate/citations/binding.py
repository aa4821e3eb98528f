"""Which claim or attribution a hyperlink or a note belongs to.

A link whose words overlap a claim's statement with more than a name, or which stands right behind it (``(Reuters)``,
``source``, a bare address), is the claim's; one on a cue or a source phrase is the attribution's, and so of every claim
bound to it; one on a name that is merely mentioned is nobody's. A note is of the claim right before its mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.analysis import Tie
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.citations.anchors import Anchors, AnchorText, abbreviates, is_document
from claimcheck.annotate.citations.lines import WORDS, Lines, leads_to_a_name
from claimcheck.annotate.claims.claimable import SentenceSpan, sentences_of
from claimcheck.annotate.claims.component import Statement
from claimcheck.annotate.grammar.names import same_person
from claimcheck.annotate.grammar.phrases import read_phrase, singular
from claimcheck.lang import addresses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from claimcheck.article import Article, Link

_SHARE = 0.3  # of an anchor's words that a claim must hold beside another one: an edge off by a word is no overlap
_NEAR = 3  # tokens between a cue and the document that it names: `said [in] a statement`
_BRACKET = 80  # characters between the brackets around a source
_WINDOW = 300  # characters looked at before and behind a link: bounds the cost in one endless sentence
_LINES = 4  # lines back to where a sentence began that hard line ends cut
_CITES = re.compile(r"(?:\baccording to|\breported (?:by|in)|\bciting)\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTS = re.compile(
    r"\s*(?:(?:has|have|had|first|also)\s+)*(?:reported|reports|wrote|writes|found|finds|shows|showed|estimates|estimated)\b"
)
_OPENS, _OPENED = re.compile(r"\s*[(\[]+\s*"), 5  # a bracket, and nothing else, before a link
_DASH = re.compile(r"\s[–—-]{1,2}\s*$")


Ties = Mapping[int, Sequence[Tie]]


@dataclass(frozen=True, slots=True)
class Citations:
    """What belongs to each claim, by its place, and to each attribution."""

    links: Ties
    notes: Ties
    attributions: Ties


def bind(doc: Doc, article: Article, *, anchors: Anchors) -> Citations:
    """Return to which claims and attributions the links and notes of ``article`` belong; ``anchors`` read the links."""
    if not article.links and not article.notes:
        return Citations({}, {}, {})
    places = _Places(doc, article, anchors)
    notes: defaultdict[int, list[Tie]] = defaultdict(list)
    for place, note in enumerate(article.notes):
        claim = places.before(note.start) if note.called else None
        if claim is not None:
            notes[claim].append(Tie(place, "note"))
    links: defaultdict[int, list[Tie]] = defaultdict(list)
    attributions: defaultdict[int, list[Tie]] = defaultdict(list)
    for place in places.sources():
        claims, relations = places.of(place)
        for number, rule in relations.items():
            attributions[number].append(Tie(place, rule))
            for claim in places.claims_of[number]:
                claims.setdefault(claim, rule)
        for claim, rule in sorted(claims.items()):
            links[claim].append(Tie(place, rule))
    return Citations(links, notes, attributions)


class _Places:
    """One article's claims, relations and links by sentence."""

    def __init__(self, doc: Doc, article: Article, anchors: Anchors) -> None:
        self.doc, self.article, self.anchors, self.text = doc, article, anchors, groups.text_of(doc)
        self.relations = groups.read(doc, "attributions", Relation)
        self.claims = groups.read(doc, "claims", Statement)
        self.sentences = sentences_of(doc)
        self._starts = [sentence.start for sentence in self.sentences]
        self._in_sentence: defaultdict[int, list[int]] = defaultdict(list)
        self.claims_of: defaultdict[int, list[int]] = defaultdict(list)
        """The claims of a relation and of those inside its content, or the article's own that tells of it."""
        for place, claim in enumerate(self.claims):
            self._in_sentence[claim.sentence[0]].append(place)
            for number in self._around(claim.attribution):
                self.claims_of[number].append(place)
        own = [place for place, claim in enumerate(self.claims) if claim.attribution is None]
        for number, relation in enumerate(self.relations):
            found = bisect_right(own, relation.start, key=lambda place: self.claims[place].start) - 1
            if number not in self.claims_of and found >= 0 and relation.start < self.claims[own[found]].end:
                self.claims_of[number].append(own[found])
        self._touching: defaultdict[int, list[int]] = defaultdict(list)
        for number, relation in enumerate(self.relations):
            for start, end in (*relation.source, *relation.cue, *relation.content):
                for place in range(max(bisect_right(self._starts, start) - 1, 0), bisect_left(self._starts, end)):
                    if number not in self._touching[place][-1:]:
                        self._touching[place].append(number)
        self.lines = Lines(article, groups.text_of(doc))

    def _around(self, number: int | None) -> Iterator[int]:
        """Yield a relation and those that stand around it, innermost first."""
        met: set[int] = set()
        while number is not None and number not in met:
            yield number
            met.add(number)
            number = self.relations[number].within

    def sources(self) -> Iterator[int]:
        """Yield the places of the links that can be a source by their address and their line."""
        for place, link in enumerate(self.article.links):
            sentence = self._sentence_at(link.start)
            if addresses.can_be_source(link.href, self.article.url) and not self.lines.sells(link, sentence):
                yield place

    # ------------------------------------------------------------ what stands right before a mark
    def _sentence_at(self, offset: int) -> SentenceSpan | None:
        """Return the sentence that starts before or at ``offset``."""
        found = bisect_right(self._starts, offset) - 1
        return self.sentences[found] if found >= 0 else None

    def before(self, offset: int) -> int | None:
        """Return the claim right before ``offset`` in its sentence: of several the one that the last word is of."""
        found = bisect_left(self._starts, offset) - 1
        if found < 0 or self.lines.are_apart(self.sentences[found].end, offset):
            return None
        return self._right_before(offset, self.sentences[found])

    def _right_before(self, offset: int, sentence: SentenceSpan) -> int | None:
        """Return the claim right before ``offset`` in ``sentence``, or in the line that a broken sentence began on."""
        claim = self._last_said(offset, sentence)
        for _ in range(_LINES):
            number = sentence.number - 1
            if claim is not None or number < 0 or self._in_sentence[sentence.number]:
                break
            if not self.lines.runs_on(self.sentences[number].end, sentence.start):
                break
            sentence = self.sentences[number]
            claim = self._last_said(sentence.end, sentence)
        return claim

    def _last_said(self, offset: int, sentence: SentenceSpan) -> int | None:
        near = max(sentence.start, offset - _WINDOW)
        last = max((word.start() for word in WORDS.finditer(self.text, near, offset)), default=None)
        inside = self._in_sentence[sentence.number]
        if last is None:
            return None
        for number in self._touching[sentence.number]:
            relation = self.relations[number]
            if any(start <= last < end for start, end in (*relation.cue, *relation.source)):
                own = [claim for claim in inside if self.claims[claim].attribution == number]
                if own:
                    return max(own, key=lambda claim: self.claims[claim].end)
        ahead = [claim for claim in inside if self.claims[claim].start < offset]
        covering = self._shortest_around(last, ahead)
        if covering is not None:
            return covering
        return max(ahead, key=lambda claim: (self.claims[claim].end, self.claims[claim].start), default=None)

    def _shortest_around(self, offset: int, claims: Iterable[int]) -> int | None:
        """Return the first of the shortest of ``claims`` that hold ``text[offset]``."""
        covering = [claim for claim in claims if self.claims[claim].start <= offset < self.claims[claim].end]
        return min(covering, key=lambda claim: self.claims[claim].end - self.claims[claim].start, default=None)

    # ------------------------------------------------------------ links
    def of(self, place: int) -> tuple[dict[int, str], dict[int, str]]:
        """Return the claims and the relations that a link belongs to, each with the rule."""
        link = self.article.links[place]
        anchor, sentence = self.anchors.read(link), self._sentence_at(link.start)
        if anchor is None or sentence is None or (anchor.kind == "pointer" and self._is_door(link, sentence)):
            return {}, {}
        if anchor.kind == "pointer" or self._cited_behind(link, anchor, sentence):
            claim = self._behind(link, sentence)
            return ({} if claim is None else {claim: "behind"}), {}
        hits = self._relations(link, anchor, sentence)
        if anchor.kind == "mention":
            return ({} if hits else self._reported(link, anchor, sentence)), hits
        claims = {} if hits and anchor.kind == "document" else self._overlapped(anchor, sentence, hits=hits)
        if not hits and all(self.claims[claim].attribution is None for claim in claims):
            near = self._nearest(anchor, sentence, alone=not claims)
            if near is not None:
                return {}, {near: "cue"}
        return dict.fromkeys(claims, "anchor-overlap"), hits

    def _is_door(self, link: Link, sentence: SentenceSpan) -> bool:
        """Return whether a front page's address stands in brackets behind its owner's name: ``Holm County (https://holm.example) met``."""
        before, after = self._around_link(link, sentence)
        if not addresses.is_home(link.href) or not before.endswith(("(", "[")) or not WORDS.search(after):
            return False
        return any(gap <= 1 for gap in self._gaps(link))

    def _gaps(self, link: Link) -> Iterator[int]:
        """Yield how many tokens before a link a name ends, of those that touch it or stand right before it."""
        for span in self._spans([(link.start, link.end)]):
            yield from (span.start - name.end for name in self.anchors.names_in(span, margin=2))

    def _spans(self, pairs: Iterable[Sequence[int]]) -> Iterator[Span]:
        found = (self.doc.char_span(start, end, alignment_mode="expand") for start, end in pairs)
        return (span for span in found if span is not None)

    def _behind(self, link: Link, sentence: SentenceSpan) -> int | None:
        """Return the claim that a link stands right behind, in its own sentence or where that is only the link."""
        opened = link.start - sentence.start <= _OPENED and _OPENS.fullmatch(self.text, sentence.start, link.start)
        if not opened and not self.lines.is_only_links(sentence.start, sentence.end):
            return self._right_before(link.start, sentence)
        for number in range(sentence.number - 1, -1, -1):
            near = self.sentences[number]
            if self.lines.are_apart(near.end, link.start):
                break
            claim = self._right_before(near.end, near)
            if claim is not None or not self.lines.is_only_links(near.start, near.end):
                return claim
        return None

    def _around_link(self, link: Link, sentence: SentenceSpan) -> tuple[str, str]:
        """Return what stands before and behind a link in its sentence."""
        start, end = max(sentence.start, link.start - _WINDOW), min(sentence.end, link.end + _WINDOW)
        return self.text[start : link.start], self.text[link.end : end]

    def _cited_behind(self, link: Link, anchor: AnchorText, sentence: SentenceSpan) -> bool:
        """Return whether a name or document is cited in brackets, behind ``via`` or behind a closing dash."""
        before, after = self._around_link(link, sentence)
        if anchor.kind == "statement":
            return False
        opening = max(before.rfind("("), before.rfind("["))
        if opening > max(before.rfind(")"), before.rfind("]")) and len(before) - opening <= _BRACKET:
            return self._in_brackets(link, before[opening:], before=before[:opening], after=after)
        if not WORDS.search(before):
            return False
        ends = not WORDS.search(after) or after.lstrip().startswith((",", ";"))
        if ends and leads_to_a_name(before) and self.doc[anchor.head].ent_type_ != "PLACE":
            return True
        return bool(anchor.outlet and _DASH.search(before) and not WORDS.search(after))

    def _in_brackets(self, link: Link, opened: str, *, before: str, after: str) -> bool:
        """Return whether brackets hold a source, not the short form, party or place of the name before them."""
        closing = re.search(r"[)\]]", after)
        close = closing.start() if closing else len(after)
        end = min(link.end + close, link.end + _BRACKET)
        if not self.lines.is_only_links(link.start - len(opened), end) or abbreviates(link.text.strip(), before):
            return False
        return 1 not in self._gaps(link) or not WORDS.search(after[close:])

    def _words(self, anchor: AnchorText) -> list[int]:
        return [i for i in range(anchor.start, anchor.end) if not self.doc[i].is_space and not self.doc[i].is_punct]

    def _hit(self, spans: Iterable[Sequence[int]], tokens: Iterable[int]) -> bool:
        return any(start <= self.doc[token].idx < end for start, end in spans for token in tokens)

    def _relations(self, link: Link, anchor: AnchorText, sentence: SentenceSpan) -> dict[int, str]:
        """Return the relations whose cue or source phrase the link lies on."""
        words = self._words(anchor)
        found: dict[int, str] = {}
        for number in self._touching[sentence.number]:
            relation = self.relations[number]
            on_source, on_cue = self._hit(relation.source, words), self._hit(relation.cue, words)
            if on_source and self._names_source(link, anchor, relation, on_cue=on_cue):
                found[number] = "source-phrase"
                continue
            on_cue = on_cue and (anchor.kind != "mention" or anchor.outlet)
            if on_cue or (anchor.outlet and self._hit(relation.cue, [anchor.start - 1])):  # he told [Reuters]
                found[number] = "cue"
        return found

    def _names_source(self, link: Link, anchor: AnchorText, relation: Relation, *, on_cue: bool) -> bool:
        """Return whether a link on a source phrase is on who or what is cited, not on a name inside its description."""
        if anchor.kind == "document" or (on_cue and anchor.kind != "mention"):
            return True
        if anchor.kind == "mention" and (addresses.is_about(link.href) or self._is_profile(link, anchor)):
            return False
        heads = list(self._heads(relation))
        if any(anchor.start <= head < anchor.end for head in heads):
            return True
        # `a survey by the [Growers Union]`: what leads past the union's front page is the survey
        documents = any(is_document(singular(self.doc[head].lower_)) for head in heads)
        return documents and anchor.kind == "mention" and not addresses.is_home(link.href)

    def _heads(self, relation: Relation) -> Iterator[int]:
        """Yield the head of each source phrase, and the last word of the name in it."""
        for span in self._spans(relation.source):
            phrase = read_phrase(self.doc, span.start, end=span.end, names=self.anchors.names_in(span))
            if phrase is not None:
                yield phrase.head
                if phrase.name is not None:
                    yield phrase.name.end - 1

    def _is_profile(self, link: Link, anchor: AnchorText) -> bool:
        """Return whether a person's name leads to a page of that name, or to a home page."""
        if not anchor.person:
            return False
        steps = [step for step in addresses.split(link.href).path.split("/") if step]
        slug = re.sub(r"[^a-z]+", " ", steps[-1].lower()).strip() if steps else ""
        joined = re.sub(r"[^a-z]", "", link.text.lower())
        return not steps or slug.replace(" ", "") in joined or same_person(slug.title(), link.text)

    def _overlapped(self, anchor: AnchorText, sentence: SentenceSpan, *, hits: Iterable[int]) -> list[int]:
        """Return the claims that hold an anchor's words, each word counted for the shortest claim around it."""
        said = [span for number in hits for span in (*self.relations[number].cue, *self.relations[number].source)]
        tokens = [token for token in (anchor.core or self._words(anchor)) if not self._hit(said, [token])]
        inside = self._in_sentence[sentence.number]
        around = (self._shortest_around(self.doc[token].idx, inside) for token in tokens)
        held = Counter(claim for claim in around if claim is not None)
        return sorted(claim for claim, count in held.items() if count >= _SHARE * sum(held.values()))

    def _nearest(self, anchor: AnchorText, sentence: SentenceSpan, *, alone: bool) -> int | None:
        """Return the relation whose cue or source stands next to a document; the nearest where no claim holds it.

        What only sets the scene (``During [Monday's debate], he claimed``) is none, nor what describes a source.
        """
        gaps = []
        for number in self._touching[sentence.number]:
            relation = self.relations[number]
            if not self.claims_of[number] or self._hit(relation.source, self._words(anchor)):
                continue
            for span in self._spans((*relation.cue, *relation.source)):
                gap = max(anchor.start - span.end, span.start - anchor.end)
                gaps.append((gap, span.end <= anchor.start, number))
        if not gaps:
            return None
        gap, follows, number = min(gaps)
        if anchor.kind == "document":
            return number if alone or 0 < gap < _NEAR else None  # said [in] a letter, not: reviewed a letter
        return number if alone and (not anchor.nominal or (follows and gap < _NEAR)) else None

    def _reported(self, link: Link, anchor: AnchorText, sentence: SentenceSpan) -> dict[int, str]:
        """Return the claims of a sentence that credits a name in words that the encoder saw no relation in."""
        before, after = self._around_link(link, sentence)
        if addresses.is_about(link.href) or not (_CITES.search(before) or (anchor.outlet and _REPORTS.match(after))):
            return {}
        chosen = self._shortest_around(link.start, self._in_sentence[sentence.number])
        return {} if chosen is None else {chosen: "source-phrase"}
