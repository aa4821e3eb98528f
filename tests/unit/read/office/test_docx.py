"""What is text in a DOCX file, what its links and notes are laid on, and what no file can make of it."""

from __future__ import annotations

import logging
import time

import pytest

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError, InputError
from claimcheck.read import open_article
from claimcheck.read.office.docx.reader import read_docx
from claimcheck.read.parts import story
from office import STRICT, W, docx, p, part, relations, t, zipped
from soak import size

LONG = "The council met on Monday and voted for the budget, which had been debated for weeks."


def read(body: str, **parts: object) -> Article:
    return read_docx(docx(body, **parts), "draft.docx")  # type: ignore[arg-type]


def texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def links(article: Article) -> list[tuple[str, str]]:
    return [(link.text, link.href) for link in article.links]


def style(name: str, key: str, inner: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inner}</w:style>'


# ---------------------------------------------------------------- runs
@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (t("It ") + t("rained."), "It rained."),
        ("<w:r><w:t>It</w:t><w:tab/><w:t>rained.</w:t></w:r>", "It rained."),
        ("<w:r><w:t>It</w:t><w:br/><w:t>rained.</w:t></w:r>", "It\nrained."),
        ('<w:r><w:t>It</w:t><w:br w:type="page"/><w:t>rained.</w:t></w:r>', "It\nrained."),
        ("<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>year plan</w:t></w:r>", "12-year plan"),
        ("<w:r><w:t>mea</w:t><w:softHyphen/><w:t>sure</w:t></w:r>", "measure"),
        (t("mea\xadsure"), "measure"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/><w:t>3</w:t></w:r>', "±3"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:t>-test</w:t></w:r>', "α-test"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> x</w:t></w:r>', "→ x"),
        ('<w:r><w:sym w:font="Nowhere" w:char="nonsense"/><w:t>x</w:t></w:r>', "x"),
        ('<w:smartTag w:element="place">' + t("Kessa") + "</w:smartTag>" + t(" rained."), "Kessa rained."),
        (
            "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + t("It rained.") + "</w:sdtContent></w:sdt>",
            "It rained.",
        ),
        ('<w:customXml w:element="x">' + t("It rained.") + "</w:customXml>", "It rained."),
        ('<w:bdo w:val="rtl">' + t("مرحبا") + "</w:bdo>", "مرحبا"),
        ("<w:ruby><w:rt>" + t("above") + "</w:rt><w:rubyBase>" + t("base") + "</w:rubyBase></w:ruby>", "base"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>" + t(" holds."), "x=2 holds."),
        ("<w:ins>" + t("It rained.") + "</w:ins>", "It rained."),
        (t("It ") + "<w:del><w:r><w:delText>snowed</w:delText></w:r></w:del>" + t("rained."), "It rained."),
        (
            t("It ") + "<w:moveFrom>" + t("snowed") + "</w:moveFrom><w:moveTo>" + t("rained.") + "</w:moveTo>",
            "It rained.",
        ),
        ("<w:ins><w:del>" + t("gone") + "</w:del></w:ins>" + t("kept"), "kept"),
        (t("A") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", "A"),
        (t("A") + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>B</w:t></w:r>', "AB"),
        (t("A") + "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>B</w:t></w:r>", "AB"),
        (t("A") + "<w:r><w:rPr><w:webHidden/></w:rPr><w:t>B</w:t></w:r>", "AB"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + t("It rained."), "It rained."),
        ("<w:r><w:drawing><wps:docPr descr='a photo'/></w:drawing><w:t>x</w:t></w:r>", "x"),
    ],
)
def test_what_a_run_shows(inner: str, text: str) -> None:
    assert texts(read(p(inner) + p(LONG)))[0] == text


def test_hidden_by_a_style() -> None:
    styles = style("Secret", "s", "<w:rPr><w:vanish/></w:rPr>", "character") + style(
        "Secret too", "t", '<w:basedOn w:val="u"/>'
    )
    styles += style("u", "u", "<w:rPr><w:vanish/></w:rPr>")
    hidden = '<w:r><w:rPr><w:rStyle w:val="s"/></w:rPr><w:t>hidden</w:t></w:r>'
    assert texts(read(p(t("It rained.") + hidden) + p("hidden", "t"), styles=styles)) == ["It rained."]


def test_a_deleted_paragraph_end_joins_two() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    gone = f"<w:p>{deleted}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    assert texts(read(f"<w:p>{deleted}{t('It ')}</w:p>" + p("rained.") + gone + p(LONG))) == ["It rained.", LONG]
    assert texts(read(f"<w:p>{deleted}{t('It rained.')}</w:p>")) == ["It rained."]


def test_an_inserted_paragraph_end_joins_nothing() -> None:
    inserted = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"
    assert texts(read(f"<w:p>{inserted}{t('It rained.')}</w:p>" + p("It snowed."))) == ["It rained.", "It snowed."]


# ---------------------------------------------------------------- fields and links
def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (code[:6], code[6:]))
    return char("begin") + pieces + char("separate") + result + char("end")


def test_a_hyperlink_is_its_relation() -> None:
    body = p(t("See ") + f'<w:hyperlink r:id="r1">{t("the ")}{t("report")}</w:hyperlink>' + t(" of 2024."))
    article = read(body, links={"r1": "https://a.example/report?a=1&amp;b=2"})
    assert links(article) == [("the report", "https://a.example/report?a=1&b=2")]
    assert article.text == "See the report of 2024."


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<w:hyperlink w:anchor="part2">{}</w:hyperlink>', []),
        ('<w:hyperlink r:id="none">{}</w:hyperlink>', []),
        ('<w:hyperlink r:id="m">{}</w:hyperlink>', []),
        ('<w:hyperlink r:id="r1" w:anchor="p2">{}</w:hyperlink>', [("words", "https://a.example/#p2")]),
        (
            '<w:fldSimple w:instr=\'HYPERLINK "https://b.example/" \\o "tip"\'>{}</w:fldSimple>',
            [("words", "https://b.example/")],
        ),
        ("<w:fldSimple w:instr='HYPERLINK \\l \"part2\"'>{}</w:fldSimple>", []),
        ("<w:fldSimple w:instr='REF part2 \\h'>{}</w:fldSimple>", []),
    ],
)
def test_what_is_a_link(inner: str, expected: list[tuple[str, str]]) -> None:
    article = read(
        p(inner.format(t("words")) + t(" stay.")), links={"r1": "https://a.example/", "m": "mailto:a@b.example"}
    )
    assert article.text == "words stay."
    assert links(article) == expected


