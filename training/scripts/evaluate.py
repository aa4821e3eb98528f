"""Measure an exported engine by itself, on dev sets: ``evaluate.py DATA --engine FOLDER [--json FILE]``.

Sentences and trees are measured from raw text, with UD's words found by characters; a word that spaCy's tokenizer
splits otherwise counts as wrong. Attribution spans are exact; the relations built from them are measured in benchmarks/.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import time

import spacy
from corpora import ENTITY_OF, NLP, Document, polnear_roles, read_ours, read_rows, read_treebank, told_apart

from claimcheck.annotate.engine.encoder import Encoder


def f1(right: int, predicted: int, gold: int) -> float:
    return round(2 * right / (predicted + gold), 4) if predicted + gold else 0.0


def measure_treebank(engine: Encoder, documents: list[Document]) -> dict[str, float]:
    """Return F1 of sentences, and of XPOS, UPOS, lemmas, UAS and LAS over words."""
    count: collections.Counter[str] = collections.Counter()
    for document in documents:
        doc = engine(NLP.make_doc(document.text))
        tokens = {(t.idx, t.idx + len(t)): t for t in doc if not t.is_space}
        span_of = lambda t: (t.idx, t.idx + len(t))  # noqa: E731
        count["predicted"] += len(tokens)
        count["gold"] += len(document.words)
        for word in document.words:
            token = tokens.get((word.start, word.end))
            if token is None:
                continue
            count["words"] += 1
            count["xpos"] += token.tag_ == word.xpos
            count["upos"] += token.pos_ == word.morph.split("|")[0]
            count["lemma"] += token.lemma_.lower() == word.lemma.lower()
            head = None if token.head is token or token.head.i == token.i else span_of(token.head)
            gold = None if word.head < 0 else (document.words[word.head].start, document.words[word.head].end)
            count["uas"] += head == gold
            count["las"] += head == gold and token.dep_.lower() == word.deprel.lower()
        gold_sentences = gold_spans(document)
        predicted = {
            (s.start_char, s.start_char + len(s.text.rstrip())) for s in (strip(s) for s in doc.sents) if s is not None
        }
        count["sentence right"] += len(gold_sentences & predicted)
        count["sentence predicted"] += len(predicted)
        count["sentence gold"] += len(gold_sentences)
    table = {
        kind: f1(count[kind], count["predicted"], count["gold"])
        for kind in ("words", "xpos", "upos", "lemma", "uas", "las")
    }
    return table | {"sentences": f1(count["sentence right"], count["sentence predicted"], count["sentence gold"])}


def strip(sentence: spacy.tokens.Span) -> spacy.tokens.Span | None:
    """Return the sentence without leading whitespace tokens."""
    start = sentence.start
    while start < sentence.end and sentence.doc[start].is_space:
        start += 1
    return sentence.doc[start : sentence.end] if start < sentence.end else None


def gold_spans(document: Document) -> set[tuple[int, int]]:
    spans: list[list[int]] = []
    for word in document.words:
        if word.opens:
            spans.append([word.start, word.end])
        spans[-1][1] = max(spans[-1][1], word.end)
    return {(s, e) for s, e in spans}


def measure_roles(engine: Encoder, documents: list[Document]) -> dict[str, float]:
    """Return F1 of source, cue and content spans with exactly the gold's words."""
    table, total = {}, [0, 0, 0]
    predicted: dict[str, set] = {role: set() for role in ("source", "cue", "content")}
    gold: dict[str, set] = {role: set() for role in predicted}
    for number, document in enumerate(documents):
        doc = engine(NLP.make_doc(document.text))
        for role in predicted:
            predicted[role] |= {(number, s.start, s.end) for s in doc.spans[role]}
        for start, end, role in document.roles:
            span = doc.char_span(start, end, alignment_mode="contract")
            if span is not None:
                gold[role].add((number, span.start, span.end))
    for role, spans in predicted.items():
        right = len(spans & gold[role])
        table[role] = f1(right, len(spans), len(gold[role]))
        total = [a + b for a, b in zip(total, (right, len(spans), len(gold[role])), strict=True)]
    return table | {"all": f1(*total)}


def measure_entities(engine: Encoder, rows: list[dict]) -> dict[str, float]:
    """Return overlap F1 (half of the shorter span, one to one) of person, organization and place."""
    counts = {label: [0, 0, 0] for label in ("PERSON", "ORG", "PLACE")}
    for row in rows:
        doc = engine(NLP.make_doc(row["text"]))
        for label, count in counts.items():
            gold = [(s, e) for s, e, name in row["spans"] if ENTITY_OF.get(name) == label]
            found = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == label]
            count[1] += len(found)
            count[2] += len(gold)
            free = set(found)
            for s, e in gold:
                match = next(
                    (f for f in sorted(free) if 2 * (min(e, f[1]) - max(s, f[0])) >= min(e - s, f[1] - f[0])), None
                )
                if match:
                    count[0] += 1
                    free.remove(match)
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {label: f1(*count) for label, count in counts.items()} | {"all": f1(*total)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--engine", type=pathlib.Path, required=True)
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()
    engine, tune = Encoder(args.engine), args.data / "tune"
    started = time.process_time()
    table = {
        "ewt-dev": measure_treebank(
            engine, list(read_treebank(tune / "ud/ewt-dev.conllu", entities={}, misc_known=False))
        ),
        "gum-open-dev": measure_treebank(
            engine, list(read_treebank(tune / "ud/gum-open-dev.conllu", entities={}, misc_known=False))
        ),
        "polnear-dev spans": measure_roles(
            engine,
            [
                Document(row["id"], row["text"], roles=polnear_roles(row))
                for row in read_rows(tune / "polnear/dev.jsonl")
            ],
        ),
        "our own attributions kept apart, spans": measure_roles(
            engine, [doc for doc in read_ours(args.data).values() if doc.name in told_apart()]
        ),
        "worldwide-dev entities": measure_entities(engine, read_rows(tune / "ner/worldwide-dev.jsonl")),
    }
    for name, measures in table.items():
        print(name, measures)
    print(f"{time.process_time() - started:.0f} CPU seconds")
    if args.json:
        args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
