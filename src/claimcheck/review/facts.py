"""What has to be checked of a claim, so that two drafts of it can be compared: figures, units, times, source, names and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimcheck.report import Change, Claim, Comparison, Quantity, Report, Superlative, Time
from claimcheck.review.anchoring import words_of

_NEGATION = re.compile(
    r"(?:n't|n’t)\b|\b(?:no|not|never|nor|none|nobody|nothing|neither|without|cannot)\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"\b[^\W\d_]*[A-Z]\w*")
_POINTING = frozenset("The A An He She It They We I One This That These Those His Her Its Their Our My".split())
_READ_FROM_AROUND = frozenset({"figure", "unit", "time"})
"""What the same words may mean otherwise: "the 12" of another unit, "Monday" of another week. All else is in the words."""
Facts = Mapping[str, tuple[object, ...]]


def facts(report: Report, claim: Claim) -> Facts:
    """Return what has to be checked of a claim but its source, by name; equal facts need no second check."""
    quantities = [mark for mark in claim.marks if isinstance(mark, Quantity)]
    return {
        "figure": tuple((mark.bound, mark.value, mark.value2) for mark in quantities),
        "unit": tuple(mark.unit for mark in quantities),
        "time": tuple(mark.value or words_of(mark.text) for mark in claim.marks if isinstance(mark, Time)),
        "direction": tuple(mark.direction for mark in claim.marks if isinstance(mark, Change)),
        "degree": tuple(words_of(mark.text) for mark in claim.marks if isinstance(mark, Superlative | Comparison)),
        "negation": tuple(sorted(words_of(" ".join(_NEGATION.findall(claim.text))))),
        "names": tuple(sorted(_names(report.text, claim.text))),
        "quotation": words_of(claim.text) if "quote" in claim.kinds else (),
    }


def _names(text: str, words: str) -> set[str]:
    """Return the words with a capital letter; the first only where the article has it nowhere without."""
    found = [(match.start(), match[0]) for match in _CAPITAL.finditer(words)]
    return {name for start, name in found if start or not re.search(rf"\b{re.escape(name.lower())}\b", text)}


def source_of(report: Report, claim: Claim) -> str:
    """Return the name of the source that a claim is bound to, empty for none."""
    return next((source.name for source in report.sources if source.id == claim.source_id), "")


def changed_facts(old: Report, new: Report, claims: tuple[Claim, Claim]) -> tuple[str, ...]:
    """Return the names of what has to be checked again of a claim, its two drafts being ``claims``."""
    return tuple(_changed(old, new, claims))


def _changed(old: Report, new: Report, claims: tuple[Claim, Claim]) -> Iterator[str]:
    before, after = facts(old, claims[0]), facts(new, claims[1])
    same_words = words_of(claims[0].text) == words_of(claims[1].text)
    for name, value in before.items():
        if value != after[name] and (name in _READ_FROM_AROUND or not same_words):
            yield name
    if not _same_source(old, new, claims):
        yield "source"


def _same_source(old: Report, new: Report, claims: tuple[Claim, Claim]) -> bool:
    """Return whether two drafts name one source: "Lee" is the "Mayor Ann Lee" of a draft that introduced her in full.

    A sentence with the same words that names its source itself has the same source, however each draft was read; a
    pronoun may be another person's.
    """
    first, second = (set(words_of(source_of(report, claim))) for report, claim in zip((old, new), claims, strict=True))
    if first == second or (first and second and (first <= second or second <= first)):
        return True
    sentences = [
        report.text[claim.sentence.start : claim.sentence.end] for report, claim in zip((old, new), claims, strict=True)
    ]
    return words_of(sentences[0]) == words_of(sentences[1]) and all(map(_names_its_source, (old, new), claims))


def _names_its_source(report: Report, claim: Claim) -> bool:
    """Return whether a claim has no source, or one that its own sentence has by name."""
    relation = next((one for one in report.attributions if one.id == claim.attribution_id), None)
    if claim.source_id is None or relation is None:
        return claim.source_id is None
    start, end = claim.sentence.start, claim.sentence.end
    return all(start <= span.start < end and _named(span.text) for span in relation.source)


def _named(words: str) -> bool:
    """Return whether words hold a name: "The study" and "He" at the head of a sentence hold none."""
    return any(name not in _POINTING for name in _CAPITAL.findall(words))
