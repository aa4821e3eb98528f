"""The engine as one spaCy component: an int8 ONNX encoder with a head for every task.

It writes sentences, tags, lemmas, trees, entities and the spans of attributions.

The text runs through in overlapping windows of bounded size, sentence by sentence behind them, so that time and memory
for the scores grow with the window and not with the article.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import pathlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.scorer import Scorer
from spacy.tokens import Span, SpanGroup

from claimcheck.annotate import groups
from claimcheck.annotate.engine.decoding import (
    IMPOSSIBLE,
    ROOT,
    best_tree,
    bio_constraints,
    bio_spans,
    log_softmax,
    sentence_starts,
    viterbi,
)
from claimcheck.annotate.engine.encoding import CLS, SEP, Encoded, Subwords, encode, windows
from claimcheck.annotate.engine.evidence import KEY, MARKS, Evidence, LearnedSpan
from claimcheck.annotate.engine.memory import WindowMemory
from claimcheck.annotate.engine.sentences import behind_words, constraints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab
    from threadpoolctl import ThreadpoolController

    from claimcheck.annotate.engine.decoding import Floats, Ints

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "models" / "engine"
WINDOW, MARGIN = 254, 16
"""Subwords of a window without its frame (the length it was trained on), and of context on either side: 16 and 32 score
alike on PolNeAR dev (0.735 and 0.736 exact F1), 8 less (0.732), and 16 is 17 % faster than 32."""
REPEATING = 16
"""Windows of one text that are remembered, 11 MB: one that says the same over and over is made to take long."""
LONGEST_SENTENCE = 160
"""Words; no sentence of the treebanks' news is longer, and a tree costs their square."""
CAUTION = np.float32(1)
"""Taken from the log odds that a sentence begins where no mark ends the one before: of 0, 1, 2, 3 and 5 it is the best on EWT's
web text (F1 .891, as without; .888 with 2), and GUM's news stay at .9635."""
RETICENCE = np.float32(0.4)
"""Taken from the log odds that a word stands in no span of an attribution: PolNeAR's annotators, whom the network learned
from, pass over some. Relations with their source on its dev part stay at .73, in ten articles of other papers .78 -> .79."""
SURE = np.float32(100)
"""Log odds that no score outweighs: where the rules for sentences decide."""
ROLES = ("source", "cue", "content")
OUTPUTS = {
    "tree": tuple("xpos morph lemma start dependent governor prior root pair_dependent pair_head".split()),
    "entity": ("entity",),
    "role": ("role",),
    "evidence": (*MARKS, "worth", "anaphor", "antecedent"),
}
"""The tasks, each with the network's outputs that it is read from: what no task asks for is not computed."""
TASKS = tuple(OUTPUTS)
_OF_TREES = frozenset("start dependent governor prior root pair_dependent pair_head origin".split())
"""The outputs that a tree is built from, sentence by sentence; the others are kept for every word."""
_OF_MENTIONS = frozenset({"anaphor", "antecedent"})
"""Vectors, kept in half precision from the first: they are most of what is kept of a long text."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The network and what is needed to read its answer."""

    session: Any
    subwords: Subwords
    config: dict[str, Any]
    label_weight: Floats
    label_bias: Floats
    distance: Floats
    threads: ThreadpoolController


@functools.lru_cache(maxsize=2)
def load_weights(folder: pathlib.Path) -> Weights:
    """Return the weights in ``folder``, loaded once. Raises ``FileNotFoundError`` where there are none."""
    from threadpoolctl import ThreadpoolController
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with np.load(folder / "labels.npz") as arrays:
        weight, bias, distance = arrays["weight"], arrays["bias"], arrays["distance"]
    subwords = Subwords(Tokenizer.from_file(str(folder / "tokenizer.json")))
    return Weights(
        open_session(folder / "encoder.onnx"), subwords, config, weight, bias, distance, ThreadpoolController()
    )


def open_session(path: pathlib.Path, *, threads: int = 1, level: str = "ORT_ENABLE_ALL") -> Any:  # noqa: ANN401  no types
    """Return the network in ONNX Runtime, set so that its numbers hang on as little as they can.

    In int8 the last bit of a float decides about a whole step, and that about one role label in 300. The one fusion that
    takes sums in another order is left out, so that every level of optimisation gives the same bits; without it the
    engine is 1.1 times as fast, too. The number of threads changes nothing. The weights
    have seven bits, so that on no processor a product of bytes overflows. ONNX Runtime sends nothing to its maker: 1.32
    keeps an id of the machine and looks for a server of Microsoft's on runs of some seconds, unless it is told before.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # where somebody imported it before
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, level)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


Scores = dict[str, Any]
"""Arrays by name, a row a word: the network's outputs, or what was made of them."""