def test_a_field_of_many_runs() -> None:
    article = read(p(t("See ") + field('HYPERLINK "https://a.example/x" \\l "p"', t("the ") + t("report")) + t(".")))
    assert article.text == "See the report."
    assert links(article) == [("the report", "https://a.example/x#p")]


def test_a_field_in_a_field_and_over_two_paragraphs() -> None:
    nested = field('IF x "', field("MERGEFIELD y", t("inner")) + t("shown"))
    start = field('HYPERLINK "https://a.example/"', t("first")).replace(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""
    )
    article = read(p(nested) + p(start) + p(t("second") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t(" third.")))
    assert article.text == "innershown\n\nfirst\n\nsecond third."
    assert links(article) == [("first", "https://a.example/"), ("second", "https://a.example/")]


def test_text_in_a_field_code_is_none_and_a_page_number_neither() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("code") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(p(code + t("It rained.") + field("PAGE", t("7")))).text == "It rained."


def test_a_field_that_never_ends_hides_no_text() -> None:
    damaged = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r>')
    assert read(damaged + p("It rained.")).text == "It rained."


def test_bare_addresses_are_links_even_of_two_runs() -> None:
    article = read(p(t("Source: https://a.exa") + t("mple/x.") + t(" And so on.")))
    assert links(article) == [("https://a.example/x", "https://a.example/x")]


