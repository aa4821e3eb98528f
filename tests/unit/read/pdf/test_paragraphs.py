"""From lines to paragraphs, runs, notes and sections, with lines built by hand."""

from __future__ import annotations

import pytest

from claimcheck.read.parts.composing import Passage, Run, compose
from claimcheck.read.pdf.child.file import Area
from claimcheck.read.pdf.layout import CELL_LINE, Region
from claimcheck.read.pdf.notes import Labels, endnotes, labelled, marks, split
from claimcheck.read.pdf.paragraphs import LaidParagraph, joined, paragraphs_of
from claimcheck.read.pdf.sections import date_in, sectioned
from claimcheck.read.pdf.spans import Line, TypeSpan
from claimcheck.read.pdf.text import runs_of, seam, vocabulary

WIDTH = 5.0  # of a character


def line(
    text: str, *, left: float = 0.0, base: float = 700.0, size: float = 10.0, bold: bool = False, page: int = 1
) -> Line:
    span = TypeSpan(text, left, left + WIDTH * len(text), base, size, bold)
    return Line((span,), span.left, span.right, base, size, bold, page)


def with_mark(text: str, mark: str, rest: str = "", *, base: float = 700.0, page: int = 1) -> Line:
    """Return a line with a raised mark behind its text."""
    plain = line(text, base=base, page=page)
    raised = TypeSpan(mark, plain.right, plain.right + 3, base + 4, 6.0)
    behind = TypeSpan(rest, plain.right + 3, plain.right + 3 + WIDTH * len(rest), base, 10.0)
    return plain._replace(spans=(*plain.spans, raised, *((behind,) if rest else ())))


def column(*texts: str, top: float = 700.0, leading: float = 12.0, size: float = 10.0, page: int = 1) -> list[Line]:
    """Return lines below each other; one that starts with `>` is indented, an empty one is a gap."""
    made = []
    for number, text in enumerate(texts):
        if text:
            left = 12.0 if text.startswith(">") else 0.0
            made.append(line(text.lstrip(">"), left=left, base=top - leading * number, size=size, page=page))
    return made


def paragraphs(lines: list[Line], *, body: float = 10.0) -> list[str]:
    return [one.text for one in paragraphs_of(Region(tuple(lines)), body=body)]


FULL = "the council of the town voted on Monday"
ALSO = "for a fee that is three percent higher"


def test_lines_that_are_full_are_one_paragraph() -> None:
    assert paragraphs(column(FULL, ALSO, "than before.")) == [f"{FULL} {ALSO} than before."]


def test_a_gap_ends_a_paragraph() -> None:
    assert paragraphs(column(FULL, ALSO, "", FULL, ALSO)) == [f"{FULL} {ALSO}", f"{FULL} {ALSO}"]


def test_an_indent_opens_a_paragraph() -> None:
    assert len(paragraphs(column(FULL, ALSO, f">{ALSO}", FULL))) == 2


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert len(paragraphs(column(FULL, "than before.", FULL, ALSO))) == 2


def test_a_short_line_goes_on_where_the_next_word_had_no_room() -> None:
    assert len(paragraphs(column(FULL, "that it will hold until", "constitutionally-required", ALSO))) == 1


def test_other_type_is_another_paragraph() -> None:
    heading = line("What it costs", base=688, size=12.0)
    assert len(paragraphs([*column(FULL), heading, *column(FULL, ALSO, top=674)])) == 3


def test_a_bold_line_of_its_own_is_a_heading() -> None:
    lines = [*column(FULL, "before."), line("What it costs", base=676, bold=True), *column(FULL, ALSO, top=664)]
    assert len(paragraphs(lines)) == 3


def test_a_headline_is_broken_by_sense() -> None:
    lines = [line("Town fees rise", size=24, base=700), line("again, for the third time in a year", size=24, base=672)]
    assert len(paragraphs(lines)) == 1


def test_items_of_a_list_are_apart_and_hang() -> None:
    lines = column(
        "1. The fee for boats is three percent up", ">and will stay so.", "2. The fee for trucks is not", ">known."
    )
    assert len(paragraphs(lines)) == 2


def test_rows_of_a_table_are_apart() -> None:
    region = Region((line("a | 1"), line("b | 2", base=690)), table=True)
    assert [one.text for one in paragraphs_of(region, body=10.0)] == ["a | 1", "b | 2"]


