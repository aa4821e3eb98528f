"""CC603: a name, spelled two ways."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise, product, zip_longest

from rapidfuzz.distance import OSA

from claimcheck.analysis import Analysis
from claimcheck.lang.inflection import unaccented
from claimcheck.lint.passages.names import KIN, ProperName, demonyms, function_words, given_names, names, titles
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_LOWER = re.compile(r"(?<!\w)[a-z]+(?!\w)")
_SHORTEST = 4  # letters: `Lee` and `Lea` are two names more often than one
_SHORTEST_ALONE = 6  # letters of a name that stands by itself both times: `Marsk` and `Marske` are two villages
_TWO_SLIPS, _TWO_SLIPS_PAIRED = 10, 8  # letters from which a name may hold two slips; the latter in its vowels
_VOWELS = re.compile("[aeiouy]")
# Forms of one word: Iran, Irani; Honduras, Honduran; Democrats, Democratic; Zionism, Zionist; Ministry, Minister.
_ADDED = frozenset("s a n an ns ans ian i es y ic al in ie ist ism ish h er".split())
_FORMS = frozenset(
    frozenset(pair.split("/"))
    for pair in "s/n s/ns s/ic t/m st/sm ts/m er/ry er/ries y/ies y/ians y/ian ic/y s/c or/al o/an o/ans e/ian e/an e/a".split()
)
_FULL, _LONGEST = 2, 4  # words of a name; a longer run of capitals is a headline or a body
_CROWD = 150  # words with one partner or one beginning, of which none is compared: a list, and no article
_MOST = 3  # times that each of two spellings stands: those are two names
_SIC = re.compile(r"(?:['’]s)?[”\"]?\s*[(\[]sic[)\]]", re.IGNORECASE)
_KIN = re.compile(rf"\b(?:{KIN}|namesakes?|no relation|unrelated|not related)\b", re.IGNORECASE)
_REMEMBERED = 8_192  # words; of 8,000 people each is compared with 150 others
_plain = functools.lru_cache(_REMEMBERED)(unaccented)
_SOUNDS = (("ph", "f"), ("ck", "k"), ("th", "t"), ("gh", "g"), ("kh", "k"), ("sch", "sh"), ("y", "i"), ("w", "v"))
_SOUND = {"c": "k", "q": "k", "z": "s", "j": "g"}


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the rarer spelling of a name, at its first place; where both are as rare, the later one."""
    text = report.text
    common = set(_LOWER.findall(text))
    found = [one for name in names(text) if len(name.words) <= _LONGEST and (one := _bare(name, common))]
    counts = Counter(word for name in found for word in name.words)
    known = _Known(found, counts, people=_surnames(analysis))
    reported: set[str] = set()
    for name in found:
        for odd, right in known.slips(name):
            full = len(name.words) >= _FULL
            strange = known.is_strange(odd, right)
            if odd in reported or odd.casefold() in common:
                continue
            if not full and not _are_names(analysis, known.places[right], [] if strange else known.places[odd]):
                continue
            if _told_apart(text, known.places[odd], known.places[right], full=full) and (full or not strange):
                continue
            reported.add(odd)
            times = f" {counts[right]} times" if counts[right] > 1 else ""
            help_ = "spell the name as the person does, each time"
            yield Fault(name.start, name.end, f"{odd} here, but {right}{times} elsewhere", help=help_)


def _are_names(analysis: Analysis, *places: list[ProperName]) -> bool:
    """Return whether the engine takes each word for the name of a person, body or place somewhere, as it does not Indians."""
    return all(any(_is_name(analysis, name) for name in each[:_MOST]) for each in places if each)


def _surnames(analysis: Analysis) -> frozenset[str]:
    """Return the surnames of the people of whom a given name or a title shows that they are people."""
    people = (one for one in analysis.entities if one.kind == "person" and (one.given or one.titles))
    return frozenset(one.family or str(one.name).split()[-1] for one in people)


def _is_name(analysis: Analysis, name: ProperName) -> bool:
    sentence = analysis.sentence_at(name.start)
    words = sentence.words if sentence else ()
    return any(word.name not in {"", "MISC"} for word in words if word.start <= name.start < word.end)


