"""Fetching an address, from real servers on this machine; and that without being told to nothing is connected to."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import claimcheck
from claimcheck import settings as settings_
from claimcheck.cli.check import check as command
from claimcheck.errors import ClaimcheckError, EmptyInputError, InputError, SettingsError, UsageError
from claimcheck.read import article_of, open_article, source
from claimcheck.read.net import connecting, fetching
from claimcheck.read.net.fetching import fetch_url

WORDS = "<p>The port raised its fees by 12 percent on Monday, the harbour board said in a <a href='/r'>report</a>.</p>"
PAGE = (
    f"<!doctype html><html><head><title>Fees rise</title></head><body><article><h1>Fees rise</h1>{WORDS * 4}</article>"
)
ROOT = Path(__file__).parents[4]


class Pages(BaseHTTPRequestHandler):
    """A server of what a test asks for by its path."""

    asked: list[dict[str, str]] = []  # noqa: RUF012  one list for all requests
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with contextlib.suppress(OSError):  # a client that had enough
            self.wfile.write(body)

    def do_GET(self) -> None:  # noqa: C901, PLR0912, PLR0915
        path = self.path.partition("?")[0]
        self.asked.append({"path": path, **{name.lower(): value for name, value in self.headers.items()}})
        if path == "/page":
            self.answer(PAGE.encode(), Set_Cookie="a=b")
        elif path == "/text.md":
            self.answer(b"# Fees rise\n\nFees **rose**.\n", Content_Type="text/plain")
        elif path == "/no-suffix":
            self.answer(WORDS.encode(), Content_Type="text/html; charset=utf-8")
        elif path == "/latin":
            self.answer("<html><p>Łódź – café</p>".encode("cp1250"), Content_Type='text/html; charset="windows-1250"')
        elif path == "/lies":
            self.answer("<html><p>naïve</p>".encode(), Content_Type="text/html; charset=ascii")
        elif path.startswith("/hop"):
            left = int(path[4:])
            self.answer(status=302, Location="/page" if not left else f"/hop{left - 1}", Set_Cookie="c=d")
        elif path == "/loop":
            self.answer(status=301, Location="/loop")
        elif path == "/to":
            self.answer(status=307, Location=self.path.partition("?")[2])
        elif path == "/gzip":
            self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
        elif path == "/two-gzips":
            self.answer(gzip.compress(b"one ") + gzip.compress(b"two"), Content_Encoding="x-gzip")
        elif path == "/half-gzip":
            self.answer(gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")
        elif path == "/no-gzip":
            self.answer(PAGE.encode(), Content_Encoding="gzip")
        elif path == "/bomb":
            self.answer(gzip.compress(b"\0" * 2**27), Content_Encoding="gzip")
        elif path == "/brotli":
            self.answer(b"\x8b", Content_Encoding="br")
        elif path == "/huge":
            self.answer(b"0", Content_Length=str(2**40))
        elif path == "/endless":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"10000\r\n" + b"0" * 0x10000 + b"\r\n")
        elif path == "/short":
            self.answer(b"half of", Content_Length="100")
            self.close_connection = True
        elif path == "/slow":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"0")
                    time.sleep(0.1)
        elif path == "/empty":
            self.answer()
        elif path.startswith("/status"):
            self.answer(b"<html>no", status=int(path[7:]))
        else:
            self.answer(b"<html>no", status=404)


class Server(ThreadingHTTPServer):
    """A server that waits for no request, and says nothing of one that broke off."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(server: Server) -> Iterator[int]:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Pages)
    with serving(server) as port:
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def raw(*pieces: bytes, pause: float = 0) -> Iterator[str]:
    """Give the address of a server that sends these bytes, whatever it is asked."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(20)  # who gives up before he has connected leaves nobody waiting
    over = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError):
            caller, _ = listening.accept()
            with caller:
                caller.recv(65536)
                for piece in pieces:
                    caller.sendall(piece)
                    if over.wait(pause):
                        return

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    over.set()
    listening.close()
    thread.join()


def refused(url: str, *words: str, kind: type[ClaimcheckError] = InputError, private: bool = True) -> ClaimcheckError:
    with pytest.raises(kind) as caught:
        fetch_url(url, allow_private=private)
    assert all(word in caught.value.message for word in words), caught.value.message
    assert caught.value.hint
    return caught.value


# ---------------------------------------------------------------- what is fetched
def test_a_page_is_an_article(site: str) -> None:
    article = open_article(f"{site}/page", allow_network=True, allow_private=True)
    assert article.source == article.url == f"{site}/page"
    assert article.title == "Fees rise"
    assert {link.href for link in article.links} == {f"{site}/r"}


def test_redirects_lead_to_the_base_of_links(site: str) -> None:
    article = open_article(f"{site}/hop4", allow_network=True, allow_private=True)
    assert (article.source, article.url) == (f"{site}/hop4", f"{site}/page")


def test_the_request_says_who_asks_and_nothing_else(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    Pages.asked.clear()
    fetch_url(f"{site}/hop1?a=b#c", allow_private=True)
    assert [request["path"] for request in Pages.asked] == ["/hop1", "/hop0", "/page"]
    for request in Pages.asked:
        assert request["user-agent"] == f"claimcheck/{claimcheck.__version__}"
        assert request.keys() <= {
            "path", "host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"
        }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "media_type"), [("/text.md", "text/markdown"), ("/no-suffix", "text/html"), ("/page", "text/html")]
)
def test_the_format_is_told_by_the_server_the_bytes_and_the_path(site: str, path: str, media_type: str) -> None:
    assert open_article(f"{site}{path}", allow_network=True, allow_private=True).media_type == media_type


def test_the_format_that_is_asked_for_wins(site: str) -> None:
    article = open_article(f"{site}/text.md", input_format="text", allow_network=True, allow_private=True)
    assert "**rose**" in article.text


def test_gzip(site: str) -> None:
    assert fetch_url(f"{site}/gzip", allow_private=True).data == PAGE.encode()
    assert fetch_url(f"{site}/two-gzips", allow_private=True).data == b"one two"


def test_the_charset_of_the_server(site: str) -> None:
    assert fetch_url(f"{site}/latin", allow_private=True).data.decode("utf-8-sig").endswith("Łódź – café</p>")
    assert "naïve" in fetch_url(f"{site}/lies", allow_private=True).data.decode("utf-8")


def test_a_name_is_asked_for_once_and_its_address_is_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *rest: object, **more: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    Pages.asked.clear()
    fetch_url(site.replace("127.0.0.1", "news.example") + "/page", allow_private=True)
    assert asked.count("news.example") == 1
    assert set(asked) <= {"news.example", "127.0.0.1"}
    assert Pages.asked[0]["host"].startswith("news.example:")


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/loop", "redirects more than 5 times"),
        ("/hop5", "redirects more than 5 times"),
        ("/to?file:///etc/passwd", "no page of the web"),
        ("/to?ftp://127.0.0.1/", "no page of the web"),
        ("/to?http://user:secret@127.0.0.1/", "user name or a password"),
        ("/to?http://[::1", "redirects to what is no address"),
        ("/missing", "answers 404"),
        ("/status403", "answers 403"),
        ("/status500", "answers 500"),
        ("/status304", "answers 304"),
        ("/half-gzip", "damaged"),
        ("/no-gzip", "damaged"),
        ("/bomb", "larger than"),
        ("/huge", "larger than"),
        ("/endless", "larger than"),
        ("/brotli", "not asked for: br"),
        ("/short", "breaks off"),
    ],
)
def test_refusals(site: str, path: str, words: str) -> None:
    refused(f"{site}{path}", words)


def test_a_secret_is_not_repeated(site: str) -> None:
    assert "secret" not in refused(f"{site}/to?http://user:secret@127.0.0.1/").message


def test_an_empty_page(site: str) -> None:
    refused(f"{site}/empty", "empty", kind=EmptyInputError)


@pytest.mark.parametrize(
    "pieces",
    [
        [b"\x16\x03\x01 no HTTP\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
        [b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100000],
        [b""],
    ],
)
def test_what_is_no_http(pieces: list[bytes]) -> None:
    with raw(*pieces) as url:
        refused(url, url)


def test_a_body_that_drips_is_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    started = time.monotonic()
    refused(f"{site}/slow", "in time")
    assert time.monotonic() - started < 3


def test_headers_that_drip_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with raw(b"HTTP/1.1 200 OK\r\n", *[b"a: b\r\n"] * 100, pause=0.1) as url:
        started = time.monotonic()
        refused(url, "in time")
        assert time.monotonic() - started < 3


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(10) and [])
    refused("http://news.example/", "in time")
    answered.set()


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
    refused(f"http://127.0.0.1:{port}/", "cannot be reached")


def test_a_host_that_is_not_there() -> None:
    refused("http://nowhere.invalid/", "cannot be reached")


def test_tls_with_a_server_that_speaks_none(site: str) -> None:
    refused(site.replace("http:", "https:"), "TLS")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_a_certificate_of_its_own(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    server = Server(("127.0.0.1", 0), Pages)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with serving(server) as port:
        refused(f"https://127.0.0.1:{port}/page", "certificate is not to be trusted")


# ---------------------------------------------------------------- private networks
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "255.255.255.255", "240.0.0.1", "168.63.129.16", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]",
     "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]"],
)  # fmt: skip
def test_private_addresses(host: str) -> None:
    error = refused(f"http://{host}/", "private network", private=False)
    assert "--allow-private" in error.hint


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert connecting.is_public(address)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    refused("http://news.example/", "news.example is 10.0.0.1", private=False)


def test_a_redirect_into_a_private_network(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rpartition(":")[2]
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    refused(f"{site}/to?http://127.0.0.2:{port}/page", "private network", private=False)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://2130706433/", "several ways"),
        ("http://0x7f.1/", "several ways"),
        ("http://0177.0.0.1/", "no address"),
        ("http://127.1/", "several ways"),
        ("http://user@example.org/", "user name"),
        ("http://user:secret@example.org/", "user name"),
        ("http://[fe80::1%25eth0]/", ""),
        ("http:///path", "no host"),
        ("http://exa mple.org/", "no address"),
        ("http://example.org:99999/", "no address"),
        ("http://" + "a" * 300 + ".org/", ""),
        ("http://\u202eexample.org/", ""),
        ("file:///etc/passwd", "no page of the web"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_addresses_that_are_refused_as_they_are_written(url: str, words: str, private: bool) -> None:  # noqa: FBT001
    refused(url, words, private=private)


# ---------------------------------------------------------------- only who is told to
@pytest.mark.parametrize("url", ["https://example.org/a", "HTTP://EXAMPLE.ORG"])
def test_without_permission(url: str) -> None:
    with pytest.raises(UsageError, match="nothing is fetched") as caught:
        open_article(url)
    assert "--allow-network" in caught.value.hint


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "gopher://a"])
def test_other_schemes(url: str) -> None:
    with pytest.raises(UsageError, match="no page of the web"):
        open_article(url, allow_network=True)


@pytest.mark.parametrize("name", ["a.txt", "-", "c:/a", "http:/a", "a b://c", Path("https://a")])
def test_what_is_no_address(name: object) -> None:
    assert not source.is_url(name)


def test_the_flags_are_options() -> None:
    assert {"--allow-network", "--allow-private"} <= {name for option in command.params for name in option.opts}


@pytest.mark.parametrize("name", ["allow_network", "allow-network", "allow-private"])
def test_a_settings_file_cannot_open_the_network(tmp_path: Path, name: str) -> None:
    (tmp_path / "claimcheck.toml").write_text(f"{name} = true\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be set in a file") as caught:
        settings_.load(tmp_path)
    assert "--allow-" in caught.value.hint


WATCH = """
import sys
def watch(event, arguments):
    if event in {events}:
        print("CONNECTS", event, arguments, file=sys.stderr, flush=True)
        import os
        os._exit(99)
