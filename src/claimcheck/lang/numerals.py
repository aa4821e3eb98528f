"""Numbers in English text and their values: ``1.2 million``, ``twenty-one``, ``two-thirds``, ``hundreds of thousands``.

The number words are the rows of ``en/numerals.tsv``. Whether a number is a quantity, a year or part of a name is not decided here.
"""

from __future__ import annotations

import dataclasses
import functools
import re

from claimcheck.lang import rows

DIGITS, WORDS, FRACTION, VAGUE = "digits", "words", "fraction", "vague"

_VULGAR = {
    "½": 0.5,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 0.25,
    "¾": 0.75,
    "⅕": 0.2,
    "⅖": 0.4,
    "⅗": 0.6,
    "⅘": 0.8,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_CURRENCY_SIGNS = "$£€¥₹₦₱₩₪₺₽"
# One pass over the text: a digit run with its separators, a vulgar fraction, or a plain word to be looked up.
# Groups of two before the last three are Indian (1,20,000); thin and no-break spaces group as commas do.
_ATOM = re.compile(
    rf"""(?P<digits>(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|\d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?!\d)|\d+)
          (?:\.\d+)?(?:[x×]10\^?(?P<power>[-−–]?\d{{1,2}})(?!\d))?)
        (?:[ ]?(?P<vulgar>[{"".join(_VULGAR)}])|(?:(?<=\d)[ ]|(?<=\d)-(?=\d/))(?P<mixed>\d{{1,2}}/\d{{1,3}})(?![\d/]))?
      |(?P<alone>[{"".join(_VULGAR)}])
      |(?P<word>[A-Za-z]+)""",
    re.VERBOSE,
)
_SLASHED = re.compile(r"/(\d{1,4})(?![\d/,.]\d|\d)")
# 9/11 and 10/12 are dates: a slash makes a fraction over these denominators only, and below one.
_DENOMINATORS = frozenset((2, 3, 4, 5, 8, 10, 16, 32, 64, 100, 1000))
_SPACED_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]\d|\d)")
_JOINTS = frozenset((" ", "-", "\u2010", "\u2011", "\u00a0"))
# ``a third`` is a fraction before these words and before punctuation; before a noun it is an ordinal (a third term).
_AFTER_PART = frozenset(
    "of from to in since as more less fewer higher lower over compared between by on at during and or below above bigger larger smaller "
    "than what who said say says are were was is have had has do did would will could believe think this last while but".split()
)
_BEFORE_QUARTER = frozenset(
    "by about nearly almost than over roughly around least up down to under just approximately".split()
)
_BEFORE_GROUP = frozenset((" a ", "-a-", " of a ", *_JOINTS))
_NOT_BEFORE_HALF = frozenset(
    "this next last first second third other better top bottom back front the opening closing in latter former lower upper".split()
)
_NEXT_WORD = re.compile(r"\s*([A-Za-z]*)")
_LAST_WORD = re.compile(r"([A-Za-z]+) $")
_SCALED_AFTER_M = frozenset("people women men children had have were are more".split())
_UNSCALED_AFTER_M = frozenset(
    "tall long wide deep high away above below from of hurdles freestyle relay in at and or is was has its this as".split()
)


