"""Numbers in English text and their values: ``1.2 million``, ``twenty-one``, ``two-thirds``, ``hundreds of thousands``.

The number words are the rows of ``en/numerals.tsv``. Whether a number is a quantity, a year or part of a name is not
decided here.
"""

from __future__ import annotations

import dataclasses
import re
import types
import unicodedata
from collections.abc import Callable, Mapping

from claimcheck import lang
from claimcheck.lang import column, rows
from claimcheck.lang.inflection import directions
from claimcheck.lang.patterns import words
from claimcheck.lang.units import currency_before

DIGITS, WORDS, FRACTION, VAGUE = "digits", "words", "fraction", "vague"

_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# One pass over the text: a digit run with its separators, a vulgar fraction, or a plain word to be looked up.
# Groups of two before the last three are Indian (1,20,000); thin and no-break spaces group as commas do.
_ATOM = re.compile(
    rf"""
    (?P<digits>
        (?:\d{{1,3}}(?:,\d{{3}})+(?!\d) | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)
           | \d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?!\d) | \d+,\d\d?(?=[ ]?(?:[bmt]r?illion|bn|per[ ]?cent|%)) | \d+)
        (?:\.\d+)? (?:[x×]10\^?(?P<power>[-−–]?\d{{1,2}})(?!\d))?
    )
    (?:[ ]?(?P<vulgar>[{_VULGAR}]) | (?:(?<=\d)[ ]|(?<=\d)-(?=\d/))(?P<mixed>\d{{1,2}}/\d{{1,3}})(?![\d/]))?
    | (?P<alone>[{_VULGAR}])
    | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE,
)
_SLASHED = re.compile(r"/(\d{1,4})(?![\d/,.]\d|\d)")
# 9/11 and 10/12 are dates: a slash makes a fraction over these denominators only, and below one.
_DENOMINATORS = frozenset((2, 3, 4, 5, 8, 10, 16, 32, 64, 100, 1000))
_SPACED_GROUPS = re.compile(r"\d{1,3}(?: \d{3}){1,6}(?![\d.,]\d|\d| \d{3}(?!\d))")
_OPENING = words("The Some About Over Nearly Around Almost Roughly All Another Only")
_UNIT_NEXT = re.compile(r" ?[a-z°²%]")
_JOINTS = frozenset((" ", "-", "\u2010", "\u2011", "\u00a0"))
# ``a third`` is a fraction before these words and before punctuation; before a noun it is an ordinal (a third term).
_AFTER_PART = words(
    """of from to in since as more less fewer higher lower over compared between by on at during and or below above
    bigger larger smaller than what who said say says are were was is have has had do did would will could believe
    think this last while but"""
)
_BEFORE_SHARE = words("by about nearly almost than over roughly around least up down to under just approximately")
_BETWEEN_SHARES = ((" to a ", " or a "), (" and a ",))  # a fifth to a quarter; between a fifth and a quarter
_BEFORE_GROUP = frozenset((" a ", "-a-", " of a ", *_JOINTS))
_NOT_BEFORE_HALF = words(
    """this next last first second third other better top bottom back front the opening closing in latter former lower
    upper"""
)
_ARTICLE = re.compile(r"(?:^|[^\w])(?:[Aa]n?[ ]|[Aa]-)$")
_GROUPS, _SHARES = frozenset(("hundred", "scale", "dozen")), frozenset(("half", "part", "parts"))
# Beyond these a run of digits is a code, and a chain of scale words is noise; a float would overflow in the end.
_MOST_DIGITS, _LARGEST_SCALE, _LARGEST_NUMERATOR, _SMALLEST_SCALE, _THIRD = 40, 1e30, 9, 1000, 3
_SEPARATORS, _NEXT_WORD = map(re.compile, (r"[,\u00a0\u202f\u2009]", r"\s*([A-Za-z]*)"))
_LAST_WORD = re.compile(r"([A-Za-z]+(?: of)?) $")
_OF_MANY = re.compile(
    r" of (?:its|their|our|his|her|those|these) (?:[\w-]+ ){0,2}(?:people|[a-z]+[^s\W]s)\b"
)  # 20m of its users
_SCALED_AFTER_M = words("people women men children had have were are more")
_UNSCALED_AFTER_M = words(
    """tall long wide deep high away above below from of hurdles freestyle relay in at and or is was has its this
    as"""
)


@dataclasses.dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: code points ``start`` to ``end``, scale words and the ``a`` of ``a dozen`` in, and its value.

    ``form`` is ``digits``, ``words``, ``fraction`` (below one) or ``vague`` (``dozens``, ``several hundred``: twice the
    group is its value).
    ``scale`` is the product of the scale words after the number, 1 where there is none.
    """

    start: int
    end: int
    value: float
    form: str
    scale: float = 1.0


@lang.compiled
def _words() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["value"])) for row in rows("numerals")}


