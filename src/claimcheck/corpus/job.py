"""The heart of a batch: a part of an archive into a file of rows, once; whoever calls it, on whatever machine."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import __version__, workers
from claimcheck.article import scrubbed
from claimcheck.corpus.document import ArchiveItem, Part
from claimcheck.corpus.folder import PartTally, is_whole, write_rows
from claimcheck.errors import ModelError, SettingsError
from claimcheck.report import Report, failed_report

if TYPE_CHECKING:
    from claimcheck.settings import Settings

_WEIGHTS = Path(__file__).parents[1] / "models" / "engine"
_LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "lxml", "trafilatura", "htmldate", "markdown-it-py", "pypdfium2")
"""What the rows hang on beside claimcheck itself."""
_OF_NO_RESULT = {"format", "allow_network", "allow_private", "fail_on", "notes"}


def edition_of(settings: Settings, published: str | None = None) -> str:
    """Return what decides, beside its documents, which rows a part has: versions, weights, lexicon and settings."""
    values = settings.model_dump(mode="json", exclude=_OF_NO_RESULT)
    said = (__version__, _weights(), settings.tool().lexicon, _versions(settings.model), values, published)
    return json.dumps(said, sort_keys=True)


def job(
    part: Part, output: Path, *, settings: Settings, published: str | None = None, at: Callable[[int], object] = int
) -> Path:
    """Write the rows of a part to a file, unless it is there, and return the file. It is there whole, or it is not there.

    A document that cannot be read or analysed is a row that says why. They are taken by length, the shortest first, and
    ``at`` is called with the place of each before it is; rows have the order of the part. Raises a ModelError or a
    SettingsError, which would be that of every row, and an OSError where nothing can be written.
    """
    if is_whole(output):
        return output
    from claimcheck.annotate import pipeline  # not before: a part that is there needs no engine

    if any(document.error is None for document in part.documents):
        pipeline.load(settings.model)  # before the first document, whose time begins with it
    rows: dict[int, Report] = {}
    with _few_collections():
        for place in sorted(range(len(part.documents)), key=lambda place: len(part.documents[place].data)):
            at(place)
            rows[place] = report_of(part.documents[place], settings=settings, published=published)
    ordered = [rows[place] for place in range(len(rows))]
    tally = PartTally(
        documents=len(rows),
        words=sum(row.article.words for row in ordered),
        weight=sum(document.weight for document in part.documents),
        errors=tuple(row.error.code for row in ordered if row.error is not None),
    )
    write_rows(output, tally, [row.model_dump_json() for row in ordered])
    return output


def report_of(document: ArchiveItem, *, settings: Settings, published: str | None = None) -> Report:
    """Return the Report of a document, with its id; one with ``error`` where there is no other.

    Raises a ModelError or a SettingsError: what is wrong then is wrong with every document.
    """
    from claimcheck.check import check

    try:
        report = check(document.article(settings), published=published, settings=settings)
    except (ModelError, SettingsError):
        raise
    except Exception as error:  # noqa: BLE001  an archive goes on, and the row says what happened
        report = failed_report(scrubbed(document.source), error, tool=settings.tool())
    own = None if document.id is None else scrubbed(document.id)
    return report.model_copy(update={"article": report.article.model_copy(update={"id": own})})


def report_lines(documents: list[ArchiveItem], *, settings: Settings) -> list[str]:
    """Return the row of each document as JSON, without a line end: what an engine of rows makes of a batch of them."""
    with _few_collections():
        return [report_of(document, settings=settings).model_dump_json() for document in documents]


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let garbage be collected rarely for a while: Python's own way costs a process of an engine a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(workers.NEW_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def _weights() -> str:
    """Return the identity of the weights: their own name and version, and their files' digest."""
    digest = hashlib.sha256()
    for path in sorted(_WEIGHTS.glob("*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _versions(model: str | None) -> list[str]:
    """Return the versions of the libraries, and of the spaCy pipeline that is to be the base."""
    return [_version(name) for name in (*_LIBRARIES, *([model] if model else []))]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
