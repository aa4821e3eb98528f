"""Names in the text, and whether two of them name the same thing.

A name is an entity of the encoder, or a run of capitalised words that it missed; both are needed, since a small
recogniser finds three names in four. Matching knows surnames, acronyms (``UNODC``: UN Office on Drugs and Crime),
words left out (``State Department`` and ``U.S. State Department``) and, through RapidFuzz, misspellings.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.lang import vocabulary
from claimcheck.lang.inflection import unaccented

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

DETERMINERS = frozenset("the a an its his her their our my your whose this that these those all both".split())
_INNER = frozenset("of for on and the & de la van von der bin al el del da do dos to in".split())
_JOINING = frozenset("of for on".split())
_FUNCTION = frozenset("of for on and the in to at by a an de la &".split())
_NOT_NAMES = frozenset(
    """
    the a an he she it they we i you who which that this these those his her its their my our your and but or if
    in on at as for to of from by with when while after before since because although though however meanwhile
    still yet so then there here what why how where whose also according under despite during last next some many
    most all both each every no not only even just more few
    several other others another mr. mrs. ms. mr mrs ms dr. dr yes well now today asked speaking among between
    about over up down is are was were has have had do does did will would can could may might should must let
    please per such than too very nearly almost about around poll
    """.split()
)
_MEN = frozenset(
    """
    man boy father brother son husband uncle grandfather king prince spokesman chairman businessman congressman
    councilman policeman fisherman actor widower nephew sultan emir pope priest imam
    """.split()
)
_WOMEN = frozenset(
    """
    woman girl mother sister daughter wife aunt grandmother queen princess spokeswoman chairwoman businesswoman
    congresswoman councilwoman policewoman actress widow niece midwife
    """.split()
)
_MEDIA_WORDS = frozenset(
    """
    times post news journal herald tribune gazette chronicle telegraph guardian observer examiner inquirer courier
    mirror express dispatch globe daily weekly radio television tv broadcasting press newspaper magazine reporter
    sentinel
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_ENDINGS = frozenset({"'s", "’s", "'", "’"})
_POSTNOMINALS = frozenset("mp mep msp mla mk qc kc obe mbe cbe dbe phd md".split())  # Ana Ruiz MP
_ADDRESS = frozenset(
    "H.E H.E. HE H.H. HH HRH Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Prof Prof. Professor Datuk Dato Datin Shri Smt".split()
) | {"H E", "H H"}
"""What no name has inside it: before it an office stands, with it the name begins."""
_LEAST = 2
_LONG_WORD, _HEADLINE, _TITLED = 4, 40, 0.7  # letters, tokens, share: a headline in title case
_ACRONYM = range(2, 9)  # letters
_CAPITALS = 3  # letters of a part in capitals that counts whole: UN in UNODC
_MANY_WORDS = 9  # from which on a name is not fuller by more
_LONG_NAME = 8  # letters from which a misspelling is one letter in eight at most
_OPENING = {"“": "”", "‘": "’", '"': '"', "(": ")"}
_NICKNAME = 4  # words, with the mark behind them
_FUZZY = 92  # RapidFuzz ratio; 'Obstfeld' and 'Obstfelt' 87.5 stay apart, 'Indus Water(s) Treaty' 97 is one


@lang.compiled
def not_names() -> frozenset[str]:
    """Return the words with a capital that begin no name: function words, numbers, months and days."""
    return _NOT_NAMES | vocabulary.cardinals().keys() | vocabulary.calendar_names()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as token offsets, with its label: PERSON, ORG, PLACE, MISC, or empty where the recogniser is silent."""

    start: int
    end: int
    text: str
    label: str


def find_names(doc: Doc) -> list[Name]:
    """Return the entities of ``doc`` and the capitalised runs beside them, in text order, none overlapping another."""
    others = frozenset(i for ent in doc.ents if ent.label_ != "MISC" for i in range(ent.start, ent.end))
    names: list[Name] = []
    for ent in doc.ents:
        if not names or ent.start >= names[-1].end:
            names.append(_from_entity(doc, ent.start, _whole(doc, ent, others), label=ent.label_))
    taken = {index for name in names for index in range(name.start, name.end)} | _headline_words(doc)
    for start, end in _runs(doc, taken):
        names.append(Name(start, end, _clean(doc[start:end].text), ""))
    found = sorted((_addressed(doc, name) for name in names if name.text), key=lambda name: name.start)
    starts = {name.start for name in found}
    return list(_with_nicknames(doc, _firms(doc, [name for name in found if not _is_bare_title(doc, name, starts)])))


def _firms(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Return ``names`` with the halves of a firm's as one: ``Sterling & Wole Solar``; two people with an ``&`` stay two."""
    whole: list[Name] = []
    for name in names:
        last = whole[-1] if whole else None
        joined = last is not None and doc[last.end : name.start].text == "&"
        if last is None or not joined or {last.label, name.label} <= {"PERSON", ""}:
            whole.append(name)
        else:
            whole[-1] = Name(last.start, name.end, _clean(doc[last.start : name.end].text), "ORG")
    return whole


