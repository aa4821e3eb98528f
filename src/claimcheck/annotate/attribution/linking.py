"""Which cue a source and a content belong to: a linear choice among the cues nearby.

The encoder marks sources, cues and contents flat; this module ties them together. For a content the candidates are
the cues around it, for a cue the sources around it and "no source". Each candidate is described by what stands
between the two (the order of the other pieces, sentence and paragraph breaks, quotation marks, commas, conjunctions);
a softmax regression, trained on PolNeAR's gold spans by ``training/scripts/train_linker.py``, scores them. No tree is
read, so a parse error cannot hurt.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import pathlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.annotate import groups

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROLES = ("source", "cue", "content")
NOTHING = -1
_LETTER = {"source": "s", "cue": "u", "content": "c"}
_OPENING = frozenset({"“", "‘", "``"})
_CLOSING = frozenset({"”", "’", "''"})
_QUOTES = _OPENING | _CLOSING | {'"', "'"}
_STOPS = frozenset({".", "!", "?"})
_REACH = 4  # cues looked at on either side of a content; the gold one lies further away in 2 of 1,000
_LONGEST_GAP = 40  # words between two pieces that are looked at
_STEP = 5  # distances from here on are counted in fives
_WHOLE = 2  # a gap of so few words is a feature as it stands
_WEIGHTS = pathlib.Path(__file__).parents[2] / "models" / "linker.json"


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """One marked span: its role and its token offsets, half open."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What the features read: lower-cased words, and per token its sentence, paragraph and whether it is quoted."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    quoted: tuple[bool, ...]
    pieces: tuple[RoleSpan, ...]
    letters: str
    """A letter for the role of each piece."""
    marks: tuple[str, ...]
    """How the ends of each piece are quoted."""
    solid: tuple[str, ...]
    """The words that are no white space, and in ``before`` how many of them stand before each word."""
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """A cue with the source and the contents that were chosen for it, and the lead of that source over the next one.

    A content whose cue was not found stands alone (``cue`` None), with the source that fits it.
    """

    cue: RoleSpan | None
    source: RoleSpan | None
    contents: tuple[RoleSpan, ...]
    score: float
    rule: str = ""
    """What of it a rule found; empty where all is the encoder's."""


def read_scene(doc: Doc, pieces: Sequence[RoleSpan]) -> Scene:
    """Return the tables that the features are read from, in one pass over ``doc``.

    Sentences are told by full stops, as in training: where the encoder wrongly splits ``said | Ana Ruiz, who``, the
    features would too.
    """
    sentence, paragraph, quoted = [], [], []
    at_sentence = at_paragraph = -1
    inside = ended = False
    broken = True
    words = groups.each_of(doc, "ORTH", str.lower)
    for word in words:
        if broken or (ended and word not in _CLOSING and word != '"'):
            at_sentence += 1
            ended = False
        at_paragraph += broken
        if broken and word not in _CLOSING:
            inside = False
        broken = "\n" in word
        ended = ended or word in _STOPS
        if word in _OPENING:
            inside = True
        quoted.append(inside or word in _CLOSING)
        if word in _CLOSING:
            inside = False
        elif word == '"':
            inside = not inside
            quoted[-1] = True
        sentence.append(at_sentence)
        paragraph.append(at_paragraph)
    solid = [not word.isspace() for word in words]
    return Scene(
        tuple(words),
        tuple(sentence),
        tuple(paragraph),
        tuple(quoted),
        tuple(pieces),
        letters="".join(_LETTER[piece.role] for piece in pieces),
        marks=tuple(_mark(words, piece, quoted=quoted[piece.start]) for piece in pieces),
        solid=tuple(itertools.compress(words, solid)),
        before=tuple(itertools.accumulate(solid, initial=0)),
    )


