"""What is text in an ODT file, what its links and notes are laid on, and what no file can make of it."""

from __future__ import annotations

import time

import pytest

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError, InputError
from claimcheck.read.office.odt.reader import read_odt
from office import odt, zipped

LONG = "The council met on Monday and voted for the budget, which had been debated for weeks."


def read(body: str, **parts: str) -> Article:
    return read_odt(odt(body, **parts), "draft.odt")


def texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def p(inner: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


HIDDEN = '<style:style style:name="{}" style:family="{}"><style:text-properties text:display="none"/></style:style>'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("It<text:s/>rained.", "It rained."),
        ('It<text:s text:c="5"/>rained.', "It rained."),
        ('It<text:s text:c="99999999999"/>rained.', "It rained."),
        ("It<text:tab/>rained.", "It rained."),
        ("It<text:line-break/>rained.", "It\nrained."),
        ("It <text:soft-page-break/>rained.", "It rained."),
        ("mea\xadsure", "measure"),
        ("<text:span>It</text:span> rained.", "It rained."),
        ('It <text:change text:change-id="1"/>rained.', "It rained."),
        ("It <text:change-start/>rained<text:change-end/>.", "It rained."),
        ('It<text:span text:style-name="T1"> has<text:span> not</text:span></text:span> rained.', "It rained."),
        ("It rained.<text:hidden-text>TK</text:hidden-text>", "It rained."),
        ("It rained.<text:page-number>3</text:page-number>", "It rained."),
        ("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>", "base"),
        ("<draw:frame><draw:image/><svg:title>alt</svg:title></draw:frame>It rained.", "It rained."),
        ("<text:bookmark-start/>It<text:bookmark-end/> rained.", "It rained."),
    ],
)
def test_what_a_paragraph_shows(inner: str, text: str) -> None:
    assert texts(read(p(inner) + p(LONG), automatic=HIDDEN.format("T1", "text")))[0] == text


OBJECT = '<draw:frame><draw:object xlink:href="./Object {}"/><draw:image/></draw:frame>'
SAYS = f"Losses of {OBJECT.format(1)} tonnes{OBJECT.format(2)}."


def math(inner: str) -> str:
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inner}</math>'


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<msup><mn>10</mn><mn>6</mn></msup>", "10⁶"),
        ("<msubsup><mi>x</mi><mn>2</mn><mrow><mo>-</mo><mn>3</mn></mrow></msubsup>", "x₂⁻³"),
        ("<mn>5</mn><mfrac><mn>1</mn><mrow><mn>3</mn><mi>k</mi></mrow></mfrac>", "5 1/3k"),
        ("<mfrac><msup><mn>10</mn><mn>6</mn></msup><mn>7</mn></mfrac>", "10⁶/7"),
        ("<semantics><mrow><mn>40</mn></mrow><annotation>over 40</annotation></semantics>", "40"),
    ],
)
def test_a_formula_is_read_where_it_stands(formula: str, text: str) -> None:
    article = read(p(SAYS) + p(LONG), embedded=math(formula))
    assert " ".join(texts(article)[0].split()) == f"Losses of {text} tonnes."


def test_an_object_that_is_no_formula_says_nothing() -> None:
    chart = '<chart xmlns="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><p>40</p></chart>'
    assert texts(read(p(SAYS) + p(LONG), embedded=chart))[0] == "Losses of tonnes."


def test_a_formula_that_is_shown_thousands_of_times_is_unpacked_within_the_bound_of_all() -> None:
    body = p(LONG) + p(OBJECT.format(1) * 300)
    with pytest.raises(InputError, match="MiB of text when unpacked"):
        read(body, embedded=math("<mn>1</mn>" + " " * 250_000))


def test_what_is_no_text_of_the_document() -> None:
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('gone')}</text:deletion></text:changed-region>"
    )
    body = changes + "</text:tracked-changes>" + f"<text:table-of-content>{p('Contents')}</text:table-of-content>"
    body += f'<text:section text:display="none">{p("hidden")}</text:section>' + p("hidden", "P9")
    assert texts(read(body + p("It rained."), automatic=HIDDEN.format("P9", "paragraph"))) == ["It rained."]


def test_sections_by_style() -> None:
    styles = (
        '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"/>'
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
        '<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>'
        '<style:style style:name="Kop" style:family="paragraph" style:default-outline-level="3"/>'
    )
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P3"/>'
        '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="P2"/>'
    )
    listed = f"<text:list><text:list-item>{p('An item')}</text:list-item></text:list>"
    body = (
        p("The title", "Title")
        + p(LONG)
        + p("A heading.", "P1")
        + p("A third.", "Kop")
        + p("A harbor.", "Illustration")
    )
    body += '<text:h text:outline-level="1">A first.</text:h>' + listed + p("A circle.", "P2")
    assert sections(read(body, styles=styles, automatic=automatic)) == [
        ("headline", "The title"),
        ("lead", LONG),
        ("heading", "A heading."),
        ("heading", "A third."),
        ("caption", "A harbor."),
        ("heading", "A first."),
        ("body", "An item"),
        ("body", "A circle."),
    ]


