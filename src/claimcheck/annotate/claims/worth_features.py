"""What is looked at to say how much a claim is worth checking: a set of names, each of which is there or not.

``quantity:money``, ``tense:past``, ``topic:health``, ``word:deficit``. Names before the colon with what they say are rows
of ``worth.tsv``; the words of a topic rows of ``worth_topics.tsv``; which words count of themselves, training chose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimcheck import lang
from claimcheck.annotate.claims.checkability import is_question, judgement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FEW, _MILLION = 10, 1_000_000
_LENGTHS = (5, 10, 15, 20, 30, 45)
_PRONOUNS = {
    **dict.fromkeys("i me my mine myself".split(), "i"),
    **dict.fromkeys("we us our ours ourselves".split(), "we"),
    **dict.fromkeys("you your yours yourself".split(), "you"),
    **dict.fromkeys("he him his she her hers".split(), "he"),
    **dict.fromkeys("they them their theirs".split(), "they"),
    **dict.fromkeys("it its this that".split(), "it"),
}
_NEGATIONS = frozenset("not n't n’t no nobody none nothing neither nor without".split())
_PEOPLE = frozenset(
    """
    person people man woman child kid boy girl worker employee family household voter citizen resident american soldier
    troop officer patient student teacher victim immigrant migrant refugee veteran senior taxpayer member job life death
    case casualty civilian inmate prisoner farmer mother father
    """.split()
)
_NOT_WORDS = frozenset("NNP NNPS CD UH FW MD PRP PRP$ DT CC TO EX POS WP WP$ WDT WRB".split())
"""Tags of what counts by its kind or not at all: the names and numbers of American debates say nothing elsewhere, and
`has "to"` tells nobody why; without the small words average precision is the same to 0.004."""
_SMALL = frozenset("of in on at by for from with if so as than then that there be have do not n't n’t no".split())
_TAGS = {
    "VBD": ("tense:past",),
    "MD": ("modal",),
    "JJR": ("comparative",),
    "RBR": ("comparative",),
    "UH": ("interjection",),
}
_FINITE = frozenset("VBD VBZ VBP MD VB".split())
_TENSES = (("MD", "main:modal"), ("VBD", "main:past"), ("VBZ", "main:present"), ("VBP", "main:present"))
_LOOSE = frozenset("punct mark cc case".split())
"""Labels of what hangs from outside a content without being its verb: ``that``, a comma."""
_SUBJECTS = frozenset("nsubj nsubj:pass nsubjpass csubj csubj:pass".split())
_LABELS = {"PERSON": "person", "ORG": "organization", "PLACE": "place", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class Site:
    """A claim: where it stands, in code points, its marks by group, and how it is attributed."""

    start: int
    end: int
    marks: Sequence[tuple[str, Mapping[str, Any]]]
    kinds: Sequence[str]
    hedged: bool
    source: str | None
    """The words of the source that it is bound to; None in the article's own voice, empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the features of all of a Doc's claims are read from, in one pass over its tokens and entities."""

    text: str
    starts: list[int]
    words: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    """The place of each token's head, -1 for a root."""
    names: list[tuple[int, str]]

    @staticmethod
    def of(doc: Doc) -> Reading:
        """Return the tables for ``doc``; without tags, lemmas or trees the features that need them are not there."""
        tokens = [token for token in doc if not token.is_space]
        place = {token.i: number for number, token in enumerate(tokens)}
        words = [token.lower_ for token in tokens]
        return Reading(
            doc.text,
            [token.idx for token in tokens],
            words,
            [token.lemma_.lower() or word for token, word in zip(tokens, words, strict=True)],
            [token.tag_ for token in tokens],
            [token.dep_ for token in tokens],
            [place.get(head, -1) if head != token.i else -1 for token in tokens for head in (token.head.i,)],
            [(ent.start_char, ent.label_) for ent in doc.ents],
        )


def features(reading: Reading, site: Site) -> dict[str, str]:
    """Return the names of the features at ``site``; of a word its form there, for people to read, else an empty text."""
    first, end = bisect_left(reading.starts, site.start), bisect_left(reading.starts, site.end)
    text = reading.text[site.start : site.end]
    found = dict.fromkeys(_of_marks(site.marks), "")
    found.update(dict.fromkeys(_of_names(reading, site), ""))
    found.update(dict.fromkeys(_of_grammar(reading, first, end), ""))
    found.update(dict.fromkeys(_of_statement(text, site), ""))
    length = sum(word[:1].isalnum() for word in reading.words[first:end])
    found[f"length:{bisect_left(_LENGTHS, length)}"] = ""
    topics = _topics()
    for place in range(first, end):
        word, lemma = reading.words[place], reading.lemmas[place]
        if lemma[:1].isalpha() and reading.tags[place] not in _NOT_WORDS and lemma not in _SMALL:
            found.setdefault(f"word:{lemma}", word)
        topic = topics.get(lemma) or topics.get(word)
        if topic is not None:
            found[f"topic:{topic}"] = ""
    return found