def link(scene: Scene) -> list[Triple]:
    """Return one Triple per cue that has a content, and per content that has no cue, in text order."""
    weights = load_weights()
    pieces = scene.pieces
    held: defaultdict[int, list[RoleSpan]] = defaultdict(list)
    """The contents of each cue by its place, and by its own place each content that has none."""
    for number, piece in enumerate(pieces):
        if piece.role == "content":
            cue, _ = _best(cue_candidates(scene, number), weights)
            held[number if cue == NOTHING else cue].append(piece)
    triples = []
    for number, contents in sorted(held.items()):
        chosen, lead = _best(source_candidates(scene, number), weights)
        cue_piece = pieces[number] if pieces[number].role == "cue" else None
        source = None if chosen == NOTHING else pieces[chosen]
        triples.append(Triple(cue_piece, source, tuple(contents), round(lead, 3)))
    return triples


def cue_candidates(scene: Scene, number: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each cue near the content ``pieces[number]`` with its features, and ``NOTHING`` for a cue not found."""
    yield from _near(scene, number, role="cue", kind="k")
    yield NOTHING, _orphan(scene, number)


def source_candidates(scene: Scene, number: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each source near ``pieces[number]``, a cue or a content without one, with its features, and ``NOTHING``."""
    if scene.pieces[number].role == "cue":
        yield from _near(scene, number, role="source", kind="s")
        yield NOTHING, _alone(scene, number)
    else:
        yield from _near(scene, number, role="source", kind="o")
        yield NOTHING, ["00", *(f"00{name[1:]}" for name in _orphan(scene, number))]


@functools.cache
def load_weights() -> Mapping[str, float]:
    """Return the trained weight of each feature."""
    weights: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


def _best(candidates: Iterator[tuple[int, list[str]]], weights: Mapping[str, float]) -> tuple[int, float]:
    """Return the candidate with the greatest sum of weights, and its lead over the next."""
    none = itertools.repeat(0.0)
    sums = [(math.fsum(map(weights.get, features, none)), -number) for number, features in candidates]
    best, *others = sorted(sums, reverse=True)
    return -best[1], best[0] - others[0][0] if others else 9.0


def _orphan(scene: Scene, number: int) -> list[str]:
    """Return the features of a content whose cue is not there."""
    left, right = _side(scene, number, number - 1), _side(scene, number, number + 1)
    mark, word = scene.marks[number], scene.words[scene.pieces[number].start]
    return ["n", f"nq{mark}", f"nl{left}", f"nr{right}", f"nn{left}{right}", f"nt{word}"]


def _side(scene: Scene, number: int, other: int) -> str:
    """Return the role of the piece at ``other`` and how many sentences off it is, ``-`` for none."""
    if not 0 <= other < len(scene.pieces):
        return "-"
    near, far = scene.pieces[number], scene.pieces[other]
    return f"{_LETTER[far.role]}{min(abs(scene.sentence[far.start] - scene.sentence[near.start]), 2)}"


def _near(scene: Scene, number: int, *, role: str, kind: str) -> Iterator[tuple[int, list[str]]]:
    for step in (-1, 1):
        found = 0
        other = number + step
        while 0 <= other < len(scene.pieces) and found < _REACH:
            if scene.letters[other] == _LETTER[role]:
                yield other, _pair(scene, number, other=other, kind=kind, nth=found)
                found += 1
            other += step


def _pair(scene: Scene, number: int, *, other: int, kind: str, nth: int) -> list[str]:
    """Return the features of tying ``pieces[other]`` to ``pieces[number]``."""
    left, right, side = (other, number, "<") if other < number else (number, other, ">")
    a, b, last = scene.pieces[left].end, scene.pieces[right].start, len(scene.words) - 1
    first, after, before = min(a, last), min(b, last), max(a - 1, 0)
    between = scene.letters[left + 1 : right][:5]
    sentences = min(scene.sentence[after] - scene.sentence[before], 3)
    paragraphs = min(scene.paragraph[after] - scene.paragraph[before], 2)
    start, end = scene.before[first], scene.before[max(min(max(b, a), first + 2 * _LONGEST_GAP), first)]
    gap = scene.solid[start : min(end, start + _LONGEST_GAP)]
    head = f"{kind}{side}"
    breaks = f"{sentences}{paragraphs}"
    features = [
        f"{head}n{nth}",
        f"{head}b{between}",
        f"{head}b{between}/{breaks}",
        f"{head}w{breaks}",
        f"{head}d{min(len(gap), 12) if len(gap) < _STEP else len(gap) // _STEP * _STEP}",
        f"{head}b{between}d{min(len(gap).bit_length(), 6)}",
    ]
    if not sentences:
        features += [f"{head}g{' '.join(gap)}"] if len(gap) <= _WHOLE else []
        features += [f"{head}m{word}" for word in _MARKERS.intersection(gap)]
        features += [f"{head}b{between}m{word}" for word in _SPLITTERS.intersection(gap)]
    features += [f"{head}{name}" for name in _quotes(scene, number, other=other, kind=kind, breaks=breaks)]
    return features


_MARKERS = frozenset("and but while , ; : that by to as — - if who which because ( )".split())
_SPLITTERS = frozenset("and but while , ; by".split())


def _quotes(scene: Scene, number: int, *, other: int, kind: str, breaks: str) -> list[str]:
    """Return features of quotation: a content that is quoted, that goes on after its cue, that a colon announces."""
    near, far = scene.pieces[number], scene.pieces[other]
    if kind != "k":
        return [f"q{scene.quoted[far.start]:d}{scene.quoted[near.start]:d}/{breaks}", f"v{scene.words[near.end - 1]}"]
    quoted = scene.marks[number]
    follows = scene.words[far.end] if far.end < len(scene.words) else ""
    before = _content_before(scene, other, content=near)
    return [
        f"q{quoted}/{breaks}",
        f"t{scene.words[near.start]}",
        f"u{scene.words[far.end - 1]}",
        f"f{follows if follows in _MARKERS or follows == '.' else 'w'}/{quoted}/{breaks}/{before}",
        f"p{before}/{quoted}/{breaks}",
        f"o{_sequence(scene, number, other)}/{breaks}",
    ]


def _mark(words: Sequence[str], piece: RoleSpan, *, quoted: bool) -> str:
    opens, closes = words[piece.start] in _QUOTES, words[piece.end - 1] in _QUOTES
    comma = piece.end >= piece.start + 2 and words[piece.end - 2] in {",", ".", "?", "!"}
    return f"{opens:d}{closes:d}{words[piece.end - 2] if closes and comma else ''}{quoted:d}"


def _content_before(scene: Scene, cue: int, *, content: RoleSpan) -> str:
    """Return how the content right before the cue looks where ``content`` follows it: a quotation may go on."""
    start = scene.pieces[cue].start
    if content.start < start:
        return "-"
    near = (at for at in range(cue - 1, max(cue - _REACH, 0) - 1, -1) if scene.letters[at] == _LETTER["content"])
    held = next((at for at in near if scene.pieces[at].end <= start), None)
    if held is None or scene.sentence[scene.pieces[held].end - 1] < scene.sentence[start] - 1:
        return "0"
    return scene.marks[held]


def _sequence(scene: Scene, number: int, other: int) -> str:
    """Return the roles of the pieces around the two, from one before the first to one after the last."""
    left, right = sorted((number, other))
    return scene.letters[max(left - 1, 0) : right + 2][:7]


def _alone(scene: Scene, number: int) -> list[str]:
    """Return the features of a cue without a source."""
    cue = scene.pieces[number]
    words = scene.words[cue.start : cue.end]
    passive = any(word in _BE for word in words)
    near = scene.pieces[max(number - 2 * _REACH, 0) : number + 2 * _REACH]
    here = scene.sentence[cue.start]
    inside = min(sum(piece.role == "source" and scene.sentence[piece.start] == here for piece in near), 2)
    return [
        "0",
        f"0l{words[-1]}",
        f"0f{words[0]}",
        f"0p{passive:d}{min(len(words), 4)}",
        f"0n{inside}",
        f"0n{inside}p{passive:d}",
        f"0n{inside}l{words[-1]}",
        f"0s{scene.words[cue.start - 1] if cue.start else ''}",
    ]


_BE = frozenset("is are was were be been being 's 're".split())


def order(pieces: Sequence[RoleSpan]) -> tuple[RoleSpan, ...]:
    """Return ``pieces`` in text order without empty ones."""
    kept = [piece for piece in pieces if piece.end > piece.start]
    return tuple(sorted(kept, key=lambda piece: (piece.start, piece.end)))
