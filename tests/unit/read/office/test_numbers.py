"""No number of a document is lost or changed on the way to its text: another program reads the same ones."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from claimcheck.read import open_article

ARTICLES = Path(__file__).parents[4] / "fixtures/articles"
FILES = sorted(path for kind in ("docx", "odt", "rtf", "epub") for path in ARTICLES.rglob(f"*.{kind}"))
_NUMBER = re.compile(r"\d+")
EXPLAINED = {
    "ferry-inspections.docx": ({"6"}, {"412"}),  # hidden text, which Word does not show; a text box, which pandoc drops
    "clinic-waits.docx": ({"1"}, {"2022", "14"}),  # a list's number; the title, which pandoc takes for metadata
    "energy-offshore-wind.docx": (set(), {"6"}),  # the title
    "reservoir-levels.odt": ({"1", "2"}, set()),  # a list's numbers
    "tram-extension.epub": (
        {"1", "2", "3", "4", "5", "6", "2026"},
        set(),
    ),  # its contents, and a list's and notes' numbers
}
"""What is in pandoc's text alone, and what in ours alone, each for a reason."""


def numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_numbers_are_those_that_pandoc_reads(path: Path) -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed: the Debian package of that name")
    command = [pandoc, "-t", "plain", "--wrap=none", "--track-changes=accept", str(path)]
    plain = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = numbers(re.sub(r"\[\d+\]", "", plain))  # the labels that it gives to notes
    article = open_article(path)
    ours = numbers(article.text)
    for note in article.notes:  # comments, which pandoc leaves out, are no part of the text
        if note.kind != "comment" and note.body is None:
            ours += numbers(note.text)
    lost, more = EXPLAINED.get(path.name, (set(), set()))
    assert (set(theirs - ours), set(ours - theirs)) == (lost, more)