def made(*regions: list[Line]) -> list[LaidParagraph]:
    return [one for lines in regions for one in paragraphs_of(Region(tuple(lines)), body=10.0)]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    found = joined(made(column(FULL, ALSO), column("than before.", "", FULL, ALSO, page=2)), body=10.0)
    assert [one.text for one in found] == [f"{FULL} {ALSO} than before.", f"{FULL} {ALSO}"]
    assert [part.page for part in found[0].lines] == [1, 1, 2]


def test_what_stands_between_the_parts_is_moved_behind_them() -> None:
    caption = line("Boats at the pier on Tuesday", size=8.0, page=2)
    found = joined(made(column(FULL, ALSO), [caption], column("than before.", page=2)), body=10.0)
    assert [one.text[:5] for one in found] == ["the c", "Boats"]


@pytest.mark.parametrize(
    ("last", "first", "parts"),
    [
        ("for a fee that is three percent higher.", "The council voted", 2),
        ("for a fee that is three percent higher", "Council of Towns says so", 1),
        ("for a fee that is set by the govern-", "ment of the county", 1),
        ("said so.", "the council voted", 2),
        ("said the head of", "Town Hall", 2),
        ("for a fee that is three percent higher", "• an item of a list", 2),
    ],
)
def test_only_what_is_unfinished_goes_on(last: str, first: str, parts: int) -> None:
    assert len(joined(made(column(FULL, last), column(first, FULL, page=2)), body=10.0)) == parts


def test_where_paragraphs_are_indented_one_that_is_not_goes_on_behind_a_full_stop() -> None:
    pages = made(
        column(f">{FULL}", ALSO, f">{FULL}", "fee that is three percent higher, it is."),
        column(FULL, ALSO, f">{FULL}", page=2),
    )
    assert len(joined(pages, body=10.0)) == 3


def test_a_heading_ends_what_comes_before() -> None:
    heading = line("What it costs", size=14.0, page=2)
    assert len(joined(made(column(FULL, ALSO), [heading], column("than before.", page=2)), body=10.0)) == 3


WORDS = frozenset({"government", "long-term", "offshore"})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the govern-", "ment said", "the government said"),
        ("a long-", "term plan", "a long-term plan"),
        ("an off-", "shore farm", "an offshore farm"),
        ("the well-", "known one", "the well-known one"),
        ("aged 18-", "24 years", "aged 18-24 years"),
        ("the Anglo-", "Norse pact", "the Anglo-Norse pact"),
        ("twenty-", "five boats", "twenty-five boats"),
        ("on-", "ly three", "only three"),
        ("three-year-", "old boats", "three-year-old boats"),
        ("of soft\u00ad", "ware", "of software"),
        ("he said —", "and left", "he said — and left"),
        ("he said—", "and left", "he said—and left"),
        ("2019–", "2024", "2019–2024"),
        ("and/", "or", "and/or"),
        ("https://a.example/fee-", "report is", "https://a.example/fee-report is"),
        ("rose.", "Then", "rose. Then"),
    ],
)
def test_what_a_lines_end_parts(before: str, after: str, expected: str) -> None:
    cut, gap = seam(before, after, words=WORDS)
    assert (before[:-1] if cut else before) + gap + after == expected


def test_a_link_says_that_its_address_goes_on() -> None:
    assert seam("see a.example/fees", "of/2026 now", words=WORDS, href="https://a.example/feesof/2026") == (False, "")


def test_the_vocabulary_leaves_out_what_a_lines_end_parts() -> None:
    found = vocabulary([line("The govern-"), line("ment is long-term")])
    assert {"the", "is", "long-term"} <= found
    assert not {"govern", "ment"} & found


def text(*lines: Line, labels: Labels | None = None) -> str:
    runs = runs_of(LaidParagraph(lines), labels or Labels(), vocabulary(lines))
    return "".join(f"^{run.note}^" if run.note else run.text for run in runs)


def noted(*labels: str) -> Labels:
    known = Labels()
    for label in labels:
        known.add(label, page=line("A source.").page)
    return known


