"""CC201: a figure, superlative or change for which the article gives no source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.attribution.carrying import SHARE, Told, measure_of
from claimcheck.lint.passages import ProseSentence, Spans, prose, quoted
from claimcheck.lint.passages.wording import pattern_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Change, Claim, Quantity, Report, Superlative

_SMALLEST_COUNT, _FEWEST_HURT, _SMALLEST_SUM = 50, 20, 100_000  # below these a writer can count or read a price tag
_LARGEST_CROWD = 10_000  # that a reporter can see from a step
LIKELY, SURELY = 0.4, 0.75  # of a claim's worth: the share of claims like it that a checker checks first
PEOPLE = 0.2  # of a share of people, who must have been asked by somebody
_CASUALTIES = re.compile(
    r"\b(?:killed|died|dead|deaths?|injured|wounded|hurt|missing|arrested|detained|displaced|infected|infections?|cases|victims|jobs?|layoffs?|evicted|evictions?|homeless|crash(?:es)?|accidents?|thefts?|burglaries|complaints?|attacks?|incidents?)\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_LENGTHS = frozenset(
    "meter metre kilometer kilometre mile foot yard inch hectare acre year month week day hour minute second degree kilogram gram pound point seat page lane room bed time count charge vote delegate elector ballot goal game majority".split()
)
"""What is read off a ruler or a calendar, and what an official count settles."""
_CROWD = re.compile(
    r"\b(?:crowds?|gather\w*|rall(?:y|ies|ied)|march(?:ed|es|ers|ing)?|protest\w*|demonstrat\w*|turned\s+out|drew|attend\w*|cheer\w*|roar\w*|chant\w*|applaud\w*|assembled)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:percent|per\s+cent|%|\d)\s+of\s+(?:[\w.’'-]+\s+){0,4}(?:votes?|ballots|delegates)\b|\bof\s+(?:precincts|(?:[\w-]+\s+)?(?:states|contests|primaries|caucuses|counties|seats))\b|\b(?:single|double)\s+digits\b|\d\s+to\s+[\d,]+\s+votes\b",
    re.IGNORECASE,
)
_TICK = re.compile(
    r"\b(?:shares|stocks?|index(?:es)?|futures|crude|gold|silver|ounce|barrel|bonds?|yields?|Dow|Nasdaq|S&P|FTSE|DAX|Nikkei)\b.*\b(?:clos\w+|trad(?:ed|ing)|end(?:ed|ing)|finish\w*|"
    r"gain\w*|lost|lose|fell|rose|drop\w*|slid|slip\w*|climb\w*|jump\w*|shed|added|up|down|higher|lower)\b"
    r"|\bmarket\s+(?:cap\w*|value|valuation)\b|\b(?:plunge|drop|fall|rise|gain|jump|slump|surge|decline|slide)\s+in\s+(?:[\w’'-]+\s+){0,4}(?:shares?|stocks?)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(
    r"<|\W*(?:Editor[’']?s?[’']?\s+note|Correction|Clarification|Update|Disclosure|Note)\s*:", re.IGNORECASE
)
_SHARE = Pattern(  # of people or things, and no half hour or half a glass
    r"(?:[\w-]+\s+){0,3}?(?:(?:(?&cardinal)|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\w+|\d+)\s|"
    r"(?:half|(?:an?|(?&cardinal))[\s-](?&part))\s+(?:of\s+)?(?!as\s)(?:all\s|(?:the|its|their)\s(?!time\b|day|night|week|month|year|season|game|match|race|way\b|hour|book|film|show|battle|story|name)\w+\s+(?:in|on|of|at)\s|the\s(?:[\w’'-]+\s){0,3}?\w+s\b|(?:[\w’'-]+\s){0,2}\w+s\b))",
    re.IGNORECASE,
)
_ROUGHLY = Pattern(r"(?&vague)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:the|these|those|every|each|all)\s+\Z", re.IGNORECASE)  # told before, or a rate by its unit
_SCORE = re.compile(r"\d%?\s*[-–—:]\s*\d|\bto\s+\d")
_SCOPED = re.compile(
    r"\b(?:world|country|nation|state|region|continent|city|county|province|europe|africa|asia|america|record|history|ever|since|decade|decades|century|globally|worldwide|years)\b|\bin\s+(?:the\s+)?[A-Z]",
)
_RANKED = re.compile(
    r"\b(?:first|largest|biggest|smallest|highest|lowest|dirtiest|cleanest|sunniest|windiest|heaviest|strongest|weakest|rarest|safest|noisiest|widest|steepest|oldest|youngest|longest|shortest|tallest|deepest|fastest|slowest|richest|poorest|busiest|deadliest|worst|wettest|driest|"
    r"hottest|coldest|warmest|cheapest|costliest|dearest|fewest|(?:most|least)\s+(?:populous|common|expensive|visited|dangerous|watched|sold|polluted|deprived|congested|crowded|indebted|unequal|affordable|violent|valuable|profitable|endangered)|record|unprecedented|only|No\.|second|third)\b",
    re.IGNORECASE,
)
_OWN_FIRST = re.compile(
    r"(?:(?:his|her|its|their|my|our|[A-Z]\w+[’']s)\s+(?:\w+\s+)?(?:first|second|third)\b|(?:for\s+)?(?:the\s+|only\s+the\s+)?(?:first|second|third)\s+time\b)",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"(?!\w+est\b)(?:.*\b(?:the|one\s+of|record|unprecedented)\b|.*[’']s\b)", re.IGNORECASE
)  # and no `looms largest`
_FIRST_TIME = re.compile(r"\b(?:first|second|third|only)\b", re.IGNORECASE)
_STEEP = re.compile(r"\b(?:double[ds]?|doubling|tripled?|triples|quadrupled|halved)\b", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will|would|could|should|must|shall|(?-i:may)|might|if|unless|plans?\s+to|aims?\s+to|is\s+to|are\s+to|going\s+to|set\s+to|bound\s+to|(?:propos|plann|pledg|promis)ed)\b",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield, once in a paragraph and once in a series, the figure that needs a source and has none that carries to it.

    A note: of 75 that were read, 22 of them blind, an editor would ask for 39.
    """
    told = Told(prose(analysis, report), report)
    spans = quoted(analysis)
    last = ""
    for place, paragraph in enumerate(told.paragraphs):
        if _ASIDE.match(paragraph.sentences[0].text):
            continue
        for number, sentence in enumerate(paragraph.sentences):
            found = _first(sentence, spans=spans, told=told)
            if found is None or told.is_sourced(sentence) or told.is_carried(place, number, found[0]):
                continue
            mark, claim = found
            series = measure_of(mark)
            if not series or last != series:
                message = f"no source for “{' '.join(mark.text.split())}”"
                help_ = "say where it is from, and link it"
                yield Fault(mark.start, mark.end, message, claim.id, help=help_)
            last = series
            break


