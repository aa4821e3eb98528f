"""Documents that an article cites by a link or a note: each once, with a name and how well it can be opened."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.citations.anchors import Anchors
from claimcheck.annotate.claims.component import Statement
from claimcheck.annotate.grammar.names import DETERMINERS, is_outlet, words_of
from claimcheck.annotate.sources.component import Cited
from claimcheck.article import Link
from claimcheck.lang import addresses
from claimcheck.lang.references import Reference, read_reference

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.annotate.citations.binding import Citations
    from claimcheck.article import Article, Note

NAMED, OPENABLE = 5, 6
_WORDS_OF_NAME = 8  # words of an anchor that still serves as a name


@dataclass(slots=True)
class Document:
    """A document or outlet that links and notes lead to; ``start:end`` is where it is first cited."""

    name: str
    type: str
    grade: int
    start: int
    end: int
    links: list[Link]
    mentions: list[tuple[int, int]]

    def add(self, other: Document) -> None:
        """Take in another citation of the same document."""
        self.grade = max(self.grade, other.grade)
        self.links += [link for link in other.links if link not in self.links]
        self.mentions += [mention for mention in other.mentions if mention not in self.mentions]
        self.start, self.end = min((self.start, self.end), (other.start, other.end))


@dataclass(frozen=True, slots=True)
class Shelf:
    """All sources of an article by number: first those that its words name, then ``documents``."""

    documents: Sequence[Document]
    places: Mapping[int, int]
    """The place of each source, by number, in the order in which they are first cited."""
    of_link: Mapping[int, int]
    of_note: Mapping[int, int]
    links: Mapping[int, Sequence[Link]]
    """What was linked where the words name a source."""
    openable: frozenset[int]
    """The notes that say what to open."""
    references: Mapping[int, Reference]


def shelve(doc: Doc, article: Article, *, bound: Citations, anchors: Anchors) -> Shelf:
    """Return the documents of the links of claims that credit nobody, and of the notes of all claims."""
    cited = groups.read(doc, "sources", Cited)
    statements = groups.read(doc, "claims", Statement)
    unattributed = [place for place, claim in enumerate(statements) if claim.source is None]
    links = sorted({tie.item for place in unattributed for tie in bound.links.get(place, ())})
    notes = sorted({tie.item for ties in bound.notes.values() for tie in ties})
    shelving = _Shelving(article, cited=cited, anchors=anchors)
    shelving.add_attributed(bound, cited)
    for place in links:
        shelving.add_link(place)
    references = dict(_references(article, notes))
    for place, reference in references.items():
        shelving.add_note(place, reference)
    things: list[Cited | Document] = [*cited, *shelving.documents]
    firsts = [(thing.start, thing.end) for thing in things]
    in_order = sorted(range(len(firsts)), key=firsts.__getitem__)
    return Shelf(
        shelving.documents,
        {number: place for place, number in enumerate(in_order)},
        shelving.of_link,
        shelving.of_note,
        shelving.links,
        frozenset(place for place, reference in references.items() if reference.openable),
        references,
    )


class _Shelving:
    """The sources while they are collected, numbered as in the Shelf."""

    def __init__(self, article: Article, *, cited: Sequence[Cited], anchors: Anchors) -> None:
        self.article, self.anchors = article, anchors
        self.documents: list[Document] = []
        self.of_link: dict[int, int] = {}
        self.of_note: dict[int, int] = {}
        self.links: defaultdict[int, list[Link]] = defaultdict(list)
        self._cited = len(cited)
        self._filed: dict[str, int] = {}

    def add_attributed(self, bound: Citations, cited: Sequence[Cited]) -> None:
        """Note what is linked where the words name a source; documents and outlets can be cited again by links."""
        for number, source in enumerate(cited):
            ties = (tie for attribution in source.attributions for tie in bound.attributions.get(attribution, ()))
            self.links[number] = [self.article.links[item] for item in sorted({tie.item for tie in ties})]
            if source.type == "media":
                self._filed.setdefault(_outlet_key(source.name), number)
            if source.type in {"document", "media"}:
                for link in self.links[number]:
                    self._filed.setdefault(addresses.same(link.href), number)

    def add_link(self, place: int) -> None:
        """Note what a link leads to: an outlet by its name, else the document at its address."""
        link = self.article.links[place]
        name, kind = self._named(link)
        keys = [_outlet_key(name)] if kind == "media" else [addresses.same(link.href)]
        mention = [(link.start, link.end)]
        self.of_link[place] = self._file(Document(name, kind, OPENABLE, link.start, link.end, [link], mention), keys)

    def _named(self, link: Link) -> tuple[str, str]:
        """Return name and type: the anchor where it is a name or a document, else the address."""
        anchor = self.anchors.read(link)
        text = self.anchors.named(link, anchor) if anchor else link.text
        words = " ".join(text.split()).strip(' .,;:()[]“”"').split()
        while len(words) > 1 and words[0].casefold() in DETERMINERS | {"a", "an"}:
            words = words[1:]
        name = " ".join(words)
        if anchor is None or anchor.kind not in {"mention", "document"} or not 0 < len(words) <= _WORDS_OF_NAME:
            return addresses.shown(link.href), "document"
        own = re.sub(r"[^a-z0-9]", "", name.casefold())
        outlet = anchor.kind == "mention" and (is_outlet(name) or own in addresses.host(link.href).split("."))
        return name, "media" if outlet else "document"

    def add_note(self, place: int, reference: Reference) -> None:
        """Note the document that a note identifies."""
        note = self.article.notes[place]
        start, end = note.body or (note.start, note.end)
        links = _links_in(self.article, note, reference)
        grade = OPENABLE if reference.openable else NAMED
        mentions = [(start, end)] if end > start else []
        document = Document(reference.name, "document", grade, start, end, links, mentions)
        self.of_note[place] = self._file(document, list(_keys(reference, links)))

    def _file(self, document: Document, keys: Sequence[str]) -> int:
        """Return the number of a document's source: that of an earlier one under one of its keys, which it then adds to."""
        number = next((self._filed[key] for key in keys if key in self._filed), None)
        if number is None:
            number = self._cited + len(self.documents)
            self.documents.append(document)
        elif number < self._cited:
            self.links[number] += [link for link in document.links if link not in self.links[number]]
        else:
            self.documents[number - self._cited].add(document)
        for key in keys:
            self._filed.setdefault(key, number)
        return number