def _bare(name: ProperName, common: set[str]) -> ProperName | None:
    """Return a name without the title before it and the word that only opens the sentence; None for nothing left."""
    words, start = name.words, name.start
    while words:
        opening = common if name.opens and start == name.start and len(words) > 1 else frozenset()
        if words[0].casefold() not in titles() | function_words() | opening:
            break
        start += len(words[0]) + 1
        words = words[1:]
    return ProperName(start, name.end, words, name.opens and start == name.start) if words else None


class _Known:
    """The names of an article: which words stand beside which, and which stand by themselves."""

    def __init__(self, found: list[ProperName], counts: Counter[str], *, people: frozenset[str]) -> None:
        self.counts, self._people = counts, people
        self._alone = Counter(name.words[0] for name in found if len(name.words) < _FULL)
        self.places: defaultdict[str, list[ProperName]] = defaultdict(list)
        self._partners: defaultdict[str, set[str]] = defaultdict(set)
        self._by_ends: defaultdict[str, set[str]] = defaultdict(set)
        self._first: dict[str, int] = {}
        self._surnames = {name.words[-1] for name in found if len(name.words) >= _FULL}
        for name in found:
            for word in name.words:
                self.places[word].append(name)
                self._first.setdefault(word, name.start)
                if len(word) >= _SHORTEST:
                    for key in _ends(word):
                        self._by_ends[key].add(word)
            for one, other in pairwise(name.words):
                self._partners[one].add(other)
                self._partners[other].add(one)

    def slips(self, name: ProperName) -> Iterator[tuple[str, str]]:
        """Yield the words of a name that are another word of a name with a slip, and that word.

        In a full name its partner must be the same: `Jon Marsh` and `John Marsh`; or the name is told once, and the other twice and
        more by itself, as of somebody who was named in full. A surname by itself must be in no full name; where the other
        stands by itself too, both must be long, or the other be a person's.
        """
        for place, word in enumerate(name.words):
            full = len(name.words) >= _FULL
            plural = word.endswith("s") and word[:-1] in self.counts
            if plural or (not full and word in self._partners):
                continue
            near = self._crowd(word)
            if full:
                beside = {*name.words[max(place - 1, 0) : place], *name.words[place + 1 : place + 2]}
                groups = (self._partners[mate] for mate in beside)
                mates = {other for group in groups if len(group) <= _CROWD for other in group} - beside - {word}
                unnamed = {other for other in near if self._is_unnamed(other) and self.is_strange(word, other)}
                last = place == len(name.words) - 1
                near = {one for one in mates if len(min(word, one, key=len)) >= _least(word, one)} | (
                    unnamed if last else set()
                )
            elif len(word) <= _SHORTEST:  # `Conn.`, `Blue`
                near = {other for other in near if len(other) > _SHORTEST and self.is_strange(word, other)}
            for other in sorted(near):
                if self._is_righter(other, word) and self._alike(word, other, alone=not full):
                    yield word, other

    def _crowd(self, word: str) -> set[str]:
        """Return the words of names that begin or end as a word does."""
        crowds = (self._by_ends[key] for key in _ends(word))
        return {other for crowd in crowds if len(crowd) <= _CROWD for other in crowd} - {word}

    def _is_unnamed(self, word: str) -> bool:
        """Return whether a surname stands by itself, and in no full name."""
        return self._alone[word] > 1 and word not in self._surnames

    def is_strange(self, word: str, other: str) -> bool:
        """Return whether a word stands once, and the other is the surname of somebody of whom the article speaks more often."""
        once = self.counts[word] == 1 and not {word.casefold()} & (given_names() | demonyms())
        return once and self.counts[other] > 1 and other in self._people

    def _is_righter(self, other: str, word: str) -> bool:
        """Return whether a spelling is the more frequent one, or the earlier of two that are as frequent."""
        one, two = self.counts[word], self.counts[other]
        return two > one or (two == one and self._first[other] < self._first[word])

    def _alike(self, word: str, other: str, *, alone: bool) -> bool:
        rare, frequent = sorted((self.counts[word], self.counts[other]))
        sure = min(len(word), len(other)) >= _SHORTEST_ALONE or other in self._surnames | self._people
        two_names = rare >= _MOST and frequent < _MOST * rare
        return not two_names and (sure or not alone) and alike(word, other, paired=not alone)


def _ends(word: str) -> tuple[str, str]:
    """Return how a name begins and ends: one slip leaves one of the two as it is."""
    return word[:2], f"{word[0]}*{word[-2:]}"


