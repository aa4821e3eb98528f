"""What is text in an RTF file, what its links and notes are laid on, and what no file can make of it."""

from __future__ import annotations

import time

import pytest

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError, InputError
from claimcheck.read.office.rtf.reader import read_rtf
from soak import size

LONG = "The council met on Monday and voted for the budget, which had been debated for weeks."
FONTS = r"{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}{\f1\fcharset204 Times;}{\f2\fcharset128 Mincho;}}"


def read(body: str, head: str = FONTS) -> Article:
    return read_rtf(rf"{{\rtf1\ansi\ansicpg1252\uc1{head}{body}}}".encode("latin-1"), "draft.rtf")


def texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"It\tab rained.", "It rained."),
        (r"It\line rained.", "It\nrained."),
        ("It ra\nined.", "It rained."),
        (r"It\~rained.", "It rained."),
        (r"12\_year plan", "12-year plan"),
        (r"mea\-sure", "measure"),
        (r"\ldblquote Yes\rdblquote\emdash 3\endash 4", "“Yes”—3–4"),
        (r"\{a\}\\b", r"{a}\b"),
        (r"caf\'e9 \'80", "café €"),
        ("caf\xe9", "café"),
        (r"\u8217 ?s \u8217\'92s", "’s ’s"),
        (r"{\uc0\u8217}s {\uc2\u8217\'81\'92s}", "’s ’s"),
        (r"\u-10179 ?\u-8704 ?", "😀"),
        (r"\u55357 ?x", "x"),
        (r"{\f1 \'cf\'f0}\'cf", "ПрÏ"),
        (r"{\f2 \'93\'fa\'96\'7b}", "日本"),
        (r"{\f2 \'83\'5c\'83}\par x", "ソ\ufffd\n\nx"),
        (r"A{\v hidden}{\v0 B}", "AB"),
        (r"A{\deleted gone}B{\revised C}", "ABC"),
        (r"A\v hidden\v0 B\v hidden\plain C", "ABC"),
        (r"A{\*\unknown gone}{\*\bkmkstart x}B", "AB"),
        (r"A{\pict\pngblip 89504e47}{\object{\*\objdata 00}{\result B}}", "A"),
        (r"A{\header\pard head\par}{\footer foot}{\footerf foot}B", "AB"),
        (r"{\listtext\tab 1.}An item", "An item"),
        (r"{\upr{ansi}{\*\ud{unicode}}}", "unicode"),
        (
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt In the box.\par}}{\shprslt{In the box.}}}After.",
            "After.\n\nIn the box.",
        ),
        (r"A\pict0 B", "A"),
    ],
)
def test_what_is_text(body: str, text: str) -> None:
    assert read(body).text == text


def test_code_pages() -> None:
    assert read_rtf(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0}", "f").text == "Пр"
    assert read_rtf(rb"{\rtf1\mac caf\'8e}", "f").text == "café"
    assert read_rtf(rb"{\rtf1\ansi\ansicpg99999 \'e9}", "f").text == "é"


def test_paragraphs_by_word_and_by_textedit() -> None:
    assert texts(read("It rained.\\par\nIt snowed.\\\n\\\nIt blew.")) == ["It rained.", "It snowed.", "It blew."]
    assert [block.paragraph for block in read(r"a.\par\par b.").blocks] == [1, 2]


def test_a_deleted_paragraph_end_joins_two() -> None:
    assert texts(read(rf"It {{\deleted\par}}rained.\par {LONG}")) == ["It rained.", LONG]


def test_sections_by_style() -> None:
    head = (
        FONTS
        + r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\sbasedon0 heading 1;}{\s2 Title;}{\s3 caption;}{\*\cs4 x;}}"
    )
    body = rf"\pard\s2 The title\par\pard {LONG}\par\pard\s1 A heading.\par\pard\s3 A harbor.\par\pard\outlinelevel1 Next.\par\pard\ls1 An item\par"
    assert sections(read(body, head)) == [
        ("headline", "The title"), ("lead", LONG), ("heading", "A heading."), ("caption", "A harbor."), ("heading", "Next."),
        ("body", "An item"),
    ]  # fmt: skip


def field(code: str, result: str) -> str:
    return r"{\field{\*\fldinst{" + code + r"}}{\fldrslt{\ul " + result + "}}}"


def test_links() -> None:
    article = read(
        "See " + field('HYPERLINK "https://a.example/x"', "the report") + " on page " + field("PAGEREF x", "7") + "."
    )
    assert article.text == "See the report on page ."
    assert [(link.text, link.href) for link in article.links] == [("the report", "https://a.example/x")]
    cocoa = r'{\field{\*\fldinst{HYPERLINK "https://a.example/\\l p"}}{\fldrslt x}} stays.'
    assert [link.text for link in read(cocoa).links] == ["x"]
    assert read(field(r'HYPERLINK \\l "part2"', "above") + " it.").links == ()
    assert [link.href for link in read("See https://b.example/y.").links] == ["https://b.example/y"]


