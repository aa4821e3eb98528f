"""The law of figures: each number that an independent reader finds in a PDF is in our text or in what is left out, and no other.

The marks of notes are not in our text; they are put back at their places. A digit is one however it is set: ``⁶`` is 6.
"""

from __future__ import annotations

import functools
import io
import random
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.article import Article
from claimcheck.read.pdf.reader import read_pdf

pytest.importorskip("reportlab", reason="PDFs are made with reportlab")
pytest.importorskip("pypdf", reason="pypdf is not installed")


import pypdf
import pypdfium2
from fixtures import generate_pdf
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
)
from reportlab.platypus.doctemplate import FrameBreak

STYLES = getSampleStyleSheet()
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, spaceBefore=6)
WORDS = """the harbor fee for boats in town rose by a tenth after council members voted on new quay rules while fishing crews
with older vessels asked for relief""".split()


def sentences(dice: random.Random, count: int) -> str:
    """Return sentences of any words, each with a figure."""
    made = []
    for _ in range(count):
        words = [dice.choice(WORDS) for _ in range(dice.randrange(9, 16))]
        words.insert(dice.randrange(2, 8), f"{dice.randrange(10, 9999):,}")
        made.append(" ".join(words).capitalize() + ".")
    return " ".join(made)


def numbered_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 800, "Orrin Port Authority")
    canvas.drawRightString(520, 800, f"Annual report 2025 | {document.page}")


def report(stream: io.BytesIO, dice: random.Random) -> None:
    story: list[Flowable] = [Paragraph("Annual report of the port for 2025", STYLES["Title"])]
    for number in range(1, 6):
        rows = [
            ["Year", "Boats", "Fee"],
            *([str(2019 + n), str(dice.randrange(100, 999)), f"4.{n}%"] for n in range(4)),
        ]
        story += [Paragraph(f"{number}. Section", STYLES["Heading2"])]
        story += [*(Paragraph(sentences(dice, 6), TEXT) for _ in range(3)), Table(rows)]
    SimpleDocTemplate(stream, invariant=1).build(story, onFirstPage=numbered_page, onLaterPages=numbered_page)


def table_over_pages(stream: io.BytesIO, dice: random.Random) -> None:
    names = [f"{dice.choice(('Acme', 'Boro', 'Cray'))} {dice.choice(('Ltd', 'plc', 'Works'))}" for _ in range(120)]
    rows = [
        [name, f"{dice.randrange(10, 900)}", f"{dice.randrange(1, 13)}/{dice.randrange(1, 29)}/2025"] for name in names
    ]
    title = Paragraph("Notices of layoffs in 2025", STYLES["Title"])
    SimpleDocTemplate(stream, invariant=1).build([title, Table([["Company", "Jobs", "Date"], *rows], repeatRows=1)])


def two_columns(stream: io.BytesIO, dice: random.Random) -> None:
    document = BaseDocTemplate(stream, invariant=1, leftMargin=50, rightMargin=50)
    width = document.width / 2 - 8
    columns = [(Frame(50, 60, width, top), Frame(66 + width, 60, width, top)) for top in (550, 700)]
    first = PageTemplate("first", [Frame(50, 620, document.width, 150), *columns[0]])
    document.addPageTemplates([first, PageTemplate("next", list(columns[1]), onPage=numbered_page)])
    story: list[Flowable] = [
        NextPageTemplate("next"),
        Paragraph("Growth of eelgrass on 14 dredged sites", STYLES["Title"]),
        Paragraph("Abstract. " + sentences(dice, 3), TEXT),
        FrameBreak(),
        Paragraph("First of all, the body opens here. " + sentences(dice, 9), TEXT),
    ]
    document.build([*story, *(Paragraph(sentences(dice, 7), TEXT) for _ in range(14))])


def transcript(stream: io.BytesIO, dice: random.Random) -> None:
    canvas = Canvas(stream, invariant=1)
    for page in range(2):
        canvas.setFont("Courier", 11)
        words = iter(sentences(dice, 40).split())
        for number in range(1, 26):
            canvas.drawRightString(90, 760 - 27 * number, str(number))
            line = " ".join(next(words) for _ in range(8))
            canvas.drawString(110, 760 - 27 * number, f"Q.  {line}" if number % 6 == 1 else line)
        canvas.drawRightString(540, 790, f"HARBOR INQUIRY {41 + page}")
        canvas.showPage()
    canvas.save()


def form(stream: io.BytesIO, dice: random.Random) -> None:
    canvas = Canvas(stream, invariant=1)
    canvas.drawString(60, 780, "Form 1120-H  Mileage of boats")
    canvas.setFont("Helvetica", 9)
    for number in range(1, 25):
        y = 770 - 28 * number
        canvas.drawString(60, y, f"{number}")
        canvas.drawString(80, y, f"Amount from line {number + 3} of Schedule B, if over ${number * 1250:,}")
        canvas.drawRightString(550, y, f"{dice.randrange(100, 99999):,}")
    canvas.drawString(80, 70, "Multiply by 48")
    canvas.drawString(145, 70, "/2 cents a mile")
    canvas.setFont("Helvetica", 5.5)
    canvas.drawString(141.5, 73, "1")
    canvas.save()


def invoice(stream: io.BytesIO, dice: random.Random) -> None:
    canvas = Canvas(stream, invariant=1)
    for page in (1, 2):
        canvas.drawString(60, 790, "Tarn Boat Works")
        canvas.drawRightString(540, 790, "Invoice 2026-0114")
        canvas.drawRightString(540, 776, "Date 3 March 2026")
        canvas.drawRightString(540, 30, f"Page {page} of 2")
        for row in range(20):
            canvas.drawString(60, 740 - 30 * row, f"Part {dice.randrange(1000, 9999)}")
            canvas.drawRightString(540, 740 - 30 * row, f"{dice.randrange(10, 4000)}.{dice.randrange(10, 99)}")
        canvas.showPage()
    canvas.save()


