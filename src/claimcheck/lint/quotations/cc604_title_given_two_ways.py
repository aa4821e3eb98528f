"""CC604: a person's title or affiliation, given two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from claimcheck.analysis import Analysis, Entity
from claimcheck.lint.passages.names import function_words
from claimcheck.lint.quotations.roles import Role, exclusive_titles, ladder, roles
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_FULL = 2
_MOST = 30  # posts of one person that are compared
_Post = tuple[frozenset[str], frozenset[str], str]
_KINDS = frozenset(
    "university college institute hospital school bank council police party ministry department union federation club museum "
    "laboratory observatory association agency court foundation church league academy clinic".split()
)
_GENERIC = _KINDS | frozenset(
    "the city county state national office board committee company group centre center medical and for of service royal "
    "trust authority commission high middle primary elementary secondary".split()
)
_PLACED = frozenset(
    "mayor governor sheriff senator representative congressman congresswoman councillor premier".split()
)
# Nouns of which one person is one of one kind at a time: the finance minister is not the health minister.
_ONE_OF_A_KIND = frozenset(
    "minister secretary director commissioner editor professor lecturer manager correspondent engineer head teacher "
    "chief coach detective undersecretary attorney prosecutor".split()
)
# Nouns for work done for one body at a time, beside the titles of the ladders.
_EMPLOYED = frozenset(
    "spokesperson analyst economist strategist lecturer professor scientist researcher biologist physicist chemist "
    "geologist historian ecologist epidemiologist psychologist meteorologist engineer curator coach manager head "
    "secretary trader correspondent reporter columnist surgeon nurse forecaster librarian archivist".split()
)
_TEAM = frozenset("coach captain manager player".split())
_NEW_POST = re.compile(
    r"\b(?:named|appoint\w*|promot\w+|becom(?:e|es|ing)|became|elect(?:ed|s)|succeed\w*|successor|replac\w+|tak(?:es?|ing)\s+over|took\s+over|"
    r"step(?:s|ped|ping)?\s+down|resign\w*|retir\w+|joins?|joined|joining|hired|defect\w+|sworn|demot\w+|doubles\s+as|used\s+to\s+be|takes\s+up|"
    r"take\s+up|moved\s+to|moves\s+to|switch\w+|two\s+(?:jobs|posts|hats))\b",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the second of two roles of one person that no one holds at once."""
    text = report.text
    for person in analysis.entities:
        held: dict[_Post, tuple[Role, str]] = {}
        changed: bool | None = None
        for role, name in _roles(analysis, person):
            post = (role.nouns, role.portfolio, role.body)
            if post in held or len(held) >= _MOST:
                continue
            earlier = next((one for one, other in held.values() if _same_name(name, other) and _clash(one, role)), None)
            held[post] = role, name
            if earlier is None:
                continue
            surname = person.family or (person.name or "").split()[-1]
            changed = _changed_post(text, surname) if changed is None else changed
            if not changed:
                was, now = (" ".join(text[one.start : one.end].split()).rstrip(",.;") for one in (earlier, role))
                message = f"{surname} is “{was}” earlier in the article, and “{now}” here"
                yield Fault(role.start, role.end, message, help="check which it is, and whether one is past")


def _roles(analysis: Analysis, person: Entity) -> Iterator[tuple[Role, str]]:
    """Yield what the article says a person is, beside each of the names, with that name."""
    for mention in person.mentions if person.kind == "person" and person.name else ():
        sentence = analysis.sentence_at(mention.start)
        read = sentence and any(
            word.name == "PERSON" and word.start >= mention.start for word in sentence.words if word.start < mention.end
        )
        if mention.form == "name" and sentence and read:
            inside = [at for at, word in enumerate(sentence.words) if mention.start <= word.start < mention.end]
            name = analysis.text[mention.start : mention.end]
            yield from ((role, name) for role in (roles(sentence.words, inside[0], inside[-1] + 1) if inside else ()))


def _same_name(one: str, other: str) -> bool:
    """Return whether two names can be one person's: `George W. Lee` is not `George H. Lee`."""
    return one == other or " " not in one or " " not in other or "." not in one + other


def _changed_post(text: str, surname: str) -> bool:
    """Return whether a sentence with the person's name tells of a change of post, which explains two titles."""
    for match in islice(re.finditer(rf"\b{re.escape(surname)}\b", text), _MOST):
        before = re.split(r"[.\n]", text[max(match.start() - 70, 0) : match.start()])[-1]
        behind = re.split(r"[.\n]", text[match.end() : match.end() + 110], maxsplit=1)[0]
        if any(map(_NEW_POST.search, (before, behind))):
            return True
    return False


def _clash(one: Role, other: Role) -> bool:
    """Return whether nobody holds both roles at once."""
    shared = one.nouns & other.nouns
    deputies = {f"deputy {noun}" for noun in one.nouns ^ other.nouns}
    if not shared and deputies & (one.nouns | other.nouns):
        return not _elsewhere(one, other)
    if not shared:
        ranks = any(ladder(first) & ladder(second) for first in one.nouns for second in other.nouns)
        return (ranks and not _elsewhere(one, other)) or _bodies_clash(one.body, other.body)
    if shared & _PLACED:
        return _unlike(_words(one.body) | one.portfolio, _words(other.body) | other.portfolio)
    if shared & _ONE_OF_A_KIND and _unlike(one.portfolio, other.portfolio):
        apart = one.portfolio | other.portfolio
        return not {word[:4] for word in apart} & {word[:4] for word in _words(one.body) | _words(other.body)}
    if not any(noun in exclusive_titles() or noun in _EMPLOYED or ladder(noun) for noun in shared):
        return _bodies_clash(one.body, other.body)
    if shared & _TEAM and one.body.endswith("s") != other.body.endswith("s"):  # the Harriers are from Delford
        return False
    return _elsewhere(one, other)


def _elsewhere(one: Role, other: Role) -> bool:
    """Return whether two roles are at different bodies."""
    return bool(one.body and other.body) and not _same_body(one.body, other.body)


def _unlike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sets of words are both given, and share none, nor the beginning of one."""
    return bool(one and other) and not {word[:4] for word in one} & {word[:4] for word in other}


def _bodies_clash(one: str, other: str) -> bool:
    """Return whether two bodies are of one kind, and are not the same: two universities."""
    kinds = [set(re.findall(r"\w+", body.casefold())) & _KINDS for body in (one, other)]
    return bool(kinds[0] & kinds[1]) and not _same_body(one, other)


def _words(body: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", body.casefold())) - _GENERIC - function_words()


def _same_body(one: str, other: str) -> bool:
    """Return whether two names of a body share a word, or one is the other's initials, or one says only what kind it is."""
    initials = ["".join(word[0] for word in re.findall(r"\w+", body) if word[0].isupper()) for body in (one, other)]
    short = one.split(maxsplit=1)[0] == initials[1] or other.split(maxsplit=1)[0] == initials[0]
    return short or not _unlike(_words(one), _words(other))


RULE = Rule(
    id="CC604",
    name="title-given-two-ways",
    severity="warning",
    what="Finds a person with two titles that nobody holds at once, or at the head of two bodies.",
    why="The title says why the person can know. If it is wrong once, the reader cannot tell in which place.",
    fires="Captain Rosa Quill led the search. By night, Colonel Rosa Quill had called it off.",
    passes="Captain Rosa Quill led the search. By night, Captain Quill had called it off.",
    instead="Give the title that the person holds now, and say so where it is a former one.",
    reference="AP Stylebook, “titles”; Reuters Handbook of Journalism, “titles”",
    find=find,
)