@pytest.mark.parametrize(
    ("words", "mark", "expected"),
    [
        ("rose by 3 percent.", "1", "rose by 3 percent.^1^"),
        ("rose by 3 percent.", "1,2", "rose by 3 percent.^1^^2^"),
        ("rose by 3 percent.", "12", "rose by 3 percent.^1^^2^"),
        ("a lake of 12 km", "2", "a lake of 12 km²"),
        ("a tank of 12 m", "3", "a tank of 12 m³"),
        ("a cube of ice", "3", "a cube of ice^3^"),
        ("a tank of 12 m", "1", "a tank of 12 m^1^"),
        ("a power of ten", "9", "a power of ten⁹"),
        ("rose in 2019", "1", "rose in 2019^1^"),
        ("less than 2", "3", "less than 2³"),  # the first two notes are called first
        ("less than 2", "12", "less than 2¹²"),
        ("a note of x", "31", "a note of x³¹"),
        ("on the 4", "th", "on the 4th"),
    ],
)
def test_a_raised_number_calls_its_note(words: str, mark: str, expected: str) -> None:
    assert text(with_mark(words, mark), labels=noted("1", "2", "3")) == expected


def test_raised_figures_beside_a_raised_sign_are_an_exponent() -> None:
    plain = with_mark("a rate of z", "-")
    exponent = plain.spans[-1]._replace(text="1", left=plain.spans[-1].right, right=plain.spans[-1].right + 3)
    assert text(plain._replace(spans=(*plain.spans, exponent)), labels=noted("1")) == "a rate of z⁻¹"


def test_a_raised_mark_calls_a_footnote_of_its_page_or_of_the_next() -> None:
    labels = Labels()
    labels.add("1", page=3, foot=True)
    read = [text(with_mark("a rate of x", "1", page=page), labels=labels) for page in (1, 2, 3, 4)]
    assert read == ["a rate of x¹", "a rate of x^1^", "a rate of x^1^", "a rate of x¹"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rose by 3 percent [1].", "rose by 3 percent^1^."),
        ("rose by 3 percent [1, 2] again", "rose by 3 percent^1^^2^ again"),
        ("rose by 3 percent.² Then", "rose by 3 percent.^2^ Then"),
        ("an area of 3 m² there", "an area of 3 m² there"),
        ("rose* again", "rose^*^ again"),
        ("as [7] says", "as [7] says"),
        ("[1] 3.5 4.2", "[1] 3.5 4.2"),  # what a console prints
        ("a[2,1,1] is 7", "a[2,1,1] is 7"),
        ("a table of [12] figures", "a table of [12] figures"),
        ("some 10³ boats", "some 10³ boats"),
        ("it fell to \u00ad12 degrees", "it fell to -12 degrees"),
    ],
)
def test_marks_that_are_written_call_notes(words: str, expected: str) -> None:
    assert text(line(words), labels=noted("1", "2", "*")) == expected


def test_figures_of_a_cell_of_several_lines_call_no_notes() -> None:
    pages = [line(text, left=300, base=base).spans[0] for text, base in (("1", 700), ("2 with note", 688), ("12", 676))]
    above = TypeSpan("1", 360, 363, 692, 6.0)
    apart = TypeSpan(CELL_LINE, 300, 300, 700, 10.0)
    row = line("Boats", base=676)
    row = row._replace(spans=(*row.spans, pages[0], apart, pages[1], above, apart, pages[2]))
    assert text(row, labels=noted("1", "2")) == "Boats1 2 with note^1^ 12"


def test_a_mark_at_a_lines_end_leaves_one_space() -> None:
    lines = [with_mark("it rose by 3 percent.", "1"), line("Then it fell.", base=688)]
    runs = runs_of(LaidParagraph(tuple(lines)), noted("1"), frozenset())
    article = compose([Passage(runs, "body"), Passage([Run("A.")], note="1")], source="a", media_type="x")
    assert article.text.startswith("it rose by 3 percent. Then it fell.")
    assert article.notes[0].start == len("it rose by 3 percent.")


def test_addresses_in_the_text_are_links() -> None:
    lines = (line("see https://a.example/fees/"), line("2026.pdf (www.b.example).", base=688))
    runs = runs_of(LaidParagraph(lines), Labels(), frozenset())
    assert [(run.text, run.href) for run in runs if run.href] == [
        ("https://a.example/fees/", "https://a.example/fees/2026.pdf"),
        ("2026.pdf", "https://a.example/fees/2026.pdf"),
        ("www.b.example", "https://www.b.example"),
    ]