def _join(pieces: list[Scores]) -> Scores:
    """Return the scores of consecutive words as one. The pieces are emptied name by name: both at once is much memory."""
    if len(pieces) == 1:
        return pieces[0]
    return {name: np.concatenate([piece.pop(name) for piece in pieces]) for name in list(pieces[0])}


def _cut(scores: Scores, begin: int, end: int | None = None) -> Scores:
    return {name: part[begin:end] for name, part in scores.items()}


def run_windows(weights: Weights, encoded: Encoded, *, names: list[str], memory: WindowMemory) -> Iterator[Scores]:
    """Yield the outputs ``names`` for the words in text order, a window at a time; ``origin`` says which answer they are from, and where.

    One at a time is the fastest: 3,300 words a CPU second against 2,700 in padded batches of eight.
    """
    first = encoded.first[encoded.first >= 0]
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
            number, answers = memory.answers(weights.session.run, names, feed)
            found = {name: answer[0] for name, answer in zip(names, answers, strict=True)}
            yield found | {"origin": number * (WINDOW + 1) + np.arange(len(core))}


def analyse(
    weights: Weights, encoded: Encoded, *, tasks: tuple[str, ...], bias: Floats, memory: WindowMemory | None = None
) -> Scores:
    """Return what the engine says of a Doc's words (whitespace left out), as far as the ``tasks`` ask.

    That are the classes ``xpos``, ``morph`` and ``lemma`` with ``heads`` (``ROOT`` for a root) and ``labels``, and the
    scores ``entity`` and ``role``. ``bias`` is added to each word's log odds of beginning a sentence.
    """
    names, memory, kept = [name for task in tasks for name in OUTPUTS[task]], memory or WindowMemory(0), list[Scores]()
    scores = _parted(run_windows(weights, encoded, names=names, memory=memory), kept)
    if "tree" not in tasks:
        return _join(kept) if [*scores] else {}
    trees = [_tree(weights, first, sentence, memory=memory) for first, sentence in _sentences(scores, bias)]
    heads, labels = (np.concatenate(column) for column in zip(*trees, strict=True))
    return _join(kept) | {"heads": heads, "labels": labels}


def _parted(windows: Iterable[Scores], kept: list[Scores]) -> Iterator[Scores]:
    """Yield what trees are built from, and keep the rest."""
    for scores in windows:
        rest = {name: part for name, part in scores.items() if name not in _OF_TREES}
        kept.append(rest | {name: rest[name].astype(np.float16) for name in _OF_MENTIONS & rest.keys()})
        yield {name: part for name, part in scores.items() if name in _OF_TREES}


def _sentences(windows: Iterable[Scores], bias: Floats) -> Iterator[tuple[int, Scores]]:
    """Yield the place of each sentence's first word with its words' scores, as soon as the next one begins."""
    done, rest = 0, Scores()
    for scores in windows:
        rest = _join([rest, scores]) if rest else scores
        starts = _starts(rest, bias[done:])
        yield from ((done + begin, _cut(rest, begin, end)) for begin, end in itertools.pairwise(starts))
        done, rest = done + starts[-1], _cut(rest, starts[-1])
    ends = [*_starts(rest, bias[done:])[1:], len(rest["start"])]
    yield from ((done + begin, _cut(rest, begin, end)) for begin, end in itertools.pairwise([0, *ends]))


def _starts(scores: Scores, bias: Floats) -> list[int]:
    odds = scores["start"][:, 1] - scores["start"][:, 0]
    starts: list[int] = sentence_starts(odds + bias[: len(odds)], longest=LONGEST_SENTENCE).tolist()
    return starts


def _tree(weights: Weights, first: int, sentence: Scores, *, memory: WindowMemory) -> tuple[Ints, Ints]:
    """Return the heads (places in the text, ``ROOT`` for the root) and label numbers of a sentence's words."""
    heads, labels = memory.trees.of(sentence["origin"].tobytes(), functools.partial(_built, weights, sentence))
    return np.where(heads == ROOT, ROOT, heads + first), labels


