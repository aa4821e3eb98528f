"""CC302: a source that is described and not named."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lint.passages import ProseSentence, Spans, paragraphs, prose, quoted
from claimcheck.lint.passages.sourcing import vague_phrases, voices
from claimcheck.lint.passages.wording import SAYING, source_nouns, tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Attribution, Report

_ANYBODY = frozenset(
    "someone somebody those people person source insider official diplomat aide adviser advisor executive staffer employee individual member".split()
)
"""Who is described by what they know or whom they serve: `sources at the bank`, `Clinton aides`."""
_DEFINITE = frozenset("the this these both such each many most other".split())
_SOME = frozenset("some several few multiple".split())
_BEHIND = frozenset("IN TO VBD VBN VBG VBP VBZ MD WP WDT RB CC".split())
_CLOSE = re.compile(
    r"\b(?:an?|one|two|three|several|some)\s+(?:[\w-]+\s+){0,2}?(?:sources?|officials?|insiders?|persons?|people|aides?|diplomats?|executives?)\s+"
    r"(?:close\s+to|familiar\s+with|with\s+(?:\w+\s+)?knowledge\s+of|briefed\s+(?:on|about)|involved\s+in|near\s+to|inside)\s+[^.,;:“\"]{2,60}?(?=,?\s+(?:said|says|told|added|adds|confirmed)\b)"
)
"""A closed phrase, whoever is found to speak: a source close to the family said."""
_SPOKESPERSON = frozenset("spokesman spokeswoman spokesperson representative".split())
_NOBODY = frozenset("senior former chief a an another one".split())
_RULING = frozenset(
    "judge magistrate juror arbitrator reader listener viewer republican democrat conservative liberal".split()
)
"""Who speaks by an act of office, or is but one of a kind: a judge rules, and nobody asks for the name there."""
_BEFORE_NAME = frozenset(", ( — – like as including named called".split())
_THRONG = re.compile(r"\d{2,}|(?:hundred|thousand|million|dozen)s?\Z", re.IGNORECASE)
"""A count of people whom no reporter asked."""


def described(sentence: ProseSentence, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` describes an unnamed person or group as a source, and no name stands beside it."""
    first, last = sentence.place(start), sentence.place(end)
    words, told = sentence.words[first:last], [word.text.casefold() for word in sentence.words[first:last]]
    stop = next((at for at, word in enumerate(words) if at and (word.tag in _BEHIND or word.text == ",")), len(words))
    nouns = [at for at in range(stop) if words[at].lemma.casefold() in _people() | _ANYBODY]
    if told[1:2] == ["of"] and told[0] in _SOME | {"one", "another"}:  # one of his teammates
        behind = next((word.lemma for word in words[2:] if word.tag in {"NN", "NNS"}), "")
        return bool(behind) and (told[0] not in _SOME or behind in _people()) and not _is_named(sentence, first, last)
    if not nouns or _is_named(sentence, first + nouns[-1], last) or (nouns[-1] and words[nouns[-1]].text[0].isupper()):
        return False
    head = nouns[-1]
    lead = words[0].tag in {"DT", "CD"} or told[0] in _SOME
    definite = not _DEFINITE.isdisjoint(told[:2]) or words[0].tag == "PRP$"
    if definite or any(map(_THRONG.match, told[:head])):
        return False
    circle = words[head].lemma.casefold() in _ANYBODY
    if not lead:
        knowing = circle and words[head].lemma != "member" and "and" not in told
        return knowing and (len(words) > stop or (head > 0 and words[0].text[0].isupper()))
    if not circle and told[0] in _SOME:  # some economists: CC301's
        return False
    return head > 1 or len(words) > stop or (words[head].tag == "NN" and words[head].lemma in _people())


def _is_named(sentence: ProseSentence, head: int, last: int) -> bool:
    """Return whether a name stands behind a description, or the one that it is in apposition to before it."""
    words = sentence.words
    pairs = itertools.pairwise(words[head : last + 3])
    apposed = words[head].label == "appos" and words[words[head].head].name in {"PERSON", "MISC"}
    return apposed or any(one.text in _BEFORE_NAME and two.name not in {"", "PLACE"} for one, two in pairs)


