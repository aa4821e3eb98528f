"""Training corpora as labelled Docs: each a spaCy-tokenised text with the labels that its corpus knows.

Labels are aligned by characters, since spaCy's tokens differ from UD's in 2-4 % of the words. ``IGNORE`` marks what a
corpus does not say; a token that it says only half about (an ``O`` in a corpus without MISC) has ``NOT_NAMED``.
"""

from __future__ import annotations

import json
import pathlib
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import spacy

from claimcheck.annotate.engine.encoding import Encoded, Subwords, encode
from claimcheck.annotate.engine.evidence import MARKS

IGNORE = -100
NOT_NAMED = -200
ROOT = -1
ENTITIES = ("PERSON", "ORG", "PLACE", "MISC")
ROLES = ("source", "cue", "content")
DIRECTIONS = ("up", "down", "other")
ENTITY_OF = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GROUP": "ORG", "LOC": "PLACE", "GPE": "PLACE", "FAC": "PLACE", "PLACE": "PLACE",
    "MISC": "MISC", "NORP": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC", "PRODUCT": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
    "ABSTRACT": "MISC", "OBJECT": "MISC", "ANIMAL": "MISC", "SUBSTANCE": "MISC", "PLANT": "MISC",
}  # fmt: skip
OURS = pathlib.Path(__file__).resolve().parents[1] / "corpora"
"""What was written and labelled for this project."""
NLP = spacy.blank("en")
NLP.max_length = 10_000_000


@dataclass(slots=True)
class Word:
    """One UD word at characters ``[start, end)``."""

    start: int
    end: int
    xpos: str
    morph: str
    lemma: str
    head: int  # index into the document's words, ROOT for a root
    deprel: str
    opens: bool  # first of its sentence


@dataclass(slots=True)
class Document:
    """A text with what its corpus annotated, in character offsets; None where it annotated nothing of the kind."""

    name: str
    text: str
    words: list[Word] | None = None
    entities: list[tuple[int, int, str]] | None = None
    entity_gaps: list[tuple[int, int]] = field(default_factory=list)  # where silver annotators disagree
    misc_known: bool = True
    roles: list[tuple[int, int, str]] | None = None
    marks: dict[str, list[tuple[int, int, str]]] | None = None  # by kind; the label is a change's direction or the kind
    worth: list[tuple[int, int, int]] | None = (
        None  # sentences: 2 a checker checks first, 1 checkable, 0 nothing to check
    )
    mentions: list[tuple[int, int, int, bool]] = field(default_factory=list)  # whose it is, and whether it is cited
    silver: bool = False


# ------------------------------------------------------------------ reading
def conllu_sentences(path: pathlib.Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Yield each sentence's comments (``newpar`` and ``newdoc`` as keys) and its rows of ten columns."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip().split()[0] if key.strip().startswith(("newpar", "newdoc")) else key.strip()] = (
                value.strip()
            )
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = {}, []
    if rows:
        yield comments, rows


def place_words(text: str, rows: list[list[str]]) -> list[tuple[int, int]]:
    """Return the characters of each word in a sentence's text; a word of a contraction that cannot be found is empty."""
    spans, at, skip_to = [], 0, 0
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            found = text.find(row[1], at)
            at = found if found >= 0 else at
            skip_to = at + len(row[1])
            last = int(row[0].split("-")[1])
            skip_word = last
            continue
        found = text.find(row[1], at)
        if found < 0 or found - at > 3:
            spans.append((at, at))
            continue
        spans.append((found, found + len(row[1])))
        at = found + len(row[1])
        if skip_to and int(row[0]) == skip_word:
            at, skip_to = max(at, skip_to), 0
    return spans


