"""How much a claim is worth checking: a logistic regression over named features, each of which is there or not.

``quantity:money``, ``tense:past``, ``topic:health``, ``word:deficit``. Names before the colon with what they say are rows
of ``worth.tsv``; the words of a topic rows of ``worth_topics.tsv``; which words count of themselves, training chose.
Trained by ``training/scripts/train_worth.py`` on sentences of debates and speeches that coders called check-worthy
(ClaimBuster) or verifiable (PoliClaim), and calibrated to the first. What counts is the claim's own: in ``the mayor said
that rents rose`` neither the mayor nor the past tense of ``said``. A score is the sum of the weights of what is there, and
of how the network reads the whole sentence.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import pathlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.claims.checkability import is_question
from claimcheck.annotate.claims.component import MARKS, Statement
from claimcheck.annotate.claims.wording import hedge, judgement, kinds_by_words
from claimcheck.annotate.engine.evidence import evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WEIGHTS = pathlib.Path(__file__).parents[2] / "models" / "worth.json"
_REASONS = 5
_DIGITS = 4  # of a score: with three, one claim in six of an article would share the first place
_READING, _NAMED = 0.24, 0.12
"""How much the network's log odds that a checker would check a sentence first count, and those of the named features: a
logistic regression on 40 articles that no weights are trained on. The network reads news, the features were weighed on debates."""
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
        """Return the tables for ``doc``."""
        columns = doc.to_array(["ORTH", "LEMMA", "TAG", "DEP", "IDX", "HEAD"])
        orths, lemmas, tags, deps = columns[:, :4].T.tolist()
        starts, heads = columns[:, 4:].astype("int64").T.tolist()
        names = {key: doc.vocab.strings[key] for key in {*orths, *lemmas, *tags, *deps}}
        lower = {key: names[key].lower() for key in {*orths, *lemmas}}
        solid = [not names[key].isspace() for key in orths]
        places = [*itertools.accumulate(solid, initial=0)]
        return Reading(
            groups.text_of(doc),
            [*itertools.compress(starts, solid)],
            [lower[key] for key in itertools.compress(orths, solid)],
            [lower[lemma] or lower[orth] for lemma, orth in itertools.compress(zip(lemmas, orths, strict=True), solid)],
            [names[key] for key in itertools.compress(tags, solid)],
            [names[key] for key in itertools.compress(deps, solid)],
            [places[at + off] if off and solid[at + off] else -1 for at, off in enumerate(heads) if solid[at]],
            [(ent.start_char, ent.label_) for ent in doc.ents],
        )


@dataclass(frozen=True, slots=True)
class Strengths:
    """The log odds of a claim with no feature at all, and what each feature adds to them."""

    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of the claim at ``start`` to ``end``: a probability, and the features that moved it most."""

    start: int
    end: int
    score: float
    because: list[str] = field(default_factory=list)


def find_worth(doc: Doc) -> Iterator[Worth]:
    """Yield the worth of each of ``doc``'s claims, in their order: as many as the group ``claims`` has."""
    statements = groups.read(doc, "claims", Statement)
    if not statements:
        return
    reading, weights, says, judged = Reading.of(doc), load_weights(), phrases(), evidence(doc)
    relations = groups.read(doc, "attributions", Relation)
    facts = {group: groups.facts_of(doc, group) for group in MARKS}
    for claim in statements:
        relation = None if claim.attribution is None else relations[claim.attribution]
        site = Site(
            claim.start,
            claim.end,
            [(group, facts[group][place]) for group, place in claim.marks],
            claim.kinds,
            claim.hedged,
            _source(reading.text, relation),
        )
        found = features(reading, site)
        sentence = reading_of(judged.worths(*claim.sentence[1:]))
        worth = score(found, weights, sentence=sentence)
        yield Worth(claim.start, claim.end, worth, because(found, weights, says, sentence=sentence))


def whole(doc: Doc) -> Site:
    """Return all of ``doc`` as one claim, as training and measuring read the sentences of a corpus."""
    text = groups.text_of(doc)
    relations = groups.read(doc, "attributions", Relation)
    marks = [(group, fact) for group in MARKS for fact in groups.facts_of(doc, group)]
    source = _source(text, relations[0] if relations else None)
    return Site(0, len(text), marks, kinds_by_words(doc[:]), hedge(doc[:]) is not None, source)


def reading_of(worths: tuple[float, float]) -> float:
    """Return what the network's reading of the whole sentence adds to the log odds of a claim in it."""
    return _READING * worths[1]


