"""Parts and their names, the folder that keeps them, and the results that they end in; no engine is needed."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus import ArchiveItem, Folder, Part, parts_of, result_at
from claimcheck.corpus.folder import PartTally, is_whole, read_rows, write_rows
from claimcheck.corpus.job import edition_of, report_of
from claimcheck.errors import OutputError, TimeOutError
from claimcheck.report import failed_report
from claimcheck.settings import Settings

ITEM = ArchiveItem("a", "Ten ships left.", id="1", published="2026-03-04", url="https://a.example")
TALLY = PartTally(2, 30, 400, ("empty",))


@given(st.lists(st.text(max_size=9_000), max_size=40))
def test_parts_hold_every_document_once_and_in_order(texts: list[str]) -> None:
    documents = [ArchiveItem(str(number), text) for number, text in enumerate(texts)]
    parts = list(parts_of(documents, "edition"))
    assert [document for part in parts for document in part.documents] == documents
    sizes = [sum(len(one.data) for one in part.documents[:-1]) for part in parts]
    assert all(size < 2_000 + 500 * place for place, size in enumerate(sizes))


def test_one_more_document_leaves_most_parts_as_they_were() -> None:
    documents = [ArchiveItem(str(number), "Ten ships left." * 20) for number in range(2_000)]
    before = {part.name for part in parts_of(documents, "edition")}
    after = {part.name for part in parts_of([ITEM, *documents], "edition")}
    assert len(after - before) <= 3


def test_what_costs_little_makes_few_parts() -> None:
    """A part costs more than 80 documents that cannot be read: 80,000 items without text took 28 CPU seconds in 5,017 parts."""
    empty = [ArchiveItem(str(number), error=TimeOutError("late")) for number in range(8_000)]
    short = [ArchiveItem(str(number), "word") for number in range(4_000)]
    assert len(list(parts_of(empty, "edition"))) < 50
    assert len(list(parts_of(short, "edition"))) < 150


def test_a_name_is_made_of_all_that_decides() -> None:
    name = Part((ITEM,), "edition").name
    changes = (
        {"source": "b"},
        {"data": "Two."},
        {"data": b"Ten ships left."},
        {"id": None},
        {"published": None},
        {"url": None},
        {"input_format": "html"},
    )
    others = {Part((replace(ITEM, **change),), "edition").name for change in changes}
    others |= {
        Part((ITEM,), "other").name,
        Part((ITEM, ITEM), "edition").name,
        Part((ITEM,), "edition").without({0: TimeOutError("late")}).name,
    }
    assert len(others) == len(changes) + 3
    assert name not in others
    assert name == Part((replace(ITEM, weight=5),), "edition").without({}).name


def test_an_edition_is_made_of_the_settings_that_change_results() -> None:
    settings = (Settings(ignore=("CC4",)), Settings(max_chars=5), Settings(lang_check=False), Settings(model="en_x"))
    lexicon = Settings(lexicon={"cues": ()})
    assert (
        len({edition_of(one) for one in settings} | {edition_of(Settings()), edition_of(Settings(), "2026-03-04")}) == 6
    )
    assert edition_of(Settings(format="json", fail_on="never", notes=True)) == edition_of(Settings())
    assert edition_of(lexicon) != edition_of(Settings())


def test_rows_are_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    path = Folder(tmp_path / "parts").file_of("ab" * 20)
    write_rows(path, TALLY, ['{"a":"\u2028"}', "{}"])
    assert read_rows(path) == (TALLY, ['{"a":"\u2028"}\n'.encode(), b"{}\n"])
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:50], b"", whole[:40] + b"x" + whole[41:]):
        path.write_bytes(damaged)
        assert not is_whole(path)
    path.unlink()
    assert not is_whole(path)


def test_a_folder_forgets_what_is_of_no_use_and_nothing_else(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "parts")
    with folder.held():
        for name in ("ab" * 20, "cd" * 20):
            write_rows(folder.file_of(name), TALLY, ["{}", "{}"])
        begun = folder.file_of("ab" * 20).with_name(f"{'ab' * 20}.jsonl.gz.12-0123abcd")
        own = folder.path / "ab" / "notes.txt"
        for file in (begun, own):
            file.write_text("x")
        folder.keep(frozenset([bytes.fromhex("ab" * 20)]))
    left = sorted(str(file.relative_to(folder.path)) for file in folder.path.rglob("*") if file.is_file())
    assert left == [f"ab/{'ab' * 20}.jsonl.gz", "ab/notes.txt", "lock"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_a_folder_is_for_one_batch_at_a_time(tmp_path: Path) -> None:
    with (
        Folder(tmp_path / "parts").held(),
        pytest.raises(OutputError, match="another batch"),
        Folder(tmp_path / "parts").held(),
    ):
        pass


def row(number: int) -> bytes:
    report = failed_report(f"a:{number}", ValueError("x"), tool=Settings().tool())
    return report.model_dump_json().encode() + b"\n"


def test_results_take_their_names_when_all_is_there(tmp_path: Path) -> None:
    for name in ("a.jsonl", "folder"):
        with result_at(tmp_path / name) as result:
            result.add([row(1)])
        with pytest.raises(KeyboardInterrupt), result_at(tmp_path / name) as result:  # noqa: PT012  what is left of it counts
            result.add([row(2), row(3)])
            raise KeyboardInterrupt
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [(str(file.relative_to(tmp_path)), file.read_bytes()) for file in files] == [
        ("a.jsonl", row(1)),
        ("folder/part-00000.jsonl", row(1)),
    ]


def test_a_folder_of_results_has_no_files_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "part-00007.jsonl").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    with result_at(tmp_path) as result:
        for start in range(0, 10_050, 50):
            result.add([row(number) for number in range(start, start + 50)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "part-00000.jsonl", "part-00001.jsonl"]
    assert len((tmp_path / "part-00001.jsonl").read_bytes().splitlines()) == 50


def test_a_table_has_a_row_a_document(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    with result_at(tmp_path / "a.parquet") as result:
        result.add([row(1), row(2)])
    table = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [(one["source"], one["error_code"], one["claims"], one["id"]) for one in table] == [
        ("a:1", "internal", 0, None),
        ("a:2", "internal", 0, None),
    ]
    assert json.loads(table[1]["report"])["article"]["source"] == "a:2"
    with result_at(tmp_path / "b.parquet") as result:
        result.add([])
    assert parquet.read_table(tmp_path / "b.parquet").num_rows == 0


def test_what_no_utf8_can_hold_is_no_end_of_a_batch() -> None:
    odd = ArchiveItem("a\ud800", "Ten \ud800 ships left.", id="\ud800", error=TimeOutError("late"))
    found = report_of(odd, settings=Settings())
    assert (found.article.source, found.article.id) == ("a\ufffd", "\ufffd")
    assert found.model_dump_json()
    assert len(Part((odd,), "edition").name) == 40


@pytest.mark.skipif(sys.platform == "win32", reason="nothing guards a place there")
@pytest.mark.parametrize("name", ["rows.jsonl", "rows"])
def test_two_batches_do_not_write_to_one_place(tmp_path: Path, name: str) -> None:
    with result_at(tmp_path / name) as result:
        result.add([b"first\n"])
        with pytest.raises(OutputError, match="another batch is writing to"), result_at(tmp_path / name) as other:
            other.add([b"second\n"])
    path = tmp_path / name
    assert (path / "part-00000.jsonl" if path.is_dir() else path).read_bytes() == b"first\n"
    with result_at(path) as result:
        result.add([b"third\n"])
    assert [one.name for one in tmp_path.iterdir()] == [name]