def filled_form(stream: io.BytesIO, dice: random.Random) -> None:
    canvas = Canvas(stream, invariant=1)
    canvas.drawString(60, 700, "Boats in the harbor on 3 May:")
    canvas.acroForm.textfield(value=str(dice.randrange(100, 999)), x=240, y=692, width=80, height=20)
    canvas.drawString(60, 660, "The fee rose by 9 percent, the town said.")
    canvas.linkURL("https://a.example/", (60, 656, 100, 672), relative=1)
    canvas.save()


def bare_form(stream: io.BytesIO, dice: random.Random) -> None:
    """A form whose fields have values and no look, as LaTeX writes them."""
    filled_form(made := io.BytesIO(), dice)
    writer = pypdf.PdfWriter(clone_from=made)
    for field in writer.pages[0]["/Annots"]:
        field.get_object().pop("/AP", None)
    writer.set_need_appearances_writer()
    writer.write(stream)


MAKERS: tuple[Callable[[io.BytesIO, random.Random], None], ...] = (
    report, table_over_pages, two_columns, transcript, form, filled_form, bare_form, invoice,
)  # fmt: skip


FILES = [name for name in generate_pdf.FILES if name not in {"scanned.pdf", "encrypted.pdf"}]
FILES += [maker.__name__ for maker in MAKERS]
PRINTED = "../../printed/univ-release.pdf"  # by Chromium, of the article of that name, with its head and foot
FILES += [PRINTED]


@functools.cache
def data_of(name: str) -> bytes:
    """Return a file of the fixtures, or one that is made here, where it is asked for: all of them take a second."""
    maker = next((maker for maker in MAKERS if maker.__name__ == name), None)
    if maker is None:
        return (generate_pdf.FOLDER / name).read_bytes()
    maker(stream := io.BytesIO(), random.Random(4))
    return stream.getvalue()


def numbers_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def read_by_us(article: Article) -> str:
    """Return all that we read: the text with the marks of its notes, and what is left out of it."""
    labels = [(note.start, f" {note.label.split()[0]} ") for note in article.notes if note.called]
    labels += [
        (start, f"{label} ")
        for start, label in {note.body[0]: note.label.split()[0] for note in article.notes if note.body}.items()
    ]
    text = article.text
    for place, label in sorted(labels, reverse=True):
        text = text[:place] + label + text[place:]
    return "\n".join([text, *(one.text for one in article.left_out)])


def read_by_poppler(data: bytes, folder: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (folder / "a.pdf").write_bytes(data)
    return subprocess.run(
        [program, "-layout", "a.pdf", "-"], cwd=folder, capture_output=True, check=True
    ).stdout.decode()


def read_by_pdfium(data: bytes, folder: Path) -> str:
    del folder
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


FIELDS = ("filled_form", "bare_form")
PEERS = [(name, peer) for name in FILES for peer in (read_by_poppler, read_by_pdfium)]
PEERS = [
    (name, peer) for name, peer in PEERS if name not in FIELDS or peer is not read_by_pdfium
]  # whose plain text has nothing of what is filled in


@pytest.mark.parametrize(("name", "peer"), PEERS)
def test_no_figure_is_lost_or_changed(name: str, peer: Callable[[bytes, Path], str], tmp_path: Path) -> None:
    article = read_pdf(data_of(name), "a.pdf")
    assert numbers_in(read_by_us(article)) == numbers_in(peer(data_of(name), tmp_path))


def test_the_law_sees_a_figure_that_is_lost_or_changed() -> None:
    assert numbers_in("48 1/2 cents") != numbers_in("48/2 cents")
    assert numbers_in("10⁶ of 4½") == numbers_in("106 of 41/2")


def test_what_is_left_out_says_why() -> None:
    found = {
        name: {one.reason for one in read_pdf(data_of(name), "a.pdf").left_out} for name in ("transcript", "invoice")
    }
    assert found == {
        "transcript": {"line number", "repeated on other pages"},
        "invoice": {"page number", "repeated on other pages"},
    }


def test_a_browsers_print_says_what_its_page_says() -> None:
    article = read_pdf(data_of(PRINTED), "a.pdf")
    assert (article.published, len(article.notes)) == ("2023-09-14", 6)
    assert "held 64 percent of the rain that fell on them. Sedum mats held 41 percent." in article.text
    assert {one.text for one in article.left_out} >= {"12/1/26, 1:25 PM", "1/2", "2/2"}
    assert not {one for one in ("12/1/26", "http://news.tessaly.example", "2/2") if one in article.text}


def test_all_rows_of_a_table_over_pages_are_kept() -> None:
    blocks = read_pdf(data_of("table_over_pages"), "a.pdf").blocks
    assert len(blocks) == 1 + 1 + 120


def test_title_and_abstract_come_before_the_columns() -> None:
    text = read_pdf(data_of("two_columns"), "a.pdf").text
    assert text.startswith("Growth of eelgrass on 14 dredged sites\n\nAbstract. ")
    assert text.index("\n\nFirst of all, the body opens here.") < 600


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_filled_in_is_read_and_links_are_kept(name: str) -> None:
    article = read_pdf(data_of(name), "a.pdf")
    assert re.search(r"on 3 May: \d{3}\n", article.text)
    assert [link.href for link in article.links] == ["https://a.example/"]
