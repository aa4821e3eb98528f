"""Parts through ``job`` by processes of this machine, or by an engine; what is done comes back in order, or as it is done."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import workers
from claimcheck.corpus.document import ArchiveItem, Part, parts_of
from claimcheck.corpus.folder import Folder, PartTally, read_rows
from claimcheck.corpus.job import edition_of, job
from claimcheck.errors import ModelError, OutputError

if TYPE_CHECKING:
    from claimcheck.settings import Settings

Engine = Callable[[workers.Work[Part, str], Iterable[Part]], Generator[tuple[int, str]]]
"""What has work done for each part, somewhere, and yields the part's place and its result, in any order."""


class Done(NamedTuple):
    """A part that is done: its name, what it amounts to, and its rows, each a line of JSON."""

    name: str
    tally: PartTally
    rows: list[bytes]


def batch(
    documents: Iterable[ArchiveItem],
    folder: Folder,
    *,
    engine: Engine,
    settings: Settings,
    published: str | None = None,
    ordered: bool = True,
) -> Iterator[Done]:
    """Yield the parts of an archive as they are done, in its order, or without ``ordered`` in that of being done.

    No document is missing and none is there twice. Memory does not grow with the archive. Raises a ModelError or a
    SettingsError, an OutputError where a part's file is missing, and what ``documents`` raises.
    """
    work = partial(_work, folder=folder.path.absolute(), settings=settings, published=published)
    with closing(engine(work, parts_of(documents, edition_of(settings, published)))) as found:
        names = workers.in_order(found) if ordered else (name for _, name in found)
        for name in names:
            yield _done(folder.file_of(name), name)


def _work(
    part: Part,
    given_up: workers.GivenUp,
    at: workers.At,
    /,
    *,
    folder: Path,
    settings: Settings,
    published: str | None,
) -> str:
    """Do the job of a part, without what is given up in it, and return its name."""
    part = part.without(given_up)
    job(part, Folder(folder).file_of(part.name), settings=settings, published=published, at=at)
    return part.name


def _done(path: Path, name: str) -> Done:
    try:
        return Done(name, *read_rows(path))
    except FileNotFoundError:
        message = f"{path} is not there, though it was written"
        raise OutputError(message, "the folder must be one that all machines share") from None
    except ValueError as error:
        message = f"{path} was damaged behind the batch: {error}"
        raise OutputError(message, "run it again") from None


def require_model(name: str | None) -> None:
    """Raise a ModelError for a spaCy pipeline that is not there, before an archive is read for nothing."""
    if name is not None and not Path(name).exists() and importlib.util.find_spec(name) is None:
        message = f"no spaCy pipeline named {name!r} is installed"
        raise ModelError(message, f"python -m spacy download {name}, or leave out --model")
