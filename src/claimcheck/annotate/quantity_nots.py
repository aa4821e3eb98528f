"""Numbers that are no quantities: dates, years, clock times, durations, phone and list numbers, and numbers in names."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from claimcheck.annotate.quantity_shapes import AGE, COUNT, MONEY, RATIO, SCORE
from claimcheck.annotate.quantity_text import counted_phrase, is_title
from claimcheck.lang import numerals, rows
from claimcheck.lang.units import singular

if TYPE_CHECKING:
    from claimcheck.annotate.quantity_shapes import Figure
    from claimcheck.annotate.quantity_text import View

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTH}[ \u00a0]?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–,&/] ?| to | and | or | through | until ))*$"
)
_MONTH_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?:[ -]| of |[-–]\d\d? |(?:,? \d\d?,?)? (?:and|or|to) \d\d? ){_MONTH}(?![a-z])"
)
_CLOCK_AFTER = re.compile(
    r"(?:[:.]\d\d)?[ ]?(?:[ap]\.?m\b\.?|o['’]clock|hrs\b|hours GMT|GMT\b|noon\b)|[ ](?:AM|PM|A\.M\.|P\.M\.|EST|EDT|ET|PT|PST|PDT|CET|BST|IST)\b"
)
_PERIOD = (
    r"(?:milli|nano|micro)?(?:seconds|minutes?|mins?|hours?|hrs?|days?|weeks?|weekends?|months?|years?|yrs?|decades?|"
    r"century|centuries|fortnights?|nights?|mornings?|evenings?|afternoons?|weekdays?|summers?|winters?|millennia)"
)
_DURATION = re.compile(
    r"(?: ?- ?|[ \u00a0])(?:(?:more|further|full|additional|extra|straight|consecutive|successive|business|working|calendar|school|short|long|whole|entire|"
    r"fiscal|solid|previous|past|last|or more|or so|and a half|good|other|busy|difficult|hard|happy|intense|grueling|gruelling|odd)[ -]){0,2}"
    rf"{_PERIOD}(?![\w])|[ -]?(?:secs?|ms|s)\b|(?<=\d)(?:min|h|d|hr)\b|-(?:second|hour|minute|day|week|month|year|night)(?!\w)",
    re.IGNORECASE,
)
_PART_PERIOD = re.compile(rf"(?:-| (?:of )?(?:an? |the )?){_PERIOD}\b", re.IGNORECASE)
_LIGHT = re.compile(r"[ -]light[ -]years?", re.IGNORECASE)
_ROUNDABOUT = re.compile(
    r"\b(?:over|more than|about|around|nearly|almost|roughly|some|least|exceed(?:ed|ing)?|approximately|of|fewer than|less than|to) $"
)
_DIGIT_RUN = re.compile(r"\d+")
_COUNT_LEAD = re.compile(
    r"\b(?:over|more than|about|nearly|almost|roughly|at least|exceed(?:ed|ing)?|approximately|average of|total of|fewer than|less than|up to|"
    r"as many as|some|additional|another|estimated) $"
)
_YEAR_LEAD = re.compile(
    r"\b(?:in|since|from|until|till|by|between|circa|and|to|year|around|before|after|the|late|early|mid|of|A\.?D\.?)[ -]$",
    re.IGNORECASE,
)
_ZERO_IDIOM = re.compile(
    r"[ -](?!(?:to|in|for|and|or|at|on|by|from|with|as|point|percent|per|degrees)\b)[a-z]+[^s\W](?![\w])"
)
_NUMBERED = re.compile(r"\b(?:No|Nos|no|nos|Nr|№|[Nn]umbers?)\.? ?$|#$")
_SPAN_LEAD = re.compile(r"\b(?:in|since|from|between|during|the|of) $", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?\d[\d().\- ]{0,5}[-.) ]){1,4}\d{3,4}")
_LIST = re.compile(r"(?:^|\n)[ \t(\[]*$")
_NAME_LEAD = re.compile(r"([A-Za-z&][\w&.’'-]*)[ \u00a0]$")
_TWO_NAME_LEAD = re.compile(r"([A-Z][\w&.’'-]* [A-Z][\w&.’'-]*)[ ]$")
_STREET = re.compile(r"(?:[ ](?:[NSEW]\.?|North|South|East|West))?(?:[ ](?:[A-Z][\w.’'-]*|\d+(?:st|nd|rd|th))){1,3}")
_STATE_ZIP = re.compile(r"\b(?:[A-Z]{2}|[A-Z][a-z]+\.) $")
_HYPHENATED = re.compile(r"-([A-Za-z]+)")
_PREFIXES = frozenset("now sub minus mid under over near plus pre some about around nearly almost up".split())
_OLD_YEAR, _FIRST_YEAR, _NEAR_FUTURE, _LAST_YEAR = 1000, 1900, 2060, 2199
_MAX_DAY, _MAX_LIST = 31, 99


@functools.cache
def _names() -> dict[str, frozenset[str]]:
    kinds = ("head", "label", "name", "street")
    return {kind: frozenset(row["word"] for row in rows("quantities_names") if row["kind"] == kind) for kind in kinds}


@functools.cache
def _loose_hyphens() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("quantities_hyphens"))


def why_not(view: View, figure: Figure) -> str | None:
    """Return why ``figure`` is no quantity (``date``, ``year``, ``duration``, ``name``, ...), None where it is one."""
    text = view.text
    if text[max(figure.start - 1, 0) : figure.start] in ("@", "_", "#", "=", "&", "\\") and figure.start:
        return "code"
    if figure.kind == AGE:
        return "code" if _glued(text, figure) else None
    if figure.kind == MONEY:
        return None
    reason = _calendar(view, figure)
    if reason is None and figure.unit is None and figure.form == numerals.DIGITS:
        reason = _code(text, figure)
    if reason is not None:
        return reason
    if figure.unit is None and _is_duration(text, figure):
        return "duration"
    measured = figure.unit is not None and figure.kind != "multiple"
    counted = _COUNT_LEAD.search(text, max(figure.start - 24, 0), figure.start)
    if not measured and not counted and view.in_time(figure.number_start, figure.number_end):
        return "time"
    if figure.kind == "multiple" and re.match(
        r" (?:an?|per|each|every) (?:second|minute|hour|day|week|month|year|season)\b",
        text[figure.end : figure.end + 14],
    ):
        return "frequency"
    if _glued(text, figure):
        return "name"
    return _named(view, figure) if figure.unit is None else None


def _is_duration(text: str, figure: Figure) -> bool:
    pattern = _PART_PERIOD if figure.form == numerals.FRACTION else _DURATION
    return pattern.match(text, figure.number_end) is not None and not _LIGHT.match(text, figure.number_end)


def _calendar(view: View, figure: Figure) -> str | None:
    text, start, end = view.text, figure.number_start, figure.number_end
    if figure.unit is not None or figure.scale > 1 or figure.form not in (numerals.DIGITS, numerals.WORDS):
        return None
    if _CLOCK_AFTER.match(text, end):
        return "clock"
    if figure.form == numerals.WORDS:
        return None
    whole = figure.value == int(figure.value) and "." not in text[start:end]
    if whole and "," not in text[start:end]:
        if figure.value <= _MAX_DAY and _MONTH_AFTER.match(text, end):
            return "date"
        if (figure.value <= _MAX_DAY or _FIRST_YEAR <= figure.value <= _LAST_YEAR) and _MONTH_BEFORE.search(
            text, max(start - 34, 0), start
        ):
            return "date"
    return _year(view, figure) if whole else None


def _year(view: View, figure: Figure) -> str | None:
    """Four digits without a comma are a year, unless a bound says that they count, or a plural follows an unlikely year."""
    text, start, end = view.text, figure.number_start, figure.number_end
    written = _DIGIT_RUN.match(text, start)
    if written is None or len(written[0]) != 4 or not _OLD_YEAR <= figure.value <= _LAST_YEAR or "," in text[start:end]:  # noqa: PLR2004
        return None
    if text[end : end + 1] == "s" or text[end : end + 2] in ("’s", "'s"):
        return "year"
    before = text[max(start - 24, 0) : start]
    if figure.value2 is not None:
        later = figure.value2
        years = later < 100 or (
            _OLD_YEAR <= later <= _LAST_YEAR and (_SPAN_LEAD.search(before) is not None or figure.value >= _FIRST_YEAR)
        )
        if (
            years
            and _FIRST_YEAR <= figure.value < later <= _LAST_YEAR
            and view.text.startswith("between", figure.start)
        ):
            return "year"
        return "year" if years and not (_COUNT_LEAD.search(before) or is_counted(view, end, near=True)) else None
    if _COUNT_LEAD.search(before):
        return None
    if figure.value < _FIRST_YEAR:
        return None if is_counted(view, end) and not _YEAR_LEAD.search(before) else "year"
    if figure.value > _NEAR_FUTURE:
        return "year" if _YEAR_LEAD.search(before) and not is_counted(view, end, near=True) else None
    return None if figure.value == 2000 and not _YEAR_LEAD.search(before) and is_counted(view, end) else "year"  # noqa: PLR2004


def is_counted(view: View, end: int, *, near: bool = False) -> bool:
    """Tell whether a plural noun follows at ``end`` that the number could count; ``near``: at once, without modifiers."""
    phrase = counted_phrase(view, end, many=True)
    if phrase is None or (near and phrase.end - len(phrase.head) > end + 1):
        return False
    return phrase.head.lower() == "people" or singular(phrase.head) != phrase.head


def _code(text: str, figure: Figure) -> str | None:
    """Recognise clock times, dates with slashes, versions, phone numbers, list numbers and footnotes by their signs."""
    start, end = figure.number_start, figure.number_end
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if (after[:1] in (":", "/", ".", "_", "#", "@") and after[1:2].isdigit()) or (
        before[-1:] in (":", "/", ".", "#", "_", "@") and (before[:1].isdigit() or before[-1:] in "#@_")
    ):
        return "code"
    if after[:1] in ("@", "_") or before[-1:] in ("#", "@", "_", "§", "№", "\\", "="):
        return "code"
    if before[-1:] == "/" or (after[:1] == "/" and after[1:2].isalpha()):
        return "code"
    if re.match(r"[-–.]\d", after) or (before[-1:] in ("-", "–", ".") and before[:1].isdigit()):
        run = re.search(r"[\d().+–-]*$", text[max(start - 20, 0) : start])
        width = (run[0] if run else "") + text[start : end + 16]
        if figure.kind != SCORE or len(re.findall(r"\d+", re.match(r"[\d().+–-]*", width)[0])) > 2:  # type: ignore[index] # noqa: PLR2004
            return "code"
    if (
        _PHONE.match(text, start)
        and len(re.sub(r"\D", "", text[start : start + 16])) >= 10
        and "," not in text[start:end]
    ):
        return "code"
    line = _LIST.search(text, max(start - 4, 0), start)
    if (
        figure.value <= _MAX_LIST
        and line
        and (line.start() or start < 4)
        and re.match(r"[.)\]:](?!\d)|\s*(?:\n|$)", text[end : end + 3])
    ):
        return "list"
    if before[-1:] in ("(", "[") and after[:1] in (")", "]") and figure.value <= _MAX_LIST:
        return "list"
    return (
        "list"
        if after[:1] == ")" and before[-1:] in ("", " ", "\n") and "(" not in text[max(start - 60, 0) : start]
        else None
    )


def _glued(text: str, figure: Figure) -> bool:
    """Tell whether letters or a hyphenated word are glued to the number: S23, F-16, 737-MAX, 49ers, 5G."""
    start, end = figure.start, figure.end
    before = text[max(start - 1, 0) : start]
    if before.isalnum() or before in ("_", "@"):
        return True
    if before and before in "-–‑" and text[max(start - 2, 0) : start - 1].isalpha():
        word = re.search(r"[^\W\d_]+$", text[max(start - 16, 0) : start - 1])
        return not (word and word[0].lower() in _PREFIXES)
    if figure.unit is not None:
        return False
    return text[end : end + 1].isalnum() or bool(re.match(r"[-–][A-Z]", text[end : end + 2]) and figure.kind == COUNT)


def _named(view: View, figure: Figure) -> str | None:
    text, start, end = view.text, figure.number_start, figure.number_end
    if figure.value == 0 and figure.form == numerals.WORDS and _ZERO_IDIOM.match(text, end):
        return "idiom"
    hyphen = _HYPHENATED.match(text, end)
    if hyphen and (
        hyphen[1].lower() in _loose_hyphens()
        or figure.value == 0
        or (figure.value == 1 and figure.form == numerals.WORDS)
    ):
        return "idiom"
    if (
        re.search(
            r"\b(?:[Tt]op|[Bb]ig|[Ff]inal|[Ff]abulous|[Mm]agnificent|[Gg]roup of|[Gg]ang of|[Rr]ule of)[ -]$",
            text[max(start - 14, 0) : start],
        )
        and figure.kind != RATIO
    ):
        return "name" if re.search(r"[tT]op[ -]$|[A-Z]\w+(?: of)?[ -]$", text[max(start - 14, 0) : start]) else None
    if figure.form == numerals.DIGITS and figure.kind in (COUNT, SCORE):
        return _named_digits(view, figure)
    return "name" if text[start].isupper() and _is_titled(view, figure) else None


def _is_titled(view: View, figure: Figure) -> bool:
    """Tell whether a number word in capitals inside a sentence is part of a name (the Big Ten, Four Seasons), title lines apart."""
    text, start, end = view.text, figure.number_start, figure.number_end
    sentence = view.sentence(start)
    if (
        text[sentence[0] : start].strip(" \n\t\"'“‘(—-") == ""
        or text[max(start - 3, 0) : start].strip(" “\"'‘").endswith(":")
        or is_title(text[sentence[0] : sentence[1]])
    ):
        return False
    return bool(re.search(r"[A-Z][\w’'.-]* $", text[max(start - 24, 0) : start])) or text[end + 1 : end + 2].isupper()


def _named_digits(view: View, figure: Figure) -> str | None:
    text, start, end = view.text, figure.number_start, figure.number_end
    if _NUMBERED.search(text, max(start - 9, 0), start):
        return "name"
    street = _STREET.match(text, end)
    if street and any(word in _names()["street"] for word in street[0].split()[1:]):
        return "address"
    lead = _NAME_LEAD.search(text, max(start - 24, 0), start)
    if lead is None:
        return None
    word = lead[1]
    counted = text[end : end + 1] == "-" or is_counted(view, end)
    if "," in text[start:end] or figure.scale > 1:
        return None
    pair = _TWO_NAME_LEAD.search(text, max(start - 30, 0), start)
    if word in _names()["name"] or (pair and pair[1] in _names()["name"]):
        return "name"
    singular_head = word.lower() in _names()["head"] or (word.endswith("s") and word.lower()[:-1] in _names()["head"])
    titled = word[0].isupper() and start - len(word) - 1 > view.sentence(start)[0]
    if singular_head and (titled or not counted):
        return "name"
    if word.lower() in _names()["label"]:
        return "name"
    name = view.name_around(start, end)
    if name is not None and name[0] < start:
        return None if counted and name[1] == end else "name"
    if word == "The" and titled and not counted:
        return "name"
    if figure.value >= 1e4 and _STATE_ZIP.search(text, max(start - 8, 0), start) and not counted:  # noqa: PLR2004
        return "address"
    return "name" if not counted and _follows_name(view, figure, word=word) else None


def _follows_name(view: View, figure: Figure, *, word: str) -> bool:
    """Tell whether a capitalised word inside the sentence, which is no verb or preposition, names the number: iPhone 11, Planet 9."""
    text, start = view.text, figure.number_start
    position = start - 1 - len(word)
    if not any(letter.isupper() for letter in word) or word.endswith((".", "’s", "'s")) or figure.kind == SCORE:
        return False
    if position <= view.sentence(start)[0] or text[max(position - 2, 0) : position].strip() in (
        "“",
        '"',
        ":",
        "—",
        "-",
    ):
        return False
    if view.tagged:
        tag_ = view.doc[view.token_at(position)].tag_
        return tag_ in ("NNP", "NNPS", "NN") and not re.match(r" [a-z]+(?:ing|ed) ", text[figure.end : figure.end + 14])
    return word.lower() not in _NOT_NAMES


_NOT_NAMES = frozenset(
    "about over some nearly almost only just more under of in at to by the for with and killed up down another all these those".split()
)
