"""What is measured on: our own fixtures with their gold, and public corpora in a data folder where one is given."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIXTURES = Path(__file__).parent.parent / "fixtures"
PARAGRAPH = "\n\n"

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def sha256(path: Path) -> str:
    """Return the first 16 hexadecimal digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


# ---------------------------------------------------------------- our own fixtures
def fixture_rows(folder: Path = FIXTURES) -> list[Row]:
    """Return the articles that have gold, as rows of ``id``, ``date``, ``text``, ``items`` and ``attributions``."""
    return [_fixture_row(path, folder) for path in sorted((folder / "gold").glob("*.json"))]


def _fixture_row(path: Path, folder: Path) -> Row:
    """Return one annotated article, its items and spans located."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (folder / "articles" / gold["article"]).read_text(encoding="utf-8")
    items = [item | dict(zip(("start", "end"), locate(text, item), strict=True)) for item in gold["items"]]
    relations = [
        relation | {role: [locate(text, piece) for piece in relation[role]] for role in ("source", "cue", "content")}
        for relation in gold["attributions"]
    ]
    return {"id": path.stem, "date": gold["published"], "text": text, "items": items, "attributions": relations}


def locate(text: str, piece: Mapping[str, Any]) -> tuple[int, int]:
    """Return where ``piece["text"]`` stands: its ``occurrence``-th place from 1, to be given where there are several.

    Raises ValueError where the text holds no such place.
    """
    wanted, occurrence = piece["text"], piece.get("occurrence", 1)
    starts = [match.start() for match in re.finditer(_whole(wanted), text)]
    if len(starts) < occurrence:
        message = f"{wanted!r} stands {len(starts)} times in the text, not {occurrence}"
        raise ValueError(message)
    if len(starts) > 1 and "occurrence" not in piece:
        message = f"{wanted!r} stands {len(starts)} times in the text: say which with occurrence"
        raise ValueError(message)
    start = starts[occurrence - 1]
    return start, start + len(wanted)


def _whole(words: str) -> str:
    """Return the pattern of ``words`` that begin and end no other word: `he` is not in `the`."""
    before, after = (r"\b" if edge.isalnum() else "" for edge in (words[0], words[-1]))
    return before + re.escape(words) + after


# ---------------------------------------------------------------- Universal Dependencies
@dataclass(frozen=True, slots=True)
class Word:
    """A word of a treebank with its place in the text; ``head`` is the place of its head, None for a root."""

    start: int
    end: int
    xpos: str
    upos: str
    deprel: str
    head: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with gold sentences (offset pairs) and, from a treebank, its words."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    words: tuple[Word, ...] = ()


def read_documents(path: Path) -> list[Document]:
    """Return documents that come as text with sentence offsets."""
    return [Document(row["text"], tuple((start, end) for start, end in row["sents"])) for row in read_rows(path)]


def read_treebank(path: Path) -> list[Document]:
    """Return the documents of a CoNLL-U file with text rebuilt: paragraphs a blank line apart, ``SpaceAfter`` kept."""
    builders: list[_Builder] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().splitlines()
        if not lines:
            continue
        comments = [line for line in lines if line.startswith("#")]
        if not builders or any(line.startswith("# newdoc") for line in comments):
            builders.append(_Builder())
        new_paragraph = any(line.startswith("# newpar") for line in comments)
        builders[-1].add([line.split("\t") for line in lines if not line.startswith("#")], new_paragraph=new_paragraph)
    return [builder.document() for builder in builders]


class _Builder:
    """Puts one document's text together, sentence by sentence."""

    def __init__(self) -> None:
        self.text = ""
        self.sentences: list[tuple[int, int]] = []
        self.words: list[Word] = []

    def add(self, rows: list[list[str]], *, new_paragraph: bool) -> None:
        """Append a sentence of CoNLL-U rows."""
        if new_paragraph and self.text:
            self.text = self.text.rstrip() + PARAGRAPH
        start = len(self.text)
        places: dict[str, tuple[int, int]] = {}
        for surface, parts in _surfaces(rows):
            begin = len(self.text)
            self.text += surface[1]
            places |= _inside(begin, surface[1], parts)
            self.text += "" if "SpaceAfter=No" in surface[9] else " "
        self.sentences.append((start, len(self.text.rstrip())))
        self.words += [
            Word(*places[row[0]], xpos=row[4], upos=row[3], deprel=row[7], head=places.get(row[6]))
            for row in rows
            if row[0] in places
        ]

    def document(self) -> Document:
        """Return what was put together."""
        return Document(self.text.rstrip(), tuple(self.sentences), tuple(self.words))


def _surfaces(rows: list[list[str]]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield each stretch as it is written (a multiword token or a word) with its words; empty nodes are left out."""
    words = [row for row in rows if row[0].isdigit()]
    ranges = {row[0].split("-")[0]: row for row in rows if "-" in row[0]}
    position = 0
    while position < len(words):
        word = words[position]
        surface = ranges.get(word[0], word)
        width = int(surface[0].split("-")[1]) - int(word[0]) + 1 if surface is not word else 1
        yield surface, words[position : position + width]
        position += width


def _inside(begin: int, surface: str, parts: list[list[str]]) -> dict[str, tuple[int, int]]:
    """Return the place of each word inside a surface; where its words do not spell it, all have the whole of it."""
    if "".join(part[1] for part in parts) != surface:
        return {part[0]: (begin, begin + len(surface)) for part in parts}
    places = {}
    for part in parts:
        places[part[0]] = (begin, begin + len(part[1]))
        begin += len(part[1])
    return places
