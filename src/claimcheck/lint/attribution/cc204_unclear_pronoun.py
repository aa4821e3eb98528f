"""CC204: a pronoun for a source that points to nobody, or to two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.analysis import Analysis, Entity
from claimcheck.lint.passages import ProseSentence, Spans, sentences
from claimcheck.lint.passages.names import person_nouns
from claimcheck.lint.passages.wording import reporting_verbs, source_nouns
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_GENDER = {"he": "m", "she": "f", "him": "m", "her": "f"}
_MANY = frozenset({"they", "them"})
_OPENS = re.compile(r"(?:According\s+to\s+|(?:And|But|Then|Later|Afterwards?),?\s+)?")
_QUOTED = re.compile(r"[”\"’']\s\Z")
_OF_TWO = frozenset({"neither", "both", "each"})
_FURTHEST = 3  # sentences back
_BODY_NOUNS = frozenset(
    "union guild council board water line lines group trust league society forum rovers albion".split()
)
_ARGUMENTS = frozenset("nsubj nsubj:pass obj iobj conj appos flat ccomp parataxis root ROOT".split())
_BESIDE = frozenset("with to against alongside".split())
_COURTESY = re.compile(r"\bM(rs?|s|iss)\b\.?\s")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the pronouns that are a source and have no antecedent, or two in the sentence that last named anybody."""
    spoken = {(part.start, part.text.casefold()) for one in report.attributions for part in one.source[:1]}
    pronouns = dict(pair for pair in spoken if pair[1] in _GENDER or pair[1] in _MANY)
    named = _Named(analysis, report)
    before: list[ProseSentence] = []
    for sentence in sentences(analysis, report):
        for at in (word.start for word in sentence.words if word.start in pronouns):
            word = pronouns[at]
            many = word in _MANY
            message = _crowds(word, before=before[:1]) if many else named.unclear(word, at, (sentence, *before))
            if message:
                yield Fault(at, at + len(word), message, help="give the name")
        before = [sentence, *before[: _FURTHEST - 1]]


def _crowds(word: str, *, before: list[ProseSentence]) -> str | None:
    """Return what is wrong with `they` where one group meets another in the sentence before, and neither speaks."""
    sentence = before[0] if before else None
    root = next((at for at, one in enumerate(sentence.words) if one.head == at), 0) if sentence else 0
    if sentence is None:
        return None
    sides = (at for at in sentence.under(root) if sentence.words[at].label in {"nsubj", "obj", "obl"})
    kinds = [(at, kind) for at in sides if (kind := _crowd(sentence, at))]
    if len(kinds) < 2 or kinds[0][1] != kinds[1][1]:  # noqa: PLR2004  two
        return None
    one, other = (_phrase(sentence, at) for at, _ in kinds[:2])
    return f"“{word}” speaks: {one} or {other}?"


def _crowd(sentence: ProseSentence, at: int) -> str | None:
    """Return whether a noun names several people (``people``) or a body (``body``), None for neither or for both at once."""
    noun, bodies = sentence.words[at], source_nouns("organization", "group")
    below = [sentence.words[under] for under in sentence.under(at)]
    beside = noun.label != "obl" or any(one.text in _BESIDE for one in below)
    if not beside or any(one.label == "conj" for one in below):
        return None
    lemma, last = noun.lemma.casefold(), noun.text.casefold()
    if noun.tag.startswith("NN") and noun.tag.endswith("S") and (person_nouns().fullmatch(last) or lemma in bodies):
        return "people"
    return "body" if lemma in bodies | _BODY_NOUNS else None


def _phrase(sentence: ProseSentence, at: int) -> str:
    """Return a noun with the words before it that hang on it: the striking nurses."""
    first = min((under for under in sentence.under(at) if sentence.words[under].label != "case"), default=at)
    return sentence.text[
        sentence.words[min(first, at)].start - sentence.start : sentence.words[at].end - sentence.start
    ]