def foot(*texts: str, page: int = 1) -> list[Line]:
    return column(*texts, top=90, leading=9.5, size=8.0, page=page)


def test_small_type_at_the_foot_is_notes() -> None:
    page = [with_mark(FULL, "1"), *column(ALSO, top=688), *foot("1 Town Hall, Fees 2026,", "p. 3.", "2. County, 2025.")]
    kept, notes = split([Region(tuple(page))], body=10.0)
    assert [one.text for region in kept for one in region.lines] == [f"{FULL}1", ALSO]
    assert [(label, [one.text for one in lines]) for label, lines in notes] == [
        ("1", ["Town Hall, Fees 2026,", "p. 3."]),
        ("2", ["County, 2025."]),
    ]


def test_raised_labels_at_the_foot_open_notes_in_the_text_s_own_type() -> None:
    page = [with_mark(FULL, "12"), *column(ALSO, "¹ Town Hall, Fees 2026,", "p. 3.", "² County, 2025.", top=688)]
    kept, notes = split([Region(tuple(page))], body=10.0)
    assert [one.text for region in kept for one in region.lines] == [f"{FULL}12", ALSO]
    assert [(label, [one.text for one in lines]) for label, lines in notes] == [
        ("1", ["Town Hall, Fees 2026,", "p. 3."]),
        ("2", ["County, 2025."]),
    ]
    not_called = [*column(FULL, ALSO, "¹ Town Hall, Fees 2026")]
    assert split([Region(tuple(not_called))], body=10.0)[1] == []


def test_small_type_that_no_one_calls_is_no_note() -> None:
    page = [*column(FULL, ALSO), *foot("1 boat in three is old")]
    kept, notes = split([Region(tuple(page))], body=10.0)
    assert not notes
    assert len(kept[0].lines) == 3


def test_a_year_that_opens_a_line_opens_no_note() -> None:
    page = [with_mark(FULL, "1"), *foot("1 Town Hall, report for the year", "2019 and later ones.")]
    _, notes = split([Region(tuple(page))], body=10.0)
    assert [label for label, _ in notes] == ["1"]


def test_what_stands_apart_below_the_notes_is_text() -> None:
    page = [with_mark(FULL, "1"), *foot("1 Town Hall.", "", "", "Contact: the press office")]
    kept, notes = split([Region(tuple(page))], body=10.0)
    assert len(notes) == 1
    assert kept[-1].lines[0].text == "Contact: the press office"


def test_a_note_runs_over_to_the_next_foot() -> None:
    first = [with_mark(FULL, "1"), *foot("1 Town Hall, the report for")]
    second = [with_mark(FULL, "2", page=2), *foot("the year 2026.", "2 County, 2025.", page=2)]
    _, notes = split([Region(tuple(first)), Region(tuple(second))], body=10.0)
    assert [[one.text for one in lines] for _, lines in notes] == [
        ["Town Hall, the report for", "the year 2026."],
        ["County, 2025."],
    ]


def test_numbers_that_start_anew_on_a_page_stay_apart() -> None:
    labels = Labels()
    assert [labels.add("1", page=page) for page in (1, 2)] == ["1", "1 (page 2)"]
    assert [labels.of("1", page=page) for page in (1, 2, 9)] == ["1", "1 (page 2)", "1"]
    assert labels.of("8", page=1) is None


@pytest.mark.parametrize(
    ("words", "label", "rest"),
    [
        ("[3] Town", "3", "Town"),
        ("3. Town", "3", "Town"),
        ("3 Town", "3", "Town"),
        ("* Town", "*", "Town"),
        ("³Town", "3", "Town"),
    ],
)
def test_labels_of_notes(words: str, label: str, rest: str) -> None:
    found = labelled(line(words))
    assert found is not None
    assert (found[0], found[1].text) == (label, rest)


def test_a_line_without_a_label_has_none() -> None:
    assert labelled(line("Town Hall 3")) is None


def test_notes_below_their_heading_are_endnotes() -> None:
    page = [LaidParagraph((line(text),)) for text in ("It rose.", "Notes", "1. Town Hall.", "2. County.", "About us")]
    rest, notes = endnotes(page)
    assert [one.text for one in rest] == ["It rose.", "Notes", "About us"]
    assert [(label, one.lines[0].text) for label, one in notes] == [("1", "Town Hall."), ("2", "County.")]


