"""``claimcheck batch PATH... -o RESULT``: an archive into rows, a Report each."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.arguments import EXIT_CODES, Number, input_format_option, settings_for
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.corpus.batch import Engine

_EXAMPLES = """\b
Examples:
  claimcheck batch archive/ -o claims.jsonl
  claimcheck batch news.jsonl --text-field body -o claims.parquet
  claimcheck batch CC-NEWS-20260301.warc.gz -j 8 -o claims/
  cat news.jsonl | claimcheck batch - -o - --unordered > claims.jsonl
  claimcheck batch news.jsonl -o claims.jsonl --engine dask

A PATH is an article, a folder of them, a glob, or a file of many: JSON lines
(.jsonl, .jsonl.gz), .csv, .tsv, .parquet, .zip, a feed (.rss, .atom, .xml) or
.warc; - is JSON lines on standard input. RESULT is a .jsonl or .parquet file,
or a folder; - is standard output. What is done is kept in RESULT.parts, so
that a batch that was stopped goes on, and one that is run again is done.

"""
_MOST = "  0    every document was read and analysed"


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most=_MOST, done="in the result"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="RESULT", help="Where the rows go; replaced when all are there.")
@click.option(
    "-j", "--processes", type=click.IntRange(min=1), metavar="N", help="How many processes work [one a core]."
)
@click.option("--resume/--fresh", default=True, help="Keep what is done already, or do it anew [--resume].")
@click.option("--parts", metavar="DIR", help="Keep what is done in DIR, in place of RESULT.parts.")
@click.option(
    "--cache/--no-cache", default=True, help="At the end keep that for the next time, or remove it [--cache]."
)
@click.option("--unordered", is_flag=True, help="Rows as they are done, not in the order of the documents.")
@click.option("--max-errors", type=click.IntRange(min=0), metavar="N", help="Stop once more than N documents failed.")
@click.option("--timeout", type=Number(0, min_open=True), default=600.0, metavar="S", help="Seconds a document [600].")
@click.option("--text-field", default="text", metavar="NAME", help="The field or column with the text [text].")
@click.option("--id-field", default="id", metavar="NAME", help="The one with the id [id].")
@click.option("--date-field", default="published", metavar="NAME", help="The one with the date [published].")
@click.option("--published", metavar="DATE", help="The publication date of every document, such as 2026-03-04.")
@input_format_option
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline as the base, in place of claimcheck's own.")
@click.option("--lang-check", type=click.Choice(["on", "off"]), help="Refuse what is not English [on].")
@click.option("--max-chars", type=click.IntRange(min=1), metavar="N", help="Refuse a text that is longer [1500000].")
@click.option("--engine", type=click.Choice(["processes", "dask"]), default="processes", help="Who works [processes].")
@click.option("--scheduler", metavar="ADDRESS", help="Of Dask, tcp://HOST:PORT; without, a cluster on this machine.")
def batch(paths: tuple[str, ...], output: str, **options: Any) -> int:  # noqa: ANN401
    """Find the claims in every document of an archive: a row a document, whatever happens, on all cores.

    What is in a RESULT is the Report of each document, as --format jsonl writes it; one that cannot be read or analysed
    has an error there, and makes the exit code 3.
    """
    from claimcheck import corpus
    from claimcheck.article import iso_date
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.scale.batch.rows import written

    settings = settings_for(paths[0], options)
    corpus.require_model(settings.model)
    refuse(paths, [output], also_read=settings.files)
    fields = corpus.Fields(options["text_field"], options["id_field"], options["date_field"])
    with _parts(output, options["parts"]) as place, (folder := corpus.Folder(place)).held():
        apart = frozenset(path.absolute() for path in (place, Path(output)))
        if not options["resume"]:
            folder.empty()
        parts = corpus.batch(
            corpus.documents_in(paths, fields=fields, apart=apart),
            folder,
            engine=_engine(options),
            settings=settings,
            published=iso_date(options["published"]),
            ordered=not options["unordered"],
        )
        size = partial(corpus.size_of, paths, apart=apart)
        code, names = written(parts, output, size=size, max_errors=options["max_errors"])
        if not options["cache"]:
            folder.remove()
        elif options["parts"] is None:
            folder.keep(names)
    return code


def _engine(options: dict[str, Any]) -> Engine:
    """Return what does the work. Raises a UsageError for a scheduler without an engine that has one."""
    from claimcheck import workers

    processes = options["processes"] or workers.fitting()
    if options["engine"] == "dask":
        from claimcheck.corpus.engines.dask import on_dask

        return partial(on_dask, scheduler=options["scheduler"], processes=processes, timeout=options["timeout"])
    if options["scheduler"] is not None:
        message = "--scheduler is an address of Dask's"
        raise UsageError(message, "add --engine dask")
    return partial(workers.results, processes=processes, timeout=options["timeout"])


@contextlib.contextmanager
def _parts(output: str, named: str | None) -> Iterator[Path]:
    """Give where parts are kept: the folder that is named, else the one beside the result, else one for this time only."""
    if named is not None or output != "-":
        yield Path(named or f"{output.rstrip('/' + os.sep)}.parts")
        return
    with tempfile.TemporaryDirectory(prefix="claimcheck-") as folder:  # which its owner alone can read
        yield Path(folder)
