"""Sentences that tell afterwards where a claim is from: `The figure comes from a survey by the board`, `That is what it says`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.analysis import Word
from claimcheck.lang.inflection import stem, stems
from claimcheck.lint.passages import ProseSentence
from claimcheck.lint.passages.wording import reporting_verbs, source_nouns
from claimcheck.report import Claim, Quantity

_LEAST_COUNT = 20  # below it a count is seen, not taken: two chairs, six boats
_REACH = 25  # sentences between a claim and the sentence that tells its source
_NEAR = 12  # sentences over which `were counted by` alone looks back
_WHOLLY = 2  # words: all this
_RANKS = frozenset({"superlative", "change", "comparison"})
_BACK = frozenset("the this that these those such his her its their".split())
_COUNTS = frozenset(map(stem, "count tally compile measure calculate record log".split()))
_TELLS = _COUNTS | frozenset(
    map(
        stem,
        "collect gather compute estimate report publish release issue disclose reveal detail describe document list outline uncover expose "
        "announce find establish confirm allege state cite quote contain include set laid recount tell".split(),
    )
)
_FROM = frozenset(map(stem, "comes came stem derive emerge originate rest rely draw appear feature surface".split()))
_FIGURES = frozenset(
    "figure number total tally count datum data statistic calculation result ranking information record share gap toll average level trend "
    "decline fall rise increase drop loss percentage proportion rate sum comparison".split()
)
_ACCUSATIONS = frozenset("claim allegation accusation charge assertion detail".split())
_VIEWS = _ACCUSATIONS | frozenset(
    "estimate finding conclusion projection forecast assessment prediction warning verdict view opinion judgment word account message story".split()
)
"""Nouns for all that was said, of which the plural or `the forecast` needs no figure."""
_STUDIES = frozenset(
    "survey study poll report analysis research census audit inquiry investigation review paper questionnaire".split()
)
"""Nouns for what was done to know it: new in the article, they tell the source that was owed."""
_VALUE = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Origin:
    """A sentence that tells the source of what an earlier one said."""

    noun: str
    """What it calls that: figure, allegation, boat; empty where it only points, as in `That is what the board says`."""
    counted: bool
    stems: frozenset[str]
    values: frozenset[str]


def origin_of(sentence: ProseSentence) -> Origin | None:
    """Return what a sentence tells about an earlier claim's source, None where it tells none."""
    words = sentence.words
    root = next((at for at, word in enumerate(words) if word.head == at), 0)
    if [word.text for word in words[:2]] == ["So", "says"]:
        return Origin("", counted=False, stems=frozenset(), values=frozenset())
    told = "obj" if words and words[root].tag == "VBD" and stem(words[root].text) in _TELLS else "nsubj"
    place = next((at for at in sentence.under(root) if words[at].label.startswith(told)), None)
    if place is None:
        return None
    inside = _below(words, place)
    pointing = words[place].tag == "DT" and len(inside) <= _WHOLLY
    back = pointing or any(words[at].text.casefold() in _BACK for at in inside[:_WHOLLY] if words[at].head == place)
    noun = "" if pointing else words[place].lemma.casefold()
    claimed = noun in _FIGURES | _VIEWS
    opens = claimed if told == "obj" else inside[0] <= 1
    if not (back and opens and _tells_source(sentence, root, claimed=claimed or noun in _STUDIES, subject=place)):
        return None
    subject = " ".join(words[at].text for at in inside)
    return Origin(noun, stem(words[root].text) in _COUNTS, stems(subject), frozenset(_VALUE.findall(subject)))