def read_treebank(
    path: pathlib.Path, *, entities: dict[str, list], misc_known: bool, breaks: str = "\n\n"
) -> Iterator[Document]:
    """Yield a treebank's documents as text by paragraphs joined with ``breaks``, with words and the sentences' entities."""
    doc: Document | None = None
    glued = False
    for comments, rows in conllu_sentences(path):
        if "newdoc" in comments or doc is None:
            if doc is not None:
                yield doc
            doc = Document(comments.get("newdoc", path.stem), "", words=[], entities=[], misc_known=misc_known)
        text = comments["text"]
        if doc.text:
            spaced = not glued
            doc.text += breaks if "newpar" in comments else (" " if spaced else "")
        shift, base = len(doc.text), len(doc.words)
        doc.text += text
        plain = [row for row in rows if row[0].isdigit()]
        for number, (row, (start, end)) in enumerate(zip(plain, place_words(text, rows), strict=True)):
            head = int(row[6])
            morph = row[3] + ("" if row[5] == "_" else "|" + row[5])
            doc.words.append(
                Word(
                    shift + start,
                    shift + end,
                    row[4],
                    morph,
                    row[2],
                    base + head - 1 if head else ROOT,
                    row[7],
                    number == 0,
                )
            )
        doc.entities += [
            (shift + s, shift + e, ENTITY_OF[label])
            for s, e, label in entities.get(comments["sent_id"], ())
            if label in ENTITY_OF
        ]
        glued = "SpaceAfter=No" in rows[-1][9]
    if doc is not None:
        yield doc


