"""The order of things, with a stand-in for the pipeline: no weights are needed."""

from __future__ import annotations

import datetime
import importlib
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

import claimcheck
import stand_in
from claimcheck import lang
from claimcheck.article import Article
from claimcheck.errors import DateError, LanguageError, ModelError
from claimcheck.settings import Settings
from soak import whole

TEXT = "PORT KESSA, May 2, 2024 — The port raised its fees by 12 percent on Monday, and 200 ships left it.\n"
GERMAN = "Die Regierung hat am Montag beschlossen, dass die Steuern im Jahr um 3 Prozent steigen. " * 10


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return ``claimcheck.check``, the module, over the stand-in."""
    stood_in: dict[str, ModuleType] = {}
    stand_in.install(stood_in)
    annotate = importlib.import_module("claimcheck.annotate")
    for name, module in stood_in.items():
        monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr(annotate, name.rsplit(".", 1)[1], module, raising=False)
    importlib.import_module("claimcheck.check")
    return sys.modules["claimcheck.check"]


def test_check_reads_a_file(module: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = module.check(path)
    assert report.article.source == str(path)
    assert report.tool.model.name == "stand-in"
    assert len(report.tool.lexicon) == 12
    assert report.text[report.claims[0].start : report.claims[0].end] == report.claims[0].text


def test_option_before_metadata_before_dateline(module: ModuleType) -> None:
    article = Article(TEXT, published="2025-01-01")
    assert module.check(article, published="2026-03-04").article.published == "2026-03-04"
    assert module.check(article).article.published == "2025-01-01"
    assert module.check(Article(TEXT)).article.published == "2024-05-02"
    assert module.check(Article("It rose by 3 percent.")).article.published is None
    assert module.check_text(TEXT, published=datetime.date(2026, 3, 4)).article.published == "2026-03-04"
    with pytest.raises(DateError):
        module.check_text(TEXT, published="soon")


def test_language_is_checked_for_articles_only(module: ModuleType) -> None:
    with pytest.raises(LanguageError):
        module.check(Article(GERMAN))
    assert module.check(Article(GERMAN), settings=Settings(lang_check=False)).error is None
    assert module.check_text(GERMAN).error is None


def test_check_text_reads_markdown_where_it_is_told(module: ModuleType) -> None:
    report = module.check_text("# 3 ships\n\n```\n4 ships\n```\n", settings=Settings(input_format="markdown"))
    assert [claim.section for claim in report.claims] == ["headline"]


def test_model_that_is_not_installed(module: ModuleType) -> None:
    with pytest.raises(ModelError):
        module.check_text(TEXT, settings=Settings(model="en_none"))


def test_check_many_loses_nothing(module: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("3 ships.", encoding="utf-8")
    (tmp_path / "c.txt").write_text("BREAK THE PIPELINE", encoding="utf-8")
    sources = [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt", Article("4 ships.", source="d")]
    reports = list(module.check_many(iter(sources)))
    codes = [report.error.code if report.error else None for report in reports]
    assert codes == [None, "unreadable", "internal", None]
    assert [report.article.source for report in reports] == [getattr(s, "source", str(s)) for s in sources]


def test_check_is_the_function_whoever_imports_the_module(module: ModuleType) -> None:
    assert claimcheck.check is module.check
    assert claimcheck.check_text is module.check_text


def test_package_exports() -> None:
    assert set(claimcheck.__all__) <= set(dir(claimcheck))
    assert claimcheck.Report.__name__ == "Report"
    with pytest.raises(AttributeError, match="nothing"):
        _ = claimcheck.nothing


HOUSES = {
    house: Settings(lexicon={"hedges": ({"cue": cue, "example": f"It sank, {cue}."},)})
    for house, cue in {"rumour": "as rumour has it", "tale": "so the tale goes"}.items()
}
GOSSIP = "The port sank 40 ships, as rumour has it.\n\nThe port raised 30 ships, so the tale goes.\n"


def of_houses(reports: Iterable[tuple[claimcheck.Report, ...]]) -> None:
    """Hold that the reports are those of the houses: of each an article read with its own rows, and a failed one."""
    digests = [lang.Lexicon.of(settings.lexicon).digest() for settings in HOUSES.values()]
    for read, missing in zip(*[iter(reports)] * 2, strict=True):
        assert [[claim.hedged for claim in report.claims] for report in read] == [[True, False], [False, True]]
        assert [report.error and report.error.code for report in missing] == ["unreadable"] * 2
        assert [report.tool.lexicon for report in (*read, *missing)] == digests * 2
    assert len({*digests, lang.digest()}) == 3


@pytest.mark.weights
def test_each_settings_have_their_own_lexicon_in_one_process() -> None:
    inputs = [Article(GOSSIP), "missing.txt"] * 2
    of_houses(zip(*(claimcheck.check_many(inputs, settings=settings) for settings in HOUSES.values()), strict=True))
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(list, claimcheck.check_many(inputs * 4, settings=s)) for s in [*HOUSES.values()] * 2]
        done = [run.result() for run in runs]
    of_houses(zip(*done[:2], strict=True))
    of_houses(zip(*done[2:], strict=True))


@whole
@pytest.mark.weights
def test_two_real_processes_give_what_one_gives(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.txt", "missing.txt", "b.txt")]
    for path in (paths[0], paths[2]):
        path.write_text(f"{TEXT}\nFile {path.stem} has 2 sentences, the mayor said.\n", encoding="utf-8")
    assert list(claimcheck.check_many(paths, processes=2)) == list(claimcheck.check_many(paths))