@dataclasses.dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: code points ``start`` to ``end`` (scale words and a leading ``a`` of ``a dozen`` in), and its value.

    ``form`` is ``digits``, ``words``, ``fraction`` (below one) or ``vague`` (``dozens``, ``several hundred``: twice the group).
    ``scale`` is the product of the scale words after the number, 1 where there is none.
    """

    start: int
    end: int
    value: float
    form: str
    scale: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    kind: str
    value: float


@functools.cache
def _words() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["value"])) for row in rows("numerals")}


def find_numerals(text: str) -> list[Numeral]:
    """Return every number in ``text``, in order and without overlap."""
    atoms = _atoms(text)
    found: list[Numeral] = []
    index = 0
    while index < len(atoms):
        numeral, index = _read(text, atoms, index)
        if numeral is not None:
            found.append(numeral)
    return found


def parse_number(text: str) -> float | None:
    """Return the value of ``text`` where all of it is one number, else None."""
    found = find_numerals(text.strip())
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text.strip())):
        return found[0].value
    return None


def _atoms(text: str) -> list[_Atom]:
    """Return digit runs and number words; abbreviated scales only where they follow digits."""
    words = _words()
    atoms: list[_Atom] = []
    for match in _ATOM.finditer(text):
        start, end = match.span()
        word = match["word"]
        if word is None:
            if not atoms or start >= atoms[-1].end:  # the 2 of 1/2 is inside
                atoms.append(_digits_atom(text, match))
            continue
        entry = words.get(word) or words.get(word.lower())
        if entry is None:
            continue
        kind, value = entry
        if kind in ("abbreviation", "letter"):
            if atoms and atoms[-1].kind == "digits" and _is_scale(text, atoms[-1], start=start, end=end, kind=kind):
                atoms.append(_Atom(start, end, "scale", value))
        else:
            atoms.append(_Atom(start, end, kind, value))
    return atoms


def _digits_atom(text: str, match: re.Match[str]) -> _Atom:
    start, end = match.span()
    if match["alone"]:
        return _Atom(start, end, "fraction", _VULGAR[match["alone"]])
    digits, power = match["digits"], match["power"]
    grouped = _SPACED_GROUPS.match(text, start)
    if grouped and (grouped[0].endswith(" 000") or _has_currency(text, start)):
        return _Atom(start, grouped.end(), "digits", float(grouped[0].replace(" ", "")))
    if power:
        digits = digits[: digits.index("x" if "x" in digits else "×")]
    value = float(re.sub(r"[,\u00a0\u202f\u2009]", "", digits))
    if power:
        value *= 10.0 ** int(power.replace("−", "-").replace("–", "-"))
    if match["vulgar"]:
        return _Atom(start, end, "digits", value + _VULGAR[match["vulgar"]])
    if match["mixed"]:
        above, below = map(int, match["mixed"].split("/"))
        if below in _DENOMINATORS and above < below:
            return _Atom(start, end, "digits", value + above / below)
        end = match.end("digits")
    slashed = _SLASHED.match(text, end)
    if slashed and int(slashed[1]) in _DENOMINATORS and value < int(slashed[1]) and text[start - 1 : start] != "/":
        return _Atom(start, slashed.end(), "fraction", value / int(slashed[1]))
    if (
        text[start - 1 : start] == "."
        and not text[max(start - 2, 0) : start - 1].isalnum()
        and digits.isdigit()
        and start
    ):
        return _Atom(start - 1, end, "digits", float("0." + digits))
    return _Atom(start, end, "digits", value)


def _is_scale(text: str, digits: _Atom, *, start: int, end: int, kind: str) -> bool:
    """Tell whether the letters at ``start`` scale the digits before: ``$5m`` and ``5m people``, not ``a 5m wall`` or ``5 k``."""
    if kind == "abbreviation":
        return text[digits.end : start] in ("", " ", "\u00a0")
    if digits.end != start:
        return False
    if _has_currency(text, digits.start):
        return True
    letter, after = text[start:end], _NEXT_WORD.match(text, end)
    following = after[1] if after and after.start(1) > end else ""
    if letter == "m":
        return following in _SCALED_AFTER_M or (following.endswith("s") and following not in _UNSCALED_AFTER_M)
    return letter == "k" or (letter == "K" and following.endswith("s"))


def _has_currency(text: str, start: int) -> bool:
    before = text[max(start - 4, 0) : start].rstrip()
    return bool(before) and (
        before[-1] in _CURRENCY_SIGNS
        or before.endswith(("Rs", "Rs.", "RM", "US", "$A", "R", "EUR", "USD", "CHF", "GBP"))
    )


def _read(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """Return the number that begins at ``atoms[index]``, None where it is none, and the index after it."""
    atom = atoms[index]
    if atom.kind == "plural":
        return _vague_plural(text, atoms, index)
    if atom.kind == "several":
        return _several(text, atoms, index)
    if atom.kind in ("half", "part", "parts"):
        return _part(text, atoms, index)
    if atom.kind == "fraction":
        return _fraction(atom.start, atom.end, value=atom.value), index + 1
    if atom.kind in ("hundred", "scale", "dozen") and not _article(text, atom.start):
        return _bare_group(text, atoms, index)
    value, after = (atom.value, index + 1) if atom.kind == "digits" else _cardinal(text, atoms, index)
    own = _own_scale(atoms, index, after)
    start = atom.start - _article(text, atom.start) if atom.kind in ("hundred", "scale", "dozen") else atom.start
    single = after == index + 1 and (atom.kind in ("ones", "teens") or (atom.kind == "digits" and value <= 9))  # noqa: PLR2004
    fraction = _denominator(text, atoms, after) if single else None
    if fraction and (value == 1) == (atoms[after].kind != "parts"):
        value, scale, after = _scales(text, atoms, after + 1, value=value / fraction)
        return _fraction(start, atoms[after - 1].end, value=value, scale=scale), after
    if own == 1:
        value, after = _and_a_half(text, atoms, after, value=value)
    value, scale, after = _scales(text, atoms, after, value=value)
    half, after = _and_a_half(text, atoms, after, value=0.0)
    value += half * scale * own
    return Numeral(start, atoms[after - 1].end, value, DIGITS if atom.kind == "digits" else WORDS, scale * own), after


def _fraction(start: int, end: int, *, value: float, scale: float = 1.0) -> Numeral:
    """Return a number made of parts; below one it is kept to four decimals, as a reader would write a third (0.3333)."""
    return (
        Numeral(start, end, round(value, 4), FRACTION, scale) if value < 1 else Numeral(start, end, value, WORDS, scale)
    )


def _own_scale(atoms: list[_Atom], index: int, after: int) -> float:
    """Return the scale of a cardinal in words that ends with its only scale word (``five thousand``), else 1."""
    groups = [atom.value for atom in atoms[index:after] if atom.kind in ("scale", "dozen")]
    return groups[0] if len(groups) == 1 and atoms[after - 1].kind in ("scale", "dozen") else 1.0


def _gap(text: str, atoms: list[_Atom], index: int) -> str:
    """Return the text between ``atoms[index - 1]`` and ``atoms[index]``."""
    return text[atoms[index - 1].end : atoms[index].start]


def _article(text: str, start: int) -> int:
    """Return the length of ``a `` or ``an `` right before ``start``, else 0."""
    for article in ("a ", "an ", "a-"):
        before = start - len(article)
        if text[max(before, 0) : start].lower() == article and not text[max(before - 1, 0) : max(before, 0)].isalnum():
            return len(article)
    return 0


def _cardinal(text: str, atoms: list[_Atom], index: int) -> tuple[float, int]:
    """Return the value of the longest cardinal in words from ``atoms[index]`` on, without scales at its end, and the next index."""
    total, current, ceiling, position = 0.0, 0.0, float("inf"), index
    while position < len(atoms):
        atom = atoms[position]
        if position > index and not _joins(text, atoms, position):
            break
        if (atom.kind in ("ones", "teens") and _fits(current, atom, first=position == index)) or (atom.kind == "tens" and current % 100 == 0):
            current += atom.value
        elif atom.kind == "hundred" and 0 <= current < 100:  # noqa: PLR2004
            current = max(current, 1) * 100
        elif atom.kind in ("scale", "dozen") and atom.value < ceiling and (current or position == index):
            total, current, ceiling = total + max(current, 1) * atom.value, 0.0, atom.value
        else:
            break
        position += 1
    return total + current, position


def _fits(current: float, atom: _Atom, *, first: bool) -> bool:
    if atom.kind == "teens" or current % 100 == 0:
        return current % 100 == 0 and (atom.value > 0 or first)
    return current % 10 == 0 and current % 100 >= 20 and atom.value > 0  # noqa: PLR2004


def _joins(text: str, atoms: list[_Atom], position: int) -> bool:
    gap = _gap(text, atoms, position)
    if gap in _JOINTS:
        return True
    after_group = atoms[position - 1].kind in ("hundred", "scale")
    return after_group and gap in (" and ", "-and-", " & ") and atoms[position].kind in ("ones", "teens", "tens")


def _scales(text: str, atoms: list[_Atom], after: int, *, value: float) -> tuple[float, float, int]:
    """Return ``value`` times the scale words from ``atoms[after]`` on, their product, and the next index."""
    scale = 1.0
    while (
        after < len(atoms)
        and atoms[after].kind in ("scale", "dozen", "hundred")
        and _gap(text, atoms, after) in (*_JOINTS, "")
    ):
        scale *= atoms[after].value
        after += 1
    if (
        after < len(atoms)
        and atoms[after].kind == "plural"
        and _gap(text, atoms, after) == " "
        and scale == 1
        and value >= 1
    ):
        if text[atoms[after].end : atoms[after].end + 1] in (" ", "") and atoms[after].value >= 2000:  # noqa: PLR2004
            return value * atoms[after].value / 2, atoms[after].value / 2, after + 1
    return value * scale, scale, after


def _and_a_half(text: str, atoms: list[_Atom], after: int, *, value: float) -> tuple[float, int]:
    if (
        after < len(atoms)
        and atoms[after].kind == "half"
        and _gap(text, atoms, after) in (" and a ", "-and-a-", " and one-")
    ):
        return value + 0.5, after + 1
    return value, after


def _denominator(text: str, atoms: list[_Atom], after: int) -> float | None:
    """Return the denominator that follows a numerator: 3 for ``two-thirds``, 2 for ``one-half``."""
    if (
        after >= len(atoms)
        or _gap(text, atoms, after) not in _JOINTS
        or atoms[after].kind not in ("part", "parts", "half")
    ):
        return None
    if atoms[after].kind == "half":
        return 2.0
    hyphenated = _gap(text, atoms, after) != " "
    return atoms[after].value if hyphenated or atoms[after].kind == "parts" or _is_part(text, atoms[after]) else None


def _is_part(text: str, atom: _Atom) -> bool:
    following = _NEXT_WORD.match(text, atom.end)
    word = following[1].lower() if following else ""
    return text[atom.end : atom.end + 1] != "-" and (not word or word in _AFTER_PART)


def _bare_group(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """Return the number of a group word without a number before it: ``hundred`` alone is none, ``billion-dollar`` is one billion."""
    atom = atoms[index]
    if (
        atom.kind == "scale"
        and text[atom.end : atom.end + 7].lower() == "-dollar"
        and text[atom.start - 1 : atom.start] != "-"
    ):
        return Numeral(atom.start, atom.end, atom.value, WORDS, atom.value), index + 1
    return None, index + 1


def _vague_plural(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    atom = atoms[index]
    value, scale, after = atom.value, 1.0, index + 1
    while after < len(atoms) and atoms[after].kind in ("plural", "scale") and _gap(text, atoms, after) == " of ":
        scale *= atoms[after].value / (2 if atoms[after].kind == "plural" else 1)
        after += 1
    if atom.value in (20, 40) and after == index + 1 and not (atom.value == 40 and text.startswith(" of ", atom.end)):  # noqa: PLR2004
        return None, after
    return Numeral(atom.start, atoms[after - 1].end, value * scale, VAGUE, scale), after


def _several(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """Read ``several hundred``, ``a few million``, ``a couple of hundred``: twice the group. Without a group there is no number."""
    value, after = 2.0, index + 1
    while after < len(atoms) and atoms[after].kind in ("hundred", "scale", "dozen"):
        if _gap(text, atoms, after) not in (" ", "-", " of ", " a "):
            break
        value *= atoms[after].value
        after += 1
    if after == index + 1:
        return None, after
    start = atoms[index].start - _article(text, atoms[index].start)
    return Numeral(start, atoms[after - 1].end, value, VAGUE, value / 2), after


def _part(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """Read a part without a numerator: ``half``, ``half a million``, ``a third of``, ``a quarter of a million``."""
    atom = atoms[index]
    article = _article(text, atom.start)
    value = 0.5 if atom.kind == "half" else 1 / atom.value
    after = index + 1
    if (
        after < len(atoms)
        and atoms[after].kind in ("scale", "dozen")
        and _gap(text, atoms, after) in _BEFORE_GROUP
        and atom.kind != "parts"
    ):
        group = atoms[after]
        start = atom.start - (article if atom.kind != "half" else 0)
        return Numeral(start, group.end, value * group.value, WORDS, group.value), after + 1
    before = _LAST_WORD.search(text, max(atom.start - article - 20, 0), atom.start - article)
    if atom.kind == "half" and before and before[1].lower() in _NOT_BEFORE_HALF:
        return None, index + 1
    if atom.kind == "half":
        return Numeral(atom.start - article, atom.end, 0.5, FRACTION), index + 1
    if (
        atom.kind == "part"
        and article
        and _is_part(text, atom)
        and (atom.value <= 4 or text.startswith(" of ", atom.end))
    ):
        if atom.value != 4 or text.startswith(" of ", atom.end) or (before and before[1].lower() in _BEFORE_QUARTER):  # noqa: PLR2004
            return _fraction(atom.start - article, atom.end, value=value), index + 1
    return None, index + 1
