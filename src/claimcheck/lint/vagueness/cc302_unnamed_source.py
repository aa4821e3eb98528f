"""CC302: a source that is described and not named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages import ProseSentence, Spans, paragraphs, prose, quoted
from claimcheck.lint.passages.sourcing import vague_phrases, voices
from claimcheck.lint.passages.wording import SAYING, pattern_of, source_nouns, tokens, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Attribution, Report

_OPENS = Pattern(
    r"(?P<one>an?|one|another|a\s+(?:second|third|fourth|fifth|further)|some|several|a\s+(?:few|couple|number|handful|group|pair)\s+of|at\s+least\s+\w+|"
    r"more\s+than\s+\w+|(?&many)|\d+)\s+"
    r"(?P<of>of\s+(?:the|his|her|its|their|these|those|our|[A-Z][\w’']+)\s+)?",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:someone|somebody|anyone|those|people|persons|sources?|insiders|officials|diplomats|aides|advisers|advisors|executives|staffers|employees|individuals)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\s+(?:of|by|at|from|in|with|who|for|on|to|close|familiar|within|inside|near|whose|that|involved|briefed|across|around|there|here|present|working|speaking|describing|based|living|"
    r"directly|outside|under|over|aboard|behind|not|also|then|privy|linked|connected|attached|ranked)\b|,|\Z",
    re.IGNORECASE,
)
_KNOWING = re.compile(
    r"\s+(?:close\s+to|familiar\s+with|with\s+(?:\w+\s+){0,2}knowledge|who\s+(?:know|knew|have|had|were|was|has|knows|attended|saw|worked|spoke|asked)\b|briefed|involved|inside|within|in|at|near|from|around|privy|present|linked|directly)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:\s*,)?\s+(?:like|such\s+as|including|among\s+them|led\s+by|for\s+example|notably|named|called|identified\s+as)\s+(?:the\s+)?(?-i:[A-Z])",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w.]*\.?\s+){0,3}[A-Z][\w’'-]+(?:\s[A-Z]\.)?\s[A-Z]"
_APPOSED = re.compile(rf"\s*[,(—–]\s*(?:(?:an?|the|his|her)\s[^,]*,\s*)?{_NAME}|\s+[A-Z][\w’'-]+\s+[A-Z]")
_SPEAKS = re.compile(
    r"(?:an?|another|one)\s+(?:(?P<body>[^,]*?)[\s-])?(?:spokes(?:man|woman|person)|representative)\b(?:\s+(?:for|of|at|with)\s+(?P<whose>.+))?",
    re.IGNORECASE,
)
_NOBODY = frozenset("senior former chief".split())
_THRONG = re.compile(
    r"(?:more\s+than|at\s+least)?\s*\d{2,}|\w+\s+in\s|.*\b(?:hundred|thousand|million)s?\b", re.IGNORECASE
)
"""A count of people whom no reporter asked."""
_RULING = frozenset(
    "judge magistrate juror arbitrator reader listener viewer republican democrat conservative liberal".split()
)
"""Who speaks by an act of office, or is but one of a kind: a judge rules, and nobody asks for the name there."""


def described(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` describes an unnamed person or group as a source, and no name stands beside it."""
    phrase = text[start:end].rstrip(" ,")
    opened = _OPENS.match(phrase)
    if opened is None:
        return _is_circle(phrase)
    rest = phrase[opened.end() :]
    head = _POST.search(rest)
    words = rest[: head.start() if head else None].split()
    one_of = opened["of"] and opened["one"].casefold() in {"one", "another"}  # one of his teammates
    if not words or words[-1][0].isupper() or not (one_of or _is_person(words[-1])):  # the Observer is a paper
        return False
    stop = start + opened.end() + (head.start() if head else len(rest))
    if _APPOSED.match(text, stop) or _LED.match(text, stop) or _names_itself(text, start, end):
        return False
    if opened["of"]:
        return True
    if _THRONG.match(phrase[: opened.end() + 3]):
        return False
    anybody = _ANYBODY.fullmatch(words[-1]) or words[-1] == "members"
    if not anybody and re.match(r"(?:some|several|a\s+few)\b", phrase, re.IGNORECASE):  # some economists: CC301's
        return False
    telling = len(words) > 1 or (head is not None and head[0].strip() not in {"", ","})
    return telling or words[-1].casefold() in _people()


