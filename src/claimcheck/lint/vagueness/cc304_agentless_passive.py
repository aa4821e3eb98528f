"""CC304: a passive that hides who says, thinks or expects it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages import ProseSentence, prose, quoted, sourcing
from claimcheck.lint.passages.wording import ADVERBS, either, tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_WIDELY = re.compile(
    r"\b(?:widely|generally|commonly|broadly|universally|often|largely|popularly|long|roundly|usually)\b", re.IGNORECASE
)
_MEASURE = (
    r"(?!\d|[£$€¥]|(?:about|around|nearly|almost|some|roughly|over|under|up|more|less|fewer|at|as|an?\s+(?:further|extra|additional|total|average))\s+(?:than\s+|to\s+|least\s+|most\s+|(?:much|many)\s+as\s+)?(?:[£$€]?\d|half|an?\s)|"
    r"(?:an?\s+)?(?:half|quarter|third|fifth|sixth|eighth|tenth|hundredth|percentage|factor|margin|similar|wide|whisker|point|fraction|few|couple|large|huge|small)\b|"
    r"(?:one|(?&many))(?:\s+(?&scale))?[\s-]+"
    r"(?:per\b|percent|points?|degrees?|times|fold|years?|months?|weeks?|days?|hours?|minutes?|thirds?|fifths?|tenths?|in\b|of\b|pounds?|dollars?|euros?|pence|cents?|met(?:er|re)s?|miles?|kilomet|feet|inch)|double\b|"
    r"mid\b|late\b|early\b|then\b|now\b|the\s+(?:end|time|middle|start|beginning|spring|summer|autumn|fall|winter|weekend)\b|next\b|this\b|[A-Z][a-z]+day\b|"
    r"(?:(?&Month)|Christmas|Easter)\b|"
    r"noon\b|midnight\b|tomorrow\b|tonight\b|[a-z]+ing\b|air\b|sea\b|land\b|road\b|rail\b|law\b|hand\b|contrast\b|far\b)"
)
_AGENT = Pattern(rf"(?:[^;.]|\.(?=\d)){{0,80}}?\bby\s+{_MEASURE}")
_AGENT_AT_ONCE = Pattern(rf"\s*,?\s*(?:\w+ly,?\s+)?by\s+{_MEASURE}")
_ON_CALENDAR = re.compile(
    r"be\s+(?:held|published|released|announced|sworn|sentenced|heard|presented|discussed|completed|finished)\b"
    r"|(?:arrive|attend|speak|meet|vote|begin|start|open|appear|testify|take\s+place|visit|travel|return|sign|announce|publish|release|give|"
    r"deliver|present|join|host|hear|decide|rule|last|do|run|review|continue|play\s+out|resume|convene|gather|debate|consider)\b",
    re.IGNORECASE,
)
_INNER = re.compile(r"\s*to\s+(?:have\s+)?be(?:en)?\s+(?:\w+ly\s+)?\w+(?:ed|en|t|n)\b", re.IGNORECASE)
_TIMED = Pattern(
    r"\b(?:today|tonight|tomorrow|noon|midnight|shortly|soon|[A-Z][a-z]+day|(?:this|next|later\s+(?:this|in\s+the)|later\s+on|coming)\s+(?:week|weekend|month|afternoon|morning|evening|year|spring|summer|autumn|fall|winter)|"
    r"(?:in|on|by|until|from|late|early|mid)[\s-](?:\d{1,2}\s+)?(?&Month)|"
    r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|(?:hours|days|weeks)\b|(?:20\d\d)\b)"
)
_MEASURE_BEFORE = re.compile(r"\b(?:as|than|what)\s+\Z", re.IGNORECASE)
_WEIGHED = frozenset(
    "for at in on during when whether and or as by of not several again twice once".split()
)  # is considered for the post, at a meeting


_REDUCED = frozenset("believed thought understood said rumoured rumored reputed alleged feared presumed".split())
_NO_NOUNS = frozenset(
    "is are was were be been being isn’t wasn’t aren’t weren’t isn't wasn't not never he she they it we i you who have has had also now still to once long and or but as".split()
)
_CLAUSE = re.compile(r"\b(?:when|if|once|until|whether|unless)\s[^,;]{0,50}\Z", re.IGNORECASE)
_DATED = re.compile(r"\bon\s+(?:[A-Z][a-z]+day\b|[A-Z][a-z]{2,8}\.?\s+\d|\d{1,2}\s+[A-Z])")
_BY_LAW = re.compile(
    r"\b(?:under|by|in)\s+(?:the|an?|its|this|that|[A-Z]\w+)?\s*(?:[\w-]+\s+){0,3}(?:act|law|rules?|code|treaty|convention|statute|constitution|regulations?|bylaw|contract)\b|\blegally\b",
    re.IGNORECASE,
)
_IN_DOCUMENT = re.compile(
    r"\b(?:in|on)\s+(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){0,2}(?:catalogue|catalog|report|study|survey|filing|audit|letter|memo|budget|forecast|census|register|assessment|valuation)\b",
    re.IGNORECASE,
)
_DUTIES = "wear|pay|sing|bring|behave|keep|leave|know|observe|follow|obey|comply|respect|clean|register|wash|sit|stand|remain|dress|help|contribute|knock|report|carry|show|be\\s+(?:quiet|polite|present|on\\s+time|able)"


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield agentless passives of thinking and saying in the article's own voice."""
    spans = quoted(analysis)
    for paragraph in prose(analysis, report):
        for sentence in paragraph.sentences:
            if tokens(sentence.text).isdisjoint(_participles()):
                continue
            for match in _pattern().finditer(report.text, sentence.start, sentence.end):
                start, end = match.start("passive"), match.end("passive")
                if not _hides(match) or spans.hold(start, end) or _told(report, match, sentence=sentence):
                    continue
                words = " ".join(match["passive"].split())
                yield Fault(start, end, f"“{words}”: by whom?", help="say who says, thinks or expects it")