# ---------------------------------------------------------------- paragraphs
STYLES = (
    style("Normal", "Standard").replace("<w:style ", '<w:style w:default="1" ')
    + style("Title", "Titel")
    + style("heading 1", "berschrift1", '<w:basedOn w:val="Standard"/>')
    + style("heading 2", "Titre2")
    + style("House head", "House", '<w:basedOn w:val="berschrift1"/>')
    + style("Outlined", "Out", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("caption", "Beschriftung")
    + style("toc 1", "Verzeichnis1")
    + style("Byline", "by")
    + style("List Bullet", "lb", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    + style("Circle a", "ca", '<w:basedOn w:val="cb"/>')
    + style("Circle b", "cb", '<w:basedOn w:val="ca"/>')
    + style("HTML Preformatted", "pre")
)


def test_sections_by_style() -> None:
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' + t("An item") + "</w:p>"
    outline = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + t("By its level") + "</w:p>"
    body = (
        p("POLITICS") + p("The title", "Titel") + p("Ann Lee and Bo Ek", "by") + p("Contents 3", "Verzeichnis1") + p(LONG)
        + p("A heading.", "berschrift1") + p("Another.", "Titre2") + p("House.", "House") + p("Outlined.", "Out") + outline
        + p("The harbor.", "Beschriftung") + listed + p("Another item", "lb") + p("x = 1", "pre") + p("A circle.", "ca")
        + p("No such style.", "nowhere") + p("Undefined.", "Heading3")
    )  # fmt: skip
    article = read(body, styles=STYLES)
    assert sections(article) == [
        ("meta", "POLITICS"),
        ("headline", "The title"),
        ("meta", "Ann Lee and Bo Ek"),
        ("lead", LONG),
        ("heading", "A heading."),
        ("heading", "Another."),
        ("heading", "House."),
        ("heading", "Outlined."),
        ("heading", "By its level"),
        ("caption", "The harbor."),
        ("body", "An item"),
        ("body", "Another item"),
        ("code", "x = 1"),
        ("body", "A circle."),
        ("body", "No such style."),
        ("heading", "Undefined."),
    ]
    assert article.title == "The title"
    assert article.byline == ("Ann Lee", "Bo Ek")


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        (p("First.", "Titel") + p("Second.", "berschrift1") + p(LONG), "First."),
        (p("Second.", "berschrift1") + p("First.", "Titel") + p(LONG), "First."),
        (p("Only.", "berschrift1") + p(LONG) + p("Next.", "berschrift1"), "Only."),
        (p("Small.", "Titre2") + p(LONG), "Small."),
        (p(f"{LONG} {LONG}") + p("A chapter.", "berschrift1") + p(LONG), None),
        (p("By its looks") + p(LONG) + p("A chapter.", "berschrift1"), "By its looks"),
    ],
)
def test_headline(body: str, headline: str | None) -> None:
    article = read(body, styles=STYLES)
    assert article.title == headline
    assert [words for section, words in sections(article) if section == "headline"] == ([headline] if headline else [])


def test_paragraphs_are_counted_as_word_counts_them() -> None:
    table = "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>"
    article = read(p("The title", "Titel") + p("") + p(LONG) + table + p(LONG), styles=STYLES)
    assert [block.paragraph for block in article.blocks] == [1, 2, 3, 5]
    assert article.locate(article.blocks[-1].start).paragraph == 5


def test_a_table_of_contents_and_a_placeholder_are_no_text() -> None:
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents += f"<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    empty = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + t("Click here") + "</w:sdtContent></w:sdt>"
    assert texts(read(contents + p(t("It rained.") + empty))) == ["It rained."]


# ---------------------------------------------------------------- tables and boxes
def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_row_is_a_passage() -> None:
    article = read(p(LONG) + "<w:tbl>" + row(p("Kessa"), p("12") + p("(2024)"), p("")) + "</w:tbl>")
    assert texts(article)[1:] == ["Kessa | 12\n(2024)"]


