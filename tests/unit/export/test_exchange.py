"""Formats of other programs, each read back by what reads it."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest
import spacy
from markdown_it import MarkdownIt
from spacy.tokens import DocBin

from claimcheck.errors import UsageError
from claimcheck.export import Layout, exporter
from claimcheck.export.exchange.checklist import COLUMNS, STATUSES
from claimcheck.report import Finding, Link, Note, Report, Source, Time
from reports import TEXT, claim, harbour, report_on, span

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", '=HYPERLINK("http://a.example")')


def written(name: str, *reports: Report) -> str | bytes:
    pieces = list(exporter(name, of="claims").written(reports, Layout()))
    return b"".join(p for p in pieces if isinstance(p, bytes)) or "".join(p for p in pieces if isinstance(p, str))


def of_formulas() -> Report:
    text = "\n".join(formula.strip() for formula in FORMULAS)
    return report_on(text, tuple(claim(text, one.strip(), number=n) for n, one in enumerate(FORMULAS)), source="=x.txt")


def test_csv_has_a_row_a_claim() -> None:
    text = written("csv", harbour())
    assert isinstance(text, str)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 3
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["statement"].startswith("The port of Kessa handled over 200 metric tons")
    assert (rows[0]["value"], rows[0]["unit"], rows[0]["source"], rows[0]["grade"]) == ("> 200", "metric ton", "", "0")
    assert (rows[1]["source as written"], rows[1]["source"], rows[1]["source type"]) == (
        "the Harbour Board",
        "Harbour Board",
        "organization",
    )
    assert {row["status"] for row in rows} == {"open"}


def test_what_can_be_opened_is_the_link_the_address_in_a_note_and_that_of_the_source() -> None:
    text = "The port closed.\n"
    link, cited = (Link(start=4, end=8, text="port", href=f"https://{name}.example/") for name in ("link", "cited"))
    notes = (
        "Port memo 7, https://memo.example/7.pdf",
        "The figure is a mean.",
        "Lund, Ports (2024), doi:10.5555/port.7",
    )
    fields = {
        "links": (link,), "source_id": "s1",
        "notes": tuple(Note(start=16, end=16, text="", label=str(number), note=note) for number, note in enumerate(notes)),
    }  # fmt: skip
    source = Source(id="s1", name="memo", type="document", grade=6, links=(cited, link))
    report = report_on(text, (claim(text, "The port closed.", number=1, **fields),), sources=(source,))
    (row,) = csv.DictReader(io.StringIO(str(written("csv", report)).removeprefix("\ufeff")))
    assert row["link"].split() == [
        "https://link.example/", "https://memo.example/7.pdf", "https://doi.org/10.5555/port.7", "https://cited.example/",
    ]  # fmt: skip
    assert row["where to look"].startswith(
        "footnote 0: Port memo 7, https://memo.example/7.pdf; footnote 1: The figure"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2023", "2023"), ("2026-03-05T10", "2026-03-05T10"), ("PXY", "Monday"), ("XXXX-07", "Monday"), (None, "Monday")],
)
def test_a_time_that_is_no_date_stands_in_its_words(value: str | None, shown: str) -> None:
    text = "On Monday losses rose."
    mark = Time(**span(text, "Monday"), value=value)
    made = "".join(
        map(
            str,
            exporter("csv", of="claims").written(
                [report_on(text, (claim(text, text, number=1, marks=(mark,)),))], Layout()
            ),
        )
    )
    (row,) = csv.DictReader(io.StringIO(made.lstrip("\ufeff")))
    assert row["time"] == shown


def test_no_cell_of_csv_is_a_formula() -> None:
    text = written("csv", of_formulas())
    assert isinstance(text, str)
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_workbook_has_the_same_rows_and_the_sources() -> None:
    made = written("xlsx", harbour(), of_formulas())
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(io.BytesIO(made))
    claims = list(book["claims"].iter_rows(values_only=True))
    assert claims[0] == COLUMNS
    assert len(claims) == 1 + 3 + len(FORMULAS)
    assert not [cell for row in book["claims"] for cell in row if cell.data_type == "f"]
    assert book["claims"].freeze_panes == "A2"
    assert book["claims"].row_dimensions[2].height == 2 * 14.5  # of 104 characters, in a column of 60
    assert all(state in book["claims"].data_validations.dataValidation[0].formula1 for state in STATUSES)
    sources = list(book["sources"].iter_rows(values_only=True))
    assert sources[1][:4] == ("Harbour Board", "organization", 3, "#2")
    assert made == written("xlsx", harbour(), of_formulas())


def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match="openpyxl") as caught:
        written("xlsx", harbour())
    assert "claimcheck-cli[office]" in caught.value.hint


def test_markdown_is_the_article_with_footnotes() -> None:
    made = written("markdown", harbour())
    assert isinstance(made, str)
    for number in (1, 2, 3):
        assert made.count(f"[^{number}]") == 2
    assert r"\[red\]" in made


def test_a_footnote_has_every_finding_of_its_claim() -> None:
    found = [
        Finding(id=f"f{n}", rule=rule, severity="warning", message=rule, start=0, end=4, claim_id="c-000000000002")
        for n, rule in enumerate(["CC301", "CC401"])
    ]
    made = written("markdown", harbour().model_copy(update={"findings": tuple(found)}))
    assert isinstance(made, str)
    note = next(line for line in made.splitlines() if line.startswith("[^2]: "))
    assert "CC301" in note
    assert "CC401" in note


def test_nothing_in_markdown_is_markup() -> None:
    text = "# One *two* `three` <b>four</b> [five](six) | ~~seven~~ ![eight](nine)\n1. ten\n- eleven\n= twelve\n"
    made = written("markdown", report_on(text, ()))
    assert isinstance(made, str)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(made)
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close",
    }  # fmt: skip
    shown = [child.content for token in tokens for child in token.children or ()]
    assert " ".join("".join(shown).split()).endswith(" ".join(text.replace("\n", "").split()))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "softbreak"}


def test_annotations_find_their_words_again() -> None:
    made = written("annotations", harbour())
    collection = json.loads(made)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 3
    for item in items:
        quote, place = item["target"]["selector"]
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in TEXT
        assert len(quote["prefix"]) == min(32, place["start"])
    rows = json.loads(written("hypothesis", harbour()))
    assert [row["target"][0]["selector"] for row in rows] == [item["target"]["selector"] for item in items]


def test_schema_org_has_claims_and_no_verdict() -> None:
    graph = json.loads(written("schema-org", harbour()))["@graph"]
    assert [node["@type"] for node in graph] == ["NewsArticle", "Claim", "Claim", "Claim"]
    assert graph[2]["claimInterpreter"] == {"@type": "Organization", "name": "Harbour Board"}
    assert "Review" not in json.dumps(graph)


WIDE = "\U0001f6a2 Fees rose by 12 percent.\nThey fell.\n"


def wide() -> Report:
    """Return a Report of a text with a character of two UTF-16 units, and a claim over a line break."""
    return report_on(WIDE, (claim(WIDE, "Fees rose by 12 percent.\nThey fell.", number=1),))


def test_prodigy_and_brat_count_code_points() -> None:
    task = json.loads(written("prodigy", wide()))
    assert [task["text"][span["start"] : span["end"]] for span in task["spans"]] == [wide().claims[0].text]
    standoff = written("brat", wide())
    assert isinstance(standoff, str)
    places = standoff.split("\t")[1].split(" ", 1)[1]
    pieces = [WIDE[int(a) : int(b)] for a, b in (piece.split() for piece in places.split(";"))]
    assert pieces == ["Fees rose by 12 percent.", "They fell."]
    assert "A1\tSupport T1 none\n" in standoff


def test_label_studio_counts_as_a_browser_does() -> None:
    task = json.loads(written("label-studio", wide()))[0]
    units = task["data"]["text"].encode("utf-16-le")
    for result in task["predictions"][0]["result"]:
        value = result["value"]
        assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def test_many_marks_in_a_row_are_few_tokens_and_none_is_lost() -> None:
    run = "[" * 20_000
    report = report_on(f"Ten {run} ships left.", ())
    told = written("conllu", report)
    assert isinstance(told, str)
    words = [line.split("\t")[1] for line in told.splitlines() if line[:1].isdigit()]
    assert ("".join(words), len(words) < 300) == (f"Ten{run}shipsleft.", True)
    made = written("docbin", report)
    assert isinstance(made, bytes)
    (doc,) = DocBin().from_bytes(made).get_docs(spacy.blank("en").vocab)
    assert (doc.text, len(doc) < 300) == (report.text, True)


def test_docbin_is_read_by_spacy() -> None:
    made = written("docbin", harbour(), wide())
    assert isinstance(made, bytes)
    docs = list(DocBin().from_bytes(made).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [TEXT, WIDE]
    assert {span.text for span in docs[0].spans["claims"]} == {one.text for one in harbour().claims}


def test_parquet_is_read_by_arrow() -> None:
    made = written("parquet", harbour(), of_formulas())
    assert isinstance(made, bytes)
    table = parquet.read_table(io.BytesIO(made)).to_pylist()
    assert len(table) == 3 + len(FORMULAS)
    assert [TEXT[row["start"] : row["end"]] for row in table[:3]] == [one.text for one in harbour().claims]
    assert table[1]["source"] == "Harbour Board"
