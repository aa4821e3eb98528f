"""What fuzzing found (``python -m benchmarks.fuzz``): each input broke a law once, and keeps all of them now."""

from __future__ import annotations

import dataclasses
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.article import Article, Link
from claimcheck.errors import InputError
from claimcheck.read import FORMATS, reader

pytest.importorskip("resource", reason="the laws are held on systems that say how much memory a process has")

import laws

FOUND = sorted((Path(__file__).parents[2] / "found").glob("*/*"))
MOST = 4096


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_keeps_the_laws(path: Path) -> None:
    assert path.parent.name in FORMATS
    assert path.stat().st_size <= MOST
    assert laws.problem(reader(path.parent.name), path.read_bytes()) is None


def plain(_data: bytes | str, _source: str) -> Article:
    return reader("text")(b"Fees rose by 3 percent.", "-")


def raising(_data: bytes | str, _source: str) -> Article:
    raise ZeroDivisionError


def refusing(_data: bytes | str, _source: str) -> Article:
    message = "- is damaged"
    raise InputError(message, "save it anew")


def printing(_data: bytes | str, _source: str) -> Article:
    sys.stderr.write("oh\n")
    return plain(b"", "-")


def printing_below(_data: bytes | str, _source: str) -> Article:
    os.write(1, b"oh\n")
    return plain(b"", "-")


def warning(_data: bytes | str, _source: str) -> Article:
    warnings.warn("oh", stacklevel=1)
    return plain(b"", "-")


def misplacing(_data: bytes | str, _source: str) -> Article:
    return dataclasses.replace(plain(b"", "-"), links=(Link(0, 4, "fees", "https://a.example"),))


def recursing(data: bytes | str, source: str) -> Article:
    return recursing(data, source)


@pytest.mark.parametrize(
    ("read", "sign"),
    [
        (plain, None),
        (refusing, None),
        (raising, "ZeroDivisionError"),
        (printing, "printed"),
        (printing_below, "printed"),
        (warning, "printed"),
        (misplacing, "AssertionError-laws.py"),
        (recursing, "RecursionError"),
    ],
)
def test_the_laws_tell_what_is_wrong(read: Callable[[bytes | str, str], Article], sign: str | None) -> None:
    found = laws.problem(read, b"")
    assert (found is None) if sign is None else (found is not None and found.sign.startswith(sign))


def test_a_reader_has_so_much_time() -> None:
    assert laws.problem(plain, b"", seconds=-1) is not None
