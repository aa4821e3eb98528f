"""Numbers that are part of a name, an address or an idiom: Boeing 737, Article 5, 22 Elm Street, a two-way race."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.quantities.context import unit_beside
from claimcheck.annotate.quantities.measurements import COUNT, RATIO, SCORE
from claimcheck.annotate.quantities.view import is_title
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import one_of, words

if TYPE_CHECKING:
    from claimcheck.annotate.quantities.measurements import Measurement
    from claimcheck.annotate.quantities.view import View

_NUMBERED = re.compile(r"(?:\b(?:No|Nos|no|nos|Nr|[Nn]umbers?)\.?|№|#) ?$")
_WORD_BEFORE = re.compile(r"([A-Za-z&][\w&.’'-]*)[ \u00a0]$")
_TWO_WORDS_BEFORE = re.compile(r"([A-Z][\w&.’'-]* [A-Z][\w&.’'-]*)[ ]$")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w’'.-]* $")
_STREET = re.compile(r"(?:[ ](?:[NSEW]\.?|North|South|East|West))?(?:[ ](?:[A-Z][\w.’'-]*|\d+(?:st|nd|rd|th))){1,3}")
_STATE_BEFORE = re.compile(r"\b(?:[A-Z]{2}|[A-Z][a-z]+\.) $")
_HYPHENATED = re.compile(r"-([A-Za-z]+)")
_GLUED_WORD = re.compile(r"[^\W\d_]+$")
_GLUED_PREFIXES = words("now sub minus mid under over near plus pre some about around nearly almost up to by")
_RANKED = re.compile(r"(?<!will )(?<!would )(?<!could )(?<!might )(?<!may )(?<!can )(?<!should )(?<!to )\b[Tt]op[ -]$")
_SET = re.compile(r"\b(?:Big|Final|Fabulous|Magnificent|Group of|Gang of|Rule of)[ -]$")
_ZERO_IDIOM = re.compile(
    rf"[ -](?!{one_of('to in for and or at on by from with as point percent per degrees')}\b)[a-z]+[^s\W](?![\w])"
)
_FIGURES = re.compile(r"[ -]figures?\b")  # six figures: read as at least 100,000 elsewhere
_VERB_NEXT = re.compile(r" [a-z]+(?:ing|ed) ")
_POST_CODE = 10_000


def _names(kind: str) -> frozenset[str]:
    return lang.column("quantities_names", kind=kind)


def is_glued(text: str, figure: Measurement) -> bool:
    """Tell whether letters or a hyphenated word are glued to the number: S23, F-16, 737-MAX, 49ers, 5G."""
    start, end = figure.start, figure.end
    before = text[max(start - 1, 0) : start]
    if before.isalnum() or before in ("_", "@"):
        return True
    if before and before in "-–‑" and text[max(start - 2, 0) : start - 1].isalpha():
        word = _GLUED_WORD.search(text, max(start - 16, 0), start - 1)
        if word is None or (word[0].lower() not in _GLUED_PREFIXES and not unit_beside(text, start, end)):
            return True  # but a mother-of-three
    if figure.unit is not None:
        return False
    after, following = text[end : end + 1], text[end + 1 : end + 2]
    return after.isalnum() or (figure.kind == COUNT and after in ("-", "–") and following.isupper())


def why_name(view: View, figure: Measurement, *, counted: bool) -> str | None:
    """Return ``name``, ``address`` or ``idiom`` for a number in one. ``counted``: a plural noun follows."""
    text, start, end = view.text, figure.number_start, figure.number_end
    before = view.before(start, 14)
    if (
        figure.form == numerals.WORDS
        and figure.value == 0
        and (_ZERO_IDIOM.match(text, end) or before.lower().endswith("ground "))
    ):
        return "idiom"
    if figure.form == numerals.WORDS and _FIGURES.match(text, end):
        return "idiom"
    hyphen = _HYPHENATED.match(text, end)
    small = figure.value == 0 or (figure.value == 1 and figure.form == numerals.WORDS)
    if hyphen and hyphen[1].lower() in vocabulary.ordinals():
        return "name"  # the fifty-ninth session
    if hyphen and (small or figure.form == numerals.FRACTION or hyphen[1].lower() in lang.column("quantities_hyphens")):
        return "idiom"
    if figure.kind != RATIO and (_RANKED.search(before) or _SET.search(before)):
        return "name"
    if figure.form == numerals.DIGITS and figure.kind in (COUNT, SCORE):
        return _digits(view, figure, counted=counted or text[end : end + 1] == "-")
    label = _WORD_BEFORE.search(before)
    if figure.form == numerals.WORDS and not counted and label and label[1] in _names("label") | _names("head"):
        return "name"  # on day five
    return "name" if text[start].isupper() and _is_titled(view, figure) else None


def _is_titled(view: View, figure: Measurement) -> bool:
    """Tell whether a number word in capitals inside a sentence is part of a name (Four Seasons), headlines apart."""
    text, start, end = view.text, figure.number_start, figure.number_end
    first = max(view.sentence(start)[0], start - 24)
    opens = not text[first:start].strip(" \n\t\"'“‘(—-") or view.before(start, 3).strip(" “\"'‘").endswith(":")
    if opens or is_title(view.sentence_text(start)):
        return False
    return bool(_CAPITAL_BEFORE.search(view.before(start, 24))) or text[end + 1 : end + 2].isupper()


def _digits(view: View, figure: Measurement, *, counted: bool) -> str | None:
    text, start, end = view.text, figure.number_start, figure.number_end
    if _NUMBERED.search(view.before(start, 9)) and "," not in text[start:end]:
        return "name"
    street = _STREET.match(text, end)
    if street and any(word.rstrip(".") in _names("street") for word in street[0].split()[1:]):
        return "address"
    lead = _WORD_BEFORE.search(view.before(start, 24))
    if lead is None or "," in text[start:end] or figure.scale > 1 or _is_in_tally(view, start):
        return None
    if _heads_name(view, figure, word=lead[1], counted=counted):
        return "name"
    name = None if figure.kind == SCORE else view.name_around(start, end)
    if name is not None and name[0] < start:
        return None if counted and name[1] == end else "name"
    if figure.value >= _POST_CODE and not counted and _STATE_BEFORE.search(view.before(start, 8)):
        return "address"
    return "name" if not counted and _follows_name(view, figure, word=lead[1]) else None


def _is_in_tally(view: View, start: int) -> bool:
    """Tell whether one of several persons with a number each stands before this one: Ann Lee 384, Jon Ortiz 300."""
    if view.label_before(start - 1) != "PERSON":
        return False
    first, last = view.sentence(start)
    persons = [end for begin, end, label in view.names if label == "PERSON" and first <= begin and end < last]
    return sum(view.text[end + 1 : end + 2].isdigit() for end in persons) > 1


def _heads_name(view: View, figure: Measurement, *, word: str, counted: bool) -> bool:
    """Tell whether the word before is one that numbers follow in names: Article 5, Windows 10, grade 11 exams."""
    pair = _TWO_WORDS_BEFORE.search(view.before(figure.number_start, 30))
    lower = word.lower()
    if word in _names("name") or (pair and pair[1] in _names("name")) or lower in _names("label"):
        return True
    titled = word[0].isupper() and figure.number_start - len(word) - 1 > view.sentence(figure.number_start)[0]
    if word == "The":
        return titled and not counted
    return (lower in _names("head") or lower.removesuffix("s") in _names("head")) and (titled or not counted)


def _follows_name(view: View, figure: Measurement, *, word: str) -> bool:
    """Tell whether a capitalised noun inside the sentence names the number: iPhone 11, Planet 9."""
    text, position = view.text, figure.number_start - 1 - len(word)
    if word.islower() or word.endswith((".", "’s", "'s")) or figure.kind == SCORE:
        return False
    if position <= view.sentence(position)[0] or view.before(position, 2).strip() in ("“", '"', ":", "—", "-"):
        return False
    return view.tag(view.token_at(position)) in ("NNP", "NNPS", "NN") and not _VERB_NEXT.match(text, figure.end)
