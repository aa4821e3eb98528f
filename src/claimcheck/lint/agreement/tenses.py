"""Whether the words around a time tell it as done, read from the words alone: a Report keeps no tags."""

from __future__ import annotations

import functools
import re

from claimcheck.lang import rows

_REGULAR = re.compile(r"[a-z]{2,}(?:ed|lt)")
_NO_PAST = frozenset(
    """
    need seed speed breed feed weed deed reed indeed exceed proceed succeed bleed red bed shed hundred sacred naked kindred
    wicked rugged embed inbred unmanned armed aged based related limited united proposed planned scheduled expected estimated
    projected targeted promised intended anticipated
    """.split()
)
_AHEAD_PREPOSITIONS = frozenset(
    "by until till through thru before for to toward towards within from starting beginning".split()
)
_AHEAD = re.compile(
    r"\b(?:[Ww]ill|[Ww]on['’]t|[Ww]ould|[Ss]hall|[Ss]hould|[Cc]ould|may|might|must|['’]ll|going to|about to|[Pp]lans? (?:to|for|is|are)|"
    r"[Pp]lan(?:ned|ning)|[Ss]chedul\w+|[Ee]xpect\w*|[Dd]ue|[Dd]eadlines?|[Ff]orecast\w*|[Pp]roject(?:ed|ions?)|[Pp]redict\w*|"
    r"[Tt]argets?|[Gg]oals?|aim(?:s|ed|ing)?|[Pp]ledg\w+|[Pp]romis\w+|[Vv]ow\w*|[Ii]ntend\w*|[Pp]ropos\w+|slated|set (?:for|to|in)|"
    r"[Uu]pcoming|next|future|novel|film|movie|fiction\w*|imagin\w*|[Ss]cenarios?|[Ii]f|[Hh]op(?:e|es|ed|ing)|poised|likely|"
    r"bid|expir\w+|to be|bonds?|matur\w+)\b"
)
# Between a past verb and its date: the date may be that of what was announced, put off or put up.
_TO_COME = re.compile(
    r"\b(?:announc\w+|book\w*|organi[sz]\w+|prepar\w+|agree\w*|award\w*|licens\w+|reserv\w+|order(?:s|ed)?|tickets?|contracts?|"
    r"postpon\w+|delay\w*|push\w*|extend\w*|reschedul\w+|moved|set|term|candida\w+|elections?|vote|referendum|hearing|trial|summit|"
    r"games|cup|olympics?|season|budgets?|invit\w+|meeting|conference|event|race|match|game|strike|launch|opening|start|end|"
    r"deal|treaty|filed|registered|qualified|eligible|called|named|picked|chosen|selected|signed up|voted|funds?|funding|money)\b",
    re.IGNORECASE,
)


# "opened to traffic on 14 April": behind these verbs "to" opens no infinitive.
_PREPOSITIONAL = frozenset(
    """
    opened closed moved came went returned sold sent gave rose fell grew dropped increased added spoke talked listened flew led lost
    brought awarded handed presented shown reduced cut sailed traveled travelled belonged replied responded referred exposed released
    transferred donated delivered leased lent
    """.split()
)
_TOKEN = re.compile(r"[A-Za-z'’]+|[,;:]")
_REACH, _WORDS = 120, 8  # characters and words on either side of a time in which its verb is looked for


@functools.cache
def _pasts() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("past_tenses"))


def is_past(word: str) -> bool:
    """Return whether a word in lower case is the past tense of a verb, by its form."""
    return word in _pasts() or (_REGULAR.fullmatch(word) is not None and word not in _NO_PAST)


def looks_ahead(text: str) -> bool:
    """Return whether a sentence speaks of plans, forecasts or what is due, or of a work that is set in a time."""
    return _AHEAD.search(text) is not None


def leads_ahead(before: str) -> bool:
    """Return whether the words right before a time point ahead of it: by, until, from."""
    words = re.findall(r"[a-z'’]+", before.lower()[-40:])
    kept = [word for word in words if word not in {"the", "early", "late", "mid", "of", "end"}]
    return bool(kept) and kept[-1] in _AHEAD_PREPOSITIONS


def told_as_past(before: str, after: str) -> bool:
    """Return whether a clause around a time tells it as done: a past tense near it, before or behind, and no infinitive."""
    left = _TOKEN.findall(before[-_REACH:])
    right = _TOKEN.findall(after[:_REACH])
    if _opens(left):
        return any(word.islower() and is_past(word) for word in right[:_WORDS]) and "to" not in right[:3]
    near = left[-_WORDS:]
    for place in range(len(near) - 1, -1, -1):
        word = near[place]
        if word in {";", ":"} or (word == "to" and near[place - 1 : place] and near[place - 1] not in _PREPOSITIONAL):
            return False
        if word.islower() and is_past(word):
            return not _TO_COME.search(" ".join(near[place:]))
    return False


def _opens(left: list[str]) -> bool:
    """Return whether the time opens its sentence: nothing but a preposition before it."""
    return all(word.lower() in {"in", "on", "and", "but", "back", "then", "the", ",", "early", "late"} for word in left)
