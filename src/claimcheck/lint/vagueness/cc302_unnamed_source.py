"""CC302: a source that is described and not named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.passages import ProseSentence, prose, quoted, sourcing
from claimcheck.lint.passages.wording import tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.vagueness import unnamed
from claimcheck.report import Report

_HELP = "say how the source knows and why it is not named, and get a second one"
# `two people briefed on the plan` may pass for a plan
_UNNAMED = frozenset({"unnamed_person", "unnamed_group", "document", "unknown"})
_ASKS = re.compile(
    r"(?:ask|inquir|enquir|wonder|spot|saw\b|see|watch|notic|complain|dispute|did(?:\s+not|n[’']t)|has\s+not|have\s+not|declin|refus|could\s+not)",
    re.IGNORECASE,
)  # who asks or sees vouches for nothing, and who does not answer is no source
_KEPT_BACK = frozenset(
    "anonymous anonymously anonymity named name names identified quoted background record privately authorized authorised permitted allowed cleared".split()
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the described sources, once in a sentence, and what asks that a name be kept."""
    spans = quoted(analysis)
    types = {source.id: source.type for source in report.sources}
    told = [one for one in report.attributions if one.source and types.get(one.source_id or "") in _UNNAMED]
    telling = (one for one in told if one.stance != "declined" and not any(_ASKS.match(cue.text) for cue in one.cue))
    parts = sorted((one.source[0].start, one.source[0].end) for one in telling)
    for paragraph in prose(analysis, report):
        for sentence in paragraph.sentences:
            fault = _described(report, sentence, parts) or _condition(report, sentence)
            named = fault and _named_next(report.text, ends=(sentence.end, paragraph.end))
            if fault and not named and not spans.hold(fault.start, fault.end):
                yield fault


def _described(report: Report, sentence: ProseSentence, parts: list[tuple[int, int]]) -> Fault | None:
    """Return the fault at the first source of a sentence that is described and not named."""
    first, last = (bisect.bisect_left(parts, (at,)) for at in (sentence.start, sentence.end))
    for start, end in parts[first:last]:
        if unnamed.described(report.text, start, end) and not sourcing.voices(report).vouched.hold(start, end):
            words = " ".join(report.text[start:end].split()).rstrip(",")
            return Fault(start, end, f"“{words}” is not named", help=_HELP)
    return None


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
    what="Finds a source that the article describes and does not name: an official at the ministry, a person familiar with the talks.",
    why="The reader has to trust the writer's judgement of somebody who answers for nothing. Desks let it pass with a reason, and list it.",
    fires="A senior official at the port ministry said the tender had been settled in advance.",
    passes="Rosa Quill, who heads the port ministry's tender office, said the tender had been settled in advance.",
    instead="Ask again for the name. If it has to stay out, say how the source knows and why it is not named.",
    reference="AP Stylebook, “anonymous sources”; SPJ Code of Ethics, “Seek Truth and Report It”; Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”",
    find=find,
)
