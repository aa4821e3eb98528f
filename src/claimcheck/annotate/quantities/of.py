"""What a quantity is of: ``cocaine`` for 200 tons of cocaine, ``likely voters`` for 46 percent among likely voters."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.quantities.measurements import AGE, COUNT, MONEY, MULTIPLE, SCORE, SHARE
from claimcheck.annotate.quantities.phrases import noun_phrase
from claimcheck.lang.patterns import any_of, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimcheck.annotate.quantities.measurements import Candidate
    from claimcheck.annotate.quantities.view import View

_AMONG = re.compile(r"\b[Aa]mong (?=\w)|^Of (?:the )?(?=[a-z])")
_CLAUSE_END = re.compile(r"[.!?;][\s”\"]|\n")  # not the parser's sentences, which may begin at the figure
_OF_AFTER = re.compile(r" (?:worth )?of |(?<=[Hh]alf) (?=(?:the|its|their|his|her|our|these|those|this)\b)")
_OF_BEFORE = re.compile(r"([A-Za-z][\w’'-]*) of (?:(?:just|only|plus or minus|an?|some) )*$")
_IN_AFTER = re.compile(r" in (?=[a-z])")
_DISTANCE = any_of("from away north south east west off outside", before=r" ")
_COMPARED = any_of("the its their that as_many_as as_much his her", before=" ", after=" ")
_NOMINAL = words("NN NNS NNP NNPS JJ VBG")
_MODIFIERS = words("NN NNS NNP NNPS JJ")
_NOT_AFTER_SHARE = words("DT PRP$ NNP PRP IN")
_UNIT_WORDS = words("percent cent % percentage points million billion")
_EMPTY_NOUNS = words("tune total average maximum minimum order sum most means kind") | {"", "total sum"}
_ADVERBIAL = words("response return total all addition part advance turn effect")  # behind in
_TIME_LEADS = words("last next this every each these those earlier later early late")
_NO_NOUNS = words(
    """now then west east north south away home apiece today yesterday tomorrow monday tuesday wednesday thursday friday
    saturday sunday year month week annually"""
)
# Verbs whose subject is what the figure measures; the words of change are such too.
_MEASURING = words(
    """amount amounts amounted amounting total totals totaled totalled totaling cost costs costing reach reaches reached
    hit hits stand stands stood exceed exceeds exceeded average averages averaged remain remains remained account
    accounts accounted comprise make makes made up represent represents represented equal equals hover hovered measure
    measures weigh weighs weighed surpassed topped is was are were be been"""
)
# Words of change whose subject is who changes, not what.
_TRANSITIVE = words(
    """brought bringing took taken taking pushed pushing promoted turned cut cuts cutting raise raises raised raising
    lift lifted boost boosted hike hiked trim trimmed move moves moved moving change changes changed lower lowered
    reduce reduces reduced reducing"""
)
_CLAUSES = words("ccomp advcl acl acl:relcl parataxis")
_SUBJECTS = words("nsubj nsubj:pass nsubj:outer")
_LONGEST_SUBJECT, _CLIMB = 6, 6
_REACH = 16  # tokens before a figure in which its indicator stands; the farthest in the tuning texts are 9 away


def with_of(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Return ``candidates``, in text order, with what each is of; a count names its noun in ``unit`` and is of nothing."""
    settled: list[Candidate] = []
    for candidate in candidates:
        settled.append(dataclasses.replace(candidate, of=_of(view, candidate, settled)))
    return settled


def _of(view: View, candidate: Candidate, before: list[Candidate]) -> str | None:
    if candidate.kind in (AGE, SCORE):
        return "age" if candidate.kind == AGE else None
    points = candidate.unit in ("percentage point", "point")
    hyphenated = candidate.why["rule"] == "hyphen"
    if candidate.kind == COUNT and candidate.unit is not None and not (candidate.bare or hyphenated or points):
        return None
    if points and view.text.startswith(" of ", candidate.end):  # within five points of the leader
        return _topic(view, candidate)
    near = _of_phrase(view, candidate) or _modified(view, candidate) or _measured_before(view, candidate)
    if near is not None:
        return near
    if candidate.kind == COUNT and not points:
        return None
    if candidate.kind == MONEY:
        return _subject(view, candidate) or _topic(view, candidate)
    return (
        _among(view, candidate)
        or (_inherited(view, candidate, before) if view.tag(view.token_from(candidate.end))[:2] == "VB" else None)
        or _bracketed(view, candidate)
        or _topic(view, candidate)
        or _subject(view, candidate)
        or _inherited(view, candidate, before)
    )


