"""Raised and lowered figures: a mark of a note, or readable as an exponent, an ordinal, a fraction or a formula."""

from __future__ import annotations

import io

import pytest

from claimcheck.article import Article
from claimcheck.read.pdf.reader import read_pdf
from soak import SOAK

pytest.importorskip("reportlab", reason="PDFs are made with reportlab")

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Piece = str | tuple[str, float] | tuple[str, float, float]
NOTE = ("1", 4.0)


def article_of(*rows: tuple[Piece, ...], note: str = "") -> Article:
    """Return the article of rows of pieces; of one that is no plain text, its rise is given, and its size."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 595), invariant=1)
    for number, row in enumerate(rows):
        x = 50.0
        for piece in row:
            text, rise, size = (piece, 0.0, 11.0) if isinstance(piece, str) else (*piece, 6.5)[:3]
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, 500 - 14 * number + rise, text)
            x += stringWidth(text, "Helvetica", size)
    if note:
        canvas.setFont("Helvetica", 5)
        canvas.drawString(50, 63, "1")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(54, 60, note)
    canvas.save()
    return read_pdf(stream.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("The rate is 48", ("1", 4.0), "/2 cents a mile."), "The rate is 48½ cents a mile."),
        (("The rate is 48", ("1", 4.0), "/", ("2", 0.0), " cents a mile."), "The rate is 48½ cents a mile."),
        (("The rate is 48", ("1/2", 2.0), " cents a mile."), "The rate is 48½ cents a mile."),
        (("The rate is 48", ("7", 4.0), "/", ("16", -1.5), " cents a mile."), "The rate is 48 7/16 cents a mile."),
        (("Nobody under age 70 ", ("1", 4.0), "/2 may ask."), "Nobody under age 70 ½ may ask."),
        (("It has 3 × 10", ("6", 4.0), " parts a litre."), "It has 3 × 10⁶ parts a litre."),
        (("It has 10", ("-3", 4.0), " parts a litre."), "It has 10⁻³ parts a litre."),
        (("It covers 412 km", ("2", 4.0), " of land."), "It covers 412 km² of land."),
        (("It emits 412 tons of CO", ("2", -2.0), " a year."), "It emits 412 tons of CO₂ a year."),
        (("It opened on the 1", ("st", 4.0), " of March."), "It opened on the 1st of March."),
    ],
)
def test_what_is_part_of_a_number_stays_readable(row: tuple[Piece, ...], expected: str) -> None:
    for note in ("", "Town of Arden, Fees, 2026."):
        rest = ("The fee for boats was raised", ("1", 4.0), " last year.") if note else ()
        article = article_of(row, rest, note=note)
        assert article.text.startswith(expected)
        assert [one.label for one in article.notes] == (["1"] if note else [])
        assert all(article.text[: one.start].endswith("was raised") for one in article.notes)


def test_a_mark_behind_a_figure_calls_its_note_where_there_is_one() -> None:
    article = article_of(("The fee rose to 412", ("1", 4.0), " in May."), note="Town of Arden, Fees, 2026.")
    assert article.text.startswith("The fee rose to 412 in May.")
    assert article_of(("The fee rose to 412", ("1", 4.0), " in May.")).text == "The fee rose to 412¹ in May."


def test_a_stacked_fraction_is_one() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 595), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(50, 500, "The rate is 48")
    x = 50 + stringWidth("The rate is 48", "Helvetica", 11)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(x + 1, 505, "3")
    canvas.drawString(x + 1, 497.5, "4")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(x + 7, 500, "cents a mile.")
    canvas.save()
    assert read_pdf(stream.getvalue(), "a.pdf").text == "The rate is 48¾ cents a mile."


SET = [(1, 0.0), (1, 1.5), (2, 0.0), (2, 5.0), (3, 1.5), (4, 5.0), (4, 8.0)]
"""Over how many lines a capital goes, and how far the rest stands from it."""


@pytest.mark.soak
@pytest.mark.parametrize(("over", "padding"), SET if SOAK else SET[::3])
@pytest.mark.parametrize(
    ("capital", "blank", "rest"),
    [
        ("T", 0.0, "he council of the town, which had"),
        ("“T", 0.0, "he council has voted,” the mayor"),
        ("A", 0.0, "ccording to the council of the town"),
        ("I", 0.0, "n March, after the council had met"),
        ("A", 2.75, "council of the town, which had met"),
        ("I", 2.75, "had seen the council once before"),
    ],
)
def test_a_drop_cap_opens_its_word(capital: str, blank: float, rest: str, padding: float, over: int) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 595), invariant=1)
    size = 24.0 if over == 1 else 11 + 18.0 * (over - 1)
    canvas.setFont("Times-Roman", size)
    canvas.drawString(72, 500 - 12 * (over - 1), capital)
    right = 72 + stringWidth(capital, "Times-Roman", size) + padding
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(right + blank, 500, rest)
    for line in range(1, 7):
        canvas.drawString(
            right if line < over else 72, 500 - 12 * line, "never voted for a fee of 12 percent in all its"
        )
    canvas.save()
    text = read_pdf(stream.getvalue(), "a.pdf").text
    assert text.startswith(f"{capital}{' ' if blank else ''}{rest} never voted")
