"""What a number counts: its noun, and whether a number without one is a quantity at all."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from claimcheck.annotate.quantities.bounds import bound_before
from claimcheck.annotate.quantities.context import age_topic, unit_beside, unit_of_noun
from claimcheck.annotate.quantities.measurements import AGE, COUNT, RATIO
from claimcheck.annotate.quantities.phrases import counted_phrase, noun_phrase
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import Pattern, any_of, one_of, words
from claimcheck.lang.units import per_at, singular

if TYPE_CHECKING:
    from claimcheck.annotate.quantities.measurements import Measurement
    from claimcheck.annotate.quantities.phrases import CountedNoun
from claimcheck.annotate.quantities.view import View

_HYPHENATED = re.compile(r"-([a-z][A-Za-z]*)")
_HYPHENATED_NOTHING = words("plus odd ish something to and or in of by")
_OF = any_of("the its their his her these those other our", before=r" of (?:", after=r" )?")
_PARTITIVE = re.compile(
    rf" (?:out )?of ({one_of('the these those its their his her our my all them us you which whom')}"
    r"|(?:[A-Z][\w.’'-]* ){0,3}[A-Z][\w’'-]*[’']s?)\b"
)
_QUOTED = re.compile(r"[\"”] (?:of )?[a-z]")
_BASE = re.compile(r" (?:per|an?|each|every) ")
_PRONOUNS = words("them us you which whom")
_COUNTED_WHOLE = Pattern(rf"(?:{one_of('last first remaining other total')} )?(?:\d|(?&many))")
_DETERMINED = any_of(
    """the these those both all other his her its their our my your any every each no this that as another either
        neither which what by in last first next""",
    after=" $",
    flags=re.IGNORECASE,
)
# ``one`` counts after these, beside another count, and with these nouns; else it is a pronoun or an article.
ONLY_ONE = any_of(
    """only just exactly at_least at_most more_than less_than fewer_than barely even about nearly killed
        killing injured injuring wounded arrested but single""",
    after=" $",
    flags=re.IGNORECASE,
)
"""What makes the ``one`` right behind it a count: ``only one member``, ``more than one time``."""
_ALWAYS_COUNTED = words("person death case fatality vote seat goal casualty survivor victim infection injury arrest")
_LINK = re.compile(r"(?:\band|,|\bor|\bplus|\bto) $")
_COUNT_NEXT = Pattern(r"(?:,| and| or| to) (?:\d|(?&many)|another \d)")
_VERB_NEXT = any_of(
    """were was are is have had has will would could of others said died did remain remained came went survived more
        got""",
    before=" ",
)
_SMALL = 10
_LONGEST_LIST = 100  # digits from here on before a singular name are part of it: 787 Dreamliner
_OF_NUMBER = Pattern(r" (?:out )?of (?:\d|(?&many))")  # three of nine primaries
_INCLUDING = any_of("including among_them of_whom of_them", after=" $")
_LASTING = any_of("last lasts lasted take takes took taken wait waited", after=" $")
_NEAR_COUNT = 150  # characters after a count in which a number in words without a noun may count the same
_NEAR = 12  # characters between two counts that one phrase lists


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts: the end of the noun, the unit, and how it was found.

    ``bare``: there is no noun at the number; ``anaphoric``: its unit stands in the text before (``Nine of them``).
    """

    end: int
    unit: str | None
    rule: str
    bare: bool = False
    anaphoric: bool = False


def count(view: View, figure: Measurement, *, end: int, previous: int) -> Counted | None:
    """Return what ``figure`` counts or measures, None where it is no quantity.

    ``end`` is where the number with its bounds ends, ``previous`` where the quantity before it ended (-1: none).
    """
    if figure.unit is not None:
        return Counted(end, figure.unit, figure.kind)
    one = figure.form == numerals.WORDS and figure.value == 1 and figure.value2 is None and figure.kind != RATIO
    if figure.kind not in (COUNT, RATIO):
        return Counted(end, None, figure.kind)
    hyphen = _hyphenated(view.text, figure)
    if hyphen is not None:
        return None if one else hyphen
    if figure.form == numerals.FRACTION:
        return Counted(end, None, figure.kind, bare=True)
    bounded = end > figure.end  # one or more
    phrase = _phrase(view, figure, end=end)
    if one and (phrase is None or not (bounded or _counts_one(view, figure, phrase, previous=previous))):
        return None
    if phrase is None:
        return _bare(view, figure, end=end, previous=previous) if figure.kind == COUNT else Counted(end, None, RATIO)
    if _is_label(view, figure, phrase):
        return None
    if phrase.unit == "other":  # wounding 38 others
        beside = unit_beside(view.text, figure.start, figure.number_end)
        return Counted(phrase.end, beside or "other", figure.kind, bare=True)
    return _with_base(view.text, Counted(phrase.end, unit_of_noun(phrase.unit), figure.kind))


def _hyphenated(text: str, figure: Measurement) -> Counted | None:
    """Return the noun joined by a hyphen: ``46-page``, ``three-judge``; a crowd ``1,500-strong`` is of people."""
    match = _HYPHENATED.match(text, figure.number_end)
    if match is None or figure.form == numerals.FRACTION or match[1].lower() in _HYPHENATED_NOTHING:
        return None
    word = match[1].lower()
    return Counted(match.end(), "person" if word == "strong" else singular(word), "hyphen")


