"""CC301: a source that nobody could ask: officials, experts, studies, it is said."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Mapping

from claimcheck.analysis import Analysis
from claimcheck.lint.passages import ProseSentence, Spans, quoted, sentences, sourcing
from claimcheck.lint.passages.wording import SAYING
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_HELP = {
    "document": "name the study or the report, who made it and when, and link it",
    "phrase": "say who says so, or leave it out",
}


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the vague sources in the article's own voice, each once, but where the next sentence names one of them.

    Some, many and critics sum up views: of 22 such in 460 articles an editor would ask for 6, so that they are notes.
    """
    found = {(phrase.start, phrase.end): phrase for phrase in sourcing.vague_phrases(analysis, report)}
    plain = Spans(found)
    found |= {(one.start, one.end): one for one in _opposed(analysis, report) if not plain.touch(one.start, one.end)}
    holders = list(sentences(analysis, report))
    links = Spans((link.start, link.end) for link in report.article.links)
    told, fresh = Counter[str](), introductions(analysis)
    for (start, end), phrase in sorted(found.items()):
        at = bisect.bisect_right(holders, start, key=lambda sentence: sentence.start) - 1
        if at < 0 or start >= holders[at].end:
            continue
        sentence = holders[at]
        vouched = sourcing.voices(report).vouched.hold(start, end) or links.touch(sentence.start, sentence.end)
        following = holders[at + 1] if at + 1 < len(holders) else None
        behind = analysis.text[sentence.end : following.end] if following else ""
        named = following is not None and _is_introduced(phrase, following, fresh)
        if not vouched and not named and not sourcing.is_taken_up(phrase, behind):
            told[who := phrase.words.casefold().split()[-1]] += 1
            if told[who] == 1:
                help_ = _HELP.get(phrase.kind, "name who says so, or say how they know and why they cannot be named")
                message = f"“{phrase.words}”: a source that nobody could ask"
                style = phrase.kind == "crowd" or sourcing.opposed(phrase.words)
                yield Fault(start, end, message, help=help_, severity="note" if style else None)


def _is_introduced(phrase: sourcing.VagueSource, behind: ProseSentence, fresh: Mapping[int, str]) -> bool:
    """Return whether the sentence behind a vague source is laid to somebody who is named there first: `Experts`, then one of them.

    Who was named before only stands beside it. Behind studies and polls it is a study or a poll that answers for them.
    """
    if phrase.kind in {"phrase", "single"}:
        return False
    kinds = {fresh[at] for at in fresh if behind.start <= at < behind.end}
    return bool(kinds & ({"document", "media"} if phrase.kind == "document" else {"person"}))


def introductions(analysis: Analysis) -> dict[int, str]:
    """Return where a source is named for the first time, and what kind of entity it is; a person with full name and trade."""
    found: dict[int, str] = {}
    for attribution in analysis.attributions:
        place = analysis.sources[attribution.speaker].entity if attribution.speaker is not None else None
        entity = analysis.entities[place] if place is not None else None
        first = entity.mentions[0] if entity and entity.mentions else None
        if entity is None or first is None:
            continue
        told = entity.roles or entity.titles or analysis.text.startswith(",", first.end)
        if entity.kind == "person" and not (" " in (entity.name or "") and told):
            continue
        if any(start <= first.start < end for start, end in attribution.source):
            found[first.start] = entity.kind
    return found


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
    what="Finds what is laid to officials, experts, critics, studies or nobody at all: a source that no reader and no checker could ask. A named source beside it does not answer for it, unless the next sentence names one of them for the first time, with what makes them one. Each is asked for once; some, many and critics are a note.",
    why="A claim is worth what its source is worth, and nobody can weigh a source that is not there. Such words hide a single voice, or the writer's own.",
    fires="Experts say the harbour wall will not last ten years.\n\nIt is said that the board knew.",
    passes="Rosa Quill, who teaches hydraulics in Kessa, says the harbour wall will not last ten years.\n\nTwo members of the board told the Courier that they knew.",
    instead="Name the person, the body or the study. Where a name would harm somebody, say how they know and why they are not named.",
    reference="Wikipedia, Manual of Style, “Words to watch: Unsupported attributions”; Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”",
    find=find,
)
