"""Quantities: a number with what it counts or measures, its bound, its value and its unit.

The numbers come from ``lang.numerals``, units and currencies from ``lang.units``; ``quantity_shapes`` joins ranges, ratios and
scores, ``quantity_nots`` drops what is no quantity, ``quantity_text`` finds the noun counted, ``quantity_context`` the rest.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimcheck.annotate import groups
from claimcheck.annotate.quantity_bounds import Bound, bound_after, bound_before, is_preposition
from claimcheck.annotate.quantity_context import Draft, has_age_topic, settle, unit_beside, unit_of_noun
from claimcheck.annotate.quantity_nots import is_counted, why_not
from claimcheck.annotate.quantity_shapes import AGE, COUNT, MONEY, RATIO, SCORE, SHARE, Figure, combine, measure
from claimcheck.annotate.quantity_text import Phrase, View, counted_phrase, noun_phrase, tag
from claimcheck.lang import numerals
from claimcheck.lang.units import per_at, singular

_HYPHENATED = re.compile(r"-([A-Za-z]+)")
_DIGITS_WORD = re.compile(
    r"\b(?:(?:low|mid|high|the|in) )?(?:(low|mid|high)[ -])?(single|double|triple)[ -]digits?\b", re.IGNORECASE
)
_DIGIT_BOUNDS = {"single": (10.0, "<"), "double": (10.0, ">="), "triple": (100.0, ">=")}
_PARTITIVE = re.compile(
    r" (?:out )?of (the|these|those|its|their|his|her|our|my|all|them|us|you|which|whom|[A-Z][\w’'-]*[’']s?)\b"
)
_PRONOUNS = frozenset(("them", "us", "you", "which", "whom"))
_DETERMINERS = re.compile(
    r"\b(?:the|these|those|both|all|other|his|her|its|their|our|my|your|any|every|each|no|this|that|as|another|either|neither|which|what|by|in|last|first|next) $",
    re.IGNORECASE,
)
_FOCUS = re.compile(
    r"\b(?:only|just|exactly|at least|at most|more than|less than|fewer than|barely|even|about|nearly|with|killed|killing|killed at least|injured|injuring|wounded|arrested|but|single) $",
    re.IGNORECASE,
)
_COUNT_NEAR = re.compile(r"(?:\band|,|\bor|\bplus|\bto) $")
_ONE_NEXT_COUNT = re.compile(
    r"(?:,| and| or| to) (?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|another \d)"
)
_ALWAYS_COUNTED = frozenset(
    "person death case fatality vote seat goal casualty survivor victim infection injury arrest percent".split()
)
_VERB_AFTER = re.compile(
    r" (?:were|was|are|is|have|had|has|will|would|could|of|others|said|died|did|remain|remained|came|went|survived|more|others|got)\b"
)
_LISTED = re.compile(r",? (?:and|or|to|through|&)? ?|[-–/]|, ")
_SPORT = re.compile(
    r"\b(?:quarterback|touchdown|goals?|innings?|yards?|points?|rebounds|season|match|pitcher|seed|game|runs|wickets?)\b"
)
_LONGEST_LIST = 100
_SMALL, _MAX_AGE = 10, 111


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: code points ``start`` to ``end`` of ``doc.text``, bound words and counted noun in; fields as in the Report."""

    start: int
    end: int
    value: float
    value2: float | None
    bound: str
    unit: str | None
    of: str | None
    why: dict[str, Any]


