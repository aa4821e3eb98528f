"""The engine as one spaCy component: an int8 ONNX encoder with a head for every task.

It writes sentences, tags, lemmas, trees, entities and the spans of attributions.

The text runs through in overlapping windows of bounded size, sentence by sentence behind them, so that time and memory
for the scores grow with the window and not with the article.
"""

from __future__ import annotations

import functools
import itertools
import json
import pathlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Span, SpanGroup

from claimcheck.annotate.engine.decoding import (
    ROOT,
    best_tree,
    bio_constraints,
    bio_spans,
    log_softmax,
    sentence_starts,
    viterbi,
)
from claimcheck.annotate.engine.encoding import CLS, SEP, Encoded, Subwords, encode, windows
from claimcheck.annotate.engine.sentences import constraints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

    from claimcheck.annotate.engine.decoding import Floats, Ints

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "models" / "engine"
WINDOW, MARGIN = 254, 16
"""Subwords of a window without its frame (the length it was trained on), and of context on either side: 16 and 32 score
alike on PolNeAR dev (0.735 and 0.736 exact F1), 8 less (0.732), and 16 is 17 % faster than 32."""
LONGEST_SENTENCE = 160
"""Words; no sentence of the treebanks' news is longer, and a tree costs their square."""
SURE = np.float32(100)
"""Log odds that no score outweighs: where the rules for sentences decide."""
ROLES = ("source", "cue", "content")
TASKS = ("tree", "entity", "role")


@dataclass(frozen=True, slots=True)
class Weights:
    """The network and what is needed to read its answer."""

    session: Any
    subwords: Subwords
    config: dict[str, Any]
    label_weight: Floats
    label_bias: Floats
    threads: ThreadpoolController


@functools.lru_cache(maxsize=2)
def load_weights(folder: pathlib.Path) -> Weights:
    """Return the weights in ``folder``, loaded once. Raises ``FileNotFoundError`` where there are none."""
    import onnxruntime
    from threadpoolctl import ThreadpoolController
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    session = onnxruntime.InferenceSession(folder / "encoder.onnx", options, providers=["CPUExecutionProvider"])
    with np.load(folder / "labels.npz") as arrays:
        weight, bias = arrays["weight"], arrays["bias"]
    subwords = Subwords(Tokenizer.from_file(str(folder / "tokenizer.json")))
    return Weights(session, subwords, config, weight, bias, ThreadpoolController())


@dataclass(slots=True)
class Scores:
    """The network's answer for consecutive words, by output name."""

    parts: dict[str, Any]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.parts["start"])

    def cut(self, begin: int, end: int | None = None) -> Scores:
        """Return the words from ``begin`` to ``end``."""
        return Scores({name: part[begin:end] for name, part in self.parts.items()})

    @staticmethod
    def join(pieces: list[Scores]) -> Scores:
        """Return consecutive pieces as one."""
        if len(pieces) == 1:
            return pieces[0]
        return Scores({name: np.concatenate([piece.parts[name] for piece in pieces]) for name in pieces[0].parts})


def run_windows(weights: Weights, encoded: Encoded) -> Iterator[Scores]:
    """Yield the scores of the words in text order, a window at a time.

    One at a time is the fastest: 3,300 words a CPU second against 2,700 in padded batches of eight.
    """
    first = encoded.first[encoded.first >= 0]
    names = weights.config["outputs"]
    for window in windows(encoded, size=WINDOW, margin=MARGIN):
        core = first[slice(*np.searchsorted(first, [window.core_start, window.core_end]))]
        frame = slice(window.start, window.end)
        feed = {
            "ids": np.concatenate([[CLS], encoded.ids[frame], [SEP]])[None],
            "shapes": np.concatenate([[0], encoded.shapes[frame], [0]])[None],
            "mask": np.ones((1, window.end - window.start + 2), dtype=np.int64),
            "first": (core - window.start + 1)[None],
        }
        if len(core):
            answers = weights.session.run(names, feed)
            yield Scores({name: answer[0] for name, answer in zip(names, answers, strict=True)})


@dataclass(slots=True)
class Analysis:
    """What the engine says of a Doc's words (whitespace left out), as arrays."""

    starts: Ints
    heads: Ints
    labels: Ints
    xpos: Ints
    morph: Ints
    lemma: Ints
    entity: Floats
    role: Floats