def _of_phrase(view: View, candidate: Candidate) -> str | None:
    """Return the noun phrase after ``of`` (tons of cocaine), ``distance`` for 40 km from the border."""
    text, end = view.text, candidate.end
    if after := _OF_AFTER.match(text, end):
        whole = candidate.kind == COUNT and candidate.bare and candidate.is_whole
        return None if whole else noun_phrase(view, after.end())
    if candidate.kind == MONEY and " per " not in (candidate.unit or "") and (inside := _IN_AFTER.match(text, end)):
        return _inside(view, inside.end())
    if candidate.kind == "length" and _DISTANCE.match(text, end):
        return "distance"
    if candidate.kind == MULTIPLE and (compared := _COMPARED.match(text, end)):
        return noun_phrase(view, compared.end(), with_of=False)
    return None


def _inside(view: View, start: int) -> str | None:
    """Return the common noun at ``start``, where no time stands: ``revenue`` for $2 million in revenue last year."""
    phrase = noun_phrase(view, start, with_of=False) if view.tag(view.token_from(start)) not in ("DT", "PRP$") else None
    if phrase is None or phrase.endswith("dollars") or phrase in _ADVERBIAL:
        return None
    time = view.time_around(start, start + len(phrase))
    if time is not None and time[0] > start:
        return phrase[: time[0] - start].rstrip()
    return None if time is not None and time[1] >= start + len(phrase) else phrase


def _modified(view: View, candidate: Candidate) -> str | None:
    """Return the noun that the figure modifies: ``dam`` for ``$4.2 billion dam``."""
    if view.text[candidate.end : candidate.end + 1] != " " or (candidate.kind == COUNT and candidate.bare):
        return None
    index = view.token_from(candidate.end)
    first, second = view.tag(index), view.tag(index + 1)
    if first == "VBG" and view.doc[index].dep_ not in ("amod", "compound"):
        return None
    if first not in _NOMINAL or view.doc[index].is_space or (first == "JJ" and second not in _MODIFIERS):
        return None
    if candidate.kind == SHARE and second in _NOT_AFTER_SHARE and not first.startswith("NNP"):
        return None  # 1 percent support the Greens: a verb that the tagger took for a noun
    phrase = noun_phrase(view, candidate.end + 1, with_of=False)
    lower = phrase.lower() if phrase is not None else ""
    return None if not lower or lower in _NO_NOUNS or lower.split()[0] in _TIME_LEADS else phrase


def _measured_before(view: View, candidate: Candidate) -> str | None:
    """Return the noun phrase before ``of`` and the figure: ``margin of error`` for a margin of error of 4 points."""
    if not _OF_BEFORE.search(view.before(candidate.start, 60)):
        return None
    doc, last = view.doc, view.token_at(candidate.start - 1)
    while last > 0 and doc[last].lower_ != "of":
        last -= 1
    first = last
    while first > 0 and (
        view.tag(first - 1)[:2] in ("NN", "JJ") or (doc[first - 1].lower_ == "of" and first > last - 3)
    ):
        first -= 1
    phrase = view.text[doc[first].idx : doc[last].idx].strip().removeprefix("of ")
    return None if phrase.lower() in _EMPTY_NOUNS else phrase


def _among(view: View, candidate: Candidate) -> str | None:
    """Return the group that opens the sentence: ``Among likely voters, 46 percent``."""
    if candidate.kind != SHARE:
        return None
    clause = _CLAUSE_END.split(view.before(candidate.start, 160))[-1]
    match = _AMONG.search(clause)
    return noun_phrase(view, candidate.start - len(clause) + match.end(), with_of=False) if match else None


def _bracketed(view: View, candidate: Candidate) -> str | None:
    """Return the common noun before a figure in brackets: ``child care`` for child care (17 percent)."""
    index = view.token_from(candidate.start) - 2
    if view.text[candidate.start - 1 : candidate.start] != "(" or view.tag(index) not in ("NN", "NNS"):
        return None
    noun = view.doc[index]
    measure = noun.ent_type_ or any(child.dep_ == "nummod" for child in noun.children)  # over two years (2.9%)
    return None if measure or noun.lower_ in _UNIT_WORDS else _with_modifiers(view, index, floor=0)


