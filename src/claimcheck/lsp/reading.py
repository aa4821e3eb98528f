"""What claimcheck says of the text in an editor, each claim and finding at its place there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from claimcheck import __version__, settings
from claimcheck.article import Article, Place, scrubbed
from claimcheck.check import check
from claimcheck.errors import InputError
from claimcheck.lsp.positions import TextLines
from claimcheck.read import formats, reader
from claimcheck.report import Claim, Finding, Report, Tool, failed_report
from claimcheck.settings import Settings

MOST_CHARS = 200_000
"""Characters that are read while somebody writes; so many take ten seconds."""


class OpenText(NamedTuple):
    """What an editor has in a window: the file's path, None for one that was never saved, and the language it takes it for."""

    uri: str
    path: str | None
    language: str
    version: int
    text: str

    @property
    def name(self) -> str:
        """What the text is called in its Report."""
        return self.path or "-"

    @property
    def folder(self) -> Path | None:
        """Where its settings are looked for."""
        return Path(self.path).parent if self.path else None


class Spot(NamedTuple):
    """Where something stands in the editor's text: its own offsets, the line that its paragraph begins with, and its fix's."""

    start: int
    end: int
    paragraph: int
    fix: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim or a finding of a Report, at its place in the editor's text."""

    spot: Spot
    what: Claim | Finding
    report: Report

    def moved(self, by: int) -> Shown:
        """Return the same, so many characters further on."""
        start, end, paragraph, fix = self.spot
        there = Spot(start + by, end + by, paragraph + by, fix and (fix[0] + by, fix[1] + by))
        return replace(self, spot=there)


Places = dict[str, Spot]
"""By the ids of claims and findings."""


def read(draft: OpenText, *, published: str | None = None, alone: bool = False) -> tuple[Report, Places]:
    """Return the Report of a text and the places of what is shown of it; a failed Report where it could not be read.

    ``alone`` says that it is a paragraph of an article, too short to tell its language from.
    """
    try:
        given = settings.load(draft.folder)
        if alone:
            given = given.model_copy(update={"lang_check": False})
        article = _article(draft, given)
        report = check(article, published=published, settings=given)
        return report, dict(_places(report, article, TextLines(draft.text), notes=given.notes))
    except Exception as error:  # noqa: BLE001  the editor goes on, and is told
        return failed_report(draft.name, error, tool=Tool(version=__version__, lexicon="")), {}


def _article(draft: OpenText, given: Settings) -> Article:
    """Return the text as an article. Raises an InputError for one that is too long to be read again and again."""
    if len(draft.text) > MOST_CHARS:
        message = f"this text is longer than {MOST_CHARS:,} characters"
        raise InputError(message, "claimcheck lint FILE reads it; in the editor it would take too long")
    named = formats.known(given.input_format) if given.input_format else None
    markdown = draft.language == "markdown" or draft.name.endswith(formats.FORMATS["markdown"].suffixes)
    row = named if named and named.text else formats.FORMATS["markdown" if markdown else "text"]
    return reader(row.name)(scrubbed(draft.text), draft.name)


def _places(report: Report, article: Article, lines: TextLines, *, notes: bool) -> Iterator[tuple[str, Spot]]:
    """Yield the places of all claims, and of the findings that nobody has switched off."""
    for claim in report.claims:
        yield claim.id, _spot(claim.start, claim.end, article=article, lines=lines)
    for finding in report.open_findings if notes else report.due_findings:
        spot = _spot(finding.start, finding.end, article=article, lines=lines)
        yield finding.id, spot._replace(fix=_fixed(finding, lines))


def _spot(start: int, end: int, *, article: Article, lines: TextLines) -> Spot:
    block = article.block_at(start)
    first, last = article.locate(start), article.locate(max(end - 1, start))
    opens = lines.start_of_line(_offset(article.locate(block.start) if block else first, lines))
    return Spot(_offset(first, lines), min(_offset(last, lines) + 1, len(lines.text)), opens)


def _offset(place: Place, lines: TextLines) -> int:
    return lines.offset((place.line or 1) - 1, (place.column or 1) - 1)


def _fixed(finding: Finding, lines: TextLines) -> tuple[int, int] | None:
    """Return where the words stand that a fix replaces; None where the text has others there, as within marks of Markdown."""
    edit = finding.fix
    if edit is None or edit.where.line is None or edit.where.column is None:
        return None
    start = lines.offset(edit.where.line - 1, edit.where.column - 1)
    end = start + edit.end - edit.start
    return (start, end) if lines.text[start:end] == edit.old else None


def shown(report: Report, places: Places) -> tuple[Shown, ...]:
    """Return what a Report shows, in the order of the text."""
    every: tuple[Claim | Finding, ...] = (*report.claims, *report.findings)
    found = [Shown(places[one.id], one, report) for one in every if one.id in places]
    return tuple(sorted(found, key=lambda one: (one.spot.start, one.spot.end, one.what.id)))