def _addressed(doc: Doc, name: Name) -> Name:
    """Return a name without the office before a form of address: ``[Ambassador to Brack H E] Ana Ruiz``, ``[Works Minister Mrs] Lee``."""
    inside = range(name.start, name.end - 1)
    last = next((i for i in inside if doc[i : i + 2].text in _ADDRESS or doc[i].text in _ADDRESS), None)
    if last is None:
        return name
    start = last + (2 if doc[last : last + 2].text in _ADDRESS else 1)
    return Name(start, name.end, _clean(doc[start : name.end].text), name.label) if start < name.end else name


def _is_bare_title(doc: Doc, name: Name, starts: set[int]) -> bool:
    """Return whether the recogniser took a title and the name behind it for two people: ``[Cllr] [Ana Ruiz]``, ``[Adv] . [Ana Ruiz]``."""
    stop = doc[name.end : name.end + 1].text == "."
    title = doc[name.start].lower_ + "." * stop
    return name.end - name.start == 1 and name.end + stop in starts and is_title(title)


def _with_nicknames(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Yield ``names`` with what stands around a nickname as one: ``Ana “Nita” Ruiz``, which the recogniser takes for two or three."""
    done = 0
    for name in names:
        if name.start < done:
            continue
        last = _behind_nickname(doc, name) if name.label == "PERSON" else None
        if last is None:
            yield name
            continue
        done = next((one.end for one in names if one.start <= last < one.end), last + 1)
        yield Name(name.start, done, _clean(doc[name.start : done].text), name.label)


def _behind_nickname(doc: Doc, name: Name) -> int | None:
    """Return the word with a capital that follows a name and a nickname in quotation marks or brackets, None without one.

    Brackets behind more than a given name hold a party or a place: ``Ana Ruiz (Labour)``.
    """
    opened = name.end - (doc[name.end - 1].text in _OPENING)
    bracket = opened < len(doc) and doc[opened].text == "(" and opened - name.start > 1
    closing = _OPENING.get(doc[opened].text) if opened < len(doc) and not bracket else None
    inside = range(opened + 1, min(opened + 1 + _NICKNAME, len(doc) - 1))
    closed = next((index for index in inside if doc[index].text == closing), None)
    if closing is None or closed is None or closed == opened + 1:
        return None
    called = all(_capital(doc[index]) or doc[index].lower_ in DETERMINERS for index in range(opened + 1, closed))
    follows = _capital(doc[closed + 1]) and doc[closed + 1].lower_ not in not_names()
    return closed + 1 if called and follows else None


def _whole(doc: Doc, ent: Span, others: frozenset[int]) -> int:
    """Return the end of an organization's name that the recogniser cut: ``Office on Drugs [and Crime]``."""
    end = ent.end
    joined = any(doc[index].lower_ in _INNER for index in range(ent.start, end))
    while ent.label_ == "ORG" and end < len(doc):
        word = doc[end].lower_
        after = _after_inner(doc, end) if word in _JOINING or (word == "and" and joined) else None
        if after is None or any(index in others for index in range(end, after + 1)):
            break
        end = after + 1
        while end < len(doc) and _capital(doc[end]) and end not in others:
            end += 1
    return end


def _headline_words(doc: Doc) -> set[int]:
    """Return the tokens of the first line where it is in title case: capitals tell nothing there."""
    end = next((token.i for token in doc if token.is_space and "\n" in token.text), 0)
    long = [token.text for token in doc[:end] if token.is_alpha and len(token) >= _LONG_WORD]
    return (
        set(range(end)) if end < _HEADLINE and sum(map(str.istitle, long)) > max(_TITLED * len(long), _LEAST) else set()
    )


def _from_entity(doc: Doc, start: int, end: int, *, label: str) -> Name:
    named = label in {"ORG", "PLACE"}  # King County, Marshal Islands
    while start < end - 1 and (doc[start].lower_ in DETERMINERS or (is_title(doc[start].lower_) and not named)):
        start += 1
    while end - 1 > start and doc[end - 1].lower_ in _ENDINGS | (_POSTNOMINALS if label == "PERSON" else set()):
        end -= 1
    return Name(start, end, _clean(doc[start:end].text), label)


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-–—“”\"'’‘")


