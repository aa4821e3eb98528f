"""What speaks for or against a date expression around it: ``1500 people`` is no year, ``office hours`` no time.

Things that are counted or numbered are rows of ``en/times_context.tsv``; the function words are here.
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck import lang
from claimcheck.lang.dates.lexemes import STOP, WORD
from claimcheck.lang.dates.patterns import Hit
from claimcheck.lang.patterns import words

# A bare May, Jan and the like is a month after these; after "by" and its kind a person may stand.
_MONTH_AFTER: Final = words("in since until till during through between early late mid last this next")
_MONTH_MAYBE_AFTER: Final = words("by from to of for before after and every each or a the on -")
# A year before 1900 needs one of these; one that a counted noun follows (the 2014 elections) needs one of the second.
_YEAR_AFTER: Final = words(
    "in since until till during before after from to by of the and between through early late mid a its his her their"
    " our this circa for or back around - on post pre"
)
_COUNTED_AFTER: Final = words("in since until till during the its his her their our early late mid")
_SIGNS_BEFORE: Final = words(". / # $ £ € + _")
_SIGNS_AFTER: Final = words("% + ° / $ € £")
_STREETS: Final = re.compile(
    r"(?:[A-Z][\w.]{0,30}\s+){0,3}"
    r"(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Parkway|Square|Way)\b"
)
_WEATHER: Final = re.compile(
    r"degree|temperature|\bhighs?\b|\blows?\b|\b(?:his|her|their|my|your) (?:\w{1,20}[ -])?\d0s|percent"
)
_WEATHER_WINDOW: Final = 60
_SURNAME_MAY: Final = re.compile(r"[A-Z][a-z]+\.? May\b(?! \d)")
_SURNAME_WINDOW: Final = 1000
_SHORT_MONTH: Final = 4  # Sept
_NOUN: Final = 4  # letters: shorter words behind a time are rarely nouns
_MODERN: Final = range(1900, 2100)
PAST_YEARS: Final = range(1500, 2200)

_SEASON_AFTER: Final = words("in of during over through throughout since by until for from this last next")
_NO_SEASON_BEFORE: Final = words("of from -")
# A better tomorrow, the world of tomorrow: an image, no day.
_IMAGES: Final = words("a better brighter of new our their")

_OLD: Final = words("old olds older younger young")
_AGED: Final = words("aged age ages")
# Words before a bare plural that make it a duration: for years, all weeks, over decades.
_FOR: Final = words(
    "for in over of within after since during throughout through by the all took takes take taken spent spend spends"
    " spending lasted lasting last waited these only mere just and or then until even some"
)
_THEN: Final = words("ago later earlier before after into ahead")
# "despite weeks of rain", "Decades of neglect"; an adjective ties them to an event: "the last weeks of the campaign".
_BEFORE_OF: Final = words(
    "despite with from without spanning to about than following was were are is has and for in over of within after"
    " since during throughout through by all took takes take spent lasted only mere just or even"
)
_EVENT: Final = words("since before after when leading that of to and")  # "the weeks since the vote" are the event's
_NO_HOURS_BEFORE: Final = words("office business opening working visiting school trading polling the of")
_NO_YEARS_BEFORE: Final = words("light early school college man dog those his her their golden teenage")
_LATER: Final = words("later earlier before after ago")
_ORDINARY_BEFORE: Final = words("for in within after over took takes take")
_LONG_UNITS: Final = words("years decades centuries months weeks millennia")
_SHORT_UNITS: Final = words("days hours minutes seconds nights weekends")
_NO_DAY_AFTER: Final = words("of when that to for in like where at with off trip job out -")
_SINGLE_AFTER: Final = words("for in within about half every per")
_SCORED: Final = words("scored hit made struck smashed")  # a century, in cricket


def context(role: str) -> frozenset[str]:
    """Return the words that play ``role`` in ``times_context``: unit, measure, numbered, amount or rate."""
    return lang.column("times_context", role=role)


def counts(hit: Hit, index: int) -> bool:
    """Return whether lexeme ``index`` is a noun that a number before it would count: a plural, a measure, a unit."""
    word = hit.lexemes.word(index)
    if hit.has(index, "units") or word in context("measure") or word in context("unit"):
        return True
    plural = len(word) >= _NOUN and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return plural and word == hit.lexemes.raw(index)


# ---------------------------------------------------------------- months, years, seasons, days
def month_stands(hit: Hit, index: int) -> bool:
    """Return whether a month alone is one: in capitals, and a doubtful word behind a preposition."""
    lexemes = hit.lexemes
    word, before = lexemes.word(index).rstrip("."), lexemes.word(index - 1)
    if before in _MONTH_AFTER or len(lexemes.letters) == 1:
        return True
    if "month_doubtful" not in lexemes.values[index]:
        return lexemes.raw(index)[:1].isupper()
    if len(word) <= _SHORT_MONTH and word != "may":
        return False
    around = lexemes.text[max(0, lexemes.starts[index] - _SURNAME_WINDOW) : lexemes.starts[index] + _SURNAME_WINDOW]
    return before in _MONTH_MAYBE_AFTER and not (word == "may" and _SURNAME_MAY.search(around))


def year_stands(hit: Hit, index: int) -> bool:
    """Return whether a bare four-digit number is a year: it counts nothing, numbers nothing, follows no bound."""
    lexemes = hit.lexemes
    year, before, after = int(lexemes.raw(index)), lexemes.word(index - 1), lexemes.word(index + 1)
    if before in _SIGNS_BEFORE or after in _SIGNS_AFTER or _is_numbered(hit, index):
        return False
    bracketed = before in {"(", "c", "–"} or lexemes.word(index - 2) == "c"
    if year not in PAST_YEARS or (year not in _MODERN and before not in _YEAR_AFTER and not bracketed):
        return False
    if after in context("unit"):
        return False
    if counts(hit, index + 1):
        return before in _COUNTED_AFTER and year in _MODERN
    if hit.has(index + 1, "hyphen") and lexemes.word(index + 2) in context("unit") | context("measure"):
        return False
    return not _STREETS.match(lexemes.text, lexemes.ends[index] + 1)


def _is_numbered(hit: Hit, index: int) -> bool:
    """Return whether the number at ``index`` belongs to the word before it: Flight 1549, No. 1999, more than 2000."""
    lexemes, before = hit.lexemes, hit.lexemes.word(index - 1)
    if index > 1 and hit.has(index - 1, "hyphen") and hit.has(index - 2, "number"):
        return True
    if before in context("numbered") or (before == "." and lexemes.word(index - 2) in context("numbered")):
        return True
    if before == "of" and lexemes.word(index - 2) in context("amount"):
        return True
    return hit.has(index - 1, "bound") and before not in {"around", "about"}


def short_decade_stands(hit: Hit, index: int) -> bool:
    """Return whether the 90s, without apostrophe, are years: not the weather's degrees, nor somebody's age."""
    lexemes = hit.lexemes
    start, end = lexemes.starts[index] - _WEATHER_WINDOW, lexemes.ends[index] + _WEATHER_WINDOW
    known = lexemes.word(index - 1) in {"the", "early", "mid", "late", "-"}
    return known and not _WEATHER.search(lexemes.text[max(0, start) : end].lower())


def season_stands(hit: Hit) -> bool:
    """Return whether ``the spring``, ``late summer`` is a time: not a government's fall, nor a season's fashion."""
    lexemes, end = hit.lexemes, hit.end
    if lexemes.word(hit.start - 1) not in _SEASON_AFTER or lexemes.word(end) in _NO_SEASON_BEFORE:
        return False
    noun = lexemes.letters[end : end + 1] == WORD and len(lexemes.raw(end)) >= _NOUN
    return not noun


def is_image(hit: Hit, index: int) -> bool:
    """Return whether the day at ``index`` is a name or an image: a brighter tomorrow."""
    return hit.lexemes.word(hit.start - 1) in _IMAGES or not hit.lower_or_first(index)


# ---------------------------------------------------------------- durations
def is_age(hit: Hit) -> bool:
    """Return whether a duration is an age, which is a quantity: 46-year-old, aged 46 years, 46 years of age."""
    lexemes, end = hit.lexemes, hit.end
    if is_old(hit) and hit.get("number"):
        return True
    before = lexemes.word(hit.start - 1)
    age_of = lexemes.word(hit.start - 2) if before == "of" else before
    return (lexemes.word(end) == "of" and lexemes.word(end + 1) == "age") or age_of in _AGED


def is_old(hit: Hit) -> bool:
    """Return whether ``old``, ``older`` or ``young`` stands behind the match, or ``and older``."""
    lexemes = hit.lexemes
    grouped = lexemes.word(hit.end) in {"and", "or"} and lexemes.word(hit.end + 1) in {"older", "younger"}
    grouped = grouped and not lexemes.word(hit.end + 2).endswith("s")  # 60 years and older residents
    return grouped or lexemes.word(hit.end + hit.has(hit.end, "hyphen")) in _OLD


def bare_stands(hit: Hit) -> bool:
    """Return whether a plural without number is a duration: ``for years``, ``decades of``, not ``office hours``."""
    lexemes = hit.lexemes
    word, before, after = lexemes.word(hit.end - 1), lexemes.word(hit.start - 1), lexemes.word(hit.end)
    if before in _NO_YEARS_BEFORE or (before == "-" and lexemes.word(hit.start - 2) in _NO_YEARS_BEFORE):
        return False
    hyphened = after == "-" and lexemes.word(hit.end + 1) in {"long", "old"}
    if hyphened or word in _LONG_UNITS:
        return hyphened or _long_stands(hit, before=before, after=after)
    ordinary = before in _ORDINARY_BEFORE and after not in {"of", "leading"}
    return word in _SHORT_UNITS and (after in _LATER or ordinary) and before not in _NO_HOURS_BEFORE


def _long_stands(hit: Hit, *, before: str, after: str) -> bool:
    """Return whether ``years``, ``weeks`` without number are a duration between the words ``before`` and ``after``."""
    if before == "the" and after in _EVENT:
        return False
    opens = hit.start == 0 or hit.lexemes.letters[hit.start - 1] == STOP
    opens = opens or hit.has(hit.start - 1, "comma") or hit.has(hit.start - 1, "dash")
    return before in _FOR or after in _THEN or (after == "of" and (opens or before in _BEFORE_OF))


def single_stands(hit: Hit) -> bool:
    """Return whether ``a year``, ``an hour``, ``one day`` is a time: no rate, no one day he will, no second chance."""
    lexemes = hit.lexemes
    word, before, after = lexemes.word(hit.end - 1), lexemes.word(hit.start - 1), lexemes.word(hit.end)
    if word == "second":
        return after in _LATER
    if word in {"minute", "night", "nights"}:
        return before in _SINGLE_AFTER or after in _LATER
    if word == "day":
        return after in _LATER or (lexemes.word(hit.start) != "one" and after not in _NO_DAY_AFTER)
    if word == "century":
        return before not in _SCORED
    return word != "hour" or before not in context("rate")
