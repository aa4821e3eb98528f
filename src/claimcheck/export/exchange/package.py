"""What the formats share that are zip packages: the libraries that write them, and the same bytes at every time."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from types import ModuleType

from claimcheck.errors import UsageError

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def needed(name: str, *, extra: str) -> ModuleType:
    """Return an installed module. Raises a UsageError that names the extra which brings it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        message = f"this needs {name}, which is not installed"
        raise UsageError(message, f"pip install 'claimcheck-cli[{extra}]'") from None


def repacked(package: bytes) -> bytes:
    """Return a zip package with the same parts and no times, so that equal Reports make equal files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "docProps/core.xml":
                text = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", text)
            new.writestr(zipfile.ZipInfo(part.filename, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