def test_merged_cells_say_it_once() -> None:
    continued = "<w:tcPr><w:vMerge/></w:tcPr>" + p("left over")
    rows = row('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Kessa"), p("12")) + row(continued, p("13"))
    rows += row('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Both of them"))
    assert texts(read(p(LONG) + f"<w:tbl>{rows}</w:tbl>"))[1:] == ["Kessa | 12", "13", "Both of them"]


def test_a_deleted_row_and_cell() -> None:
    rows = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr>"
    rows += row("<w:tcPr><w:cellDel/></w:tcPr>" + p("gone"), p("a"), p("b"))
    assert texts(read(p(LONG) + f"<w:tbl>{rows}</w:tbl>"))[1:] == ["a | b"]


def test_a_table_in_a_table_is_behind_its_row() -> None:
    inner = "<w:tbl>" + row(p("c"), p("d")) + "</w:tbl>" + p("")
    assert texts(read(p(LONG) + "<w:tbl>" + row(p("a"), inner, p("b")) + "</w:tbl>"))[1:] == ["a | b", "c | d"]


def test_a_table_of_one_cell_is_a_frame() -> None:
    article = read("<w:tbl>" + row(p("The title", "Titel") + p(LONG)) + "</w:tbl>", styles=STYLES)
    assert sections(article) == [("headline", "The title"), ("lead", LONG)]


def test_two_hundred_tables_in_one_another() -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert texts(read(opening * 200 + p("deep") + (p("beside") + closing) * 200))[0] == "deep"


BOX = "<w:txbxContent>" + p("It rained 12 times.") + "</w:txbxContent>"


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    both = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
    both += f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert texts(read(p(t("Before ") + both + t("and after.")) + p(LONG))) == [
        "Before and after.",
        "It rained 12 times.",
        LONG,
    ]
    old = f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"
    assert texts(read(p(old) + p(LONG))) == ["It rained 12 times.", LONG]


# ---------------------------------------------------------------- notes
def call(number: int, kind: str = "footnote", inner: str = "/>") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{inner}</w:r>'


NOTES = (
    f'<w:footnote w:type="separator" w:id="-1">{p("----")}</w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + t(" Second report, p. 3."))}{p("More of it.")}</w:footnote>'
    f'<w:footnote w:id="1">{p("First report.")}</w:footnote>'
    f'<w:footnote w:id="3">{p(t("*") + t(" Of its own."))}</w:footnote>'
    f'<w:footnote w:id="9">{p("Nobody calls it.")}</w:footnote>'
)


def test_footnotes() -> None:
    own = ' w:customMarkFollows="1"/><w:t>*</w:t>'
    article = read(
        p(t("It rained") + call(2) + t(", it snowed.") + call(1) + t(" So") + call(3, inner=own) + t(".")),
        footnotes=NOTES,
    )
    assert texts(article) == [
        "It rained, it snowed. So.",
        "Second report, p. 3.",
        "More of it.",
        "First report.",
        "Of its own.",
    ]
    assert [(n.label, n.start, n.text) for n in article.notes] == [
        ("1", 9, "Second report, p. 3.\n\nMore of it."),
        ("2", 21, "First report."),
        ("*", 24, "Of its own."),
    ]
    assert {block.section for block in article.blocks[1:]} == {"footnote"}


def test_endnotes_have_their_own_numbers_and_links() -> None:
    endnotes = f'<w:endnote w:id="1">{p(t("See ") + f"""<w:hyperlink r:id="r7">{t("it")}</w:hyperlink>""" + t("."))}</w:endnote>'
    more = {"word/_rels/endnotes.xml.rels": relations({"r7": "https://e.example/"})}
    body = p(t("It rained.") + call(1) + call(1, "endnote"))
    article = read(body, footnotes=f'<w:footnote w:id="1">{p("A report.")}</w:footnote>', endnotes=endnotes, more=more)
    assert [(n.label, n.kind, n.text) for n in article.notes] == [
        ("1", "footnote", "A report."),
        ("i", "endnote", "See it."),
    ]
    assert links(article) == [("it", "https://e.example/")]


def test_a_call_in_deleted_text_is_none_and_a_missing_part_leaves_the_mark() -> None:
    gone = "<w:del>" + call(1) + "</w:del>"
    article = read(p(t("It rained.") + gone + call(2)))
    assert [(n.label, n.text) for n in article.notes] == [("1", "")]


def test_typed_notes_are_notes() -> None:
    article = read(p("It rained for 12 days in May.[1] Then it snowed.") + p("[1] Weather office, report, 2024."))
    assert [(n.label, n.text) for n in article.notes] == [("1", "Weather office, report, 2024.")]
    assert article.text.startswith("It rained for 12 days in May. Then")


COMMENTS = (
    f'<w:comment w:id="0" w:author="Ann Lee" w:initials="AL"><w:p w14:paraId="0A">{t("Source?")}</w:p></w:comment>'
    f'<w:comment w:id="1" w:author="Bo Ek"><w:p w14:paraId="0B">{t("The report.")}</w:p></w:comment>'
)


def commented(words: str, number: int) -> str:
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{t(words)}{end}'


def test_comments_are_notes_where_their_range_ends() -> None:
    article = read(
        p(t("It ") + commented("rained", 0) + t(" in May.") + commented(" Then", 1) + t(" it snowed.")),
        comments=COMMENTS,
    )
    assert texts(article) == ["It rained in May. Then it snowed."]
    assert [(n.label, n.kind, n.text, n.body) for n in article.notes] == [
        ("AL1", "comment", "Ann Lee: Source?", None),
        ("BE2", "comment", "Bo Ek: The report.", None),
    ]
    assert [article.text[: n.start].split()[-1] for n in article.notes] == ["rained", "Then"]


def test_replies_are_in_their_thread() -> None:
    threads = '<w15:commentEx w15:paraId="0A"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
    body = p(t("It ") + commented("rained", 0) + commented("", 1) + t(" in May."))
    article = read(body, comments=COMMENTS, commentsExtended=threads)
    assert [(n.label, n.text) for n in article.notes] == [("AL1", "Ann Lee: Source?\nBo Ek: The report.")]


def test_a_range_that_ends_with_its_paragraph() -> None:
    start = p('<w:commentRangeStart w:id="0"/>' + t("It rained in May."))
    end = '<w:commentRangeEnd w:id="0"/>'
    for behind in (p(end + t("Then it snowed.")), end + p("Then it snowed."), p(end) + p("Then it snowed.")):
        article = read(start + behind, comments=COMMENTS)
        assert [n.start for n in article.notes] == [len("It rained in May.")]


def test_a_comment_without_a_range_and_one_at_a_point() -> None:
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    assert read(p(t("It rained.") + reference), comments=COMMENTS).notes[0].start == len("It rained.")
    point = '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>'
    assert read(p("Before.") + p(point + t("It rained.")), comments=COMMENTS).notes[0].start == len("Before.\n\n")


def test_a_link_in_a_comment_is_written_out() -> None:
    link = f'<w:hyperlink r:id="r1">{t("it")}</w:hyperlink>'
    comments = f'<w:comment w:id="0" w:author="Ann Lee">{p(t("See ") + link + t("."))}</w:comment>'
    more = {"word/_rels/comments.xml.rels": relations({"r1": "https://c.example/"})}
    article = read(p(commented("It rained.", 0)), comments=comments, more=more)
    assert article.notes[0].text == "Ann Lee: See it (https://c.example/)."
    assert article.links == ()


# ---------------------------------------------------------------- properties
def core(title: str, creator: str) -> dict[str, str]:
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    inner = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
    dates = "<dcterms:created>2024-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-01-02T00:00:00Z</dcterms:modified>"
    spaces = f'xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    return {"docProps/core.xml": f"<cp:coreProperties {spaces}>{inner}{dates}</cp:coreProperties>"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Council votes for budget", "Council votes for budget"),
        ("Document1", None),
        ("Microsoft Word - budget_v3.docx", None),
        ("budget_v3.docx", None),
        ("Untitled document", None),
        ("New Microsoft Word Document", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_title_that_a_program_made_up_is_none(title: str, expected: str | None) -> None:
    assert read(p(LONG), more=core(title, "")).title == expected


def test_the_documents_own_title_comes_first() -> None:
    assert read(p("The title", "Title") + p(LONG), more=core("Another", "")).title == "The title"


@pytest.mark.parametrize(
    ("creator", "byline"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee;Bo van Ek", ("Ann Lee", "Bo van Ek")),
        ("annlee", ()),
        ("python-docx", ()),
        ("Microsoft Office User", ()),
        ("News Desk", ()),
        ("", ()),
    ],
)
def test_a_creator_is_an_author_where_it_is_a_persons_name(creator: str, byline: tuple[str, ...]) -> None:
    assert read(p(LONG), more=core("", creator)).byline == byline
    assert read(p("Council votes") + p("By Bo Ek") + p(LONG), more=core("", creator)).byline == ("Bo Ek",)


def test_a_drafts_dates_are_no_publication() -> None:
    article = read(p(LONG), more=core("", ""))
    assert (article.published, article.modified) == (None, None)


def test_a_property_or_the_dateline_names_the_day() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="Publication date">'
        "<vt:filetime>2026-03-04T00:00:00Z</vt:filetime></property></Properties>"
    )
    rels = relations({}, {"officeDocument": "word/document.xml", "custom-properties": "docProps/custom.xml"})
    more = {"docProps/custom.xml": custom, "_rels/.rels": rels}
    assert read(p(LONG), more=more).published == "2026-03-04"
    assert read(p("Council votes") + p(f"KESSA, March 5, 2026 — {LONG}")).published == "2026-03-05"


# ---------------------------------------------------------------- in the manner of other programs
def test_google_docs() -> None:
    styles = style("Normal", "Normal").replace("<w:style ", '<w:style w:default="1" ') + style("Title", "Title")
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/><w:rPr/></w:pPr><w:bookmarkStart w:id="0" w:name="_x"/><w:bookmarkEnd w:id="0"/>'
        '<w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">The title</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:rPr/></w:pPr>{t("It ")}<w:hyperlink r:id="rId6">{t("rained")}</w:hyperlink>{t(" for 12 days in May.")}'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="0" w:id="0"/></w:r></w:p>'
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    footnotes = f'<w:footnote w:id="0">{p(mark + t(" A report."))}</w:footnote>'
    article = read(body, styles=styles, footnotes=footnotes, links={"rId6": "https://a.example/"})
    assert texts(article) == ["The title", "It rained for 12 days in May.", "A report."]
    assert [n.label for n in article.notes] == ["1"]


def test_libreoffice() -> None:
    """LibreOffice closes a link's field in a run with text, and numbers its relations by words."""
    body = p("The title", "Title") + p(
        '<w:hyperlink r:id="rId2"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>rain</w:t></w:r></w:hyperlink>'
        '<w:r><w:rPr></w:rPr><w:t xml:space="preserve"> fell for 12 days in </w:t><w:tab/><w:t>May.</w:t></w:r>',
        "TextBody",
    )
    styles = (
        style("Heading", "Heading")
        + style("Title", "Title", '<w:basedOn w:val="Heading"/>')
        + style("Body Text", "TextBody")
    )
    article = read(body, styles=styles, links={"rId2": "https://a.example/"})
    assert sections(article) == [("headline", "The title"), ("lead", "rain fell for 12 days in May.")]


def test_strict_documents() -> None:
    data = docx(p("The title", "Title") + p(t("It ") + f'<w:hyperlink r:id="r1">{t("rained")}</w:hyperlink>' + t(".")))
    strict = part("w:document", "<w:body>{}</w:body>").replace(W, STRICT)
    strict = strict.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ).format(p("The title", "Title") + p(t("It ") + f'<w:hyperlink r:id="r1">{t("rained")}</w:hyperlink>' + t(".")))
    rels = relations({"r1": "https://a.example/"}).replace(
        "schemas.openxmlformats.org/officeDocument/2006/relationships/",
        "purl.oclc.org/ooxml/officeDocument/relationships/",
    )
    article = read_docx(zipped({"word/document.xml": strict, "word/_rels/document.xml.rels": rels}), "f.docx")
    assert article.text == read_docx(data, "f.docx").text
    assert links(article) == [("rained", "https://a.example/")]


def test_a_main_part_of_another_name() -> None:
    rels = relations({}, {"officeDocument": "/word/document2.xml"})
    document = part("w:document", f"<w:body>{p('It rained.')}</w:body>")
    assert read_docx(zipped({"_rels/.rels": rels, "word/document2.xml": document}), "f.docx").text == "It rained."


# ---------------------------------------------------------------- what no file can make of it
def problem(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_docx(data, "draft.docx")
    assert caught.value.hint
    assert "draft.docx" in caught.value.message
    assert "\n" not in caught.value.message
    return caught.value


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BODY = "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE d [<!ENTITY a0 "ha">{ENTITIES}]><w:document xmlns:w="{W}">{BODY}</w:document>',
        f'<!DOCTYPE d [<!ENTITY a11 SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}">{BODY}</w:document>',
        f'<!DOCTYPE d [<!ENTITY % a11 SYSTEM "http://127.0.0.1:9/x">%a11;]><w:document xmlns:w="{W}">{BODY}</w:document>',
    ],
)
def test_entities_are_refused(document: str) -> None:
    assert "entities" in problem(zipped({"word/document.xml": document})).message


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "word/footnotes.xml", "word/_rels/document.xml.rels", "docProps/core.xml"]
)
def test_entities_are_refused_in_every_part(name: str) -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY a0 "ha">{ENTITIES}]><d>&a11;</d>'
    assert "entities" in problem(docx(p("It rained."), more={name: bomb})).message


