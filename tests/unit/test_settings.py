"""Defaults, then a file, then the caller; unknown keys are errors, and each value knows its origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import SettingsError
from claimcheck.read.formats import FORMATS as INPUT_FORMATS
from claimcheck.settings import Settings, find, load


def test_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings == Settings()
    assert (settings.format, settings.input_format, settings.model, settings.lang_check) == ("list", None, None, True)
    assert settings.origin("format") == "default"


def test_own_file_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('format = "json"\nlang-check = false\n', encoding="utf-8")
    inner = tmp_path / "desk" / "drafts"
    inner.mkdir(parents=True)
    settings = load(inner, {"format": None, "lang_check": True})
    assert (settings.format, settings.lang_check) == ("json", True)
    assert settings.origin("format") == str(tmp_path / "claimcheck.toml")
    assert settings.origin("lang_check") == "command line"
    assert settings.origin("model") == "default"


def test_pyproject_counts_where_it_speaks_of_claimcheck(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.claimcheck]\nformat = "jsonl"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert find(inner) == tmp_path / "pyproject.toml"
    assert load(inner).format == "jsonl"
    (inner / "pyproject.toml").write_text("not toml", encoding="utf-8")
    assert load(inner).format == "jsonl"


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ('formt = "json"', "unknown setting formt", "did you mean format?"),
        ("zzz = 1", "unknown setting zzz", "there are: format, input_format"),
        ('lang_check = "perhaps"', "lang_check = 'perhaps'", "bool"),
        ("format = ", "cannot be read as settings", "toml.io"),
        ("a." * 5000 + "b = 1", "a key has more than 100 parts", "toml.io"),  # the square of their number
        ("a = {" + "'a' . " * 5000 + "b = 1}", "a key has more than 100 parts", "toml.io"),
        ("max_chars = 0x" + "f" * 5000, "a number has more than 1,000 digits", "toml.io"),  # none that can be printed
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: str, message: str, hint: str) -> None:
    (tmp_path / "claimcheck.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert message in caught.value.message
    assert "claimcheck.toml" in caught.value.message
    assert hint in caught.value.hint


def test_tool_claimcheck_must_be_a_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nclaimcheck = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a table"):
        load(tmp_path)


@pytest.mark.parametrize("content", ["tool = 1\n", 'tool = "claimcheck"\n', 'tool = ["claimcheck"]\n', "[[tool]]\n"])
def test_a_pyproject_whose_tools_are_no_table_says_nothing_of_claimcheck(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    assert load(tmp_path) == Settings()
    (tmp_path / "claimcheck.toml").write_text('extends = "pyproject.toml"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a table"):
        load(tmp_path)


def test_listed_formats_are_those_of_the_settings() -> None:
    assert [Settings(input_format=name).input_format for name in INPUT_FORMATS] == list(INPUT_FORMATS)
