"""The fuzzer's own parts: what it changes, what it makes small, and what it says where atheris is missing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the laws are held on systems that say how much memory a process has")

from benchmarks import fuzz, fuzz_mutators, fuzz_seeds

from claimcheck.article import Article
from claimcheck.read.formats import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_reader_has_seeds_and_mutators(name: str) -> None:
    seeds = fuzz_seeds.seeds_of(name, FORMATS[name])
    one, two = fuzz_mutators.mutators(name, seeds)
    made = [one(seeds[-1], 2**16, seed) for seed in range(30)] + [
        two(seeds[-1], seeds[0], 2**16, seed) for seed in range(30)
    ]
    assert made[:30] == [one(seeds[-1], 2**16, seed) for seed in range(30)]
    assert len(set(made)) > 20
    assert all(len(data) <= 2**16 for data in made)
    if name in fuzz_mutators.ZIPPED:
        assert sum(bool(fuzz_mutators.unzipped(data)) for data in made) > 50


@pytest.mark.parametrize("name", FORMATS)
def test_mutators_take_nothing_and_make_something(name: str) -> None:
    one, two = fuzz_mutators.mutators(name, [b"a <b> c"])
    assert all(len(one(b"", 10, seed)) <= 10 and len(two(b"", b"", 10, seed)) <= 10 for seed in range(50))


def test_what_is_found_is_made_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(data: bytes, source: str) -> Article:
        if b"<c>" in data and b"z" in data:
            raise ZeroDivisionError
        return fuzz.reader_of("text")(b"Fees rose.", source)

    monkeypatch.setattr(fuzz, "reader_of", {"html": failing, "text": fuzz.reader_of("text")}.__getitem__)
    path = tmp_path / "found"
    path.write_bytes(b"<a>b<c>" * 30 + b"xyz" * 9)
    fuzz.shrink("html", path)
    assert sorted(path.with_name("found.min").read_bytes()) == sorted(b"<c>z")
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_members_are_made_small() -> None:
    members = {"a.xml": b"<a>b</a>" * 50, "b.xml": b"<c/>"}
    small = fuzz._members_shrunk(
        members, lambda data: b"</a>" in fuzz_mutators.unzipped(data).get("a.xml", b""), "docx"
    )
    assert fuzz_mutators.unzipped(small) == {"a.xml": b"</a>"}


def test_the_smallest_input_is_kept(tmp_path: Path) -> None:
    import laws

    for data in (b"long", b"one", b"longer"):
        fuzz.keep(tmp_path, laws.Problem("sign", "what was said"), data)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "sign": b"one",
        "sign.txt": b"what was said",
    }


def test_a_missing_atheris_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "argv", ["fuzz", "text", "--corpus", "x"])
    with pytest.raises(SystemExit) as ended:
        fuzz.main()
    assert ended.value.code == 2
    assert "pip install atheris" in capsys.readouterr().err
