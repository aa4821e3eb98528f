"""One connection to one server: the name is looked up once, what it stands for is looked at, and every wait ends.

httpx and httpcore speak HTTP; this is the part of a network below them. It is imported only to fetch an address.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Self, cast

import httpcore
import httpx

from claimcheck.errors import InputError

CONNECT_SECONDS = 10.0
_SAVE = "open it in a browser, save the page, and name the file"
_ONLINE = "check the address, and that this machine is online"
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_METADATA = frozenset({"168.63.129.16"})  # public by its number, but a cloud's own (Azure)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Connection:
    """A connection for one GET. All that goes wrong with it is an InputError."""

    def __init__(self, url: str, *, deadline: float, allow_private: bool) -> None:
        self._url = url
        self._target = checked(url)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(),
            http2=False,
            network_backend=_Network(url, deadline=deadline, allow_private=allow_private),
        )
        self._body: Iterable[bytes] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def get(self, headers: Mapping[str, str]) -> httpx.Response:
        """Return the answer, of which the body is still to come."""
        request = httpx.Request("GET", self._target, headers=dict(headers))
        raw = request.url
        url = httpcore.URL(scheme=raw.raw_scheme, host=raw.raw_host, port=raw.port, target=raw.raw_path)
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions={"timeout": {}})
        with _explained(self._url):
            reply = self._pool.handle_request(asked)
        self._body = cast("Iterable[bytes]", reply.stream)
        return httpx.Response(reply.status, headers=reply.headers, extensions=reply.extensions)

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it comes, still packed if it is."""
        with _explained(self._url):
            yield from self._body


@cache
def _trusted() -> ssl.SSLContext:
    """Return whose certificates are trusted: to read them takes 40 ms, and a draft may have a hundred links to try."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()  # a newsroom's own, beside those that come with httpx
    return context


def checked(url: str) -> httpx.URL:
    """Return an address that may be asked for; what it may not be is an InputError."""
    try:
        target = httpx.URL(url)
        host = target.host
    except (httpx.InvalidURL, ValueError) as error:
        message = f"{url} is no address: {error}"
        raise InputError(message, "check how it is written") from None
    if target.scheme not in {"http", "https"}:
        _refuse(f"{url} is no page of the web", "http and https are fetched; name a file by its path")
    if target.userinfo:
        _refuse(f"{target.copy_with(userinfo=None)} was given with a user name or a password", _SAVE)
    if not host:
        _refuse(f"{url} names no host", "check how it is written")
    if "%" in host or not 0 <= (target.port or 0) < 2**16:  # a space that httpx wrote out, an interface of a machine
        _refuse(f"{url} is no address", "check how it is written")
    if ":" not in host and _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) and not _is_dotted(host):
        _refuse(f"{url} names its host by a number that can be read in several ways", "write it as four numbers")
    return target


def joined(url: str, location: str) -> str:
    """Return where a redirect leads."""
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError):
        message = f"{url} redirects to what is no address"
        raise InputError(message, _SAVE) from None


def is_public(address: str) -> bool:
    """Return whether an IP address, and every one that it stands for, is one of the public internet."""
    if "%" in address or address in _METADATA:
        return False
    return all(_is_global(one) for one in _meant(ipaddress.ip_address(address)))


def _meant(address: Address) -> Iterator[Address]:
    """Yield an address and the IPv4 addresses that it carries to."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        yield from (one for one in inner if one is not None)


def _is_global(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return True  # its IPv4 address is looked at by itself
        if address.is_site_local:
            return False
    own = address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not (own or address.is_multicast or (address.is_reserved and address not in _NAT64))


def _is_dotted(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _refuse(message: str, hint: str) -> None:
    raise InputError(message, hint)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn what a connection can raise into an InputError."""
    try:
        yield
    except httpcore.TimeoutException:
        message, hint = f"{url} does not answer in time", "try again later"
    except (httpcore.ConnectError, httpcore.ReadError, httpcore.WriteError) as error:
        message, hint = _failed(url, error)
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.StreamError) as error:
        message, hint = f"{url} breaks off, or does not speak HTTP: {error}", "check the address, or try again later"
    except UnicodeError as error:  # a host's name that no name server can be asked for
        message, hint = f"{url} is no address: {error}", "check how it is written"
    else:
        return
    raise InputError(message, hint)


def _failed(url: str, error: Exception) -> tuple[str, str]:
    """Return what went wrong with a connection, and what to do about it."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{url}: the server's certificate is not to be trusted: {cause.verify_message}", _SAVE
    if isinstance(cause, ssl.SSLError):
        return f"{url} does not speak TLS as it should: {cause.reason or cause}", "check the address: http or https?"
    return f"{url} cannot be reached: {getattr(cause, 'strerror', None) or error}", _ONLINE


class _Network(httpcore.NetworkBackend):
    """What connects: to an address that was looked at, and with an end to every wait."""

    def __init__(self, url: str, *, deadline: float, allow_private: bool) -> None:
        self._url = url
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, *_: Any, **options: Any) -> httpcore.NetworkStream:  # noqa: ANN401
        """Return a connection to the first of the host's addresses that answers; all of them have to be allowed."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            seconds = min(CONNECT_SECONDS, _left(self._deadline))
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, timeout=seconds, socket_options=options.get("socket_options")
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return what the host's name stands for. Raises an InputError where one of it is not allowed."""
        found = list(dict.fromkeys(str(entry[4][0]) for entry in _looked_up(host, port, _left(self._deadline))))
        inside = [address for address in found if not self._allow_private and not is_public(address)]
        if inside:
            message = f"{self._url} leads into a private network: {host} is {inside[0]}"
            raise InputError(message, "--allow-private fetches it, if you trust the address")
        return found


def _looked_up(host: str, port: int, seconds: float) -> list[Any]:
    """Return what the name server says of a host; it is asked aside, since it can take minutes and nothing stops it."""
    found: list[Any] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(min(CONNECT_SECONDS, seconds))
    if failed:
        raise httpcore.ConnectError(str(failed[0])) from failed[0]
    if not found:
        raise httpcore.ConnectTimeout
    return found


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait is longer than what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return what has come."""
        return self._stream.read(max_bytes, timeout=_left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send."""
        self._stream.write(buffer, timeout=_left(self._deadline))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Return the connection under TLS; the certificate has to be that of the host's name."""
        seconds = min(CONNECT_SECONDS, _left(self._deadline))
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        """Return what httpcore asks of a connection."""
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    """Return how many seconds are left; none is a timeout."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