def find_numerals(text: str) -> list[Numeral]:
    """Return every number in ``text``, in order and without overlap."""
    atoms = _Atoms(text, _atoms(text))
    found: list[Numeral] = []
    index = 0
    while index < len(atoms.items):
        numeral, index = _read(atoms, index)
        if numeral is not None:
            found.append(numeral)
    return found


def parse_number(text: str) -> float | None:
    """Return the value of ``text`` where all of it is one number, else None."""
    text = text.strip()
    found = find_numerals(text)
    return found[0].value if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


@dataclasses.dataclass(frozen=True, slots=True)
class _Atom:
    """A digit run, a vulgar fraction or a number word; ``kind``: ``digits``, ``fraction`` or the table's."""

    start: int
    end: int
    kind: str
    value: float


@dataclasses.dataclass(frozen=True, slots=True)
class _Atoms:
    """The atoms of a text in order."""

    text: str
    items: list[_Atom]

    def kind(self, index: int) -> str:
        """Return the kind of the atom at ``index``, empty behind the last."""
        return self.items[index].kind if index < len(self.items) else ""

    def gap(self, index: int) -> str:
        """Return the text between the atom before ``index`` and the one there."""
        return self.text[self.items[index - 1].end : self.items[index].start]

    def article(self, index: int) -> int:
        """Return the length of ``a `` or ``an `` right before the atom at ``index``, else 0."""
        match = _ARTICLE.search(self.text, max(self.items[index].start - 4, 0), self.items[index].start)
        return len(match[0].lstrip("\n\t (")) if match else 0


def _atoms(text: str) -> list[_Atom]:
    """Return digit runs and number words; abbreviated scales only where they follow digits."""
    table = _words()
    atoms: list[_Atom] = []
    for match in _ATOM.finditer(text):
        word = match["word"]
        if word is None:
            inside = atoms and match.start() < atoms[-1].end  # the 2 of 1/2
            if not inside and len(match["digits"] or "") <= _MOST_DIGITS:
                atoms.append(_digits_atom(text, match))
            continue
        entry = table.get(word) or table.get(word.lower())
        if entry is None:
            continue
        kind, value = entry
        if kind not in ("abbreviation", "letter"):
            atoms.append(_Atom(match.start(), match.end(), kind, value))
        elif atoms and atoms[-1].kind == "digits" and _is_scale(text, atoms[-1], letters=match, kind=kind):
            atoms.append(_Atom(match.start(), match.end(), "scale", value))
    return atoms


def _digits_atom(text: str, match: re.Match[str]) -> _Atom:
    start, end = match.span()
    if match["alone"]:
        return _Atom(start, end, "fraction", unicodedata.numeric(match["alone"]))
    grouped = _SPACED_GROUPS.match(text, start)
    if grouped and _is_grouped(text, grouped):
        return _Atom(start, grouped.end(), "digits", float(grouped[0].replace(" ", "")))
    value = _value(match["digits"], match["power"])
    if match["vulgar"]:
        return _Atom(start, end, "digits", value + unicodedata.numeric(match["vulgar"]))
    if match["mixed"]:
        above, below = map(int, match["mixed"].split("/"))
        if below in _DENOMINATORS and above < below:
            return _Atom(start, end, "digits", value + above / below)
        end = match.end("digits")
    slashed = _SLASHED.match(text, end)
    if slashed and int(slashed[1]) in _DENOMINATORS and value < int(slashed[1]) and text[start - 1 : start] != "/":
        return _Atom(start, slashed.end(), "fraction", value / int(slashed[1]))
    point = start > 0 and text[start - 1] == "." and not text[max(start - 2, 0) : start - 1].isalnum()
    if point and match["digits"].isdigit():
        return _Atom(start - 1, end, "digits", float("0." + match["digits"]))
    return _Atom(start, end, "digits", value)


