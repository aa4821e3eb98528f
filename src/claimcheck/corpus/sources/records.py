"""A row of an archive as a document: its text, id and date of publication, by the names of their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO, NamedTuple

from claimcheck.article import iso_date
from claimcheck.corpus.document import ArchiveItem
from claimcheck.errors import DateError, EmptyInputError, InputError, NotTextError

MOST_OF_A_ROW = 16 * 2**20
"""Bytes of a line or a field: ten times the characters that are read of an article, each in its longest writing."""
_LISTED = 8  # names of fields in a message
_LONGEST_NAME = 40


class Fields(NamedTuple):
    """Under which names a row has what is known of an article."""

    text: str = "text"
    id: str = "id"
    published: str = "published"


Reader = Callable[[BinaryIO, str, Fields], Iterator[ArchiveItem]]
"""What reads a container from a stream: its name, and the fields of its rows; yields a document for each row, with an error for one
that is none, and last for what cannot be read further."""


def document_of(row: Mapping[str, object], source: str, fields: Fields) -> ArchiveItem:
    """Return the document of a row, with an error where it has no text, or a date that is none."""
    text, name = row.get(fields.text), row.get(fields.id)
    own = None if name is None or name == "" else str(name)
    error: InputError | DateError | None = None
    published = None
    if not isinstance(text, str):
        names = ", ".join(str(key)[:_LONGEST_NAME] for key in list(row)[:_LISTED])
        error = InputError(
            f"{source} has no text in the field {fields.text}", f"it has {names}: name one of them with --text-field"
        )
    elif not text.strip():
        error = EmptyInputError(f"{source} holds nothing but white space", "was it saved?")
    else:
        try:
            published = _day(row.get(fields.published))
        except DateError as wrong:
            error = DateError(f"{source}: {wrong.message}", wrong.hint)
    return ArchiveItem(source, text if isinstance(text, str) else "", id=own, published=published, error=error)


def unread(source: str, why: str, hint: str = "it may be damaged: fetch it anew") -> ArchiveItem:
    """Return the document of what could not be read: nothing but an error."""
    return ArchiveItem(source, error=NotTextError(f"{source} {why}", hint))


def _day(value: object) -> str | None:
    """Return a date of publication as ``YYYY-MM-DD``: of a date, an ISO date or time, or the date of a mail or a feed."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return iso_date(value)
        except DateError:
            with suppress(ValueError, TypeError, IndexError, OverflowError):
                return parsedate_to_datetime(value).date().isoformat()
    if isinstance(value, date | datetime):
        return iso_date(value)
    message = f"{str(value)[:60]} is no date"
    raise DateError(message, "write it as year-month-day: 2026-03-04")
