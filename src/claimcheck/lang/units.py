"""Units of measure and currencies in English text, and the singular of a counted noun.

Names are American, singular and in full (``kilometer``, ``metric ton``); currencies are ISO 4217 codes. The forms are
rows of ``en/units.tsv`` and ``en/quantities_currencies.tsv``; a test compares the names with Pint's registry.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

from claimcheck import lang
from claimcheck.lang import rows
from claimcheck.lang.patterns import any_of, words

_BRITISH = (("meter", "metre"), ("liter", "litre"))
_CHUNK = re.compile(
    r"([ \u00a0\u202f]?)(-?)([A-Za-zµμ°º℃℉%٪Ω′″\"¢$€£²³×·](?:[A-Za-zµμ°º%Ω²³$€£·^0-9]|/(?![0-9]))*(?:-(?:lb|ft)\b)?\.?)"
)
_WORDS = re.compile(r"[ \u00a0\u202f-]?[A-Za-z][A-Za-zÀ-ÿ.]*(?:[ \u00a0-](?:[A-Z]\.[A-Z]\.|[A-Za-zÀ-ÿ]+)){0,3}")
_DOTTED = re.compile(r"[ \u00a0\u202f]?((?:[a-z]\.){2,}|(?:[A-Z]\.){3,})(?!\w)")  # m.p.h., M.P.H., not U.S.
_INITIALS = re.compile(r"\.[A-Za-z]")  # 9,000 A.U. troops, 6:00p.m.
_SEPARATOR = re.compile(r"[ \u00a0\u202f-]+")
_PER = re.compile(
    r"(?:[ -]?(?:/|per\b|an?\b|each\b)[ -]?)(?P<count>(?:\d+(?:,\d{3})*(?: ?(?:million|billion|thousand))?|million|thousand)(?![\w.,]\w) ?)?"
    r"(?P<noun>(?:[A-Za-z²³0-9]+(?:[ -][A-Za-z]+){0,2})?)"
)
_PERIODS = {
    "sec": "second", "s": "second", "min": "minute", "hr": "hour", "h": "hour", "yr": "year", "annum": "year",
} | {
    name: name
    for name in "second minute hour day week month quarter year season decade century night game match".split()
}  # fmt: skip
# What a price or a rate is counted by besides units of measure: $40 a share, 3 tons a head.
_BASES = words(
    """kilo liter litre lb unit share person head capita vote ticket piece word page seat room household family child student
    bottle pack pair item dose copy employee worker customer passenger bag dozen inhabitant resident voter plate cup pill
    ride trip visit"""
)
_NO_NOUN = any_of("in of for and or by at on to from as a an the last this with while but during among over is was per")
_CAPITALS = re.compile(r" [A-Z]{2}")
_AGO = re.compile(r"[a-z]+ (?:ago|earlier|later|before|after|out|prior|from now)\b")  # $6 billion a year ago is no rate
_OFTEN = 3  # an article that names Canada three times, and thrice as often as the United States, is on Canadian dollars
_SIGN_BEFORE = re.compile(r"([A-Za-z.]{0,4}[$£€¥₹₦₱₩₪₺₽₫฿৳₴₿¢₵₡₭₮₲₼₾៛][A-Z]{0,2}|[A-Za-z]{1,4}[./]?)([ \u00a0]?)$")


@dataclasses.dataclass(frozen=True, slots=True)
class Measure:
    """A unit that ends at code point ``end``: its ``name``, ``kind``, and what one counts for in it (``factor``)."""

    end: int
    name: str
    kind: str
    factor: float


@dataclasses.dataclass(frozen=True, slots=True)
class _Tables:
    symbols: dict[str, tuple[str, str, float]]
    attached: dict[str, tuple[str, str, float]]
    words: dict[str, tuple[str, str, float]]
    signs: dict[str, str]
    codes: dict[str, str]


@lang.compiled
def _tables() -> _Tables:
    symbols: dict[str, tuple[str, str, float]] = {}
    attached: dict[str, tuple[str, str, float]] = {}
    words: dict[str, tuple[str, str, float]] = {}
    for row in rows("units"):
        entry = (row["unit"], row["kind"], float(row["factor"]))
        symbols |= dict.fromkeys(row["symbols"].split(), entry)
        attached |= dict.fromkeys(row["attached"].split(), entry)
        if entry[2] == 1:
            words |= {form: entry for name in (row["unit"], *_listed(row["words"])) for form in _forms(name)}
    signs: dict[str, str] = {}
    codes: dict[str, str] = {}
    for row in rows("quantities_currencies"):
        signs |= dict.fromkeys(row["signs"].split(), row["unit"])
        codes |= dict.fromkeys(row["codes"].split(), row["unit"])
        words |= {form: (row["unit"], "currency", 1.0) for name in _listed(row["words"]) for form in _forms(name)}
    return _Tables(symbols, attached, words, signs, codes)


def _listed(cell: str) -> list[str]:
    return [form.strip() for form in cell.split(",") if form.strip()]


def _forms(name: str) -> set[str]:
    """Return ``name`` in lower case, its plural, and both with British spelling; hyphens are spaces."""
    name = name.lower().replace("-", " ")
    forms = {name, plural(name)}
    first, _, rest = name.partition(" ")
    if rest:  # degrees Celsius, miles per hour, parts per million
        forms.add(f"{plural(first)} {rest}")
    for american, british in _BRITISH:
        forms |= {form.replace(american, british) for form in forms if american in form}
    return forms


def unit_at(text: str, position: int) -> Measure | None:
    """Return the longest unit after the number that ends at ``position``: glued, after one space, or after a hyphen."""
    words = _unit_words(text, position)
    if words is not None:
        return words
    dotted = _DOTTED.match(text, position)
    if dotted is not None and (entry := _tables().symbols.get(dotted[1].replace(".", ""))) is not None:
        return Measure(dotted.end(), *entry)
    match = _CHUNK.match(text, position)
    if match is None:
        return None
    space, hyphen, symbol = match.groups()
    tables, glued = _tables(), not space and not hyphen
    entry, end = _symbol(symbol, glued=glued), match.end()
    while entry is None and symbol and symbol[-1] in './"':
        symbol, end = symbol[:-1], end - 1
        entry = _symbol(symbol, glued=glued)
    if entry is None and symbol[:1] in "%°" and glued and symbol[1:2].isalnum():
        entry = tables.symbols.get(symbol[0])
    if (
        entry is None
        and symbol in tables.codes
        and not hyphen
        and (symbol not in _WORD_CODES or not _CAPITALS.match(text, end))
    ):
        entry = (tables.codes[symbol], "currency", 1.0)
    if entry is None or text[end : end + 1].isalnum() or _INITIALS.match(text, end):
        return None
    return Measure(end, *entry)


def _symbol(symbol: str, *, glued: bool) -> tuple[str, str, float] | None:
    tables = _tables()
    entry = tables.symbols.get(symbol) or (tables.attached.get(symbol) if glued else None)
    if entry is None and symbol[:1] in "€£$¢" and symbol in tables.signs:
        entry = (tables.signs[symbol], "currency", 1.0)
    if entry is None and "/" in symbol:
        above, _, below = symbol.partition("/")
        first, second = _symbol(above, glued=glued), _symbol(below, glued=True)
        below_name = second[0] if second else _PERIODS.get(below)
        if first and below_name:
            return (f"{first[0]} per {below_name}", first[1], first[2])
    return entry


def _unit_words(text: str, position: int) -> Measure | None:
    match = _WORDS.match(text, position)
    if match is None:
        return None
    words = _tables().words
    start = position + (text[position] in " -\u00a0\u202f")
    end = match.end()
    while end > start:
        end -= text[end - 1] == "." and text[start:end].count(".") == 1
        entry = words.get(_SEPARATOR.sub(" ", text[start:end].lower()))
        if entry is not None and not text[end : end + 1].isalnum():
            return Measure(end, *entry)
        end = max(text.rfind(" ", start, end), text.rfind("-", start, end), text.rfind("\u00a0", start, end))
    return None


def per_at(text: str, end: int, *, loose: bool = False) -> tuple[int, str] | None:
    """Return the end and the name of the denominator that follows at ``end``: ``barrel`` for ``a barrel``, ``/bbl``.

    ``loose`` takes any noun after ``per``, for counts (``12 deaths per 100,000 people``).
    """
    match = _PER.match(text, end)
    if match is None or _AGO.match(text, match.start("noun")):
        return None
    noun, start = match["noun"], match.start("noun")
    is_per = "per" in match[0][:5]
    if not is_per and match["count"]:
        return None
    if match["count"] and (not noun or _NO_NOUN.match(noun)):  # 9 per 100,000 in 2019
        return match.start("count") + len(match["count"].rstrip()), match["count"].rstrip()
    measure = _unit_words(text, start)
    if measure is not None and measure.kind not in ("share", "currency", "money", "multiple"):
        return measure.end, _counted(match["count"], measure.name)
    first = _SEPARATOR.split(noun)[0]
    if not first:
        return None
    if singular(first.lower()) in _PERIODS:
        return start + len(first), _PERIODS[singular(first.lower())]
    if (entry := _tables().symbols.get(first)) is not None and (len(first) > 1 or "/" in match[0]):
        return start + len(first), _counted(match["count"], entry[0])
    if match["count"] and (
        many := re.match(r"(?:[a-z]{1,30} )?(?:people|[a-z]{0,30}[^s\W]s)\b", noun)
    ):  # per 1,000 live births
        return start + many.end(), _counted(match["count"], singular(many[0]))
    if first in _BASES or (is_per and (loose or match["count"] or first.islower())):
        return start + len(first), _counted(match["count"], singular(first))
    return None


def _counted(count: str | None, noun: str) -> str:
    return f"{count.strip()} {plural(noun)}" if count else noun


def local_currencies(text: str, currencies: Iterable[str]) -> dict[str, str]:
    """Return the code of the country that ``text`` names most, for each of ``currencies`` that several share."""
    found: dict[str, str] = {}
    used = set(currencies)
    for currency in used:
        named: Counter[str] = Counter()
        for row in rows("quantities_countries"):
            if row["currency"] == currency:
                named[row["unit"]] += text.count(row["word"])
        local, most = next(iter(named.most_common(1)), (currency, 0))
        sure = currency != "USD" or (local not in used and most >= max(_OFTEN * named[currency], _OFTEN))
        if most and sure:
            found[currency] = local
    return found


def currency_before(text: str, position: int, *, large: bool = False) -> tuple[int, str] | None:
    """Return the start and the code of the currency sign or code that stands right before ``position``.

    ``large``: the number is scaled or grouped, so that letters before it may be a sign after a space (LE 1.2 billion).
    """
    match = _SIGN_BEFORE.search(text, max(position - 8, 0), position)
    if match is None:
        return None
    sign, tables = match[1], _tables()
    space = bool(match[2])
    for start in range(len(sign)):
        form = sign[start:]
        at = match.start() + start
        if at and (text[at - 1].isalpha() or (form.isalpha() and text[at - 1] in "/_.=&-")):
            continue
        code = (
            None
            if form == "$" or not (large or _is_sign(text, position, form=form, space=space))
            else tables.signs.get(form)
        )
        coded = large or (space and form not in _WORD_CODES)  # COP 26 million, not COP26
        code = code or (tables.codes.get(form) if coded else None)
        if code is not None:
            return at, code
    return _spaced_dollar(text, match)


_SPACED_PREFIX = re.compile(r"(?<![A-Za-z])(AU|NZ|US|HK|CA|[CS]) $")  # not A $140 million bond
# These are signs only where they touch the digits, or before a large number: R500, not vitamin K 2 or Plan R 7; those of
# the second line only where they touch three digits or more: K900, not the K2.
_GLUED_SIGNS = words("R Sh Ft SR QR LE")
_LETTER_SIGNS = words("N K P Fr Br Ks Le LL Ar Rf MK NR RO BD JD KD LD Kz Bs Nu S/")
# Codes that are words or names, too, where a text is in capitals: TOP 10, CUP 26.
_WORD_CODES = words("ALL TOP TRY CUP PEN BOB SOS MOP MAD COP LAK GEL BAM RON ANG AMD SCR STN")


def _is_sign(text: str, position: int, *, form: str, space: bool) -> bool:
    """Tell whether letters before a small number may be a sign there."""
    if form in _LETTER_SIGNS:
        return not space and text[position : position + 3].isdigit()
    return not (space and form in _GLUED_SIGNS)


def _spaced_dollar(text: str, match: re.Match[str]) -> tuple[int, str] | None:
    """Read ``AU $5`` and ``S $1`` as one sign, and an unknown prefix (``XX$5``) as its bare sign."""
    sign = match[1]
    prefix = _SPACED_PREFIX.search(text, max(match.start() - 4, 0), match.start())
    if prefix and sign == "$" and prefix[1] + "$" in _tables().signs:
        return prefix.start(1), _tables().signs[prefix[1] + "$"]
    bare = next((index for index, letter in enumerate(sign) if not (letter.isalpha() or letter == ".")), None)
    if bare is None:
        return None
    code = _tables().signs.get(sign[bare])
    return (match.start(1) + bare, code) if code else None


def plural(noun: str) -> str:
    """Return the regular plural of ``noun``, of its last word where there are several: degrees Celsius, miles per hour."""
    measured, per, each = noun.partition(" per ")
    if per:
        return f"{measured if measured.isupper() else plural(measured)} per {each}"
    if noun.startswith("degree "):
        return noun.replace("degree", "degrees", 1)
    head, _, last = noun.rpartition(" ")
    many = last if last in unchanging() else _plurals()[1].get(last) or with_s(last)
    return f"{head} {many}" if head else many


def with_s(word: str) -> str:
    """Return ``word`` with the ending -s: the regular plural of a noun, the third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    sibilant = word.endswith(("s", "x", "z", "ch", "sh")) and not word.endswith("hertz")
    return word + ("es" if sibilant else "s")