def read_rows(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spans_by_id(path: pathlib.Path) -> dict[str, list]:
    return {row["id"]: row["spans"] for row in read_rows(path)}


def read_entities(path: pathlib.Path, *, misc_known: bool = True, group: int = 6) -> Iterator[Document]:
    """Yield a sentence-wise entity corpus, ``group`` sentences to a document, so that the encoder sees more than one."""
    rows = read_rows(path)
    for begin in range(0, len(rows), group):
        doc = Document(f"{path.stem}-{begin}", "", entities=[], misc_known=misc_known)
        for row in rows[begin : begin + group]:
            shift = len(doc.text) + (1 if doc.text else 0)
            doc.text += ("\n" if doc.text else "") + row["text"]
            doc.entities += [
                (shift + s, shift + e, ENTITY_OF[label]) for s, e, label in row["spans"] if label in ENTITY_OF
            ]
        yield doc


def agreed_entities(first: list, second: list) -> tuple[list, list]:
    """Return the spans on which two silver annotators agree, and the characters where they do not."""
    a = {(s, e, ENTITY_OF[label]) for s, e, label in first if label in ENTITY_OF}
    b = {(s, e, ENTITY_OF[label]) for s, e, label in second if label in ENTITY_OF}
    return sorted(a & b), sorted({(s, e) for s, e, _ in a ^ b})


def read_polnear(folder: pathlib.Path) -> Iterator[Document]:
    """Yield PolNeAR's articles with source, cue and content, and the silver entities on which two taggers agree."""
    onto: dict[str, list[tuple[int, dict]]] = {}
    core = {row["text"]: row["spans"] for row in read_rows(folder / "ner/polnear-corenlp-silver.jsonl")}
    for row in read_rows(folder / "ner/polnear-ontonotes-silver.jsonl"):
        name, _, offset = row["id"].rpartition("#")
        onto.setdefault(name, []).append((int(offset), row))
    for row in read_rows(folder / "polnear/train.jsonl"):
        doc = Document(row["id"], row["text"], roles=polnear_roles(row), entities=[], silver=True)
        covered = 0
        for shift, paragraph in sorted(onto.get(row["id"], []), key=lambda pair: pair[0]):
            doc.entity_gaps.append((covered, shift))
            covered = shift + len(paragraph["text"])
            if paragraph["text"] not in core or row["text"][shift:covered] != paragraph["text"]:
                doc.entity_gaps.append((shift, covered))
                continue
            agreed, gaps = agreed_entities(paragraph["spans"], core[paragraph["text"]])
            doc.entities += [(shift + s, shift + e, label) for s, e, label in agreed]
            doc.entity_gaps += [(shift + s, shift + e) for s, e in gaps]
        doc.entity_gaps.append((covered, len(row["text"])))
        yield doc


def polnear_roles(row: dict) -> list[tuple[int, int, str]]:
    return [(s, e, role) for relation in row["attributions"] for role in ROLES for s, e in relation.get(role) or ()]


def read_marks(path: pathlib.Path, texts: dict[str, Document]) -> Iterator[Document]:
    """Yield the documents of a file of marks: with its own text, or those of ``texts`` with the marks added."""
    for row in read_rows(path):
        yield with_marks(texts.get(row["id"]) or Document(row["id"], row["text"]), row)


def with_marks(doc: Document, row: dict) -> Document:
    """Return a document with the marks, the worth of its sentences and the mentions of its sources that a row tells."""
    marks: dict[str, list[tuple[int, int, str]]] = {kind: [] for kind in MARKS}
    for mark in row["marks"]:
        marks[mark["kind"]].append((mark["start"], mark["end"], mark.get("direction") or mark["kind"]))
    worth = [(s["start"], s["end"], s["worth"]) for s in row["sentences"]] if "sentences" in row else None
    return replace(
        doc, marks=marks, worth=worth, mentions=source_mentions(doc, row.get("sources", []), names=row.get("names", []))
    )


def told_rows(texts: Mapping[str, str]) -> list[dict]:
    """Return the rows of ``corpora/attributions.jsonl``, each with its text: its own, or that of the corpora."""
    return [{"text": texts.get(row["id"]), **row} for row in read_rows(OURS / "attributions.jsonl")]


def texts_by_id(data: pathlib.Path) -> dict[str, str]:
    """Return the texts of the corpora whose documents we labelled."""
    paths = ("polnear/train", "documents/gum-open-train", *(f"marks/{name}" for name in ("voa", "candidates", "own")))
    texts = {row["id"]: row["text"] for path in paths for row in read_rows(data / f"train/{path}.jsonl")}
    blogs = read_treebank(data / "train/ud/ewt-train.conllu", entities={}, misc_known=False)
    return texts | {doc.name: doc.text for doc in blogs}


def read_ours(data: pathlib.Path) -> dict[str, Document]:
    """Return by name what was labelled for this project: attributions and the worth of sentences (``corpora/``)."""
    ours: dict[str, Document] = {}
    texts = texts_by_id(data)
    for row in told_rows(texts):
        doc = Document(row["id"], row["text"], roles=polnear_roles(row))
        # The marks of those who wrote them are not learned: with them superlatives fell .970 -> .828 on ten other articles
        ours[row["id"]] = replace(with_marks(doc, row), marks=None) if "marks" in row else doc
    for row in read_rows(OURS / "worth.jsonl"):
        doc = ours.get(row["id"]) or Document(row["id"], texts[row["id"]])
        ours[row["id"]] = replace(doc, worth=[tuple(sentence) for sentence in row["sentences"]])
    return ours


def source_mentions(doc: Document, sources: list[dict], *, names: list[list[int]]) -> list[tuple[int, int, int, bool]]:
    """Return the mentions of the cited sources in text order, and what else they might have been: every other name.

    A source's name elsewhere in the text, and a person's family name, are mentions of it that nobody is cited by. The
    ``names`` are a machine's, where the corpus has none.
    """
    taken: dict[tuple[int, int], tuple[int, bool]] = {}
    for number, source in enumerate(sources):
        for mention in source["mentions"]:
            taken[tuple(mention[0])] = (number, True)
    free = lambda s, e: all(e <= a or b <= s for a, b in taken)  # noqa: E731
    for number, source in enumerate(sources):
        called = [source["name"]] if source["name"] else []
        if called and source["type"] == "named_person":
            called.append(called[0].split()[-1])
        for name in called:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", doc.text) if name[:1].isupper() else ():
                if free(*found.span()):
                    taken[found.span()] = (number, False)
    for number, (start, end, *_) in enumerate(doc.entities or names):
        if free(start, end):
            taken[start, end] = (len(sources) + number, False)
    return sorted((s, e, cluster, cited) for (s, e), (cluster, cited) in taken.items())


# ------------------------------------------------------------------ variation
CURLY = {'"': "“", "'": "’", "-": "–"}
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}


