"""Phrases that stand for a source: whether anybody could ask it, and what vouches for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lint.passages.paragraphs import ProseSentence, Spans, per_article, quoted, sentences
from claimcheck.lint.passages.wording import ADVERBS, either, reporting_verbs, source_nouns, tokens, triggers, words_of
from claimcheck.report import Report

NAMED_GRADE = 3
"""The grade of a source from which somebody can be asked: an organization."""
_QUANTIFIERS = frozenset("some many several most other few various numerous countless certain".split())
# Behind `of` another noun has the verb: a group of researchers.
_DEFINITE = frozenset("the this these those both his her its their our my your such each of".split())
_AFFILIATED = re.compile(r"\b(?:[A-Z]\.){2,}\s\Z|\b[Ww]hose\s\Z")  # cut off by the full stops of `F.B.I. officials`
_NO_SOURCE = re.compile(
    r"\b(?:with|from|for|among|between|against|like|if|whether|unless|until|exit|what|than|that|which|whom)\s+\Z"
)
"""What stands before somebody who is no source: he met with officials, as if someone said, what polls show, a job that economists
call new; exit polls every desk knows."""
_NAMED_ON = re.compile(
    r"[^.,;:]{0,30}?\b(?:by|on|in)\s+(?:the\s+)?(?!\w+day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z]"
)
"""What tells behind `it was reported` by whom: live on CNN."""
_OPPOSED = re.compile(
    r"(?:critics|opponents|supporters|detractors|defenders|proponents|advocates|sceptics|skeptics|backers)\b",
    re.IGNORECASE,
)
_NAMED_BEHIND = re.compile(
    r"(?:\s*,)?\s+(?:like|such\s+as|including|among\s+them|led\s+by|for\s+example|notably)\s+(?:the\s+)?(?:(?-i:[a-z]+)\s+){0,3}(?-i:[A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VagueSource:
    """``text[start:end]`` names a source; ``kind`` is that of its row in ``vague_sources.tsv``."""

    start: int
    end: int
    words: str
    kind: str


@per_article
def vague_phrases(analysis: Analysis, report: Report) -> tuple[VagueSource, ...]:
    """Return the phrases that name a source so that nobody could ask it, outside quotations, in text order."""
    return tuple(_vague_phrases(analysis, report))


def _vague_phrases(analysis: Analysis, report: Report) -> Iterator[VagueSource]:
    spans = quoted(analysis)
    before: ProseSentence | None = None
    for sentence in sentences(analysis, report):
        for phrase in _vague_in(report.text, sentence):
            some_of_them = phrase.start == sentence.start and phrase.kind == "crowd" and _tells_of_people(before)
            if not some_of_them and not spans.hold(phrase.start, phrase.end):
                yield phrase
        before = sentence


def _is_beside(sentence: ProseSentence, at: int) -> bool:
    """Return whether a source stands beside a name or a body: Quill and others, police and locals."""
    place = sentence.place(at)
    joint, named = sentence.word(place - 1), sentence.word(place - 2)
    body = named is not None and (bool(named.name) or named.text.casefold() in _institutions())
    return joint is not None and joint.text == "and" and body


def _tells_of_people(sentence: ProseSentence | None) -> bool:
    """Return whether people are the subject of a sentence, of whom the next one may mean some: The candidates met. Several said."""
    words = sentence.words if sentence else ()
    people = source_nouns("person")
    subjects = (word for word in words if word.label.startswith("nsubj") and word.tag == "NNS")
    return any(word.text.lower().removesuffix("s") in people for word in subjects)


def _vague_in(text: str, sentence: ProseSentence) -> Iterator[VagueSource]:
    words = tokens(sentence.text)
    kinds = [kind for kind in _KINDS if not words.isdisjoint(triggers("vague_sources", "words", kind=kind))]
    found = []
    for kind in kinds:
        for match in _patterns()[kind].finditer(text, sentence.start, sentence.end):
            start, end = match.span(match.lastgroup or 0)
            opens: int | None = sentence.place(start)
            if opens is not None and kind in {"group", "document"}:
                opens = None if kind == "document" and _is_of_a_kind(sentence, opens) else _opening(sentence, opens)
            opened = None if opens is None else min(sentence.words[opens].start, start)
            if (
                opened is not None
                and _may_be_a_source(text, sentence, opened)
                and (kind != "crowd" or _speaks(sentence, end))
                and not (_NAMED_ON if kind == "phrase" else _NAMED_BEHIND).match(text, end)
            ):
                found.append(VagueSource(opened, end, " ".join(text[opened:end].split()), kind))
    taken = sentence.start
    for phrase in sorted(found, key=lambda one: (one.start, -one.end)):
        if phrase.start >= taken:
            taken = phrase.end
            yield phrase


def _may_be_a_source(text: str, sentence: ProseSentence, start: int) -> bool:
    """Return whether what stands before a phrase leaves it a source of its own: not `met with`, `Quill and`, `F.B.I.`."""
    before = max(start - 12, 0)
    told = _NO_SOURCE.search(text, before, start) or _AFFILIATED.search(text, before, start)
    return not told and not _is_beside(sentence, start)


def _speaks(sentence: ProseSentence, end: int) -> bool:
    """Return whether a verb follows a crowd (`most state parties` has none), and the crowd is no part of those polled."""
    behind = sentence.word(sentence.place(end))
    return behind is not None and behind.tag[:2] in {"VB", "MD", "RB"} and _POLLED.search(sentence.text) is None


_POLLED = re.compile(
    r"%|\b(?:per\s?cent|polls?|polled|surveys?|surveyed|voters|respondents|in\s+10|of\s+10|in\s+ten)\b", re.IGNORECASE
)


def is_polled(analysis: Analysis, at: int) -> bool:
    """Return whether a sentence tells of a poll: those in it were asked."""
    sentence = analysis.sentence_at(at)
    return sentence is not None and _POLLED.search(analysis.text, sentence.start, sentence.end) is not None


def is_crowd(text: str, sentence: ProseSentence, start: int, *, end: int) -> bool:
    """Return whether ``text[start:end]`` is people of a kind, of whom nothing tells how many, whose or which: doctors in the area."""
    first = sentence.place(start)
    words = sentence.words[first : sentence.place(end)]
    if not _may_be_a_source(text, sentence, start):
        return False
    if [word.text.casefold() for word in words[:2]] == ["those", "who"]:  # those who follow the talks
        return True
    stop = next((at for at, word in enumerate(words) if at and word.tag in _BEHIND_NOUN), len(words))
    told = any(word.tag == "CC" for word in words[:stop]) or any(word.name in {"ORG", "PERSON"} for word in words)
    if not stop or told or words[stop - 1].tag != "NNS" or _NAMED_BEHIND.match(text, words[stop - 1].end):
        return False
    return _opening(sentence, first + stop - 1) is not None


_BEHIND_NOUN = frozenset("IN TO VBN VBG WP WDT , :".split())
_KINDS = ("phrase", "single", "group", "document", "crowd")


def _is_of_a_kind(sentence: ProseSentence, noun: int) -> bool:
    """Return whether a noun before papers tells which drawer they lie in: fundraising reports, court documents; `news reports` do not."""
    word, own = sentence.word(noun - 1), sentence.word(noun)
    papers = own is not None and own.text.casefold() in _PAPERS
    return papers and word is not None and word.tag == "NN" and word.text.casefold() not in {"news", "media", "press"}


_PAPERS = frozenset("reports documents records filings papers returns files".split())


def _opening(sentence: ProseSentence, noun: int) -> int | None:
    """Return the place where a noun's phrase begins; None where words in it tell who it is."""
    at = noun
    for _ in range(4):
        word = sentence.word(at - 1)
        lower = word.text.casefold() if word else ""
        if word is None or lower in _QUANTIFIERS:
            return at if word is None else at - 1
        if lower in _DEFINITE or word.tag in {"CD", "POS"}:
            return None
        verb = word.tag[:2] == "VB" and word.label not in {"amod", "compound"}
        if verb or word.tag[:2] not in {"JJ", "NN", "VB", "RB"} or word.label in {"aux", "advmod"}:
            return at
        named = word.text[0].isupper() and (
            at > 1 or word.name or word.tag[:3] == "NNP"
        )  # Local officials are not Kessa's
        if named or lower in _institutions() or lower == "exit":
            return None
        at -= 1
    return at