def score(found: Mapping[str, str], weights: Strengths, *, sentence: float = 0.0) -> float:
    """Return the probability, 0 to 1, that a coder calls a claim with these features worth checking."""
    return round(1 / (1 + math.exp(-log_odds(found, weights, sentence=sentence))), _DIGITS)


def log_odds(found: Mapping[str, str], weights: Strengths, *, sentence: float = 0.0) -> float:
    """Return the sum of the weights of the features ``found``, and of what the whole ``sentence`` adds."""
    return _NAMED * (weights.bias + math.fsum(weights.weights.get(name, 0.0) for name in found)) + sentence


def because(
    found: Mapping[str, str], weights: Strengths, says: Mapping[str, str], *, sentence: float = 0.0
) -> list[str]:
    """Return the features with the largest weights, for (+) and against (-), the largest first: ``+0.84 gives a figure``."""
    moving = [(_NAMED * weight, name) for name in found if (weight := weights.weights.get(name, 0.0))]
    said = [(weight, says.get(name) or f"has “{found[name]}”") for weight, name in moving]
    said += [(sentence, "how the whole sentence reads")] if sentence else []
    said.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    return [f"{weight:+.2f} {what}" for weight, what in said[:_REASONS]]


def _source(text: str, relation: Relation | None) -> str | None:
    return None if relation is None else " ".join(text[start:end] for start, end in relation.source)


def phrases() -> Mapping[str, str]:
    """Return what each named feature says of a claim; a word says itself."""
    return lang.mapping("worth", "feature", "says")


@functools.cache
def load_weights() -> Strengths:
    """Return the trained weights."""
    made: dict[str, Any] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return Strengths(made["bias"], made["weights"])


# ---------------------------------------------------------------- features
def features(reading: Reading, site: Site) -> dict[str, str]:
    """Return the names of the features at ``site``; of a word its form there, for people to read, else an empty text."""
    first, end = bisect_left(reading.starts, site.start), bisect_left(reading.starts, site.end)
    names = (*_of_marks(site.marks), *_of_names(reading, site), *_of_grammar(reading, first, end))
    found = dict.fromkeys((*names, *_of_statement(reading.text[site.start : site.end], site)), "")
    length = sum(word[:1].isalnum() for word in reading.words[first:end])
    found[f"length:{bisect_left(_LENGTHS, length)}"] = ""
    topics = lang.mapping("worth_topics", "word", "topic")
    for place in range(first, end):
        word, lemma = reading.words[place], reading.lemmas[place]
        if lemma[:1].isalpha() and reading.tags[place] not in _NOT_WORDS and lemma not in _SMALL:
            found.setdefault(f"word:{lemma}", word)
        topic = topics.get(lemma) or topics.get(word)
        if topic is not None:
            found[f"topic:{topic}"] = ""
    return found


def _of_marks(marks: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    for group, fact in marks:
        if group == "quantities":
            yield from _of_quantity(fact)
        elif group == "times":
            yield f"time:{_kind_of_time(fact['value'])}"
        elif group == "changes":
            yield from ("change", f"change:{fact['direction']}")
        else:
            yield group.removesuffix("s")
    figures = sum(group == "quantities" for group, _ in marks)
    yield from ("figure", "figures")[:figures]


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
    first, end = (bisect_left(reading.names, (at, "")) for at in (site.start, site.end))
    for kind, count in Counter(_LABELS.get(label, "other") for _, label in reading.names[first:end]).items():
        yield f"name:{kind}"
        if count > 1:
            yield f"names:{kind}"


def _of_grammar(reading: Reading, first: int, end: int) -> Iterator[str]:
    for place in range(first, end):
        word, tag = reading.words[place], reading.tags[place]
        if word in _PRONOUNS and tag[:2] in {"PR", "DT"}:
            yield f"pronoun:{_PRONOUNS[word]}"
        elif word in _NEGATIONS:
            yield "negation"
        elif word == "never":
            yield "never"
        yield from _TAGS.get(tag, ())
        if reading.deps[place] not in _LOOSE and not first <= reading.heads[place] < end:
            yield from _of_root(reading, place, first=first, end=end)
    if first < end and _FINITE.isdisjoint(reading.tags[first:end]):
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
    yield from [name for tag, name in _TENSES if tag in verbs][:1]


def _of_statement(text: str, site: Site) -> Iterator[str]:
    yield from {"causal", "rule", "prediction"}.intersection(site.kinds)
    if site.hedged:
        yield "hedged"
    if judgement(text) is not None:
        yield "judgement"
    if is_question(text):
        yield "question"
    if site.source is not None:
        word = site.source.lower()
        yield "source:self" if word in {"i", "we"} else "source:named" if word else "source:none"


worth = groups.component("worth", find_worth)