def speaks_for_a_body(phrase: str) -> bool:
    """Return whether a phrase is that of a spokesperson whose body it tells: the body answers for what is said."""
    match = _SPEAKS.match(phrase)
    return match is not None and bool(match["whose"] or (match["body"] and match["body"].casefold() not in _NOBODY))


def _is_circle(phrase: str) -> bool:
    """Return whether a phrase without an article is that of people who know: `sources at the bank`, `Clinton aides`."""
    if re.search(r"\sand\s|[’']s?\s+people\b", phrase.split(",", maxsplit=1)[0]):
        return False
    anybody = _ANYBODY.match(phrase)
    if anybody:
        return anybody[0].casefold() in {"someone", "somebody"} or _KNOWING.match(phrase, anybody.end()) is not None
    led = re.match(r"(?P<first>[A-Z][\w.’'-]*)(?:\s[A-Z][\w’'-]*)?(?:\s[a-z]+)?\s+(?P<noun>[a-z]+)\b", phrase)
    return led is not None and _ANYBODY.fullmatch(led["noun"]) is not None and led["first"] not in _DEFINITE


_DEFINITE = frozenset(
    "The This These Those Both His Her Its Their Our My Your Such Each Some Many Most Several Few Other".split()
)


def _is_person(word: str) -> bool:
    lower = word.casefold().rstrip("’'")
    return lower in _people() or lower in _many()


def _names_itself(text: str, start: int, end: int) -> bool:
    """Return whether a name follows within the phrase, set off by a comma or a dash."""
    named = rf"[,—–]\s*(?:the\s+[A-Z]|{_NAME})|\b(?:such\s+as|including|like)\s+[A-Z]"
    return re.search(named, text[start:end]) is not None


@lang.compiled
def _people() -> frozenset[str]:
    """Return the nouns for one person, but those who speak by an act of their office."""
    return (source_nouns("person") | words_of("unnamed_sources", "words", kind="person")) - _RULING


@lang.compiled
def _many() -> frozenset[str]:
    return frozenset(
        "people"
        if noun == "person"
        else noun[:-3] + "men"
        if noun.endswith("man")
        else noun[:-1] + "ies"
        if noun.endswith("y")
        else noun + "s"
        for noun in _people()
    )


_NOT_NAMED = (
    r"(?:be\s+(?:named|identified|quoted|fully\s+identified)|being\s+(?:named|identified|quoted)|(?:remain|stay|speak|comment)\s+anonymous(?:ly)?|anonymity|"
    r"(?:give|have|share|disclose|provide|use|reveal|see|publish)\s+(?:(?:his|her|their)\s+)?(?:\w+\s+)?names?\b(?:\s+(?:used|published|printed|disclosed))?|(?:his|her|their)\s+(?:\w+\s+)?names?\s+(?:to\s+be\s+)?(?:used|published|printed|disclosed))"
)
_CONDITION = re.compile(
    rf"\b(?:(?:who|and|but|,)\s+)?(?:(?:ask|request|declin|refus|prefer|wish|want|insist|demand|seek|beg)(?:ed|red|ing|s)?|sought|did\s+not\s+(?:want|wish)|does\s+not\s+(?:want|wish)|"
    rf"would\s+not|did\s+not|was\s+not|could\s+not|cannot|were\s+not)\s+(?:on\s+|for\s+|to\s+|that\s+)?(?:not\s+(?:to\s+)?)?{_NOT_NAMED}"
    r"|\b(?:on|under)\s+(?:the\s+)?(?:strict\s+)?condition\s+(?:of\s+anonymity|(?:that\s+)?(?:he|she|they)\s+not\s+be\s+(?:named|identified))"
    r"|\b(?:granted|promised|given)\s+anonymity\b|\b(?:spoke|speaking|talked)\s+(?:on\s+background|anonymously|off\s+the\s+record|privately)\b"
    r"|\b(?:not|un)\s*-?\s*(?:authori[sz]ed|permitted|allowed|cleared)\s+to\s+(?:speak|talk|comment|discuss|brief)\b"
    r"|\bwhose\s+(?:\w+\s+)?names?\s+(?:is|are|was|were|has\s+been|have\s+been)\s+(?:being\s+)?(?:not|withheld|changed|known\s+to)",
    re.IGNORECASE,
)


