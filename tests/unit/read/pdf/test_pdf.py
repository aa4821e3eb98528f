"""Whole PDF files: the fixtures and their errors, metadata, pages, links, and files that are made to be a nuisance."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.errors import EmptyInputError, InputError, NotTextError
from claimcheck.read.parts.composing import Passage, Run
from claimcheck.read.parts.properties import persons
from claimcheck.read.pdf.metadata import entry, packet, publication_date, title_in
from claimcheck.read.pdf.reader import MAX_CHARACTERS, MAX_PAGES, read_pdf
from soak import size

pytest.importorskip("reportlab", reason="PDFs are made with reportlab")

from fixtures import generate_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parents[4] / "fixtures"
ARTICLES = FOLDER / "articles/pdf"
EXPECTED = sorted((FOLDER / "expected").glob("*.pdf.json"))


def made(draw: Callable[[Canvas], None], *, size: tuple[float, float] = (420, 595), **options: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def lines(canvas: Canvas, *texts: str, top: float = 500) -> None:
    for number, text in enumerate(texts):
        canvas.drawString(50, top - 14 * number, text)


def fixture(name: str) -> bytes:
    return (ARTICLES / name).read_bytes()


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name)
def test_a_fixture_is_read_as_expected(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    article = read_pdf(fixture(path.name.removesuffix(".json")), "a.pdf")
    assert [article.text[block.start : block.end] for block in article.blocks] == expected["body"]
    assert article.title == expected["title"]
    assert list(article.byline) == expected["byline"]
    assert not [text for text in expected["boilerplate"] if text in article.text]


@pytest.mark.parametrize("name", generate_pdf.FILES)
def test_the_fixtures_are_what_their_generator_writes(name: str) -> None:
    assert generate_pdf.FILES[name]() == fixture(name)


def test_every_block_has_its_page_and_a_paragraph_that_runs_over_has_two() -> None:
    article = read_pdf(fixture("harbor-dredging.pdf"), "a.pdf")
    assert article.media_type == "application/pdf"
    assert {block.page for block in article.blocks} == {1, 2, 3}
    doubts = article.text.index("The regional court of auditors")
    assert [article.locate(place).page for place in (doubts, article.text.index("since 2019."))] == [2, 3]


def test_notes_and_links_are_bound_where_they_lie() -> None:
    article = read_pdf(fixture("harbor-dredging.pdf"), "a.pdf")
    behind = {
        "1": "published in January.",
        "2": "2021 and 2024,",
        "3": "level by the third.",
        "4": "a year since 2019.",
    }
    assert [note.label for note in article.notes] == list(behind)
    assert all(article.text[: note.start].endswith(behind[note.label]) for note in article.notes)
    assert article.notes[0].text == "Orrin Port Authority, Bathymetric Survey 2025, January 2026, p. 14."
    assert [link.text for link in article.links[:2]] == ["$84 million", "environment agency said in its annual review"]


def test_the_date_of_publication() -> None:
    found = {
        name: read_pdf(fixture(f"{name}.pdf"), "a.pdf").published
        for name in ("harbor-dredging", "night-ferries", "village-water")
    }
    assert found == {"harbor-dredging": "2026-02-12", "night-ferries": "2026-03-05", "village-water": "2026-01-20"}


def test_reading_twice_gives_the_same() -> None:
    assert read_pdf(fixture("night-ferries.pdf"), "a.pdf") == read_pdf(fixture("night-ferries.pdf"), "a.pdf")


def test_an_article_of_passages_comes_back() -> None:
    passages = [
        Passage([Run("Fees rise again in the town")], "headline"),
        Passage(
            [
                Run("Fees rose by 3 percent"),
                Run("", note="1"),
                Run(" and by "),
                Run("4 more", href="https://a.example/"),
                Run("."),
            ],
            "lead",
        ),
        Passage([Run("Town Hall, Fees 2026.")], note="1"),
    ]
    article = read_pdf(generate_pdf.pdf_of(passages), "a.pdf")
    assert (
        article.text == "Fees rise again in the town\n\nFees rose by 3 percent and by 4 more.\n\nTown Hall, Fees 2026."
    )
    assert [(note.label, note.text) for note in article.notes] == [("1", "Town Hall, Fees 2026.")]
    assert [(link.text, link.href) for link in article.links] == [("4 more", "https://a.example/")]


@pytest.mark.parametrize(
    ("name", "kind", "message", "hint"),
    [
        ("scanned.pdf", NotTextError, "it is a scan", "ocrmypdf"),
        ("encrypted.pdf", InputError, "needs a password", "save or print a copy without"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    name: str, kind: type[InputError], message: str, hint: str
) -> None:
    with pytest.raises(kind, match=message) as raised:
        read_pdf(fixture(name), name)
    assert raised.value.message.startswith(name)
    assert hint in raised.value.hint


def test_an_owners_password_alone_is_no_obstacle() -> None:
    owned = made(
        lambda canvas: lines(canvas, "The fee rose by 3 percent."), encrypt=StandardEncryption("", "tern", canCopy=0)
    )
    assert read_pdf(owned, "a.pdf").text == "The fee rose by 3 percent."


def test_a_page_without_anything_is_empty() -> None:
    with pytest.raises(EmptyInputError, match="has no text in it"):
        read_pdf(made(lambda canvas: canvas.showPage()), "a.pdf")


def test_a_document_without_pages_says_so() -> None:
    with pytest.raises(InputError, match=r"no pages|damaged|cannot be read"):
        read_pdf(
            made(lambda canvas: lines(canvas, "x")).replace(b"/Count 1", b"/Count 0").replace(b"/Kids [", b"/Kidz ["),
            "a.pdf",
        )


def test_mostly_scanned_pages_are_not_passed_over() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "The fee rose by 3 percent.")
        for _ in range(3):
            canvas.showPage()
            canvas.drawInlineImage(generate_pdf.ImageReader(generate_pdf.photo())._image, 0, 0, 420, 595)

    with pytest.raises(NotTextError, match="3 of the 4 pages"):
        read_pdf(made(draw), "a.pdf")


def test_too_many_pages_are_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(MAX_PAGES + 1):
            canvas.showPage()

    with pytest.raises(InputError, match="2,001 pages"):
        read_pdf(made(draw), "a.pdf")


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_CHARACTERS > 1_000_000
    monkeypatch.setattr("claimcheck.read.pdf.reader.MAX_CHARACTERS", 10)
    with pytest.raises(InputError, match="more than 10 characters"):
        read_pdf(made(lambda canvas: lines(canvas, "The fee rose by 3 percent.")), "a.pdf")


def test_text_that_stands_on_its_side_is_turned_and_a_stamp_down_the_margin_dropped() -> None:
    def aside(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(50, -300, "The fee rose by 3 percent.")

    def stamped(canvas: Canvas) -> None:
        lines(canvas, "The fee rose by 3 percent, the town said.")
        canvas.rotate(90)
        canvas.drawString(100, -20, "arXiv:2603.01234v1")

    assert read_pdf(made(aside), "a.pdf").text == "The fee rose by 3 percent."
    assert read_pdf(made(stamped), "a.pdf").text == "The fee rose by 3 percent, the town said."


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_has_its_links_where_they_are_seen(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.rotate(turn)
        canvas.translate(*{0: (0, 0), 90: (0, -595), 180: (-420, -595), 270: (-420, 0)}[turn])
        lines(canvas, "The fee for boats in town rose by", "3 percent, the town said.", top=300)
        canvas.linkURL("https://a.example/", (50, 284, 103, 296), relative=1)

    article = read_pdf(made(draw), "a.pdf")
    assert article.text == "The fee for boats in town rose by 3 percent, the town said."
    assert [(link.text, link.href) for link in article.links] == [("3 percent,", "https://a.example/")]


def test_hidden_text_beside_shown_text_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "The fee rose by 3 percent.")
        text = canvas.beginText(50, 300)
        text.setTextRenderMode(3)
        text.textOut("Ignore the fee.")
        canvas.drawText(text)
        canvas.drawString(900, 300, "off the page")

    assert read_pdf(made(draw), "a.pdf").text == "The fee rose by 3 percent."


def test_a_link_over_two_lines_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "The fee rose by 3 percent, as the town", "said in its report on Monday.")
        for box in ((50, 498, 290, 512), (50, 484, 118, 498)):
            canvas.linkURL("https://a.example/", box, relative=1)

    links = read_pdf(made(draw), "a.pdf").links
    assert len(links) == 1
    assert "town said" in links[0].text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Fees rise in Arden", "Fees rise in Arden"),
        ("Microsoft Word - Fees rise in Arden", "Fees rise in Arden"),
        ("Microsoft Word - fees_final.docx", None),
        ("Microsoft Word - x.doc", None),
        ("10811.exe", None),
        ("untitled", None),
        ("(anonymous)", None),
        ("fees-2026.indd", None),
        ("https://a.example/x", None),
        ("A1_Politik_0403", None),
        ("12345", None),
        ("", None),
        ("x" * 400, None),
    ],
)
def test_titles(said: str, expected: str | None) -> None:
    assert title_in(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee; Bo van Ek", ("Ann Lee", "Bo van Ek")),
        ("mquill", ()),
        ("Town Press Office", ()),
        ("Ministry of Water", ()),
        ("Microsoft Office User", ()),
        ("", ()),
    ],
)
def test_authors(said: str, expected: tuple[str, ...]) -> None:
    assert persons(said) == expected


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description prism:publicationName="Tarn &amp; Courier">'
    b"<prism:publicationDate>2026-03-05T06:00:00+01:00</prism:publicationDate><dc:title><rdf:Alt>"
    b'<rdf:li xml:lang="x-default">Fees rise</rdf:li></rdf:Alt></dc:title>'
    b"<xmp:CreateDate>2019-01-01</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def test_a_publishers_metadata() -> None:
    xmp = packet(b"%PDF-1.7 ..." + XMP + b"...")
    assert publication_date(xmp) == "2026-03-05"
    assert entry(xmp, "prism:publicationName") == "Tarn & Courier"
    assert entry(xmp, "dc:title") == "Fees rise"
    assert entry(xmp, "prism:url") is None
    assert packet(b"%PDF-1.7 no metadata") == ""


def test_the_date_a_file_was_made_is_no_date_of_publication() -> None:
    xmp = XMP.replace(b"prism:publicationDate", b"xmp:ModifyDate").decode()
    assert publication_date(xmp) is None
    assert publication_date(XMP.replace(b"2026-03-05T06:00:00+01:00", b"soon").decode()) is None


def test_a_bad_packet_takes_no_time() -> None:
    started = time.process_time()
    packet(b"<x:xmpmeta " * 500_000)
    entry("<dc:title" + "<rdf:a" * 20_000, "dc:title")
    entry("<dc:title>" + "<rdf:aaaa>" * 20_000, "dc:title")
    assert time.process_time() - started < 5


def test_title_and_author_of_the_file_stand_in_for_what_the_page_does_not_say() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Fees rise in Arden")
        canvas.setAuthor("Ann Lee")
        lines(canvas, "The fee for boats in the harbor of the town rose by 3 percent", "in a year, the town said.")

    article = read_pdf(made(draw), "a.pdf")
    assert (article.title, article.byline, article.published) == ("Fees rise in Arden", ("Ann Lee",), None)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Return a file with something wrong in it."""
    wrong = bytearray(data)
    place = dice.randrange(len(wrong))
    kind = dice.randrange(4)
    if kind == 0:
        return bytes(wrong[:place])
    if kind == 1:
        for _ in range(dice.randrange(1, 20)):
            wrong[dice.randrange(len(wrong))] = dice.randrange(256)
    elif kind == 2:
        del wrong[place : place + dice.randrange(1, 200)]
    else:
        wrong[place:place] = wrong[: dice.randrange(1, 300)]
    return bytes(wrong)


@pytest.mark.soak
def test_a_damaged_file_is_an_article_or_an_input_error() -> None:
    dice = random.Random(3)
    files = [fixture(name) for name in generate_pdf.FILES]
    for _ in range(size(100)):
        started = time.process_time()
        try:
            read_pdf(damaged(dice.choice(files), dice), "a.pdf")
        except InputError as error:
            assert error.message.startswith(("a.pdf", "page ", "3 of"))  # noqa: PT017
            assert error.hint  # noqa: PT017
        assert time.process_time() - started < 5


def test_nothing_is_printed_and_no_library_is_loaded_before_it_is_needed(tmp_path: Path) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(fixture("night-ferries.pdf").replace(b"endstream", b"endstrea"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    code = (
        "import sys, claimcheck.read as read\n"
        "assert 'claimcheck.read.pdf.reader' not in sys.modules\n"
        "from claimcheck.errors import InputError\n"
        f"for path in ({str(ARTICLES / 'harbor-dredging.pdf')!r}, {str(broken)!r}, {str(ARTICLES / 'encrypted.pdf')!r}):\n"
        "    try: read.open_article(path)\n"
        "    except InputError: pass\n"
        "assert 'pypdfium2_raw' not in sys.modules, 'it belongs to the child'\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
