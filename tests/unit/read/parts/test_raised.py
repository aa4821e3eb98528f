"""What is raised or lowered stays readable, in every format of a word processor."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.article import Article
from claimcheck.read.office.docx import read_docx
from claimcheck.read.office.odt import read_odt
from claimcheck.read.office.rtf import read_rtf
from claimcheck.read.parts.raised import fractions, raised
from office import docx, odt, p, t

READERS = ("docx", "docx style", "odt", "odt percent", "rtf", "rtf points")


@pytest.mark.parametrize(
    ("before", "text", "up", "written"),
    [
        ("10", "6", True, "⁶"),
        ("10", "-12", True, "⁻¹²"),
        ("km", "2", True, "²"),
        ("CO", "2", False, "₂"),
        ("1", "st", True, "st"),
        ("2", "n", True, "ⁿ"),
        ("5.2", "a", True, "ᵃ"),
        ("M", "c", True, "c"),
        ("Acme", "TM", True, "™"),
        ("", "1/2", True, "½"),
        ("5", "1/2", True, "½"),
        ("5", "3/16", True, " 3/16"),
        ("5 ", "3⁄16", True, "3/16"),
        ("it rose", "1, 2", True, "¹ ²"),
        ("it rose", " 2 ", True, " ² "),
        ("x", "  ", True, "  "),
        ("n", "max", False, "max"),
    ],
)
def test_raised(before: str, text: str, *, up: bool, written: str) -> None:
    assert raised(text, up=up, before=before) == written


@given(text=st.text(), up=st.booleans(), before=st.text())
def test_no_figure_is_lost(text: str, *, up: bool, before: str) -> None:
    def figures(said: str) -> list[str]:
        return [one for one in unicodedata.normalize("NFKC", said) if one.isdecimal()]

    assert figures(raised(text, up=up, before=before)) == figures(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("2¹/₂ cups", "2½ cups"), ("2³⁄₁₆", "2 3/16"), ("10⁶/2", "10⁶/2"), ("5¹⁄3", "5⅓"), ("a/b ²", "a/b ²")],
)
def test_fractions(text: str, written: str) -> None:
    assert fractions(text) == written


def article(reader: str, *pieces: tuple[str, int]) -> Article:
    """Return the article of pieces of a line, each with whether it is raised (1) or lowered (-1)."""
    if reader.startswith("docx"):
        styles = "".join(
            f'<w:style w:type="character" w:styleId="S{lift}"><w:name w:val="s{lift}"/><w:rPr>{aligned(lift)}</w:rPr></w:style>'
            for lift in (1, -1)
        )
        look = {lift: f'<w:rStyle w:val="S{lift}"/>' if "style" in reader else aligned(lift) for lift in (1, -1)}
        runs = "".join(
            f'<w:r><w:rPr>{look[lift]}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>' if lift else t(said)
            for said, lift in pieces
        )
        return read_docx(docx(p(runs), styles=styles), "a.docx")
    if reader.startswith("odt"):
        place = {1: "33% 58%", -1: "-33% 58%"} if "percent" in reader else {1: "super 58%", -1: "sub 58%"}
        automatic = "".join(
            f'<style:style style:name="T{lift}" style:family="text"><style:text-properties style:text-position="{said}"/></style:style>'
            for lift, said in place.items()
        )
        spans = "".join(
            f'<text:span text:style-name="T{lift}">{said}</text:span>' if lift else said for said, lift in pieces
        )
        return read_odt(odt(f"<text:p>{spans}</text:p>", automatic=automatic), "a.odt")
    word = {1: "up6", -1: "dn6"} if "points" in reader else {1: "super", -1: "sub"}
    groups = "".join(f"{{\\{word[lift]} {said}}}" if lift else said for said, lift in pieces)
    return read_rtf(f"{{\\rtf1\\ansi {groups}\\par}}".encode(), "a.rtf")


def aligned(lift: int) -> str:
    return f'<w:vertAlign w:val="{"superscript" if lift > 0 else "subscript"}"/>'


@pytest.mark.parametrize("reader", READERS)
def test_raised_text_in_files(reader: str) -> None:
    line = [
        ("It emits 10", 0),
        ("6", 1),
        (" tons of CO", 0),
        ("2", -1),
        (" on 300 km", 0),
        ("2", 1),
        (" by the 1", 0),
        ("st", 1),
    ]
    line += [(" of 2", 0), ("1", 1), ("/", 0), ("2", -1), (" years.", 0)]
    assert article(reader, *line).text.strip() == "It emits 10⁶ tons of CO₂ on 300 km² by the 1st of 2½ years."


@pytest.mark.parametrize("reader", READERS)
def test_raised_figures_behind_a_word_are_no_part_of_it(reader: str) -> None:
    assert (
        article(reader, ("Fees rose by 5 in 2024", 0), ("3", 1), (" again", 0)).text.strip()
        == "Fees rose by 5 in 2024³ again"
    )


def test_an_equation_in_word() -> None:
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>"
    share = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f>"
    body = p(f"{t('It is ')}<m:oMath>{power}</m:oMath>{t(' or 5')}<m:oMath>{share}</m:oMath>")
    assert read_docx(docx(body), "a.docx").text.strip() == "It is 10⁶ or 5 1/4"
