"""Whether the words around a time tell it as done, read from the words alone: a Report keeps no tags."""

from __future__ import annotations

import re

from claimcheck import lang
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
    "by after until till through thru before for to toward towards within from starting beginning".split()
)
_AHEAD = re.compile(
    r"\b(?:[Ww]ill|[Ww]on['’]t|[Ww]ould|[Ss]hall|[Ss]hould|[Cc]ould|may|might|must|['’]ll|going to|about to|[Pp]lans? (?:to|for|is|are)|"
    r"[Pp]lan(?:ned|ning)|[Ss]chedul\w+|[Ee]xpect\w*|[Dd]ue|[Dd]eadlines?|[Ff]orecast\w*|[Pp]roject(?:ed|ions?)|[Pp]redict\w*|"
    r"[Tt]argets?|[Gg]oals?|aim(?:s|ed|ing)?|[Pp]ledg\w+|[Pp]romis\w+|[Vv]ow\w*|[Ii]ntend\w*|[Pp]ropos\w+|slated|set (?:for|to|in)|"
    r"[Uu]pcoming|next|future|novel|film|movie|fiction\w*|imagin\w*|[Ss]cenarios?|[Ii]f|[Hh]op(?:e|es|ed|ing)|poised|likely|"
    r"wants?|appl(?:y|ies)|requires?|must|bid|expir\w+|to be|bonds?|matur\w+)\b"
)
# Between a past verb and its date: the date may be that of what was announced, put off or put up.
_TO_COME = re.compile(
    r"\b(?:announc\w+|book\w*|organi[sz]\w+|prepar\w+|agree\w*|award\w*|licens\w+|reserv\w+|order(?:s|ed)?|tickets?|contracts?|"
    r"postpon\w+|delay\w*|push\w*|extend\w*|reschedul\w+|moved|set|term|candida\w+|elections?|vote|referendum|hearing|trial|summit|"
    r"games|cup|olympics?|season|budgets?|invit\w+|meeting|conference|event|race|match|game|strike|launch|opening|start|end|"
    r"deal|treaty|drawn|walkout|shows?|concerts?|gigs?|parade|bann\w*|added|notif\w+|guid\w+|fiscal|filed|registered|"
    r"qualified|eligible|called|named|picked|chosen|selected|signed up|voted|funds?|funding|money)\b",
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
# Where one clause ends and the next may look ahead: beat Castle Point on November 22, 2025, and will play the winner.
_CLAUSE = re.compile(
    r"[;:—–]|,? (?:and|but|while|although|though|whereas|so|as|because|since|if) (?=(?:\w+ ){0,3}?(?:will|would|is|are|"
    r"has|have|plans?|hopes?|"
    r"expects?|may|might|could|should|aims?|intends?|can|must|to)\b)|, (?:which|who|and|but|after|when|where|with)\b|"
    r" and (?:said|says)\b|, said\b|\bsaid (?:that )?|(?<=\w), (?=(?:[A-Z]?[\w'’-]+ ){1,4}(?:said|says|plans?|hopes?|"
    r"expects?|found|shows?|will|is|are|has)\b)|"
    r"(?:^|(?<=\w)),(?= (?:plans?|hopes?|expects?|found|shows?|will|is|are|has|may|might|could|would|should|can|aims?)\b)"
)
# Between a past verb and a date: another clause, or another time that is the verb's own: granted in 2006, lapses on April 2.
_ANOTHER = re.compile(
    r",|\b(?:1[89]|20)\d\d\b|\b(?:last|earlier this|this|next) (?:\w+day|week|month|year|spring|summer|autumn|fall|winter)\b"
)
_HAPPENED = frozenset("lasted killed left drew ended destroyed injured claimed struck damaged".split())
# A verb in the present, next before a date, that sets what is to come: ends on 31 December 2026.
_SETS = frozenset(
    "ends begins starts opens closes expires runs lasts applies apply takes comes falls matures resumes retires leaves "
    "end begin start".split()
)
_FUTURE_IN_PAST = re.compile(r"\b(?:was|were) (?:\w+ly )?(?!being\b)\w+ing\b")
_PARTICIPLES = frozenset("taken written drawn seen shown given sold held built shot made known born".split())
_TOKEN = re.compile(r"[A-Za-z'’]+|[,;:]")
_FARTHEST = 400  # characters on either side of a time that its clause may have
_REACH, _WORDS = 120, 10  # characters and words on either side of a time in which its verb is looked for


@lang.compiled
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


def clause(before: str, after: str) -> tuple[str, str]:
    """Return what belongs to the clause of a time, of the words before and behind it in its sentence."""
    before, after = before[-_FARTHEST:], after[:_FARTHEST]
    bounds = [match.end() for match in _CLAUSE.finditer(before)]
    right = _CLAUSE.search(after)
    return before[bounds[-1] if bounds else 0 :], after[: right.start() if right else len(after)]


def told_as_past(before: str, after: str) -> bool:
    """Return whether a clause around a time tells it as done: a past tense near it, before or behind, and no infinitive."""
    left = _TOKEN.findall(before[-_REACH:])
    right = _TOKEN.findall(after[:_REACH])
    if _opens(left):
        return any(word.islower() and is_past(word) for word in right[:_WORDS]) and "to" not in right[:3]
    if _FUTURE_IN_PAST.search(before[-_REACH:]):
        return False
    near = left[-_WORDS:]
    for place in range(len(near) - 1, -1, -1):
        word = near[place]
        if word in {";", ":"} or (word == "to" and near[place - 1 : place] and near[place - 1] not in _PREPOSITIONAL):
            return False
        if word in _SETS and place >= len(near) - 3:
            return False
        if word.islower() and (is_past(word) or (word in _PARTICIPLES and near[place - 1 : place] != ["be"])):
            behind = before[before.rfind(word) :]
            return not (_TO_COME.search(" ".join(near[place:])) or _ANOTHER.search(behind))
    return _is_subject(left, right)


def _is_subject(left: list[str], right: list[str]) -> bool:
    """Return whether the time belongs to a short subject, and its verb in the past follows: a fire on November 28 destroyed it."""
    behind = [word for word in right[:3] if word != ","]
    if len(left) > _WORDS or not behind:
        return False
    if behind[0] in _HAPPENED:
        return True
    return (
        not _TO_COME.search(" ".join(left))
        and is_past(behind[0])
        and "to" not in behind[1:2]
        and behind[0] not in {"was", "were", "had"}
    )


def _opens(left: list[str]) -> bool:
    """Return whether the time opens its sentence: nothing but a preposition before it."""
    return all(
        word.lower() in {"in", "on", "and", "but", "back", "then", "the", "as", "of", ",", "early", "late"}
        for word in left
    )
