"""What the front matter of a Markdown file says, and what no front matter can do to its reader."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from claimcheck.read.markdown import read_markdown
from claimcheck.read.markdown.front_matter import front_matter
from soak import size


def said(inner: str, rule: str = "---") -> dict[str, object]:
    """Return what front matter says, without what it does not say."""
    told = front_matter(f"{rule}\n{inner}\n{rule}\n\nText.").said.fields()
    del told["language"], told["published_from"]
    return {name: value for name, value in told.items() if value}


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("title: >-\n  Fees rise\n  in May", "Fees rise in May"),
        ("title: >\n  Fees rise\n", "Fees rise"),
        ("title: |\n  Fees rise\n  in May", "Fees rise in May"),
        ("title: Fees rise\n  in May", "Fees rise in May"),
        ('"title": Fees rise', "Fees rise"),
        ("'Title' : Fees rise", "Fees rise"),
        ('title: "Fees \\u2013 a rise"', "Fees – a rise"),
        ("title: 'The board''s fees'", "The board's fees"),
        ("title: 2026", "2026"),
        ("title: 007", "007"),
        ("title: 1.10", "1.10"),
        ("title: Yes", "Yes"),
        ("title: 2026-03-04", "2026-03-04"),
        ("title: Fees rise # at last", "Fees rise"),
        ("title: 'Fees #1'", "Fees #1"),
        ("title: !!python/object:os.system ls", "ls"),
        ("title: First\ntitle: Second", "Second"),
        ("title:\nheadline: Fees rise", "Fees rise"),
        ("title: ~\nheadline: Fees rise", "Fees rise"),
        ("{title: Fees rise}", "Fees rise"),
        ("? [a, b]\n: c\ntitle: Fees rise", "Fees rise"),
        # what no YAML parser takes, and newsrooms write
        ("title: Fees: a rise", "Fees: a rise"),
        ("title: Fees: the board's rise # at last", "Fees: the board's rise"),
        ("title: [Update] Fees rise", "[Update] Fees rise"),
        ("title: @board raises fees", "@board raises fees"),
        ("title: *Fees* rise", "*Fees* rise"),
        ('title: "Fees" rise', '"Fees" rise'),
        ("title: 'Fees rise", "'Fees rise"),
        ("title: 'The board's fees'", "The board's fees"),
        ('title: "Fees \\d"', "Fees \\d"),
        ("title:\tFees rise", "Fees rise"),
        ("tags:\n\t- a\ntitle: Fees rise", "Fees rise"),
        ("title: [Fees, rise", "[Fees, rise"),
        ("title: Fees: a rise\ntags: [a, b]\nauthor: 'Ann Lee'", "Fees: a rise"),
    ],
)
def test_titles(inner: str, title: str) -> None:
    assert said(inner)["title"] == title


@pytest.mark.parametrize(
    ("inner", "byline"),
    [
        ("author: Ann Lee", ("Ann Lee",)),
        ("author: {name: Ann Lee, mail: ann@a.example}", ("Ann Lee",)),
        ("author:\n  name: Ann Lee\n  mail: ann@a.example", ("Ann Lee",)),
        ("author:\n  name: [Ann Lee, Bo Ek]", ("Ann Lee", "Bo Ek")),
        ("authors: [Ann Lee, 'Bo Ek']", ("Ann Lee", "Bo Ek")),
        ("authors:\n- Ann Lee\n- Bo Ek", ("Ann Lee", "Bo Ek")),
        ("authors:\n  - name: Ann Lee\n    mail: a\n  - Bo Ek", ("Ann Lee", "Bo Ek")),
        ("authors:\n  ann:\n    name: Ann Lee\n  bo: {name: Bo Ek}", ("Ann Lee", "Bo Ek")),
        ("authors: ['Lee, Ann']", ("Lee, Ann",)),
        ("author: null\nbyline: Bo Ek", ("Bo Ek",)),
        ("author: {mail: ann@a.example}\nbyline: Bo Ek", ("Bo Ek",)),
        ("authors: []\nbyline: Bo Ek", ("Bo Ek",)),
    ],
)
def test_authors(inner: str, byline: tuple[str, ...]) -> None:
    assert said(f"title: T\n{inner}")["byline"] == byline


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-04",
        "'2026-03-04'",
        "2026-03-04 10:15:00 +0100",
        "2026-03-04T10:15:00Z",
        "\n  2026-03-04",
        ">-\n  2026-03-04",
    ],
)
def test_dates(written: str) -> None:
    assert said(f"date: {written}\nlastmod: 2026-03-05")["published"] == "2026-03-04"
    assert said(f"lastmod: {written}")["modified"] == "2026-03-04"


def test_toml() -> None:
    inner = (
        "title = '''Fees\nrise'''\ndate = 2026-03-04T10:15:00Z\nlastmod = 2026-03-05\n"
        "url = 'https://a.example/x'\n[[authors]]\nname = 'Ann Lee'\n[[authors]]\nname = 'Bo Ek'"
    )
    assert said(inner, "+++") == {
        "title": "Fees rise", "published": "2026-03-04", "modified": "2026-03-05", "url": "https://a.example/x",
        "byline": ("Ann Lee", "Bo Ek"),
    }  # fmt: skip
    assert said("title = 2026\nauthor.name = 'Ann Lee'", "+++") == {"title": "2026", "byline": ("Ann Lee",)}


@pytest.mark.parametrize(
    ("matter", "place"),
    [
        ("---\ntitle: Fees rise\n---", (2, 8)),
        ("---\n\"title\": 'Fees rise'\n---", (2, 11)),
        ("---\ndate: 2026-03-04\ntitle: >-\n  Fees rise\n---", (4, 3)),
        ("---\ntitle: >-\n  Fees\n  rise\n---", None),
        ('+++\ntitle = "Fees rise"\n+++', (2, 10)),
    ],
)
def test_where_the_title_stands(matter: str, place: tuple[int, int] | None) -> None:
    assert front_matter(matter).title_at == place
    assert read_markdown(f"{matter}\n\nThe fee rose.").title == "Fees rise"


@pytest.mark.parametrize(
    "inner",
    [
        "A rule above, and prose that goes on.",
        "Note: this is prose.\nIt goes on below.",
        "Breaking news: the dam broke.",
        "Breaking news: the dam broke,\n  they say.",
        "2026: a year to forget",
        "The board said: [it rose]",
        "- a list",
        "# only a comment",
        "",
    ],
)
def test_what_is_no_front_matter_stays_text(inner: str) -> None:
    assert front_matter(f"---\n{inner}\n---\n\nText.").lines == 0


LAUGHS = "\n".join(["a0: &a0 [ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))])


@pytest.mark.soak
@pytest.mark.parametrize(
    ("rule", "inner"),
    [
        ("---", f"{LAUGHS}\nauthors: *a29\ntitle: T"),
        ("---", "authors: &a [*a, *a]\ntitle: T"),
        ("---", "authors: &a {name: *a}\ntitle: T"),
        ("---", f"title: T\nauthors: {'[' * size(30_000)}"),
        ("---", f"title: T\nauthors: {'[' * size(30_000)}{']' * size(30_000)}"),
        ("---", f"title: T\nauthors: {'{a: ' * size(12_000)}"),
        ("---", "title: T\nauthors:\n" + "\n".join(f"{' ' * n}- " for n in range(600))),
        ("---", "title: T\n" + "a: b\n" * size(12_000)),
        ("---", "title: T\n" + "a: b\n" * size(14_000)),
        ("---", "title: T\nb: " + "x" * size(60_000)),
        ("---", "title: T\nb: '" + "''" * size(30_000)),
        ("---", "title: \x07\x00"),
        ("---", "<<: {title: T}\n? \n: x"),
        ("+++", f"title = 'T'\nauthors = {'[' * size(30_000)}"),
        ("+++", f"title = 'T'\nauthors = {'[' * size(5_000)}{']' * size(5_000)}"),
        ("+++", f"title = 'T'\nauthor.{'a.' * size(20_000)}b = 1"),
        ("+++", "title = 'T'\nauthor" + ".'a'" * size(15_000) + " = 1"),
        ("+++", "title = 'T'\n" + "".join(f"a{n} = 1\n" for n in range(size(20_000)))),
    ],
)  # fmt: skip
def test_no_front_matter_hangs_or_raises(rule: str, inner: str) -> None:
    started = time.process_time()
    article = read_markdown(f"{rule}\n{inner}\n{rule}\n\nThe fee rose.")
    assert "The fee rose." in article.text
    assert time.process_time() - started < size(20)


def test_yaml_is_loaded_only_for_front_matter() -> None:
    code = (
        "import sys; from claimcheck.read.markdown import read_markdown; read_markdown('# Fees rise');"
        "read_markdown('+++\\ntitle = 1\\n+++'); assert 'yaml' not in sys.modules;"
        "read_markdown('---\\ntitle: T\\n---'); assert 'yaml' in sys.modules"
    )
    paths = [path for path in sys.path if path]
    subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}; {code}"], check=True)
