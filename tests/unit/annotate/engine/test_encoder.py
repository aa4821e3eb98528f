"""The engine on the Doc: what it writes, and that windows and long sentences never lose a word. Needs the trained weights."""

from __future__ import annotations

import dataclasses
import functools
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.annotate import pipeline
from claimcheck.annotate.engine import encoder
from claimcheck.annotate.engine.encoding import encode
from soak import size

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.weights


@functools.cache
def engine() -> Language:
    made = spacy.blank("en")
    made.max_length = pipeline.MAX_LENGTH
    made.add_pipe("claimcheck_encoder")
    return made


TEXT = (
    "Mayor Ann Lee of Boston said on Monday that the city had lost 40 buses. The buses were old, she said. Officials"
    " expect the fleet to shrink by 12 percent, according to a report that the council commissioned last year."
)


def answers(*, tasks: tuple[str, ...] = encoder.TASKS, **settings: Any) -> dict[str, np.ndarray]:
    """Return what the network says of a text when it is run with other settings than ours."""
    session = encoder.open_session(encoder.FOLDER / "encoder.onnx", **settings)
    weights = dataclasses.replace(encoder.load_weights(encoder.FOLDER), session=session)
    doc = engine().make_doc(TEXT)
    return encoder.analyse(weights, encode(doc, weights.subwords), tasks=tasks, bias=np.zeros(len(doc)))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("level", ["ORT_DISABLE_ALL", "ORT_ENABLE_BASIC", "ORT_ENABLE_EXTENDED", "ORT_ENABLE_ALL"])
def test_neither_threads_nor_what_is_optimised_for_a_machine_change_a_bit(threads: int, level: str) -> None:
    ours, other = answers(), answers(threads=threads, level=level)
    assert [name for name in ours if ours[name].tobytes() != other[name].tobytes()] == []


