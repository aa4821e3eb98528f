"""What the words under a hyperlink are: a statement, a document, a name that is merely mentioned, or a mere pointer.

Read from the article's own words and the tags; a page about its subject (``/topics/``, a profile) makes a noun a mention.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimcheck import lang
from claimcheck.annotate.grammar.names import DETERMINERS, Name, find_names, is_acronym, is_outlet, is_title
from claimcheck.annotate.grammar.phrases import PRONOUNS, singular, source_nouns
from claimcheck.annotate.grammar.trees import group_tokens
from claimcheck.annotate.phenomena import PHENOMENA
from claimcheck.lang import addresses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from claimcheck.article import Article, Link

Kind = Literal["statement", "document", "mention", "pointer"]
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)\S+$|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?$|[¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
_MARKS = tuple(one.group for one in PHENOMENA if one.states)
_CUTS = frozenset(
    "of for from in at with on to by under about against between among into , ; : ( who which that".split()
)
_SPEAKING = frozenset({"person", "organization", "place", "media", "group"})
_SMALL = frozenset("of for and the in on a an to 's ’s ' ’ & by at de la".split())
_TOPIC_WORDS = 2  # content words up to which a bare noun phrase is a topic rather than a statement
_DEFINITE = DETERMINERS | {"a", "an", "another", "some", "no"}


@dataclass(frozen=True, slots=True)
class AnchorText:
    """The words under a link in tokens; ``core`` are the tokens that say more than a name."""

    kind: Kind
    start: int
    end: int
    core: frozenset[int]
    head: int
    nominal: bool
    person: bool
    outlet: bool


class Anchors:
    """Reads the anchors of one article; names are looked for once, and only where it has anchors."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.names = find_names(doc) if article.links else []
        self._name_of = {index: name for name in self.names for index in range(name.start, name.end)}
        self._marked, self._timed = _tokens_of(doc, _MARKS), _tokens_of(doc, ("times",))

    def names_in(self, span: Span, *, margin: int = 0) -> Sequence[Name]:
        """Return the names that touch a span, or lie up to ``margin`` tokens before it."""
        first = bisect.bisect_right(self.names, span.start - margin, key=lambda name: name.end)
        return self.names[first : bisect.bisect_left(self.names, span.end, key=lambda name: name.start)]

    def read(self, link: Link) -> AnchorText | None:
        """Return what the words under ``link`` are; None for no word at all."""
        span = self.doc.char_span(link.start, link.end, alignment_mode="expand")
        if span is None or link.end <= link.start:
            return None
        words = [token for token in span if not token.is_space and not token.is_punct]
        written = link.text.strip()
        text = " ".join(written.split()).strip(" .,;:()[]→»>").casefold()
        if text in phrases("never"):
            return None
        if not words or _ADDRESS.match(written) or _NUMBER.match(written) or text in phrases("pointer"):
            place = (span.start, span.end, frozenset[int](), span.start)
            return AnchorText("pointer", *place, nominal=True, person=False, outlet=False)
        return self._kind(link, _trimmed(words))

    def named(self, link: Link, anchor: AnchorText) -> str:
        """Return the words of a link up to a verb behind their head: ``data from the ministry [show]``."""
        verbs = (self.doc[i].idx for i in range(anchor.head + 1, anchor.end) if self.doc[i].tag_[:2] in {"VB", "MD"})
        return link.text[: max(next(verbs, link.end) - link.start, 0)]

    def _kind(self, link: Link, words: Sequence[Token]) -> AnchorText:
        named = [name for token in words if (name := self._name_of.get(token.i))]
        head = _head(words)
        core = frozenset(token.i for token in words if self._tells(token))
        nominal = _is_nominal(words, head)
        kind = self._of_noun(link, words, head=head) if nominal else "statement"
        last = self._name_of.get(head.i)
        outlet = last is not None and is_outlet(last.text)
        described = not named and source_nouns().get(singular(head.lower_)) == "person"
        person = described or (last is not None and last.label == "PERSON")
        place = (words[0].i, words[-1].i + 1, core, head.i)
        return AnchorText(kind, *place, nominal=nominal, person=person, outlet=outlet)

    def _tells(self, token: Token) -> bool:
        """Return whether a word of an anchor says more than a name, a title or a small word does."""
        if token.i in self._marked:
            return True
        return token.i not in self._name_of and token.lower_ not in _SMALL | DETERMINERS and not is_title(token.lower_)

    def _of_noun(self, link: Link, words: Sequence[Token], *, head: Token) -> Kind:
        """Return what a noun phrase is: by its head noun, its names, and the page that it leads to."""
        noun = singular(head.lower_)
        if is_document(noun) or is_document(head.lower_):
            return "document"
        if addresses.is_about(link.href):  # an encyclopedia's page on the nautical mile says nothing of 24 of them
            return "mention"
        if any(token.i in self._marked for token in words):
            return "statement"
        named = head.i in self._name_of or not any(map(self._tells, words))
        if named or source_nouns().get(noun) in _SPEAKING or link.text.startswith("#"):
            return "mention"
        if addresses.is_file(link.href):
            return "document"
        bare = words[0].i not in self._timed and words[0].lower_ not in _DEFINITE and words[0].lower_ not in PRONOUNS
        return "mention" if bare and len(words) <= _TOPIC_WORDS else "statement"


