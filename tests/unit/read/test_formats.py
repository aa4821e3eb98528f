"""Which format a file is of, and how a format is added from outside: by a row, or by an entry point."""

from __future__ import annotations

import importlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pydantic import ValidationError

from claimcheck.cli.check import check
from claimcheck.errors import NotTextError, UsageError
from claimcheck.read import article_of, open_article
from claimcheck.read.formats import FORMATS, Format, format_of, served_as, titles
from claimcheck.read.net import Fetched
from claimcheck.settings import Settings
from conftest import Run


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Fees rose.", "a.txt", "text"),
        (b"Fees rose.", "-", "text"),
        (b"Fees rose.", "a.news", "text"),
        (b"# Fees rose", "a.MD", "markdown"),
        (b"<p>Fees rose.", "a.html", "html"),
        (b"<p>Fees rose.", "a.txt", "text"),
        (b"\xef\xbb\xbf\n<!-- saved --><!DOCTYPE html><p>", "a.txt", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "-", "html"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"junk\n%PDF-1.7\n", "a.pdf", "pdf"),
        (b"The mark %PDF-1.7 opens a file.", "a.txt", "text"),
        (b"{\\rtf1 Fees}", "a.doc", "rtf"),
        (b"Fees rose.", "a.docx", "text"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.zip", "docx"),
        (zipped("mimetype", "META-INF/container.xml"), "a", "epub"),
        (zipped("mimetype", "content.xml"), "a.docx", "odt"),
        (zipped("[Content_Types].xml", "word/document2.xml"), "a.docx", "docx"),
        (b"PK\x03\x04 cut off", "a.docx", "docx"),
    ],
)
def test_what_is_in_a_file_goes_before_its_name(data: bytes, name: str, expected: str) -> None:
    assert format_of(data, name).name == expected


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0", "a.docx", "old Word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"\x89PNG\r\n", "a.txt", "image"),
        (zipped("a.txt"), "a.docx", "no document"),
        (b"PK\x03\x04 cut off", "a.txt", "no document"),
        (b"\0\1\2", "a.pdf", "no PDF"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, name: str, words: str) -> None:
    with pytest.raises(NotTextError, match=words):
        format_of(data, name)


def test_every_row_has_a_reader_and_a_media_type() -> None:
    """What a reader says of its own format, of which there is a file in the tests, is what servers call it."""
    wrong = [
        row.name
        for row in FORMATS.values()
        if not callable(row.reader()) or not row.media_types or not row.suffixes or row.name != row.name.lower()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/html", "html"), ("application/xhtml+xml", "html"), ("text/markdown", "markdown"), ("text/rtf", "rtf"),
        ("application/pdf", "pdf"), ("application/epub+zip", "epub"), ("text/plain", None), ("video/mp4", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_server_calls_a_format(media_type: str, expected: str | None) -> None:
    row = served_as(media_type)
    assert (row.name if row else None) == expected


def test_formats_in_a_sentence() -> None:
    assert titles("and") == "text, Markdown, HTML, DOCX, PDF, ODT, EPUB and RTF"


# ---------------------------------------------------------------- a format from outside
TOY = """
from claimcheck.article import Article, Block
from claimcheck.read.formats import Format


def read_toy(data, source="-"):
    text = (data if isinstance(data, str) else data.decode())[::-1]
    return Article(text, source=source, media_type="text/x-toy", blocks=(Block(0, len(text), "lead"),))


FORMAT = Format("toy", "Toy", "toy_reader", (".toy",), ("text/x-toy",), text=True, opens=b"YOT")
"""
SENTENCE = "Fees rose by 3 percent in May."


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Format:
    (tmp_path / "toy_reader.py").write_text(TOY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    row: Format = importlib.import_module("toy_reader").FORMAT
    monkeypatch.delitem(sys.modules, "toy_reader")
    return row


def test_a_format_is_a_row(toy: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "toy.toy"
    file.write_text(SENTENCE[::-1], encoding="utf-8")
    with pytest.raises(UsageError, match="unknown input format toy"):
        open_article(file, input_format="toy")
    monkeypatch.setitem(FORMATS, "toy", toy)
    assert open_article(file).text == SENTENCE
    assert open_article(file, input_format="toy").media_type == "text/x-toy"
    assert article_of("", input_format="toy").text == ""
    assert format_of(b"YOT ...", "-") is toy
    assert served_as("text/x-toy") is toy
    assert Fetched(b"x", "text/x-toy; charset=utf-8", "https://a.example/x").name == "/x.toy"
    assert Settings(input_format="toy").input_format == "toy"
    assert titles("or").endswith("RTF or Toy")


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    option = next(option for option in check.params if option.name == "input_format")
    assert option.metavar == f"[{'|'.join(FORMATS)}]"
    with pytest.raises(ValidationError, match="there are: text, markdown"):
        Settings(input_format="word")


def installed(folder: Path, value: str) -> dict[str, str]:
    """Lay a distribution into a folder, and return the changes of the environment that has it."""
    (folder / "toy_reader.py").write_text(TOY, encoding="utf-8")
    info = folder / "toy_reader-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-reader\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[claimcheck.readers]\ntoy = {value}\n", encoding="utf-8")
    paths = [str(folder), *(path for path in sys.path if path)]
    return {"PYTHONPATH": os.pathsep.join(paths), "NO_COLOR": "1"}


@pytest.mark.weights
def test_a_format_is_an_entry_point(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "toy.toy"
    file.write_text(SENTENCE[::-1], encoding="utf-8")
    changes = installed(tmp_path, "toy_reader:FORMAT")
    for options in ([], ["--input-format", "toy"]):
        done = run(str(file), "--format", "json", *options, real=not options, fresh=not options, **changes)
        report = json.loads(done.stdout)
        assert (report["article"]["text"], report["article"]["media_type"]) == (SENTENCE, "text/x-toy")
        assert [claim["text"] for claim in report["claims"]] == [SENTENCE]


@pytest.mark.parametrize("value", ["toy_reader:NOTHING", "no_such_reader:FORMAT", "toy_reader:read_toy"])
def test_an_entry_point_that_is_no_format_is_named(run: Run, tmp_path: Path, value: str) -> None:
    file = tmp_path / "toy.toy"
    file.write_text(SENTENCE, encoding="utf-8")
    done = run(str(file), **installed(tmp_path, value))
    assert done.returncode == 2
    assert b"the format toy that is installed cannot be read" in done.stderr
    assert b"toy-reader" in done.stderr


def test_a_known_format_looks_up_no_entry_point() -> None:
    code = (
        "import sys; from claimcheck.read.formats import format_of, known; from claimcheck.settings import Settings;"
        "format_of(b'x', 'a.txt'); format_of(b'x', '-'); format_of(b'%PDF-', 'a.pdf'); Settings(input_format='html');"
        "from claimcheck.read import formats; assert formats.installed.cache_info().misses == 0"
    )
    paths = [path for path in sys.path if path]
    subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}; {code}"], check=True)