def _first(
    sentence: ProseSentence, *, spans: Spans, told: Told
) -> tuple[Quantity | Superlative | Change, Claim] | None:
    """Return the first mark of a sentence that needs a source, a figure before a change without one, and its claim."""
    for claim in sentence.claims:
        unchecked = claim.checkability in {"private", "not_checkable"}
        if claim.support != "none" or unchecked or told.is_told_elsewhere(claim):
            continue
        marks = [mark for mark in claim.marks if isinstance(mark, Quantity | Superlative | Change)]
        for mark in sorted(marks, key=lambda one: isinstance(one, Change)):
            cared = claim.worth is None or claim.worth.score >= _least_worth(mark)
            if cared and needs_source(mark, sentence) and not spans.hold(mark.start, mark.end):
                return mark, claim
    return None


def _least_worth(mark: Quantity | Superlative | Change) -> float:
    """Return how likely a checker must be to check the claim; shares and changes compare, a count or a sum may be trivia."""
    compares = not isinstance(mark, Quantity) or measure_of(mark) == SHARE
    if isinstance(mark, Quantity) and compares and 0 < mark.value < 1:
        return PEOPLE
    return LIKELY if compares else SURELY


def needs_source(mark: Quantity | Superlative | Change, sentence: ProseSentence) -> bool:
    """Return whether a mark is more than what everybody can see: a share, a sum, a large count, a rank with its field, a steep turn."""
    seen = pattern_of("public_facts", "word").search(sentence.text) is not None
    if isinstance(mark, Quantity):
        return _is_statistic(mark, sentence, seen=seen)
    if seen:
        return False
    if isinstance(mark, Superlative):
        if _is_class(mark, sentence):
            return False
        ranked = _RANKED.search(mark.text) and _DEFINITE.match(mark.text) and _is_scoped(mark, sentence)
        return bool(ranked) and not _is_story(mark)
    return _STEEP.search(mark.text) is not None


