"""CC301: a source that nobody could ask: officials, experts, studies, it is said."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.analysis import Analysis, Entity, Source
from claimcheck.lang.inflection import stems
from claimcheck.lint.passages import ProseSentence, Spans, quoted, sentences, sourcing
from claimcheck.lint.passages.sourcing import VagueSource, is_taken_up, opposed
from claimcheck.lint.passages.wording import SAYING
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_ALWAYS_VAGUE = frozenset("source sources insider insiders".split())
"""Whom a writer keeps nameless: whoever is named beside them is somebody else."""
_OF_A_BODY = frozenset("officials authorities investigators leaders".split())
_SPEAKS_FOR_IT = frozenset(
    "spokesman spokeswoman spokesperson minister secretary chief commissioner sheriff director commander administrator superintendent "
    "inspector ambassador prosecutor attorney detective captain lieutenant colonel general mayor governor commandant marshal".split()
)
"""Posts whose holder is one of a body's officials."""
_NAMED_AIDES = frozenset("aides advisers advisors lawyers residents locals doctors engineers".split())
"""Whom a body or a person may have."""
_THE_FIRM = re.compile(
    r"(?:the|an?)\s+(?:[\w-]+\s+)?(?:company|firm|maker|bank|chain|operator|carmaker|developer)\b", re.IGNORECASE
)
"""Bodies that speak for themselves: none of the environmentalists."""
_OF_A_PARTY = re.compile(
    r"(?:(?:[A-Z][\w’'.&-]*\s+){0,4}[A-Z][\w.&-]*[’']s?|Its|Their)\s+(?:[a-z-]+\s+){0,3}[a-z-]+,?\s+[A-Z]"
)
"""Who acts for somebody: Quill Partners' project manager, Ida Brun, is none of the experts."""
_HEADS = _SPEAKS_FOR_IT | frozenset(
    "head chair chairman chairwoman president executive manager leader owner boss ceo landlord".split()
)
_WITHIN = _OF_A_BODY | _NAMED_AIDES | frozenset("insiders sources executives managers employers owners".split())
"""Who speaks for somebody, and among whom such a one may be meant."""
_TO_SOMEBODY = re.compile(r"\b(?:told|tells?)\b")
_SPOKESPERSON = frozenset("spokesman spokeswoman spokesperson".split())
_VOUCHING = frozenset({"assertion", "belief"})
_REACH, _SOON, _BEFORE = 3, 2, 2
"""Sentences behind a summary in which it is spelt out, behind `experts` in which one is introduced, and before."""
_QUOTE = "\"“'‘«"


@dataclass(frozen=True, slots=True)
class Voice:
    """A source that is named and says something: where it stands, and where what it says opens."""

    at: int
    opens: int
    source: Source
    entity: Entity | None
    first: bool
    """Whether it is named there for the first time, a person with full name and trade."""
    said: str


def voices_of(analysis: Analysis) -> tuple[Voice, ...]:
    """Return the named sources of an article, each where it speaks, in text order."""
    found = []
    for one in analysis.attributions:
        source = analysis.sources[one.speaker] if one.speaker is not None else None
        if source is None or source.type in {"unnamed_person", "unnamed_group", "unknown"}:
            continue
        entity = analysis.entities[source.entity] if source.entity is not None else None
        said = " ".join(analysis.text[start:end] for start, end in one.content)
        opens = min(start for start, _ in (*one.content, *one.source))
        first = entity is not None and _is_introduced(analysis, entity, one.source)
        found.append(Voice(one.source[0][0], opens, source, entity, first, said))
    return tuple(sorted(found, key=lambda one: one.at))


def _is_introduced(analysis: Analysis, entity: Entity, parts: Sequence[tuple[int, int]]) -> bool:
    mention = entity.mentions[0] if entity.mentions else None
    if mention is None or not any(start <= mention.start < end for start, end in parts):
        return False
    told = entity.roles or entity.titles or analysis.text.startswith(",", mention.end)
    return entity.kind in {"document", "media"} or bool(told and " " in (entity.name or ""))


