"""CC604: a person's title or affiliation, given two ways."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck import lang
from claimcheck.lint.names import Name, names
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_BEFORE = 48
_APPOSITIVE = re.compile(
    r",\s+(?:(?:the|a|an|its|their|who is(?: the)?|who)\b)?\s*(?P<role>[^,.;:()\n“”\"]{3,90})(?=[,.;)\n]|\Z)"
)
_PAST = re.compile(
    r"\b(?:former|formerly|ex|then|late|retired|onetime|one-time|previous|previously|incoming|acting|past|next|old|future|who was)\b",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(r"(?P<title>(?:[^\W\d_]+[- ]){0,4}[^\W\d_]+\.?),?\ \Z")
_SCHOOL = re.compile(r"University of (?:the )?[A-Z][\w-]+|(?:[A-Z][\w-]+ )+University")
_TEACHES = "scholar"
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|associate)[- ](?=\w+\Z)", re.IGNORECASE)
_GENERIC = frozenset(
    "the university college institute ministry department city county council school national state agency office "
    "board committee hospital bank company group and for".split()
)
_OF = re.compile(r"\b(?:of|at|for|with|in)\s+(?:the\s+)?(?P<body>[^\W\d_a-z][^,;.]*)")


class _Role(NamedTuple):
    """A role in the words that the article gives it, its noun, and the body it belongs to."""

    start: int
    end: int
    noun: str
    body: str


def find(report: Report) -> Iterator[Fault]:
    """Yield the second of two roles of one person that no one holds at once."""
    held: defaultdict[str, list[_Role]] = defaultdict(list)
    for name in names(report.text):
        for role in _roles(report.text, name):
            person = name.words[-1]
            earlier = next((one for one in held[person] if _clash(one, role)), None)
            if earlier is not None:
                was = " ".join(report.text[earlier.start : earlier.end].split())
                message = f"{person} is “{was}” earlier in the article, and “{role.noun}” here"
                yield Fault(role.start, role.end, message, help="check which it is, and whether one is past")
            held[person].append(role)


def _roles(text: str, name: Name) -> Iterator[_Role]:
    """Yield the roles before a name (``Mayor Ann Lee``, ``its mayor, Ann Lee``) and behind it (``Ann Lee, the mayor of Kessa,``)."""
    words = name.words
    line = text[max(name.start - _BEFORE, 0) : name.start].rsplit("\n", 1)[-1]
    if len(words) > 1 and words[0].casefold() in exclusive_titles():  # the title has a capital, as a name has
        if not _PAST.search(line):
            yield _Role(name.start, name.end, words[0].casefold(), "")
        return
    title = _TITLE_BEFORE.search(line)
    if title and (noun := _noun(title["title"])) and not _PAST.search(line):
        yield _Role(name.start - len(title[0]), name.end, noun, "")
    behind = _APPOSITIVE.match(text, name.end)
    if behind is None or _PAST.search(behind["role"]):
        return
    body = _OF.search(behind["role"])
    noun = _noun(behind["role"][: body.start()] if body else behind["role"])
    place = body["body"].strip() if body else ""
    school = _SCHOOL.search(behind["role"])
    if noun:
        yield _Role(name.start, behind.end("role"), noun, place)
    elif school:
        yield _Role(name.start, behind.end("role"), _TEACHES, school[0])


def _noun(role: str) -> str:
    """Return the title that ends a role, with ``deputy`` where it is one; empty for none that excludes others."""
    bare = role.strip().rstrip(",")
    last = bare.split()[-1].casefold() if bare else ""
    if last not in exclusive_titles():
        return ""
    return f"deputy {last}" if _DEPUTY.search(bare) else last


def _clash(one: _Role, other: _Role) -> bool:
    """Return whether nobody holds both roles at once: two ranks of one ladder, or the head of two bodies."""
    if one.noun != other.noun:
        ranks = [ladder(role.noun) for role in (one, other)]
        return ranks[0] == ranks[1] != ""
    return bool(one.body and other.body) and not _same_body(one.body, other.body)


def ladder(noun: str) -> str:
    """Return the ladder that a title is of; empty for none."""
    return exclusive_titles().get(noun.removeprefix("deputy "), "")


def _same_body(one: str, other: str) -> bool:
    """Return whether two names of a body share a word, or one is the other's initials."""
    words = [set(re.findall(r"\w{3,}", body.casefold())) - _GENERIC for body in (one, other)]
    initials = ["".join(word[0] for word in re.findall(r"\w+", body) if word[0].isupper()) for body in (one, other)]
    return (
        bool(words[0] & words[1])
        or one.split(maxsplit=1)[0] == initials[1]
        or other.split(maxsplit=1)[0] == initials[0]
    )


@functools.cache
def exclusive_titles() -> dict[str, str]:
    """Return the titles of which a person has one of a ladder at a time: title to ladder."""
    return {row["title"]: row["ladder"] for row in lang.rows("title_ladders")}


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
