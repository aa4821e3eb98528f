"""The service as OpenAPI 3.1, made from the models of what is asked and answered, and from the formats that are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic.json_schema import models_json_schema

from claimcheck import __version__
from claimcheck.read.formats import FORMATS
from claimcheck.report import Failure, Report
from claimcheck.serve.contract import Bounds, LintQuestion, LintRecord, Question, ServiceState

OCTETS = "application/octet-stream"
MEDIA_TYPES = (*(name for row in FORMATS.values() for name in row.media_types), OCTETS)
"""What a body may be called; of ``application/octet-stream`` its first bytes tell the format."""
_TEXT: dict[str, Any] = {
    "schema": {
        "type": ["string", "number", "boolean", "null"],
        "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$",
        "minLength": 1,
    },
    "example": "The port raised its fees by 12 percent on Monday, the Harbour Board said.",
}
"""Text with a word in it, and no object or list of JSON: whatever fits is answered with 200, but for one of many words in another language."""
_FILE: dict[str, Any] = {}
"""Octets: OpenAPI 3.1 gives them their media type, and no schema."""
_UNTOLD = frozenset({"application/xhtml+xml"})
"""Taken, and not described: OpenAPI would have a schema of its XML, and a page of HTML has none."""
_SPELLED = frozenset({"text/plain", "text/markdown", "text/html", "text/rtf", OCTETS})
"""What is read as text where it is no file of that kind: only of text a pattern speaks."""
_STATE = "ServiceState"
_REFUSED = {
    400: "The request, or the settings of the service, cannot be used.",
    401: "The token is missing or wrong.",
    403: "It comes from a page of another site, or under another name of this machine.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    415: "Documents of this media type are not read.",
    422: "The document, or the query, cannot be read.",
    429: "Too many documents are waiting; `Retry-After` says when to come again.",
    500: "A bug in claimcheck.",
    503: "No worker is ready.",
    504: "The document took too long, and was given up.",
}


def described(bounds: Bounds, *, token: bool) -> dict[str, Any]:
    """Return the description; ``token`` says whether one is asked for."""
    mode: Literal["serialization"] = "serialization"
    _, schemas = models_json_schema(
        [(model, mode) for model in (Report, LintRecord, Failure, ServiceState)],
        ref_template="#/components/schemas/{model}",
    )
    limits = f"At most {bounds.max_bytes:,} bytes and {bounds.seconds:g} s a document, and {bounds.waiting} that wait."
    secured = (401, 403) if token else (403,)
    everybody: dict[str, Any] = {"security": []} if token else {}
    posted = [*sorted({*_REFUSED} - {401} | {*secured})]
    findings = {"type": "array", "items": _named("LintRecord")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "claimcheck", "version": __version__, "description": limits},
        "paths": {
            "/check": {"post": _posted("The Report of a document.", Question, _named("Report"), statuses=posted)},
            "/lint": {"post": _posted("What will not survive a fact-check.", LintQuestion, findings, statuses=posted)},
            "/health": {"get": everybody | _got("Whether the service lives.", _named(_STATE), statuses=[403])},
            "/ready": {"get": everybody | _got("Whether it can take a document.", _named(_STATE), statuses=[403, 503])},
            "/metrics": {"get": _got("Figures for Prometheus.", {"type": "string"}, statuses=secured)},
            "/openapi.json": {"get": _got("This description.", {"type": "object"}, statuses=secured)},
        },
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}} if token else {},
        },
        "security": [{"token": []}] if token else [],
    }


def _posted(
    summary: str, question: type[Question], schema: dict[str, Any], *, statuses: Sequence[int]
) -> dict[str, Any]:
    """Return an address that takes a document."""
    parameters = [
        {"name": name, "in": "query", "required": False, "schema": _plain(field)}
        for name, field in question.model_json_schema()["properties"].items()
    ]
    content = {name: _TEXT if name in _SPELLED else _FILE for name in MEDIA_TYPES if name not in _UNTOLD}
    body = {"required": True, "content": content}
    return {"parameters": parameters, "requestBody": body} | _got(summary, schema, statuses=statuses)


def _got(summary: str, schema: dict[str, Any], *, statuses: Sequence[int]) -> dict[str, Any]:
    """Return an address with its answers."""
    media_type = "text/plain" if schema == {"type": "string"} else "application/json"
    failed = {str(status): _response(_REFUSED[status], _named("Failure")) for status in statuses}
    return {"summary": summary, "responses": {"200": _response("Done.", schema, media_type), **failed}}


def _response(told: str, schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    headers = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
    waits = {"headers": headers} if "Retry-After" in told else {}
    return {"description": told, "content": {media_type: {"schema": schema}}} | waits


def _named(model: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{model}"}


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter, which is there as a string or not at all, and so is never null."""
    kinds = [kind for kind in field.get("anyOf", ()) if kind.get("type") != "null"]
    left_out = {"anyOf", "title", *(("default",) if field.get("default") is None else ())}
    return {**(kinds[0] if kinds else {}), **{name: value for name, value in field.items() if name not in left_out}}
