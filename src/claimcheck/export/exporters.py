"""The formats that Reports are written in: ours, a row each, and those that an installed package adds by entry point."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from claimcheck.errors import UsageError
from claimcheck.export.extras import expect
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import inert

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from claimcheck.report import Report  # pydantic, which --help must not pay for

GROUP = "claimcheck.exporters"
"""The entry points of this group are named like a format, and each is an ``Exporter``."""
Content = Literal["claims", "findings"]
_CLAIMS, _FINDINGS, _EXCHANGE = (f"claimcheck.export.{room}" for room in ("claims", "findings", "exchange"))
_LONGEST = 80  # characters of a file name without its ending


class Exporter(NamedTuple):  # making a dataclass costs 1 ms or more, which --help would pay
    """A format: its name on the command line, what it shows of a Report, and the ``module:function`` that writes it."""

    name: str
    of: Content
    writer: str
    title: str
    for_people: bool = False
    """Whether it is written in the terminal's encoding; what a program reads is UTF-8."""
    suffix: str = ".txt"
    """How the name of a file of it ends."""
    library: str = ""
    """The module that it needs beyond our dependencies, and the ``extra`` which brings that."""
    extra: str = ""

    def written(self, reports: Iterable[Report], layout: Layout) -> Iterator[str | bytes]:
        """Return the pieces of the text, or of the file, that the reports are, each as soon as its report is there."""
        import pkgutil

        pieces = cast("Iterator[str | bytes]", pkgutil.resolve_name(self.writer)(reports, layout))
        return (inert(piece) if isinstance(piece, str) else piece for piece in pieces) if self.for_people else pieces


EXPORTERS = (
    Exporter("list", "claims", f"{_CLAIMS}.worklist:export", "for a person", for_people=True),
    Exporter("json", "claims", f"{_CLAIMS}.json:export", "the Report", suffix=".json"),
    Exporter("jsonl", "claims", f"{_CLAIMS}.json:export_lines", "a Report a line", suffix=".jsonl"),
    Exporter("html", "claims", "claimcheck.export.page.html:export", "a page to work with", suffix=".html"),
    Exporter("markdown", "claims", f"{_EXCHANGE}.markdown:export", "with footnotes", suffix=".md"),
    Exporter("csv", "claims", f"{_EXCHANGE}.checklist:export", "a checklist", suffix=".csv"),
    Exporter("xlsx", "claims", f"{_EXCHANGE}.workbook:export", "the same as a workbook", suffix=".xlsx", library="openpyxl", extra="office"),
    Exporter("docx", "claims", f"{_EXCHANGE}.word:export", "the draft with comments", suffix=".docx", library="docx", extra="office"),
    Exporter("pdf", "claims", f"{_EXCHANGE}.pdf:export", "a copy of a PDF with notes", suffix=".marked.pdf"),
    Exporter("annotations", "claims", f"{_EXCHANGE}.annotations:export", "W3C Web Annotation", suffix=".jsonld"),
    Exporter("hypothesis", "claims", f"{_EXCHANGE}.annotations:export_hypothesis", "for its import", suffix=".hypothesis.json"),
    Exporter("schema-org", "claims", f"{_EXCHANGE}.schema_org:export", "Claim and Quotation", suffix=".schema.json"),
    Exporter("parquet", "claims", f"{_EXCHANGE}.table:export", "a table for programs", suffix=".parquet", library="pyarrow", extra="parquet"),
    Exporter("prodigy", "claims", f"{_EXCHANGE}.corpora:export_prodigy", "spans", suffix=".prodigy.jsonl"),
    Exporter("label-studio", "claims", f"{_EXCHANGE}.corpora:export_label_studio", "tasks", suffix=".tasks.json"),
    Exporter("brat", "claims", f"{_EXCHANGE}.corpora:export_brat", "standoff", suffix=".ann"),
    Exporter("docbin", "claims", f"{_EXCHANGE}.corpora:export_docbin", "for spaCy", suffix=".spacy"),
    Exporter("conllu", "claims", f"{_EXCHANGE}.conllu:export", "tokens", suffix=".conllu"),
    Exporter("airtable", "claims", f"{_EXCHANGE}.airtable:export", "three linked tables", suffix=".airtable.zip"),
    Exporter("text", "findings", f"{_FINDINGS}.text:export", "a line and a caret each", for_people=True),
    Exporter("json", "findings", f"{_FINDINGS}.json:export", "one list"),
    Exporter("jsonl", "findings", f"{_FINDINGS}.json:export_lines", "one a line"),
    Exporter("github", "findings", f"{_FINDINGS}.github:export", "notes on a pull request"),
    Exporter("sarif", "findings", f"{_FINDINGS}.sarif:export", "SARIF 2.1.0, with the claims to review"),
    Exporter("junit", "findings", f"{_FINDINGS}.junit:export", "JUnit XML"),
)  # fmt: skip
"""Our own formats; the first of a content is what it is written in where nobody says."""


def exporters_of(of: Content) -> tuple[Exporter, ...]:
    """Return our formats of claims or of findings, by name."""
    return tuple(row for row in EXPORTERS if row.of == of)


def exporter(name: str | None, *, of: Content, origin: str = "") -> Exporter:
    """Return a format by its name, our first for None; ``origin`` says who asked.

    Raises a UsageError where none has it, and where the library is not installed that it needs.
    """
    own = {row.name: row for row in exporters_of(of)}
    if name is None or name in own:
        found = own[name or next(iter(own))]
        if found.library:
            expect(found.library, extra=found.extra)
        return found
    from importlib.metadata import entry_points  # costs as much as the whole of --help

    installed = entry_points(group=GROUP)
    for row in map(_loaded, installed.select(name=name)):
        if row.of == of:
            return row
    message = f"unknown format {name}" + (f" ({origin})" if origin else "")
    raise UsageError(message, f"there are: {', '.join([*own, *sorted(installed.names - set(own))])}")


def _loaded(entry: EntryPoint) -> Exporter:
    """Return the format that a package adds. Raises a UsageError for one that cannot be loaded or is none."""
    try:
        row = entry.load()
    except Exception as error:  # noqa: BLE001  somebody else's code
        row = f"{type(error).__name__}: {error}"
    if not isinstance(row, Exporter):
        message = f"the format {entry.name} that {entry.value} should be cannot be used: {row}"
        raise UsageError(message, "mend or remove the package that brings it")
    return row


def stems(sources: Iterable[str]) -> Iterator[str]:
    """Yield a file name for each article, without an ending, no two the same in any case of letters; none is ``index``."""
    met = {"index"}
    for source in sources:
        stem = "".join(one if one.isalnum() or one in "-_." else "-" for one in PurePath(source).stem)
        stem = stem.strip("-.")[:_LONGEST] or "article"
        free = (name for number in itertools.count(1) if (name := stem if number == 1 else f"{stem}-{number}"))
        name = next(name for name in free if name.casefold() not in met)
        met.add(name.casefold())
        yield name