def _built(weights: Weights, sentence: Scores) -> tuple[Ints, Ints]:
    governor = sentence["governor"]
    arcs = sentence["dependent"] @ governor.T * np.float32(governor.shape[1] ** -0.5) + sentence["prior"][None, :]
    heads = best_tree(arcs, sentence["root"])
    pairs = gelu(sentence["pair_dependent"] + sentence["pair_head"][np.maximum(heads, 0)])
    labels = (pairs @ weights.label_weight.T + weights.label_bias).argmax(axis=1)
    labels[heads == ROOT] = weights.config["deprel"].index("root")
    return heads, labels


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016), at most 0.001 from the exact one."""
    result: Floats = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x)))
    return result


# ------------------------------------------------------------------ onto the Doc
def write_grammar(doc: Doc, words: Ints, analysis: Scores, *, weights: Weights) -> None:
    """Write tags, morphology, lemmas, heads and labels; sentences follow from the trees, one a sentence."""
    strings, config = doc.vocab.strings, weights.config
    columns = np.zeros((len(doc), 6), dtype=np.uint64)
    space = [strings.add("SPACE"), strings.add("_SP"), doc.vocab.morphology.add(""), 0, 0, strings.add("dep")]
    columns[:] = np.asarray(space, dtype=np.uint64)
    pos, feats, tag_ids, label_ids = _ids_of_classes(weights, doc.vocab)
    columns[words, 0] = pos[analysis["morph"]]
    columns[words, 1] = tag_ids[analysis["xpos"]]
    columns[words, 2] = feats[analysis["morph"]]
    columns[:, 4] = _head_offsets(len(doc), words, analysis["heads"])
    columns[words, 5] = label_ids[analysis["labels"]]
    columns[:, 3] = orths = doc.to_array("ORTH")  # of white space the lemma, too
    scripts, proper = config["lemma"], [name.startswith("PROPN") for name in config["morph"]]
    found = zip(orths[words].tolist(), analysis["lemma"].tolist(), analysis["morph"].tolist(), strict=True)
    lemmas = [
        strings.add(apply_script(strings[orth], scripts[one], keep_case=proper[morph])) for orth, one, morph in found
    ]
    columns[words, 3] = np.asarray(lemmas, dtype=np.uint64)
    doc.from_array(["POS", "TAG", "MORPH", "LEMMA", "HEAD", "DEP"], columns)  # type: ignore[arg-type]  # spaCy knows its own


@functools.lru_cache(2)
def _ids_of_classes(weights: Weights, vocab: Vocab) -> tuple[np.ndarray, ...]:
    """Return the ids of the classes' UPOS and features (written ``UPOS|Feature=Value|...``), of the tags and of the labels."""
    config, adds, features = weights.config, vocab.strings.add, vocab.morphology.add
    pairs = [name.partition("|")[::2] for name in config["morph"]]
    labels = ["ROOT" if label == "root" else label for label in config["deprel"]]
    ids = map(adds, (upos for upos, _ in pairs)), (features(feats) for _, feats in pairs)
    return tuple(np.asarray(list(one), dtype=np.uint64) for one in (*ids, map(adds, config["xpos"]), map(adds, labels)))


def _head_offsets(count: int, words: Ints, heads: Ints) -> np.ndarray:
    """Return each token's head relative to it; whitespace hangs from the token before it, at the beginning from the first word."""
    offsets = np.full(count, -1, dtype=np.int64)
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


def read_spans(
    doc: Doc, words: Ints, analysis: Scores, *, weights: Weights, kinds: tuple[str, ...], lines: NDArray[np.bool_]
) -> dict[str, list[Span]]:
    """Return by kind (entity, role, a kind of mark) the spans in text order; none crosses a word that begins a line."""
    config, (between, first) = weights.config, _transitions(weights, kinds)
    odds = np.full((len(kinds), len(words), first.shape[1]), IMPOSSIBLE, dtype=np.float32)
    for at, kind in enumerate(kinds):
        odds[at, :, : len(config[kind])] = log_softmax(analysis[kind])
        odds[at, :, 0] -= RETICENCE if kind == "role" else 0
    best = viterbi(odds, between, first, breaks=lines)
    return {
        kind: [
            Span(doc, int(words[begin]), int(words[end - 1]) + 1, label=label)
            for begin, end, label in bio_spans(found, config[kind])
        ]
        for kind, found in zip(kinds, best, strict=True)
    }


