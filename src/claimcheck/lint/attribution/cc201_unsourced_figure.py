"""CC201: a figure, superlative or change for which the article gives no source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimcheck.analysis import Analysis
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages import ProseParagraph, ProseSentence, Spans, prose, quoted
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.passages.wording import pattern_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Change, Claim, Quantity, Report, Superlative

_SMALLEST_COUNT, _FEWEST_HURT, _SMALLEST_SUM = 50, 10, 1000  # below these a writer can count or read a price tag
_CASUALTIES = re.compile(
    r"\b(?:killed|died|dead|deaths?|injured|wounded|hurt|missing|arrested|detained|displaced|infected|infections?|cases|victims|jobs?|layoffs?|evicted|evictions?|homeless|crash(?:es)?|accidents?|thefts?|burglaries|complaints?|attacks?|incidents?)\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_LENGTHS = frozenset(
    "meter metre kilometer kilometre mile foot yard inch hectare acre year month week day hour minute second degree kilogram gram pound point seat page lane room bed time count charge".split()
)
_SHARE = Pattern(  # of people or things, and no half hour or half a glass
    r"(?:[\w-]+\s+){0,3}?(?:(?:(?&cardinal)|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\w+|\d+)\s|"
    r"(?:half|(?:an?|(?&cardinal))[\s-](?&part))\s+(?:of\s+)?(?!as\s)(?:all\s|the\s(?:[\w’'-]+\s){0,3}?\w+s\b|(?:[\w’'-]+\s){0,2}\w+s\b))",
    re.IGNORECASE,
)
_ROUGHLY = Pattern(r"(?&vague)\b", re.IGNORECASE)
_SCORE = re.compile(r"\d\s*[-–—:]\s*\d|\bto\s+\d")
_SCOPED = re.compile(
    r"\b(?:world|country|nation|state|region|continent|city|county|province|europe|africa|asia|america|record|history|ever|since|decade|decades|century|globally|worldwide|years)\b|[’']s\b|\bin\s+(?:the\s+)?[A-Z]",
)
_RANKED = re.compile(
    r"\b(?:first|largest|biggest|smallest|highest|lowest|oldest|youngest|longest|shortest|tallest|deepest|fastest|slowest|richest|poorest|busiest|deadliest|worst|wettest|driest|"
    r"hottest|coldest|warmest|cheapest|costliest|dearest|fewest|(?:most|least)\s+(?:populous|common|expensive|visited|dangerous|watched|sold|polluted)|record|unprecedented|only|No\.|second|third)\b",
    re.IGNORECASE,
)
_FIRST_TIME = re.compile(r"\b(?:first|second|third|only)\b", re.IGNORECASE)
_STEEP = re.compile(
    r"\b(?:double[ds]?|doubling|tripled?|triples|quadrupled|halved|soar\w*|surg\w*|plung\w*|plummet\w*|skyrocket\w*|collaps\w*|spik\w*|"
    r"sharp\w*|steep\w*|dramatic\w*|rapid\w*|significant\w*|exponential\w*|massive\w*|huge\w*)\b",
    re.IGNORECASE,
)
_OWN_DATA = re.compile(
    r"\b(?:according\s+to|figures?\s+(?:from|by|of|show|released|published)|data\s+(?:from|by|of|show)|statistics\s+(?:from|show)|census|poll|survey|study|report|"
    r"estimates?|records\s+(?:show|from)|counted|reported|recorded|documents?|filings?|audit|published|announced|fined|bail|sentenced)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:the|this|that|its|their|these|those)\s+(?:\w+\s+)?(?:report|survey|study|poll|figures?|data|census|audit|respondents|researchers|document|statement|agency|ministry|numbers|findings|total|paper|analysis)\b"
    r"|\brespondents\b|\bof\s+those\s+(?:asked|surveyed|polled|questioned)\b|\bmargin\s+of\s+error\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|would|could|should|must|shall|(?-i:may)|might|if|unless|plans?\s+to|aims?\s+to|is\s+to|are\s+to|going\s+to|set\s+to|bound\s+to)\b",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield, once in a sentence, what needs a source and has none: in the sentence, carried over, or for the same figure elsewhere."""
    told = _Told(analysis, report)
    spans = quoted(analysis)
    for place, paragraph in enumerate(told.paragraphs):
        for number, sentence in enumerate(paragraph.sentences):
            fault = _first(sentence, spans=spans, told=told)
            if fault and not told.is_sourced(sentence) and not told.is_carried(place, number):
                yield fault


def _first(sentence: ProseSentence, *, spans: Spans, told: _Told) -> Fault | None:
    """Return the fault at the first mark of a sentence that needs a source."""
    for claim in sentence.claims:
        unchecked = claim.checkability in {"private", "not_checkable"}
        if claim.support != "none" or unchecked or told.is_told_elsewhere(claim):
            continue
        marks = (mark for mark in claim.marks if isinstance(mark, Quantity | Superlative | Change))
        for mark in marks:
            if needs_source(mark, sentence) and not spans.hold(mark.start, mark.end):
                message = f"no source for “{' '.join(mark.text.split())}”"
                return Fault(mark.start, mark.end, message, claim.id, help="say where it is from, and link it")
    return None


