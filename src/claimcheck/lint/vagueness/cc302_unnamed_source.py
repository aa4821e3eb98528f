"""CC302: a source that is described and not named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.passages import ProseSentence, Spans, paragraphs, prose, quoted
from claimcheck.lint.passages.sourcing import vague_phrases, voices
from claimcheck.lint.passages.wording import SAYING, tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.vagueness import unnamed
from claimcheck.report import Report

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
    said = (
        one
        for one in told
        if one.content and one.stance in _VOUCHING and any(_says(analysis.text, cue.start, cue.end) for cue in one.cue)
    )
    parts = ((one.source[0].start, one.source[0].end) for one in said)
    vague = Spans((one.start, one.end) for one in vague_phrases(analysis, report))  # CC301 asks there
    return sorted(part for part in parts if not (voices(report).vouched.hold(*part) or vague.touch(*part)))


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
        if words.casefold() in met or _follows_a_person(analysis, sentence, start) or unnamed.speaks_for_a_body(words):
            continue
        if not _has_name(text[start:end], sentence, start) and unnamed.described(text, start, end):
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
    found = unnamed.condition(report.text, sentence.start, sentence.end)
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
