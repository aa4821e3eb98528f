"""What the service answers, and whom: the addresses, the bounds of a body, the door, and a line in the log for each request."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import secrets
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from claimcheck.report import Failure
from claimcheck.serve.contract import Bounds, Job, LintQuestion, Question, RefusedError, ServiceState, asked
from claimcheck.serve.metrics import Metrics
from claimcheck.serve.openapi import MEDIA_TYPES, OCTETS, described
from claimcheck.serve.pool import WorkerPool

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("claimcheck.serve")
"""A line a request: method, address, status, the error's code, bytes, seconds. Never a word of what was sent."""
_FOR_EVERYBODY = frozenset({"/health", "/ready"})
_PATHS = _FOR_EVERYBODY | {"/check", "/lint", "/metrics", "/openapi.json"}
_JSON = "application/json"
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store", "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-resource-policy": "same-origin", "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
)  # fmt: skip


class Service:
    """The addresses of the service."""

    def __init__(self, pool: WorkerPool, bounds: Bounds, metrics: Metrics) -> None:
        self._pool, self._bounds, self._metrics = pool, bounds, metrics

    async def check(self, request: Request) -> Response:
        """Answer with the Report of the body."""
        return await self._analysed(request, Question)

    async def lint(self, request: Request) -> Response:
        """Answer with the findings in the body."""
        return await self._analysed(request, LintQuestion)

    async def health(self, _: Request) -> Response:
        """Answer that the service lives."""
        return _state(ServiceState(status="ok"))

    async def ready(self, _: Request) -> Response:
        """Answer whether a document would be taken."""
        if not self._pool.ready:
            raise RefusedError(503, "not-ready", "no worker is ready", hint="ask again in a second")
        return _state(ServiceState(status="ok"))

    async def metrics(self, _: Request) -> Response:
        """Answer with the figures for Prometheus."""
        return Response(self._metrics.text(), headers={"content-type": self._metrics.content_type})

    async def _analysed(self, request: Request, model: type[Question]) -> Response:
        """Answer with what a worker makes of the body; a place in the queue is taken before the body is read."""
        question = asked(model, request.query_params.multi_items())
        media_type = _media_type(request)
        declared = request.headers.get("content-length", "")
        _refuse_large(int(declared) if declared.isdecimal() else 0, self._bounds)
        try:
            with self._pool.admitted():
                data = await self._body(request)
                notes = getattr(question, "notes", "false") == "true"
                job = Job(model.path, question.published, question.name, notes, media_type, len(data))
                told, body = await self._pool.answer(job, data, gone=request.is_disconnected)
        except RefusedError as refused:
            if refused.status == 429:  # noqa: PLR2004
                await _drained(request, self._bounds)
            raise
        request.scope["claimcheck.told"] = f"{told.code} {told.fault}".strip()
        return Response(body, told.status, media_type=_JSON)

    async def _body(self, request: Request) -> bytes:
        """Return the body. Raises a RefusedError where it is too large, or too slow."""
        pieces, size = [], 0
        try:
            async with asyncio.timeout(self._bounds.sending):
                async for piece in request.stream():
                    _refuse_large(size := size + len(piece), self._bounds)
                    pieces.append(piece)
        except TimeoutError:
            message = f"the document was not there within {self._bounds.sending:g} s"
            raise RefusedError(408, "slow", message, hint="send it again") from None
        except ClientDisconnect:
            raise RefusedError(499, "gone", "the caller has gone") from None
        return b"".join(pieces)


def _media_type(request: Request) -> str:
    """Return what the body is called. Raises a RefusedError for what is not read."""
    name = request.headers.get("content-type", OCTETS).partition(";")[0].strip().lower() or OCTETS
    if name not in MEDIA_TYPES:
        raise RefusedError(415, "media-type", f"{name[:100]} is not read", hint=f"there are: {', '.join(MEDIA_TYPES)}")
    return name


def _refuse_large(size: int, bounds: Bounds) -> None:
    if size > bounds.max_bytes:
        message = f"the document is larger than {bounds.max_bytes:,} bytes"
        raise RefusedError(413, "too-large", message, hint="split it into articles, or raise --max-bytes")


async def _drained(request: Request, bounds: Bounds) -> None:
    """Let a caller who is refused finish sending: many read no answer before, and would see a broken connection."""
    size = 0
    try:
        async with asyncio.timeout(bounds.sending):
            async for piece in request.stream():
                if (size := size + len(piece)) > bounds.max_bytes:
                    return
    except (TimeoutError, ClientDisconnect):
        return


