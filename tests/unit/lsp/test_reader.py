"""The process that reads whole drafts: what is overtaken is broken off, and the next draft is read as if nothing had been."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from claimcheck.annotate import pipeline
from claimcheck.lsp.reader import DraftReader
from claimcheck.lsp.reading import OpenText, read

pytestmark = pytest.mark.weights
TEXT = "The harbor board raised fares by 12 percent on Monday, Ana Lopez said.\n\n"


def opened(text: str, uri: str = "untitled:a") -> OpenText:
    return OpenText(uri, None, "plaintext", 1, text)


@pytest.fixture
def reader() -> Iterator[DraftReader]:
    one = DraftReader()
    yield one
    one.close()


def test_what_nobody_waits_for_is_read_no_further() -> None:
    asked = iter((True, True, False))
    token = pipeline.still_wanted.set(lambda: next(asked))  # a fourth question would be an error of its own
    try:
        report, _ = read(opened(TEXT))
    finally:
        pipeline.still_wanted.reset(token)
    assert "Overtaken" in str(report.error)
    assert read(opened(TEXT))[0].claims


def test_a_draft_that_is_overtaken_is_broken_off_and_the_next_one_read(reader: DraftReader) -> None:
    assert reader.read(opened(TEXT))[0].claims
    long = "".join(TEXT.replace("12", str(number)) for number in range(100, 1500))
    asked = itertools.count()
    report, _ = reader.read(opened(long), wanted=lambda: next(asked) < 5)  # so long that it is never done by then
    assert "Overtaken" in str(report.error)
    assert reader.read(opened(TEXT))[0].claims
    reader.read(opened(TEXT), wanted=lambda: False)
    assert reader.read(opened(TEXT))[0].claims