def _topic(view: View, candidate: Candidate) -> str | None:
    """Return the nearest indicator before the figure in its sentence, with its modifiers: ``global growth``."""
    if candidate.kind not in (SHARE, MONEY, COUNT, MULTIPLE):
        return None
    shares = candidate.unit in ("percentage point", "point", "percent")
    doc, floor = view.doc, view.token_from(view.sentence(candidate.start)[0])
    last = view.token_from(candidate.start) - 1
    for index in range(last, max(floor, last - _REACH) - 1, -1):
        topic = lang.mapping("quantities_topics", "word", "topic").get(doc[index].lower_)
        if topic is None or doc[index].ent_type_ or (topic == "lead" and not shares):
            continue
        if candidate.kind == MONEY and not _is_in_clause(doc[index], doc[view.token_at(candidate.end - 1)]):
            continue
        if view.tag(index).startswith("NN"):
            return _with_modifiers(view, index, floor=floor)
        if topic != doc[index].lower_ and candidate.kind != MONEY:
            return topic
    return None


def _is_in_clause(topic: Token, figure: Token) -> bool:
    """Tell whether the verb above ``figure``, or the one that this continues, stands above ``topic``; or ``topic`` itself."""
    verb, above = _clause(figure), _clause(topic)
    continues = verb.dep_ in ("xcomp", "conj") and _clause(verb.head) == above
    return verb == above or continues or topic.is_ancestor(figure)


def _clause(token: Token) -> Token:
    """Return the verb above a token, the token that nothing is above where there is none."""
    while token.tag_[:2] != "VB" and token.head != token:
        token = token.head
    return token


def _with_modifiers(view: View, index: int, *, floor: int) -> str:
    doc, first = view.doc, index
    while first > floor and view.tag(first - 1) in _MODIFIERS and doc[first - 1].lower_ not in _UNIT_WORDS:
        first -= 3 if first - 3 >= floor and view.tag(first - 2) == "HYPH" else 1  # state-level support
    return view.text[doc[first].idx : doc[index].idx + len(doc[index])].replace("\n", " ")


def _subject(view: View, candidate: Candidate) -> str | None:
    """Return the subject of the measuring verb that the figure hangs on."""
    start, token = view.token_at(candidate.start), view.doc[view.token_at(candidate.end - 1)]
    for steps in range(_CLIMB):
        children = list(token.children)
        subject = next((child for child in children if child.dep_ in _SUBJECTS and child.i < start), None)
        if subject is not None:
            verb = token.lower_
            measures = verb in _MEASURING or (verb in lang.column("quantities_shifts") and verb not in _TRANSITIVE)
            predicate = steps <= 1 and any(child.dep_ == "cop" for child in children)
            return _subject_text(view, subject) if measures or predicate else None
        if token.head == token or token.dep_ in _CLAUSES:
            return None
        token = token.head
    return None


def _subject_text(view: View, subject: Token) -> str | None:
    stands_for = subject.pos_ in ("PRON", "DET", "NUM", "SYM") or subject.tag_ in ("WDT", "EX", "DT")
    if subject.ent_type_ == "PERSON" or stands_for or subject.lower_ in _UNIT_WORDS:
        return None
    first = min(
        token.i
        for token in subject.subtree
        if token.i == subject.i or (token.i < subject.i and token.dep_ not in ("det", "punct", "case"))
    )
    if subject.i - first > _LONGEST_SUBJECT:
        return subject.text
    text = view.text[view.doc[first].idx : subject.idx + len(subject)].replace("\n", " ")
    return subject.text if "," in text else text


def _inherited(view: View, candidate: Candidate, before: list[Candidate]) -> str | None:
    """Return what the figure of the same kind before it is of: 46 percent would choose A and 44 percent B."""
    sentence = view.sentence(candidate.start)[0]
    for other in before[:-13:-1]:  # at most twelve back
        if other.start < sentence or candidate.kind not in (SHARE, COUNT):
            return None
        if other.kind == candidate.kind and other.of is not None:
            return other.of
    return None