def _is_grouped(text: str, groups: re.Match[str]) -> bool:
    """Tell whether blanks group digits: 45 000, R12 500, some 3 400 people, not page 12 300 names."""
    written, start = groups[0], groups.start()
    if written.endswith(" 000") or written.count(" ") > 1 or currency_before(text, start, large=True):
        return True
    lead = _LAST_WORD.search(text, max(start - 20, 0), start)
    labels = column("quantities_names", kind="label") | column("quantities_names", kind="head")
    led = lead is not None and lead[1] not in labels and (lead[1].islower() or lead[1] in _OPENING)
    return led and _UNIT_NEXT.match(text, groups.end()) is not None


def _value(digits: str, power: str | None) -> float:
    mantissa = float(_SEPARATORS.sub("", re.sub(r",(?=\d\d?$)", ".", re.split("[x×]", digits)[0])))  # 1,4 million
    return mantissa if power is None else mantissa * 10.0 ** int(power.replace("−", "-").replace("–", "-"))


def _is_scale(text: str, digits: _Atom, *, letters: re.Match[str], kind: str) -> bool:
    """Tell whether ``letters`` scale the digits before: ``$5m`` and ``5m people``, not ``a 5m wall`` or ``5 k``."""
    if kind == "abbreviation":
        return text[digits.end : letters.start()] in ("", " ", "\u00a0")
    if digits.end != letters.start():
        return False
    if currency_before(text, digits.start, large=True):
        return True
    after = _NEXT_WORD.match(text, letters.end())
    following = after[1] if after and after.start(1) > letters.end() else ""
    if letters[0] == "m" and following == "of":
        return _OF_MANY.match(text, letters.end()) is not None
    if letters[0] == "m":
        return following in _SCALED_AFTER_M or (following.endswith("s") and following not in _UNSCALED_AFTER_M)
    return letters[0] == "k" or (letters[0] == "K" and following.endswith("s"))


