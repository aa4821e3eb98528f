"""The service at its port: workers first, then requests; on SIGTERM or Ctrl-C what was accepted is answered, and it ends."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from typing import NamedTuple

from claimcheck.errors import UsageError
from claimcheck.export.extras import needed
from claimcheck.serve.contract import TOKEN, Bounds
from claimcheck.settings import Settings

_MOST_CONNECTIONS = 1000
_BACKLOG = 128
_LEAST_TOKEN = 16  # characters


class ServiceAddress(NamedTuple):
    """Where the service listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a caller writes it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def needed_for_service() -> None:
    """Raise a UsageError where Starlette, uvicorn or the client of Prometheus is not installed."""
    for name in ("starlette", "uvicorn", "prometheus_client"):
        needed(name, extra="serve")


def require_token(host: str, token: str | None) -> None:
    """Raise a UsageError for a token that could be guessed, and for none where others can reach the service."""
    from claimcheck.serve.application import is_loopback

    if token is None and not is_loopback(host):
        message = f"{host} can be reached from other machines, and there is no token"
        raise UsageError(message, f"name a file with --token-file, or set {TOKEN}; or leave --host out")
    if token is not None and (
        len(token) < _LEAST_TOKEN or not token.isascii() or not token.isprintable() or " " in token
    ):
        message = f"the token is no {_LEAST_TOKEN} or more printable characters without a space"
        raise UsageError(message, "make one with: openssl rand -hex 32")


def serve(
    settings: Settings,
    bounds: Bounds,
    address: ServiceAddress,
    *,
    token: str | None,
    ready: Callable[[ServiceAddress], None],
) -> None:
    """Serve until SIGTERM or Ctrl-C; ``ready`` is called with the address once it answers. A port of 0 is any that is free.

    Raises a UsageError where the port is taken, or a worker cannot be started.
    """
    require_token(address.host, token)
    with _listening(address) as door:
        asyncio.run(_served(settings, bounds, door, token=token, ready=ready))


def _listening(address: ServiceAddress) -> socket.socket:
    """Return a socket bound to an address. Raises a UsageError where it cannot be."""
    door = None
    try:
        family, kind, _, _, place = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(family, kind)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(place)
        door.listen(_BACKLOG)
    except OSError as error:
        if door is not None:
            door.close()
        message = f"port {address.port} of {address.host} cannot be used: {error.strerror}"
        raise UsageError(message, "choose another --port, 0 for one that is free") from None
    return door


async def _served(
    settings: Settings,
    bounds: Bounds,
    door: socket.socket,
    *,
    token: str | None,
    ready: Callable[[ServiceAddress], None],
) -> None:
    import uvicorn

    from claimcheck.serve.application import Service, application, guarded
    from claimcheck.serve.metrics import Metrics
    from claimcheck.serve.pool import WorkerPool

    metrics = Metrics()
    async with WorkerPool(settings, bounds, metrics) as pool:
        address = ServiceAddress(*door.getsockname()[:2])
        app = application(Service(pool, bounds, metrics), bounds, token=token)
        config = uvicorn.Config(
            guarded(app, metrics, token=token, listening=address),
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=round(bounds.seconds * (2 + bounds.waiting / bounds.workers)),
        )
        ready(address)
        with _ending_well():
            await uvicorn.Server(config).serve(sockets=[door])


class _ending_well:  # noqa: N801  a context, named as it reads
    """Keeps a signal that uvicorn has obeyed, and raises once more when all is answered, from being taken for an error."""

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, _obeyed) for number in (signal.SIGINT, signal.SIGTERM)}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _obeyed(_number: int, _frame: object) -> None:
    """Do nothing: the service has ended."""
