"""Headings that stand at the beginning of a paragraph: ``No Power to Act: The board met``, ``PRICES HAVE DOUBLED — The mill``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.annotate import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_ENDS = frozenset(": — – --".split())
_LEAST, _MOST = 3, 14  # words
_STORY = 9  # words behind it: those of a headline are fewer
_SMALL = frozenset("a an and as at but by for from in is its of on or the to vs with".split())
"""Words that a heading in title case leaves small."""
_SAYING = frozenset(
    "are be been by can could did do does for from had has have he her him his how is it its not she their them they to was were what "
    "who why will with would".split()
)
"""Words in capitals that no dateline and no speaker's label has: ``PORT OF SPAIN —``, ``ANA RUIZ OF THE UNION:``."""
KEY = "claimcheck_headings"


def run_in_headings(doc: Doc) -> list[tuple[int, int]]:
    """Return the headings at the beginning of paragraphs, in tokens, what ends them in; found once for a Doc."""
    if KEY not in doc.user_data:
        doc.user_data[KEY] = list(_found(doc))
    found: list[tuple[int, int]] = doc.user_data[KEY]
    return found


def _found(doc: Doc) -> Iterator[tuple[int, int]]:
    for start, stop in groups.lines(doc):
        end = next((token.i for token in doc[start : min(stop, start + _MOST + 1)] if token.text in _ENDS), start)
        words = [token for token in doc[start:end] if token.is_alpha]
        following = doc[end + 1 : end + 2].text[:1]
        opens = end > start and doc[end].text in _ENDS and (following.isupper() or following in {"“", '"'})
        story = sum(token.is_alpha for token in doc[end + 1 : min(stop, end + 2 * _STORY)])
        headed = len(words) >= _LEAST and all(map(_is_headed, words)) and any(map(_says, words))
        if opens and headed and story >= _STORY and doc[start].lower_ != "according":
            yield start, end + 1


def _is_headed(token: Token) -> bool:
    return token.text[0].isupper() or token.lower_ in _SMALL


def _says(token: Token) -> bool:
    """Return whether a word makes a heading of what might be a name: a verb, ``by``, or in capitals, where tags are not sure, a small word."""
    if token.is_upper and len(token) > 1:
        return token.lower_ in _SAYING
    return token.tag_[:2] in {"VB", "TO", "MD"} or token.lower_ == "by"
