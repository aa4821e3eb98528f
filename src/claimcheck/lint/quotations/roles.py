"""What an article says a person is: titles, posts and the bodies that they belong to, before the name and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck import lang
from claimcheck.lang import vocabulary
from claimcheck.lint.passages.names import ProperName, function_words
from claimcheck.lint.passages.people import titles

_REACH = 90  # characters before a name in which its title stands
_LONGEST = 110  # characters of an apposition
_PAST = re.compile(
    r"\b(?:former|formerly|ex|then|late|retired|onetime|one-time|previous|previously|incoming|outgoing|acting|interim|past|next|old|future|"
    r"who was|once|designate|elect|emeritus|later|future|nominee|candidate|aspiring|would-be|longtime aide)\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"(?:[\w&][\w&'’.-]*[ ]){0,6}[\w&][\w&'’.-]*,?[ ]\Z")
_AGE = r"(?:,\s+(?:aged\s+)?\d{1,3}(?:\s+years\s+old)?)?"
_APPOSITIVE = re.compile(
    rf"{_AGE}(?:,\s+|\s+\(|\s+[–—-]\s+)(?:who\s+(?:is|was)\s+(?:also\s+)?|now\s+)?(?P<role>[^,;:()\n“”\"–—]{{2,{_LONGEST}}}?)(?=[,;:)\n“”\"–—]|\.(?:\s|\Z|[”\"])|\Z)"
)
_COPULA = re.compile(
    rf"\s+(?:is|remains|serves\s+as)\s+(?P<role>(?:the|a|an|its|their|\w+[’']s)\s+[^,;:()\n“”\"–—]{{2,{_LONGEST}}}?)(?=[,;:)\n“”\"–—]|\.(?:\s|\Z|[”\"])|\Z)"
)
_ACTS = re.compile(
    rf"{_AGE},\s+who\s+(?:also\s+)?(?P<verb>heads|leads|runs|chairs|directs|edits|coaches|captains|manages|represents|teaches|works)\s+(?P<rest>[^,;:()\n“”\"]{{2,80}}?)(?=[,;:)\n]|\.(?:\s|\Z))"
)
_ACTORS = {
    "heads": "head", "leads": "head", "runs": "head", "directs": "director", "chairs": "chairman", "edits": "editor",
    "coaches": "coach", "captains": "captain", "manages": "manager", "represents": "representative",
}  # fmt: skip
_PROPER = re.compile(
    r"(?:the\s+)?(?P<body>[^\W\d_a-z][\w&’'-]*(?:\.(?=\s+[A-Z]))?(?:\s+(?:(?:of|for|and|de|on|in|&)\s+(?:the\s+)?)?[^\W\d_a-z][\w&’'-]*|\s+&\s+[^\W\d_a-z][\w’'-]*)*)"
)
_BARE = re.compile(rf"{_AGE},?\s+(?P<prep>of|from|at|with)\s+(?:the\s+)?(?=[^\W\d_a-z])")
_LINK = re.compile(r"\b(?:of|at|for|with|from|to)\s+(?=\S)")
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|associate|junior|under|lieutenant(?=\s+governor))\b", re.IGNORECASE)
_OFFICER = re.compile(
    r"\bchief\s+(?P<what>[\w-]+(?:\s+[\w-]+)?)\s+officer\b|\bchief\s+(?P<executive>executive)\b", re.IGNORECASE
)
_INITIALS = {"ceo": "executive", "cfo": "financial", "coo": "operating", "cto": "technology", "cio": "information"}
_SHORT = re.compile(
    r"\b(?P<short>(?:Det|Sgt|Lt|Capt|Col|Gen|Maj|Cpl|Pvt|Insp|Supt|Const|Cmdr|Adm|Gov|Sen|Rep|Pres|Prof)\.?\ )+\Z"
)
_LONG = {
    "det": "detective", "sgt": "sergeant", "lt": "lieutenant", "capt": "captain", "col": "colonel", "gen": "general",
    "maj": "major", "cpl": "corporal", "pvt": "private", "insp": "inspector", "supt": "superintendent",
    "const": "constable", "cmdr": "commander", "adm": "admiral", "gov": "governor", "sen": "senator",
    "rep": "representative", "pres": "president", "prof": "professor",
}  # fmt: skip
_PARTY = re.compile(
    r"\b(Democrat|Democratic|Republican|Conservative|Tory|Labour|Liberal Democrat|Lib Dem)(?=\s+(?:[A-Z][a-z]*|\w+)?\s*\Z|\Z)"
)
_PARTY_BEFORE = re.compile(
    r"\b(Democrat|Democratic|Republican|Conservative|Tory|Labour|Liberal Democrat|Lib Dem)\s+(?:(?:U\.S\.|US|state)\s+)?\Z"
)
_PARTIES = {"Democratic": "democrat", "Tory": "conservative", "Lib Dem": "liberal democrat"}
_STATE = re.compile(rf"{_AGE},?\s+\(?(?P<party>[DR])-[A-Z][a-z]+")
# Words before a post that do not tell which one: the city clerk is the clerk, the executive director the director.
_NO_PORTFOLIO = frozenset(
    "the a an its his her their our this that executive national general senior chief city town county state regional local district "
    "federal principal lead leading top main veteran current new first head group global world area full long-time longtime "
    "longest-serving founding acting company club team board council union party "
    "and or as is was also who said says by to with now one professional chartered associate assistant deputy vice junior co".split()
)


@dataclass(frozen=True, slots=True)
class Role:
    """What ``text[start:end]`` says a person is: ``nouns`` of posts, ``portfolio`` of what, ``body`` where (may be empty)."""

    start: int
    end: int
    nouns: frozenset[str]
    portfolio: frozenset[str]
    body: str


def roles(text: str, name: ProperName) -> Iterator[Role]:
    """Yield the roles that stand before and behind a person's name; the name is ``text[name.start:name.end]``."""
    before, behind = next(_before(text, name), None), next(_behind(text, name), None)
    if before and behind and not behind.nouns and not before.body:  # Principal Ann Lee of Kessa School
        yield replace(before, end=behind.end, body=behind.body)
        return
    yield from (role for role in (before, behind) if role)


