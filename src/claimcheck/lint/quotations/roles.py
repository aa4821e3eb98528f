"""What an article says a person is: titles, posts and the bodies that they belong to, before the name and behind it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck import lang
from claimcheck.analysis import Word
from claimcheck.lang import vocabulary
from claimcheck.lint.passages.names import demonyms, function_words

_PAST = frozenset(
    "alternate caretaker former formerly ex then late retired onetime one-time previous previously incoming outgoing acting interim past next old "
    "future was once designate elect emeritus later nominee candidate aspiring would-be longtime been".split()
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
    behind = _behind(words, first, last)
    if before and behind and not behind.nouns and not before.body:  # Principal Ann Lee of Kessa School
        return [replace(before, end=behind.end, body=behind.body)]
    return [role for role in (before, behind) if role]


def _before(words: Sequence[Word], first: int) -> Sequence[Word]:
    """Return the words before a name that may be its title: a run of nouns, or with a comma all from the article."""
    stop = first - 1 if first and words[first - 1].text == "," else first
    at = stop
    while at and not _parts(words, at - 1):
        at -= 1
        if words[at].tag in {"DT", "PRP$"}:
            break
    if at < stop and (words[at].text == "-" or (stop < first and words[at].tag not in {"DT", "PRP$"})):
        return ()  # then-Sen. Ann Lee; if he ran for president, Ann Lee would
    return words[at:stop]


def _parts(words: Sequence[Word], at: int) -> bool:
    """Return whether a word begins a clause, or a mark ends one: no full stop of a short title is one, as in `Sgt.`."""
    short = at > 0 and words[at].text == "." and words[at - 1].text.casefold() in _long()
    return words[at].tag.startswith(_CLAUSE) or (words[at].tag in _STOPS and not short)


def _behind(words: Sequence[Word], first: int, last: int) -> Role | None:
    """Return the role behind a name: ``Lee, the mayor of Kessa,``, ``Lee, who runs the port``, ``Lee of Kessa University``."""
    rest = words[last:]
    aside = bool(rest) and (rest[0].text == "," or rest[0].tag in {"-LRB-", ":"})
    rest = list(itertools.dropwhile(lambda word: _AGE.fullmatch(word.text), rest[1:] if aside else rest))
    chunk = list(itertools.takewhile(lambda word: word.tag not in _STOPS, rest))
    start, copula = words[first].start, bool(chunk) and chunk[0].text in {"is", "remains"}
    if aside and copula:  # an aide to Mr. Lee, is now the mayor
        return None
    if not chunk or any(word.name == "PERSON" for word in chunk) or not (aside or copula or chunk[0].text in _LINKS):
        return None
    of_several = chunk[0].tag == "CD" or (copula and chunk[1:2] and chunk[1].tag in {"VBN", "VBG", "JJ"})
    if of_several:  # Mr. Lee, two members of Congress and the mayor; Lee is squeezed between two rivals
        return None
    if chunk[0].text == "who" and len(chunk) > 1 and chunk[1].tag == "VBZ":
        return _by_verb(chunk[1:], start)
    if chunk[0].tag.startswith("W"):  # who served as a senator
        return None
    if chunk[0].text in {"of", "from", "at", "with"}:
        body = _proper(chunk[2 if chunk[1:2] and chunk[1].tag == "DT" else 1 :])
        return Role(start, chunk[-1].end, frozenset(), frozenset(), body) if body else None
    return _read(chunk[copula:], start, chunk[-1].end)


def _by_verb(chunk: Sequence[Word], start: int) -> Role | None:
    """Return what a relative clause says: `runs the port of Kessa`, `teaches at Kessa University`."""
    noun = _ACTORS.get(chunk[0].text, "")
    named = next((at for at, word in enumerate(chunk) if word.tag.startswith("NNP")), None)
    if named is None or not (noun or chunk[0].text in {"teaches", "works"}):
        return None
    return Role(start, chunk[-1].end, frozenset({noun} - {""}), frozenset(), _proper(chunk[named:]))


def _proper(words: Sequence[Word]) -> str:
    """Return the name with which words begin, or nothing."""
    inside = itertools.takewhile(lambda word: word.tag[:3] in {"NNP", "POS"} or word.text in _INSIDE_NAMES, words)
    taken = list(inside)
    while taken and not taken[-1].tag.startswith("NNP"):
        taken.pop()
    named = taken and taken[0].tag.startswith("NNP") and not {word.text.casefold() for word in taken} <= _elsewhere()
    return " ".join(word.text for word in taken) if named else ""


def _read(phrase: Sequence[Word], start: int, end: int) -> Role | None:
    """Return the role that a phrase says; None for no post and no body of anybody."""
    told = [word.text.casefold().rstrip(".") for word in phrase]
    if not phrase or not _PAST.isdisjoint(told):
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
    common = _NO_PORTFOLIO | _elsewhere()
    own = [at for at in range(len(lead)) if not _is_post(told[at]) and told[at] not in common]
    owner = next((at for at, word in enumerate(lead) if word.tag == "POS"), 0)
    capitals = " ".join(lead[at].text for at in own if lead[at].tag.startswith("NNP") and at >= owner)
    of_capitals = lead[-1].text.islower() or told[link - 1] == "mayor"
    body = body or _proper(lead[lead[0].tag == "DT" : owner]) or (capitals if of_capitals else "")
    titled = all(word.text[0].isupper() for word in lead if word.tag != "DT")
    telling = [at for at in own if at >= owner and lead[at].tag[:2] in {"NN", "JJ", "VB"}]
    kept = {told[at] for at in telling if "." not in told[at] and (titled or lead[at].text.islower())}
    if behind and not body:
        kept |= {word.text for word in behind if word.tag in {"NN", "NNS"}} - _NO_PORTFOLIO
    return Role(start, end, frozenset(nouns), frozenset(kept), body)


def _nouns(told: Sequence[str]) -> Iterator[str]:
    """Yield the posts that end a phrase: ``chief financial officer``, ``deputy director``, ``detective`` and ``inspector``."""
    for at in range(len(told) - 1, -1, -1):
        last = re.sub(
            r"\Acongress(?:wo)?man\Z", "representative", re.sub(r"\Aspokes(?:wo)?man\Z", "spokesperson", told[at])
        )
        last = _INITIALS.get(last, _long().get(last, last))
        if "chief" in told and (last in {"officer", "executive"} or told[at] in _INITIALS):
            yield f"chief {last if last == 'executive' else told[at - 1]} officer"
            return
        if told[at] in _INITIALS:
            yield f"chief {last} officer"
        elif _is_post(last):
            yield f"deputy {last}" if not _DEPUTIES.isdisjoint(told) and last != "professor" else last
        elif told[at]:
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
    if noun.startswith("chief ") and noun.endswith(" officer"):
        return frozenset({"officer"})
    return exclusive_titles().get(noun.removeprefix("deputy "), frozenset())


@lang.compiled
def exclusive_titles() -> dict[str, frozenset[str]]:
    """Return the titles of which a person has one of a ladder at a time: title to ladders."""
    return {row["title"]: frozenset(row["ladder"].split()) for row in lang.rows("title_ladders")}


@lang.compiled
def _elsewhere() -> frozenset[str]:
    """Return the words with a capital that name no body: function words, demonyms (French), days, parties."""
    return function_words() | demonyms() | frozenset(_PARTIES) | vocabulary.weekdays().keys()


@lang.compiled
def _persons() -> frozenset[str]:
    return frozenset(
        row["noun"].casefold() for row in lang.rows("source_nouns") if row["type"] == "person" and not row["kin"]
    )
