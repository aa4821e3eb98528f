"""The exceptions that claimcheck raises, each with the exit code of the command that meets it.

::

    ClaimcheckError             code, exit_code, hint
    ├── UsageError              2  "usage"            what was asked for cannot be done
    │   ├── SettingsError       2  "settings"         a settings file that is wrong
    │   ├── DateError           2  "bad-date"         a publication date that is none
    │   ├── ModelError          2  "model"            a pipeline that is not installed, or lacks what is needed
    │   ├── UnknownClaimError   2  "unknown-claim"    no such claim in this report
    │   ├── ConflictError       2  "conflict"         a decision that was made on an older state of the claim
    │   └── OutputError         2  "output"           the result could not be written; an older one is left as it was
    └── InputError              3  "unreadable"       an input could not be read
        ├── EmptyInputError     3  "empty"            nothing in it but white space
        ├── NotTextError        3  "not-text"         binary data, or a format that is not read
        ├── LanguageError       3  "not-english"      the words are not English ones
        ├── TimeOutError        3  "timeout"          not done in the time that is given to an input
        ├── WorkerDiedError     3  "worker-died"      the process that read it ended, twice
        ├── TooManyErrorsError  3  "too-many-errors"  a batch in which more documents failed than were allowed to
        └── NotReachedError   130  "interrupted"      the user interrupted before it was read

Exit code 0 means that every input was read and listed. Anything else that is raised for an input is a bug in claimcheck:
``internal`` in its failed Report, and exit code 70. A batch goes on after either, and ends with the largest of its codes.
"""

from __future__ import annotations

from typing import ClassVar


class ClaimcheckError(Exception):
    """Something that the user can put right: ``message`` says what is wrong, ``hint`` what to do about it."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)  # both, so that the exception can be pickled between processes
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class UsageError(ClaimcheckError):
    """What was asked for cannot be done."""

    code = "usage"


class SettingsError(UsageError):
    """A settings file or value that is wrong."""

    code = "settings"


class DateError(UsageError):
    """A publication date that is none."""

    code = "bad-date"


class ModelError(UsageError):
    """A pipeline that is not installed, or lacks annotation that the rules need."""

    code = "model"


class UnknownClaimError(UsageError):
    """No claim of the report has this id."""

    code = "unknown-claim"


class ConflictError(UsageError):
    """A decision that was made on an older state of its claim: somebody else has decided since."""

    code = "conflict"


class OutputError(UsageError):
    """The result could not be written; an older result is left as it was."""

    code = "output"


class InputError(ClaimcheckError):
    """An input could not be read."""

    code = "unreadable"
    exit_code = 3


class EmptyInputError(InputError):
    """An input with nothing in it but white space."""

    code = "empty"


class NotTextError(InputError):
    """An input that is binary data, or of a format that is not read yet."""

    code = "not-text"


class LanguageError(InputError):
    """An input whose words are not English ones."""

    code = "not-english"


class TimeOutError(InputError):
    """An input of a batch that was not done in the time that an input is given, twice."""

    code = "timeout"


class WorkerDiedError(InputError):
    """An input of a batch at which the process that read it ended, twice."""

    code = "worker-died"


class TooManyErrorsError(InputError):
    """A batch in which more documents failed than were allowed to."""

    code = "too-many-errors"


class NotReachedError(InputError):
    """An input of a batch that the user interrupted before it was read; those before it are in the result."""

    code = "interrupted"
    exit_code = 130


INTERNAL, BUG = "internal", 70
"""The code and the exit code of what is raised for an input and is no ClaimcheckError."""


def exit_code_of(code: str) -> int:
    """Return the exit code that belongs to the ``code`` of an error: 70 for ``internal``, 3 for one of no class here."""
    if code == INTERNAL:
        return BUG
    found: list[type[ClaimcheckError]] = [ClaimcheckError]
    for kind in found:  # grows while it is walked
        if kind.code == code:
            return kind.exit_code
        found.extend(kind.__subclasses__())
    return InputError.exit_code
