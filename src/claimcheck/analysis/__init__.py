"""The Analysis: all that is known of an article, in frozen values without spaCy.

It is built once, from the annotated Doc. The Report is made from it, and the linter reads it, so that neither guesses again
what was known. Every ``start, end`` is in code points and half open, into :attr:`Analysis.text`. A number that stands for
another thing (``speaker``, ``entity``, ``marks`` ...) is its place in the Analysis' tuple of them.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from claimcheck.article import Link, Section

__all__ = [
    "Analysis", "Attribution", "Claim", "Entity", "Mark", "Mention", "Pair", "Quotation", "Sentence", "Source", "Tie", "Word",
]  # fmt: skip
Pair = tuple[int, int]
"""Start and end of a stretch of the text."""


class Word(NamedTuple):
    """One token that is no white space."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    """The Penn Treebank's tag: ``VBD``."""
    features: str
    """Universal features: ``Mood=Ind|Tense=Past|VerbForm=Fin``; empty for none."""
    head: int
    """The place of its head among the words of its sentence, its own for a root."""
    label: str
    """Its Universal Dependencies relation to its head: ``nsubj``."""
    name: str
    """PERSON, ORG, PLACE or MISC inside a name that the engine saw, else empty."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, cut at line ends and block edges; ``section`` is that of its block, ``silent`` why it can hold no claim."""

    number: int
    start: int
    end: int
    section: Section
    silent: str | None
    words: tuple[Word, ...]

    def under(self, place: int) -> Iterator[int]:
        """Yield the places of the words that hang on the word at ``place``, in text order."""
        return (number for number, word in enumerate(self.words) if word.head == place != number)


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names, describes or stands for an entity."""

    start: int
    end: int
    form: Literal["name", "description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, people, an organisation, a place or a document, with all its mentions that were understood."""

    kind: Literal["person", "group", "organization", "place", "document", "media", "other"]
    name: str | None
    """The fullest name, None for what is only described."""
    names: tuple[str, ...] = ()
    given: str | None = None
    family: str | None = None
    """A person's given and family name, where the fullest name shows both."""
    gender: Literal["m", "f", ""] = ""
    """By given name, title, noun or pronoun; empty where nothing tells."""
    titles: tuple[str, ...] = ()
    """The forms of address and offices that stand before its names, lower case: ``governor``."""
    roles: tuple[str, ...] = ()
    """The nouns that it is called by, singular and lower case: ``spokeswoman``."""
    plural: bool = False
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, the marks in; ``attribution`` says who speaks, where somebody is said to."""

    start: int
    end: int
    attribution: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A quantity, time, superlative, comparison or change: ``facts`` are the fields of its type in the Report."""

    kind: str
    start: int
    end: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tie:
    """That a link or note (``item`` is its place in the article) belongs to something, and by which rule."""

    item: int
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """A relation of source, cue and content; ``speaker`` is who the source is, ``within`` the relation around it."""

    source: tuple[Pair, ...]
    cue: tuple[Pair, ...]
    content: tuple[Pair, ...]
    form: str
    stance: str
    within: int | None
    speaker: int | None
    links: tuple[Tie, ...]
    why: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what is cited: in words, or by a link or note alone. ``entity`` is who that is, None for such a document."""

    name: str
    type: str
    grade: int
    mentions: tuple[Pair, ...]
    links: tuple[Link, ...] = ()
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that has to be checked."""

    start: int
    end: int
    id: str
    sentence: int
    extent: Pair
    """Where its sentence starts and ends, a date stamp before it left out."""
    section: str
    kinds: tuple[str, ...]
    marks: tuple[int, ...]
    attribution: int | None
    source: int | None
    chain: tuple[int, ...]
    links: tuple[Tie, ...]
    notes: tuple[Tie, ...]
    support: str
    checkability: str
    hedged: bool
    score: float
    because: tuple[str, ...]
    same_as: tuple[str, ...]
    needs: tuple[str, ...]
    why: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Analysis:
    """What is known of one article. Two are the same where they are one object."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    marks: tuple[Mark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    sources: tuple[Source, ...] = ()
    """In the order of their first mention."""
    claims: tuple[Claim, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    """The numbers of the sentences without a claim, each with the reason."""

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds ``text[offset]``, None between sentences."""
        found = bisect.bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[found] if found >= 0 and offset < self.sentences[found].end else None

    def entity_at(self, offset: int) -> int | None:
        """Return the place of the entity whose mention holds ``text[offset]``, of several the one with the shortest."""
        found = bisect.bisect_right(self._mentions, offset, key=lambda one: one[0].start)
        near = [one for one in self._mentions[max(found - 8, 0) : found] if offset < one[0].end]
        return min(near, key=lambda one: one[0].end - one[0].start)[1] if near else None

    @functools.cached_property
    def _mentions(self) -> list[tuple[Mention, int]]:
        found = ((mention, place) for place, entity in enumerate(self.entities) for mention in entity.mentions)
        return sorted(found, key=lambda one: (one[0].start, one[0].end))
