"""Sentences that tell afterwards where a figure is from: `The figure comes from a survey by the board`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lang.inflection import stems
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages import ProseSentence
from claimcheck.lint.passages.wording import either, source_nouns, tokens
from claimcheck.report import Claim, Quantity

_LEAST_COUNT = 20  # below it a count is seen, not taken: two chairs, six boats
_REACH = 25  # sentences between a claim and the sentence that tells its source
_NEAR = 12  # sentences over which `were counted by` alone looks back
_RANKS = frozenset({"superlative", "change", "comparison"})

_CLAIMED = either(
    "figure figures number numbers total totals tally count counts finding findings data statistic statistics estimate "
    "estimates calculation calculations claim claims allegation allegations accusation accusations charge charges detail "
    "details result results conclusion conclusions projection projections forecast forecasts ranking rankings assessment "
    "information record share gap toll average level trend comparison decline fall rise increase drop loss "
    "prediction warning verdict assertion comparison percentage proportion rate rates sum".split()
)
"""Nouns for what was claimed: with one of them a sentence speaks of a claim before it."""
_STUDIED = either(
    "survey study poll report analysis research census audit inquiry investigation review paper questionnaire".split()
)
"""Nouns for what was done to know it: new in the article, they tell the source that was owed."""
_TAKEN = (
    r"(?:counted|tallied|compiled|collected|gathered|calculated|computed|measured|estimated|recorded|"
    r"reported|published|released|issued|disclosed|"
    r"revealed|detailed|described|documented|listed|outlined|uncovered|exposed|announced|found|established|confirmed|alleged|stated|cited|quoted|"
    r"contained|included|set\s++out|laid\s++out|drawn\s++up|put\s++together|worked\s++out|made\s++public|brought\s++to\s++light|logged|registered|identified)"
)
"""Participles of telling and of counting."""
_MADE = (
    r"(?:made|produced|prepared|given|provided|supplied|kept|drawn|taken|reached|"
    r"raised|levelled|leveled|put\s++forward|based|carried\s++out|conducted|done|led|commissioned|put\s++at|attributed|credited)"
)
"""Participles that tell a source only of a noun for a claim: a payment is made by whoever pays."""
_BE = r"(?:is|are|was|were|has\s++been|have\s++been|had\s++been)(?:\s++(?:all|both|first|also|later|\w+ly))?"
_SOURCED = (
    r"(?:come|comes|came|stem|stems|stemmed|derives?|derived|emerged?|emerges|originates?|originated)\s++(?:from|in|out\s++of)|"
    r"(?:rests?|rested|relies|relied|draws?|drew)\s++(?:in|on|upon)"
)
_OPENS = re.compile(
    r"(?:(?:But|And|Yet|Now|All(?:\s++of)?|Both(?:\s++of)?)\s++)?(?:the|these|those|that|this|such|his|her|its|their)\s++(?P<subject>(?:[^.;:!?]|\.(?=\d)){2,90}?)\s++"
    rf"(?:(?P<told>{_BE}\s++{_TAKEN}|(?:appears?|appeared|features?|featured|surfaced|emerged?|emerges)(?=\s++(?:in|on)\b))|"
    rf"(?P<made>{_BE}\s++(?:{_MADE}|from|the\s++work\s++of|those\s++of|that\s++of)|{_SOURCED}))\b(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_COMPILED = frozenset(
    "compiled collected gathered published released issued produced provided supplied calculated made disclosed reported counted recorded found "
    "measured estimated revealed".split()
)
_ACTIVE = re.compile(
    rf"(?P<rest>[^.;:!?]{{3,120}}?)\s++{either(_COMPILED)}\s++(?:the|these|those|that|this)\s++(?P<subject>(?:\w+\s++)?(?:{_CLAIMED})\b[^.;:!?]{{0,60}}|\d[^.;:!?]{{0,60}})",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:count|tall|compil|measur|calculat|record|log)\w+\Z")
_ALLEGED = re.compile(
    r"(?:\w+\s+)?(?:claims?|allegations?|accusations?|charges?|assertions?|details?)\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:[\w-]+\s+)?(?:claims|allegations|accusations|charges|assertions|details|forecasts?|predictions?|projections?|warnings?|findings|"
    r"conclusions|verdict|assessment|comparisons)\Z",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\d[\d.,]*\d|\d")
_BY = re.compile(r"\b(?:by|in|from|of|on|at|to)\b")
_DATE = Pattern(r"\b(?:(?&Month)|\w+day|\d+)\b")


@dataclass(frozen=True, slots=True)
class Origin:
    """A sentence that tells the source of what an earlier one said."""

    generic: bool
    """It has a noun for a claim or a study, or a verb of counting: it need not repeat the claim's own words."""
    counted: bool
    told: bool
    """Its verb is one of telling."""
    alleged: bool
    """It speaks of what somebody is said to have done: the claim need hold no figure."""
    whole: bool
    """It speaks of all that was said: the allegations, the forecast."""
    stems: frozenset[str]
    values: frozenset[str]
    studied: str
    """The noun for a study that it brings in, or nothing."""


