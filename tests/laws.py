"""What holds for every Article that any reader makes of any bytes: the oracle of the fuzzer and of what it found.

``problem`` reads bytes and says what is wrong, None where all is well: an Article that keeps the laws, or an InputError.
"""

from __future__ import annotations

import io
import itertools
import os
import resource
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple

from claimcheck import report
from claimcheck.analysis import assemble
from claimcheck.annotate import pipeline
from claimcheck.article import SECTIONS, Article, iso_date
from claimcheck.errors import InputError
from claimcheck.read import Reader

SECONDS = 5.0
"""CPU seconds that 64 KiB may take, which is also what a test or an uninstrumented run takes at most."""
MOST_BYTES = 2**16
MOST_MEMORY = 2 * 2**30
_KIBIBYTE = 1024


class Problem(NamedTuple):
    """What is wrong: ``sign`` is the same for the same mistake, ``message`` says all."""

    sign: str
    message: str


def problem(read: Reader, data: bytes, *, seconds: float = SECONDS) -> Problem | None:
    """Return what is wrong with how ``read`` reads ``data``, None where nothing is."""
    started = time.process_time()
    with _overheard() as heard:
        try:
            hold(read(data, "-"))
        except InputError as error:
            found = None if error.message.isprintable() and error.hint else Problem("message", repr(error.args))
        except Exception as error:  # noqa: BLE001  that is what is looked for
            found = Problem(_sign(error), "".join(traceback.format_exception(error)[-12:]))
        else:
            found = None
    took = time.process_time() - started
    if found is None and heard:
        found = Problem("printed", f"printed: {b''.join(heard)[:500]!r}")
    if found is None and took > seconds:
        found = Problem("slow", f"{took:.1f} CPU seconds")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE
    if found is None and memory > MOST_MEMORY:
        found = Problem("memory", f"{memory / 2**20:.0f} MiB")
    return found


def hold(article: Article) -> None:
    """Raise an AssertionError where an Article breaks a law."""
    _hold_metadata(article)
    _hold_blocks(article)
    _hold_links(article)
    _hold_notes(article)
    _hold_places(article)
    assert len(pipeline.prose(article)) == len(article.text), "prose is as long as the text"
    assemble.article_info(article, sentences=0).model_dump_json().encode("utf-8")


def _hold_metadata(article: Article) -> None:
    said = (article.title, *article.byline, article.publisher, article.url, article.language, article.text)
    for value in said:
        (value or "").encode("utf-8")  # no lone surrogate
    assert article.text.strip(), "an empty article is an EmptyInputError"
    assert article.source == "-"
    assert article.title is None or article.title.strip(), "no title is None"
    assert all(name.strip() for name in article.byline), "a name has letters"
    for date in (article.published, article.modified):
        assert date is None or iso_date(date) == date[:10], f"no date: {date}"


def _hold_blocks(article: Article) -> None:
    text, behind = article.text, 0
    for block in article.blocks:
        assert behind <= block.start < block.end <= len(text), f"block out of order: {block}"
        assert block.section in SECTIONS
        assert text[block.start : block.end].strip() == text[block.start : block.end], "white space around a block"
        assert article.block_at(block.start) == article.block_at(block.end - 1) == block
        behind = block.end
    if not article.verbatim:
        assert text == "\n\n".join(text[block.start : block.end] for block in article.blocks), "text between blocks"


def _hold_links(article: Article) -> None:
    for link in article.links:
        assert 0 <= link.start <= link.end <= len(article.text), f"link outside the text: {link}"
        assert link.text == article.text[link.start : link.end], f"not the link's text: {link}"
        link.href.encode("utf-8")
    for one, other in itertools.pairwise(article.links):
        assert one.start <= other.start, "links out of order"


def _hold_notes(article: Article) -> None:
    for note in article.notes:
        assert 0 <= note.start <= note.end <= len(article.text), f"note outside the text: {note}"
        (note.label + note.text).encode("utf-8")
        if note.body is not None:
            start, end = note.body
            assert 0 <= start <= end <= len(article.text), f"a note's words outside the text: {note}"
            assert note.text == article.text[start:end], f"not the note's words: {note}"


def _hold_places(article: Article) -> None:
    length = len(article.text)
    for moves in (article.anchors, article.pages):
        offsets = [move.offset for move in moves]
        assert offsets == sorted(offsets), "anchors and pages are in text order"
        assert all(0 <= offset <= length for offset in offsets)
    for directive in article.directives:
        assert 0 <= directive.offset <= directive.end <= length or directive.end == 0, f"outside the text: {directive}"
    ends = [place for block in article.blocks for place in (block.start, block.end - 1)]
    for offset in (0, length, *ends):
        place = article.locate(offset)
        report.Where(**place._asdict())
        assert all(number is None or number >= 1 for number in place[:4]), f"no place: {place}"
        (place.xpath or "").encode("utf-8")


def _sign(error: BaseException) -> str:
    """Return the kind of an error and the innermost line of ours that it passed: what tells one mistake from another."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/claimcheck/" in frame.filename or frame.filename.endswith("laws.py")]
    where = ours[-1] if ours else frames[-1]
    recursing = isinstance(error, RecursionError)  # the line at which it ends is chance
    return f"{type(error).__name__}-{where.filename.rsplit('/', 1)[-1]}-{where.name if recursing else where.lineno}"


@contextmanager
def _overheard() -> Iterator[list[bytes]]:
    """Collect what is printed: by Python, with every warning, and by a library in C."""
    heard: list[bytes] = []
    said, kept = io.StringIO(), [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as written:
        try:
            for number in (1, 2):
                os.dup2(written.fileno(), number)
            with redirect_stdout(said), redirect_stderr(said), warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                yield heard
        finally:
            for number, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, number)
                os.close(copy)
        written.seek(0)
        printed = (said.getvalue(), *(str(one.message) for one in warned))
        heard.extend(
            piece for piece in (*(text.encode("utf-8", "replace") for text in printed), written.read()) if piece
        )
