"""The JSON Schema of the Report, for whoever reads it with another program."""

from __future__ import annotations

import json

from claimcheck.report import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> str:
    """Return the JSON Schema of a Report as it is written, indented, with a line end."""
    schema = {"$schema": _DIALECT, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
