"""Reading web pages: ``python -m benchmarks.pages FOLDER [--check] [--json FILE]``, FOLDER holding ``gold.jsonl`` and ``pages.tar.xz``.

Reads each page with claimcheck's reader and with trafilatura on its default settings (comments left out, as in its own
evaluation), in one run, and counts as that evaluation does: each of a page's segments ``with`` that the text holds is
right, one that it lacks is missed, each of its segments ``without`` that the text holds is wrong. claimcheck's text is
the article without captions, metadata and headline. English news pages are those whose wanted text claimcheck takes for
English and whose head says that they are an article (``og:type`` or a JSON-LD ``NewsArticle`` and the like).

Dates, titles and authors are compared where the gold has one: a date with that of htmldate in its fast mode too. ``--check``
fails (exit code 1) where claimcheck is behind trafilatura.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import corpora

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ABOUT = frozenset({"caption", "meta", "headline"})
FIELDS = ("title", "author", "date")
LEAST_RECALL = 0.95
_ARTICLE = re.compile(
    rb"""og:type["'][^>]{0,40}["']article["']|"@type"\s*:\s*\[?\s*"\w*(?:News|Blog|)(?:Article|Posting)\""""
)
_BY = re.compile(r"^(?:by|von|par|di|por)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;/&]|\b(?:and|und|et|y|e|mit)\b)\s*")


class Found(NamedTuple):
    """What an extractor makes of a page."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    date: str | None = None


def claimcheck(page: bytes) -> Found:
    """Read a page with claimcheck's reader."""
    from claimcheck.errors import ClaimcheckError
    from claimcheck.read.html import read_html

    try:
        article = read_html(page, "page.html")
    except ClaimcheckError:
        return Found()
    text = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.section not in ABOUT)
    return Found(text, article.title, "; ".join(article.byline) or None, article.published)


def trafilatura(page: bytes) -> Found:
    """Read a page with trafilatura on its default settings, comments left out."""
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    found = bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None:
        return Found()
    return Found(xmltotxt(found.body, False), found.title, found.author, found.date)  # noqa: FBT003


def htmldate(page: bytes) -> Found:
    """Read a page's date of publication with htmldate in its fast mode."""
    from htmldate import find_date

    return Found(date=find_date(page, extensive_search=False, original_date=True))


READERS: dict[str, Callable[[bytes], Found]] = {
    "claimcheck": claimcheck, "trafilatura": trafilatura, "htmldate": htmldate,
}  # fmt: skip


# ---------------------------------------------------------------- what is right
class Counts(NamedTuple):
    """Segments that were to be found and are, that are not, and that were not to be found and are."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def scores(self) -> tuple[float, float, float]:
        """F1, precision and recall."""
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def counted(text: str, row: dict[str, Any]) -> Counts:
    """Count a page's segments in a text."""
    held = sum(segment in text for segment in row["with"])
    return Counts(held, len(row["with"]) - held, sum(segment in text for segment in row["without"]))


def summed(counts: Sequence[Counts]) -> Counts:
    """Return the sums of all pages' counts."""
    return Counts(*map(sum, zip(*counts, strict=True))) if counts else Counts()


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def people(said: str) -> frozenset[str]:
    """Return the names in a line of authors, each as its letters."""
    return frozenset(filter(None, (letters(name) for name in _SPLIT.split(_BY.sub("", said.strip())))))


def verdict(field: str, said: str | None, gold: str) -> str:
    """Return whether what was found is right, wrong or missing."""
    if not said:
        return "missing"
    alike = people if field == "author" else letters
    return "right" if alike(said) == alike(gold) else "wrong"


# ---------------------------------------------------------------- the measure
def pages_of(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the rows of the gold with their pages."""
    with tarfile.open(folder / "pages.tar.xz") as archive:
        held = {Path(member.name).name: archive.extractfile(member) for member in archive if member.isfile()}
        pages = {name: file.read() for name, file in held.items() if file is not None}
    for row in corpora.read_rows(folder / "gold.jsonl"):
        yield row, pages[row["file"]]


def is_english_news(row: dict[str, Any], page: bytes, text: str) -> bool:
    """Return whether a page is a news article in English."""
    from claimcheck.lang import language

    return _ARTICLE.search(page) is not None and language.looks_english(" ".join([*row["with"], text]))


def measure(folder: Path) -> dict[str, Any]:
    """Return what each reader reaches: scores, verdicts on metadata, CPU seconds."""
    counts: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: Counter[str] = Counter()
    for row, page in pages_of(folder):
        founds = {}
        for name, read in READERS.items():
            start = time.process_time()
            founds[name] = read(page)
            seconds[name] += time.process_time() - start
        sets = ["all"] + ["English news"] * is_english_news(row, page, founds["trafilatura"].text)
        for name, found in founds.items():
            for part in sets if name != "htmldate" else ():
                counts[part, name].append(counted(found.text, row))
            for field in FIELDS:
                if row[field] and (name != "htmldate" or field == "date"):
                    verdicts[f"{field} {name}"][verdict(field, getattr(found, field), row[field])] += 1
    return {
        "pages": {part: len(held) for (part, name), held in counts.items() if name == "claimcheck"},
        "scores": {
            f"{part}, {name}": [round(s, 4) for s in summed(held).scores] for (part, name), held in counts.items()
        },
        "metadata": {key: dict(verdicts[key]) for key in sorted(verdicts)},
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
    }


def ahead(found: dict[str, Any]) -> bool:
    """Return whether claimcheck reaches trafilatura's F1 on both sets, and the recall that is asked."""
    scores = found["scores"]
    return all(
        scores[f"{part}, claimcheck"][0] >= scores[f"{part}, trafilatura"][0]
        and scores[f"{part}, claimcheck"][2] >= LEAST_RECALL
        for part in found["pages"]
    )


def main() -> None:
    """Measure, print the tables, and check where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder that holds gold.jsonl and pages.tar.xz")
    parser.add_argument("--check", action="store_true", help="fail where claimcheck is behind trafilatura")
    parser.add_argument("--json", type=Path, help="write the results there")
    args = parser.parse_args()
    found = measure(args.folder)
    print(f"{'':32}{'F1':>8}{'prec.':>8}{'recall':>8}   pages: {found['pages']}")
    for title, scores in found["scores"].items():
        print(f"{title:32}" + "".join(f"{score:8.3f}" for score in scores))
    print(f"{'':32}{'right':>8}{'wrong':>8}{'missing':>8}")
    for title, verdicts in found["metadata"].items():
        print(f"{title:32}" + "".join(f"{verdicts.get(one, 0):8}" for one in ("right", "wrong", "missing")))
    ratio = found["seconds"]["claimcheck"] / found["seconds"]["trafilatura"]
    print(f"CPU seconds {found['seconds']}: claimcheck needs {ratio:.2f} of trafilatura's")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.check and not ahead(found):
        sys.exit(1)


if __name__ == "__main__":
    main()
