"""Every table that a journalist could correct: a header, no row twice, and an example sentence in every row.

That a row's example makes it fire is held beside the phenomenon, in ``unit/test_<stem>.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import lang
from claimcheck.lang.language import english_share
from claimcheck.read.text.reader import read_text

FOLDER = Path(lang.__file__).parent / "en"
UNFORCED = "A boat lay in the bay. "


@pytest.mark.parametrize("name", lang.tables())
def test_every_row_has_an_example(name: str) -> None:
    rows = lang.rows(name)
    assert rows
    assert "example" in rows[0]
    without = [dict(row) for row in rows if not (row["example"] or "").strip()]
    assert without == []


@pytest.mark.parametrize("name", lang.tables())
def test_every_row_has_the_header_s_columns(name: str) -> None:
    lines = [line for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if line.strip()]
    table = [line for line in lines if not line.startswith("#")]
    columns = table[0].count("\t")
    assert [line for line in table if line.count("\t") != columns] == []
    assert [line for line in table if line != line.strip("\n\r ")] == []


@pytest.mark.parametrize("name", lang.tables())
def test_no_row_twice(name: str) -> None:
    rows = [tuple(value for key, value in row.items() if key != "example") for row in lang.rows(name)]
    assert sorted(row for row in set(rows) if rows.count(row) > 1) == []


@pytest.mark.parametrize("row", lang.rows("blocks"), ids=lambda row: row["starts"])
def test_block_labels_fire(row: dict[str, str]) -> None:
    text = f"{UNFORCED}\n\nThe rest of it follows here.\n\n{row['example']}\n\nIt ends."
    article = read_text(text)
    assert article.section_at(text.index(row["example"])) == row["section"]


@pytest.mark.parametrize("row", lang.rows("function_words"), ids=lambda row: row["word"])
def test_function_words_fire(row: dict[str, str]) -> None:
    words = row["example"].lower().rstrip(".").replace(",", "").split()
    assert row["word"] in words
    assert english_share(" ".join([row["word"]] * 50)) == 1.0