def _read(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    """Return the number that begins at the atom ``index``, None where it is none, and the index after it."""
    kind = atoms.kind(index)
    if kind in _READERS:
        return _READERS[kind](atoms, index)
    group = kind in _GROUPS
    article = atoms.article(index) if group else 0
    if group and not article:
        return _bare_group(atoms, index)
    return _fraction_of(atoms, index) or _scaled(atoms, index, start=atoms.items[index].start - article)


def _fraction_of(atoms: _Atoms, index: int) -> tuple[Numeral, int] | None:
    """Read ``two-thirds`` and ``three quarters of a million``; below one, four decimals are kept (0.3333)."""
    atom, after = atoms.items[index], index + 1
    if atoms.kind(after) not in ("part", "parts", "half") or atoms.gap(after) not in _JOINTS:
        return None
    if atom.kind not in ("ones", "teens") and not (atom.kind == "digits" and atom.value <= _LARGEST_NUMERATOR):
        return None
    part = atoms.items[after]
    named = part.kind in ("half", "parts") or atoms.gap(after) != " " or _is_part(atoms.text, part)
    if not named or (atom.value == 1) == (part.kind == "parts"):
        return None
    denominator = 2.0 if part.kind == "half" else part.value
    value, scale, after = _scales(atoms, after + 1, value=atom.value / denominator)
    end = atoms.items[after - 1].end
    form, value = (FRACTION, round(value, 4)) if value < 1 else (WORDS, value)
    return Numeral(atom.start, end, value, form, scale), after


def _scaled(atoms: _Atoms, index: int, *, start: int) -> tuple[Numeral, int]:
    """Read a cardinal in digits or words with its scale words: ``2.5 million``, ``two and a half million``."""
    atom = atoms.items[index]
    value, own, after = atom.value, 1.0, index + 1
    if atom.kind != "digits":
        value, after = _cardinal(atoms, index)
        own = _own_scale(atoms.items[index:after])
    if own == 1 and _is_and_a_half(atoms, after):
        value, after = value + 0.5, after + 1
    value, scale, after = _scales(atoms, after, value=value)
    if _is_and_a_half(atoms, after):
        value, after = value + 0.5 * scale * own, after + 1
    form = DIGITS if atom.kind == "digits" else WORDS
    return Numeral(start, atoms.items[after - 1].end, value, form, scale * own), after


def _own_scale(atoms: list[_Atom]) -> float:
    """Return the scale of a cardinal in words that ends with its only scale word (``five thousand``), else 1."""
    groups = [atom.value for atom in atoms if atom.kind in ("scale", "dozen")]
    return groups[0] if len(groups) == 1 and atoms[-1].kind in ("scale", "dozen") else 1.0


def _cardinal(atoms: _Atoms, index: int) -> tuple[float, int]:
    """Return the value of the longest cardinal in words from ``index`` on, and the index after it."""
    total, current, ceiling, position = 0.0, 0.0, float("inf"), index
    while position < len(atoms.items) and (position == index or _joins(atoms, position)):
        atom, first = atoms.items[position], position == index
        if atom.kind in ("ones", "teens", "tens") and _fits(current, atom, first=first):
            current += atom.value
        elif atom.kind == "hundred" and current < atom.value:
            current = max(current, 1) * atom.value
        elif atom.kind in ("scale", "dozen") and atom.value < ceiling and (current or first):
            total, current, ceiling = total + max(current, 1) * atom.value, 0.0, atom.value
        else:
            break
        position += 1
    return total + current, position


def _fits(current: float, atom: _Atom, *, first: bool) -> bool:
    """Tell whether a word below a hundred can follow in the same group: seven after twenty, not after thirty-one."""
    rest = current % 100
    if rest == 0:
        return atom.value > 0 or first
    return atom.kind == "ones" and rest % 10 == 0 and rest > 10 and atom.value > 0  # noqa: PLR2004


def _joins(atoms: _Atoms, position: int) -> bool:
    gap = atoms.gap(position)
    after_group = atoms.kind(position - 1) in ("hundred", "scale")
    small = atoms.kind(position) in ("ones", "teens", "tens")
    return gap in _JOINTS or (after_group and small and gap in (" and ", "-and-", " & "))


def _scales(atoms: _Atoms, after: int, *, value: float) -> tuple[float, float, int]:
    """Return ``value`` times the scale words from ``after`` on, their product, and the next index."""
    scale = 1.0
    while atoms.kind(after) in _GROUPS and atoms.gap(after) in (*_JOINTS, "") and scale < _LARGEST_SCALE:
        scale *= atoms.items[after].value
        after += 1
    if scale == 1 and value >= 1 and atoms.kind(after) == "plural" and atoms.gap(after) == " ":
        group = atoms.items[after].value / 2
        if group >= _SMALLEST_SCALE:  # 2 millions
            return value * group, group, after + 1
    return value * scale, scale, after


def _is_and_a_half(atoms: _Atoms, after: int) -> bool:
    return atoms.kind(after) == "half" and atoms.gap(after) in (" and a ", "-and-a-", " and one-")


def _is_part(text: str, atom: _Atom) -> bool:
    """Tell a fraction from an ordinal by what follows: a third of them, not a third term."""
    following = _NEXT_WORD.match(text, atom.end)
    word = following[1].lower() if following else ""
    return text[atom.end : atom.end + 1] != "-" and (not word or word in _AFTER_PART)


def _bare_group(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    """Read a group word without a number before it: ``hundred`` alone is none, ``billion-dollar`` and ``the dozen`` are one."""
    atom, text = atoms.items[index], atoms.text
    dollars = text[atom.end : atom.end + 7].lower() == "-dollar" and text[max(atom.start - 1, 0) : atom.start] != "-"
    led = atom.kind == "dozen" and _LAST_WORD.search(text, max(atom.start - 8, 0), atom.start)
    if (atom.kind == "scale" and dollars) or (led and led[1].lower() in ("the", "another")):
        return Numeral(atom.start, atom.end, atom.value, WORDS, atom.value), index + 1
    return None, index + 1


def _vulgar(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    atom = atoms.items[index]
    return Numeral(atom.start, atom.end, round(atom.value, 4), FRACTION), index + 1


def _vague(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    """Read ``dozens``, ``hundreds of thousands``; ``tens`` and ``scores`` only before ``of``."""
    atom, scale, after = atoms.items[index], 1.0, index + 1
    while atoms.kind(after) in ("plural", "scale") and atoms.gap(after) == " of " and scale < _LARGEST_SCALE:
        scale *= atoms.items[after].value / (2 if atoms.kind(after) == "plural" else 1)
        after += 1
    word = atoms.text[atom.start : atom.end].lower()
    alone = after == index + 1
    if alone and (word == "tens" or (word == "scores" and not atoms.text.startswith(" of ", atom.end))):
        return None, after
    return Numeral(atom.start, atoms.items[after - 1].end, atom.value * scale, VAGUE, scale), after


def _several(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    """Read ``several hundred``, ``a few million``, ``a couple of hundred``: twice the group, none without one."""
    value, after = 2.0, index + 1
    while atoms.kind(after) in _GROUPS and atoms.gap(after) in (" ", "-", " of ", " a ") and value < _LARGEST_SCALE:
        value *= atoms.items[after].value
        after += 1
    if after == index + 1:
        return None, after
    start = atoms.items[index].start - atoms.article(index)
    return Numeral(start, atoms.items[after - 1].end, value, VAGUE, value / 2), after


def _part(atoms: _Atoms, index: int) -> tuple[Numeral | None, int]:
    """Read a part without a numerator: ``half``, ``half a million``, ``a third of``, ``a quarter of a million``."""
    atom, article, after = atoms.items[index], atoms.article(index), index + 1
    half, value = atom.kind == "half", 0.5 if atom.kind == "half" else 1 / atom.value
    if atom.kind != "parts" and atoms.kind(after) in ("scale", "dozen") and atoms.gap(after) in _BEFORE_GROUP:
        group = atoms.items[after]
        start = atom.start - (0 if half else article)
        return Numeral(start, group.end, value * group.value, WORDS, group.value), after + 1
    start = atom.start - article
    word = before[1].lower() if (before := _LAST_WORD.search(atoms.text, max(start - 20, 0), start)) else ""
    counts = word not in _NOT_BEFORE_HALF if half else article > 0 and _is_share(atoms, index, before=word)
    return (Numeral(start, atom.end, round(value, 4), FRACTION) if counts else None), after


def _is_share(atoms: _Atoms, index: int, *, before: str) -> bool:
    """Tell whether ``a third`` is a share by the words around it: not one more, ``two from the ridge and a third from the road``."""
    atom, last, text = atoms.items[index], atoms.items[index - 1], atoms.text
    counted = index > 0 and before == "and" and last.value == atom.value - 1 and last.kind not in _SHARES
    if atom.kind != "part" or not _is_part(text, atom) or (counted and not text.startswith(" of ", atom.end)):
        return False
    ranged = atoms.kind(index + 1) in ("part", "half") and atoms.gap(index + 1) in _BETWEEN_SHARES[before == "between"]
    led = atom.value == _THIRD or before in _BEFORE_SHARE or before.removesuffix(" of") in directions()
    return led or text.startswith(" of ", atom.end) or (ranged and _is_part(text, atoms.items[index + 1]))


_READERS: Mapping[str, Callable[[_Atoms, int], tuple[Numeral | None, int]]] = types.MappingProxyType(
    {"plural": _vague, "several": _several, "half": _part, "part": _part, "parts": _part, "fraction": _vulgar}
)
