"""Every table that a journalist could correct: a header, no row twice, and an example sentence in every row.

That a row's example makes it fire is held beside the phenomenon, in ``unit/test_<stem>.py``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from claimcheck import lang
from claimcheck.lang.language import english_share
from claimcheck.read.text.reader import read_text

FOLDER = Path(lang.__file__).parent / "en"
UNFORCED = "A boat lay in the bay. "


def test_every_row_has_an_example() -> None:
    rows = [(name, row) for name in lang.tables() for row in lang.rows(name)]
    assert {name for name, _ in rows} == set(lang.tables())
    assert [(name, dict(row)) for name, row in rows if not (row.get("example") or "").strip()] == []


def test_every_row_has_the_header_s_columns() -> None:
    for name in lang.tables():
        lines = [line for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if line.strip()]
        table = [line for line in lines if not line.startswith("#")]
        columns = table[0].count("\t")
        assert [line for line in table if line.count("\t") != columns or line != line.strip("\n\r ")] == [], name


def test_no_row_twice() -> None:
    for name in lang.tables():
        rows = Counter(tuple(value for key, value in row.items() if key != "example") for row in lang.rows(name))
        assert [row for row, number in rows.items() if number > 1] == [], name


def test_block_labels_fire() -> None:
    assert [row["starts"] for row in lang.rows("blocks") if section_of(row["example"]) != row["section"]] == []


def section_of(label: str) -> str:
    """Return the section in which a block stands that opens with a label."""
    text = f"{UNFORCED}\n\nThe rest of it follows here.\n\n{label}\n\nIt ends."
    return read_text(text).section_at(text.index(label))


def test_function_words_fire() -> None:
    rows = lang.rows("function_words")
    words = [row["example"].lower().rstrip(".").replace(",", "").split() for row in rows]
    assert [row["word"] for row, example in zip(rows, words, strict=True) if row["word"] not in example] == []
    assert [row["word"] for row in rows if english_share(" ".join([row["word"]] * 50)) != 1.0] == []