def test_a_document_that_unpacks_to_ten_million_characters_is_refused_before_its_text_is_made() -> None:
    before = time.process_time()
    assert "60,000,000 characters" in problem(docx(p("ship " * 3000) * 4000)).message
    assert time.process_time() - before < 10  # a second; it took 36


def test_an_external_dtd_is_not_looked_at() -> None:
    document = f'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><w:document xmlns:w="{W}">{p("It rained.")}</w:document>'
    assert read_docx(zipped({"word/document.xml": document}), "f").text == "It rained."


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<w:document", "damaged"),
        ("", "damaged"),
        (f'<w:document xmlns:w="{W}"><w:p></w:document>', "damaged"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "damaged"),
        ("<a/>", "holds no text"),
    ],
)
def test_malformed_parts(document: str, message: str) -> None:
    assert message in problem(zipped({"word/document.xml": document})).message


def test_missing_parts() -> None:
    assert "has no word/document.xml" in problem(zipped({"[Content_Types].xml": ""})).message
    only = {"word/document.xml": part("w:document", f"<w:body>{p(t('It rained.') + call(1))}</w:body>")}
    assert read_docx(zipped(only), "f").text == "It rained."


def test_relations_that_lead_outside() -> None:
    rels = relations({"r1": "file:///etc/passwd"}, {"styles": "../../../etc/passwd", "footnotes": "/../x.xml"})
    article = read_docx(
        docx(p(f'<w:hyperlink r:id="r1">{t("It rained.")}</w:hyperlink>'), more={"word/_rels/document.xml.rels": rels}),
        "f",
    )
    assert links(article) == [("It rained.", "file:///etc/passwd")]  # a name, never opened


