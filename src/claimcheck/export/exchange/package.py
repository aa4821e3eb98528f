"""What the formats share that are zip packages: the same bytes at every time."""

from __future__ import annotations

import io
import re
import zipfile

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


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
