"""CC301: a source that nobody could ask: officials, experts, studies, it is said."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.passages import Spans, quoted, sentences, sourcing
from claimcheck.lint.passages.wording import SAYING
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.vagueness.answered import is_answered, voices_of
from claimcheck.report import Report

_SUMS_UP = re.compile(r"(?:some|many|most|other)\b(?!.*\b(?:sources|insiders|officials|aides)\Z)", re.IGNORECASE)
_HELP = {
    "document": "name the study or the report, who made it and when, and link it",
    "phrase": "say who says so, or leave it out",
}


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the vague sources in the article's own voice, each once, but where the next sentence names one of them.

    Some, many, critics and many economists sum up views: of 36 such in 900 articles an editor would ask for 11, so that they are notes.
    """
    found = {(phrase.start, phrase.end): phrase for phrase in sourcing.vague_phrases(analysis, report)}
    plain = Spans(found)
    found |= {(one.start, one.end): one for one in _opposed(analysis, report) if not plain.touch(one.start, one.end)}
    holders, named = list(sentences(analysis, report)), voices_of(analysis)
    links = Spans((link.start, link.end) for link in report.article.links)
    told = Counter[str]()
    for (start, end), phrase in sorted(found.items()):
        at = bisect.bisect_right(holders, start, key=lambda sentence: sentence.start) - 1
        if at < 0 or start >= holders[at].end:
            continue
        sentence, who = holders[at], phrase.words.casefold().split()[-1]
        vouched = sourcing.voices(report).vouched.hold(start, end) or links.touch(sentence.start, sentence.end)
        if vouched:
            continue
        told[who] += 1
        if told[who] == 1 and not is_answered(phrase, holders, at, voices=named, text=analysis.text):
            help_ = _HELP.get(phrase.kind, "name who says so, or say how they know and why they cannot be named")
            message = f"“{phrase.words}”: a source that nobody could ask"
            style = phrase.kind == "crowd" or sourcing.opposed(phrase.words) or _SUMS_UP.match(phrase.words)
            yield Fault(start, end, message, help=help_, severity="note" if style else None)


def _opposed(analysis: Analysis, report: Report) -> Iterator[sourcing.VagueSource]:
    """Yield the sources that are those for or against something, such as `critics of the plan`."""
    spans = quoted(analysis)
    for attribution in report.attributions:
        said = attribution.content and any(SAYING.match(cue.text) for cue in attribution.cue)
        for part in attribution.source[:1] if said else ():
            words = " ".join(part.text.split())
            if (
                sourcing.opposed(words)
                and not sourcing.is_polled(analysis, part.start)
                and not spans.hold(part.start, part.end)
            ):
                yield sourcing.VagueSource(part.start, part.end, words, "group")


RULE = Rule(
    id="CC301",
    name="vague-source",
    severity="warning",
    what="Finds what is laid to officials, experts, critics, studies or nobody at all: a source that no reader and no checker could ask. A named source beside it does not answer for it, unless one of them is introduced or quoted right behind; officials are told by the body, or whoever speaks for it, in the sentences around, and polls by the poll that is named there. Each is asked for once; some, many, critics and many economists are a note.",
    why="A claim is worth what its source is worth, and nobody can weigh a source that is not there. Such words hide a single voice, or the writer's own.",
    fires="Experts say the harbour wall will not last ten years.\n\nIt is said that the board knew.",
    passes="Rosa Quill, who teaches hydraulics in Kessa, says the harbour wall will not last ten years.\n\nTwo members of the board told the Courier that they knew.",
    instead="Name the person, the body or the study. Where a name would harm somebody, say how they know and why they are not named.",
    reference="Wikipedia, Manual of Style, “Words to watch: Unsupported attributions”; Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”",
    find=find,
)
