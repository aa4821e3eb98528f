"""What a source phrase is: a pronoun, a person, a name, or a description with its head noun.

Read from the words and the names in them, left to right: determiners and adverbs are dropped, what follows the first
comma, relative pronoun or bracket describes, and the last word before the first preposition is the head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimcheck import lang
from claimcheck.annotate.grammar.names import DETERMINERS, Name, is_title
from claimcheck.lang import units, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["pronoun", "relative", "first", "name", "nominal"]

PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("it its itself".split(), "n"),
    **dict.fromkeys("they them their theirs themselves".split(), "p"),
}
FIRST = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself one self there this these the a an".split()
)
"""What names nobody outside a quotation; in one, who speaks."""
_CLITICS = frozenset("'s ’s - 'd ’d 'll ’ll 've ’ve 're ’re 'm ’m".split())
RELATIVE = frozenset("who whom whose which that".split())
_PREPOSITIONS = frozenset(
    "of for from in at with on to by under about against between among within near inside outside across over".split()
)
_FRONT = frozenset(
    "only just even also both but and or as by from to according perhaps meanwhile , : ; — – - -- ( [".split()
)
_EDGE = frozenset("\" “ ” ‘ ’ ' , ; : . — – - -- ( ) [ ] …".split())
_PAIR = 2
_PEOPLE = ("er", "or", "ist", "ian", "ee", "man", "woman", "ant", "body", "one", "mate")
_CUTS = frozenset(", ; : ( [ — – --".split())
_MODIFYING = frozenset("JJ JJR JJS VBN VBG CD".split())
_TIMES = frozenset({"obl:unmarked", "nmod:unmarked"})
_OF_A_NAME = frozenset({"flat", "appos", "nmod:desc", "compound"})
_PARTICIPLES = frozenset(
    """released published conducted commissioned issued based living working known named said signed obtained sponsored
    written posted filed familiar""".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase in tokens: ``start:end`` without its edges, ``cut`` where the description begins.

    ``head`` is the token of the head; ``name`` the name that the head is part of; ``names`` all names before ``cut``.
    """

    kind: Kind
    start: int
    cut: int
    end: int
    head: int
    name: Name | None
    names: tuple[Name, ...]
    text: str
    definite: bool
    noun: str
    """The head noun in the singular where it is a known source noun or any common noun; empty for a name."""


def source_nouns() -> Mapping[str, str]:
    """Return the kind of source that each noun makes, in the singular."""
    return lang.mapping("source_nouns", "noun", "type")


@lang.compiled(8192)
def singular(word: str) -> str:
    """Return the lower-cased ``word`` in the singular, by its ending; a word that is a source noun is left alone."""
    return word if word in source_nouns() else units.singular(word)


def demonyms() -> Mapping[str, str]:
    """Return the country of each demonym, case-folded."""
    return lang.mapping("demonyms", "demonym", "place")


def kind_of_noun(noun: str, *, plural: bool, text: str = "") -> str:
    """Return what a noun makes a source: by the table, by an ending such as ``-er``, else people or a document.

    ``text`` is the description: a chorus of critics is people.
    """
    known = "group" if noun in vocabulary.many() or not noun[:1].isalpha() else source_nouns().get(noun)
    members = text.casefold().partition(" of ")[2].split()
    if known is None and any(is_plural(word) and source_nouns().get(singular(word)) == "person" for word in members):
        return "group"
    person = noun.endswith(_PEOPLE) or noun in demonyms() or text.split(" ", 1)[0].endswith("-old")
    return known or ("person" if person else "group" if plural else "document")


def is_plural(word: str) -> bool:
    """Return whether the lower-cased noun is a plural."""
    return word in _PLURALS or singular(word) != word


_PLURALS = frozenset(
    "police authorities some many most others few several critics both people rebels insurgents staff these those".split()
)


