"""A copy of a PDF with notes, read back by another library than the one that wrote it."""

from __future__ import annotations

import io

import pytest

import claimcheck
from claimcheck.errors import InputError
from claimcheck.export import Layout, exporter
from claimcheck.report import Report
from conftest import ROOT
from reports import harbour

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
DRAFT = ROOT / "fixtures/articles/pdf/night-ferries.pdf"


def written(report: Report, told: list[str] | None = None) -> bytes:
    layout = Layout(tell=([] if told is None else told).append)
    return b"".join(one for one in exporter("pdf", of="claims").written([report], layout) if isinstance(one, bytes))


@pytest.mark.weights
def test_the_very_file_with_a_note_on_each_claim() -> None:
    report, told = claimcheck.check(DRAFT), list[str]()
    made = written(report, told)
    assert made.startswith(DRAFT.read_bytes())
    notes = [one.get_object() for page in pypdf.PdfReader(io.BytesIO(made)).pages for one in page.get("/Annots", ())]
    assert [one["/Contents"].split()[0] for one in notes] == [f"#{n}" for n in range(1, len(report.claims) + 1)]
    assert {one["/Subtype"] for one in notes} == {"/Highlight"}
    assert told == []
    assert written(report) == made


def test_what_is_no_pdf_says_so() -> None:
    with pytest.raises(InputError, match="is no PDF"):
        written(harbour())
