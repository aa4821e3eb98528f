"""The child process in which PDFium opens one file: PDF on standard input, lines of JSON on standard output.

It reads a file (``read``: a line a page), says which characters a page has (``letters``), or puts notes on them (``mark``).

PDFium unpacks what a file holds up to 1 GiB a stream, runs a form that draws itself as often as it says, and ends the
process where memory ends. A kilobyte of PDF can ask for all three: here it ends a process that has nothing else to do.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, NoReturn

from claimcheck.read.pdf.child.damage import is_damaged
from claimcheck.read.pdf.child.file import Page, opened
from claimcheck.read.pdf.leaf import Leaf, PageNote, UnreadError, packed
from claimcheck.read.pdf.spans import Areas, segments_of

MAX_SECONDS, MAX_PAGE_SECONDS = 40, 15
"""CPU seconds for a file and for a page of it; two million characters, the most that is read, take 12."""
LEAST_SECONDS, BYTES_A_SECOND = 10, 50_000
"""CPU seconds for the smallest file, and of how many bytes each has one more: 200 kB of pages of words take 5 of its 14."""
OUT_OF_MEMORY = 3  # the exit code


def main() -> NoReturn:
    """Do the work that ``sys.argv`` ends with, after the most memory, in bytes, and the most characters."""
    memory, most, work = int(sys.argv[-3]), int(sys.argv[-2]), sys.argv[-1]
    _limit_memory(memory)
    try:
        with open(0, "rb") as given, open(1, "w", encoding="ascii", buffering=1) as answer:
            answer.writelines(line + "\n" for line in _told(given, work, most=most))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # all is told and closed; to take the interpreter apart costs 11 ms, an eighth of a small file


def _told(given: BinaryIO, work: str, *, most: int) -> Iterator[str]:
    """Yield what the work makes; last, where there is one, the reason why it goes no further."""
    marks = [PageNote(*one) for one in json.loads(given.readline())] if work == "mark" else []
    data = given.read()
    seconds = min(MAX_SECONDS, LEAST_SECONDS + len(data) // BYTES_A_SECOND)
    _limit_seconds(MAX_PAGE_SECONDS if work == "read" else seconds, most=seconds)
    if is_damaged(data):
        yield _refused("contents")
        return
    try:
        if work == "read":
            yield from _read(data, most=most, seconds=seconds)
        else:
            yield from _letters(data) if work == "letters" else _marked(data, marks)
    except UnreadError as error:
        yield _refused(error.reason, page=error.page)


def _read(data: bytes, *, most: int, seconds: int) -> Iterator[str]:
    """Yield what the file says of itself, then each page."""
    characters = 0
    with opened(data) as pdf:
        yield json.dumps({"pages": pdf.pages, "title": pdf.said("Title"), "author": pdf.said("Author")})
        for number in range(1, pdf.pages + 1):
            _limit_seconds(MAX_PAGE_SECONDS, most=seconds)
            with pdf.page(number) as page:
                characters += page.characters
                if characters > most:
                    raise UnreadError("characters")  # noqa: EM101  a reason
                yield packed(_leaf(page))


def _letters(data: bytes) -> Iterator[str]:
    from claimcheck.read.pdf.child import marks

    yield from map(json.dumps, marks.letters_of(data))


def _marked(data: bytes, given: list[PageNote]) -> Iterator[str]:
    from claimcheck.read.pdf.child import marks

    copy, signed = marks.marked(data, given)
    yield json.dumps({"signed": signed, "copy": base64.b64encode(copy).decode()})


def _refused(reason: str, *, page: int = 0) -> str:
    return json.dumps({"refused": reason, "page": page})


def _leaf(page: Page) -> Leaf:
    """Return what is on a page, turned so that most of its text stands upright."""
    turns = page.turns()
    turn = max(range(4), key=lambda quarter: (turns[quarter], quarter == page.turn))
    if turns[page.turn] * 4 >= turns[turn]:
        turn = page.turn  # a stamp down the margin does not turn a page
    areas = Areas(page.links(turn))
    beside: list[str] = []
    segments = segments_of(page.glyphs(turn, beside), areas)
    return Leaf(segments, list(page.images(turn)), page.size(turn)[1], " ".join("".join(beside).split()))


def _limit_memory(most: int) -> None:
    """Bound the process's address space, where the platform can; and its core dump, which would be a copy of the file."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))  # Linux hands a dump of 0 bytes to a program, of 1 byte none
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most if hard == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_seconds(seconds: int, *, most: int) -> None:
    """Bound the CPU time from now on, where the platform can: to ``seconds``, and to what the file has left of ``most``."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(until, most), hard))