class _Named:
    """Who is named in an article, and where."""

    def __init__(self, analysis: Analysis, report: Report) -> None:
        people = [one for one in analysis.entities if not one.plural and _may_be_a_person(one)]
        mentions = ((mention, one) for one in people for mention in one.mentions if mention.form != "pronoun")
        named = (
            (mention.start, mention.end, _addressed(analysis.text, mention.start, one)) for mention, one in mentions
        )
        self.people = sorted(named, key=lambda found: found[:2])
        self._first: dict[str, int] = {}
        for start, _, one in self.people:
            self._first.setdefault(one.gender, start)
        saying = re.compile(rf"\b(?:{reporting_verbs()}|told|tells?|according)\b", re.IGNORECASE)
        bodies = {one.id for one in report.sources if one.type in {"document", "media", "organization"}}
        told = [
            one
            for one in report.attributions
            if one.source_id not in bodies and any(saying.search(cue.text) for cue in one.cue)
        ]
        parts = (part for one in report.attributions if one.source_id not in bodies for part in one.source)
        self.sources = Spans((part.start, part.end) for part in parts if part.text.casefold() not in _OF_TWO)
        self.speakers = Spans((part.start, part.end) for one in told for part in one.source)

    def unclear(self, word: str, at: int, sentences: Sequence[ProseSentence]) -> str | None:
        """Return what is wrong with a pronoun in the first of ``sentences``, which run backwards; None where it is clear."""
        gender = _GENDER[word]
        own, *before = sentences
        if min(self._first.get(one, at) for one in (gender, "")) >= at:
            behind = own.place(at) and self._within(at + 1, own.end)
            return None if behind else f"“{word}” speaks, and nobody was named whom it could mean"
        head = own.text[: at - own.start]
        opens = _OPENS.fullmatch(head)
        if not opens and not _QUOTED.search(head):
            return None
        for back, sentence in enumerate(before, start=1):
            side = self.side_by_side(sentence, gender, joined=not opens)
            if len(side) > 1 and not self.speaks_in(sentence) and not set(side) & set(self.named(at, own.end, gender)):
                topic = {name for one in before[back:] for name in self.named(one.start, one.end, gender)}
                if topic & set(side) != {side[0]}:  # who was spoken of before, and acts here, goes on
                    return f"“{word}” speaks: {side[0]} or {side[1]}?"
            span = sentence.start, sentence.end
            if self.named(*span, gender) or self.sources.touch(*span):
                return None
        return None

    def named(self, start: int, end: int, gender: str) -> list[str]:
        """Return the surnames of those of this gender who are named between two offsets, each once."""
        found = [one for _, _, one in self._within(start, end) if one.name and one.gender == gender]
        return list(dict.fromkeys(map(_surname, found)))

    def speaks_in(self, sentence: ProseSentence) -> bool:
        """Return whether somebody who is named in a sentence says something there: that one goes on."""
        inside = self._within(sentence.start, sentence.end)
        return any(one.name and self.speakers.touch(start, end) for start, end, one in inside)

    def _within(self, start: int, end: int) -> list[tuple[int, int, Entity]]:
        first, last = (bisect_left(self.people, at, key=lambda found: found[0]) for at in (start, end))
        return self.people[first:last]

    def side_by_side(self, sentence: ProseSentence, gender: str, *, joined: bool) -> list[str]:
        """Return the surnames of this gender in a sentence, but of those who are only a part of what is said about another.

        ``joined``: only where `and` joins two of them, as behind a quotation, whose speaker may be who acted last.
        """
        inside = self._within(sentence.start, sentence.end)
        theirs = [found for found in inside if found[2].name and found[2].gender == gender]
        acting = [(start, one) for start, _, one in theirs if _acts(sentence, start)]
        if joined and not any(_is_joined(sentence, start) for start, _ in acting):
            return []
        return list(dict.fromkeys(_surname(one) for _, one in acting))


def _addressed(text: str, at: int, person: Entity) -> Entity:
    """Return a person with the gender that the form of address at this mention tells: the Clintons are two."""
    found = _COURTESY.search(text[max(at - 6, 0) : at + 6])
    return replace(person, gender="m" if found[1] == "r" else "f") if found else person


def _may_be_a_person(entity: Entity) -> bool:
    """Return whether an entity is a person, or has a name of two words and is nothing that is known."""
    name = entity.name or "?"
    return (entity.kind == "person" and not name.islower()) or (entity.kind == "other" and " " in name)


def _surname(person: Entity) -> str:
    return person.family or (person.name or "").split()[-1]


def _acts(sentence: ProseSentence, at: int) -> bool:
    """Return whether the name at an offset is an argument of the main clause, or in apposition to one: not `like Quill`."""
    words, place = sentence.words, sentence.place(at)
    while words[place].head != place:
        word, cases = (
            words[place],
            {words[below].text for below in sentence.under(place) if words[below].label == "case"},
        )
        beside = word.label in {"nmod", "obl"} and (cases <= _BESIDE and (word.label == "nmod") != bool(cases))
        if word.label not in _ARGUMENTS and not beside:
            return False
        place = word.head
    return True


def _is_joined(sentence: ProseSentence, at: int) -> bool:
    """Return whether a name at an offset is the second of two, by itself or in apposition: Lee and her editor, Rosa Quill."""
    word = sentence.words[sentence.place(at)]
    return not {"conj", "parataxis"}.isdisjoint({word.label, sentence.words[word.head].label})


RULE = Rule(
    id="CC204",
    name="unclear-pronoun",
    severity="note",
    what="Finds he or she as the source of a statement where nobody was named before, or two people whom it could mean stand in the sentence before; behind a quotation only two whom `and` joins.",
    why="The statement may end up in the wrong mouth, and that is a correction at best.",
    fires="Anna Lee met Rosa Quill in Kessa on Monday. She said the harbour plan was dead.",
    passes="Anna Lee met Rosa Quill in Kessa on Monday. Quill said the harbour plan was dead.",
    instead="Repeat the name.",
    reference="The Chicago Manual of Style, chapter 5, on pronouns and antecedents",
    find=find,
)