@functools.lru_cache(4)
def _transitions(weights: Weights, kinds: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Return the scores of transitions (kinds, from, to) and of a beginning (kinds, to)."""
    config, classes = weights.config, max(len(weights.config[kind]) for kind in kinds)
    between, first = np.zeros((len(kinds), classes, classes), np.float32), np.zeros((len(kinds), classes), np.float32)
    for at, kind in enumerate(kinds):
        own = slice(len(config[kind]))
        between[at, own, own], first[at, own] = bio_constraints(config[kind])
        between[at, own, own] += np.asarray(config["transitions"][kind], dtype=np.float32)
    return between, first


def read_evidence(
    doc: Doc, words: Ints, analysis: Scores, *, weights: Weights, marked: Mapping[str, list[Span]]
) -> Evidence:
    """Return the marks, worth and vectors of mentions that the network gave to each word."""
    starts = doc.to_array("IDX").astype(np.int64)[words]
    chances = {kind: 1 - np.exp(log_softmax(analysis[kind])[:, 0]) for kind in MARKS}
    spans = {kind: [_learned(span, chances[kind], starts) for span in marked[kind]] for kind in MARKS}
    anaphor, antecedent = (analysis[name].astype(np.float16, copy=False) for name in ("anaphor", "antecedent"))
    return Evidence(starts, chances, spans, analysis["worth"], anaphor, antecedent, weights.distance)


def _learned(span: Span, chances: Floats, starts: Ints) -> LearnedSpan:
    within = chances[slice(*np.searchsorted(starts, [span.start_char, span.end_char]))]
    return LearnedSpan(span.start_char, span.end_char, span.label_, round(float(within.mean()), 3))


def line_starts(doc: Doc, words: Ints) -> NDArray[np.bool_]:
    """Return which words are the first of a line."""
    breaks = np.zeros(len(doc), dtype=np.bool_)
    breaks[groups.tokens_where(doc, "ORTH", lambda text: text.isspace() and "\n" in text)] = True
    return np.concatenate([[True], np.diff(np.cumsum(breaks)[words]) > 0])


class Encoder:
    """The component: ``tasks`` of ``tree`` (with sentences, tags and lemmas), ``entity`` and ``role`` (attribution)."""

    def __init__(self, folder: pathlib.Path, *, tasks: tuple[str, ...] = TASKS) -> None:
        """Load the weights in ``folder``."""
        self.folder = folder
        self.weights = load_weights(folder)
        self.tasks = tasks
        self.memory: WindowMemory | None = None
        """For whoever reads a text again after every edit; unless it is set, a few windows of one text are remembered."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc in place and return it."""
        words = np.flatnonzero(doc.to_array("IS_SPACE") == 0)
        if not len(words):
            return self._write_nothing(doc)
        bias, lines = np.zeros(len(words), dtype=np.float32), line_starts(doc, words)
        if "tree" in self.tasks:
            texts = [doc.vocab.strings[orth] for orth in doc.to_array("ORTH")[words].tolist()]
            bias = (constraints(texts, lines=lines) * SURE - behind_words(texts) * CAUTION).astype(np.float32)
        encoded = encode(doc, self.weights.subwords)
        with self.weights.threads.limit(limits=1):
            # a tree of 160 words costs 0.3 ms in one thread and 8 ms in two that wait for each other
            memory = self.memory or WindowMemory(REPEATING)
            analysis = analyse(self.weights, encoded, tasks=self.tasks, bias=bias, memory=memory)
        config = self.weights.config
        if "tree" in self.tasks:
            write_grammar(doc, words, analysis, weights=self.weights)
        if kinds := tuple(kind for task in self.tasks for kind in OUTPUTS[task] if kind in config["transitions"]):
            spans = read_spans(doc, words, analysis, weights=self.weights, kinds=kinds, lines=lines)
        if "entity" in self.tasks:
            doc.set_ents(spans["entity"])
        if "role" in self.tasks:
            self._write_roles(doc, spans["role"])
        if "evidence" in self.tasks:
            doc.user_data[KEY] = read_evidence(doc, words, analysis, weights=self.weights, marked=spans)
        return doc

    def __reduce__(self) -> tuple[type[Encoder], tuple[pathlib.Path], dict[str, Any]]:
        """Go to another process without the weights, which are loaded there."""
        return Encoder, (self.folder,), {"tasks": self.tasks}

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:  # noqa: ANN401  spaCy's own
        """Return how well tags and trees fit: ``tag_acc``, ``dep_uas``, ``dep_las`` and the like; nothing where it writes none."""
        if "tree" not in self.tasks:
            return {}
        held = list(examples)
        trees = Scorer.score_deps(held, "dep", ignore_labels=("p", "punct"))
        return Scorer.score_token_attr(held, "tag") | trees

    def _write_roles(self, doc: Doc, spans: list[Span]) -> None:
        """Set the groups of source, cue and content."""
        for role in ROLES:
            doc.spans[role] = SpanGroup(doc, name=role, spans=[span for span in spans if span.label_ == role])

    def _write_nothing(self, doc: Doc) -> Doc:
        for token in doc if "tree" in self.tasks else ():
            token.is_sent_start = token.i == 0
        self._write_roles(doc, [])
        return doc
