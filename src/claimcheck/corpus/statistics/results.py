"""The Reports of an archive in tables of DuckDB: JSON lines, JSON, Parquet with a column of Reports, or folders of them.

DuckDB reads the files itself and spills into a private folder; it fetches no extension and opens no connection.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import InputError
from claimcheck.export.extras import needed
from claimcheck.read.source import refuse_endless

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LARGEST = 512 * 2**20
"""Bytes of one Report, or of a list of them in one file; a Report of the longest text that is read has 60 million."""
_SUFFIXES = (".jsonl", ".json", ".parquet")
_GLOB = re.compile(r"[*?\[]")
_SPAN = '"text":"VARCHAR"'
_SHAPE = f"""{{
  "schema_version":"VARCHAR",
  "article":{{"source":"VARCHAR","title":"VARCHAR","publisher":"VARCHAR","published":"VARCHAR","url":"VARCHAR",
    "words":"BIGINT",{_SPAN}}},
  "sources":[{{"id":"VARCHAR","name":"VARCHAR","type":"VARCHAR","grade":"INTEGER"}}],
  "claims":[{{{_SPAN},"kinds":["VARCHAR"],"support":"VARCHAR","source_id":"VARCHAR",
    "marks":[{{"kind":"VARCHAR",{_SPAN},"value":"DOUBLE","value2":"DOUBLE","unit":"VARCHAR","of":"VARCHAR"}}]}}],
  "findings":[{{"rule":"VARCHAR","severity":"VARCHAR","suppressed":"JSON"}}],
  "error":{{"code":"VARCHAR"}}
}}"""
"""What is read of a Report; the rest of it is passed over."""
_DOCUMENTS = """
CREATE TABLE documents AS
SELECT '' AS file, json_transform('{}', getvariable('shape')) AS report LIMIT 0
"""
_TABLES = """
CREATE TABLE articles AS
SELECT rowid AS document, report.article.source AS source, coalesce(report.article.title, '') AS title,
  coalesce(nullif(trim(report.article.publisher), ''),
    nullif(regexp_extract(lower(report.article.url), '^[a-z]+://(?:www[.])?([^/:?#]+)', 1), ''), '') AS publisher,
  coalesce(report.article.published, '') AS published, left(coalesce(report.article.published, ''), 7) AS month,
  report.article.words AS words, report.article.text AS text, true AS counted
FROM documents WHERE report.error.code IS NULL;
CREATE TABLE claims AS
SELECT document, document * 1_000_000 + place AS claim, one.text AS text, one.kinds AS kinds, one.support AS support,
  one.source_id AS source_id, one.marks AS marks
FROM (SELECT rowid AS document, unnest(report.claims) AS one, generate_subscripts(report.claims, 1) AS place
  FROM documents WHERE report.error.code IS NULL);
CREATE TABLE sources AS
SELECT document, one.id AS id, one.name AS name, one.type AS type, one.grade AS grade
FROM (SELECT rowid AS document, unnest(report.sources) AS one FROM documents WHERE report.error.code IS NULL);
CREATE TABLE findings AS
SELECT document, one.rule AS rule, one.severity AS severity
FROM (SELECT rowid AS document, unnest(report.findings) AS one FROM documents WHERE report.error.code IS NULL)
WHERE one.suppressed IS NULL OR one.suppressed::VARCHAR = 'null';
"""


@contextlib.contextmanager
def opened(paths: Sequence[str]) -> Iterator[DuckDBPyConnection]:
    """Give a database with the tables ``documents``, ``articles``, ``claims``, ``sources`` and ``findings`` of the Reports.

    A document goes by its ``rowid``: its place among all, in the order of the files.
    Raises an InputError for what holds none, a UsageError where DuckDB is not installed.
    """
    duckdb = needed("duckdb", extra="stats")
    files = [file for path in paths for file in _files(path)]
    with tempfile.TemporaryDirectory(prefix="claimcheck-") as spilled:
        offline = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        with duckdb.connect(config={"temp_directory": spilled, "threads": 2, **offline}) as database:
            database.execute("SET VARIABLE shape = $shape", {"shape": _SHAPE})
            database.execute(_DOCUMENTS)
            for file in files:
                _load(database, file)
            _refuse_strange(database)
            database.execute(_TABLES)
            yield database


def _files(path: str) -> list[Path]:
    """Return the files of results that a path names: itself, or those in the folder that it is."""
    place = Path(path)
    if not place.is_dir():
        if place.suffix not in _SUFFIXES:
            message = f"{path} is no file of Reports"
            raise InputError(
                message, "name what batch or check --format jsonl wrote: .jsonl, .json, .parquet, a folder"
            )
        return [place]
    try:
        found = sorted(file for file in place.iterdir() if file.suffix in _SUFFIXES)
    except PermissionError:
        message = f"{path} cannot be read: permission denied"
        raise InputError(message, f"chmod u+rx {path}") from None
    if not found:
        message = f"{path} holds no Reports"
        raise InputError(message, f"there has to be a file in it that ends in {', '.join(_SUFFIXES)}")
    return found


def _load(database: DuckDBPyConnection, file: Path) -> None:
    """Add the Reports in a file to the table. Raises an InputError where they cannot be read."""
    import duckdb

    refuse_endless(str(file))
    name = _GLOB.sub(r"[\g<0>]", str(file.absolute()))  # DuckDB takes a name for a pattern
    source, column = "read_parquet($name)", "report"
    if file.suffix != ".parquet":
        form = "newline_delimited" if file.suffix == ".jsonl" else "auto"
        source, column = f"read_json_objects($name, format='{form}', maximum_object_size={_LARGEST})", "json"
    query = (
        "INSERT INTO documents SELECT $file, "  # noqa: S608  the names are parameters
        f"json_transform({column}::JSON, getvariable('shape')) FROM {source}"
    )
    try:
        database.execute(query, {"file": str(file), "name": name})
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0] if file.exists() else "no such file"
        message = f"{file} cannot be read: {reason}"
        raise InputError(message, "name what batch or check --format jsonl wrote") from None


def _refuse_strange(database: DuckDBPyConnection) -> None:
    """Raise an InputError for the first row that is no Report of this version, and for no row at all."""
    row = database.execute(
        "SELECT file FROM documents WHERE report.schema_version IS DISTINCT FROM '1.0' ORDER BY rowid LIMIT 1"
    ).fetchone()
    if row is not None:
        message = f"{row[0]} holds something that is no Report of schema version 1.0"
        raise InputError(message, "make it again with claimcheck batch, or check --format jsonl")
    if not database.execute("SELECT count(*) FROM documents").fetchall()[0][0]:
        message = "there is no Report"
        raise InputError(message, "name what batch or check --format jsonl wrote")