def speaks_for_a_body(sentence: ProseSentence, start: int, end: int) -> bool:
    """Return whether a phrase is that of a spokesperson whose body it tells: the body answers for what is said."""
    words = sentence.words[sentence.place(start) : sentence.place(end)]
    at = next((at for at, word in enumerate(words) if word.lemma.casefold() in _SPOKESPERSON), None)
    return at is not None and (len(words) > at + 2 or any(one.text.casefold() not in _NOBODY for one in words[:at]))


@lang.compiled
def _people() -> frozenset[str]:
    """Return the nouns for one person, but those who speak by an act of their office."""
    return source_nouns("person") - _RULING


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


_HELP = "say how the source knows and why it is not named, and get a second one"
_UNNAMED = frozenset({"unnamed_person", "unnamed_group", "document", "unknown"})
"""Types of sources without a name: `two people briefed on the plan` may pass for a plan."""
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
            named = fault and any(_opens_with_a_name(analysis, end) for end in (sentence.end, paragraph.end))
            if fault and not named and not spans.hold(fault.start, fault.end):
                met.add(" ".join(report.text[fault.start : fault.end].casefold().split()))
                yield fault
    if not met:
        yield from itertools.islice(_in_headline(analysis, report), 1)


def _telling(analysis: Analysis, report: Report) -> list[tuple[int, int]]:
    """Return where the sources stand that nobody names, and that vouch for something, in text order."""
    types = {source.id: source.type for source in report.sources}
    unnamed = [one for one in report.attributions if one.source and types.get(one.source_id or "") in _UNNAMED]
    parts = (
        (one.source[0].start, one.source[0].end) for one in unnamed if one.content and _vouches(analysis.text, one)
    )
    told = [*parts, *(match.span() for match in _CLOSE.finditer(report.text))]
    vague = Spans((one.start, one.end) for one in vague_phrases(analysis, report))  # CC301 asks there
    return sorted(part for part in set(told) if not (voices(report).vouched.hold(*part) or vague.touch(*part)))


def _vouches(text: str, told: Attribution) -> bool:
    """Return whether a source says something, neither denied nor unreal.

    By a cue, or by the verb right behind it, though the cue be another: `have offered to resign, a person ... said`.
    """
    cues = [(cue.start, cue.end) for cue in told.cue if SAYING.match(cue.text)] if told.stance in _VOUCHING else []
    real = any(not _UNREAL.search(text, max(start - 12, 0), end) for start, end in cues)
    end = told.source[-1].end
    return real or re.match(r"\s+(?:said|says|told)\b", text[end : end + 8]) is not None


def _described(
    analysis: Analysis, sentence: ProseSentence, told: list[tuple[int, int]], *, met: set[str]
) -> Fault | None:
    """Return the fault at the first source of a sentence that is described and not named, and was not ``met``."""
    first, last = (bisect.bisect_left(told, (at,)) for at in (sentence.start, sentence.end))
    for start, end in told[first:last]:
        words = " ".join(analysis.text[start:end].split()).rstrip(",")
        new = words.casefold() not in met and not speaks_for_a_body(sentence, start, end)
        if new and described(sentence, start, end):
            return Fault(start, end, f"“{words}” is not named", help=_HELP)
    return None


def _in_headline(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the sources of a headline that are but a word: `Governor to quit, source says`."""
    heads = Spans((one.start, one.end) for one in paragraphs(analysis, report) if one.section == "headline")
    for part in (part for attribution in report.attributions for part in attribution.source):
        if _BARE.match(part.text) and heads.hold(part.start, part.end):
            message = f"“{part.text}” is not named, and the article does not say who it is"
            yield Fault(part.start, part.end, message, help=_HELP)


def _opens_with_a_name(analysis: Analysis, end: int) -> bool:
    """Return whether what follows the sentence or the paragraph that describes somebody opens with the name, `Jutta Reck, 63,`."""
    start = end + len(analysis.text[end:]) - len(analysis.text[end:].lstrip())
    place = analysis.entity_at(start)
    names = () if place is None or analysis.entities[place].kind != "person" else analysis.entities[place].mentions
    return any(one.start == start and re.match(r"\S+\s[^,]+,", analysis.text[start : one.end + 1]) for one in names[:1])


def _condition(report: Report, sentence: ProseSentence) -> Fault | None:
    """Return the fault at words that say that a source asked not to be named."""
    if tokens(sentence.text).isdisjoint(_KEPT_BACK):
        return None
    found = _CONDITION.search(report.text, sentence.start, sentence.end)
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