def _tokens_of(doc: Doc, marks: Iterable[str]) -> frozenset[int]:
    """Return the tokens of the marks of some groups."""
    spans = [pair for group in marks for pair in group_tokens(doc, group).items()]
    return frozenset(index for start, end in spans for index in range(start, end))


def _trimmed(words: list[Token]) -> list[Token]:
    """Return the words without a possessive ending behind them."""
    while len(words) > 1 and words[-1].lower_ in {"'s", "’s", "'", "’"}:
        words = words[:-1]
    return words


def _head(words: Sequence[Token]) -> Token:
    """Return the last word before the first preposition, comma or relative pronoun that is not part of a name."""
    for place, token in enumerate(words[1:], start=1):
        if token.lower_ in _CUTS and not (token.text[0].isupper() or words[place - 1].lower_ in DETERMINERS):
            return _last_noun(words[:place])
    return _last_noun(words)


def _last_noun(words: Sequence[Token]) -> Token:
    """Return the last noun, where participles or a time stand behind it: ``a report [published Monday]``."""
    for place, token in enumerate(words):
        after = token.tag_ in {"VBN", "VBG"} and place and words[place - 1].tag_[:2] == "NN"
        if after and is_document(singular(words[place - 1].lower_)):
            return words[place - 1]
    return next((token for token in reversed(words) if token.tag_[:2] == "NN"), words[-1])


def _is_nominal(words: Sequence[Token], head: Token) -> bool:
    """Return whether the words are a noun phrase: no verb up to its head, unless the head is a document or has one behind."""
    if head.tag_[:2] not in {"NN", "PR"}:
        return False
    if words[0].tag_ in {"IN", "TO", "RB", "CC"} and words[0].i != head.i and not words[0].text[0].isupper():
        return False
    verbs = [token for token in words if token.tag_[:2] in {"VB", "MD"} and not _modifies(token, head)]
    if not verbs:
        return True
    return is_document(singular(head.lower_)) and all(token.i > head.i for token in verbs)


def _modifies(token: Token, head: Token) -> bool:
    """Return whether a participle stands before the noun that it modifies: ``the proposed budget``."""
    return token.tag_ in {"VBN", "VBG"} and token.i < head.i and token.dep_ in {"amod", "compound", "nmod"}


def phrases(kind: str) -> frozenset[str]:
    """Return the phrases of ``link_words.tsv`` of one kind."""
    return lang.column("link_words", "phrase", kind=kind)


def is_document(noun: str) -> bool:
    """Return whether the noun, in lower case and singular, is something to open."""
    return source_nouns().get(noun) == "document" or noun in phrases("document")


def abbreviates(text: str, before: str) -> bool:
    """Return whether ``text`` in brackets only shortens the name that ends ``before``: ``the Harbor Board (HB)``."""
    words = before.split()
    return any(is_acronym(text, " ".join(words[-size:])) for size in range(2, min(len(words), 9) + 1))
