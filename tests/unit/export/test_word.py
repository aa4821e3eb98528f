"""The draft with comments: every claim's own words, and nothing else of the document changed."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.export import Layout, exporter
from claimcheck.export.exchange.places import letters, places
from claimcheck.report import Report
from conftest import ROOT
from reports import claim, harbour, report_on

docx = pytest.importorskip("docx", reason="python-docx is not installed")
DRAFTS = sorted((ROOT / "fixtures/articles/docx").glob("*.docx"))
BOXED = ("From the first warning to the first repair, 412 days passed.",)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(report: Report) -> bytes:
    return b"".join(
        piece for piece in exporter("docx", of="claims").written([report], Layout()) if isinstance(piece, bytes)
    )


def commented(package: bytes) -> dict[str, str]:
    """Return the words that each of our comments stands on, by the beginning of the comment."""
    document = docx.Document(io.BytesIO(package))
    words: dict[str, str] = {}
    opened: set[str] = set()
    for node in document.element.body.iter():
        if node.tag == f"{W}commentRangeStart":
            opened.add(node.get(f"{W}id"))
        elif node.tag == f"{W}commentRangeEnd":
            opened.discard(node.get(f"{W}id"))
        elif node.tag == f"{W}t":
            for number in opened:
                words[number] = words.get(number, "") + (node.text or "")
    ours = [one for one in document.comments if one.author == "claimcheck"]
    return {one.text.split()[0]: words[str(one.comment_id)] for one in ours}


@pytest.mark.weights
@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_the_very_document_with_a_comment_on_each_claim(path: Path) -> None:
    report = claimcheck.check(path)
    made = written(report)
    found = commented(made)
    placed = {number: one for number, one in enumerate(report.claims, start=1) if f"#{number}" in found}
    beside = [one for one in report.claims if one.section == "footnote" or one.text in BOXED]
    assert {one.id for one in report.claims} - {one.id for one in placed.values()} == {one.id for one in beside}
    for number, one in placed.items():
        assert letters(found[f"#{number}"]).folded == letters(one.text).folded
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(io.BytesIO(made))
    kept = [name for name in old.namelist() if name.startswith(("word/media", "word/footnotes", "word/endnotes"))]
    assert all(old.read(name) == new.read(name) for name in kept)
    before, after = (zipped.read("word/document.xml").decode() for zipped in (old, new))
    for tag in ("w:ins ", "w:del ", "w:delText", "w:footnoteReference", "w:hyperlink", "w:moveFrom ", "w:p ", "w:p>"):
        assert after.count(f"<{tag}") == before.count(f"<{tag}")
    shown = [
        re.sub(r"<[^>]+>", "", "".join(re.findall(r"<w:t(?: [^>]*)?>[^<]*</w:t>", text))) for text in (before, after)
    ]
    assert shown[0] == shown[1]
    assert written(report) == made


def test_of_another_format_a_new_document() -> None:
    found = commented(written(harbour()))
    assert found["#2"] == "Fees have surged by 12 percent"
    assert len(found) == 3


def test_a_figure_that_stands_twice_gets_its_own_comment() -> None:
    text = "It has 9 ships.\n\nIt had 9 ships.\n"
    first, second = (claim(text, part, number=number) for number, part in enumerate(["It has 9", "It had 9"]))
    twice = second.model_copy(update={"start": second.start + 7, "end": second.end, "text": "9"})
    assert commented(written(report_on(text, (first, twice)))) == {"#1": "It has 9", "#2": "9"}


def test_what_is_not_found_is_said_at_the_beginning() -> None:
    text = "Ships rose.\n"
    lost = claim(text, "Ships rose.", number=1).model_copy(update={"start": 11, "end": 12, "text": "\n"})
    made = docx.Document(io.BytesIO(written(report_on(text, (lost,)))))
    assert [one.text.split(":")[1].split()[0] for one in made.comments] == ["#1"]


@given(st.lists(st.sampled_from(["ship ", "ships, ", "9 ", "10⁶ ", "“Ship” "]), min_size=1, max_size=12), st.data())
def test_the_same_words_are_found_counted_from_the_beginning(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    both = letters(text)
    (found,) = places(both, both, [(start, end)])
    if any(map(str.isalnum, text[start:end])):
        assert found is not None
        assert start <= found[0] < found[1] <= end
    else:
        assert found is None


def test_claims_of_the_same_words_are_looked_for_once() -> None:
    """Looking for each anew took the square of their number."""
    words = "It rose 9 percent. "
    both, extents = letters(words * 4_000), [(at * len(words), (at + 1) * len(words) - 2) for at in range(4_000)]
    started = time.process_time()
    found = list(places(both, both, extents))
    assert (found, time.process_time() - started < 2) == (extents, True)


def test_no_part_is_lost_or_doubled() -> None:
    names = Counter(zipfile.ZipFile(io.BytesIO(written(harbour()))).namelist())
    assert max(names.values()) == 1
    assert "word/comments.xml" in names


@pytest.mark.weights
def test_a_draft_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(DRAFTS[0].read_bytes())
    report = claimcheck.check(path)
    path.write_bytes(DRAFTS[1].read_bytes())
    paragraphs = [one.text for one in docx.Document(io.BytesIO(written(report))).paragraphs]
    assert paragraphs == [line.strip() for line in report.text.splitlines() if line.strip()]


def test_one_document_is_one_article() -> None:
    with pytest.raises(UsageError, match="one document an article"):
        list(exporter("docx", of="claims").written([harbour()], Layout(many=True)))
