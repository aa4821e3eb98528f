"""A copy of a PDF with notes, read back by other libraries than the one that wrote it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.errors import InputError
from claimcheck.export import Layout, exporter
from claimcheck.export.exchange.places import letters
from claimcheck.read import article_in
from claimcheck.report import Report, Where
from conftest import ROOT, Run
from reports import claim, harbour, report_on

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
canvases = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
encryption = pytest.importorskip("reportlab.lib.pdfencrypt", reason="reportlab is not installed")

DRAFT = ROOT / "fixtures/articles/pdf/night-ferries.pdf"
LINES = ("The port raised its fees by 12 percent on Monday, and", "the board said that it handled 200 ships in 2023.")
RAISED, HANDLED = "The port raised its fees by 12 percent", "it handled 200 ships in 2023"
OVER = "12 percent on Monday, and the board said"
READ = (((1, 0), (0, -1)), ((0, 1), (1, 0)), ((-1, 0), (0, 1)), ((0, -1), (-1, 0)))
"""Where a line goes on and where the next one stands, by how the page is turned."""
Draw = Callable[[Any], object]


def drawn(draw: Draw, **options: Any) -> bytes:
    stream = io.BytesIO()
    canvas = canvases.Canvas(stream, pagesize=(420, 595), invariant=1, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def lines(canvas: Any) -> None:
    for number, text in enumerate(LINES):
        canvas.drawString(50, 500 - 14 * number, text)


def report_of(path: Path, data: bytes, *words: str) -> Report:
    """Return a Report of a PDF that is written to ``path``, with claims of these words on its first page."""
    path.write_bytes(data)
    article = article_in(data, str(path))
    claims = tuple(
        claim(article.text, one, number=number, where=Where(page=1)) for number, one in enumerate(words, start=1)
    )
    made = report_on(article.text, claims, source=str(path))
    return made.model_copy(update={"article": made.article.model_copy(update={"media_type": article.media_type})})


def written(report: Report, told: list[str] | None = None) -> bytes:
    layout = Layout(tell=([] if told is None else told).append)
    return b"".join(one for one in exporter("pdf", of="claims").written([report], layout) if isinstance(one, bytes))


def notes(made: bytes) -> list[Any]:
    return [one.get_object() for page in pypdf.PdfReader(io.BytesIO(made)).pages for one in page.get("/Annots", ())]


def highlights(made: bytes) -> list[Any]:
    return [one for one in notes(made) if one["/Subtype"] == "/Highlight"]


def under(made: bytes, *, flat: bool = False) -> list[str]:
    """Return the words under each highlight, a space between the rectangles; ``flat`` with what is typed into fields."""
    found = list[str]()
    with pypdfium2.PdfDocument(made) as document:
        if flat:
            document.init_forms()
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(made)).pages):
            if flat:
                document[number].flatten()
            text = document[number].get_textpage()
            marked = [
                one
                for one in map(methodcaller("get_object"), page.get("/Annots", ()))
                if one["/Subtype"] == "/Highlight"
            ]
            found += [
                " ".join(text.get_text_bounded(*box).strip() for box in boxes(one["/QuadPoints"])) for one in marked
            ]
    return found


def boxes(corners: list[Any]) -> Iterator[tuple[float, float, float, float]]:
    for at in range(0, len(corners), 8):
        across, up = [float(x) for x in corners[at : at + 8 : 2]], [float(y) for y in corners[at + 1 : at + 8 : 2]]
        yield min(across), min(up), max(across), max(up)


@pytest.mark.weights
def test_the_very_file_with_a_note_on_each_claim() -> None:
    report, told = claimcheck.check(DRAFT), list[str]()
    made = written(report, told)
    assert made.startswith(DRAFT.read_bytes())
    assert [one["/Contents"].split()[0] for one in notes(made)] == [f"#{n}" for n in range(1, len(report.claims) + 1)]
    assert {one["/Subtype"] for one in notes(made)} == {"/Highlight"}
    assert [letters(one).folded for one in under(made)] == [letters(one.text).folded for one in report.claims]
    assert told == []
    assert written(report) == made


def test_what_is_no_pdf_says_so() -> None:
    with pytest.raises(InputError, match="is no PDF"):
        written(harbour())


def test_the_words_are_under_the_notes_over_a_line_too(tmp_path: Path) -> None:
    made = written(report_of(tmp_path / "a.pdf", drawn(lines), RAISED, OVER, HANDLED))
    assert under(made) == [RAISED, OVER, HANDLED]
    assert [len(list(boxes(one["/QuadPoints"]))) for one in highlights(made)] == [1, 2, 1]


def turned(canvas: Any, quarters: int) -> None:
    """Turn the page, and what is drawn on it, so that it stands upright for who reads it; it is 420 wide for him and 595 high."""
    canvas.setPageRotation(90 * quarters)
    canvas.translate(*((0, 0), (595, 0), (420, 595), (0, 420))[quarters])
    canvas.rotate(90 * quarters)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_that_is_turned(tmp_path: Path, quarters: int) -> None:
    """The corners of a note are in the order of the words: upper left, upper right, lower left, lower right, as they are read."""

    def draw(canvas: Any) -> None:
        turned(canvas, quarters)
        lines(canvas)

    made = written(report_of(tmp_path / "a.pdf", drawn(draw), RAISED, OVER))
    assert under(made) == [RAISED, OVER]
    assert pypdf.PdfReader(io.BytesIO(made)).pages[0].rotation == 90 * quarters
    across, up = ([float(one) for one in highlights(made)[0]["/QuadPoints"][n::2]] for n in (0, 1))
    along, down = ((sign(across[n] - across[0]), sign(up[n] - up[0])) for n in (1, 2))
    assert (along, down) == READ[quarters]


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


@pytest.mark.parametrize(("quarters", "corner"), [(0, (372, 547)), (1, (24, 372)), (2, (24, 24)), (3, (547, 24))])
def test_words_that_are_not_found_are_noted_in_the_corner(
    tmp_path: Path, quarters: int, corner: tuple[float, float]
) -> None:
    """The file holds the second line before the first: the claim over both stands nowhere in one piece."""

    def draw(canvas: Any) -> None:
        turned(canvas, quarters)
        for number, text in reversed(list(enumerate(LINES))):
            canvas.drawString(50, 500 - 14 * number, text)

    told = list[str]()
    made = written(report_of(tmp_path / "a.pdf", drawn(draw), OVER, HANDLED), told)
    (note,) = (one for one in notes(made) if one["/Subtype"] == "/Text")
    assert under(made) == [HANDLED]
    assert note["/Contents"].startswith(f"{OVER}\n#1 ")
    assert [float(one) for one in note["/Rect"]] == [*corner, *(one + 24 for one in corner)]
    assert told == [f"#1 is noted in the corner of page 1, its words were not found there: {OVER}"]


def test_what_is_typed_into_a_form_is_marked_and_the_form_stays(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        lines(canvas)
        canvas.drawString(50, 420, "Ships of the year are")
        canvas.acroForm.textfield(name="ships", value="473", x=170, y=412, width=60, height=20, borderWidth=0)

    before = drawn(draw)
    made = written(report_of(tmp_path / "a.pdf", before, RAISED, "473"))
    assert made.startswith(before)
    assert under(made, flat=True) == [RAISED, "473"]
    fields = [pypdf.PdfReader(io.BytesIO(one)).get_form_text_fields() for one in (before, made)]
    assert fields[1] == fields[0] == {"ships": "473"}


def test_the_notes_and_links_that_are_there_stay(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        lines(canvas)
        canvas.linkURL("https://a.example/", (50, 480, 100, 490))
        canvas.textAnnotation("Ask the port.", Rect=(10, 10, 30, 30))

    before = drawn(draw)
    made = written(report_of(tmp_path / "a.pdf", before, RAISED))
    kept = notes(before)
    assert [one["/Subtype"] for one in notes(made)] == ["/Link", "/Text", "/Highlight"]
    assert [str(one) for one in notes(made)[:2]] == [str(one) for one in kept]


@pytest.mark.parametrize("allowed", [0, 1])
def test_an_owner_who_forbids_notes_gets_none(run: Run, tmp_path: Path, allowed: int) -> None:
    locked = encryption.StandardEncryption("", ownerPassword="owner", canAnnotate=allowed)
    (tmp_path / "a.pdf").write_bytes(drawn(lines, encrypt=locked))
    result = run("export", "a.pdf", "--to", "pdf", "-o", "b.pdf")
    if allowed:
        assert (result.returncode, result.stderr) == (0, b"")
        (note,) = notes((tmp_path / "b.pdf").read_bytes())
        assert note["/Contents"].startswith("#1 ")
        return
    assert result.returncode == 3
    assert result.stderr.decode() == (
        "error: a.pdf cannot be marked: its owner does not allow notes on it\n"
        "hint: print it to a new PDF, and export that; or use --to html\n"
    )
    assert not (tmp_path / "b.pdf").exists()