def is_answered(
    phrase: VagueSource, sentences: Sequence[ProseSentence], at: int, *, voices: Sequence[Voice], text: str
) -> bool:
    """Return whether the sentences around the one at a place say who a vague source in it is.

    Who is only named nearby does not: it must be one of the body, be introduced right behind, or have the quotation that follows.
    """
    own, behind = sentences[at], sentences[at + 1 : at + 1 + _REACH]
    noun = phrase.words.casefold().split()[-1]
    if noun in _ALWAYS_VAGUE:
        return False
    first, last = sentences[max(at - _BEFORE, 0)].start, (behind or [own])[-1].end
    near = [one for one in voices if first <= one.at < last and not phrase.start <= one.at < phrase.end]
    if phrase.kind == "phrase":
        return any(_reported(one, own, behind[:1]) for one in near)
    bodies = [one for one in near if one.at >= own.start or one.source.type == "organization"]
    if noun in _OF_A_BODY and any(map(_is_of_a_body, bodies)):
        return True
    if behind and is_taken_up(phrase, text[own.end : behind[0].end]):
        return True
    if phrase.kind != "document":
        later = [one for one in near if one.at >= phrase.end]  # whoever speaks after somebody else is none of them
        return bool(later) and _takes_over(phrase, later[0], behind[:_SOON], text=text)
    papers = [one for one in near if one.at >= own.start and one.source.type in {"document", "media"}]
    return not all(one.source.name.islower() for one in papers)


def _takes_over(phrase: VagueSource, voice: Voice, behind: Sequence[ProseSentence], *, text: str) -> bool:
    """Return whether a voice is one of those who were meant: introduced in the sentences behind, or quoted where they open."""
    if voice.source.type not in {"named_person", "organization"} or _THE_FIRM.match(text, voice.at):
        return False
    if phrase.words.casefold().endswith(tuple(_OF_A_BODY)) and not _is_of_a_body(voice):
        return False
    if _OF_A_PARTY.match(text, voice.at) and not {*phrase.words.casefold().split()} & (_OF_A_BODY | _NAMED_AIDES):
        return False
    speaks_for_it = voice.entity is not None and not _SPOKESPERSON.isdisjoint(voice.entity.roles)
    roles = frozenset(voice.entity.roles) if voice.entity else frozenset[str]()
    another = not _WITHIN & {*phrase.words.casefold().split()} and not _HEADS.isdisjoint(
        roles
    )  # a mayor is no observer
    introduced = voice.first and not (speaks_for_it or another or phrase.kind == "crowd")
    if introduced and any(one.start <= voice.at < one.end for one in behind):
        return True
    opens = behind and behind[0].start <= voice.opens <= behind[0].start + 2 and text[behind[0].start] in _QUOTE
    return bool(opens) and voice.source.type == "named_person" and not opposed(phrase.words)


def _reported(voice: Voice, own: ProseSentence, behind: Sequence[ProseSentence]) -> bool:
    """Return whether a voice is that of who reported: a paper beside it, or a body that says so in the sentence behind."""
    if voice.source.type in {"media", "document"}:
        return True
    says_so = voice.source.type == "organization" and bool(stems(own.text) & stems(voice.said))
    return says_so and any(one.start <= voice.at < one.end for one in behind)


def _is_of_a_body(voice: Voice) -> bool:
    posts = voice.entity.roles if voice.entity else ()
    titled = bool(voice.entity and voice.entity.titles)
    return voice.source.type == "organization" or titled or not _SPEAKS_FOR_IT.isdisjoint(posts)


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
    holders, named = list(sentences(analysis, report)), voices_of(analysis)
    crowds = _crowds(analysis, report, holders)
    found |= {(one.start, one.end): one for one in crowds if not plain.touch(one.start, one.end)}
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


def _crowds(analysis: Analysis, report: Report, holders: Sequence[ProseSentence]) -> Iterator[sourcing.VagueSource]:
    """Yield the sources that are those for or against something, `critics of the plan`, or people of a kind, `doctors in the area`."""
    spans, types = quoted(analysis), {source.id: source.type for source in report.sources}
    for attribution in report.attributions:
        said = attribution.content and any(SAYING.match(cue.text) for cue in attribution.cue)
        for part in attribution.source[:1] if said else ():
            at = bisect.bisect_right(holders, part.start, key=lambda sentence: sentence.start) - 1
            if at < 0 or sourcing.is_polled(analysis, part.start) or spans.hold(part.start, part.end):
                continue
            words = " ".join(part.text.split())
            told = attribution.stance in _VOUCHING and not any(_TO_SOMEBODY.search(cue.text) for cue in attribution.cue)
            plans = attribution.content[0].text.startswith("to ")  # expect to close it
            many = told and not plans and types.get(attribution.source_id or "") == "unnamed_group"
            if sourcing.opposed(words) or (
                many and sourcing.is_crowd(analysis.text, holders[at], part.start, end=part.end)
            ):
                yield sourcing.VagueSource(part.start, part.end, words, "crowd" if many else "group")


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
