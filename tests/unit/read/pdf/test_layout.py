"""From characters with their places to lines in reading order, in pages built by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimcheck.read.pdf.child.file import Area, Glyph, Type
from claimcheck.read.pdf.furniture import without_furniture, without_line_numbers
from claimcheck.read.pdf.layout import Region, lines_of, regions
from claimcheck.read.pdf.notes import Labels
from claimcheck.read.pdf.paragraphs import LaidParagraph
from claimcheck.read.pdf.spans import Areas, Line, seen, segments_of, unmapped
from claimcheck.read.pdf.text import goes_on, runs_of

EM = 0.5  # of the size: the width of every character here
PLAIN = Type(10.0)


def typed(text: str, *, left: float, base: float, kind: Type = PLAIN, tracking: float = 0.0) -> Iterator[Glyph]:
    """Set text on one line, each character half its size wide."""
    x = left
    for char in text:
        yield Glyph(char, x, x + EM * kind.size, base, kind)
        x += EM * kind.size + tracking


def segments(*glyphs: Iterator[Glyph], areas: tuple[Area, ...] = ()) -> list[Line]:
    return segments_of((glyph for line in glyphs for glyph in line), Areas(areas))


def block(
    lines: list[str], *, left: float, top: float, leading: float = 12.0, kind: Type = PLAIN
) -> list[Iterator[Glyph]]:
    return [typed(line, left=left, base=top - leading * n, kind=kind) for n, line in enumerate(lines)]


def texts(found: list[Region]) -> list[list[str]]:
    return [[line.text for line in region.lines] for region in found]


def read(*glyphs: Iterator[Glyph], body: float = 10.0) -> list[list[str]]:
    return texts(regions(segments(*glyphs), body=body, page=1))


LEFT = ["the council of the town", "voted on the fourth of", "march for a higher fee", "than the year before it"]
RIGHT = ["opponents of the plan", "said that they would go", "to court over the fee", "before the month is out"]


def test_words_are_told_by_spaces_and_by_gaps() -> None:
    words = [*typed("rose by", left=0, base=0), *typed("3", left=38, base=0), *typed("%", left=43.5, base=0)]
    assert segments(iter(words))[0].text == "rose by 3%"


def test_a_wide_gap_parts_segments_and_a_new_line_does() -> None:
    found = segments(typed("left", left=0, base=0), typed("right", left=40, base=0), typed("below", left=0, base=-12))
    assert [one.text for one in found] == ["left", "right", "below"]


def test_a_spaced_out_heading_is_words() -> None:
    assert read(typed("NIGHT FERRY", left=0, base=0, tracking=3.0)) == [["NIGHT FERRY"]]


def test_characters_that_a_browser_spaces_out_are_words() -> None:
    """Each is an object of its own, and no object tells how far apart they stand: `1950` was `1 9 5 0`."""
    glyphs = typed("the 1950 fee of 2,113 rose", left=0, base=0, tracking=3.0)
    apart = [one._replace(type=PLAIN._replace()) for one in glyphs if one.text != " "]
    assert read(iter(apart)) == [["the 1950 fee of 2,113 rose"]]


def test_a_short_figure_in_spaced_out_type_is_one() -> None:
    assert read(typed("the 82 of 43 boats", left=0, base=0, tracking=3.5)) == [["the 82 of 43 boats"]]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("oﬃce ﬁre", "office fire"),
        ("zero\u200bwidth", "zerowidth"),
        ("\uf0b7 item", "• item"),
        ("a\x00b", "ab"),
        ("in 2018\x1522", "in 2018–22"),  # TeX's bitmap fonts do not say what their codes stand for
        ("no e\x1bect of o\x0eces", "no effect of offices"),
    ],
)
def test_characters_are_those_of_words(written: str, expected: str) -> None:
    assert segments(typed(written, left=0, base=0))[0].text == expected


def test_a_sign_that_no_one_knows_parts_figures() -> None:
    sign = typed("\x0f", left=5, base=0, kind=Type(10.0))
    assert segments(typed("2", left=0, base=0), sign, typed("3", left=10, base=0, kind=Type(10.0)))[0].text == "2 3"


def test_a_shadow_is_drawn_text_once() -> None:
    found = segments(typed("Record", left=0, base=0), typed("Record", left=0.5, base=-0.5, kind=Type(10.0)))
    assert [one.text for one in found] == ["Record"]


def test_the_same_words_elsewhere_are_no_shadow() -> None:
    assert len(segments(typed("Total", left=0, base=0), typed("Total", left=0, base=-12))) == 2


def test_a_hidden_layer_under_text_is_dropped_and_ocr_under_a_scan_kept() -> None:
    hidden = Type(10.0, hidden=True)
    both = segments(typed("Shown words", left=0, base=0), typed("hidden words", left=0, base=-30, kind=hidden))
    assert [[one.text for one in part] for part in seen(both)] == [["Shown words"], ["hidden words"]]
    ocr = segments(typed("all that the scan says", left=0, base=0, kind=hidden), typed("page 3", left=0, base=-30))
    assert [len(part) for part in seen(ocr)] == [2, 0]


def test_characters_that_no_one_can_know_are_counted() -> None:
    assert unmapped(segments(typed("ab\ufffd\ue001", left=0, base=0))) == (2, 4)


def test_a_link_lies_on_the_characters_in_its_area() -> None:
    area = Area(20, -3, 40, 9, "https://a.example/")
    spans = segments(typed("see this page now", left=0, base=0), areas=(area,))[0].spans
    assert [(span.text, span.href) for span in spans] == [
        ("see", ""),
        (" this", "https://a.example/"),
        (" page now", ""),
    ]


def test_areas_that_lead_to_scripts_are_no_links() -> None:
    assert not Areas([Area(0, 0, 9, 9, "javascript:alert(1)"), Area(0, 0, 9, 9, "#p2")])


def test_an_area_over_the_whole_page_and_many_over_one_another_are_found_fast() -> None:
    areas = Areas(
        [Area(0, 0, 5000, 5000, "https://w.example/"), *[Area(0, 0, 9, 9, f"https://{n}.example/") for n in range(99)]]
    )
    assert areas.at(4000, 10) == "https://w.example/"
    assert areas.at(5, 5) == "https://0.example/"
    assert max(map(len, areas.cells.values())) <= 32


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("at https://a.example/reports/", "2026/fees.pdf for", True),
        ("at https://a.example/annual-", "report and", True),
        ("at https://a.example/reports", "which says", False),
        ("at https://a.example.", "The council", False),
        ("at https://a.example/x", "?id=3 and", True),
        ("no address", "/here", False),
        ("https://a.example/", "", False),
    ],
)
def test_an_address_goes_on_below_the_lines_end(line: str, following: str, *, expected: bool) -> None:
    assert goes_on(line, following) is expected


def test_two_columns_are_read_one_after_the_other() -> None:
    assert read(*block(LEFT, left=0, top=700), *block(RIGHT, left=140, top=700)) == [LEFT, RIGHT]


def test_columns_in_the_order_of_rows_are_read_as_columns() -> None:
    rows = [
        line
        for pair in zip(block(LEFT, left=0, top=700), block(RIGHT, left=140, top=695), strict=True)
        for line in pair
    ]
    assert read(*rows) == [LEFT, RIGHT]


def test_a_headline_over_columns_comes_first_and_one_between_parts_them() -> None:
    head = typed("Fees in the town rise again", left=0, base=730, kind=Type(20.0))
    between = typed("What the other towns of the county do", left=0, base=630, kind=Type(14.0))
    lower = [line.replace("the", "a") for line in LEFT]
    page = [head, *block(LEFT, left=0, top=700), *block(RIGHT, left=140, top=700), between]
    page += [*block(lower, left=0, top=600), *block(RIGHT, left=140, top=600)]
    assert read(*page) == [
        ["Fees in the town rise again"],
        LEFT,
        RIGHT,
        ["What the other towns of the county do"],
        lower,
        RIGHT,
    ]


def test_a_short_heading_below_columns_opens_what_follows_them() -> None:
    wide = "a line that runs over both of the columns of this page"
    page = [*block(LEFT, left=0, top=700), *block(RIGHT, left=140, top=700)]
    page += [typed("Notes", left=0, base=630, kind=Type(12.0)), typed(wide, left=0, base=610)]
    assert read(*page) == [LEFT, RIGHT, ["Notes", wide]]


def test_a_column_in_other_type_is_read_after_the_text() -> None:
    box = ["pools in numbers, in short", "eleven pools in the town now", "four of them are to close"]
    page = [*block(box, left=0, top=700, kind=Type(8.0)), *block(LEFT * 2, left=160, top=700)]
    assert read(*page) == [LEFT * 2, box]


def test_three_columns_and_a_headline_over_two_of_them() -> None:
    third = [line.upper().lower() for line in RIGHT[::-1]]
    head = typed("Fees rise again in town", left=0, base=724, kind=Type(18.0))
    page = [
        head,
        *block(LEFT, left=0, top=700),
        *block(RIGHT, left=140, top=700),
        *block([*third, *third], left=280, top=724),
    ]
    assert read(*page) == [["Fees rise again in town"], LEFT, RIGHT, [*third, *third]]


def test_rows_of_short_cells_are_a_table() -> None:
    rows = [("Region", "Homes", "Cost"), ("North", "402", "$118 million"), ("Coast", "298", "$71 million")]
    page = [typed(cell, left=100 * x, base=700 - 15 * y) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    found = regions(segments(*page), body=10.0, page=1)
    assert [region.table for region in found] == [True]
    assert texts(found) == [[" | ".join(row) for row in rows]]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    page = [typed("North", left=0, base=700), typed("402", left=60, base=700), typed("new pipes", left=120, base=700)]
    page += [typed("and wells", left=120, base=689), typed("Coast", left=0, base=670), typed("298", left=60, base=670)]
    page += [typed("nothing", left=120, base=670)]
    assert read(*page) == [["North | 402 | new pipes and wells", "Coast | 298 | nothing"]]


def test_a_line_that_is_spread_wide_to_be_flush_stays_a_line() -> None:
    above, below = "the fee will be three", "of them paid by others"
    spread = [*typed("percent", left=0, base=688), *typed("higher", left=75, base=688)]
    assert read(typed(above, left=0, base=700), iter(spread), typed(below, left=0, base=676)) == [
        [above, "percent higher", below]
    ]


def test_bullets_and_numbers_stand_with_their_words() -> None:
    page = [typed("•", left=0, base=700), typed("the first of all items", left=20, base=700)]
    page += [typed("2.", left=0, base=680), typed("the second of all items", left=20, base=680)]
    assert read(*page) == [["• the first of all items", "2. the second of all items"]]


def test_a_large_capital_opens_its_word() -> None:
    capital = typed("T", left=0, base=676, kind=Type(34.0))
    page = [
        capital,
        typed("he council of the town", left=18, base=690),
        typed("voted on Monday for it", left=18, base=678),
    ]
    assert read(*page, typed("and will do so once more", left=0, base=666))[0][0] == "The council of the town"


def test_raised_and_lowered_marks_are_of_their_line() -> None:
    small = Type(6.0)
    page = segments(
        typed("1", left=50, base=104, kind=small),
        typed("rose twice", left=0, base=100),
        typed("below", left=0, base=88),
    )
    assert [line.text for line in lines_of(page)] == ["rose twice1", "below"]


def page_of(lines: dict[float, str]) -> list[Line]:
    return segments(*(typed(text, left=0, base=base) for base, text in lines.items()))


def test_running_heads_and_page_numbers_are_dropped() -> None:
    texts = ["The fee rose.", "It fell again."]
    pages = [page_of({780: "Harbor Review 14", 700: text, 20: str(n)}) for n, text in enumerate(texts, start=1)]
    kept, dropped = without_furniture(pages, [800, 800])
    assert [[one.text for one in page] for page in kept] == [[text] for text in texts]
    assert [(one.text, one.reason, one.page) for one in dropped] == [
        ("Harbor Review 14", "repeated on other pages", 1),
        ("1", "page number", 1),
        ("Harbor Review 14", "repeated on other pages", 2),
        ("2", "page number", 2),
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("12/1/26, 1:19 PM", "https://a.example/b?c=1 1/1"),
        ("01/12/2026, 13:19 Fees rise - The Orrin Post", "file:///tmp/fees.html 1/1"),
    ],
)
def test_what_a_browser_prints_on_a_page_is_left_out_though_nothing_repeats_it(head: str, foot: str) -> None:
    page = page_of(
        {780: head, 700: "The fee rose on 12/1/26, 1:19 PM.", 600: "https://a.example/ has 1/2 of it", 12: foot}
    )
    kept, dropped = without_furniture([page], [800])
    assert [one.text for one in kept[0]] == [one.text for one in page[1:-1]]
    assert {(one.text, one.reason) for one in dropped} == {
        (one, "head or foot of a browser's print") for one in (head, foot)
    }


@pytest.mark.parametrize(
    "heads",
    [
        ("Acme Ltd 412 jobs", "Boro plc 413 jobs"),
        ("Invoice 4711, 3 March 2026", "Invoice 4712, 4 March 2026"),
        ("4711", "8122"),
        ("17 Acme Ltd 412", "18 Acme Ltd 388"),
    ],
)
def test_a_line_at_the_edge_whose_figures_differ_is_content(heads: tuple[str, str]) -> None:
    pages = [page_of({710: head, 698: f"The {head} rose.", 100: f"It fell to {head}."}) for head in heads]
    assert without_furniture(pages, [800, 800]).pages == pages


def test_a_title_that_later_heads_repeat_is_kept() -> None:
    title, head = Type(20.0), Type(10.0)
    pages = [
        segments(typed("Fees rise", left=0, base=780, kind=kind), typed(f"The {n}th fee rose again.", left=0, base=700))
        for n, kind in enumerate((title, title, head, head), start=1)
    ]
    kept = without_furniture(pages, [800] * 4).pages
    assert [page[0].text for page in kept] == ["Fees rise", *(f"The {n}th fee rose again." for n in (2, 3, 4))]


def test_line_numbers_are_no_text_but_ranks_are() -> None:
    words = [
        "The witness said that",
        "the fee for boats had",
        "risen twice in a year,",
        "to 412 euros in May,",
        "and fell in June.",
    ]
    numbered = [
        segments(
            *(typed(str(n), left=0, base=700 - 12 * n) for n in range(1, 6)),
            *(typed(line, left=40, base=700 - 12 * n) for n, line in enumerate(lines, start=1)),
        )
        for lines in (words, [f"{name} has 40 boats" for name in "ABCDE"])
    ]
    cleared = without_line_numbers(numbered[:1])
    assert [one.text for one in cleared.pages[0]] == words
    assert {one.reason for one in cleared.left_out} == {"line number"}
    assert without_line_numbers(numbered[1:]).pages == numbered[1:]


def test_no_line_is_lost_or_read_twice_in_any_order() -> None:
    page = [
        *block(LEFT, left=0, top=700),
        *block(RIGHT, left=140, top=700),
        typed("over both columns of it", left=60, base=730),
    ]
    found = sorted(line for region in read(*page[::-1]) for line in region)
    assert found == sorted([*LEFT, *RIGHT, "over both columns of it"])


def test_a_page_of_nothing_has_no_regions() -> None:
    assert regions([], body=10.0, page=1) == []
    assert isinstance(lines_of(segments(typed("x", left=0, base=0)))[0], Line)


def test_a_word_that_a_line_of_a_cell_breaks_is_one() -> None:
    def words(*texts: str) -> str:
        page = [typed("North", left=0, base=700), typed("402 boats", left=90, base=700)]
        page += [typed(text, left=200, base=700 - 12 * n) for n, text in enumerate(texts)]
        page += [typed(text, left=x, base=670) for x, text in ((0, "Coast"), (90, "298 boats"), (200, "nothing"))]
        region = regions(segments(*page), body=10.0, page=1)[0]
        runs = runs_of(LaidParagraph(region.lines[:1], table=True), Labels(), frozenset())
        return "".join(run.text for run in runs)

    assert words("Ex-", "isting pipes") == "North | 402 boats | Existing pipes"
    assert words("well-", "known pipes") == "North | 402 boats | well-known pipes"


def test_a_line_that_is_spread_wide_to_be_flush_is_no_row_of_columns() -> None:
    page = block(LEFT, left=0, top=700)
    right = max(segments(*block(LEFT, left=0, top=700)), key=lambda one: one.right)
    words = ["the", "quay", "of", "the", "town"]
    gap = (right.right - sum(5 * len(word) for word in words)) / (len(words) - 1)
    at = 0.0
    for word in words:
        page.append(typed(word, left=at, base=688 - 12 * (len(LEFT) - 1)))
        at += 5 * len(word) + gap
    assert gap > 8
    assert read(*page, *block(RIGHT, left=right.right + 12, top=700))[0][-1] == "the quay of the town"