def curl_quotes(text: str) -> str:
    """Return the text with typographic quotes and dashes, character for character."""
    out = []
    for i, char in enumerate(text):
        before = text[i - 1] if i else " "
        if char == '"':
            out.append("“" if before.isspace() or before in "([—-" else "”")
        elif char == "'":
            out.append("‘" if before.isspace() or before in '(["“' else "’")
        elif char == "-" and before == " " and text[i + 1 : i + 2] == " ":
            out.append("–")
        else:
            out.append(char)
    return "".join(out)


def straighten_quotes(text: str) -> str:
    """Return the text with typewriter quotes and dashes, character for character."""
    return "".join(STRAIGHT.get(char, char) for char in text)


# ------------------------------------------------------------------ alignment
@dataclass(slots=True)
class Labels:
    """The names of the classes of each head."""

    xpos: list[str] = field(default_factory=list)
    morph: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    entity: list[str] = field(default_factory=lambda: ["O", *(f"{p}-{e}" for e in ENTITIES for p in "BI")])
    role: list[str] = field(default_factory=lambda: ["O", *(f"{p}-{r}" for r in ROLES for p in "BI")])
    change: list[str] = field(default_factory=lambda: ["O", *(f"{p}-{d}" for d in DIRECTIONS for p in "BI")])
    superlative: list[str] = field(default_factory=lambda: ["O", "B-superlative", "I-superlative"])
    comparison: list[str] = field(default_factory=lambda: ["O", "B-comparison", "I-comparison"])
    worth: list[str] = field(default_factory=lambda: ["0", "1", "2"])


def lemma_script(form: str, lemma: str) -> str:
    """Return how to get the lemma from a lower-cased form: characters to cut from the end, and what to add (an edit script)."""
    lower = form.lower()
    target = lemma if lemma.lower() != lower else lower
    target = target.lower()
    same = 0
    while same < min(len(lower), len(target)) and lower[same] == target[same]:
        same += 1
    return f"{len(lower) - same}:{target[same:]}"


def collect_labels(documents: Iterable[Document], *, least: int = 5) -> Labels:
    """Return the classes seen at least ``least`` times."""
    counts: dict[str, dict[str, int]] = {"xpos": {}, "morph": {}, "lemma": {}, "deprel": {}}
    for doc in documents:
        for word in doc.words or ():
            form = doc.text[word.start : word.end]
            for kind, value in (
                ("xpos", word.xpos),
                ("morph", word.morph),
                ("lemma", lemma_script(form, word.lemma)),
                ("deprel", word.deprel),
            ):
                counts[kind][value] = counts[kind].get(value, 0) + 1
    kept = {
        kind: sorted(v for v, n in seen.items() if n >= (least if kind != "lemma" else 4))
        for kind, seen in counts.items()
    }
    return Labels(**kept)


@dataclass(slots=True)
class Example:
    """A document in the encoder's terms: arrays over spaCy's tokens that are not whitespace, and sentence starts for cutting."""

    name: str
    encoded: Encoded
    first: np.ndarray  # subword of each word
    targets: dict[str, np.ndarray]  # head -> class, IGNORE, NOT_NAMED
    head: np.ndarray  # index of the head among the words, ROOT, IGNORE
    sentence: np.ndarray  # sentence number of each word, -1 unknown
    judged: np.ndarray  # number of the judged sentence of each word, -1 for none
    mentions: np.ndarray  # (mentions, 4): first word, word after the last, whose, and whether it is cited
    silver: bool


def label_spans(spans: Iterable[tuple[int, int, str]], tokens: list, names: list[str], target: np.ndarray) -> None:
    """Write BIO classes of character spans over the tokens that they touch by at least half."""
    starts = np.asarray([t.idx for t in tokens])
    for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1])):
        at = max(0, int(np.searchsorted(starts, start, side="right")) - 1)
        opened = False
        while at < len(tokens) and tokens[at].idx < end:
            token = tokens[at]
            shared = min(end, token.idx + len(token)) - max(start, token.idx)
            if 2 * shared >= len(token) and target[at] == 0:
                target[at] = names.index(("I-" if opened else "B-") + label)
                opened = True
            at += 1