def analyse(weights: Weights, encoded: Encoded, *, bias: Floats) -> Analysis:
    """Return the engine's analysis; ``bias`` is added to each word's log odds of beginning a sentence."""
    kept: dict[str, list[Any]] = {
        name: [] for name in ("xpos", "morph", "lemma", "entity", "role", "starts", "heads", "labels")
    }
    pending: list[Scores] = []
    done = 0
    for scores in run_windows(weights, encoded):
        for name in ("xpos", "morph", "lemma", "entity", "role"):
            kept[name].append(scores.parts[name])
        pending.append(scores)
        done += _parse_complete(weights, pending, bias, done=done, kept=kept, last=False)
    if pending:
        _parse_complete(weights, pending, bias, done=done, kept=kept, last=True)
    return Analysis(**{name: cast("Any", np.concatenate(parts)) for name, parts in kept.items()})


def _parse_complete(
    weights: Weights, pending: list[Scores], bias: Floats, *, done: int, kept: dict[str, list[Any]], last: bool
) -> int:
    """Parse the sentences that have ended in ``pending``, keep the rest there, and return how many words were parsed."""
    scores = Scores.join(pending)
    size = len(scores)
    if not size:
        return 0
    odds = scores.parts["start"][:, 1] - scores.parts["start"][:, 0] + bias[done : done + size]
    starts = sentence_starts(odds, longest=LONGEST_SENTENCE)
    bounds = [*starts.tolist(), size] if last else starts.tolist()
    for begin, end in itertools.pairwise(bounds):
        heads, labels = parse_sentence(weights, scores.cut(begin, end))
        kept["starts"].append(np.asarray([done + begin]))
        kept["heads"].append(np.where(heads == ROOT, ROOT, heads + done + begin))
        kept["labels"].append(labels)
    pending[:] = [scores.cut(bounds[-1])]
    return int(bounds[-1])


def parse_sentence(weights: Weights, scores: Scores) -> tuple[Ints, Ints]:
    """Return the heads (within the sentence, ``ROOT`` for the root) and label numbers of one sentence's words."""
    parts = scores.parts
    governor = parts["governor"]
    arcs = parts["dependent"] @ governor.T * np.float32(governor.shape[1] ** -0.5) + parts["prior"][None, :]
    heads = best_tree(arcs, parts["root"])
    pairs = gelu(parts["pair_dependent"] + parts["pair_head"][np.maximum(heads, 0)])
    labels = (pairs @ weights.label_weight.T + weights.label_bias).argmax(axis=1)
    labels[heads == ROOT] = weights.config["deprel"].index("root")
    return heads, labels


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016), at most 0.001 from the exact one."""
    result: Floats = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x)))
    return result


# ------------------------------------------------------------------ onto the Doc
def write_grammar(doc: Doc, words: Ints, analysis: Analysis, *, config: dict[str, Any]) -> None:
    """Write tags, morphology, lemmas, heads and labels; sentences follow from the trees, one a sentence."""
    strings = doc.vocab.strings
    count = len(doc)
    columns = np.zeros((count, 6), dtype=np.uint64)
    space = [strings.add("SPACE"), strings.add("_SP"), doc.vocab.morphology.add(""), 0, 0, strings.add("dep")]
    columns[:] = np.asarray(space, dtype=np.uint64)
    pos, feats = _morphology(config, doc)
    tag_ids = np.asarray([strings.add(tag) for tag in config["xpos"]], dtype=np.uint64)
    label_ids = np.asarray([strings.add(label) for label in config["deprel"]], dtype=np.uint64)
    label_ids[config["deprel"].index("root")] = strings.add("ROOT")
    columns[words, 0] = pos[analysis.morph]
    columns[words, 1] = tag_ids[analysis.xpos]
    columns[words, 2] = feats[analysis.morph]
    columns[:, 4] = _head_offsets(count, words, analysis.heads)
    columns[words, 5] = label_ids[analysis.labels]
    lemmas = [strings.add(doc[i].text) if doc[i].is_space else 0 for i in range(count)]
    scripts = config["lemma"]
    names = config["morph"]
    for i, script, morph in zip(words.tolist(), analysis.lemma.tolist(), analysis.morph.tolist(), strict=True):
        lemmas[i] = strings.add(apply_script(doc[i].text, scripts[script], keep_case=names[morph].startswith("PROPN")))
    columns[:, 3] = np.asarray(lemmas, dtype=np.uint64)
    doc.from_array(["POS", "TAG", "MORPH", "LEMMA", "HEAD", "DEP"], columns)  # type: ignore[arg-type]  # spaCy knows its own


def _morphology(config: dict[str, Any], doc: Doc) -> tuple[np.ndarray, np.ndarray]:
    """Return the ids of UPOS and features by class; a class is written ``UPOS|Feature=Value|...``."""
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    pairs = [name.partition("|")[::2] for name in config["morph"]]
    pos = np.asarray([strings.add(upos) for upos, _ in pairs], dtype=np.uint64)
    return pos, np.asarray([morphology.add(feats) for _, feats in pairs], dtype=np.uint64)


def _head_offsets(count: int, words: Ints, heads: Ints) -> np.ndarray:
    """Return each token's head relative to it; whitespace hangs from the token before it, at the beginning from the first word."""
    offsets = np.zeros(count, dtype=np.int64)
    if not len(words):
        return offsets.view(np.uint64)
    offsets[:] = -1
    offsets[: words[0]] = words[0] - np.arange(words[0])
    governed = heads != ROOT
    offsets[words] = 0
    offsets[words[governed]] = words[heads[governed]] - words[governed]
    return offsets.view(np.uint64)