def _of_marks(marks: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    figures = 0
    for group, fact in marks:
        if group == "quantities":
            figures += 1
            yield from _of_quantity(fact)
        elif group == "times":
            yield f"time:{_kind_of_time(fact['value'])}"
        elif group == "changes":
            yield "change"
            yield f"change:{fact['direction']}"
        else:
            yield group.removesuffix("s")
    if figures:
        yield "figure"
        if figures > 1:
            yield "figures"


def _of_quantity(fact: Mapping[str, Any]) -> Iterator[str]:
    unit = str(fact["unit"] or "")
    if unit in {"percent", "percentage point"}:
        yield "quantity:percent"
    elif unit[:3].isupper() and unit[:3].isalpha():
        yield "quantity:money"
    elif unit in _PEOPLE:
        yield "quantity:people"
    elif fact["bound"] == "=" and fact["value"] < _FEW:
        yield "quantity:few"
    if fact["value"] >= _MILLION:
        yield "quantity:million"
    if fact["bound"] not in {"=", "range"}:
        yield "quantity:bound"


def _kind_of_time(value: str | None) -> str:
    """Return what kind of time it is; ``last year`` is a date, whether or not the article says which."""
    if value in {"PAST", "PRESENT", "FUTURE"}:
        return value.lower()
    return "period" if value is not None and value.startswith("P") else "date"


def _of_names(reading: Reading, site: Site) -> Iterator[str]:
    counts: dict[str, int] = {}
    place = bisect_left(reading.names, (site.start, ""))
    for start, label in reading.names[place:]:
        if start >= site.end:
            break
        kind = _LABELS.get(label, "other")
        counts[kind] = counts.get(kind, 0) + 1
    for kind, count in counts.items():
        yield f"name:{kind}"
        if count > 1:
            yield f"names:{kind}"


def _of_grammar(reading: Reading, first: int, end: int) -> Iterator[str]:
    for place in range(first, end):
        word, tag = reading.words[place], reading.tags[place]
        if word in _PRONOUNS and tag[:2] in {"PR", "DT", ""}:
            yield f"pronoun:{_PRONOUNS[word]}"
        elif word in _NEGATIONS:
            yield "negation"
        elif word == "never":
            yield "never"
        yield from _TAGS.get(tag, ())
        if reading.deps[place] not in _LOOSE and not first <= reading.heads[place] < end:
            yield from _of_root(reading, place, first=first, end=end)
    if reading.tags[first:end] and not _FINITE.intersection(reading.tags[first:end]):
        yield "verbless"


def _of_root(reading: Reading, root: int, *, first: int, end: int) -> Iterator[str]:
    """Yield what the main verb and its subject are like."""
    below = [place for place in range(first, end) if reading.heads[place] == root]
    subjects = [place for place in below if reading.deps[place] in _SUBJECTS]
    if not subjects:
        yield "subject:none"
        if reading.tags[root] == "VB":
            yield "imperative"
    for place in subjects[:1]:
        word, tag = reading.words[place], reading.tags[place]
        yield f"subject:{_PRONOUNS.get(word) or ('name' if tag.startswith('NNP') else 'noun')}"
    helpers = [place for place in below if reading.deps[place].startswith(("aux", "cop"))]
    verbs = {reading.tags[place] for place in (root, *helpers)}
    if reading.tags[root] == "VBN" and any(reading.lemmas[place] == "have" for place in helpers):
        yield "main:perfect"
    for tag, name in _TENSES:
        if tag in verbs:
            yield name
            break


def _of_statement(text: str, site: Site) -> Iterator[str]:
    for kind in ("causal", "rule", "prediction"):
        if kind in site.kinds:
            yield kind
    if site.hedged:
        yield "hedged"
    if judgement(text) is not None:
        yield "judgement"
    if is_question(text):
        yield "question"
    if site.source is not None:
        word = site.source.lower()
        yield "source:self" if word in {"i", "we"} else "source:named" if word else "source:none"


@lang.compiled
def _topics() -> dict[str, str]:
    return {row["word"]: row["topic"] for row in lang.rows("worth_topics")}