def needs_source(mark: Quantity | Superlative | Change, sentence: ProseSentence) -> bool:
    """Return whether a mark is more than what everybody can see: a share, a sum, a large count, a rank with its field, a steep turn."""
    seen = pattern_of("public_facts", "word").search(sentence.text) is not None
    if isinstance(mark, Quantity):
        return _is_statistic(mark, sentence, seen=seen)
    if seen:
        return False
    if isinstance(mark, Superlative):
        return bool(_RANKED.search(mark.text) and _SCOPED.search(mark.text)) and not _is_story(mark)
    figures = any(isinstance(one, Quantity) and _is_statistic(one, sentence, seen=seen) for one in sentence.marks())
    asserted = " " in mark.text.strip() or not mark.text.endswith("ing")  # `soaring prices` takes the rise for granted
    steep = asserted and _STEEP.search(mark.text) is not None and not mark.text.casefold().startswith("the ")
    return not _WILL.search(sentence.text) and (figures or steep)


def _is_story(mark: Superlative) -> bool:
    """Return whether `first` only tells the course of events: the first time, his first."""
    return _FIRST_TIME.search(mark.text) is not None and not re.search(
        r"\b(?:since|ever|history|world|country|nation|decades?|century|years)\b", mark.text
    )


def _is_statistic(mark: Quantity, sentence: ProseSentence, *, seen: bool) -> bool:
    """Return whether a quantity is a share, a sum or a count that somebody must have taken; ``seen``: there for all to see."""
    unit, text, at = mark.unit or "", sentence.text, mark.start - sentence.start
    if unit in _LENGTHS or _SCORE.search(text[max(at - 6, 0) : mark.end - sentence.start + 6]):
        return False
    if _WILL.search(text) or text.endswith("?") or _ROUGHLY.match(mark.text):
        return False
    if unit in {"percent", "percentage point"} or (0 < mark.value < 1 and _SHARE.match(text, at)):
        return True
    if _CURRENCY.match(unit):
        return mark.value >= _SMALLEST_SUM
    least = _FEWEST_HURT if _CASUALTIES.search(text) else _SMALLEST_COUNT
    return bool(unit) and not seen and mark.value >= least


class _Told:
    """What a Report tells about where its claims come from."""

    def __init__(self, analysis: Analysis, report: Report) -> None:
        self.paragraphs: list[ProseParagraph] = prose(analysis, report)
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self.links = Spans((link.start, link.end) for link in report.article.links)
        self.notes = Spans((note.start, note.start + 1) for note in report.article.notes)
        self.voices = voices(report)

    def is_sourced(self, sentence: ProseSentence) -> bool:
        """Return whether a source, a link or a note stands in a sentence."""
        start, end = sentence.start, sentence.end
        if self.voices.sources.touch(start, end) or self.links.touch(start, end) or self.notes.touch(start, end + 1):
            return True
        supported = any(claim.support in {"linked", "named"} for claim in sentence.claims)
        return supported or _OWN_DATA.search(sentence.text) is not None

    def is_carried(self, place: int, number: int) -> bool:
        """Return whether the sentence before or behind, in its paragraph, tells the source, or the report of the one before goes on."""
        paragraph = self.paragraphs[place]
        sentence = paragraph.sentences[number]
        if number and self.is_sourced(paragraph.sentences[number - 1]):
            return True
        if number + 1 < len(paragraph.sentences) and self._tells_back(paragraph.sentences[number + 1]):
            return True
        if paragraph.section == "lead" and place + 1 < len(self.paragraphs):
            return any(self._tells_back(one) for one in self.paragraphs[place + 1].sentences[:2])
        if number == 0 and place and _GOES_ON.search(sentence.text):
            return any(self.is_sourced(one) for one in self.paragraphs[place - 1].sentences)
        return False

    def _tells_back(self, sentence: ProseSentence) -> bool:
        """Return whether a sentence behind the figure tells where it is from: `The numbers come from the board`, `she said`."""
        if _OWN_DATA.search(sentence.text) or self.links.touch(sentence.start, sentence.end):
            return True
        return _GOES_ON.search(sentence.text) is not None and self.is_sourced(sentence)

    def is_told_elsewhere(self, claim: Claim) -> bool:
        """Return whether the same figure has a source in another place."""
        return any(self.claims[other].support != "none" for other in claim.same_as)


RULE = Rule(
    id="CC201",
    name="unsourced-figure",
    severity="warning",
    what="Finds a share, a sum, a large count, a ranking or a steep change for which neither its sentence nor those beside it give a source. "
    "Headlines and captions, scores, votes, ages and small counts are left out.",
    why="It is the first thing that a checker asks: says who? Without an answer the figure has to be found again, or cut.",
    fires="Kessa is a quiet town on the coast. Rents there have risen by 38 percent since 2019. The bakery on the quay closed in May.",
    passes="Kessa is a quiet town on the coast. Rents there have risen by 38 percent since 2019, according to the county's housing office. The bakery on the quay closed in May.",
    instead="Say where the figure is from in the same sentence, and link it: figures from the county's housing office show.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; BBC Editorial Guidelines, section 3, “Accuracy”",
    find=find,
)