def condition(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return where between two offsets a source is said to have kept its name back, None for nowhere."""
    rows = pattern_of("unnamed_sources", "words", kind="condition")
    return _CONDITION.search(text, start, end) or rows.search(text, start, end)


_HELP = "say how the source knows and why it is not named, and get a second one"
# `two people briefed on the plan` may pass for a plan
_UNNAMED = frozenset({"unnamed_person", "unnamed_group", "document", "unknown"})
_VOUCHING = frozenset({"assertion", "belief", "evidence", "denial"})
_UNREAL = re.compile(r"\b(?:not|might|may|could|would|should|if)\b|n[’']t\b")  # and not in May
_BARE = re.compile(r"(?:an?\s+)?(?:sources?|insiders?|officials?|aides?)\Z", re.IGNORECASE)
_KEPT_BACK = frozenset(
    "anonymous anonymously anonymity named name names identified quoted background record privately authorized authorised permitted allowed cleared".split()
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the described sources, each once, and what asks that a name be kept; a bare `source says` in the headline, if nothing else tells of it."""
    spans, told = quoted(analysis), _telling(analysis, report)
    met: set[str] = set()
    for paragraph in prose(analysis, report):
        for sentence in paragraph.sentences:
            fault = _described(analysis, sentence, told, met=met) or _condition(report, sentence)
            named = fault and _named_next(report.text, ends=(sentence.end, paragraph.end))
            if fault and not named and not spans.hold(fault.start, fault.end):
                met.add(" ".join(report.text[fault.start : fault.end].casefold().split()))
                yield fault
    if not met:
        yield from _in_headline(analysis, report)


def _telling(analysis: Analysis, report: Report) -> list[tuple[int, int]]:
    """Return where the sources stand that nobody names, and that vouch for something, in text order."""
    types = {source.id: source.type for source in report.sources}
    told = [one for one in report.attributions if one.source and types.get(one.source_id or "") in _UNNAMED]
    said = (one for one in told if one.content and _vouches(analysis.text, one))
    parts = ((one.source[0].start, one.source[0].end) for one in said)
    vague = Spans((one.start, one.end) for one in vague_phrases(analysis, report))  # CC301 asks there
    return sorted(part for part in parts if not (voices(report).vouched.hold(*part) or vague.touch(*part)))


def _vouches(text: str, told: Attribution) -> bool:
    """Return whether a source says something: by a cue, or by the verb right behind it, though the cue be another: `have offered to resign, a person ... said`."""
    if told.stance in _VOUCHING and any(_says(text, cue.start, cue.end) for cue in told.cue):
        return True
    end = told.source[-1].end
    return re.match(r"\s+(?:said|says|told)\b", text[end : end + _SAYS]) is not None


_SAYS = 8  # characters behind a source: ` said on`


def _says(text: str, start: int, end: int) -> bool:
    """Return whether a cue vouches: neither negated nor unreal."""
    before = text[max(start - 12, 0) : start]
    return SAYING.match(text, start, end) is not None and not _UNREAL.search(f"{before}{text[start:end]}")


def _described(
    analysis: Analysis, sentence: ProseSentence, told: list[tuple[int, int]], *, met: set[str]
) -> Fault | None:
    """Return the fault at the first source of a sentence that is described and not named, and was not ``met``."""
    text = analysis.text
    first, last = (bisect.bisect_left(told, (at,)) for at in (sentence.start, sentence.end))
    for start, end in told[first:last]:
        words = " ".join(text[start:end].split()).rstrip(",")
        if words.casefold() in met or _follows_a_person(analysis, sentence, start) or speaks_for_a_body(words):
            continue
        if not _has_name(text[start:end], sentence, start) and described(text, start, end):
            return Fault(start, end, f"“{words}” is not named", help=_HELP)
    return None


def _has_name(phrase: str, sentence: ProseSentence, start: int) -> bool:
    """Return whether a person's name stands behind a comma of the description: `a former aide, Rosa Quill of Kessa`."""
    comma = phrase.find(",")
    behind = sentence.words[sentence.place(start + comma) : sentence.place(start + len(phrase))]
    return comma >= 0 and any(word.name == "PERSON" for word in behind)


def _follows_a_person(analysis: Analysis, sentence: ProseSentence, start: int) -> bool:
    """Return whether a description stands in apposition to a name: `Rosa Quill, 41, an official`."""
    if not _APPOSITION.search(analysis.text, max(start - 40, 0), start):
        return False
    at = sentence.place(start) - 1
    while at >= 0 and (sentence.words[at].text == "," or sentence.words[at].text.isdigit()):
        at -= 1
    return at >= 0 and sentence.words[at].name in {"PERSON", "MISC"}


_APPOSITION = re.compile(r"[A-Z][\w’'-]+,\s*(?:\d{1,3},\s*)?\Z")


def _in_headline(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the source of a headline that is but a word: `Governor to quit, source says`."""
    heads = Spans((one.start, one.end) for one in paragraphs(analysis, report) if one.section == "headline")
    for attribution in report.attributions:
        for part in attribution.source:
            if _BARE.match(part.text) and heads.hold(part.start, part.end):
                yield Fault(
                    part.start,
                    part.end,
                    f"“{part.text}” is not named, and the article does not say who it is",
                    help=_HELP,
                )
                return


_FULL_NAME = r"[^\W\d_a-z][\w.’'-]+(?:\s+[^\W\d_a-z][\w.’'-]+){1,4}"
_NAMED = re.compile(
    rf"\s*(?:The\s+\w+(?:\s\w+)?,\s+)?{_FULL_NAME},\s+(?:\d{{1,3}},|who\b|an?\s|the\s|[A-Z]\w+\s|sa(?:id|ys)\b|told\b|[a-z]+ed\b)"
)


def _named_next(text: str, *, ends: tuple[int, int]) -> bool:
    """Return whether what follows the sentence or the paragraph that describes somebody opens with the name, `Jutta Reck, 63,`."""
    return any(_NAMED.match(text, end, end + 120) is not None for end in ends)


def _condition(report: Report, sentence: ProseSentence) -> Fault | None:
    """Return the fault at words that say that a source asked not to be named."""
    if tokens(sentence.text).isdisjoint(_KEPT_BACK):
        return None
    found = condition(report.text, sentence.start, sentence.end)
    return Fault(*found.span(), f"a source that is not named: “{found[0]}”", help=_HELP) if found else None


RULE = Rule(
    id="CC302",
    name="unnamed-source",
    severity="note",
    what="Finds a source that the article describes and does not name: an official at the ministry, a person familiar with the talks. Each is listed once; a spokesperson whose body is told speaks for that body, and is left out. "
    "Also finds a headline's `source says` of which the article tells no more.",
    why="The reader has to trust the writer's judgement of somebody who answers for nothing. Desks let it pass with a reason, and list it.",
    fires="A senior official at the port ministry said the tender had been settled in advance.",
    passes="Rosa Quill, who heads the port ministry's tender office, said the tender had been settled in advance.",
    instead="Ask again for the name. If it has to stay out, say how the source knows and why it is not named.",
    reference="AP Stylebook, “anonymous sources”; SPJ Code of Ethics, “Seek Truth and Report It”; Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”",
    find=find,
)