def _runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words, joined over ``of``, ``for``, ``and`` where a capital follows."""
    index, size = 0, len(doc)
    capitals = frozenset(groups.tokens_where(doc, "ORTH", lambda word: word[0].isupper()))
    while index < size:
        if index not in capitals or index in taken or not _starts_name(doc[index]):
            index += 1
            continue
        end = index + 1
        while end < size and end not in taken:
            if _capital(doc[end]):
                end += 1
            elif doc[end].lower_ in _INNER and (after := _after_inner(doc, end)) and after not in taken:
                end = after + 1
            else:
                break
        if end not in taken or not is_title(doc[end - 1].lower_):  # [Youth and Sports Minister] Ana Ruiz is an office
            yield index, end
        index = end


def _after_inner(doc: Doc, index: int) -> int | None:
    """Return the index of the capitalised word, no month or day, that follows one or two inner words at ``index``."""
    for after in (index + 1, index + 2):
        if after < len(doc) and _capital(doc[after]):
            return None if doc[after].lower_ in vocabulary.calendar_names() else after
        if after >= len(doc) or doc[after].lower_ not in _INNER:
            return None
    return None


def _capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (text[0].isdigit() and token.i > 0 and text.isalnum() and any(map(str.isupper, text)))


def _starts_name(token: Token) -> bool:
    """Return whether a word with a capital can begin a name."""
    if token.lower_ in not_names() or is_title(token.lower_):
        return False
    if token.is_sent_start or token.i == 0:
        return token.tag_.startswith("NNP")
    return True


def is_title(word: str) -> bool:
    """Return whether the lower-cased ``word`` is a form of address or an office written before a name."""
    return word in lang.mapping("titles", "title", "gender")


def title_gender(word: str) -> str:
    """Return ``m`` or ``f`` where the lower-cased title tells, else an empty string."""
    return lang.mapping("titles", "title", "gender").get(word, "")


def office_of(word: str) -> str:
    """Return the office that the lower-cased title ``word`` means, written out (``sen.``: senator), else ``word``."""
    return lang.mapping("titles", "title", "office").get(word) or word


def given_gender(name: str) -> str:
    """Return ``m`` or ``f`` where the first word of ``name`` is a given name that tells, else an empty string."""
    first, *rest = name.casefold().split() or [""]
    return lang.mapping("given_names", "name", "gender").get(first, "") if rest else ""


def gender_of_noun(word: str) -> str:
    """Return ``m`` or ``f`` for a noun such as ``spokeswoman``, else an empty string."""
    return "m" if word in _MEN else "f" if word in _WOMEN else ""


def metonym(name: str) -> str | None:
    """Return the state whose government ``name`` stands for (``Islamabad``: Pakistan), or None."""
    return lang.mapping("metonyms", "name", "stands_for").get(name.casefold())


@lang.compiled(4096)
def words_of(name: str) -> tuple[str, ...]:
    """Return the case-folded words of ``name`` without accents, a leading determiner and possessive endings."""
    folded = [
        re.sub(r"['’]s?$", "", word).rstrip(".") if "." not in word[:-1] else word
        for word in _WORD.findall(unaccented(name).replace("’", "'"))
    ]
    while len(folded) > 1 and folded[0] in DETERMINERS:
        folded = folded[1:]
    plain = [word.replace(".", "") for word in folded if word]
    aliases = lang.mapping("aliases", "alias", "name")
    alias = aliases.get(" ".join(plain))
    if alias:
        return tuple(alias.casefold().split())
    spelt = " ".join(aliases.get(word, word) if word in _SPELT_OUT else word for word in plain).casefold().split()
    if (
        spelt[:2] in (["department", "of"], ["ministry", "of"]) and spelt[2:]
    ):  # Department of Justice: Justice Department
        spelt = [word for word in spelt[2:] if word not in {"the", "of"}] + spelt[:1]
    return tuple(spelt)


_SPELT_OUT = frozenset({"un", "us", "uk", "eu"})


@functools.lru_cache(maxsize=4096)
def is_acronym(short: str, long: str) -> bool:
    """Return whether ``short`` is made of the initials of ``long``: of all its words, or of those from one on.

    Capitals inside a word count, and a part in capitals counts whole: UNODC is the UN Office on Drugs and Crime.
    """
    letters = short.replace(".", "").replace("'s", "").replace("’s", "")
    if len(letters) not in _ACRONYM or not letters.isupper() or not letters.isalpha():
        return False
    parts = re.findall(r"[^\W_]+(?:\.[^\W_]+)*", long.replace("’s", "").replace("'s", ""))
    main = [part for part in parts if part.casefold() not in _FUNCTION]
    if len(main) < _LEAST:
        return False
    return any(_spells(letters, tokens[start:]) for tokens in (main, parts) for start in range(len(tokens) - 1))


def _spells(letters: str, parts: list[str]) -> bool:
    whole = "".join(part if part.isupper() and len(part) <= _CAPITALS else part[0].upper() for part in parts)
    initials = "".join(part[0].upper() for part in parts)
    return letters in {whole, initials}


@lang.compiled(8192)
def same_name(one: str, other: str) -> bool:
    """Return whether two names of things that are no persons name the same: equal, acronym, shortened or misspelt."""
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return False
    if a == b or is_acronym(one, other) or is_acronym(other, one):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        joined, joined_other = " ".join(a), " ".join(b)
        return len(joined) >= _LONG_NAME and not _digits(a, b) and fuzz.ratio(joined, joined_other) >= _FUZZY
    inside = long[-len(short) - 1] in _FUNCTION  # Bureau of the Chamber of Farming is no Chamber of Farming
    return len(short) >= _LEAST and long[-len(short) :] == short and not inside and not _digits(a, b)


def _digits(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether the numbers in two names differ: Article 5 is not Article 6."""
    return {w for w in a if any(map(str.isdigit, w))} != {w for w in b if any(map(str.isdigit, w))}


