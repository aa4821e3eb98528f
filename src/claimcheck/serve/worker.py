"""The process that analyses: a line of JSON and a document on standard input, a line and the answer on standard output.

It ends when its parent does, and says nothing anywhere else: what went wrong with a draft is no line in a log.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from claimcheck.errors import INTERNAL, ClaimcheckError, InputError
from claimcheck.serve.contract import Heading, Job

if TYPE_CHECKING:
    from claimcheck.article import Article
    from claimcheck.report import Report
    from claimcheck.settings import Settings

MOST_MEMORY = 4 * 2**30
"""Bytes of address space: with the engine it is .4 GB, 500,000 characters of news take as much again."""
GROWN = 900 * 2**20
"""Bytes of resident memory beyond which a worker ends after its answer: its successor is there in 1.5 s."""
_ASKED_FOR = frozenset({"text/plain", "text/markdown"})  # what is called so is not looked at for anything else


def main() -> None:
    """Load the engine, say so, and answer one job after another; the first line are the settings, in hexadecimal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which lets the work be finished
    given, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for number in (0, 1):
        os.dup2(os.open(os.devnull, os.O_RDWR), number)  # a library that prints must not be taken for an answer
    settings: Settings = pickle.loads(bytes.fromhex(given.readline().decode()))  # noqa: S301  from our own parent
    _limit_memory()
    try:
        _load(settings)
    except ClaimcheckError as error:
        _tell(told, Heading(0, 0, error.code), json.dumps([error.message, error.hint]).encode())
        return
    _tell(told, Heading(0, 0), b"")
    while line := given.readline():
        job = Job(**json.loads(line))
        said, body = answered(job, given.read(job.size), settings)
        said = said._replace(last=_resident() > GROWN)
        _tell(told, said, body)
        if said.last:
            return


def _load(settings: Settings) -> None:
    """Load what every document needs. Raises a ClaimcheckError where it cannot be had."""
    from claimcheck import lint
    from claimcheck.check import check_text

    lint.require_known(settings)
    check_text("The port raised its fees by 12 percent on Monday.", settings=settings)


def answered(job: Job, data: bytes, settings: Settings) -> tuple[Heading, bytes]:
    """Return the answer to a job, and what is said of it: of an error, the JSON of its Failure."""
    from claimcheck import check
    from claimcheck.report import Tool, failed_report

    try:
        report = check(_article(job, data), published=job.published, settings=settings)
        return Heading(200, 0), _written(job, report).encode()
    except Exception as error:  # noqa: BLE001  the caller is told, and the next is served
        failure = failed_report(job.name, error, tool=Tool(version="", lexicon="")).error
        status = (422 if isinstance(error, InputError) else 400) if isinstance(error, ClaimcheckError) else 500
        code, fault = getattr(error, "code", INTERNAL), "" if isinstance(error, ClaimcheckError) else _fault(error)
        return Heading(status, 0, code, fault), failure.model_dump_json().encode() if failure else b""


def _article(job: Job, data: bytes) -> Article:
    """Return the document that was sent: as it is called, and as its first bytes say where it is called anything."""
    from claimcheck.errors import EmptyInputError, NotTextError
    from claimcheck.read.formats import FORMATS, format_of, served_as

    if not data:
        message = f"{job.name} is empty"
        raise EmptyInputError(message, "send the document as the body of the request")
    if _is_json(data):
        message = f"{job.name} is JSON, and no article"
        raise NotTextError(message, "send the document itself as the body of the request")
    row = FORMATS["text"] if job.media_type == "text/plain" else served_as(job.media_type)
    if row is None or job.media_type not in _ASKED_FOR:
        row = format_of(data, f"{job.name}{row.suffixes[0] if row else PurePath(job.name).suffix}")
    return row.reader()(data, job.name)


def _is_json(data: bytes) -> bool:
    """Return whether a body is an object or a list of JSON: of a caller who takes the service for one that reads those."""
    if data.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _written(job: Job, report: Report) -> str:
    """Return what is answered, to the byte what the command of that name writes with ``--format json``."""
    from claimcheck.export import Layout, exporter

    if job.path == "/lint":
        kept = tuple(one for one in report.findings if job.notes or one.severity != "note")
        pieces = exporter("json", of="findings").written([report.model_copy(update={"findings": kept})], Layout())
    else:
        pieces = exporter("json", of="claims").written([report], Layout())
    return "".join(map(str, pieces))


def _fault(error: Exception) -> str:
    """Return an error's type and the line that raised it, without its message, which may quote the document."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {PurePath(frame.filename).name}:{frame.lineno}"


def _tell(stream: BinaryIO, said: Heading, body: bytes) -> None:
    stream.write(json.dumps(said._replace(size=len(body))._asdict()).encode() + b"\n" + body)
    stream.flush()


def _resident() -> int:
    """Return the most bytes of memory that this process has held; 0 where that is not known."""
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 0


def _limit_memory() -> None:
    """Bound the address space, where the platform can; and the core dump, which would be a copy of the draft."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))  # Linux hands a dump of 0 bytes to a program, of 1 byte none
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, MOST_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