def test_notes() -> None:
    first = (
        r"{\super\chftn}{\footnote\pard\plain{\super\chftn} A report of "
        + field('HYPERLINK "https://a.example"', "2024")
        + r".\par More.}"
    )
    second = r"{\super\chftn}{\footnote\ftnalt{\super\chftn} An interview.}"
    article = read(f"It rained{first}, it snowed.{second} So.")
    assert article.text.startswith("It rained, it snowed. So.\n\n")
    assert [(n.label, n.kind, n.text) for n in article.notes] == [
        ("1", "footnote", "A report of 2024.\n\nMore."),
        ("i", "endnote", "An interview."),
    ]
    assert [link.text for link in article.links] == ["2024"]


@pytest.mark.parametrize(
    "note",
    [
        r"{\super\chftn}{\*\footnote\chftn\~\plain\pard {\pard \ql Town Hall, p. 3.\par}}",
        r"{\super \loch \chftn{\*\footnote \chftn\pard Town Hall, p. 3.}}",
    ],
    ids=["pandoc", "LibreOffice"],
)
def test_notes_that_other_readers_may_go_without(note: str) -> None:
    article = read(f"It rained{note} in May.")
    assert [(n.label, n.text, n.called) for n in article.notes] == [("1", "Town Hall, p. 3.", True)]


def test_comments() -> None:
    said = r"{\*\atrfstart 0}rained{\*\atrfend 0}{\*\atnid AL}{\*\atnauthor Ann Lee}\chatn{\*\annotation{\*\atnref 0}\pard\plain Source?}"
    article = read(rf"It {said} in May.")
    assert article.text == "It rained in May."
    assert [(n.label, n.text, n.start, n.kind) for n in article.notes] == [("AL1", "Ann Lee: Source?", 9, "comment")]


def test_rows() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    article = read(
        rf"{LONG}\par " + row.format("Kessa", r"12\par days") + row.format("Nordby", "13") + rf"\pard {LONG}\par"
    )
    assert texts(article) == [LONG, "Kessa | 12\ndays", "Nordby | 13", LONG]
    assert texts(read(r"\trowd\cellx1 a\cell b\cell")) == ["a | b"]


def test_properties() -> None:
    info = r"{\info{\title Council votes}{\author Ann Lee}{\operator x}{\creatim\yr2020}}"
    article = read(f"{LONG} {LONG}", FONTS + info)
    assert (article.title, article.byline, article.published) == ("Council votes", ("Ann Lee",), None)


# ---------------------------------------------------------------- what no file can make of it
def problem(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_rtf(data, "draft.rtf")
    assert caught.value.hint
    assert "draft.rtf" in caught.value.message
    return caught.value


def test_no_rtf_empty_and_truncated() -> None:
    assert "no RTF" in problem(b"It rained.").message
    whole = rf"{{\rtf1\ansi{FONTS}It rained{{\b in\par}} May. {field('HYPERLINK x', 'y')}}}".encode()
    for end in range(6, len(whole)):
        assert "ends in its middle" in problem(whole[:end]).message
    assert read_rtf(b"\xef\xbb\xbf \n" + whole + b"\0\n trailing}}", "f").text.startswith("It rainedin")
    with pytest.raises(EmptyInputError):
        read("")


def test_depth_is_bounded() -> None:
    assert "nested more than" in problem(b"{\\rtf1 " + b"{" * 1_000_000 + b"}" * 1_000_001).message


def test_binary_data_is_no_text_and_its_length_may_lie() -> None:
    assert read_rtf(rb"{\rtf1 A{\pict\bin5 }}}}}}B}", "f").text == "AB"
    problem(rb"{\rtf1 A{\pict\bin99999999999 }B}")
    assert read_rtf(rb"{\rtf1 A\bin-5 B}", "f").text == "AB"


@pytest.mark.soak
@pytest.mark.parametrize("piece", [b"\\", b"\\'", b"\\b a\\b0 b", b"\\u8217", b"\xff", b"\\par ", b"{\\v }", b"\\'e9"])
def test_a_megabyte_of_it(piece: bytes) -> None:
    before = time.process_time()
    data = b"{\\rtf1 It rained. " + piece * (size(1_000_000) // len(piece)) + b" }"
    try:
        assert read_rtf(data, "f").text.startswith("It rained.")
    except InputError as error:
        assert "paragraphs" in error.message or "ends" in error.message  # noqa: PT017
    assert time.process_time() - before < size(10)


def test_words_that_nobody_knows_or_with_numbers_out_of_range() -> None:
    assert read(
        r"\nonsense-99 A\u999999999 ?\uc-3\f99\s-1\outlinelevel99\ls-1\fldrslt B\row\cell\ftnalt C"
    ).text.startswith("A")
