"""What a caller may ask and what comes back: the query of each address, the findings, refusals, and the bounds in force."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from claimcheck.report import Failure, Finding, Model

TOKEN = "CLAIMCHECK_TOKEN"  # noqa: S105  the name of the variable
"""The environment variable that holds the token of the service."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Bounds(NamedTuple):
    """What the service takes at most."""

    workers: int
    """Processes that analyse."""
    waiting: int
    """Requests that may wait for one of them; one more is refused with 429."""
    seconds: float
    """For the analysis of a document, from when a worker takes it."""
    max_bytes: int
    """Of a body."""
    sending: float = 20.0
    """Seconds in which a body has to be there: a place in the queue is held for it."""


def _day(value: str) -> str:
    """Return a date as it was given. Raises a ValueError for what is none."""
    if not _DATE.fullmatch(value):
        message = "write it as year-month-day: 2026-03-04"
        raise ValueError(message)
    datetime.date.fromisoformat(value)
    return value


class Question(BaseModel):
    """The query of ``/check``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    path: ClassVar[str] = "/check"

    published: Annotated[
        str | None,
        AfterValidator(lambda value: None if value is None else _day(value)),
        Field(
            description="The publication date: `last week` depends on it.",
            json_schema_extra={"format": "date"},
            examples=["2026-03-04"],
        ),
    ] = None
    name: Annotated[
        str, Field(min_length=1, max_length=200, description="What the document is called in the answer.")
    ] = "-"


class LintQuestion(Question):
    """The query of ``/lint``."""

    path: ClassVar[str] = "/lint"

    notes: Annotated[
        Literal["true", "false"], Field(description="Also the notes: how a desk may want it sourced and worded.")
    ] = "false"


class LintRecord(Finding):
    """A finding as ``claimcheck lint --format json`` writes it: with the document's name, and the words it stands on."""

    source: str
    text: str


class ServiceState(Model):
    """How the service is."""

    status: Literal["ok", "not ready"]


class RefusedError(Exception):
    """A request that gets no result: the status of the answer, and the Failure that is its body."""

    def __init__(self, status: int, code: str, message: str, *, hint: str = "", wait: int | None = None) -> None:
        super().__init__(status, code)
        self.status, self.wait = status, wait
        self.failure = Failure(code=code, message=message, hint=hint)


def asked(model: type[Question], query: Sequence[tuple[str, str]]) -> Question:
    """Return a query, checked. Raises a RefusedError of 422 that says what is wrong with it."""
    times = Counter(name for name, _ in query)
    wrong = next((name for name in times if times[name] > 1), None)
    if wrong is not None:
        raise RefusedError(422, "query", f"{wrong} is given twice", hint="give it once")
    try:
        return model.model_validate(dict(query))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, known = ".".join(map(str, first["loc"])), ", ".join(model.model_fields)
        message = f"{name}: {first['msg'].removeprefix('Value error, ')}"
        raise RefusedError(422, "query", message, hint=f"{model.path} takes: {known}") from None


class Job(NamedTuple):
    """What a worker is asked for, beside the document: JSON on one line."""

    path: str
    published: str | None
    name: str
    notes: bool
    media_type: str
    size: int

    def line(self) -> bytes:
        """Return the job as a worker reads it."""
        return json.dumps(self._asdict()).encode() + b"\n"


class Heading(NamedTuple):
    """What a worker says before the ``size`` bytes of its answer."""

    status: int
    size: int
    code: str = ""
    """The error's code; nothing where there is none."""
    fault: str = ""
    """Where in claimcheck an internal error was raised, and its type: what may be logged."""
    last: bool = False
    """Whether the worker ends with it, because of what it has grown to."""