def align_words(
    doc: Document, tokens: list, labels: Labels, targets: dict[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Write the labels of UD words onto tokens; return heads and sentence numbers.

    A token that is one word takes its labels; one that holds several takes those of the word whose head lies outside;
    of several tokens in one word, the first takes head and label, the others nothing.
    """
    index = {kind: {v: i for i, v in enumerate(getattr(labels, kind))} for kind in ("xpos", "morph", "lemma", "deprel")}
    head = np.full(len(tokens), IGNORE)
    sentence = np.full(len(tokens), -1)
    token_of = np.full(len(doc.words), -1)
    words_of: list[list[int]] = [[] for _ in tokens]
    at = 0
    for number, word in enumerate(doc.words):
        if word.start == word.end:
            continue
        while at < len(tokens) and tokens[at].idx + len(tokens[at]) <= word.start:
            at += 1
        if at == len(tokens):
            break
        token_of[number] = at
        run = at
        while run < len(tokens) and tokens[run].idx < word.end:
            words_of[run].append(number)
            run += 1
    number_of_sentence = np.cumsum([w.opens for w in doc.words])
    for i, words in enumerate(words_of):
        if not words:
            continue
        sentence[i] = number_of_sentence[words[0]]
        targets["start"][i] = int(any(doc.words[w].opens for w in words) and token_of[words[0]] == i)
        outside = [w for w in words if doc.words[w].head not in words]
        main = outside[0] if outside else words[0]
        if token_of[main] != i:
            continue
        word = doc.words[main]
        exact = word.start == tokens[i].idx and word.end == tokens[i].idx + len(tokens[i])
        if word.head == ROOT:
            head[i] = ROOT
        elif token_of[word.head] >= 0 and token_of[word.head] != i:
            head[i] = token_of[word.head]
        if head[i] != IGNORE:
            targets["deprel"][i] = index["deprel"].get(word.deprel, IGNORE)
        if exact:
            targets["xpos"][i] = index["xpos"].get(word.xpos, IGNORE)
            targets["morph"][i] = index["morph"].get(word.morph, IGNORE)
            targets["lemma"][i] = index["lemma"].get(lemma_script(tokens[i].text, word.lemma), IGNORE)
    return head, sentence


def to_example(doc: Document, labels: Labels, subwords: Subwords) -> Example:
    """Return a document's encoder input and targets."""
    parsed = NLP.make_doc(doc.text)
    encoded = encode(parsed, subwords)
    tokens = [t for t in parsed if not t.is_space]
    first = encoded.first[encoded.first >= 0]
    size = len(tokens)
    kinds = ("start", "xpos", "morph", "lemma", "deprel", "entity", "role", *MARKS, "worth")
    targets = {kind: np.full(size, IGNORE) for kind in kinds}
    head, sentence = np.full(size, IGNORE), np.full(size, -1)
    if doc.words is not None:
        head, sentence = align_words(doc, tokens, labels, targets)
    if doc.entities is not None:
        entity = np.zeros(size, dtype=np.int64)
        label_spans(doc.entities, tokens, labels.entity, entity)
        if not doc.misc_known:
            entity[entity == 0] = NOT_NAMED
        for start, end in doc.entity_gaps:
            for i in range(*np.searchsorted([t.idx for t in tokens], [start, end])) if end > start else ():
                entity[i] = IGNORE
        targets["entity"] = entity
    if doc.roles is not None:
        role = np.zeros(size, dtype=np.int64)
        label_spans(doc.roles, tokens, labels.role, role)
        targets["role"] = role
    for kind, spans in (doc.marks or {}).items():
        targets[kind] = np.zeros(size, dtype=np.int64)
        label_spans(spans, tokens, getattr(labels, kind), targets[kind])
    starts = np.asarray([t.idx for t in tokens])
    judged = np.full(size, -1)
    for number, (start, end, worth) in enumerate(doc.worth or ()):
        within = slice(*np.searchsorted(starts, [start, end]))
        judged[within], targets["worth"][within] = number, worth
    mentions = [(*np.searchsorted(starts, [s, e]), whose, cited) for s, e, whose, cited in doc.mentions]
    kept = np.asarray([m for m in mentions if m[0] < m[1]], dtype=np.int64).reshape(-1, 4)
    return Example(doc.name, encoded, first, targets, head, sentence, judged, kept, doc.silver)


# ------------------------------------------------------------------ what is trained on
KEPT_APART = 6
"""Every sixth of the articles with marks is trained on for nothing: thresholds are chosen on these, and errors read in them."""


def kept_apart(data: pathlib.Path) -> list[str]:
    """Return the names of PolNeAR's articles with marks, sources and worth that no weights are trained on."""
    return sorted(row["id"] for row in read_rows(data / "train/marks/polnear.jsonl"))[::KEPT_APART]


def told_apart() -> set[str]:
    """Return the names of the documents whose attributions we marked to measure on: every sixth, and fifty articles more."""
    return {row["id"] for row in read_rows(OURS / "attributions.jsonl") if row.get("apart")}


def training_documents(data: pathlib.Path) -> dict[str, list[Document]]:
    """Return the documents of every training corpus by name; nothing of ``tune`` or of the articles kept apart is read."""
    train = data / "train"
    ner, marks = train / "ner", train / "marks"
    spans = spans_by_id(ner / "uner-ewt-train.jsonl")
    ewt = list(read_treebank(train / "ud/ewt-train.conllu", entities=spans, misc_known=False))
    spans = spans_by_id(ner / "gum-open-train.jsonl")
    gum = list(read_treebank(train / "ud/gum-open-train.conllu", entities=spans, misc_known=True))
    polnear = {doc.name: doc for doc in read_polnear(train)}
    raw = {row["id"]: Document(row["id"], row["text"]) for row in read_rows(train / "documents/gum-open-train.jsonl")}
    articles = list(read_marks(marks / "polnear.jsonl", polnear))
    articles += read_marks(marks / "gum.jsonl", raw)
    sentences = [doc for name in ("voa", "candidates", "own") for doc in read_marks(marks / f"{name}.jsonl", {})]
    named, apart, ours = {doc.name for doc in articles}, set(kept_apart(data)), read_ours(data)
    known = _joined(ours, [*polnear.values(), *articles, *sentences])
    known = [doc for doc in known if doc.name not in {*apart, *told_apart()}]
    told = {doc.name: doc for doc in known if ours[doc.name].roles is not None}
    single = {doc.name for doc in sentences}
    return {
        "ewt": ewt,
        "gum": gum,
        "wikigold": list(read_entities(ner / "wikigold.jsonl")),
        "crossner": list(read_entities(ner / "crossner-politics-train.jsonl")),
        "wnut": list(read_entities(ner / "wnut17-train.jsonl")),
        "polnear": [doc for name, doc in polnear.items() if name not in named | ours.keys()],
        "articles": [doc for doc in articles if doc.name not in apart | ours.keys()],
        "sentences": [told.get(doc.name, doc) for doc in sentences],
        "judged": [doc for doc in known if ours[doc.name].roles is None],
        "told": [doc for name, doc in told.items() if name not in single],
    }


def _joined(ours: dict[str, Document], known: Iterable[Document]) -> list[Document]:
    """Return our documents with what else is known of them; our attributions stand in place of the corpus's."""
    others = {doc.name: doc for doc in known}
    joined = []
    for name, doc in ours.items():
        other = others.get(name, doc)
        joined.append(
            replace(other, roles=other.roles if doc.roles is None else doc.roles, worth=doc.worth or other.worth)
        )
    return joined


def vary(doc: Document, rng: random.Random) -> Document:
    """Return the document with other quotes."""
    if "“" in doc.text or "’" in doc.text:
        return replace(doc, text=straighten_quotes(doc.text))
    return replace(doc, text=curl_quotes(doc.text)) if rng.random() < 0.7 else doc


def join_paragraphs(doc: Document) -> Document:
    """Return the document with every paragraph break a space and a filler that keep offsets: sentence starts without newlines."""
    return replace(doc, text=doc.text.replace("\n\n", "  ").replace("\n", " "))
