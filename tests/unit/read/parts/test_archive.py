"""Documents that are ZIP files: what is found in them, and what no file can make of them."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile

import pytest

from claimcheck.errors import InputError
from claimcheck.read.parts.archive import MOST_UNPACKED, Archive, names_in, resolved
from office import zipped


def test_members_are_found_whatever_their_case_and_slashes() -> None:
    archive = Archive(zipped({"Word\\Document.xml": "a", "b.xml": "b"}), "f")
    assert archive.read("word/document.xml") == b"a"
    assert archive.read("b.xml") == b"b"
    assert archive.get("c.xml") is None
    assert "WORD/document.xml" in archive
    assert set(archive) == {"Word/Document.xml", "b.xml"}


def test_of_two_that_differ_in_case_the_exact_one_is_read() -> None:
    assert Archive(zipped({"A.xhtml": "1", "a.xhtml": "2"}), "f").read("a.xhtml") == b"2"


def test_missing_member_is_named() -> None:
    with pytest.raises(InputError, match=r"f\.docx has no b\.xml in it"):
        Archive(zipped({"a.xml": "a"}), "f.docx").read("b.xml")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "one")
        archive.writestr("a.xml", "two")
    with pytest.raises(InputError, match=r"a\.xml twice"):
        Archive(out.getvalue(), "f").read("a.xml")


@pytest.mark.parametrize(
    ("base", "target", "found"),
    [
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "../docProps/core.xml", "docProps/core.xml"),
        ("word/document.xml", "../../../etc/passwd", "etc/passwd"),
        ("a/b.xhtml", "c.xhtml#n1", "a/c.xhtml"),
        ("", "word/document.xml", "word/document.xml"),
    ],
)
def test_targets_stay_in_the_archive(base: str, target: str, found: str) -> None:
    assert resolved(base, target) == found


def bomb(size: int, *, declared: int | None = None) -> bytes:
    """Return a ZIP file of one member of zeros; ``declared`` is the size that its headers name."""
    data = bytearray(zipped({"a.xml": b"\0" * size}))
    if declared is not None:
        for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            struct.pack_into("<I", data, data.find(mark) + offset, declared)
    return bytes(data)


def test_what_is_unpacked_is_bounded_by_what_is_read() -> None:
    before = time.process_time()
    with pytest.raises(InputError, match="holds more than 64 MiB of text when unpacked"):
        Archive(bomb(MOST_UNPACKED + 1), "f").read("a.xml")
    assert time.process_time() - before < 5


def test_a_bomb_in_parts_is_one() -> None:
    third = b"\0" * (MOST_UNPACKED // 3)
    archive = Archive(zipped(dict.fromkeys("abcd", third)), "f")
    for name in "abc":
        archive.read(name)
    with pytest.raises(InputError, match="when unpacked"):
        archive.read("d")


def test_a_size_that_lies_is_damage() -> None:
    with pytest.raises(InputError, match="cannot be unpacked"):
        Archive(bomb(1_000_000, declared=10), "f").read("a.xml")


def test_only_what_is_asked_for_is_unpacked() -> None:
    data = zipped({"a.xml": "a", "picture.png": b"\0" * (MOST_UNPACKED + 1)})
    assert Archive(data, "f").read("a.xml") == b"a"


def test_nested_archives_are_not_opened() -> None:
    inner = zipped({"word/document.xml": "x"})
    assert Archive(zipped({"a.zip": inner}), "f").read("a.zip") == inner


def test_ten_thousand_members() -> None:
    data = zipped({f"{n}.xml": "" for n in range(10_000)} | {"a.xml": "a"})
    assert Archive(data, "f").read("a.xml") == b"a"


def test_more_members_than_any_document_has() -> None:
    data = zipped({f"{'long-name' * 10}-{n}.xml": "" for n in range(40_000)})
    with pytest.raises(InputError, match="lists more members"):
        Archive(data, "f")
    assert names_in(data) == frozenset()


def test_truncated_anywhere() -> None:
    data = zipped({"a.xml": "It rained." * 100, "b.xml": "It snowed." * 100})
    for end in range(0, len(data), 7):
        with pytest.raises(InputError):
            Archive(data[:end], "f").read("a.xml")


def test_damaged_anywhere_is_an_error_or_no_harm() -> None:
    whole = zipped({"a.xml": "It rained." * 100})
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 0xFF
        with contextlib.suppress(InputError):  # and nothing else
            Archive(bytes(data), "f").get("a.xml")


def test_encrypted_member() -> None:
    data = bytearray(zipped({"a.xml": "a"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    with pytest.raises(InputError, match="encrypted") as caught:
        Archive(bytes(data), "f").read("a.xml")
    assert "without a password" in caught.value.hint


def test_word_with_a_password_and_old_word() -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(InputError, match="is encrypted"):
        Archive(start + "EncryptedPackage".encode("utf-16-le"), "f.docx")
    with pytest.raises(InputError, match="old Word file"):
        Archive(start + "WordDocument".encode("utf-16-le"), "f.docx")


def test_only_the_packing_of_documents_is_undone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.xml", "a")
    with pytest.raises(InputError, match="method 12"):
        Archive(out.getvalue(), "f").read("a.xml")