def _outlet_key(name: str) -> str:
    return f"outlet:{' '.join(words_of(name))}"


def _keys(reference: Reference, links: Iterable[Link]) -> Iterator[str]:
    """Yield what two notes on one document share: address, DOI, docket, title and year, else its name."""
    yield from (addresses.same(link.href) for link in links)
    if reference.url:
        yield addresses.same(reference.url)
    if reference.doi:
        yield f"doi:{reference.doi.lower()}"
    if reference.docket:
        yield f"docket:{reference.docket.casefold()}"
    if reference.title:
        yield f"title:{reference.title.casefold()}:{reference.year or ''}"
    elif not (reference.url or reference.doi or reference.docket):
        yield f"name:{reference.words.casefold()}"


def _references(article: Article, notes: Iterable[int]) -> Iterator[tuple[int, Reference]]:
    """Yield what each note identifies; ``Ibid.`` and ``note 3`` take the document of that other note."""
    read: dict[str, Reference] = {}
    before: Reference | None = None
    for place in notes:
        note = article.notes[place]
        found = _reference(article, note)
        if found is not None and found.again is not None:
            other = read.get(found.again) if found.again else before
            found = None if other is None else dataclasses.replace(other, page=found.page or other.page)
        if found is not None and note.kind == "comment" and not (found.url or found.doi):
            found = None
        before = found or before
        if found is not None:
            read.setdefault(note.label, found)
            yield place, found


def _reference(article: Article, note: Note) -> Reference | None:
    """Return what a note's words identify, or a link that is laid on some of them."""
    found = read_reference(note.text)
    if note.body is None or (found is not None and found.url):
        return found
    inside = _within(article, note)
    if not inside:
        return found
    link = inside[0]
    if found is None:
        telling = len(link.text.split()) > 1 and "/" not in link.text
        found = Reference(title=" ".join(link.text.split()) if telling else None)
    return dataclasses.replace(found, url=link.href, again=None)


def _within(article: Article, note: Note) -> list[Link]:
    """Return the links on a note's words that can be a source."""
    start, end = note.body or (0, 0)
    first = bisect_left(article.links, start, key=lambda link: link.start)
    behind = bisect_left(article.links, end, key=lambda link: link.start)
    inside = (link for link in article.links[first:behind] if link.end <= end)
    return [link for link in inside if addresses.can_be_source(link.href, article.url)]


def _links_in(article: Article, note: Note, reference: Reference) -> list[Link]:
    """Return the links of a note: those laid on its words, else its address where it stands in the text."""
    inside = _within(article, note)
    address = reference.address
    if inside or address is None or note.body is None:
        return inside
    written = (reference.url or reference.doi or "").removeprefix("http://")
    at = article.text.find(written, *note.body)
    return [Link(at, at + len(written), written, address)] if at >= 0 else []