def find_quantities(doc: Doc) -> Iterator[Quantity]:
    """Yield the quantities of ``doc`` in text order. Tags, trees, names and times are used where they are there."""
    view = View.of(doc)
    text = view.text
    figures = combine(text, [measure(text, numeral) for numeral in numerals.find_numerals(text)])
    drafts: list[Draft] = []
    dropped: tuple[int, str] | None = None
    for index, figure in enumerate(figures):
        following = figures[index + 1] if index + 1 < len(figures) else None
        figure = _checked_age(view, figure)
        reason = why_not(view, figure) or _continues(view, figure, dropped=dropped)
        if reason is not None:
            dropped = (figure.number_end, reason)
            continue
        draft = _draft(view, figure, before=drafts, following=following)
        if draft is not None and not (drafts and draft.start < drafts[-1].end):
            drafts.append(draft)
    drafts.extend(
        draft
        for draft in _digit_words(view)
        if not any(draft.start < other.end and other.start < draft.end for other in drafts)
    )
    drafts.sort(key=lambda draft: draft.start)
    for draft in settle(view, drafts):
        why = {key: value for key, value in draft.why.items() if key != "bare"}
        yield Quantity(draft.start, draft.end, draft.value, draft.value2, draft.bound, draft.unit, draft.of, why)


@Language.component("claimcheck_quantities")
def quantities(doc: Doc) -> Doc:
    """Write the group ``quantities``."""
    groups.write(doc, "quantities", find_quantities(doc))
    return doc


def _checked_age(view: View, figure: Figure) -> Figure:
    """Settle by the entities whether a number beside a name is an age: ``Malawi, 107`` is none, ``Shakib (7)`` is one."""
    text, start, end = view.text, figure.start, figure.end
    if not view.names or figure.form != numerals.DIGITS or figure.value2 is not None or figure.kind not in (AGE, COUNT):
        return figure
    comma = figure.kind == AGE and text[max(start - 2, 0) : start] == ", "
    brackets = figure.unit is None and text[max(start - 1, 0) : start] == "(" and text[end : end + 1] == ")"
    if not (comma or brackets):
        return figure
    label = view.label_before(start - 2)
    if comma and label in ("PLACE", "ORG"):
        return dataclasses.replace(figure, unit=None, kind=COUNT)
    if (
        brackets
        and label == "PERSON"
        and 0 < figure.value < _MAX_AGE
        and not _SPORT.search(text[slice(*view.sentence(start))])
    ):
        return dataclasses.replace(figure, unit="year", kind=AGE)
    return figure


def _continues(view: View, figure: Figure, *, dropped: tuple[int, str] | None) -> str | None:
    """Return the reason of the number before where this bare one continues its list: ``Articles 5 and 6``, ``May 3, 4 and 5``."""
    if dropped is None or figure.unit is not None or dropped[1] not in ("name", "date", "year", "code", "clock"):
        return None
    gap = view.text[dropped[0] : figure.number_start]
    listed = _LISTED.fullmatch(gap)
    return dropped[1] if listed and not is_counted(view, figure.number_end) else None


def _draft(view: View, figure: Figure, *, before: list[Draft], following: Figure | None) -> Draft | None:
    """Return the figure with its noun and bounds, None where it is no quantity after all."""
    text = view.text
    unit, end, rule, anaphoric = figure.unit, figure.end, figure.kind, False
    early = bound_after(text, figure.number_end) if figure.unit is None else None
    if early is not None:
        end = early.edge
    phrase: Phrase | None = None
    if unit is None and figure.kind in (COUNT, RATIO):
        hyphen = _hyphenated(text, figure)
        if hyphen is not None:
            (end, unit), rule = hyphen, "hyphen"
        elif figure.form != numerals.FRACTION:
            phrase = _phrase(view, figure, end=end)
            if phrase is not None:
                if _is_label(view, figure, phrase):
                    return None
                end, unit = phrase.end, unit_of_noun(phrase.unit)
    if (
        figure.form == numerals.WORDS
        and figure.value == 1
        and not _counts_one(view, figure, unit=unit, phrase=phrase, before=before, following=following)
    ):
        return None
    bare = unit is None and figure.kind == COUNT
    if bare and figure.form != numerals.FRACTION:
        keep, anaphoric, unit = _bare(view, figure)
        if not keep:
            return None
        rule = AGE if unit == "year" else rule
    if unit == "year" and rule != AGE:
        return None
    end, unit = _per(text, figure, end=end, unit=unit, phrase=phrase)
    return _bounded(text, figure, end=end, unit=unit, rule=rule, early=early, anaphoric=anaphoric, bare=bare)


