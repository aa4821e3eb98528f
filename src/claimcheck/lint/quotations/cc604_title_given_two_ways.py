"""CC604: a person's title or affiliation, given two ways."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from claimcheck import lang
from claimcheck.analysis import Analysis, Entity, Word
from claimcheck.lang import vocabulary
from claimcheck.lint.passages.names import demonyms, function_words
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_PAST = frozenset(
    "alternate caretaker former formerly ex then late retired onetime one-time previous previously incoming outgoing acting interim past next old "
    "future was once designate elect emeritus later nominee candidate aspiring potential would-be longtime been".split()
)
_ACTORS = {
    "heads": "head", "leads": "head", "runs": "head", "directs": "director", "chairs": "chairman", "edits": "editor",
    "coaches": "coach", "captains": "captain", "manages": "manager",
}  # fmt: skip
_INITIALS = {"ceo": "executive", "cfo": "financial", "coo": "operating", "cto": "technology", "cio": "information"}
_POLICE = {"det": "detective", "pvt": "private", "insp": "inspector", "supt": "superintendent", "const": "constable"}
_NO_POSTS = frozenset({"doctor", "reverend"})
_PARTIES = {
    "democrat": "democrat", "democratic": "democrat", "republican": "republican", "conservative": "conservative",
    "tory": "conservative", "labour": "labour", "gop": "republican",
}  # fmt: skip
_DEPUTIES = frozenset("deputy vice assistant associate junior under lieutenant".split())
_LINKS = frozenset("of at for with from to".split())
_INSIDE_NAMES = frozenset("of for and de on in & the".split())
_STOPS = frozenset([",", ":", ".", "``", "''", "-LRB-", "-RRB-"])
_CLAUSE = ("VB", "IN", "W", "TO", "MD", "CC", "RB")
_AGE = re.compile(r"\d+|aged?|years?|old|-|,")
# Words before a post that do not tell which one: the city clerk is the clerk, the executive director the director.
_NO_PORTFOLIO = frozenset(
    "the a an its his her their our this that executive national general senior chief city town county state regional local district "
    "federal principal lead leading top main veteran current new first head group global world area full long-time longtime "
    "longest-serving founding acting company club team board council union party "
    "fellow and or as is was also who said says by to with now one professional chartered associate assistant deputy vice junior co".split()
)


@dataclass(frozen=True, slots=True)
class Role:
    """What ``text[start:end]`` says a person is: ``nouns`` of posts, ``portfolio`` of what, ``body`` where (may be empty)."""

    start: int
    end: int
    nouns: frozenset[str]
    portfolio: frozenset[str]
    body: str


def roles(words: Sequence[Word], first: int, last: int) -> list[Role]:
    """Return the roles that a sentence gives the person whose name is ``words[first:last]``: before it, and behind."""
    title = _before(words, first)
    before = _read(title, title[0].start, words[last - 1].end) if title else None
    if before and not before.body and title[0].tag == "PRP$":  # its spokesman
        before = replace(before, body=_proper(words[words[0].tag == "DT" :]))
    return [role for role in (before, _behind(words, first, last)) if role]


def _before(words: Sequence[Word], first: int) -> Sequence[Word]:
    """Return the words before a name that may be its title: a run of nouns, or with a comma all from the article."""
    stop = first - 1 if first and words[first - 1].text == "," else first
    at = stop
    while at and not _parts(words, at - 1):
        at -= 1
    told = at < stop and words[at].text != "-" and (stop == first or words[at].tag in {"DT", "PRP$"})
    return words[at:stop] if told else ()  # then-Sen. Ann Lee; if he ran for president, Ann Lee would


def _parts(words: Sequence[Word], at: int) -> bool:
    """Return whether a word begins a clause, or a mark ends one: no full stop of a short title is one, as in `Sgt.`."""
    short = words[at].text == "." and words[at - 1].text.casefold() in _long()
    return words[at].tag.startswith(_CLAUSE) or (words[at].tag in _STOPS and not short)


def _behind(words: Sequence[Word], first: int, last: int) -> Role | None:
    """Return the role behind a name: ``Lee, the mayor of Kessa,``, ``Lee, who runs the port``, ``Lee of Kessa University``."""
    rest = words[last:]
    aside = bool(rest) and rest[0].text == ","
    rest = list(itertools.dropwhile(lambda word: _AGE.fullmatch(word.text), rest[aside:]))
    chunk = list(itertools.takewhile(lambda word: word.tag not in _STOPS, rest))
    start, copula = words[first].start, bool(chunk) and chunk[0].text in {"is", "remains"}
    if not chunk or aside == copula or any(word.name == "PERSON" for word in chunk):  # an aide to Mr. Lee, is the mayor
        return None if copula or not chunk or chunk[0].text not in _LINKS else _at(chunk, start)
    if chunk[0].text == "who" and chunk[1:2] and chunk[1].tag == "VBZ":
        return _by_verb(chunk[1:], start)
    of_several = chunk[0].tag == "CD" or (copula and chunk[1:2] and chunk[1].tag in {"VBN", "VBG", "JJ"})
    if of_several or chunk[0].tag.startswith("W"):  # Mr. Lee, two members of Congress; who served as a senator
        return None
    return _at(chunk, start) if chunk[0].text in _LINKS else _read(chunk[copula:], start, chunk[-1].end)


def _at(chunk: Sequence[Word], start: int) -> Role | None:
    """Return the body that follows a name: `of Kessa University`, `from the Kessa Trust`."""
    body = _proper(chunk[2 if chunk[1:2] and chunk[1].tag == "DT" else 1 :])
    return Role(start, chunk[-1].end, frozenset(), frozenset(), body) if body else None


def _by_verb(chunk: Sequence[Word], start: int) -> Role | None:
    """Return what a relative clause says: `runs the port of Kessa`, `teaches at Kessa University`."""
    noun = _ACTORS.get(chunk[0].text)
    named = next((at for at, word in enumerate(chunk) if word.tag.startswith("NNP")), len(chunk))
    body = _proper(chunk[named:]) if noun or chunk[0].text in {"teaches", "works"} else ""
    return Role(start, chunk[-1].end, frozenset({noun} if noun else ()), frozenset(), body) if body else None


def _proper(words: Sequence[Word]) -> str:
    """Return the name with which words begin, or nothing."""
    inside = itertools.takewhile(lambda word: word.tag[:3] in {"NNP", "POS"} or word.text in _INSIDE_NAMES, words)
    taken = list(inside)
    while taken and not taken[-1].tag.startswith("NNP"):
        taken.pop()
    return "" if {word.text.casefold() for word in taken} <= _no_bodies() else " ".join(word.text for word in taken)


def _read(phrase: Sequence[Word], start: int, end: int) -> Role | None:
    """Return the role that a phrase says; None for no post and no body of anybody."""
    told = [word.text.casefold().rstrip(".") for word in phrase]
    if not _PAST.isdisjoint(told):
        return None
    link = next((at for at, text in enumerate(told) if text in _LINKS), len(told))
    lead, behind = phrase[:link], phrase[link + 1 :]
    cuts = [-1, *(at for at, text in enumerate(told[:link]) if text in {"and", "/"}), link]
    nouns = {noun for one, other in itertools.pairwise(cuts) for noun in _nouns(told[one + 1 : other])}
    nouns |= {_PARTIES[text] for text in told[:link] if text in _PARTIES}
    body = _proper(behind[1:] if behind and behind[0].tag == "DT" else behind)
    if not nouns:
        member = body and told[0] in {"a", "an", "the", "its"}
        return Role(start, end, frozenset(), frozenset(), body) if member else None
    common = _NO_PORTFOLIO | _no_bodies()
    own = [at for at in range(len(lead)) if not _is_post(told[at]) and told[at] not in common]
    owner = next((at for at, word in enumerate(lead, start=1) if word.tag == "POS"), 0)
    of_capitals = lead[-1].text.islower() or told[link - 1] == "mayor"
    capitals = " ".join(lead[at].text for at in own if lead[at].tag.startswith("NNP")) if of_capitals else ""
    body = body or _proper(lead[lead[0].tag == "DT" : owner]) or capitals
    titled = all(word.text[0].isupper() for word in lead if word.tag != "DT")
    kept = {told[at] for at in own if at >= owner and "." not in told[at] and (titled or lead[at].text.islower())}
    if not body:
        kept |= {word.text for word in behind if word.tag in {"NN", "NNS"}} - _NO_PORTFOLIO
    return Role(start, end, frozenset(nouns), frozenset(kept), body)


def _nouns(told: Sequence[str]) -> Iterator[str]:
    """Yield the posts that end a phrase: ``chief financial officer``, ``deputy director``, ``detective`` and ``inspector``."""
    for at in range(len(told) - 1, -1, -1):
        last = re.sub(r"\Acongress(?:wo)?man\Z", "representative", told[at])
        last = re.sub(r"\Aspokes(?:wo)?man\Z", "spokesperson", last)
        last = _INITIALS.get(last, _long().get(last, last))
        if told[at] in _INITIALS or ("chief" in told and last in {"officer", "executive"}):
            yield f"chief {told[at - 1] if last == 'officer' else last} officer"
            return
        if _is_post(last):
            if at and told[at - 1] == "chief":  # the chief engineer is no financial officer
                yield f"chief {last}"
            below = next((word for word in told if word in _DEPUTIES and last != "professor"), "")
            yield f"{below} {last}".strip()
        elif last:
            return


@lang.compiled
def _long() -> dict[str, str]:
    """Return the post that each short title means, without its full stop."""
    offices = {row["title"].rstrip("."): row["office"] for row in lang.rows("titles") if row["office"]}
    return _POLICE | {short: post for short, post in offices.items() if post not in _NO_POSTS}


def _is_post(word: str) -> bool:
    return word in exclusive_titles() or word in _persons() or word in _long()


def ladder(noun: str) -> frozenset[str]:
    """Return the ladders that a title is of; empty for none."""
    if noun.startswith("chief "):
        return frozenset({"officer"})
    return exclusive_titles().get(_post(noun), frozenset())


def _post(noun: str) -> str:
    """Return the post of which a noun may tell a deputy: chief, of the assistant chief."""
    below, _, post = noun.partition(" ")
    return post if post and below in _DEPUTIES else noun


@lang.compiled
def exclusive_titles() -> dict[str, frozenset[str]]:
    """Return the titles of which a person has one of a ladder at a time: title to ladders."""
    return {row["title"]: frozenset(row["ladder"].split()) for row in lang.rows("title_ladders")}


@lang.compiled
def _no_bodies() -> frozenset[str]:
    """Return the words with a capital that name no body: function words, demonyms (French), days, parties."""
    return function_words() | demonyms() | frozenset(_PARTIES) | vocabulary.weekdays().keys()


@lang.compiled
def _persons() -> frozenset[str]:
    return frozenset(
        row["noun"].casefold() for row in lang.rows("source_nouns") if row["type"] == "person" and not row["kin"]
    )


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
        for role, name in _roles(analysis, person):
            post = (role.nouns, role.portfolio, role.body)
            if post in held or len(held) >= _MOST:
                continue
            earlier = next((one for one, other in held.values() if _same_name(name, other) and _clash(one, role)), None)
            held[post] = role, name
            surname = person.family or (person.name or "").split()[-1]
            if earlier and not _changed_post(text, surname):
                was, now = (" ".join(text[one.start : one.end].split()).rstrip(",.;") for one in (earlier, role))
                message = f"{surname} is “{was}” earlier in the article, and “{now}” here"
                yield Fault(role.start, role.end, message, help="check which it is, and whether one is past")


def _roles(analysis: Analysis, person: Entity) -> Iterator[tuple[Role, str]]:
    """Yield what the article says a person is, beside each of the names, with that name."""
    for mention in person.mentions if person.kind == "person" else ():
        sentence = analysis.sentence_at(mention.start) if mention.form == "name" else None
        words = sentence.words if sentence else ()
        inside = [at for at, word in enumerate(words) if mention.start <= word.start < mention.end]
        if any(words[at].name == "PERSON" for at in inside):
            name = analysis.text[mention.start : mention.end]
            yield from ((role, name) for role in roles(words, inside[0], inside[-1] + 1))


def _same_name(one: str, other: str) -> bool:
    """Return whether two names can be one person's: `George W. Lee` is not `George H. Lee`."""
    return one == other or " " not in one or " " not in other or "." not in one + other


def _changed_post(text: str, surname: str) -> bool:
    """Return whether a sentence with the person's name tells of a change of post, which explains two titles."""
    for match in islice(re.finditer(rf"\b{re.escape(surname)}\b", text), _MOST):
        before = re.split(r"[.\n]", text[max(match.start() - 70, 0) : match.start()])[-1]
        behind = re.split(r"[.\n]", text[match.end() : match.end() + 110], maxsplit=1)[0]
        if _NEW_POST.search(before) or _NEW_POST.search(behind):
            return True
    return False


def _clash(one: Role, other: Role) -> bool:
    """Return whether nobody holds both roles at once."""
    shared = one.nouns & other.nouns
    if not shared and {_post(noun) for noun in one.nouns} & {_post(noun) for noun in other.nouns}:
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