@lang.compiled
def _plurals() -> tuple[dict[str, str], dict[str, str]]:
    table = {row["plural"]: row["singular"] for row in rows("quantities_plurals")}
    table |= {f"{row['demonym']}s": row["demonym"] for row in rows("demonyms") if row["demonym"][-1] == "i"}
    return table, {one: many for many, one in table.items() if many != one}


@lang.compiled
def unchanging() -> frozenset[str]:
    """Return the nouns that are plurals, too, as they are: series, police; not lens, of lenses."""
    irregular, regular = _plurals()
    return frozenset(many for many, one in irregular.items() if many == one and one not in regular)


def singular(noun: str) -> str:
    """Return the singular of ``noun``, by spelling and ``en/quantities_plurals.tsv``; a singular stays as it is."""
    irregular = _plurals()[0]
    lower = noun.lower()
    if lower in irregular or noun in irregular:
        one = irregular.get(noun) or irregular[lower]
        return one.capitalize() if noun[:1].isupper() and len(noun) > 1 and not one[:1].isupper() else one
    if lower.endswith(("men", "children")) and len(lower) > 4:  # noqa: PLR2004
        return noun[:-2] + "an" if lower.endswith("men") else noun[:-3]
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is")) or len(lower) < 3:  # noqa: PLR2004
        return noun
    if lower.endswith("ies") and len(lower) > 4:  # noqa: PLR2004
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return noun[:-2]
    if lower.endswith("uses") and not lower.endswith(("ouses", "auses")):
        return noun[:-2]
    return noun[:-1]
