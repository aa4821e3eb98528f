from __future__ import annotations

import io
import typing
import zipfile

import click
import pytest

from claimcheck.cli.check import check
from claimcheck.errors import NotTextError
from claimcheck.read.formats import FORMATS, format_of
from claimcheck.settings import INPUT_FORMATS, Settings


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
    assert format_of(data, name) == expected


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


def test_settings_and_command_name_the_same_formats() -> None:
    option = next(option for option in check.params if option.name == "input_format")
    assert isinstance(option.type, click.Choice)
    named = typing.get_args(typing.get_args(Settings.model_fields["input_format"].annotation)[0])
    assert tuple(option.type.choices) == INPUT_FORMATS == tuple(FORMATS) == named