def test_no_text() -> None:
    for body in ("", p(""), p("<w:r><w:drawing/></w:r>"), p("  ")):
        with pytest.raises(EmptyInputError, match="holds no text"):
            read_docx(docx(body), "draft.docx")


def test_truncated_anywhere() -> None:
    whole = docx(p(LONG) * 20, styles=STYLES, footnotes=NOTES)
    for end in range(0, len(whole), 31):
        problem(whole[:end])


def test_a_part_cut_anywhere() -> None:
    document = part(
        "w:document", f"<w:body>{p(t(LONG) + call(1))}{'<w:tbl>' + row(p('a'), p('b')) + '</w:tbl>'}</w:body>"
    )
    for end in range(0, len(document), 7):
        problem(zipped({"word/document.xml": document[:end]}))


def test_depth_is_bounded() -> None:
    assert "nested more than 2,000 deep" in problem(docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)).message


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MOST_DRAFTS", 3_000)
    assert "when unpacked" in problem(docx("<w:p>" + " " * 2**26 + "</w:p>")).message
    assert "3,000 paragraphs" in problem(docx(p("It rained.") * 3_100)).message


@pytest.mark.soak
def test_megabytes_of_one_paragraph() -> None:
    words = "It rained for 12 days in May. " * size(120_000)
    assert len(read(p(words)).text) == len(words) - 1


