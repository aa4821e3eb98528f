"""The noun phrase that a number counts, and the one that a percentage is of."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from claimcheck.annotate.quantities.view import View, is_title
from claimcheck.lang import vocabulary
from claimcheck.lang.patterns import words
from claimcheck.lang.units import singular, unchanging

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOUNS = words("NN NNS NNP NNPS")
_PLURALS = words("NNS NNPS")
_PREMODIFIERS = words("JJ JJR JJS VBN VBG RB RBR RBS HYPH AFX POS NFP CD FW")
_TIME_LEADS = words("last this next each every")
_QUOTES = frozenset("\"'“”‘’«»`")
# Tagged as nouns, and never what a number before them counts: 10 games Sunday, 20,000 daily.
_NEVER_COUNTED = words(
    """daily weekly monthly yearly annually hourly nightly today yesterday tomorrow
    tonight nationwide worldwide statewide overall apiece overnight each per percent"""
)
# Where the parser's head lies beyond the run of nouns, none of these may stand between.
_NO_BRIDGE = words(", ; : ( ) - – — -- and or of")
_NO_BRIDGE_TAGS = words("IN CC CD VBD VBZ VBP MD DT PRP WDT WP TO .")
_MODIFYING = words("amod compound")
_NAME_LEADS = words("New North South East West Super Grand World Puerto Costa Sri")  # New Yorkers, Super Bowls
_NAME_TAILS = re.compile(r"-(?:in-law|in-chief|general|elect|up|by)\b(?!-)")  # brothers-in-law, runners-up
_PHRASE_LIMIT = 9  # tokens after the number; the longest counted phrase in the tuning texts has 7


@dataclasses.dataclass(frozen=True, slots=True)
class CountedNoun:
    """The counted noun phrase after a number: its end (code points), its head noun, and that noun in the singular."""

    end: int
    head: str
    unit: str


def counted_phrase(view: View, end: int, *, many: bool) -> CountedNoun | None:
    """Return the noun phrase that the number ending at ``end`` counts.

    ``many``: the number is not one, so the noun is a plural.
    """
    if view.text[end : end + 1] not in (" ", "\u00a0"):
        return None
    first = view.token_from(end)
    while first < len(view.doc) and view.doc[first].is_space and "\n" not in view.doc[first].text:
        first += 1
    if _is_time(view.doc, first):
        return None
    last = _head_by_tree(view, end, first=first, last=_last_noun(view, first, many=many))
    if last is None:
        return None
    head = view.doc[last]
    if not many and any(token.tag_ == "POS" for token in view.doc[first:last]):
        return None  # one man's death: no death is counted
    if many and last > first and view.doc[first].tag_ == "NN" and not _is_plural(head):
        head = view.doc[first]  # a 12 page document: a singular head cannot be counted, its first noun is
    end = head.idx + len(head)
    tail = _NAME_TAILS.match(view.text, end)
    unit = _unit(view, head, many=many) + (tail[0] if tail else "")
    return CountedNoun(tail.end() if tail else end, head.text, unit)


def _is_time(doc: Doc, first: int) -> bool:
    """Tell whether a time follows the number, not a noun: 4,200 last year."""
    if first + 1 >= len(doc) or doc[first].lower_ not in _TIME_LEADS:
        return False
    return doc[first + 1].lower_ in vocabulary.periods() | vocabulary.calendar_names()


def _unit(view: View, head: Token, *, many: bool) -> str:
    """Return the head noun in the singular, with what a hyphen joins to it; its capital stays unless the line is a headline's."""
    first = head
    while first.i and first.nbor(-1).whitespace_ == "" and (first.nbor(-1).text == "-" or first.text == "-"):
        first = first.nbor(-1)
    if head.tag_[:3] == "NNP" and first.i and first.nbor(-1).text in _NAME_LEADS:
        first = first.nbor(-1)
    word = view.text[first.idx : head.idx + len(head)].lstrip("-\"'“‘")
    if not word.islower() and is_title(view.sentence_text(head.idx)):
        word = word.lower()
    return singular(word) if many or head.tag_ != "NN" or word.lower() == "people" else word


def _is_plural(head: Token) -> bool:
    return head.tag_ in _PLURALS or singular(head.text) != head.text or head.lower_ in unchanging()


def _last_noun(view: View, first: int, *, many: bool) -> int | None:
    """Return the last noun of the run of premodifiers and nouns that begins at ``first``."""
    doc, last, plural = view.doc, None, False
    for index in range(first, min(first + _PHRASE_LIMIT, len(doc))):
        token = doc[index]
        if _is_age(doc, index) or _is_time(doc, index):  # 35 children ages 4 to 16, nine dead last year
            break
        if token.text[-1] == "-" and len(token) > 1:  # coal- and gas-fired plants
            continue
        if token.tag_ in _NOUNS:
            if _is_never_counted(token) or (last is not None and plural and _begins_another(doc, last, index)):
                break
            last, plural = index, plural or (many and token.tag_ in _PLURALS)
        elif token.text in _QUOTES and last is None:
            continue
        elif last is None and many and _is_people(doc, index):
            return index
        elif not _may_precede_noun(doc, index, first=first, last=last, plural=plural):
            break
    return last


def _is_age(doc: Doc, index: int) -> bool:
    return doc[index].lower_ in ("age", "ages", "aged") and index + 1 < len(doc) and doc[index + 1].tag_ == "CD"


def _is_never_counted(noun: Token) -> bool:
    return noun.lower_ in _NEVER_COUNTED or noun.lower_ in vocabulary.calendar_names()


