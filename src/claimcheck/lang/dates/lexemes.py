"""Cut text into lexemes of date expressions, one letter each: a pattern is then a regular expression over letters.

``lex`` reads each character once. A lexeme plays one or more roles (``month``, ``unit``, ``dom``: day of the month);
lexemes with the same set of roles share a letter. Words and their roles are rows of ``en/times.tsv``; every other word
is ``_``; sentence punctuation and line ends are ``|``, which no pattern crosses. Phrases of ``en/times_names.tsv``
(``Black Friday``) become ``_``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from claimcheck import lang
from claimcheck.lang import rows
from claimcheck.lang.patterns import Pattern

WORD: Final = "_"
STOP: Final = "|"
Values = Mapping[str, str]
_NONE: Final[Values] = {}
_FUNCTION: Final = {
    "the": "the", "a": "a", "an": "a", "of": "of", "in": "in", "at": "at", "on": "at", "and": "and", "or": "and",
    "to": "to", "through": "to", "thru": "to", "till": "to", "until": "to", "from": "from", "between": "between",
    "by": "by", "per": "per", "ago": "ago", "ahead": "ahead", "bc": "era", "bce": "era", "ad": "era", "ce": "era",
}  # fmt: skip
# A doubtful word is also what it may be: patterns accept it, and their guards look for support.
_PLAIN: Final = {"month_doubtful": "month", "weekday_short": "weekday"}
# Roles of lexemes that are no words of the tables.
_SHAPES: Final = tuple(
    frozenset(roles.split())
    for roles in (
        "dom number", "year number", "number", "number word", "number one", "number word scale", "ordinal nth", "iso", "clock",
        "decade", "span", "quarter_short", "fiscal_short", "hyphen", "dash", "comma", "possessive",
    )
)  # fmt: skip
_ZONE: Final = r"(?:\s(?:GMT|UTC|BST|CES?T|IST|[ECMP][SD]?T)\b)?"
_SCANNER: Final = Pattern(
    rf"""
    (?P<url>https?://\S+|www\.\S+|[@\#]\w+)
    |(?P<dotted>(?:(?&Short)|(?&SHORT))\.(?=\s?[\d,]|\s[a-z]))
    |(?P<quarter_short>(?:Q[1-4]|[1-4]Q|H[12])\b)
    |(?P<fiscal_short>FY\s?['’]?(?:19|20)?\d\d(?!\w))
    |(?P<word>[oO]['’]clock\b|[^\W\d_]+(?!\w|@))
    |(?P<money>[$£€¥₹]\s?\d[\d,.]*)
    |(?P<iso>\d{{4}}-\d\d-\d\d(?:[T\s]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
        |\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark)(?:19|20)\d\d(?![\w/]|[.-]\d)|\d{{1,2}}/\d{{1,2}}/\d\d(?![\w/-]))
    |(?P<clock>(?<![\d:.,])\d{{1,2}}(?:[:.]\d\d(?::\d\d)?)?\s?(?:[aApP]\.\s?[mM]\.?|[aApP][mM]\b){_ZONE}
        |(?<![\d:.,])[012]?\d:[0-5]\d(?::[0-5]\d)?(?![:.]?\d|\w){_ZONE}|[012]\d:?[0-5]\d\s(?:GMT|UTC|hrs\b|hours\b))
    |(?P<decade>(?<!\w)(?:['’‘]?\d0|(?:1[5-9]|20)\d0)['’]?s\b)
    |(?P<span>(?<![\w./-])(?:1[5-9]|20)\d\d[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?![\w/–-]|[.,]\d))
    |(?P<nth>\d{{1,3}}(?:st|nd|rd|th)\b)
    |(?P<junk>\d[\d.,]{{0,20}}\s?%|\d+(?:[./:]\d+){{2,}}|\d+[/:]\d+|\d+(?:-\d+){{2,}}|\d{{3}}-\d{{4}}\b)
    |(?P<number>(?<![^\W_])(?<![./:]\d)(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/]))
    |(?P<possessive>['’]s?(?!\w))
    |(?P<other>\w+|\n|[^\w\s])
    """,
    re.VERBOSE,
)
_LARGEST: Final = 10.0**15  # what a duration may count; longer strings of digits are identifiers
_HUNDRED: Final = 100
_TENS: Final = range(20, 100, 10)
_DAYS_OF_MONTH: Final = range(1, 32)
_YEARS: Final = range(1000, 2200)
_STOPS: Final = frozenset('.;:!?()[]{}"“”|/\n•·…*<>=')
_HYPHENS: Final = frozenset("-‐‑–—−")


@dataclasses.dataclass(frozen=True, slots=True)
class Lexemes:
    """The lexemes of ``text``: ``letters[i]`` is for ``text[starts[i]:ends[i]]``, ``values[i]`` its value by role."""

    text: str
    letters: str
    starts: list[int]
    ends: list[int]
    values: list[Values]

    def raw(self, index: int) -> str:
        """Return the text of lexeme ``index``, empty outside of the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def word(self, index: int) -> str:
        """Return the lower-case text of lexeme ``index``, empty outside of the text."""
        return self.raw(index).lower()


@dataclasses.dataclass(frozen=True, slots=True)
class Wording:
    """The lower-case words before a phrase's last one; ``capital`` where only the capitalised phrase is meant."""

    before: tuple[str, ...]
    letter: str
    values: Values
    capital: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Alphabet:
    """Letters by set of roles, and the words and phrases with their letter and values."""

    letters: Mapping[frozenset[str], str]
    words: Mapping[str, tuple[str, Values]]
    phrases: Mapping[str, tuple[Wording, ...]]  # by last word, the longest first

    def of(self, *roles: str) -> str:
        """Return the letter of lexemes that have exactly ``roles``."""
        return self.letters[frozenset(roles)]

    def having(self, role: str) -> str:
        """Return the letters of all lexemes that have ``role``."""
        return "".join(letter for roles, letter in self.letters.items() if role in roles)


@lang.compiled
def alphabet() -> Alphabet:
    """Return the words of the tables, read once."""
    entries: dict[str, dict[str, str]] = {word: {role: word} for word, role in _FUNCTION.items()}
    for row in rows("times"):
        entries.setdefault(row["word"], {})[row["role"]] = row["value"]
        if (plain := _PLAIN.get(row["role"])) is not None:
            entries[row["word"]][plain] = row["value"]
    for row in rows("numerals"):
        if row["kind"] in {"ones", "teens", "tens"}:
            entries[row["word"]] = {"number": row["value"], "one" if row["word"] == "one" else "word": row["value"]}
        elif row["kind"] in {"hundred", "dozen", "scale"}:
            entries[row["word"]] = {"number": row["value"], "word": row["value"], "scale": row["value"]}
    sets = sorted({*map(frozenset, entries.values()), *_SHAPES}, key=sorted)
    letters = {roles: chr(0xC0 + number) for number, roles in enumerate(sets)}
    words: dict[str, tuple[str, Values]] = {}
    phrases: dict[str, list[Wording]] = {}
    spoken = [(word, letters[frozenset(values)], values) for word, values in entries.items()]
    for word, letter, values in (*spoken, *((row["phrase"], WORD, _NONE) for row in rows("times_names"))):
        *before, last = word.lower().replace("-", " - ").split()
        if before:
            phrases.setdefault(last, []).append(Wording(tuple(before), letter, values, capital=word[0].isupper()))
        else:
            words[word] = (letter, values)
    longest = {last: tuple(sorted(found, key=lambda phrase: -len(phrase.before))) for last, found in phrases.items()}
    return Alphabet(letters, words, longest)


class _Lexeme(NamedTuple):
    """A lexeme while the text is read: a phrase or a compound number takes back those that it swallows."""

    letter: str
    start: int
    end: int
    values: Values
    lower: str


def _take_back(out: list[_Lexeme], count: int) -> int:
    """Drop the last ``count`` lexemes and return where they began."""
    start = out[-count].start
    del out[-count:]
    return start


def lex(text: str) -> Lexemes:
    """Return the lexemes of ``text``; white space is none, a line end is a stop."""
    table = alphabet()
    out: list[_Lexeme] = []
    words, phrases, numeral = table.words, table.phrases, table.of("number", "word", "scale")
    for match in _SCANNER.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "mark":
            kind = "iso"
        raw = text[start:end]
        if kind == "word":
            lower = raw.lower().replace("’", "'")
            letter, values = words.get(lower, (WORD, _NONE))
            if lower in phrases:
                start, letter, values = _phrase(text, out, last=lower, default=(start, letter, values))
            if values and "number" in values:
                start, letter, values = _compound(out, start=start, letter=letter, values=values, plain=numeral)
            elif values and not raw[0].isupper() and ("month_doubtful" in values or "weekday_short" in values):
                letter, values = WORD, _NONE
            out.append(_Lexeme(letter, start, end, values, lower))
        elif raw == "\n" and text[end : end + 1].islower():
            continue  # wrapped text: the next line goes on
        elif kind is not None:
            letter, values = _shape(table, kind, raw=raw, around=text[max(0, start - 1) : end + 1])
            out.append(_Lexeme(letter, start, end, values, raw))
    letters = "".join(one.letter for one in out)
    return Lexemes(text, letters, [one.start for one in out], [one.end for one in out], [one.values for one in out])


def _phrase(text: str, out: list[_Lexeme], *, last: str, default: tuple[int, str, Values]) -> tuple[int, str, Values]:
    """Return start, letter and values of the longest phrase that ends in ``last``, else of the word itself."""
    for phrase in alphabet().phrases[last]:
        size = len(phrase.before)
        before = tuple(one.lower for one in out[-size:])
        if before == phrase.before and not (phrase.capital and text[out[-size].start].islower()):
            return _take_back(out, size), phrase.letter, phrase.values
    return default


def _compound(out: list[_Lexeme], *, start: int, letter: str, values: Values, plain: str) -> tuple[int, str, Values]:
    """Join a number word to those before it: ``twenty-five``, ``two dozen``, ``5 million``, ``one hundred and ten``."""
    value = float(values["number"])
    joint = out[-1].lower if out else ""
    skip = joint == "-" or (joint == "and" and value < _HUNDRED)
    if len(out) <= skip or "number" not in (before := out[-1 - skip]).values:
        return start, letter, values
    previous, spelled = float(before.values["number"]), not before.lower[0].isdigit()
    tens = previous in _TENS and value < 10 and joint != "and"  # noqa: PLR2004
    if "scale" in values and not skip:
        total = previous * value
    elif spelled and (previous >= _HUNDRED > value or tens):
        total = previous + value
    else:
        total = _LARGEST
    if total >= _LARGEST:
        return start, letter, values
    text = f"{total:.0f}"
    return _take_back(out, 1 + skip), plain, {"number": text, "word": text, "scale": text}


def _shape(table: Alphabet, kind: str, *, raw: str, around: str) -> tuple[str, Values]:
    """Return letter and values of a lexeme that is no plain word."""
    if kind == "other":
        return _punctuation(table, raw, around=around)
    if kind == "number":
        return _number(table, raw)
    if kind == "dotted":
        return table.words.get(raw.lower()) or table.words.get(raw[:-1].lower(), (WORD, _NONE))
    if kind == "nth":
        return table.of("ordinal", "nth"), {"ordinal": raw[:-2], "nth": raw[:-2]}
    if kind in {"clock", "iso", "decade", "span", "quarter_short", "fiscal_short", "possessive"}:
        return table.of(kind), {kind: raw}
    return WORD, _NONE


def _punctuation(table: Alphabet, raw: str, *, around: str) -> tuple[str, Values]:
    if raw == ",":
        return table.of("comma"), {"comma": raw}
    if raw in _HYPHENS:
        spaced = around[0].isspace() or around[-1].isspace()
        kind = "dash" if spaced or raw == "—" else "hyphen"
        return table.of(kind), {kind: raw}
    return (STOP if raw in _STOPS else WORD), _NONE


def _number(table: Alphabet, raw: str) -> tuple[str, Values]:
    """Return the letter of what a number can be: a day of the month, a year (four digits, 1000 to 2199), or neither."""
    if raw.isdecimal() and len(raw) <= len("31") and int(raw) in _DAYS_OF_MONTH:
        return table.of("dom", "number"), {"dom": raw, "number": raw}
    if raw.isdecimal() and len(raw) == len("2199") and int(raw) in _YEARS:
        return table.of("year", "number"), {"year": raw, "number": raw}
    plain = raw.replace(",", "")
    return (table.of("number"), {"number": plain}) if float(plain) < _LARGEST else (WORD, _NONE)