def _is_class(mark: Superlative, sentence: ProseSentence) -> bool:
    """Return whether a rank only says who is meant: the country's four biggest banks have not lent."""
    words = sentence.words[sentence.place(mark.start) : sentence.place(mark.end)]
    counted = any(
        word.tag == "CD" and word.head > place for place, word in enumerate(words, start=sentence.place(mark.start))
    )
    return counted and not mark.text.casefold().startswith("one of")


def _is_scoped(mark: Superlative, sentence: ProseSentence) -> bool:
    """Return whether a rank tells its field: a place, a time, all there are; somebody's own `biggest rival` is a judgement."""
    if _SCOPED.search(mark.text):
        return True
    words = sentence.words[sentence.place(mark.start) : sentence.place(mark.end)]
    owners = (before for before, word in itertools.pairwise(words) if word.tag == "POS")
    return any(owner.name == "PLACE" for owner in owners)


def _is_story(mark: Superlative) -> bool:
    """Return whether `first` only tells the course of events: the first time in years, his first ever."""
    return _OWN_FIRST.match(mark.text) is not None or (
        _FIRST_TIME.search(mark.text) is not None
        and not re.search(
            r"\b(?:since|ever|history|decades?|century|years)\b|\bin\s+the\s+(?:world|country|nation)\b", mark.text
        )
    )


def is_on_record(mark: Quantity) -> bool:
    """Return whether a quantity is read off a ruler, a calendar or an official count."""
    return _unit(mark).rsplit(" ", 1)[-1] in _LENGTHS


def _unit(mark: Quantity) -> str:
    """Return what a quantity is in, without its rate: of £2bn a year pounds."""
    return (mark.unit or "").partition(" per ")[0]


def _is_statistic(mark: Quantity, sentence: ProseSentence, *, seen: bool) -> bool:
    """Return whether a quantity is a share, a sum or a count that somebody must have taken; ``seen``: there for all to see."""
    unit, text, at = _unit(mark), sentence.text, mark.start - sentence.start
    scored = _SCORE.search(text[max(at - 6, 0) : mark.end - sentence.start + 6])
    if scored or is_on_record(mark) or any(one.search(text) for one in (_TICK, _COUNTED, _WILL)):
        return False
    if _ROUGHLY.match(mark.text) or _GIVEN.search(text, 0, at):
        return False
    if unit in {"percent", "percentage point"} or (0 < mark.value < 1 and _SHARE.match(text, at)):
        return True
    if _CURRENCY.match(unit):
        return mark.value >= _SMALLEST_SUM
    if mark.value < _LARGEST_CROWD and _CROWD.search(text):
        return False
    least = _FEWEST_HURT if _CASUALTIES.search(text) else _SMALLEST_COUNT
    return bool(unit) and not seen and mark.value >= least


RULE = Rule(
    id="CC201",
    name="unsourced-figure",
    severity="note",
    what="Finds a share, a sum, a large count, a ranking or a doubling for which the article gives no source: not in its sentence, not for its series, "
    "not where the figure stands again. Once a paragraph and a series, and only what a checker would likely check; headlines and captions, scores, votes, "
    "market ticks, crowds, ages, small counts and small sums are left out.",
    why="It is the first thing that a checker asks: says who? Without an answer the figure has to be found again, or cut.",
    fires="Kessa is a quiet town on the coast. Rents there have risen by 38 percent since 2019. The bakery on the quay closed in May.",
    passes="Kessa is a quiet town on the coast. Rents there have risen by 38 percent since 2019, according to the county's housing office. The bakery on the quay closed in May.",
    instead="Say where the figure is from in the same sentence, and link it: figures from the county's housing office show.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; BBC Editorial Guidelines, section 3, “Accuracy”",
    find=find,
)