def read_phrase(doc: Doc, start: int, *, end: int, names: Sequence[Name]) -> Phrase | None:
    """Return what the tokens ``start:end`` name, given the names that lie in them; None for nothing but punctuation."""
    start, end = _trim(doc, start, end)
    if start >= end:
        return None
    word = doc[start].lower_
    if end - start == 1 or (end - start == _PAIR and doc[start + 1].lower_ in _CLITICS):
        kind = _closed(word)
        if kind is not None:
            return Phrase(kind, start, end, end, start, None, (), doc[start].text, definite=False, noun="")
    if word in RELATIVE and doc[start + 1].text == ",":  # 'which, along with Sudan,'
        return Phrase("relative", start, start + 1, end, start, None, (), doc[start].text, definite=False, noun="")
    definite = word in DETERMINERS and word not in {"a", "an"}
    body = start
    while body < end - 1 and (doc[body].lower_ in DETERMINERS or doc[body].lower_ in _FRONT):
        body += 1
    cut = _cut(doc, body, end, names=names)
    inside = tuple(name for name in names if name.start >= start and name.start < cut)
    head = _head(doc, body, cut, names=inside)
    at_head = next((name for name in inside if name.start <= head < name.end), None)
    telling = cut - body == 1 or (head > 0 and not doc[head].is_sent_start)  # a capital that opens no sentence
    beside = _appositive(doc, head, cut, end=end, names=names) if cut < end else None
    if at_head is None and telling and beside is None and doc[head].text[0].isupper():
        at_head = _bare_name(doc, body, head)
    if at_head is not None and (_is_member(doc, head, at_head, told=body > start) or _is_post(doc, at_head)):
        at_head = None  # 'Republicans', 'the big Belgian', 'Principal Secretary'
    at_head = at_head or beside  # 'The city's party chief, Meng Fanli,', 'the local MP, Ann Lee,'
    if at_head is None:
        at_head = _bearer(doc, head, cut, names=inside)
    in_law = doc[max(head - 3, 0) : head + 1].text.casefold() == "-in-law"
    noun = "" if at_head is not None else singular(doc[head - 4 if in_law else head].lower_)
    kind = "name" if at_head is not None else "nominal"
    text = " ".join(doc[body:cut].text.split())
    return Phrase(kind, start, cut, end, head, at_head, inside, text, definite=definite, noun=noun)


def _closed(word: str) -> Kind | None:
    if word in PRONOUNS:
        return "pronoun"
    if word in FIRST:
        return "first"
    return "relative" if word in RELATIVE else None


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_space or doc[start].text in _EDGE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGE or doc[end - 1].lower_ in {"'s", "’s"}):
        end -= 1
    return start, end


def _cut(doc: Doc, start: int, end: int, *, names: Sequence[Name]) -> int:
    """Return where the description begins: at a comma, bracket, relative pronoun or participle outside a name.

    A bracket belongs to what goes on behind it: ``Ana Ruiz (Labour) and Bo Ek``, ``the Coast Party (CP) legislator Bo Ek``.
    """
    inside = {index for name in names for index in range(name.start, name.end)} | _bracketed(doc, start, end)
    inside |= {name.start - 1 for name in names if name.start > start and _goes_on(doc, name, start=start)}
    for index in range(start + 1, end):
        if index in inside:
            continue
        word = doc[index].lower_
        if word == "," and doc[index - 1].tag_ in _MODIFYING and not any(map(_heads, doc[start:index])):
            continue  # the tall, grey-haired minister
        if word in _CUTS | {"where"} or (word in RELATIVE and (word != "that" or doc[index].tag_ != "DT")):
            return index
    return end


def _goes_on(doc: Doc, name: Name, *, start: int) -> bool:
    """Return whether a name behind a comma is the next of a list: ``Ana Ruiz, [Bo Ek] and Lee Cho``."""
    root = doc[name.start : name.end].root
    return doc[name.start - 1].text == "," and root.dep_ == "conj" and start <= root.head.i < name.start


def _bracketed(doc: Doc, start: int, end: int) -> set[int]:
    """Return the tokens of the brackets that an ``and`` or a noun follows."""
    inside: set[int] = set()
    for first in [index for index in range(start, end) if doc[index].text == "("]:
        last = next((index for index in range(first, end - 1) if doc[index].text == ")"), None)
        if last is not None and (doc[last + 1].lower_ in {"and", "&"} or doc[last + 1].tag_[:2] == "NN"):
            inside.update(range(first, last + 1))
    return inside


def _head(doc: Doc, start: int, cut: int, *, names: Sequence[Name]) -> int:
    """Return the last token before the first preposition or participle that is not part of a name."""
    inside = {index for name in names for index in range(name.start, name.end)}
    stop = cut
    for index in range(start + 1, cut):
        word = doc[index].lower_
        trailing = doc[index].tag_ in {"VBN", "VBG"} and doc[index - 1].tag_[:2] == "NN"  # people involved in the talks
        joined = doc[index - 1].tag_ == "HYPH" or doc[index - 1].text == "-"  # an Ohio-based lawyer
        if (
            index not in inside
            and not joined
            and (trailing or doc[index].tag_ == "IN" or word in _PREPOSITIONS | _PARTICIPLES)
        ):
            stop = index
            break
    head = stop - 1
    while head > start and (doc[head].is_space or doc[head].text in _EDGE or doc[head].lower_ in {"'s", "’s"}):
        head -= 1
    return head if head in inside else _noun_above(doc, head, start=start, cut=cut)


def _noun_above(doc: Doc, head: int, *, start: int, cut: int) -> int:
    """Return the noun of ``start:cut`` that the word ``head`` belongs to, where it is none itself: ``voters [here]``, ``the poll this [month]``."""
    token = doc[head]
    while start <= token.head.i < cut and token.head.i != token.i and not _heads(token):
        token = token.head
    return token.i if _heads(token) else head