sys.addaudithook(watch)
sys.path.insert(0, {tests!r})
import stand_in
stand_in.install(sys.modules)
from claimcheck.cli import main
sys.argv[0] = "claimcheck"
main()
"""


CALLS_OUT = [f"socket.{name}" for name in ("connect", "getaddrinfo", "gethostbyname", "sendto", "sendmsg")]
ANY_SOCKET = [*CALLS_OUT, "socket.__new__", "socket.bind"]


def watched(
    folder: Path, environment: dict[str, str], *arguments: str, events: list[str]
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process that ends with 99 at the first of these events."""
    code = WATCH.format(tests=str(ROOT / "tests"), events=events)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_no_socket_is_opened_for_an_address(tmp_path: Path, environment: dict[str, str]) -> None:
    result = watched(tmp_path, environment, "https://example.org/article", events=ANY_SOCKET)
    assert result.returncode == 2, result.stderr
    assert b"--allow-network" in result.stderr


def test_the_watch_sees_a_socket(tmp_path: Path, environment: dict[str, str]) -> None:
    result = watched(
        tmp_path, environment, "http://127.0.0.1:9/", "--allow-network", "--allow-private", events=CALLS_OUT
    )
    assert result.returncode == 99
    assert b"CONNECTS" in result.stderr


def test_no_socket_is_opened_for_files(tmp_path: Path, environment: dict[str, str]) -> None:
    text = "Fees rise.\n\nThe port raised its fees by 12 percent on Monday: https://example.org/a, the board said.\n"
    linked = f'<!doctype html><html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css">{PAGE[15:]}'
    entity = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1:9/e">]>' + linked[15:]
    )
    files = {
        "a.txt": text,
        "a.md": f"{text}\n![picture](http://127.0.0.1:9/a.png) [link](http://127.0.0.1:9/)\n",
        "a.html": linked,
        "b.html": entity,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    made = sorted((ROOT / "fixtures/articles").glob("*/*.*"))
    first = {path.suffix: path for path in made if path.suffix in {".docx", ".pdf", ".odt", ".epub", ".rtf"}}
    result = watched(tmp_path, environment, "a.txt", "a.md", *map(str, first.values()), events=ANY_SOCKET)
    assert result.returncode == 0, result.stderr
    # A library below trafilatura asks, when it is imported, whether it could bind ::1; it calls nobody.
    everything = ["--format", "jsonl", *files, *map(str, first.values())]
    result = watched(tmp_path, environment, *everything, events=CALLS_OUT)
    assert result.returncode == 0, result.stderr
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(reports) == len(files) + len(first)
    assert all(report["error"] is None for report in reports)


@pytest.mark.weights
def test_the_library_fetches_too(site: str) -> None:
    with pytest.raises(UsageError, match="nothing is fetched"):
        claimcheck.check(f"{site}/page")
    report = claimcheck.check(f"{site}/page", settings=settings_.Settings(allow_network=True, allow_private=True))
    assert report.article.url == f"{site}/page"
    assert report.claims


# ---------------------------------------------------------------- dead links
def test_a_dead_link_is_told_from_one_that_does_not_answer_a_program(site: str) -> None:
    assert fetching.dead(f"{site}/page", allow_private=True) is None
    assert fetching.dead(f"{site}/hop2", allow_private=True) is None
    assert "404" in str(fetching.dead(f"{site}/nowhere", allow_private=True))
    assert "redirects more than" in str(fetching.dead(f"{site}/loop", allow_private=True))
    assert "private" in str(fetching.dead(f"{site}/page"))


def test_lint_asks_for_links_only_where_the_network_is_allowed(site: str) -> None:
    text = f"Fees rose by 3 percent, [a report]({site}/nowhere) says.\n\nThey fell, [a log]({site}/page) shows."
    article = article_of(text, input_format="markdown")
    for allowed, expected in ((False, []), (True, ["a report"])):
        settings = settings_.Settings(allow_network=allowed, allow_private=True, select=("CC504",), lang_check=False)
        report = claimcheck.check(article, settings=settings)
        assert [report.text[one.start : one.end] for one in report.findings] == expected