@lang.compiled(8192)
def same_person(one: str, other: str) -> bool:
    """Return whether two names can name one person: equal, or one the other's surname, or its first and last word."""
    a, b = (tuple(word for word in words_of(name) if word not in _SUFFIXES) for name in (one, other))
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        if len(long) > _LEAST and "-" in long[-1] and short[0] == long[-2]:
            return True  # Lee is John Lee Ka-chiu
        return short[0] == long[-1] or (len(long) > 1 and short[0] == long[0] and len(short[0]) >= _LEAST)
    if short[-1] != long[-1]:
        return False
    initial = len(short[0]) <= _LEAST and short[0][0] == long[0][0]
    return short[0] == long[0] or short[0] in long or initial or not _called(short[0]).isdisjoint(_called(long[0]))


@lang.compiled
def _called(name: str) -> frozenset[str]:
    """Return the given names that a lower-cased one stands for, itself among them: ``chuck``: Charles."""
    return frozenset(
        [name, *(row["name"].casefold() for row in lang.rows("nicknames") if row["nickname"].casefold() == name)]
    )


def is_outlet(name: str) -> bool:
    """Return whether ``name`` is a news outlet's: listed, or with a word such as ``Herald``."""
    words = words_of(name)
    return " ".join(words) in _outlets() or (len(words) > 1 and (words[-1] in _MEDIA_WORDS or "news" in words[1:]))


@lang.compiled
def _outlets() -> frozenset[str]:
    return frozenset(" ".join(words_of(row["name"])) for row in lang.rows("media"))


def fullest(names: Sequence[str]) -> str:
    """Return the name with the most words, of those the longest, with its accents."""
    return max(names, key=lambda name: (min(len(words_of(name)), _MANY_WORDS), len(name), -sum(map(str.isascii, name))))