def _is_people(doc: Doc, index: int) -> bool:
    """Tell whether a capitalised adjective is itself the noun counted: six Orthodox, 40 French."""
    following = doc[index + 1] if index + 1 < len(doc) else None
    ends = following is None or following.is_punct or following.tag_ in ("CC", "VBD", "VBP", "IN")
    if following is not None and (following.text == "-" or (following.tag_ == "CC" and _adjective_at(doc, index + 2))):
        return False  # a dozen Mexican-American groups, five Danish and Swedish ports
    return ends and doc[index].tag_ == "JJ" and doc[index].text.istitle()


def _adjective_at(doc: Doc, index: int) -> bool:
    return index < len(doc) and doc[index].tag_ in ("JJ", "RB", "VBG", "VBN", "NNP")


def _begins_another(doc: Doc, last: int, index: int) -> bool:
    """Tell whether the noun at ``index`` begins another phrase: ``10 games Sunday``, not ``two women candidates``."""
    if index != last + 1:
        return doc[last + 1].tag_ not in ("POS", "HYPH")
    return doc[index].tag_ not in _PLURALS and (index + 1 >= len(doc) or doc[index + 1].tag_ not in _PLURALS)


def _may_precede_noun(doc: Doc, index: int, *, first: int, last: int | None, plural: bool) -> bool:
    """Tell whether the token may stand inside the phrase, before the noun that is still to come."""
    token, tag = doc[index], doc[index].tag_
    following = doc[index + 1].tag_ if index + 1 < len(doc) else ""
    if tag == "POS":
        return last is not None and following in _NOUNS | _PREMODIFIERS
    if tag == "HYPH" or (index > first and doc[index - 1].tag_ == "HYPH"):
        return True
    if last is not None:
        return not plural and tag in _PREMODIFIERS and tag not in ("VBG", "VBN", "RB", "RBR", "RBS")
    if tag == "CC" and index > first and doc[index - 1].text[-1] == "-":
        return True
    if tag in ("CC", ","):
        return index > first and doc[index - 1].tag_[:2] in ("JJ", "VB") and following in ("JJ", "JJR", "VBN", "NN")
    if tag in ("RB", "RBR", "RBS"):
        return following in ("JJ", "VBN", "VBG", "JJR", "RB")
    if tag == "VBD":  # his 300 recorded songs
        return index == first and following == "NNS"
    if tag == "VBG" and token.dep_ in ("acl", "advcl"):  # among them are 16 involving a bank
        return False
    return tag in _PREMODIFIERS and not (tag == "CD" and token.is_digit)


def _head_by_tree(view: View, end: int, *, first: int, last: int | None) -> int | None:
    """Return the noun that the parser counts with this number, where no word between forbids it, else ``last``."""
    number = view.doc[view.token_at(end - 1)]
    head = number.head
    while head.dep_ == "compound" and head.head.i > head.i and head.tag_ != "NNS":
        head = head.head  # 700 Acme Industries jobs
    if number.dep_ != "nummod" or not first <= head.i < first + _PHRASE_LIMIT or head.tag_ not in _NOUNS:
        return last
    if _is_never_counted(head) or _is_age(view.doc, head.i):
        return last
    beyond = view.doc[first if last is None else last + 1 : head.i]
    if any(token.text in _NO_BRIDGE or token.tag_ in _NO_BRIDGE_TAGS for token in beyond):
        return head.i if head.tag_ in _PLURALS and _modifies(view.doc[first : head.i], head) else last
    return head.i if last is None or head.i > last or head.tag_ in _PLURALS else last


def _modifies(tokens: Span, head: Token) -> bool:
    """Tell whether all tokens belong to adjectives and nouns before ``head``: five Danish and Swedish ports."""
    parts = {token.i for child in head.lefts if child.dep_ in _MODIFYING for token in child.subtree}
    plain = (
        token.tag_ not in ("IN", "CD", "TO") or token.nbor().text == "-" for token in tokens
    )  # two in-person talks
    return all(plain) and all(token.i in parts for token in tokens)


def noun_phrase(view: View, offset: int, *, with_of: bool = True) -> str | None:
    """Return the noun phrase at ``offset``, determiners off, with one of-phrase: what a percentage is of."""
    doc, first = view.doc, view.token_from(offset)
    while first < len(doc) and (
        doc[first].tag_ in ("DT", "PRP$", "PDT", "_SP") or doc[first].lower_ in ("all", "both")
    ):
        first += 1
    last = _phrase_end(doc, first)
    if last is None:
        return None
    end = doc[last].idx + len(doc[last])
    inner = None
    if with_of and last + 1 < len(doc) and doc[last + 1].lower_ == "of":
        inner = noun_phrase(view, end + 3, with_of=False)
    if inner is not None:
        end = max(end, view.text.find(inner, end, end + 40 + len(inner)) + len(inner))
    return view.text[doc[first].idx : end].replace("\n", " ")


def _phrase_end(doc: Doc, first: int) -> int | None:
    last = None
    for index in range(first, min(first + 10, len(doc))):
        tag = doc[index].tag_
        if tag in _NOUNS or (index == first and tag in ("PRP", "CD", "DT")):
            last = index
        after_noun = last is not None and doc[last].tag_ in _NOUNS and doc[index - 1].tag_ != "POS"
        # the $20 billion bill two months ago
        ends = after_noun and tag in ("RB", "RBS", "VBN", "VBG", "CD")
        if ends or (tag not in _NOUNS and tag not in _PREMODIFIERS and tag != "``" and index != last):
            break
    return last