@lang.compiled
def _institutions() -> frozenset[str]:
    """Return the nouns of bodies and places that tell whose officials they are: city, police, company."""
    loose = {"government", "industry", "party", "opposition", "state", "country", "military", "business", "campaign"}
    return source_nouns("organization", "place") - loose


@lang.compiled
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each kind of vague source: beside a verb of saying, behind `according to`, a phrase by itself."""
    # They accused each other, expect to go, told him.
    other = r"(?!\s+(?:each\s+other|one\s+another|to\b))(?!(?<=told)\s+(?:him|her|them|his|their)\b)"
    # Observers see the move as a sign.
    taken = (
        r"(?:sees?|saw|seen|views?|viewed|regard(?:s|ed)?|reads?|interpret(?:s|ed)?|take|took)\b[^.,;:!?]{2,60}?\s+as\b"
    )
    verb = rf"{ADVERBS}(?:(?:have|has|had|do|did|would|will)\s+)?{ADVERBS}(?:{reporting_verbs()}\b{other}|{taken})"
    shown = (
        r"(?:show|shows|showed|shown|suggest|suggests|suggested|indicate|indicates|indicated|find|found|say|says|said|"
        r"reveal|reveals|revealed|prove|proves|confirm|point)\b"
    )
    edge = r"(?=\s*[,.;:)]|\s+(?:that|and|but|who|as)\b|\Z)"
    according = rf"\baccording\s+to\s+(?:{_LOOSE}\s+){{0,2}}"
    told = rf"(?:,\s*|[”\"]\s*)(?:say|said|argue|warn|believe)\s+(?:{_LOOSE}\s+){{0,2}}"
    opens = (
        r"(?:\A|(?<=[,;:—]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bwhile\s)|(?<=\bas\s)|(?<=\bthat\s)|(?<=[.!?]\s)|(?<=\n))"
    )
    words = {kind: either(words_of("vague_sources", "words", kind=kind)) for kind in _KINDS}
    shapes = {
        "phrase": rf"(?<!which\s)(?<!what\s)(?<!where\s)(?<!how\s)(?<!when\s)\b(?P<a>{words['phrase']})\b",
        "single": rf"\b(?P<a>{words['single']})(?=,?\s+{verb})|\baccording\s+to\s+(?P<b>{words['single']}){edge}",
        "group": rf"\b(?P<a>{words['group']})(?=,?\s+(?!\w*[^\Ws]s\b){verb})|{according}(?P<b>{words['group']}){edge}"
        rf"|{told}(?P<c>{words['group']}){edge}",
        "document": rf"\b(?P<a>{words['document']})(?=\s+{ADVERBS}(?:(?:have|has|had)\s+)?{ADVERBS}{shown})"
        rf"|{according}(?P<b>{words['document']}){edge}",
        "crowd": rf"{opens}(?P<a>{words['crowd']})(?=\s+{verb})",
    }
    return {kind: re.compile(shape, re.IGNORECASE) for kind, shape in shapes.items()}


_LOOSE = r"(?-i:[a-z][a-z-]+)"


@dataclass(frozen=True, slots=True)
class Voices:
    """Where a Report's sources speak: the stretches of their names, of what they say, and of what somebody named says."""

    sources: Spans
    contents: Spans
    vouched: Spans
    parts: Spans
    people: tuple[int, ...]