def _hides(match: re.Match[str]) -> bool:
    """Return whether the participle stands as in its row: with the word behind it, and behind widely where it needs that."""
    widely = _WIDELY.search(match["middle"]) is not None
    following = match["next"].casefold()
    if match["be"] is None and not _is_reduced(match):
        return False
    for wanted, needs_widely in _participles()[match["participle"].casefold()]:
        if needs_widely and not widely:
            continue
        if wanted == following or (wanted == "be" and following not in _WEIGHED):
            return True
    return False


def _is_reduced(match: re.Match[str]) -> bool:
    """Return whether a participle without its verb stands behind a noun, as in `a man believed to have fled`."""
    before = re.search(
        r"(?P<word>[\w’'-]+)(?P<comma>,?)\s+\Z", match.string[max(match.start() - 30, 0) : match.start()]
    )
    if before is None or match["participle"].casefold() not in _REDUCED:
        return False
    noun = bool(before["comma"]) or before["word"].casefold() not in _NO_NOUNS
    return noun and re.match(r"\s+(?:be|have)\b", match.string[match.end("next") : match.end("next") + 6]) is not None


def _told(report: Report, match: re.Match[str], *, sentence: ProseSentence) -> bool:
    """Return whether the sentence tells by whom, or nobody need ask: what stands on a calendar is expected by everybody."""
    start, end = match.start("passive"), match.end("participle")
    # `is expected to be opened by the king` tells who opens it, not who expects it
    agent = _AGENT_AT_ONCE if _INNER.match(report.text, end, sentence.end) else _AGENT
    if agent.match(report.text, end, sentence.end) or _MEASURE_BEFORE.search(report.text, sentence.start, start):
        return True
    if _CLAUSE.search(report.text[sentence.start : start]):
        return True
    if match["participle"].casefold() == "expected" and _DATED.search(report.text[end : sentence.end]):
        return True
    if (
        match["participle"].casefold() == "expected"
        and _ON_CALENDAR.match(report.text, match.end("next") + 1, sentence.end)
        and _TIMED.search(sentence.text)
    ):
        return True
    if (
        _BY_LAW.search(sentence.text)
        or _IN_DOCUMENT.search(report.text[end : sentence.end])
        or _is_duty(report.text, match, sentence=sentence)
    ):
        return True
    return sourcing.voices(report).contents.hold(start, end)


def _is_duty(text: str, match: re.Match[str], *, sentence: ProseSentence) -> bool:
    """Return whether people are expected to do what a rule asks of them: `Guests are expected to wear boots`."""
    if match["participle"].casefold() != "expected":
        return False
    behind = text[match.end("next") : sentence.end]
    if not re.match(rf"\s+(?:{_DUTIES})\b", behind):
        return False
    subject = re.search(
        r"(?:\A|[,;]\s|\band\s|\bthat\s)(?P<subject>[^,;]{1,60})\Z",
        text[sentence.start : match.start("passive")].rstrip(),
    )
    return (
        subject is not None
        and re.search(r"\b(?:those|everyone|everybody|all|you|\w+s)\b", subject["subject"]) is not None
    )


@lang.compiled
def _participles() -> dict[str, list[tuple[str, bool]]]:
    found: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in lang.rows("agentless_passives"):
        found[row["participle"]].append((row["next"], row["widely"] == "yes"))
    return dict(found)


@lang.compiled
def _pattern() -> re.Pattern[str]:
    be = r"(?:(?:has|have|had)\s+)?(?<!would\s)(?<!could\s)(?<!might\s)(?<!would\shave\s)(?:is|are|was|were|been|being)|[’'](?:s|re)"
    return re.compile(
        rf"(?<!\w)(?P<passive>(?:(?P<be>{be})\s+)?(?P<middle>{ADVERBS})(?P<participle>{either(_participles())}))\s*(?P<next>[\w’'-]*)",
        re.IGNORECASE,
    )


RULE = Rule(
    id="CC304",
    name="agentless-passive",
    severity="note",
    what="Finds a passive such as is considered, is expected or is believed, in a sentence that does not tell by whom.",
    why="Somebody thinks so, and the passive makes it sound as if all did. There is nobody to ask, and nobody who was wrong.",
    fires="The harbour wall is considered the weakest on the coast. Repairs are expected to cost 40 million crowns.",
    passes="The coast guard considers the harbour wall the weakest on the coast. The board expects repairs to cost 40 million crowns.",
    instead="Make whoever thinks or says so the subject.",
    reference="Wikipedia, Manual of Style, “Words to watch: Unsupported attributions”; The Economist Style Guide, “active, not passive”",
    find=find,
)
