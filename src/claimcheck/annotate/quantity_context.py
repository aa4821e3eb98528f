"""What a figure's neighbours say of it: the unit of a bare number, percentage points in polls, and what a measure is of."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Any

from claimcheck.annotate.quantity_shapes import AGE, COUNT, MONEY, SCORE, SHARE, shift_words
from claimcheck.annotate.quantity_text import noun_phrase, tag
from claimcheck.lang import rows
from claimcheck.lang.units import singular

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimcheck.annotate.quantity_text import View

_POLL = re.compile(
    r"\b(?:polls?|polling|surveys?|surveyed|pollsters?|voters?|approval rating|margin of error|approve|disapprove|vote share|swing)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"\b(?:index|indices|stocks?|shares?|Dow|Nasdaq|S&P|FTSE|futures|scored?|rebounds?|assists?|games?|season|league|quarter|playoffs?|basket\w*|"
    r"table|standings|matches|coach|inspection|plan|agenda|yield)\b"
)
_RATE_POINTS = re.compile(
    r"\b(?:turnout|inflation|growth|unemployment|rate|share|lead|led|leads|ahead|behind|margin|poll|swing|support|gap|deficit)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b[Aa]mong (?=\w)|^Of (?:the )?(?=[a-z])")
_OF_BEFORE = re.compile(r"([A-Za-z][\w’'-]*) of (?:(?:just|only|plus or minus|an?|some) )*$")
_DISTANCE = re.compile(r" (?:from|away|north|south|east|west|off|outside)\b")
# What may stand before a bare number that continues a count: a limit of 10,000; up from 2.4 million; 911,000 tons, with 500,000 allotted.
_PARALLEL = re.compile(
    r"(?:\b(?:of|to|from|than|and|or|with|by|the|which|another|was|were|is|but|other|further|including|plus)|[,;]) ?$"
)
_PHYSICAL = frozenset(("mass", "length", "area", "volume", "energy", "power"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_CLAUSES = frozenset(("root", "ccomp", "xcomp", "advcl", "conj", "acl:relcl", "parataxis", "acl"))


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A quantity before its neighbours were asked: extents, value and unit as found at the number itself.

    ``anaphoric`` marks a bare number that takes its unit from the text before (``Nine of them``).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    value2: float | None
    bound: str
    unit: str | None
    kind: str
    anaphoric: bool
    of: str | None
    why: dict[str, Any]


@functools.cache
def _context(side: str) -> dict[str, str]:
    return {row["word"]: row["unit"] for row in rows("quantities_context") if row["side"] == side}


def unit_of_noun(noun: str) -> str:
    """Return the unit that a counted noun names: ``case`` for caseload, else the noun."""
    return _context("noun").get(noun, noun)


def unit_beside(text: str, start: int, end: int) -> str | None:
    """Return the unit that the word right before or after a bare number gives: ``killed 14``, ``14 dead``."""
    after = re.match(r" ([a-z]+)", text[end : end + 16])
    if after and after[1] in _context("after"):
        return _context("after")[after[1]]
    before = re.search(
        r"([a-z]+)(?: (?:at least|about|nearly|more than|up to|some|another|over|around|only|just|as many as))? $",
        text[max(start - 32, 0) : start],
    )
    return _context("before").get(before[1]) if before else None


def has_age_topic(text: str, start: int, sentence_start: int) -> bool:
    """Tell whether the words before a bare number in its sentence speak of an age: ``median age is 34``."""
    before = text[max(sentence_start, start - 70) : start].lower()
    return any(topic in before for topic in _context("age"))


def settle(view: View, drafts: list[Draft]) -> list[Draft]:
    """Return ``drafts`` with the units and the ``of`` that context gives, in text order."""
    poll = len(_POLL.findall(view.text)) > 1
    settled: list[Draft] = []
    for index, draft in enumerate(drafts):
        unit = _unit_after(view, draft, drafts[index + 1 : index + 2]) or _unit(view, draft, before=settled, poll=poll)
        current = dataclasses.replace(draft, unit=unit)
        settled.append(dataclasses.replace(current, of=_of(view, current, before=settled)))
    return settled


def _unit(view: View, draft: Draft, *, before: list[Draft], poll: bool) -> str | None:
    if draft.unit == "point":
        return _points(view, draft, poll=poll)
    if draft.unit is not None or draft.kind == SCORE:
        return draft.unit
    same = _nearest_count(view, draft, before=before)
    if draft.anaphoric or same is not None:
        return same.unit if same is not None else None
    return _same_measure(draft, before=before) or _subject_sample(view, draft)


def _unit_after(view: View, draft: Draft, following: list[Draft]) -> str | None:
    """Return the noun that a bare number shares with the next: 41,773 and 11,189 infections, from 1,799 to 3,601 cases."""
    if (
        not following
        or draft.unit is not None
        or draft.kind != COUNT
        or following[0].kind != COUNT
        or following[0].value2 is not None
    ):
        return None
    gap = view.text[draft.end : following[0].start]
    return (
        following[0].unit
        if gap in (" and ", " or ", " to ") and following[0].number_start == following[0].start
        else None
    )


def _points(view: View, draft: Draft, *, poll: bool) -> str:
    sentence = view.text[slice(*view.sentence(draft.start))]
    if _BOARD.search(sentence) and not _POLL.search(sentence):
        return "point"
    return "percentage point" if poll or (_POLL.search(sentence) and _RATE_POINTS.search(sentence)) else "point"


def _nearest_count(view: View, draft: Draft, *, before: list[Draft]) -> Draft | None:
    """Return the counted quantity before a bare whole number: in its sentence, or up to two sentences back for ``of them``."""
    if draft.value != int(draft.value) or not (
        draft.anaphoric or _PARALLEL.search(view.text, max(draft.start - 16, 0), draft.start)
    ):
        return None
    sentence = view.sentence(draft.start)[0]
    floor = view.sentence(max(view.sentence(max(sentence - 1, 0))[0] - 1, 0))[0] if draft.anaphoric else sentence
    for other in reversed(before):
        if other.start < floor:
            return None
        if other.unit is not None and (
            other.kind == COUNT or (other.kind in _PHYSICAL and 0.01 < draft.value / (other.value or 1) < 100)
        ):
            return other
        if not draft.anaphoric and other.kind not in (COUNT, SHARE):
            return None
    return None


def _same_measure(draft: Draft, *, before: list[Draft]) -> str | None:
    """Return the unit of a like figure before a bare decimal: the highest is 84.75 cents, the lowest 74.07; rose 64.06 points to 4,577.10."""
    if not before or draft.value2 is not None:
        return None
    other = before[-1]
    if draft.start - other.end > 40 or other.unit is None:  # noqa: PLR2004
        return None
    if other.unit == "point" and draft.value > 10 * other.value:
        return "point"
    alike = (
        other.value != int(other.value) and draft.value != int(draft.value) and 0.5 <= draft.value / other.value <= 2
    )
    return other.unit if alike and other.kind not in (AGE, COUNT) else None


def _subject_sample(view: View, draft: Draft) -> str | None:
    """Return the people of a sample whose size is a bare number: voter for ``The registered voter sample is 834``."""
    match = re.search(
        r"\b([a-z]+)s? (?:sample|turnout|headcount|population)(?: size)? (?:is|was|of|numbered|totaled) (?:just |only |about )?$",
        view.text[max(draft.start - 50, 0) : draft.start],
    )
    return (
        singular(match[1])
        if match and match[1] not in ("the", "a", "random", "total", "survey", "poll", "national", "whose")
        else None
    )


def _of(view: View, draft: Draft, *, before: list[Draft]) -> str | None:
    """Return what a measure, share, sum or bare number is of; counts name their noun in ``unit`` and are of nothing."""
    if draft.kind in (AGE, SCORE):
        return "age" if draft.kind == AGE else None
    counted = (
        draft.kind == COUNT
        and draft.unit is not None
        and not draft.why.get("bare")
        and draft.why.get("rule") != "hyphen"
    )
    if counted and draft.unit not in ("percentage point", "point"):
        return None
    near = _of_phrase(view, draft) or _attributed(view, draft) or _measured_before(view, draft)
    if near is not None or (draft.kind == COUNT and draft.unit not in ("percentage point", "point")):
        return near or (_sample(view, draft) if draft.why.get("bare") else None)
    return (
        near
        or _among(view, draft)
        or _topic(view, draft)
        or _subject(view, draft)
        or _inherited(view, draft, before=before)
    )


@functools.cache
def _topics() -> dict[str, str]:
    return {row["word"]: row["topic"] for row in rows("quantities_topics")}


def _topic(view: View, draft: Draft) -> str | None:
    """Return the nearest indicator before the figure in its sentence, with its modifiers: ``global growth``, ``lead`` for led."""
    if not view.tagged or draft.kind not in (SHARE, MONEY, COUNT, "multiple"):
        return None
    doc, topics, floor = view.doc, _topics(), view.token_from(view.sentence(draft.start)[0])
    for index in range(view.token_from(draft.start) - 1, floor - 1, -1):
        topic = topics.get(doc[index].lower_)
        if topic is None or (topic == "lead" and draft.unit not in ("percentage point", "point", "percent")):
            continue
        if not doc[index].tag_.startswith("NN"):
            if topic == doc[index].lower_ or draft.kind == MONEY:
                continue
            return topic
        first = index
        while (
            first > floor
            and doc[first - 1].tag_ in ("NN", "NNS", "NNP", "JJ", "NNPS")
            and doc[first - 1].lower_ not in _UNIT_WORDS
        ):
            first -= 1
        return view.text[doc[first].idx : doc[index].idx + len(doc[index])].replace("\n", " ")
    return None


def _sample(view: View, draft: Draft) -> str | None:
    match = re.search(
        r"\b([a-z]+(?: [a-z]+)?) (?:is|was|are|were|reached|hit|exceeded) $",
        view.text[max(draft.start - 50, 0) : draft.start],
    )
    return (
        noun_phrase(view, max(draft.start - 50, 0) + match.start(1), with_of=False)
        if match and match[1].split()[-1] in _topics()
        else None
    )


def _of_phrase(view: View, draft: Draft) -> str | None:
    after = re.match(r" (?:worth )?of ", view.text[draft.end : draft.end + 10])
    if after and draft.kind == COUNT and draft.why.get("bare") and draft.value == int(draft.value):
        return None
    if after:
        return noun_phrase(view, draft.end + after.end())
    if draft.kind == "length" and _DISTANCE.match(view.text, draft.end):
        return "distance"
    if draft.kind == "multiple" and (
        the := re.match(r" (?:the|its|their|that|as (?:many|much)|his|her) ", view.text[draft.end : draft.end + 12])
    ):
        phrase = noun_phrase(view, draft.end + the.end(), with_of=False)
        return None if phrase is not None and phrase.endswith("average") else phrase
    return None


def _attributed(view: View, draft: Draft) -> str | None:
    """Return the noun that the figure modifies: ``dam`` for ``$4.2 billion dam``."""
    if view.text[draft.end : draft.end + 1] != " " or not view.tagged:
        return None
    index = view.token_from(draft.end)
    first = tag(view, index)
    if first not in ("NN", "NNS", "NNP", "NNPS", "JJ", "VBG") or view.doc[index].is_space:
        return None
    if first == "JJ" and tag(view, index + 1) not in ("NN", "NNS", "NNP", "JJ"):
        return None
    if (
        draft.kind == SHARE
        and tag(view, index + 1) in ("DT", "PRP$", "NNP", "PRP", "IN")
        and first not in ("NNP", "NNPS")
    ):
        return None  # 1 percent support the Greens: a verb that the tagger took for a noun
    phrase = noun_phrase(view, draft.end + 1, with_of=False)
    return (
        None if phrase is None or phrase.lower() in _TIME_WORDS or phrase.split()[0].lower() in _TIME_LEADS else phrase
    )


_UNIT_WORDS = frozenset(("percent", "cent", "%", "percentage", "points", "million", "billion"))
_EMPTY_NOUNS = frozenset(
    ("", "tune", "total", "average", "maximum", "minimum", "order", "sum", "total sum", "most", "means", "kind")
)
_MEASURING = frozenset(
    "amount amounts amounted amounting total totals totaled totalled totaling cost costs costing reach reaches reached hit hits stand stands stood "
    "exceed exceeds exceeded average averages averaged remain remains remained account accounts accounted comprise make makes made up represent "
    "represents represented equal equals hover hovered measure measures weigh weighs weighed surpassed topped is was are were be been".split()
)
_TIME_LEADS = frozenset("last next this every each these those earlier later early late".split())
_TIME_WORDS = frozenset(
    "now then west east north south away home apiece today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday year month week annually".split()
)


def _measured_before(view: View, draft: Draft) -> str | None:
    """Return the noun phrase before ``of`` and the figure: ``margin of error`` for ``a margin of error of 4 points``."""
    if not view.tagged or not _OF_BEFORE.search(view.text, max(draft.start - 60, 0), draft.start):
        return None
    doc = view.doc
    last = view.token_at(draft.start - 1)
    while last > 0 and doc[last].lower_ != "of":
        last -= 1
    first = last
    while first > 0 and (
        doc[first - 1].tag_[:2] in ("NN", "JJ") or (doc[first - 1].lower_ == "of" and first - 1 > last - 4)
    ):
        first -= 1
    phrase = view.text[doc[first].idx : doc[last].idx].strip().removeprefix("of ")
    return None if phrase.lower() in _EMPTY_NOUNS else phrase or None


def _among(view: View, draft: Draft) -> str | None:
    start, _ = view.sentence(draft.start)
    match = _AMONG.search(view.text[start : draft.start])
    if draft.kind != SHARE or match is None:
        return None
    return noun_phrase(view, start + match.end(), with_of=False)


def _subject(view: View, draft: Draft) -> str | None:
    """Return the subject of the clause that the figure stands in."""
    if not view.parsed or draft.kind == SCORE:
        return None
    token = view.doc[view.token_at(draft.end - 1)]
    for _ in range(6):
        subject = next(
            (child for child in token.children if child.dep_ in _SUBJECTS and child.i < view.token_at(draft.start)),
            None,
        )
        if subject is not None:
            measures = (
                token.lower_ in _MEASURING
                or token.lower_ in shift_words()
                or any(child.dep_ == "cop" for child in token.children)
            )
            return _subject_text(view, subject) if measures else None
        if token.head is token or (token.dep_ in ("ccomp", "advcl", "acl:relcl") and token.pos_ == "VERB"):
            return None
        token = token.head
    return None


def _subject_text(view: View, subject: Token) -> str | None:
    if (
        subject.ent_type_ == "PERSON"
        or subject.pos_ in ("PRON", "DET", "NUM")
        or subject.tag_ in ("PRP", "WDT", "WP", "DT", "EX")
    ):
        return None
    kept = [
        token
        for token in subject.subtree
        if token.i <= subject.i and token.dep_ not in ("det", "punct", "case") and token.pos_ != "DET"
    ]
    first = min((token.i for token in kept), default=subject.i)
    phrase = view.text[view.doc[first].idx : subject.idx + len(subject)]
    return phrase.replace("\n", " ") if phrase.count(" ") < 6 else subject.text  # noqa: PLR2004


def _inherited(view: View, draft: Draft, *, before: list[Draft]) -> str | None:
    """Return what the nearest figure of the same unit in the sentence before is of: 46 percent would choose A and 44 percent B."""
    sentence = view.sentence(draft.start)[0]
    for other in reversed(before):
        if other.start < sentence:
            return None
        if other.kind == draft.kind and other.of is not None and draft.kind in (SHARE, COUNT):
            return other.of
    return None