def _heads(token: Token) -> bool:
    beside = token.dep_ in _TIMES or token.lower_.endswith(("self", "selves"))
    return token.pos_ in {"NOUN", "PROPN", "PRON"} and not beside


def _is_member(doc: Doc, head: int, name: Name, *, told: bool) -> bool:
    """Return whether a capitalised word names a kind of people rather than anybody: a Democrat, Americans.

    Behind a determiner (``told``) one of a country's does so, too: the Belgian, but not the Dutch, who are many.
    """
    word = doc[head].lower_
    one = singular(word)
    countable = told and word.endswith(("n", "i"))
    kind = source_nouns().get(one) == "person" or ((one != word or countable) and one in demonyms())
    return kind and name.end - name.start == 1 and name.label not in {"PERSON", "PLACE"}


def _is_post(doc: Doc, name: Name) -> bool:
    """Return whether a name is an office with capitals, which somebody holds: ``Principal Secretary``, ``Leader of the Opposition``."""
    words = [token.lower_ for token in doc[name.start : name.end]]
    held = words[words.index("of") - 1 if "of" in words else -1]  # the Office of the Prime Minister is none
    return source_nouns().get(held) == "person" and len(words) > 1 and name.label != "PERSON"


def _bare_name(doc: Doc, start: int, head: int) -> Name | None:
    """Return the capitalised words that end at ``head`` as a name, unless the last is a known noun (``Officials``)."""
    if singular(doc[head].lower_) in source_nouns() or is_plural(doc[head].lower_):
        return None
    first = head
    while first > start and doc[first - 1].text[0].isupper() and not is_title(doc[first - 1].lower_):
        first -= 1
    return Name(first, head + 1, doc[first : head + 1].text, "")


def _bearer(doc: Doc, head: int, cut: int, *, names: Sequence[Name]) -> Name | None:
    """Return the person's name that ends the phrase of an office: ``minister of health Ana Sousa``, not ``aide to Ana Sousa``."""
    last = names[-1] if names else None
    if last is None or last.label != "PERSON" or last.end != cut or last.start <= head + 1:
        return None
    before = doc[last.start - 1].lower_
    another = before in _PREPOSITIONS | {"and", "or", "&"} or _is_office(before)  # spokesman for president Ana Sousa
    return last if _is_office(doc[head].lower_) and not another else None


def _is_office(word: str) -> bool:
    return is_title(word) or source_nouns().get(word) == "person"


def _appositive(doc: Doc, head: int, cut: int, *, end: int, names: Sequence[Name]) -> Name | None:
    """Return the name that makes up the apposition after ``cut``: ``the party chief, Meng Fanli``, ``the operator, Tolna Lines``."""
    person = _is_office(doc[head].lower_)
    for name in (one for one in names if one.start > cut):
        before = range(cut + 1, name.start)
        alone = all(is_title(doc[index].lower_) or doc[index].is_punct for index in before)
        closed = name.end >= end or doc[name.end].text in _CUTS | {")"}
        if alone and closed and name.label in {"PERSON", ""}:
            return name if name.label == "PERSON" or name.end - name.start > 1 else None
        top = top_of(doc, name, within=(cut, end))
        if (alone and closed and not person and top.head.i == head) or (name.label == "PERSON" and top.dep_ == "appos"):
            return name
    return None


def members_of(doc: Doc, phrase: Phrase, name: Name) -> list[Name]:
    """Return the names that a phrase lists with its own: joined in the tree, each with its title, or word by word."""
    head = doc[phrase.head]
    if name.start >= phrase.cut and head.dep_ == "conj":  # 'Ana Ruiz and her deputy, Paul Kerr,'
        return [*(one for one in phrase.names if one.label == "PERSON" and one.start <= head.head.i < one.end), name]
    listed = [one for one in phrase.names if one.start <= phrase.head]
    people = [one for one in phrase.names if one.label == "PERSON"]
    tops = [top_of(doc, one, within=(phrase.start, phrase.cut)) for one in people]
    if name in people and len(people) > 1 and all(top.dep_ == "conj" and top.head in tops for top in tops[1:]):
        return people
    named = {index for one in listed for index in range(one.start, one.end)}
    joints = range(listed[0].end, listed[-1].start) if name in listed else range(0)
    between = {doc[index].lower_ for index in joints if index not in named}
    joined = between & {"and", "&", "or"} and between <= {"and", "&", "or", ",", "the", "both"}
    return listed if joined else [name]


def top_of(doc: Doc, name: Name, *, within: tuple[int, int]) -> Token:
    """Return the word in a range of tokens that governs a name with its titles: ``[Gov.] Martin Quill``."""
    token = doc[name.start : name.end].root
    while token.dep_ in _OF_A_NAME and within[0] <= token.head.i < within[1]:
        token = token.head
    return token