def bare(name: ProperName) -> tuple[str, ...]:
    """Return the words of a name behind its last title: ``Ann Lee`` of ``Harbour Master Ann Lee``."""
    last = max((at for at, word in enumerate(name.words) if _is_noun(word)), default=-1)
    words = name.words[last + 1 :]
    while words and (words[0].casefold() in function_words() or words[0].casefold() in _NO_PORTFOLIO):
        words = words[1:]
    return words


def _is_noun(word: str) -> bool:
    return word.casefold() in exclusive_titles() or word.casefold() in _persons() or word.casefold() in titles()


def _before(text: str, name: ProperName) -> Iterator[Role]:
    """Yield the role that stands before a name: ``Inspector Ann Lee``, ``its mayor, Ann Lee``, ``Sgt. Lee``."""
    start = name.end - len(" ".join(bare(name)))
    short = _SHORT.search(text, max(start - 24, 0), start)
    if short:
        nouns = frozenset(_LONG[word.rstrip(".").casefold()] for word in short[0].split())
        party = _PARTY_BEFORE.search(text, max(short.start() - 40, 0), short.start())
        if party:
            nouns |= {_PARTIES.get(party[1], party[1].casefold())}
        yield Role(short.start(), name.end, nouns, frozenset(), "")
        return
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    last = _LAST_WORD.search(text, max(line, start - 24), start)
    if last is None or not (last["comma"] or _is_post(last["word"])):
        return
    phrase = _PHRASE.search(text, line, start)
    if phrase is None or _PAST.search(phrase[0]):
        return
    words = _title_of(phrase[0])
    role = _read(words, start=text.rfind(words, line, start), end=name.end) if words else None
    if role and not role.body and words.startswith(("its ", "their ")):
        role = replace(role, body=_subject(text, start - len(words)))
    if role:
        yield role


def _subject(text: str, at: int) -> str:
    """Return the body that opens the sentence before ``at``: whose the spokesman in `its spokesman` is."""
    line = text.rfind("\n", 0, at) + 1
    stop = text.rfind(". ", line, at)
    opens = line if stop < 0 else stop + 2
    proper = _PROPER.match(text[opens:at].removeprefix("The "))
    return proper["body"] if proper and not {*proper["body"].casefold().split()} <= _elsewhere() else ""


_OPENS = re.compile(r",|\s+(?:\(|[–—-]\s|of\b|from\b|at\b|with\b|is\b|remains\b|serves\b)")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<comma>,?) \Z")


def _is_post(word: str) -> bool:
    """Return whether a word ends the words for a post."""
    return _is_noun(word) or word.casefold() in _INITIALS or word.casefold() in {"executive", "officer"}


def _title_of(phrase: str) -> str:
    """Return the words before a name that may be its title: a run of capitals, or what follows the last verb or preposition."""
    words = re.split(r"(?<=[a-z0-9][.!?]) (?=[A-Z])", phrase)[-1].strip()
    if words.endswith((".", "!", "?")):
        return ""
    if words.endswith(","):
        return re.split(rf"\b(?:{_STOPS})\s+", words.rstrip(","))[-1]
    if words.split()[-1][:1].isupper():
        run = re.search(r"(?:[^\W\d_a-z][\w&’'.-]*\ )*[^\W\d_a-z][\w&’'.-]*\Z", words)
        return run[0] if run else ""
    return re.split(rf"\b(?:{_STOPS}|of|in|on|at|for|from|with)\s+", words)[-1]


_STOPS = (
    "said|says|told|by|to|that|but|when|as|where|while|who|whom|between|against|named|called|if|is|was|has|had|asked"
)


