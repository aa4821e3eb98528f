"""The rows of a batch on their way into the result: counted, with what went wrong said, and stopped where it is too much."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli import output as out
from claimcheck.cli.messages import show, show_error
from claimcheck.cli.scale.batch.progress import Progress, progress
from claimcheck.errors import InputError, OutputError, TooManyErrorsError, exit_code_of

if TYPE_CHECKING:
    from claimcheck.corpus import Done

_SAID = 20  # errors that are said; all of them are in the result


def written(
    parts: Iterable[Done], output: str, *, size: Callable[[], int | None], max_errors: int | None
) -> tuple[int, frozenset[bytes]]:
    """Write the rows of all parts; return the exit code, and the parts' names as bytes.

    Raises a TooManyErrorsError once more than ``max_errors`` documents failed, an OutputError where nothing can be written.
    """
    names: set[bytes] = set()
    hinted: set[str] = set()
    worst = 0
    try:
        with progress(size) as seen, _destination(output) as add:
            for done in parts:
                _say(done, seen, hinted)
                worst = max([worst, *(max(InputError.exit_code, exit_code_of(code)) for code in done.tally.errors)])
                add(done.rows)
                names.add(bytes.fromhex(done.name))
                seen.add(done.tally)
                if max_errors is not None and sum(seen.errors.values()) > max_errors:
                    message = f"more than {max_errors} documents failed, and nothing was written"
                    raise TooManyErrorsError(
                        message, "mend them, or allow more with --max-errors; what is done is kept"
                    )
    except KeyboardInterrupt:
        show("note", f"interrupted after {seen.documents:,} documents: the same command goes on from there")
        raise
    show("note", seen.told())
    return worst, frozenset(names)


def _say(done: Done, seen: Progress, hinted: set[str]) -> None:
    """Say what is wrong with the documents that failed, as long as they are few, and each hint once."""
    if not done.tally.errors:
        return
    said = sum(seen.errors.values())
    failed = [error for row in done.rows if (error := json.loads(row)["error"])]
    for error in failed[: max(0, _SAID - said)]:
        with seen.apart():
            show_error(error["message"], "" if error["hint"] in hinted else error["hint"])
        hinted.add(error["hint"])
    if said < _SAID <= said + len(failed):
        with seen.apart():
            show("note", "further errors are in the result only")


@contextlib.contextmanager
def _destination(output: str) -> Iterator[Callable[[Sequence[bytes]], object]]:
    """Give what takes rows: standard output, or the file or folder that is replaced when the block ends well."""
    from claimcheck.corpus import result_at

    if output == "-":
        with out.writer(None, encoding="utf-8") as write:
            yield lambda rows: write(b"".join(rows).decode("utf-8"))
        return
    try:
        with result_at(Path(output)) as result:
            yield result.add
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror or error}"
        raise OutputError(message, "choose a place with room that you may write to; what is done is kept") from None
