"""``claimcheck stats``: what is counted, of which files, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.statistics import counted, opened
from claimcheck.corpus.statistics.copies import near_copies_of
from claimcheck.corpus.statistics.figures import ArchiveFigures
from claimcheck.errors import InputError
from claimcheck.report import Finding, Quantity, Report, Suppression, failed_report
from conftest import Run
from reports import TEXT, TOOL, claim, harbour, report_on, span

pytest.importorskip("duckdb", reason="duckdb is not installed")
FAILED = failed_report("broken.pdf", ValueError("no"), tool=TOOL)


def of(report: Report, **article: Any) -> Report:
    """Return a report with other facts of its article."""
    return report.model_copy(update={"article": report.article.model_copy(update=article)})


def finding(rule: str, *, suppressed: bool = False) -> Finding:
    why = Suppression(by="comment") if suppressed else None
    return Finding(id=f"f-{rule}", rule=rule, severity="warning", message="m", start=0, end=4, suppressed=why)


def archive() -> list[Report]:
    """Return three articles: two of the Kessa Times, one without a publisher but with an address; and a file that failed."""
    found = (finding("CC301"), finding("CC401", suppressed=True))
    return [
        of(harbour(findings=found), publisher="Kessa Times", published="2026-01-31"),
        of(harbour(), publisher="Kessa Times", published="2026-02-01", source="b.txt"),
        FAILED,
        of(
            report_on(TEXT, harbour().claims[:1]),
            published=None,
            url="https://www.Other.example:8080/a?b",
            source="c.txt",
        ),
    ]


def saved(path: Path, reports: Sequence[Report]) -> str:
    path.write_text("".join(report.model_dump_json() + "\n" for report in reports), encoding="utf-8")
    return str(path)


def figures(*paths: str, **options: Any) -> ArchiveFigures:
    with opened(paths) as database:
        return counted(database, **({"most": 20} | options))


@pytest.fixture
def results(tmp_path: Path) -> str:
    return saved(tmp_path / "archive.jsonl", archive())


# ---------------------------------------------------------------- what is counted
def test_claims_by_kind_and_support(results: str) -> None:
    made = figures(results)
    assert made.totals == (3, 3, 1, 3 * len(TEXT.split()), 7, 3, 2, 1)
    assert made.kinds == (("quantity", 7, 3), ("superlative", 3, 3), ("change", 2, 2))
    assert made.support == (("named", 2, 2), ("vague", 2, 2), ("none", 3, 3))


def test_sources_by_type_grade_and_name(results: str) -> None:
    made = figures(results)
    assert made.source_types == (("organization", 2, 2), ("unnamed_group", 2, 2))
    assert made.source_grades == (("3", 2, 2), ("1", 2, 2))
    assert made.sources == (("Harbour Board", "organization", 3, 2, 2), ("Officials", "unnamed_group", 1, 2, 2))


def test_support_by_publisher_and_month(results: str) -> None:
    made = figures(results)
    assert made.by_publisher == (("Kessa Times", "", 2, 6, 0, 2, 2, 2), ("other.example", "", 1, 1, 0, 0, 0, 1))
    assert [one.month for one in made.by_month] == ["", "2026-01", "2026-02"]
    assert [(one.publisher, one.month) for one in made.by_publisher_and_month] == [
        ("Kessa Times", "2026-01"),
        ("Kessa Times", "2026-02"),
        ("other.example", ""),
    ]


def test_figures_that_several_articles_state(results: str) -> None:
    first, *others = figures(results).repeated
    assert first[:5] == ("200 metric tons", "tin", 3, 2, 3)
    assert first.example.startswith("The port of Kessa handled over 200")
    assert [one.figure for one in others] == ["12 percent", "USD 1.2 billion"]


def test_nine_in_ten_voters_are_a_share_of_them(tmp_path: Path) -> None:
    told = "Nine in 10 voters back the ferry.\n"
    words = span(told, "Nine in 10 voters")
    mark = Quantity(**words, value=0.9, value2=None, bound="=", unit="voter", of=None)
    half = mark.model_copy(update={"value": 0.5, "unit": "mile", "text": "0.5 miles"})
    reports = [
        report_on(told, (claim(told, told.strip(), number=0, marks=(mark, half)),), source=name) for name in "ab"
    ]
    made = figures(saved(tmp_path / "a.jsonl", reports))
    assert [one.figure for one in made.repeated] == ["0.5 miles", "0.9 of voters"]


def test_findings_by_rule_without_what_is_switched_off(results: str) -> None:
    assert figures(results).rules == (("CC301", "vague-source", "warning", 1, 1),)


def test_an_article_without_claims_counts_as_one(tmp_path: Path) -> None:
    made = figures(saved(tmp_path / "a.jsonl", [report_on("Nothing.\n", ()), FAILED]))
    assert made.totals == (1, 1, 1, 1, 0, 0, 0, 0)
    assert made.by_publisher == (("", "", 1, 0, 0, 0, 0, 0),)


# ---------------------------------------------------------------- near-copies
def test_a_story_on_several_sites_counts_once(tmp_path: Path) -> None:
    pytest.importorskip("datasketch", reason="datasketch is not installed")
    story = [f"Word{n} of the harbour story number {n} was printed in Kessa." for n in range(40)]
    texts = {
        "agency.txt": (story, "2026-02-02", "Agency"),
        "cut.txt": (["Our own first line.", *story[:30]], "2026-02-01", "Times"),
        "longer.txt": ([*story, "And a line of ours."], None, "Post"),
        "other.txt": (
            [f"Quite another{n} tale {n} is told of {n} herons here." for n in range(40)],
            "2026-02-01",
            "Post",
        ),
        "short.txt": (story[:3], "2026-02-01", "Post"),
    }
    reports = [
        of(report_on("\n\n".join(lines), (), source=name), published=day, publisher=publisher, title=name)
        for name, (lines, day, publisher) in texts.items()
    ]
    made = figures(saved(tmp_path / "a.jsonl", reports), near_copies=True)
    assert made.stories == (
        ("cut.txt", "cut.txt", ("agency.txt", "longer.txt"), ("Agency", "Post", "Times"), "2026-02-01"),
    )
    assert (made.totals.articles, made.totals.counted) == (5, 3)
    assert sum(one.articles for one in made.by_publisher) == 3
    assert figures(saved(tmp_path / "a.jsonl", reports)).stories is None


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(["", "one", *(" ".join(f"w{n}x{k}" for n in range(30)) for k in range(3))]), max_size=8)
)
def test_equal_texts_are_one_story_and_others_are_not(texts: list[str]) -> None:
    pytest.importorskip("datasketch", reason="datasketch is not installed")
    found = list(near_copies_of(dict(enumerate(texts))))
    assert found == [
        places
        for text in dict.fromkeys(texts)
        if text and len(places := tuple(n for n, other in enumerate(texts) if other == text)) > 1
    ]


# ---------------------------------------------------------------- which files
def test_every_form_of_results_says_the_same(tmp_path: Path, results: str) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

    reports = archive()
    texts = [report.model_dump_json() for report in reports]
    parquet.write_table(arrow.table({"source": [""] * 4, "report": texts}), tmp_path / "a.parquet")
    (tmp_path / "list.json").write_text(json.dumps([json.loads(text) for text in texts], indent=2))
    folder = tmp_path / "parts [1]*?"
    folder.mkdir()
    saved(folder / "part-00000.jsonl", reports[:2])
    saved(folder / "part-00001.jsonl", reports[2:])
    (folder / "notes.txt").write_text("not for reading")
    single = tmp_path / "one.json"
    single.write_text(reports[3].model_dump_json(indent=2))
    expected = figures(results)
    for path in ("a.parquet", "list.json", folder.name):
        assert figures(str(tmp_path / path)) == expected, path
    assert figures(saved(tmp_path / "rest.jsonl", reports[:3]), str(single)) == expected


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "words", "a.txt is no file of Reports"),
        ("none.jsonl", None, "none.jsonl cannot be read: no such file"),
        ("a.jsonl", "words\n", "a.jsonl cannot be read"),
        ("a.jsonl", '{"a": 1}\n', "a.jsonl holds something that is no Report"),
        ("a.json", '[{"schema_version": "2.0"}]', "a.json holds something that is no Report"),
        ("a.jsonl", "", "there is no Report"),
        ("a.parquet", "PAR1", "a.parquet cannot be read"),
        ("empty", "/", "empty holds no Reports"),
    ],
)
def test_what_holds_no_reports(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    if text == "/":
        (tmp_path / name).mkdir()
    elif text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as caught, opened([str(tmp_path / name)]):
        pass
    assert told in caught.value.message
    assert caught.value.hint


# ---------------------------------------------------------------- how it is shown
def test_the_command_prints_tables(run: Run, tmp_path: Path, results: str) -> None:
    result = run("stats", "archive.jsonl", "--width", "70")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.decode().splitlines()
    assert lines[0] == (
        "3 articles, 1 that could not be read, 132 words, 7 claims, 43% without a source, 29% with a vague one, 1 finding"
    )
    assert "Harbour Board  organization       3       2         2" in lines
    assert "(not given)         1       1       100%     0%" in lines
    assert "\x1b" not in result.stdout.decode()
    assert not list(tmp_path.glob("*.tmp"))
    assert results


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_no_report_says_has_no_table(run: Run, tmp_path: Path, form: str) -> None:
    saved(tmp_path / "a.jsonl", [of(harbour(), published=None)])
    made = run("stats", "a.jsonl", "--format", form).stdout.decode().lower()
    assert "by publisher" not in made
    assert "by month" not in made
    saved(tmp_path / "a.jsonl", [of(harbour(), published="2026-03-04")])
    made = run("stats", "a.jsonl", "--format", form).stdout.decode().lower()
    assert "by month" in made
    assert "by publisher" not in made


def test_the_command_writes_json(run: Run, results: str) -> None:
    made = json.loads(run("stats", "archive.jsonl", "--format", "json", "--top", "1").stdout)
    assert results
    assert made["totals"]["claims"] == 7
    assert [one["name"] for one in made["sources"]] == ["Harbour Board"]
    assert made["stories"] is None


def test_the_command_names_what_is_wrong(run: Run) -> None:
    result = run("stats", "none.jsonl")
    assert (result.returncode, result.stdout) == (3, b"")
    assert b"none.jsonl cannot be read: no such file" in result.stderr


def test_the_page_escapes_what_the_archive_holds(run: Run, tmp_path: Path) -> None:
    hostile = of(harbour(), publisher="<script>alert(1)</script>", title="<b>")
    saved(tmp_path / "a.jsonl", [hostile, of(hostile, source="b.txt")])
    made = run("stats", "a.jsonl", "--format", "html").stdout.decode()
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert "script-src &#39;none&#39;" in made
    assert made == run("stats", "a.jsonl", "--format", "html").stdout.decode()


def test_the_page_has_no_chart_of_nothing(run: Run, tmp_path: Path) -> None:
    saved(tmp_path / "a.jsonl", [harbour()])
    made = run("stats", "a.jsonl", "--format", "html").stdout.decode()
    assert "Claims by kind" in made
    assert "Findings by rule" not in made
    saved(tmp_path / "a.jsonl", [FAILED])
    assert "<figure" not in run("stats", "a.jsonl", "--format", "html").stdout.decode()


def test_the_page_in_a_browser(browser: Any, run: Run, tmp_path: Path, results: str) -> None:
    """Charts and tables are there at both widths, light and dark; nothing is wider than the window or refused."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    assert run("stats", results, "--format", "html", "-o", "a.html").returncode == 0
    for width, scheme in ((1360, "light"), (400, "dark")):
        page, said = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme), []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto((tmp_path / "a.html").as_uri())
        api.expect(page.locator("figure")).to_have_count(8)
        api.expect(page.locator("tbody th", has_text="Harbour Board")).to_be_visible()
        box = page.locator(".bar.named").first.bounding_box()
        assert box
        assert box["width"] > 20
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert said == []