def _least(one: str, other: str) -> int:
    """Return how short a word of a full name may be: three letters where it is a given name or sounds alike (``Ann``, ``Anne``)."""
    return (
        _SHORTEST - 1
        if {one.casefold(), other.casefold()} & given_names() or _sound(one) == _sound(other)
        else _SHORTEST
    )


def _told_apart(text: str, one: list[ProperName], other: list[ProperName], *, full: bool) -> bool:
    """Return whether an article sets two names side by side: in one sentence, or in full names as those of relatives."""
    places = [*one[:_MOST], *other[:_MOST]]
    for pair in product(one[:_MOST], other[:_MOST]):
        start, end = sorted(pair, key=lambda name: name.start)
        if not re.search(r"[.!?][\"”’)]*\s|\n", text[start.end : min(end.start, start.end + _SENTENCE)]):
            return True
    kin = full and any(_KIN.search(text, max(name.start - _BESIDE, 0), name.end + _BESIDE) for name in places)
    return kin or any(_SIC.match(text, name.end) for name in places)


_SENTENCE, _BESIDE = 300, 60  # characters


def alike(one: str, other: str, *, paired: bool = False) -> bool:
    """Return whether two names differ by a slip or two, and are no forms of one another (``Iran``, ``Irani``)."""
    pairs = [pair for pair in zip_longest(one.split("-"), other.split("-"), fillvalue="") if pair[0] != pair[1]]
    if len(pairs) == 1 and len(pairs[0][0]) < len(one):  # Kwok-hing, Kwok-kin
        one, other = pairs[0]
        if len(min(one, other, key=len)) < _SHORTEST:
            return False
    short, long = sorted((_plain(one), _plain(other)), key=len)
    if len(long) - len(short) > 2 or short == long:  # noqa: PLR2004  slips
        return False
    shared = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    ends = {short[shared:], long[shared:]}
    if ends == {"", "r"} and {short, long} <= given_names():  # Pete, Peter
        return False
    if ("" in ends and ends - {""} <= _ADDED - ({"h"} if paired else set())) or frozenset(ends) in _FORMS:
        return False
    vowels_only = paired and len(long) >= _TWO_SLIPS_PAIRED and _VOWELS.sub("", short) == _VOWELS.sub("", long)
    most = 2 if len(long) >= _TWO_SLIPS or vowels_only else 1
    if short[0] == long[0] and OSA.distance(short, long, score_cutoff=most) <= most:
        return True
    if short[0] == long[0] and len(long) > _SHORTEST_ALONE and sorted(short) == sorted(long):
        return OSA.distance(short, long) <= 2  # noqa: PLR2004  two letters in each other's place
    keys = _sound(short), _sound(long)
    if not paired:
        return len(short) >= _SHORTEST_ALONE and keys[0] == keys[1]  # Arrieta, Arietta
    near = keys[0][:1] == keys[1][:1] and len(short) > _SHORTEST and OSA.distance(*keys, score_cutoff=1) <= 1
    return near or keys[0] == keys[1]


@functools.lru_cache(_REMEMBERED)
def _sound(word: str) -> str:
    """Return a word as it sounds, roughly: Geoffrey and Jeffrey, Philip and Phillip have one."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if letter.isalpha())
    for spelled, heard in _SOUNDS:
        bare = bare.replace(spelled, heard)
    bare = "".join(_SOUND.get(letter, letter) for letter in bare)
    return re.sub(r"(.)\1+", r"\1", bare).replace("geo", "ge")


RULE = Rule(
    id="CC603",
    name="name-spelled-two-ways",
    severity="warning",
    what="Finds a name that differs from another one in the article by a letter or two, where both must be one person, place or company.",
    why="A name spelled wrong is the commonest correction that newspapers print, and a reader who knows the person trusts nothing else.",
    fires="Katrin Volmer runs the harbour. Volmer said fees would rise.\n\nIn May, Katrin Vollmer asked for more money.",
    passes="Katrin Volmer runs the harbour. Volmer said fees would rise.\n\nIn May, Katrin Volmer asked for more money.",
    instead="Ask the person, and spell the name in one way.",
    reference="AP Stylebook, “names”; Regret the Error (Craig Silverman, 2007) on misspelled names",
    find=find,
)