def test_a_heading_without_numbers_below_it_has_no_notes() -> None:
    page = [LaidParagraph((line(text),)) for text in ("Sources", "They asked to stay unnamed.")]
    assert endnotes(page) == (page, [])


def test_marks_keep_their_links() -> None:
    span = TypeSpan("rose [1] again", 0, 70, 700, 10.0, href="https://a.example/")
    found = marks(line("x")._replace(spans=(span,)), noted("1"))
    assert [(run.text, run.href, run.note) for run in found] == [
        ("rose", "https://a.example/", None),
        ("", None, "1"),
        (" again", "https://a.example/", None),
    ]


def told(*paragraphs: LaidParagraph, title: str = "", images: tuple[Area, ...] = ()) -> list[tuple[str, str | None]]:
    found = sectioned(paragraphs, {1: images}, body=10.0, title=title)
    return [(one.text, section) for one, section in found]


TEXT = LaidParagraph(tuple(column(FULL, ALSO, "than before.", top=600)))


def test_the_largest_type_is_the_headline_and_comes_first() -> None:
    kicker = LaidParagraph((line("ECONOMY", base=730),))
    head = LaidParagraph((line("Fees rise again", size=24, base=700),))
    assert told(kicker, head, TEXT) == [("Fees rise again", "headline"), ("ECONOMY", "meta"), (TEXT.text, "body")]


def test_a_newspapers_name_is_not_the_headline() -> None:
    name = LaidParagraph((line("The Tarn Courier", size=40, base=760),))
    head = LaidParagraph((line("Fees rise again for boats in town", size=24, base=700),))
    assert told(name, head, TEXT)[0] == (head.text, "headline")
    assert told(name, TEXT)[0] == (name.text, "headline")


def test_the_documents_title_says_which_is_the_headline() -> None:
    deck = LaidParagraph((line("What it means", size=30, base=760),))
    head = LaidParagraph((line("Fees rise again", size=24, base=700),))
    assert told(deck, head, TEXT, title="Fees Rise Again!")[0] == (head.text, "headline")


def test_a_pull_quote_in_larger_type_is_not_the_headline() -> None:
    head = LaidParagraph((line("Fees rise again", size=14, base=700),))
    quote = LaidParagraph((line("“We cannot pay”", size=24, base=500),))
    assert told(head, TEXT, quote, TEXT)[0] == (head.text, "headline")


def test_byline_and_date_above_the_text_are_meta() -> None:
    head = LaidParagraph((line("Fees rise again", size=24, base=700),))
    byline, date = (
        LaidParagraph((line("By Ann Lee", size=11, base=680),)),
        LaidParagraph((line("4 March 2026", size=11, base=668),)),
    )
    assert [section for _, section in told(head, byline, date, TEXT)] == ["headline", "meta", "meta", "body"]


def test_small_type_below_an_image_is_a_caption() -> None:
    caption = LaidParagraph((line("Boats at the pier", size=8, base=490),))
    assert told(TEXT, caption, images=(Area(0, 502, 100, 580),))[1] == (caption.text, "caption")
    assert told(TEXT, caption, images=(Area(0, 602, 100, 680),))[1] != (caption.text, "caption")


def test_bold_or_larger_lines_are_headings_unless_they_are_sentences() -> None:
    heading = LaidParagraph((line("What it costs", bold=True),))
    sentence = LaidParagraph((line("It costs 3 percent more.", bold=True),))
    assert [section for _, section in told(TEXT, heading, sentence)] == ["body", "heading", None]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["THE TARN COURIER", "Thursday, March 5, 2026", "Page 3"], "2026-03-05"),
        (["Tarn Courier | 5 March 2026 | 3"], "2026-03-05"),
        (["Issue 14, February 2026"], None),
        ([], None),
        (["11/24/26, 2:08 AM Freight trains", "Published May 2, 2024Updated May 3, 2024"], "2024-05-02"),
        (["14 September 2023 | Nora Fenwick"], "2023-09-14"),
    ],
)
def test_a_date_over_the_headline(texts: list[str], expected: str | None) -> None:
    assert date_in(texts) == expected
