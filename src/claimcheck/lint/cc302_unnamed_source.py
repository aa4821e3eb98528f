"""CC302: a source that is described and not named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from claimcheck.lint import sourcing
from claimcheck.lint.passages import Paragraph, Sentence, prose, quoted
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.wording import pattern_of, tokens, triggers
from claimcheck.report import Report

_HELP = "say how the source knows and why it is not named, and get a second one"
_UNNAMED = frozenset(
    {"unnamed_person", "unnamed_group", "document", "unknown"}
)  # `two people briefed on the plan` may pass for a plan


def find(report: Report) -> Iterator[Fault]:
    """Yield the described sources, once in a sentence, and what asks that a name be kept."""
    spans = quoted(report.text)
    types = {source.id: str(source.type) for source in report.sources}
    parts = sorted(
        (attribution.source[0].start, attribution.source[0].end, attribution.source_id or "")
        for attribution in report.attributions
        if attribution.source
    )
    for paragraph in prose(report):
        for sentence in paragraph.sentences:
            fault = _described(report, sentence, parts=parts, types=types)
            fault = fault or _condition(report, sentence)
            if fault and not spans.hold(fault.start, fault.end) and not _named_next(report.text, paragraph):
                yield fault


def _described(
    report: Report, sentence: Sentence, *, parts: list[tuple[int, int, str]], types: dict[str, str]
) -> Fault | None:
    """Return the fault at the first source of a sentence that is described and not named."""
    for start, end, identity in parts[
        bisect.bisect_left(parts, (sentence.start,)) : bisect.bisect_left(parts, (sentence.end,))
    ]:
        if types.get(identity) not in _UNNAMED or " and " in report.text[start:end].split(",")[0]:
            continue
        words = " ".join(report.text[start:end].split()).rstrip(",")
        if sourcing.described(words) and not sourcing.voices(report).vouched.hold(start, end):
            return Fault(start, end, f"“{words}” is not named", help=_HELP)
    return None


def _named_next(text: str, paragraph: Paragraph) -> bool:
    """Return whether the paragraph behind the one that describes somebody opens with the name, `Jutta Reck, 63,`."""
    word = r"[^\W\d_a-z][\w.’'-]+"
    return (
        re.match(
            rf"\s*{word}(?:\s+{word}){{1,4}},\s+(?:\d{{1,3}},|who\b|an?\s|the\s|[A-Z]\w+\s)",
            text[paragraph.end : paragraph.end + 120],
        )
        is not None
    )


def _condition(report: Report, sentence: Sentence) -> Fault | None:
    """Return the fault at words that say that a source asked not to be named."""
    if tokens(sentence.text).isdisjoint(triggers("unnamed_sources", "words", kind="condition")):
        return None
    found = pattern_of("unnamed_sources", "words", kind="condition").search(report.text, sentence.start, sentence.end)
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