def _tells_source(sentence: ProseSentence, root: int, *, claimed: bool, subject: int) -> bool:
    """Return whether a sentence's root says where its subject is from: by whom, in or from what, `is the view of`."""
    words, under = sentence.words, [at for at in sentence.under(root) if at != subject]
    labels = {words[at].label for at in under}
    if "cop" in labels:
        case = any(words[at].text in {"according", "from"} for at in under if words[at].label == "case")
        says = any(re.fullmatch(reporting_verbs(), words[at].text) for at in under if words[at].label == "acl:relcl")
        of = words[root].lemma in _FIGURES | _VIEWS | {"work"}
        pointing = words[subject].tag == "DT"
        return ((case or of) and (claimed or pointing)) or (pointing and words[root].tag == "WP" and says)
    if words[subject].label == "obj":
        return any(words[at].label == "nsubj" and _is_source(words, at) for at in under)
    passive = "aux:pass" in labels and (claimed or stem(words[root].text) in _TELLS)
    told = passive or (claimed and stem(words[root].text) in _FROM)
    return told and any(words[at].label.startswith("obl") and _is_source(words, at) for at in under)


def _is_source(words: Sequence[Word], place: int) -> bool:
    """Return whether a phrase names who or what can be asked: an agent, a noun of sources, a name that is no date's."""
    below = [words[at] for at in _below(words, place)]
    askable = source_nouns("person", "organization", "document", "media")
    return any(word.name or word.lemma in askable for word in below)


def _below(words: Sequence[Word], place: int) -> list[int]:
    """Return the places of a word and of all that hangs on it, in text order."""
    held = {place}
    for _ in range(len(words)):
        more = {at for at, word in enumerate(words) if word.head in held} - held
        if not more:
            break
        held |= more
    return sorted(held)


def is_due(claim: Claim) -> bool:
    """Return whether a claim is one that the reader would ask the source of: a share, a sum, a count, a rank or a turn."""
    return any(mark.kind in _RANKS or (isinstance(mark, Quantity) and _is_due(claim, mark)) for mark in claim.marks)


def _is_due(claim: Claim, figure: Quantity) -> bool:
    if figure.unit is None:
        part = re.match(r"\s+(?:of|its|their|the|all)\s", claim.text[figure.end - claim.start :])
        return part is not None and 0 < figure.value < 1
    return figure.value >= _LEAST_COUNT or not float(figure.value).is_integer()


def claimed_before(
    origin: Origin, sentences: Sequence[ProseSentence], number: int, *, opens: int, known: frozenset[str]
) -> Claim | None:
    """Return the claim to which the origin in sentence ``number`` looks back, None where it may mean any or none.

    ``opens`` is the sentence with which the paragraph opens that it speaks of, ``known`` the attributions in which somebody knows
    or plans something, and nobody tells it. The figure that it repeats, else the claim with whose words it speaks; else the first
    of the paragraph where it speaks of all that was said, or the last figure before it.
    """
    if origin.noun in _STUDIES and any(re.search(rf"(?i)\b{origin.noun}", one.text) for one in sentences[:number]):
        return None
    first = max(number - _REACH, 0)
    claims = [(place, claim) for place in range(first, number) for claim in sentences[place].claims]
    own = [one for one in claims if one[1].support == "none" or one[1].attribution_id in known]
    due = [one for one in own if one[1].support == "none" and is_due(one[1])]
    if origin.values:
        return next((claim for _, claim in due if not origin.values.isdisjoint(_VALUE.findall(claim.text))), None)
    nearest = _nearest(origin, own if origin.noun in _ACCUSATIONS else due)
    said = next((claim for place, claim in own if place >= opens), None) if origin.noun in _VIEWS else None
    if nearest or said or origin.noun in _ACCUSATIONS or not due:
        return nearest or said
    generic = origin.noun in _FIGURES | _VIEWS | _STUDIES
    return due[-1][1] if generic or (origin.counted and number - due[-1][0] <= _NEAR) else None


def _nearest(origin: Origin, claims: Sequence[tuple[int, Claim]]) -> Claim | None:
    """Return the claim with most of the origin's words, of several the earliest; None where none has any."""
    shared = [(len(origin.stems & stems(claim.text)), claim) for _, claim in claims]
    most, claim = max(shared, key=lambda one: one[0], default=(0, None))
    return claim if most else None