def apply_script(form: str, script: str, *, keep_case: bool) -> str:
    """Return the lemma: ``script`` says how many characters to cut from the end and what to add."""
    cut, _, added = script.partition(":")
    keep = len(form) - int(cut)
    if keep < 0:
        return form.lower()
    stem = form[:keep]
    return (stem if keep_case else stem.lower()) + added


def write_spans(
    doc: Doc, words: Ints, scores: Floats, *, config: dict[str, Any], kind: str
) -> Iterator[tuple[Span, float]]:
    """Yield the spans of ``kind`` (entity, role) with the mean probability of their words."""
    names = config[kind]
    between, first = bio_constraints(names)
    log_p = log_softmax(scores)
    transitions = between + np.asarray(config["transitions"][kind], dtype=np.float32)
    classes = viterbi(log_p, transitions, first, breaks=line_starts(doc, words))
    for begin, end, label in bio_spans(classes, names):
        probability = float(np.exp(log_p[np.arange(begin, end), classes[begin:end]]).mean())
        yield Span(doc, int(words[begin]), int(words[end - 1]) + 1, label=label), probability


def line_starts(doc: Doc, words: Ints) -> np.ndarray:
    """Return which words are the first of a line."""
    breaks = np.asarray([token.is_space and "\n" in token.text for token in doc], dtype=np.bool_)
    lines = np.concatenate([[0], np.cumsum(breaks)])[:-1][words] if len(words) else np.zeros(0, dtype=np.int64)
    return np.concatenate([[True], np.diff(lines) > 0])[: len(words)]


class Encoder:
    """The component: ``tasks`` of ``tree`` (with sentences, tags and lemmas), ``entity`` and ``role`` (attribution)."""

    def __init__(self, folder: pathlib.Path, *, tasks: tuple[str, ...] = TASKS) -> None:
        """Load the weights in ``folder``."""
        self.weights = load_weights(folder)
        self.tasks = tasks

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc in place and return it."""
        words = np.asarray([token.i for token in doc if not token.is_space], dtype=np.int64)
        if not len(words):
            return self._write_nothing(doc)
        encoded = encode(doc, self.weights.subwords)
        with self.weights.threads.limit(
            limits=1
        ):  # a tree of 160 words costs 0.3 ms in one thread and 8 ms in two that wait for each other
            rules = constraints([doc[i].text for i in words.tolist()], lines=line_starts(doc, words))
            analysis = analyse(self.weights, encoded, bias=rules * SURE)
        config = self.weights.config
        if "tree" in self.tasks:
            write_grammar(doc, words, analysis, config=config)
        if "entity" in self.tasks:
            doc.set_ents([span for span, _ in write_spans(doc, words, analysis.entity, config=config, kind="entity")])
        if "role" in self.tasks:
            self._write_roles(doc, list(write_spans(doc, words, analysis.role, config=config, kind="role")))
        return doc

    def _write_roles(self, doc: Doc, spans: list[tuple[Span, float]]) -> None:
        """Set the groups of source, cue and content, with each span's probability in ``attrs["scores"]``."""
        for role in ROLES:
            chosen = [(span, score) for span, score in spans if span.label_ == role]
            scores = [round(score, 4) for _, score in chosen]
            doc.spans[role] = SpanGroup(doc, name=role, spans=[span for span, _ in chosen], attrs={"scores": scores})

    def _write_nothing(self, doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0
        self._write_roles(doc, [])
        return doc


@Language.factory("claimcheck_encoder", default_config={"tasks": list(TASKS)})
def make_encoder(nlp: Language, name: str, tasks: list[str]) -> Encoder:  # noqa: ARG001
    """Return the engine with the weights that the package carries."""
    return Encoder(FOLDER, tasks=tuple(tasks))
