"""Words and their forms: the forms of a verb, the stem that forms have in common, and which way a word of change points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Final

from claimcheck import lang
from claimcheck.lang import units, vocabulary

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SHORTEST: Final = 3
_STOP: Final = frozenset(
    """
    the and for are was were has have had with from that this these those they them their there here its his her him she you our
    your who whom whose which what when where why how not but nor yet also into onto over under about after before between
    during since until than then some any all both each every other another such same own more most less least few many much
    will would shall should can could may might must been being does did doing said says say saying told tells tell according
    one percent per cent number
    year years month months week weeks day days hour hours today now ago last next first second third new only just even still
    very too out off down upon because while though although if its it's him himself herself itself themselves mr mrs ms
    about around nearly almost roughly approximately least nearly total people person persons part way thing things make made
    take took get got come came put set per via amid among against within without through across
    """.split()
)
_BASES: Final = {
    "sold": "sell", "bought": "buy", "paid": "pay", "built": "build", "lost": "lose", "won": "win", "spent": "spend", "left": "leave",
    "leaves": "leave",
    "led": "lead", "held": "hold", "began": "begin", "begun": "begin", "gave": "give", "given": "give", "found": "find", "shot": "shoot",
    "struck": "strike", "broke": "break", "broken": "break", "burnt": "burn", "caught": "catch", "sent": "send", "sought": "seek",
    "brought": "bring", "drew": "draw", "drove": "drive", "fought": "fight", "fled": "flee", "became": "become", "ran": "run",
    "stole": "steal", "stolen": "steal", "wrote": "write", "written": "write", "kept": "keep", "met": "meet", "sank": "sink", "died": "die",
}  # fmt: skip

_DEGREES: Final = {
    "up": "up", "higher": "up", "more": "up", "down": "down", "lower": "down", "less": "down", "fewer": "down", "loss": "down",
    "discount": "down", "difference": "other", "gap": "other",
}  # fmt: skip
# become more crowded, hit a high: no change by itself
_WITH_ITS_OBJECT: Final = ("from-to", "extreme", "graded", "object")


def verb_forms(base: str, irregular: str = "") -> tuple[str, str, str, str, str]:
    """Return base, third person, -ing form, past and participle of a verb.

    ``irregular`` lists the four forms after the base (``rises rising rose risen``); without it they are spelled by
    rule.
    """
    if irregular:
        third, gerund, past, participle = irregular.split()
        return base, third, gerund, past, participle
    third = units.with_s(base)
    if base.endswith("e"):
        return base, third, base[:-1] + "ing", base + "d", base + "d"
    past = third[:-1] + "d" if third.endswith("ies") else base + "ed"
    return base, third, base + "ing", past, past


@lang.compiled
def directions() -> Mapping[str, str]:
    """Return up, down or other for each word that tells a change by itself: the verbs and nouns of ``changes.tsv``, and degrees."""
    found = dict(_DEGREES)
    for row in lang.rows("changes"):
        if row["kind"] in ("verb", "noun") and " " not in row["word"] and row["when"] not in _WITH_ITS_OBJECT:
            noun = (row["word"], row["forms"] or units.plural(row["word"]))
            forms = verb_forms(row["word"], row["forms"]) if row["kind"] == "verb" else noun
            found |= dict.fromkeys(forms, row["direction"])
    return found


def unaccented(text: str) -> str:
    """Return a text in lower case without accents: Guantánamo and Guantanamo are a matter of style."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lang.compiled(65_536)  # about 4 MB; the words of an article come again
def stem(word: str) -> str:
    """Return a word without its inflection, roughly: what two mentions of a thing have in common."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    word = units.singular(_BASES.get(word, word))
    for ending in ("ment", "ing", "est", "ed", "er", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if word.endswith("ion") and len(word) - 3 > _SHORTEST + 1:  # operation, operated; but not station, state
        word = word.removesuffix("ion")
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def stems(text: str, *, but: Container[str] = ()) -> frozenset[str]:
    """Return the stems of the content words of ``text``, those of some words in lower case left out."""
    words = {word for word in map(str.lower, _WORD.findall(text)) if len(word) >= _SHORTEST}
    return frozenset(stem(word) for word in words - _STOP - vocabulary.many() if word not in but)