def _bounded(
    text: str,
    figure: Figure,
    *,
    end: int,
    unit: str | None,
    rule: str,
    early: Bound | None,
    anaphoric: bool,
    bare: bool,
) -> Draft:
    earlier = bound_before(text, figure.start)
    if earlier is not None and is_preposition(earlier) and _small_count(text, figure):
        earlier = None
    later = early or (bound_after(text, end) if text[end : end + 1] in (" ", "+") else None)
    start = earlier.edge if earlier else figure.start
    if later is not None and later is not early:
        end = later.edge
    sign = "range" if figure.value2 is not None else earlier.sign if earlier else later.sign if later else "="
    if sign == "=" and figure.form == numerals.VAGUE:
        sign = "~"
    cue = earlier.cue if earlier else later.cue if later else None
    why = {"by": "rule", "rule": rule, "cue": cue, "score": 1.0, "bare": bare}
    kind = AGE if rule == AGE else figure.kind
    return Draft(
        start,
        end,
        figure.number_start,
        figure.number_end,
        figure.value,
        figure.value2,
        sign,
        unit,
        kind,
        anaphoric,
        None,
        why,
    )


def _small_count(text: str, figure: Figure) -> bool:
    """Before a small counted number in words ``over`` and ``about`` are prepositions: talks about three options."""
    return figure.form == numerals.WORDS and figure.value < _SMALL and figure.kind == COUNT and figure.unit is None


def _hyphenated(text: str, figure: Figure) -> tuple[int, str] | None:
    """Return the end and the unit of a noun joined by a hyphen: ``46-page``, ``three-judge``."""
    match = _HYPHENATED.match(text, figure.number_end)
    if (
        match is None
        or figure.form == numerals.FRACTION
        or match[1].lower() in ("plus", "odd", "ish", "something", "to", "and", "or", "in", "of")
        or match[1][0].isupper()
    ):
        return None
    word = match[1].lower()
    return match.end(), "person" if word == "strong" else singular(word)


def _phrase(view: View, figure: Figure, *, end: int) -> Phrase | None:
    many = figure.kind == RATIO or figure.value2 is not None or figure.value != 1
    if figure.form == numerals.VAGUE and view.text.startswith(" of ", end):
        skip = re.compile(r" of (?:(?:the|its|their|his|her|these|those|other|our) )?").match(view.text, end)
        return counted_phrase(view, skip.end() - 1, many=many) if skip else None
    return counted_phrase(view, end, many=many)


def _is_label(view: View, figure: Figure, phrase: Phrase) -> bool:
    """Tell whether digits stand before a singular name that they cannot count: 787 Dreamliner, 90049 ZIP Code."""
    if (
        figure.form != numerals.DIGITS
        or figure.value == 1
        or figure.kind == RATIO
        or figure.value != int(figure.value)
        or "," in view.text[figure.start : figure.end]
    ):
        return False
    head = view.token_at(phrase.end - 1)
    return (tag(view, head) == "NNP" or (phrase.head[0].isupper() and figure.value >= _LONGEST_LIST)) and singular(
        phrase.head
    ) == phrase.head


def _per(text: str, figure: Figure, *, end: int, unit: str | None, phrase: Phrase | None) -> tuple[int, str | None]:
    """Take a stated base into the unit of a count: ``12 deaths per 100,000 people``."""
    if phrase is None or unit is None or not text.startswith(" per ", end):
        return end, unit
    base = per_at(text, end, loose=True)
    return (base[0], f"{unit} per {base[1]}") if base is not None else (end, unit)