def origin_of(sentence: str) -> Origin | None:
    """Return what a sentence tells about an earlier claim's source, None where it tells none."""
    match = _OPENS.match(sentence)
    active = None if match or tokens(sentence).isdisjoint(_COMPILED) else _ACTIVE.match(sentence)
    found = match or active
    if found is None or not _names_source(found["rest"]):
        return None
    subject = found["subject"]
    claimed = re.search(rf"\b{_CLAIMED}\b", subject, re.IGNORECASE) is not None
    studied = re.match(rf"(?:\w+\s+)?(?P<noun>{_STUDIED})\b", subject, re.IGNORECASE)
    told = match is not None and match["told"] is not None
    if match is not None and not (claimed or studied or told):
        return None
    if match is not None and not _BY.search(match["rest"]) and not _BY.search(match[0][: -len(match["rest"]) or None]):
        return None
    return Origin(
        generic=claimed or studied is not None,
        counted=_COUNTED.search((match and match["told"]) or "") is not None,
        told=told,
        alleged=_ALLEGED.match(subject) is not None,
        whole=_WHOLE.match(subject) is not None,
        stems=stems(subject),
        values=frozenset(_VALUE.findall(subject)),
        studied=studied["noun"].casefold() if studied and not claimed else "",
    )


def _names_source(rest: str) -> bool:
    """Return whether words name who or what can be asked: by its noun, or by a capital that is no date's."""
    plain = _DATE.sub(" ", rest)
    by = re.search(r"\b(?:by|of)\s+(?:an?|the|its|their|his|her|[a-z]+s\b)\s*(?!\d)", plain) is not None
    return by or _askable().search(plain) is not None or re.search(r"(?<!\A)(?<!\A\s)[A-Z][a-z]", plain) is not None


@lang.compiled
def _askable() -> re.Pattern[str]:
    nouns = source_nouns("person", "organization", "document", "media")
    return re.compile(rf"\b{either(nouns | _PAPERS)}s?\b", re.IGNORECASE)


_PAPERS = frozenset(
    "ledger account filing record minute lawsuit paper notice register database website spreadsheet invoice modelling modeling "
    "archive registry logbook guild affidavit testimony".split()
)


def is_due(claim: Claim) -> bool:
    """Return whether a claim is one that the reader would ask the source of: a share, a sum, a count, a rank or a turn."""
    return any(mark.kind in _RANKS or (mark.kind == "quantity" and _is_due(claim, mark)) for mark in claim.marks)


def _is_due(claim: Claim, figure: Quantity) -> bool:
    if figure.unit is None:
        part = re.match(r"\s+(?:of|its|their|the|all)\s", claim.text[figure.end - claim.start :])
        return part is not None and 0 < figure.value < 1
    if figure.unit in {"percent", "percentage point"} or re.fullmatch(r"[A-Z]{3}", figure.unit):
        return True
    return figure.value >= _LEAST_COUNT or not float(figure.value).is_integer()


def claimed_before(
    origin: Origin, sentences: Sequence[ProseSentence], number: int, *, opens: int, known: frozenset[str]
) -> Claim | None:
    """Return the claim to which the origin in sentence ``number`` looks back, None where it may mean any or none.

    ``opens`` is the sentence with which the paragraph opens that it speaks of, ``known`` the attributions in which somebody knows
    or plans something, and nobody tells it. The figure that it repeats, else the claim with whose words it speaks; else the first
    of the paragraph where it speaks of all that was said, or the last figure before it.
    """
    if origin.studied and any(re.search(rf"\b{origin.studied}", one.text, re.IGNORECASE) for one in sentences[:number]):
        return None
    first = max(number - _REACH, 0)
    claims = [(place, claim) for place in range(first, number) for claim in sentences[place].claims]
    own = [one for one in claims if one[1].support == "none" or one[1].attribution_id in known]
    said = next((claim for place, claim in own if place >= opens), None) if origin.whole else None
    if origin.alleged:
        return _nearest(origin, own) or said
    due = [one for one in claims if one[1].support == "none" and is_due(one[1])]
    if origin.values:
        return next((claim for _, claim in due if not origin.values.isdisjoint(_VALUE.findall(claim.text))), None)
    nearest = _nearest(origin, due)
    if nearest or said:
        return nearest or said
    if not due or not (origin.generic or origin.counted):
        return None
    place, claim = due[-1]
    return claim if origin.generic or number - place <= _NEAR else None


def _nearest(origin: Origin, claims: Sequence[tuple[int, Claim]]) -> Claim | None:
    """Return the claim with most of the origin's words, of several the earliest; None where none has any."""
    shared = [(len(origin.stems & stems(claim.text)), claim) for _, claim in claims]
    most, claim = max(shared, key=lambda one: one[0], default=(0, None))
    return claim if most else None