@per_article
def voices(report: Report) -> Voices:
    """Return where the sources of an article speak; relations without a source are left out."""
    grades = {source.id: source.grade for source in report.sources}
    told = [attribution for attribution in report.attributions if attribution.source]
    named = [attribution for attribution in told if grades.get(attribution.source_id or "", 0) >= NAMED_GRADE]
    people = [attribution for attribution in told if grades.get(attribution.source_id or "", 0) > NAMED_GRADE]
    return Voices(
        sources=Spans((part.start, part.end) for attribution in told for part in attribution.source),
        contents=Spans((part.start, part.end) for attribution in told for part in attribution.content),
        vouched=Spans((part.start, part.end) for attribution in named for part in attribution.content),
        parts=Spans(
            (part.start, part.end)
            for attribution in told
            for part in (*attribution.source, *attribution.cue, *attribution.content)
        ),
        people=tuple(sorted(part.start for attribution in people for part in attribution.source)),
    )


def is_taken_up(phrase: VagueSource, behind: str) -> bool:
    """Return whether the sentence behind a vague source names one of them: `the study, by`, `analyst Eno Foy`."""
    noun = phrase.words.casefold().split()[-1].removesuffix("s")
    one = noun.removesuffix("ie") + "y" if noun.endswith("ie") else noun
    return re.search(rf"\b{re.escape(one)}s?\b", behind, re.IGNORECASE) is not None


def opposed(phrase: str) -> bool:
    """Return whether a phrase names those for or against something, and none of them: `critics of the plan`."""
    bare = re.sub(r"\A(?:some|many|most|several|other|the|its|his|her|their)\s+", "", phrase, flags=re.IGNORECASE)
    match = _OPPOSED.match(bare)
    return bool(match) and not _NAMED_BEHIND.search(bare)