def test_rows_cells_and_boxes() -> None:
    cells = "".join(f"<table:table-cell>{p(words)}</table:table-cell>" for words in ("Kessa", "12"))
    covered = f"<table:covered-table-cell>{p('covered')}</table:covered-table-cell>"
    nested = (
        f"<table:table-cell><table:table><table:table-row>{cells}</table:table-row></table:table></table:table-cell>"
    )
    table = f"<table:table><table:table-row>{cells}{covered}</table:table-row><table:table-row>{cells}{nested}</table:table-row></table:table>"
    box = f"<draw:frame><draw:text-box>{p('In the box.')}</draw:text-box></draw:frame>"
    assert texts(read(p(f"Before {box}and after.") + table)) == [
        "Before and after.", "In the box.", "Kessa | 12", "Kessa | 12", "Kessa | 12",
    ]  # fmt: skip


def test_links() -> None:
    link = '<text:a xlink:href="{}">{}</text:a>'
    article = read(
        p(
            "See "
            + link.format("https://a.example/", "<text:span>the</text:span> report")
            + link.format("#p2", " above")
            + "."
        )
    )
    assert article.text == "See the report above."
    assert [(one.text, one.href) for one in article.links] == [("the report", "https://a.example/")]


def note(words: str, mark: str, kind: str = "footnote") -> str:
    body = f"<text:note-body>\n{p(words)}\n</text:note-body>"
    return f'<text:note text:note-class="{kind}">\n<text:note-citation>{mark}</text:note-citation>{body}</text:note>'


def test_notes() -> None:
    link = '<text:a xlink:href="https://e.example/">the letter</text:a>'
    inner = "It rained" + note("A report.", "1") + ", it snowed" + note(f"See {link}.", "i", "endnote") + "."
    article = read(p(f'<text:a xlink:href="https://a.example/">{inner}</text:a>'))
    assert texts(article) == ["It rained, it snowed.", "A report.", "See the letter."]
    assert [(n.label, n.kind, n.text) for n in article.notes] == [
        ("1", "footnote", "A report."),
        ("i", "endnote", "See the letter."),
    ]
    assert [one.text for one in article.links] == ["It rained, it snowed.", "the letter"]


def comment(words: str, name: str = "", more: str = "") -> str:
    said = f"<dc:creator>Ann Lee</dc:creator><dc:date>2026-03-17T10:00:00</dc:date>{p(words)}"
    return f"<office:annotation{f' office:name={name!r}' if name else ''}{more}>{said}</office:annotation>"


def test_comments() -> None:
    body = p(
        "It "
        + comment("Source?", "c1")
        + "rained"
        + '<office:annotation-end office:name="c1"/>'
        + " in May."
        + comment("When?")
    )
    article = read(body)
    assert texts(article) == ["It rained in May."]
    assert [(n.label, n.text, n.start) for n in article.notes] == [
        ("AL1", "Ann Lee: Source?", 9),
        ("AL2", "Ann Lee: When?", 17),
    ]


def test_a_comment_over_two_paragraphs_and_a_reply() -> None:
    reply = comment("In the report.", "c2", " loext:parent-name='c1'")
    article = read(
        p("It " + comment("Source?", "c1") + "rained.") + p('In May.<office:annotation-end office:name="c1"/>' + reply)
    )
    assert [(n.label, n.text, n.start) for n in article.notes] == [
        ("AL1", "Ann Lee: Source?\nAnn Lee: In the report.", 19)
    ]


def test_properties() -> None:
    meta = "<dc:title>Council votes</dc:title><dc:creator>Bo Ek</dc:creator><meta:initial-creator>Ann Lee</meta:initial-creator>"
    meta += (
        '<dc:date>2026-01-01T00:00:00</dc:date><meta:user-defined meta:name="Published">2026-03-04</meta:user-defined>'
    )
    article = read(p(f"{LONG} {LONG}"), meta=meta)
    assert (article.title, article.byline, article.published) == ("Council votes", ("Ann Lee",), "2026-03-04")
    assert read(p(LONG), meta=meta.split("<dc:date>")[0]).published is None


# ---------------------------------------------------------------- what no file can make of it
def problem(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_odt(data, "draft.odt")
    assert caught.value.hint
    assert "draft.odt" in caught.value.message
    return caught.value


def test_encrypted() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    manifest = f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>'
    error = problem(odt(p("x"), manifest=manifest))
    assert "encrypted" in error.message
    assert "without a password" in error.hint


def test_an_old_manifest_names_a_dtd_that_is_not_looked_at() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<!DOCTYPE manifest:manifest PUBLIC "-//x//" "Manifest.dtd"><manifest:manifest xmlns:manifest="{space}"/>'
    )
    assert read(p("It rained."), manifest=manifest).text == "It rained."


def test_entities_depth_and_size() -> None:
    assert "entities" in problem(zipped({"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})).message
    assert "nested more than" in problem(odt("<text:section>" * 100_000 + "</text:section>" * 100_000)).message
    assert "when unpacked" in problem(odt(p(" " * 2**26))).message


def test_missing_truncated_malformed_and_empty() -> None:
    assert "no content.xml" in problem(zipped({"mimetype": "application/vnd.oasis.opendocument.text"})).message
    assert "damaged" in problem(zipped({"content.xml": "<x>"})).message
    whole = odt(p(LONG))
    for end in range(0, len(whole), 29):
        problem(whole[:end])
    with pytest.raises(EmptyInputError):
        read("")


def test_styles_in_a_long_circle() -> None:
    automatic = "".join(
        f'<style:style style:name="s{n}" style:family="paragraph" style:parent-style-name="s{(n + 1) % 5000}"/>'
        for n in range(5000)
    )
    before = time.process_time()
    read("".join(p("It rained.", f"s{n}") for n in range(5000)), automatic=automatic)
    assert time.process_time() - before < 5
