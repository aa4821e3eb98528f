"""Noun phrases of a Doc that may name a source: their heads, their words, and what a relative pronoun hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.grammar.names import DETERMINERS, not_names, words_of
from claimcheck.annotate.grammar.phrases import singular, source_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIRMS = frozenset("company firm corporation carmaker automaker airline bank retailer lender manufacturer".split())
"""Nouns that a university, a ministry or a party is none of."""
HYPERNYMS = {
    "organization": FIRMS
    | frozenset(
        "agency group organization organisation association foundation institution institute body charity nonprofit union federation "
        "network".split()
    ),
    "place": frozenset("country nation kingdom republic".split()),
    "city": frozenset("city town capital village".split()),
    "media": frozenset("newspaper magazine broadcaster outlet paper network website publication tabloid".split()),
}
"""Nouns that stand for what was named before."""
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_KINDS = {"PERSON": "person", "ORG": "organization"}
_OWNER = re.compile(r".*?(\w+)(?:['’]s|s['’])\s")
_WIDEST, _FURTHEST = 8, 12  # tokens of a noun phrase before and after its head
_NOUN_TAGS = frozenset("JJ JJR JJS NN NNS NNP NNPS CD POS HYPH VBN AFX".split())


def nominals(doc: Doc, covered: set[int]) -> list[int]:
    """Return the tokens outside ``covered`` that head a description of a possible source."""
    nouns = source_nouns()
    tagged = groups.tokens_where(doc, "TAG", lambda tag: tag[:2] == "NN")
    forms = [i for i in tagged if i not in covered and singular(doc[i].lower_) in nouns]
    return [i for i in forms if not (i + 1 < len(doc) and doc[i + 1].tag_ in {"NN", "NNS"})]


def shown(doc: Doc, start: int, end: int) -> str:
    """Return the words of the tokens ``start:end`` without determiners before them and punctuation around them."""
    while start < end - 1 and doc[start].lower_ in DETERMINERS:
        start += 1
    return " ".join(doc[start:end].text.split()).strip(" ,;:")


def owner_of(text: str) -> str:
    """Return the last word of whose a described thing is, in lower case: ``kerr`` of ``Kerr’s lawyer``; empty where none is told."""
    found = _OWNER.match(text)
    return found[1].casefold() if found else ""


def is_owner(names: Iterable[str], descriptions: Iterable[str]) -> bool:
    """Return whether the bearer of the names is told to be whose the described thing is: Ruiz is not ``Ruiz’s lawyer``."""
    owners = {owner_of(text) for text in descriptions} - {""}
    return not owners.isdisjoint(word for name in names for word in words_of(name))


def is_institution(names: Iterable[str]) -> bool:
    """Return whether the noun that heads a name says that its bearer is no firm: Senate, University of Brack."""
    heads = {singular(word) for name in names for word in head_nouns(name)} & source_nouns().keys()
    return any(source_nouns()[noun] == "organization" for noun in heads - HYPERNYMS["organization"])


@lang.by_text
def head_nouns(name: str) -> frozenset[str]:
    """Return the nouns that say what bears a name: the last, and that before a preposition: Council of Aru, Aru Council."""
    words = words_of(name)
    pairs = zip(words, (*words, "of")[1:], strict=True)
    return frozenset(word for word, after in pairs if after in {"of", "for", "on"})


def definite(doc: Doc, start: int) -> bool:
    """Return whether the phrase that begins at ``start`` speaks of something known."""
    return doc[start].lower_ in DETERMINERS - {"a", "an", "all", "both"}


def introduces(doc: Doc, end: int) -> bool:
    """Return whether a description that ends at ``end`` goes on to tell who is meant: the boy, who lives above the bakery."""
    return any(token.tag_ in {"WP", "WP$", "WDT"} for token in doc[end : end + 2])


def is_subject(doc: Doc, start: int, end: int) -> bool:
    """Return whether a subject stands in the tokens ``start:end``."""
    return any(doc[index].dep_ in _SUBJECTS for index in range(start, end))


def antecedents(doc: Doc, index: int) -> list[int]:
    """Return the tokens that the relative pronoun at ``index`` may refer to: by the tree, then the one before it."""
    found = []
    token = doc[index]
    for _ in range(4):
        if token.dep_.startswith("acl") and token.head.i < index:
            found.append(int(token.head.i))
            break
        token = token.head
    before = index - 1
    while before >= 0 and (doc[before].is_punct or doc[before].is_space or doc[before].tag_ in {"IN", "CC"}):
        before -= 1
    return [*found, before] if before >= 0 else found


def beside(doc: Doc, index: int, start: int) -> int:
    """Return the token whose name the noun at ``index`` stands beside, by the tree or a comma: Tolna Relief, [a group]; else ``index``."""
    if doc[index].dep_ == "appos":
        return int(doc[index].head.i)
    close = start > 1 and doc[start - 1].text == ","
    alike = close and _KINDS.get(doc[start - 2].ent_type_) == source_nouns().get(singular(doc[index].lower_), "")
    return start - 2 if alike else index


def phrase_start(doc: Doc, head: int) -> int:
    """Return where the noun phrase of ``head`` starts, its determiner in."""
    start = head
    while start > 0 and head - start < _WIDEST:
        token = doc[start - 1]
        if token.lower_ in DETERMINERS or token.tag_ in {"DT", "PRP$"}:
            return start - 1
        if token.tag_ not in _NOUN_TAGS or token.is_space or token.lower_ in not_names():
            break
        start -= 1
    while start < head and doc[start].text in {",", "“", '"'}:
        start += 1
    return start


def phrase_end(doc: Doc, head: int, *, stop: int | None = None) -> int:
    """Return the end of the noun phrase of ``head`` with the prepositional phrases that hang on it.

    When tells surveys apart, but neither people nor bodies: the trust [in July].
    """
    dated = source_nouns().get(singular(doc[head].lower_)) == "document"
    ends = [
        child.right_edge.i + 1
        for child in doc[head].rights
        if child.dep_ == "nmod"
        and child.right_edge.i - head < _FURTHEST
        and (dated or not (child.lower_ in not_names() or child.like_num))
    ]
    end = max(ends, default=head + 1)
    return min(end, stop) if stop is not None else end