def _behind(text: str, name: ProperName) -> Iterator[Role]:
    """Yield the role behind a name: ``Lee, the mayor of Kessa,``, ``Lee, who runs the port``, ``Lee of Kessa University``."""
    if not _OPENS.match(text, name.end):
        return
    acts = _ACTS.match(text, name.end)
    if acts:
        rest = _PROPER.match(acts["rest"])
        body = rest["body"] if rest else ""
        noun = _ACTORS.get(acts["verb"], "")
        if noun and body:
            yield Role(name.start, acts.end(), frozenset({noun}), frozenset(), body)
        elif (
            not noun and (inside := _LINK.search(acts["rest"])) and (rest := _PROPER.match(acts["rest"], inside.end()))
        ):
            yield Role(name.start, acts.end(), frozenset(), frozenset(), rest["body"])
        return
    state = _STATE.match(text, name.end)
    if state:
        party = "democrat" if state["party"] == "D" else "republican"
        yield Role(name.start, state.end(), frozenset({party}), frozenset(), "")
        return
    place = _BARE.match(text, name.end)
    if place and (body_ := _PROPER.match(text, place.end())):
        yield Role(name.start, body_.end(), frozenset(), frozenset(), body_["body"])
        return
    for pattern in (_APPOSITIVE, _COPULA):
        match = pattern.match(text, name.end)
        if match and not _PAST.search(match[0]):
            role = _read(match["role"], start=name.start, end=match.end())
            if role:
                yield role


def _read(phrase: str, *, start: int, end: int) -> Role | None:
    """Return the role that a phrase says; None for no post and no body of anybody."""
    phrase = re.split(r"\s+(?:who|that|which)\b", phrase)[0]
    link = _LINK.search(phrase)
    head, behind = (phrase[: link.start()], phrase[link.end() :]) if link else (phrase, "")
    nouns = frozenset(noun for part in re.split(r"\s+and\s+|\s*/\s*", head) for noun in _nouns(part.strip()))
    proper = _PROPER.match(behind)
    body = proper["body"] if proper else ""
    if not nouns:
        works = body and re.match(r"(?:an?|the|its)\s", head) is not None
        return Role(start, end, nouns, frozenset(), body) if works else None
    owner = re.findall(r"((?:[^\W\d_a-z][\w&-]*\s)*[^\W\d_a-z][\w&-]*)[’']s?\s", head)
    lead = [word for word in re.findall(r"[\w&-]+", head) if word[0].isupper() and not _is_noun(word)]
    lead = [word for word in lead if word.casefold() not in _NO_PORTFOLIO and word.casefold() not in _elsewhere()]
    if not body:
        body = owner[-1] if owner else " ".join(lead) if not head.split()[-1][:1].isupper() else ""
    told = re.findall(
        r"(?<![\w-])[a-z][a-z-]{2,}", re.sub(r"\w+[’']s?\s", "", head).casefold() if head.istitle() else head
    )
    kept = {word for word in told if word not in _NO_PORTFOLIO and not _is_noun(word) and word not in function_words()}
    if behind and not proper:
        kept |= {word for word in re.findall(r"[a-z]{4,}", behind.split(" at ")[0]) if word not in _NO_PORTFOLIO}
        at = re.search(r"\b(?:at|in|for|of)\s+(?:the\s+)?(?=[A-Z])", behind)
        inner = _PROPER.match(behind, at.end()) if at else None
        body = inner["body"] if inner else body
    return Role(start, end, nouns, frozenset(kept), body)


def _nouns(part: str) -> Iterator[str]:
    """Yield the posts that end a phrase: ``chief financial officer``, ``deputy director``, ``detective`` and ``inspector``."""
    officer = _OFFICER.search(part)
    words = part.split()
    if officer:
        yield f"chief {(officer['what'] or officer['executive']).casefold()} officer"
        return
    if not words:
        return
    last = re.sub(r"\Aspokes(?:wo)?man\Z", "spokesperson", words[-1].casefold().rstrip(".,"))
    if last in _INITIALS:
        yield f"chief {_INITIALS[last]} officer"
    party = _PARTY.search(part)
    if party:
        yield _PARTIES.get(party[1], party[1].casefold())
    if last not in exclusive_titles() and last not in _persons():
        return
    yield f"deputy {last}" if _DEPUTY.search(part) and last != "professor" else last
    if len(words) > 1 and words[-1][:1].isupper() and words[-2].casefold() in exclusive_titles():
        yield words[-2].casefold()


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
    demonyms = {word.casefold() for row in lang.rows("demonyms") for word in row["demonym"].split()}
    parties = {word.casefold() for word in re.findall(r"[A-Z]\w+", _PARTY.pattern)}
    return function_words() | demonyms | parties | vocabulary.weekdays().keys()


@lang.compiled
def _persons() -> frozenset[str]:
    return frozenset(
        row["noun"].casefold() for row in lang.rows("source_nouns") if row["type"] == "person" and not row["kin"]
    )