def _counts_one(
    view: View,
    figure: Figure,
    *,
    unit: str | None,
    phrase: Phrase | None,
    before: list[Draft],
    following: Figure | None,
) -> bool:
    """Tell a counting ``one`` from the pronoun and the article-like one: ``only one member``, ``two men and one woman``."""
    if figure.unit is not None or figure.kind == RATIO or figure.value2 is not None:
        return not (figure.kind in ("length", "multiple") and figure.unit in ("time",))
    if phrase is None or unit is None:
        return False
    text, start = view.text, figure.start
    if unit in _ALWAYS_COUNTED or _FOCUS.search(text, max(start - 18, 0), start):
        return True
    near = before and start - before[-1].end < 12 and _COUNT_NEAR.search(text, max(start - 6, 0), start)  # noqa: PLR2004
    return (
        bool(near)
        or bool(_ONE_NEXT_COUNT.match(text, phrase.end))
        or (following is not None and figure.form == numerals.DIGITS)
    )


def _bare(view: View, figure: Figure) -> tuple[bool, bool, str | None]:
    """Return whether a number without a noun is a quantity, whether it points back, and the unit beside it."""
    text, start, end = view.text, figure.start, figure.number_end
    partitive = _PARTITIVE.match(text, end)
    if partitive is not None:
        if partitive[1] in _PRONOUNS:
            return True, True, None
        return True, False, _partitive_unit(view, end + partitive.start(1) - partitive.start(), partitive[1])
    beside = unit_beside(text, start, end)
    if beside is not None:
        return True, False, beside
    if has_age_topic(text, start, view.sentence(start)[0]) and figure.form == numerals.DIGITS:
        return True, False, "year"
    if figure.form == numerals.DIGITS or figure.kind in (SCORE, SHARE, MONEY):
        return True, False, None
    if figure.value >= _SMALL and not _DETERMINERS.search(text, max(start - 9, 0), start):
        return True, True, None
    if figure.value < _SMALL or figure.form == numerals.WORDS:
        bounded = bound_before(text, start)
        if bounded is not None and not is_preposition(bounded):
            return True, True, None
        opens = not _DETERMINERS.search(text, max(start - 9, 0), start)
        return (
            bool(opens and _VERB_AFTER.match(text, end))
            or (opens and tag(view, view.token_from(end)) in ("VBD", "VBP")),
            True,
            None,
        )
    return True, False, None


def _partitive_unit(view: View, offset: int, word: str) -> str | None:
    phrase = (
        noun_phrase(view, offset, with_of=False) if not word[0].isupper() else noun_phrase(view, offset, with_of=False)
    )
    if phrase is None:
        return None
    head = phrase.split()[-1]
    number = re.match(
        r"(?:last |first |remaining |other |total )?(?:\d|two|three|four|five|six|seven|eight|nine|ten)", phrase
    )
    if number and singular(head) == head and head != "people":
        return None
    return singular(head if head[0].isupper() and not head.istitle() else head)


def _digit_words(view: View) -> Iterator[Draft]:
    """Yield ``single digits``, ``a double-digit lead``: below ten, at least ten."""
    for match in _DIGITS_WORD.finditer(view.text):
        value, sign = _DIGIT_BOUNDS[match[2].lower()]
        start = match.start(1) if match[1] else match.start(2)
        low = re.search(r"\b(?:low|mid|high) $", view.text[max(start - 5, 0) : start])
        if low:
            start -= len(low[0])
        phrase = counted_phrase(view, match.end(), many=False) if "-" in match[0] else None
        unit = unit_of_noun(phrase.unit) if phrase else None
        if unit is None or unit == phrase.unit if phrase else True:  # type: ignore[union-attr]
            unit = (
                "percent"
                if not re.search(r"\b(?:poll|lead|led|ahead|trail)", view.text[max(start - 60, 0) : start])
                else "point"
            )
        end = phrase.end if phrase else match.end()
        why = {"by": "rule", "rule": "digits", "cue": match[0], "score": 1.0}
        yield Draft(
            start,
            end,
            start,
            end,
            value,
            None,
            sign,
            unit,
            SHARE if unit in ("percent", "point") else COUNT,
            False,
            None,
            why,
        )
