"""The review page, served to this machine alone unless asked otherwise: the newest draft, and every decision kept as it is made.

Who comes without the token of this run, under another name of this machine, or from another site's page, gets nothing.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.errors import ClaimcheckError, ConflictError, UnknownClaimError, UsageError
from claimcheck.export.page import review_page, review_policy
from claimcheck.lang.visible import visible
from claimcheck.review import drafts
from claimcheck.review.decisions import FIELDS, Decision, ReviewThread
from claimcheck.review.desk.states import STATUSES, WRITTEN
from claimcheck.review.store import ReviewStore

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MOST_BYTES = 64 * 1024  # of a decision
_COOKIE = "claimcheck"
_LONGEST = 10_000  # characters of a field


class ReviewSite:
    """What the site knows: which review, who decides, its address, and the token that this run lets in."""

    def __init__(self, path: Path, *, by: str, now: Callable[[], str], host: str = HOST) -> None:
        self.path, self.by, self.now, self.host = path, by, now, host
        self.token = secrets.token_urlsafe(24)
        self.port = 0

    @property
    def address(self) -> str:
        """Where the page is, token and all."""
        return f"http://{self.host}:{self.port}/?token={self.token}"

    # ---------------------------------------------------------------- who is let in
    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Return why a request gets nothing: status and words; None where it is from the page of this run."""
        here = {f"{name}:{self.port}" for name in (self.host, *(["localhost"] if self.host == HOST else []))}
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in here:
            return 403, "this is not the address of this page"
        if origin is not None and origin not in {f"http://{name}" for name in here}:
            return 403, "another site asked"
        if request.method == "POST" and origin is None:
            return 403, "no page asked"
        given = request.cookies.get(_COOKIE) or request.query_params.get("token", "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return 403, "the token of this run is missing: open the address that claimcheck printed"
        return None

    # ---------------------------------------------------------------- what is answered
    def page(self, request: Request) -> Response:
        """Answer with the page; the token in an address becomes a cookie, so that it stays in no history."""
        from starlette.responses import HTMLResponse, RedirectResponse

        if "token" in request.query_params:
            moved = RedirectResponse("/", status_code=303)
            moved.set_cookie(_COOKIE, self.token, httponly=True, samesite="strict")
            return moved
        with ReviewStore(self.path) as store:
            report = store.draft().report
        return HTMLResponse(
            review_page(report, by=self.by, kept=self.path.name, statuses=STATUSES, fields=WRITTEN),
            headers={"Content-Security-Policy": review_policy()},
        )

    def state(self, _: Request) -> Response:
        """Answer with what is decided of each claim, and of what is in no claim of this draft."""
        with ReviewStore(self.path) as store:
            threads = store.threads()
            orphans = [
                _told(one) | {"key": one.key, "was": visible(was), "note": visible(one.decision.note)}
                for one, was in drafts.orphans(store)
            ]
        claims = {thread.claim: _told(thread) for thread in threads if thread.claim}
        return _json({"claims": claims, "orphans": orphans})

    async def decide(self, request: Request) -> Response:
        """Keep a decision; answer with the state as it is then, or 409 with what somebody else decided meanwhile."""
        return await self._changed(request, self._kept)

    async def place(self, request: Request) -> Response:
        """Put an orphan where its claim is by now, or say that it is gone; answer with its state, or 409 as ``decide`` does."""
        return await self._changed(request, self._placed)

    async def _changed(self, request: Request, change: Callable[[ReviewStore, str, bytes], Response]) -> Response:
        """Answer with what a change of the review gives, or with why there is none."""
        from starlette.concurrency import run_in_threadpool

        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return _json({"error": "the decision is too long"}, status=413)
        return await run_in_threadpool(self._answer, change, str(request.path_params["name"]), body)

    def _answer(self, change: Callable[[ReviewStore, str, bytes], Response], name: str, body: bytes) -> Response:
        try:
            with ReviewStore(self.path) as store:
                return change(store, name, body)
        except ConflictError as error:
            return _json({"error": f"{error.message}: {error.hint}"}, status=409)
        except UnknownClaimError as error:
            return _json({"error": error.message}, status=404)
        except UsageError as error:
            return _json({"error": f"{error.message}: {error.hint}"}, status=400)
        except ClaimcheckError as error:
            return _json({"error": f"not kept: {error.message}"}, status=500)

    def _kept(self, store: ReviewStore, claim: str, body: bytes) -> Response:
        version, decision = _read(body)
        try:
            store.decide(claim, decision, by=self.by, at=self.now(), version=version)
        except ConflictError as error:
            entered = ", ".join(
                part for part in (decision.status, f"“{visible(decision.note)}”" if decision.note else "") if part
            )
            return _json({"error": error.message, "now": _told(store.thread(claim)), "entered": entered}, status=409)
        return _json(_told(store.thread(claim)))

    def _placed(self, store: ReviewStore, orphan: str, body: bytes) -> Response:
        version, claim = _place(body)
        entry = drafts.place(store, orphan, claim, by=self.by, at=self.now(), version=version)
        return _json(asdict(entry.decision))


def _read(body: bytes) -> tuple[int, Decision]:
    """Return the version and the decision that a page sent. Raises a UsageError for anything else."""
    version, fields = _said(body, "decision")
    plain = isinstance(fields, dict) and all(isinstance(value, str) for value in fields.values())
    if not plain or not isinstance(version, int) or not set(fields) <= set(FIELDS):
        message = "this is no decision"
        raise UsageError(message, "reload the page")
    if max(map(len, fields.values()), default=0) > _LONGEST:
        message = f"a field has more than {_LONGEST} characters"
        raise UsageError(message, "keep it shorter, and give the address of the rest")
    return version, Decision(**fields)


def _place(body: bytes) -> tuple[int, str | None]:
    """Return the version of an orphan and the claim that it is by now, None for none. Raises a UsageError for anything else."""
    version, claim = _said(body, "claim")
    if not isinstance(version, int) or not isinstance(claim, str | None):
        message = "this is no place"
        raise UsageError(message, "reload the page")
    return version, claim


def _said(body: bytes, name: str) -> tuple[Any, Any]:
    """Return the version and what else a page sent under a name; 0 for that where it sent nothing of the kind."""
    try:
        said = json.loads(body)
        return said["version"], said[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, 0


def _told(thread: ReviewThread) -> dict[str, Any]:
    """Return a thread as the page reads it: its fields as they were written, which the form has, the rest as it is shown."""
    entry = thread.entry
    who = {"by": visible(entry.by), "at": entry.at, "why": entry.why} if entry else {"by": "", "at": "", "why": ""}
    decided = {"decided": entry.at if entry and entry.by_a_person else ""}
    rivals = [
        {"status": one.decision.status, "by": visible(one.by), "note": visible(one.decision.note)}
        for one in thread.rivals
    ]
    return {"version": thread.version, "rivals": rivals, "how": thread.how} | asdict(thread.decision) | who | decided


def _json(data: object, *, status: int = 200) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(data, status_code=status)


def application(site: ReviewSite) -> Starlette:
    """Return the site as an application."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.routing import Route

    async def guard(request: Request, answer: Callable[[Request], Any]) -> Response:
        refused = site.refusal(request)
        response: Response = _json({"error": refused[1]}, status=refused[0]) if refused else await answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    routes = [
        Route("/", site.page),
        Route("/state", site.state),
        Route("/decide/{name}", site.decide, methods=["POST"]),
        Route("/place/{name}", site.place, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)])


_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def serve(site: ReviewSite, *, port: int, ready: Callable[[], None]) -> None:
    """Serve the site at its address until it is interrupted; ``ready`` is called once it answers.

    A port of 0 is any that is free. Raises a UsageError where the port is taken, or the address is none of this machine.
    """
    import uvicorn

    app = application(site)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((site.host, port))
    except OSError as error:
        listening.close()
        message = f"port {port} of {site.host} cannot be used: {error.strerror}"
        raise UsageError(message, "leave --port out for one that is free, --host for this machine alone") from None
    site.port = listening.getsockname()[1]
    listening.listen()
    ready()
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=2
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()