def test_no_product_of_bytes_overflows(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, plain = answers(), onnxruntime.SessionOptions

    def exact() -> onnxruntime.SessionOptions:
        options = plain()
        options.add_session_config_entry("session.x64quantprecision", "1")
        return options

    monkeypatch.setattr(onnxruntime, "SessionOptions", exact)
    without = answers()
    assert [name for name in ours if ours[name].tobytes() != without[name].tobytes()] == []


def test_only_the_tasks_that_are_asked_are_done() -> None:
    every, roles = answers(), answers(tasks=("role",))
    assert set(roles) == {"role"}
    assert roles["role"].tobytes() == every["role"].tobytes()


def test_roles_alone_leave_another_pipeline_s_sentences() -> None:
    base = spacy.blank("en")
    base.add_pipe("sentencizer")
    base.add_pipe("claimcheck_encoder", config={"tasks": ["role"]})
    assert [len(list(base(text).sents)) for text in ("It rained. It poured.", " \n ")] == [2, 1]
    other, ours = base(TEXT), engine()(TEXT)
    assert [span.text for span in other.spans["source"]] == [span.text for span in ours.spans["source"]]


@pytest.mark.parametrize(
    ("form", "script", "keep_case", "lemma"),
    [
        ("Seizures", "1:", False, "seizure"),
        ("was", "3:be", False, "be"),
        ("Ghana", "0:", True, "Ghana"),
        ("a", "3:x", False, "a"),
    ],
)
def test_a_script_makes_the_lemma(form: str, script: str, keep_case: bool, lemma: str) -> None:  # noqa: FBT001
    assert encoder.apply_script(form, script, keep_case=keep_case) == lemma


def test_it_writes_grammar_names_and_attribution() -> None:
    doc = engine()("Mayor Ann Lee of Boston said on Monday that the city had lost 40 buses. The buses were old.")
    assert [sentence.root.lemma_ for sentence in doc.sents] == ["say", "old"]
    assert {entity.text: entity.label_ for entity in doc.ents}["Boston"] == "PLACE"
    assert [span.text for span in doc.spans["source"]] == ["Mayor Ann Lee of Boston"]
    assert doc.spans["content"][0].text == "that the city had lost 40 buses"


def test_a_line_break_always_ends_a_sentence() -> None:
    doc = engine()("  Council votes\n\nThe council met and\nvoted.\n")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Council votes", "The council met and", "voted."]


def test_an_article_of_many_windows_reads_like_its_paragraphs() -> None:
    paragraph = "The port handled 4,000 boxes in May, Ann Lee said. It was the busiest month in a decade."
    doc = engine()("\n\n".join([paragraph] * 60))
    assert len(list(doc.sents)) == 120
    assert len(doc.spans["source"]) == 60


def test_what_a_text_says_again_is_asked_once() -> None:
    text, asked = "\n\n".join(["The port handled 4,000 boxes in May, Ann Lee said."] * 200), 0
    weights = encoder.load_weights(encoder.FOLDER)

    class Counting:
        def run(self, *given: Any) -> Any:
            nonlocal asked
            asked += 1
            return weights.session.run(*given)

    counted, doc = dataclasses.replace(weights, session=Counting()), engine().make_doc(text)
    tell = functools.partial(encoder.analyse, tasks=encoder.TASKS, bias=np.zeros(len(doc)))
    found = tell(counted, encode(doc, weights.subwords), memory=encoder.WindowMemory(encoder.REPEATING))
    assert asked <= 4
    plain = tell(weights, encode(doc, weights.subwords))
    assert [name for name in plain if plain[name].tobytes() != found[name].tobytes()] == []


def test_every_task_by_itself_says_of_a_long_text_what_all_say() -> None:
    weights, doc = encoder.load_weights(encoder.FOLDER), engine().make_doc(f"{TEXT} " * 12)
    told = functools.partial(encoder.analyse, weights, encode(doc, weights.subwords), bias=np.zeros(len(doc)))
    every = told(tasks=encoder.TASKS)
    for task in encoder.TASKS:
        alone = told(tasks=(task,))
        assert [name for name in alone if alone[name].tobytes() != every[name].tobytes()] == []


def test_a_tree_is_made_anew_only_where_the_text_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, memory, made = encoder.load_weights(encoder.FOLDER), encoder.WindowMemory(), 0
    build = encoder.best_tree

    def counting(*given: Any) -> Any:
        nonlocal made
        made += 1
        return build(*given)

    monkeypatch.setattr(encoder, "best_tree", counting)
    window = range(1, 60)  # the sentences of one
    for text, expected in ((TEXT, range(200, 210)), (TEXT, range(1)), (TEXT.replace("40", "50"), window)):
        made, doc = 0, engine().make_doc("\n\n".join([text, *(f"The {place}th ferry sank." for place in range(200))]))
        given, bias = encode(doc, weights.subwords), np.zeros(len(doc))
        found = encoder.analyse(weights, given, tasks=encoder.TASKS, bias=bias, memory=memory)
        assert made in expected
        plain = encoder.analyse(weights, given, tasks=encoder.TASKS, bias=bias)
        assert [name for name in plain if plain[name].tobytes() != found[name].tobytes()] == []


@pytest.mark.soak
def test_a_line_without_punctuation_is_cut_into_sentences_of_bounded_length() -> None:
    doc = engine()("boats and ships " * size(3000))
    assert max(len(sentence) for sentence in doc.sents) <= encoder.LONGEST_SENTENCE + 1


@settings(max_examples=size(100), deadline=None)
@given(text=st.text(max_size=400))
def test_no_text_raises_and_every_token_has_a_sentence(text: str) -> None:
    doc = engine()(text)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
    assert all(token.has_head() and token.dep_ for token in doc if not token.is_space)


def test_the_engine_leaves_no_id_of_the_machine_for_its_maker(tmp_path: Path) -> None:
    """ONNX Runtime 1.32 writes one into the user's cache, and asks for the address of a server, unless it is told not to."""
    (tmp_path / "a.txt").write_text("The fee rose by 41 percent in 2025, the mayor said.")
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | home
    subprocess.run([sys.executable, "-m", "claimcheck", "a.txt"], cwd=tmp_path, env=environment, check=True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.txt"]
