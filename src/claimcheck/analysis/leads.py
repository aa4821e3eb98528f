"""What a checker must get for a claim, and where to look for it: from what is claimed, who says so, and what it is about.

Two closed tables say it. ``evidence.tsv``: a quotation needs its recording, a change both its figures. ``records.tsv``: arrests
are in police records, turnout in the election results. No address is guessed: what is named is who the article cites, and who keeps
the records of such a thing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from claimcheck import lang
from claimcheck.analysis import Analysis, Claim, Source
from claimcheck.lang.inflection import stem

CITED = frozenset({"quote", "paraphrase"})
_SOUGHT = frozenset({"checkable", "partly"})
"""What of a claim is true can be looked up; of the others only that it was said, or foreseen, can be shown."""
_RECORDS = 2  # of the topics of a claim, those with the most words
_ASKED = {
    "named_person": "{}, or who speaks for them",
    "unnamed_person": "the reporter: who is “{}”?",
    "organization": "{}: what it has published, or its press office",
    "unnamed_group": "the reporter: who are “{}”?",
    "document": "the document itself: {}",
    "media": "the original story: {}",
    "unknown": "the reporter: who says so?",
}


def evidence(analysis: Analysis, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what a checker must get, each with the kind of claim that asks for it."""
    source = None if claim.source is None else analysis.sources[claim.source]
    rows = _evidence()
    for kind in claim.kinds:
        if kind in CITED or kind == "prediction" or claim.checkability in _SOUGHT:
            asked = rows.get((kind, source.type if source else "")) or rows.get((kind, ""))
            yield from ((asked, kind),) if asked else ()


def places(analysis: Analysis, claim: Claim) -> Iterator[str]:
    """Yield where to look beside the claim's own links and notes: who is cited and for whom, then who keeps such records."""
    cited = [
        analysis.sources[place] for place in (*([] if claim.source is None else [claim.source]), *claim.chain[::-1])
    ]
    yield from map(_asked, cited)
    if not cited and claim.support == "none":
        yield "the reporter: how is it known?"
    if claim.checkability in _SOUGHT:
        topics, looks = Counter(_topics(analysis, claim)), lang.mapping("records", "topic", "look")
        yield from (looks[topic] for topic, _ in topics.most_common(_RECORDS))


def _asked(source: Source) -> str:
    return _ASKED[source.type].format(source.name)


def _topics(analysis: Analysis, claim: Claim) -> Iterator[str]:
    """Yield the topic of each word of a claim that has one, but of names."""
    sentence, topics = analysis.sentence_at(claim.start), _words()
    words = sentence.words if sentence else ()
    first, last = (bisect_left(words, place, key=lambda word: word.start) for place in (claim.start, claim.end))
    spoken = (word for word in words[first:last] if not word.name)  # neither Bill Lane nor Law Street is a law
    yield from (topics[root] for word in spoken if (root := stem(word.text)) in topics)


@lang.compiled
def _evidence() -> Mapping[tuple[str, str], str]:
    return {(row["kind"], row["source"]): row["needs"] for row in lang.rows("evidence")}


@lang.compiled
def _words() -> Mapping[str, str]:
    return {stem(word): row["topic"] for row in lang.rows("records") for word in row["words"].split()}