def _phrase(view: View, figure: Measurement, *, end: int) -> CountedNoun | None:
    many = figure.kind == RATIO or figure.value2 is not None or figure.value != 1
    if (figure.form == numerals.VAGUE or figure.scale > 1) and _QUOTED.match(view.text, end):
        end += 1  # the "dozens" of porters
    if figure.form == numerals.VAGUE and (of := _OF.match(view.text, end)):
        return counted_phrase(view, of.end() - 1, many=many)
    phrase = counted_phrase(view, end, many=many)
    named = phrase is not None and phrase.head[0].isupper() and singular(phrase.head) == phrase.head
    if named and (figure.form == numerals.VAGUE or view.is_person(end + 1)):
        return None  # the thousands Lee gave, the mother-of-three Ann Lee
    return phrase


def _is_label(view: View, figure: Measurement, phrase: CountedNoun) -> bool:
    """Tell whether digits stand before a singular name that they cannot count: 787 Dreamliner, 90049 ZIP Code."""
    if figure.form != numerals.DIGITS or figure.value == 1 or figure.kind == RATIO or not figure.is_whole:
        return False
    if "," in view.text[figure.start : figure.end] or singular(phrase.head) != phrase.head:
        return False
    named = phrase.head[0].isupper() and figure.value >= _LONGEST_LIST
    return named or view.tag(view.token_at(phrase.end - 1)) == "NNP"


def _with_base(text: str, counted: Counted) -> Counted:
    """Take a stated base into the unit of a count: ``12 deaths per 100,000 people``, ``30 flights a day``."""
    base = per_at(text, counted.end, loose=True) if _BASE.match(text, counted.end) else None
    if base is not None and not text.startswith(" per ", counted.end) and base[1] not in vocabulary.periods():
        return counted  # gave 40 states a vote
    return counted if base is None else dataclasses.replace(counted, end=base[0], unit=f"{counted.unit} per {base[1]}")


def _counts_one(view: View, figure: Measurement, phrase: CountedNoun, *, previous: int) -> bool:
    """Tell a counting ``one`` from the article-like one: ``only one member``, ``two men and one woman``."""
    text, start = view.text, figure.start
    if phrase.unit in _ALWAYS_COUNTED or ONLY_ONE.search(view.before(start, 18)):
        return True
    listed = 0 <= start - previous < _NEAR and previous >= 0 and _LINK.search(view.before(start, 6)) is not None
    return listed or _COUNT_NEXT.match(text, phrase.end) is not None


def _bare(view: View, figure: Measurement, *, end: int, previous: int) -> Counted | None:
    """Return a number without a noun at it, with the unit beside it, None where it is a pronoun (``the two``)."""
    text, start = view.text, figure.start
    found = Counted(end, None, figure.kind, bare=True)
    if text.startswith(" per ", end) and (base := per_at(text, end, loose=True)) and _is_number(base[1]):
        beside = unit_beside(text, start, figure.number_end)
        return dataclasses.replace(found, end=base[0], unit=f"{beside or ''} per {base[1]}".lstrip(), bare=False)
    partitive = _PARTITIVE.match(text, figure.number_end)
    if partitive is not None:
        if partitive[1] in _PRONOUNS:
            return dataclasses.replace(found, anaphoric=True)
        return dataclasses.replace(found, unit=_partitive_unit(view, partitive.start(1)))
    beside = unit_beside(text, start, figure.number_end)
    if beside is not None:
        return dataclasses.replace(found, unit=beside)
    if figure.form == numerals.DIGITS:
        aged = age_topic(view, start)
        return dataclasses.replace(found, unit="year", rule=AGE) if aged else found
    near = previous >= 0 and start - previous < _NEAR_COUNT and _goes_on(view, figure)
    if near and _LASTING.search(view.before(start, 12)):  # took 19 weeks; this one has lasted seven
        return None
    counts = near or _stands_alone(view, figure) or _OF_NUMBER.match(text, figure.number_end)
    return dataclasses.replace(found, anaphoric=True) if counts else None


def _is_number(base: str) -> bool:
    return base[0].isdigit() or base.split(maxsplit=1)[0] in vocabulary.scales()


def _stands_alone(view: View, figure: Measurement) -> bool:
    """Tell whether a number in words without a noun counts: ``Three were injured``, ``more than a dozen``."""
    start, end = figure.start, figure.number_end
    bound = bound_before(view.text, start)
    if bound is not None and not bound.is_preposition:
        return True
    if _DETERMINED.search(view.before(start, 9)):
        return False
    verb = _VERB_NEXT.match(view.text, end) is not None or view.tag(view.token_from(end)) in ("VBD", "VBP")
    return figure.value >= _SMALL or verb


def _goes_on(view: View, figure: Measurement) -> bool:
    """Tell whether a number in words counts what was counted: one won 12 states, the other won five, including four at sea."""
    if _INCLUDING.search(view.before(figure.start, 12)):
        return True
    token = view.doc[view.token_at(figure.number_end - 1)]
    if token.dep_ in ("nsubj", "nsubj:pass") and not any(child.i < token.i for child in token.children):
        return True
    ends = view.token_from(figure.number_end)
    alone = ends >= len(view.doc) or view.doc[ends].is_punct or view.tag(ends) == "CC"
    return alone and view.tag(view.token_at(figure.start - 1)) in ("VBD", "VBZ", "VBP", "VBN")


def _partitive_unit(view: View, offset: int) -> str | None:
    """Return the unit of ``13 of the 22 cases``: the head of the phrase at ``offset`` in the singular."""
    phrase = noun_phrase(view, offset, with_of=False)
    if phrase is None:
        return None
    head = phrase.split()[-1]
    bare_total = _COUNTED_WHOLE.match(phrase) and singular(head) == head and head != "people"
    return None if bare_total else singular(head)
