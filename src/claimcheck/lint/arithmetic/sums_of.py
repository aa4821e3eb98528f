"""What the checks of one sentence's arithmetic share: their result, and the pieces of patterns over a masked sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimcheck.lang import numerals
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.report import Time

Wrong = tuple[tuple[Figure | Time, ...], str]
"""The figures that cannot all be right, and the message; the one that the others belie comes first."""

DETERMINERS: Final = r"(?:(?:the |its |his |her |their |all |some |about )|(?:the |a )?[\w’'-]+['’]s )*"
ABOUT: Final = r"(?:about |nearly |almost |just |over |some |roughly |only |a full )*"
PAIR: Final = 2  # the fewest parts of a whole, and ends of a range


def count(name: str) -> str:
    """Return the pattern of a count, or of a bare number, whose place the group ``name`` catches."""
    return rf"<[cb](?P<{name}>\d+)>"


def words(most: int, *, without: str = ";") -> str:
    """Return the pattern of up to ``most`` characters, as few as will do, with no figure among them; a time counts as one."""
    return rf"(?:<t\d+>|(?!<)[^{without}]){{0,{most}}}?"


# Numbers in words that no mark stands on, where a list goes on with them: 180 in Kessburg, 130 in Henwick and eight in Oaksend.
_IN_WORDS: Final = Pattern(
    r"(?<=[,;:] |—\s)(?P<listed>(?&cardinal))"
    r"(?= (?:in|at|from|for|on|by|were|was|of (?:them|whom|which)|to|with|against|others?|[a-z]+ed)\b|[,;.])|"
    r"(?<=\band )(?P<last>(?&cardinal))"
    r"(?= (?:in|at|from|for|on|by|were|was|of (?:them|whom|which)|to|with|against|others?|[a-z]+ed)\b|[,;.])",
)


def with_words(sentence: Masked) -> Masked:
    """Return the sentence with the small numbers of its lists as bare figures too; its offsets stay those of ``sentence``."""
    found = list(_IN_WORDS.finditer(sentence.text)) if sentence.figures else []
    if not found:
        return sentence
    figures, text, at = list(sentence.figures), "", 0
    claim = figures[0].claim
    for match in found:
        value = numerals.parse_number(match[0])
        if value is None:
            continue
        start = sentence.offset(match.start())
        text += f"{sentence.text[at : match.start()]}<b{len(figures)}>"
        figures.append(Figure(start, start + len(match[0]), match[0], value, None, "=", None, None, "b", claim))
        at = match.end()
    return replace(sentence, text=text + sentence.text[at:], figures=tuple(figures))
