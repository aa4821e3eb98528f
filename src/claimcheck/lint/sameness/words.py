"""The words that two mentions of a thing have in common: content words without inflection, events, and names."""

from __future__ import annotations

import re
from typing import Final

from claimcheck import lang
from claimcheck.lang import rows, units
from claimcheck.lint.arithmetic.transitions import DOWN, UP
from claimcheck.lint.numbers import MarkedSentence

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SHORTEST: Final = 3
_STOP: Final = frozenset(
    """
    the and for are was were has have had with from that this these those they them their there here its his her him she you our
    your who whom whose which what when where why how not but nor yet also into onto over under about after before between
    during since until than then some any all both each every other another such same own more most less least few many much
    will would shall should can could may might must been being does did doing said says say saying told tells tell according
    one two three four five six seven eight nine ten hundred thousand million billion trillion dozen percent per cent number
    year years month months week weeks day days hour hours today now ago last next first second third new only just even still
    very too out off down upon because while though although if its it's him himself herself itself themselves mr mrs ms
    about around nearly almost roughly approximately least nearly total people person persons part way thing things make made
    take took get got come came put set per via amid among against within without through across
    """.split()
)
_BASES: Final = {
    "sold": "sell", "bought": "buy", "paid": "pay", "built": "build", "lost": "lose", "won": "win", "spent": "spend", "left": "leave",
    "led": "lead", "held": "hold", "began": "begin", "begun": "begin", "gave": "give", "given": "give", "found": "find", "shot": "shoot",
    "struck": "strike", "broke": "break", "broken": "break", "burnt": "burn", "caught": "catch", "sent": "send", "sought": "seek",
    "brought": "bring", "drew": "draw", "drove": "drive", "fought": "fight", "fled": "flee", "became": "become", "ran": "run",
    "stole": "steal", "stolen": "steal", "wrote": "write", "written": "write", "kept": "keep", "met": "meet", "sank": "sink", "died": "die",
}  # fmt: skip
_CALENDAR: Final = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*\.?|Mr|Mrs|Ms|Dr|I|The|A|An|In|On|At"
)
_CAPITALS: Final = 0.6  # of the words of a headline in title case, whose capitals name nothing


@lang.compiled(65_536)  # about 4 MB; the words of an article come again
def stem(word: str) -> str:
    """Return a word without its inflection, roughly: what two mentions of a thing have in common."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    word = _BASES.get(word, word)
    word = units.singular(word)
    for ending in ("ment", "ing", "est", "ed", "er", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if word.endswith("ion") and len(word) - 3 > _SHORTEST + 1:  # operation, operated; but not station, state
        word = word.removesuffix("ion")
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of ``text``; a word of rise or fall is ``+`` or ``-``."""
    found = set()
    for word in _WORD.findall(text):
        lower = word.lower()
        if lower in UP:
            found.add("+")
        elif lower in DOWN:
            found.add("-")
        elif len(lower) >= _SHORTEST and lower not in _STOP:
            found.add(stem(lower))
    return frozenset(found)


@lang.compiled
def events() -> dict[str, str]:
    """Return the event that each word of ``counted_events.tsv`` tells."""
    return {word: row["event"] for row in rows("counted_events") for word in row["words"].split()}


def event_in(text: str, *, last: bool = True) -> tuple[str, int, int] | None:
    """Return the event that ``text`` tells and where its word stands; of several the last, or else the first."""
    found = [
        (events()[match[0]], match.start(), match.end())
        for match in _WORD.finditer(text.lower())
        if match[0] in events()
    ]
    return found[-1 if last else 0] if found else None


def names_of(marked: MarkedSentence) -> frozenset[str]:
    """Return the words with a capital inside of the sentence, and at its start where another follows."""
    words = _WORD.findall(marked.text)
    capital = [word[:1].isupper() for word in words]
    if not words or (sum(capital) >= _CAPITALS * len(words) and marked.in_headline):
        return frozenset()
    return frozenset(
        word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        for place, word in enumerate(words)
        if capital[place]
        and len(word) >= _SHORTEST
        and not _CALENDAR.fullmatch(word)
        and (place > 0 or (len(words) > 1 and capital[1]))
    )
