"""``claimcheck serve``: the service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.arguments import EXIT_CODES, Number
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.serve.server import ServiceAddress

_EXAMPLES = """\b
Examples:
  claimcheck serve
  claimcheck serve --port 9000 --workers 4
  claimcheck serve --host 0.0.0.0 --token-file token.txt

POST a document to /check for its Report, to /lint for what will not survive a
fact-check; /openapi.json describes the rest. Ctrl-C or SIGTERM ends it, when
all that was accepted is answered. The log, on standard error, has a line a
request, and never a word of what was sent.

"""
_LONGEST_TOKEN = 4096  # bytes of its file


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    ended", done="answered"))
@click.option("--host", default="127.0.0.1", metavar="HOST", help="Where to listen [127.0.0.1, this machine alone].")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, metavar="N", help="The port, 0 for any [8420].")
@click.option("--token-file", metavar="PATH", help="Ask every caller for the token in this file [CLAIMCHECK_TOKEN].")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Processes that analyse [a core each].")
@click.option(
    "--queue", type=click.IntRange(0, 10_000), default=32, metavar="N", help="Documents that may wait [32]; then 429."
)
@click.option("--timeout", type=Number(0.1, 3600), default=30.0, metavar="S", help="Seconds for a document [30].")
@click.option(
    "--max-bytes", type=click.IntRange(1), default=10_000_000, metavar="N", help="Bytes of a document [10000000]."
)
@click.option(
    "--max-chars", type=click.IntRange(min=1), default=200_000, metavar="N", help="Characters of its text [200000]."
)
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline as the base, in place of claimcheck's own.")
@click.option("--lang-check", type=click.Choice(["on", "off"]), help="Refuse what is not English [on].")
def serve(host: str, port: int, token_file: str | None, **options: Any) -> int:  # noqa: ANN401
    """Answer requests with Reports and findings, for this machine or, with a token, for others.

    The settings are those of the folder that it is started in.
    """
    from claimcheck.cli.arguments import settings_for
    from claimcheck.serve import server

    server.needed_for_service()
    from claimcheck.serve.contract import Bounds

    workers = options["workers"] or _cores()
    bounds = Bounds(workers, options["queue"], options["timeout"], options["max_bytes"])
    settings = settings_for("-", options)
    token = _token(token_file)
    server.require_token(host, token)
    _log()
    server.serve(settings, bounds, server.ServiceAddress(host, port), token=token, ready=_ready)
    return 0


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _token(path: str | None) -> str | None:
    """Return the token in a file, else in the environment; None for none."""
    from claimcheck.serve.contract import TOKEN

    if path is None:
        return os.environ.get(TOKEN) or None
    try:
        with Path(path).open(encoding="utf-8") as stream:
            return stream.read(_LONGEST_TOKEN).strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        raise UsageError(message, "name a file that holds the token") from None


def _ready(address: ServiceAddress) -> None:
    from claimcheck.cli import output as out

    with out.writer(None, encoding="utf-8") as write:
        write(f"{address.url}\n")


def _log() -> None:
    """Write the service's log on standard error."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("claimcheck.serve")
    log.setLevel(logging.INFO)
    log.addHandler(handler)