def _state(state: ServiceState) -> Response:
    return Response(state.model_dump_json(), media_type=_JSON)


def application(service: Service, bounds: Bounds, *, token: str | None) -> Starlette:
    """Return the service as an application; without a door, which ``guarded`` puts before it."""
    page = described(bounds, token=token is not None)

    async def description(_: Request) -> Response:
        return JSONResponse(page)

    routes = [
        Route("/check", service.check, methods=["POST"]),
        Route("/lint", service.lint, methods=["POST"]),
        Route("/health", service.health),
        Route("/ready", service.ready),
        Route("/metrics", service.metrics),
        Route("/openapi.json", description),
    ]
    return Starlette(routes=routes, exception_handlers={RefusedError: _refused, HTTPException: _unrouted})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101  it is registered for no other
    request.scope["claimcheck.told"] = error.failure.code
    headers = {"retry-after": str(error.wait)} if error.wait else None
    return _failure(error.status, error.failure, headers)


async def _unrouted(_: Request, error: Exception) -> Response:
    """Answer in our words what Starlette refuses: an address or a method that there is not."""
    assert isinstance(error, HTTPException)  # noqa: S101  it is registered for no other
    code = {404: "not-found", 405: "not-allowed"}.get(error.status_code, "refused")
    failure = Failure(code=code, message=error.detail, hint="/openapi.json says what there is")
    return _failure(error.status_code, failure, error.headers)


def _failure(status: int, failure: Failure, headers: Mapping[str, str] | None = None) -> Response:
    return Response(failure.model_dump_json(), status, headers, media_type=_JSON)


# ---------------------------------------------------------------- the door
class Door:
    """Who is let in: with a token who has it, without one who asks this machine by its own name, and no other site's page."""

    def __init__(
        self, inside: ASGIApp, metrics: Metrics, *, token: str | None, addresses: frozenset[str] | None
    ) -> None:
        self._inside, self._metrics, self._token, self._addresses = inside, metrics, token, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with the headers of every answer; count it, and write its line."""
        if scope["type"] != "http":
            return
        began, answered = time.monotonic(), 0

        async def sent(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in _HEADERS.items())]
            await send(message)

        try:
            refused = self._refusal(Request(scope))
            await (_of(refused, scope) if refused else self._inside)(scope, receive, sent)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001  its message may quote the document
            scope["claimcheck.told"] = f"internal {type(error).__name__}"
            if not answered:
                failure = Failure(code="internal", message="the service failed", hint="this is a bug: please report it")
                await _failure(500, failure)(scope, receive, sent)
        self._note(scope, answered, time.monotonic() - began)

    def _refusal(self, request: Request) -> RefusedError | None:
        """Return why a request gets nothing; None where it is let in."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if self._addresses is not None and host.lower() not in self._addresses:
            return RefusedError(403, "host", "this is not the address of the service", hint="ask for 127.0.0.1")
        if origin is not None:
            return RefusedError(403, "origin", "a page of a site asked", hint="ask from a program")
        if self._token is None or request.url.path in _FOR_EVERYBODY:
            return None
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secrets.compare_digest(given.strip().encode(), self._token.encode()):
            return None
        return RefusedError(401, "token", "the token is missing or wrong", hint="send Authorization: Bearer TOKEN")

    def _note(self, scope: Scope, status: int, took: float) -> None:
        path = scope["path"] if scope["path"] in _PATHS else "other"  # what was asked for could be anything
        self._metrics.requests.labels(path, str(status)).inc()
        told = scope.get("claimcheck.told", "") or "-"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        LOG.info("%s %s %d %s %.3fs", method, path, status, told, took)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


def _of(error: RefusedError, scope: Scope) -> Response:
    scope["claimcheck.told"] = error.failure.code
    headers = {"www-authenticate": "Bearer"} if error.status == 401 else None  # noqa: PLR2004
    return _failure(error.status, error.failure, headers)


def guarded(app: Starlette, metrics: Metrics, *, token: str | None, listening: tuple[str, int]) -> ASGIApp:
    """Return an application with its door; ``listening`` is the host and the port at which it is."""
    host, port = listening
    names = {"localhost", "127.0.0.1", "[::1]"}
    return Door(
        app, metrics, token=token, addresses=frozenset(f"{n}:{port}" for n in names) if is_loopback(host) else None
    )


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine and nothing else."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