@pytest.mark.soak
def test_a_large_document_in_bounded_time() -> None:
    called, paragraphs = size(1000), size(20_000)
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"Report {n}.")}</w:footnote>' for n in range(1, called + 1))
    body = "".join(p(t("It rained in May.") + (call(n) if n <= called else "")) for n in range(1, paragraphs + 1))
    before = time.process_time()
    article = read(body, footnotes=notes)
    assert time.process_time() - before < size(10)  # 0.9 s on one core of 2020; 100,000 paragraphs take 4
    assert len(article.notes) == called
    assert article.notes[-1].text == f"Report {called}."
    assert len(article.blocks) == paragraphs + called


def test_styles_in_a_long_circle() -> None:
    styles = "".join(style(f"x{n}", f"s{n}", f'<w:basedOn w:val="s{(n + 1) % 5000}"/>') for n in range(5000))
    before = time.process_time()
    read("".join(p("It rained.", f"s{n}") for n in range(5000)), styles=styles)
    assert time.process_time() - before < 5


def test_a_macro_document_and_a_wrong_suffix(tmp_path: object) -> None:
    from pathlib import Path

    for name in ("a.docm", "a.txt", "a.odt", "noname"):
        path = Path(str(tmp_path)) / name
        path.write_bytes(docx(p("It rained.")))
        assert open_article(path).media_type.endswith("wordprocessingml.document")


def test_nothing_is_logged_or_warned(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read(p(LONG), styles=STYLES, footnotes=NOTES)
    assert not caplog.records
