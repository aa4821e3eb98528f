"""The service as its callers meet it: the real program on 127.0.0.1, the real engine in its workers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

import claimcheck
from claimcheck.export import Layout, exporter
from claimcheck.report import Report
from claimcheck.serve.contract import Question, RefusedError, asked
from conftest import ROOT, Run

for library in ("starlette", "uvicorn", "prometheus_client"):
    pytest.importorskip(library, reason=f"{library} is not installed")
pytestmark = pytest.mark.weights

TEXT = "The port raised its fees by 12 percent on Monday, and by 21 percent in all, officials said.\n"
SECRET = "Zanzibarquux"
TOKEN = "0123456789abcdef0123"
MOST_BYTES, SECONDS = 300_000, 4.0
SLOW = "".join(f"The port of Kessa handled {n} ships in May, the board of port {n} said.\n\n" for n in range(100))
"""Half a second of work."""
PLAIN = {"Content-Type": "text/plain"}


class Served(NamedTuple):
    """A service in a process of its own."""

    process: subprocess.Popen[str]
    url: str
    log: Path

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)

    def workers(self) -> list[int]:
        """Return the processes below it."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid and fields[0] != "Z":
                found.append(int(path.parent.name))
        return found


def start(folder: Path, *options: str, **environment: str) -> Served:
    log = folder / "log.txt"
    command = [sys.executable, "-m", "claimcheck", "serve", "--port", "0", "--workers", "1", *options]
    kept = {name: value for name, value in os.environ.items() if name != "CLAIMCHECK_TOKEN"}
    kept |= {"PYTHONPATH": str(ROOT / "src"), **environment}
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=folder, env=kept, stdout=subprocess.PIPE, stderr=stream, text=True)
    assert process.stdout
    with process.stdout as said:
        return Served(process, said.readline().strip(), log)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a service for this machine: one worker, one place to wait."""
    limits = ("--queue", "1", "--timeout", str(SECONDS), "--max-bytes", str(MOST_BYTES))
    service = start(tmp_path_factory.mktemp("served"), *limits, "--max-chars", str(MOST_BYTES))
    yield service
    service.process.terminate()
    assert service.process.wait(timeout=60) == 0
    assert SECRET not in service.log.read_text()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as made:
        yield made


def post(client: httpx.Client, path: str = "/check", body: bytes | str = TEXT, **headers: str) -> httpx.Response:
    return client.post(path, content=body, headers=PLAIN | headers)


def await_admitted(served: Served, number: int, **headers: str) -> None:
    """Wait until so many requests wait or are analysed."""
    until = time.monotonic() + 30
    with served.client(**headers) as client:
        while f"claimcheck_requests_admitted {number}.0" not in client.get("/metrics").text:
            assert time.monotonic() < until
            time.sleep(0.01)


# ---------------------------------------------------------------- what is answered
def test_check_answers_with_what_the_command_writes(client: httpx.Client) -> None:
    path = ROOT / "fixtures/articles/brief-night-ferry.txt"
    answer = client.post(f"/check?name={path}", content=path.read_bytes(), headers=PLAIN)
    assert answer.status_code == 200
    assert answer.text == "".join(map(str, exporter("json", of="claims").written([claimcheck.check(path)], Layout())))


def test_the_date_and_the_name_are_asked_for(client: httpx.Client) -> None:
    report = Report.model_validate(post(client, "/check?published=2026-03-04&name=port.txt").json())
    assert (report.article.published, report.article.source) == ("2026-03-04", "port.txt")
    assert "2026-03-02" in [mark.value for claim in report.claims for mark in claim.marks if mark.kind == "time"]


def test_a_query_of_many_names_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(RefusedError):
        asked(Question, [(f"name{number}", "1") for number in range(20_000)])
    assert time.process_time() - began < 1  # each name was compared with each: 3.6 s


def test_lint_answers_with_findings(client: httpx.Client) -> None:
    draft = "Turnout rose from 40 percent to 50 percent, an increase of 10 percent.\n"
    found = post(client, "/lint", draft).json()
    assert [(one["rule"], one["text"] in draft) for one in found if one["severity"] == "error"] == [("CC405", True)]
    weasels = "Many ships were held in the port of Kessa on Monday.\n"
    assert [one["severity"] for one in post(client, "/lint?notes=true", weasels).json()] == ["note"]
    assert post(client, "/lint", weasels).json() == []


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("pdf", "application/octet-stream"),
        ("docx", ""),
    ],
)
def test_documents_are_read(client: httpx.Client, form: str, media_type: str) -> None:
    data = (ROOT / f"fixtures/articles/{form}/energy-offshore-wind.{form}").read_bytes()
    answer = client.post("/check", content=data, headers={"Content-Type": media_type} if media_type else {})
    assert answer.status_code == 200
    assert len(answer.json()["claims"]) > 10


def test_html_is_read_as_html(client: httpx.Client) -> None:
    page = f"<html><head><title>Fees</title></head><body><article><h1>Fees</h1><p>{TEXT}</p></article></body></html>"
    article = client.post("/check", content=page, headers={"Content-Type": "text/html"}).json()["article"]
    assert (article["media_type"], article["title"]) == ("text/html", "Fees")


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("method", "path", "body", "media_type", "status", "code"),
    [
        ("POST", "/check", b"", "text/plain", 422, "empty"),
        ("POST", "/check", b" \n", "text/plain", 422, "empty"),
        ("POST", "/check", b"\x00\x01\x02", "text/plain", 422, "not-text"),
        ("POST", "/check", b'{"text": "Ten ships left."}', "text/plain", 422, "not-text"),
        ("POST", "/check", b"\x89PNG\r\n\x1a\n", "", 422, "not-text"),
        ("POST", "/check", b"%PDF-1.7 nothing", "application/pdf", 422, "unreadable"),
        ("POST", "/check", b"Der Hafen hat die Preise erneut angehoben und das wird teuer. " * 9, "text/plain", 422, "not-english"),
        ("POST", "/check", b'{"text": "x"}', "application/json", 415, "media-type"),
        ("POST", "/check?published=tomorrow", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/check?published=2026-02-30", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/check?published=", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/check?publised=2026-03-04", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/check?name=a&name=b", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/lint?notes=yes", TEXT.encode(), "text/plain", 422, "query"),
        ("POST", "/check", b"x" * (MOST_BYTES + 1), "text/plain", 413, "too-large"),
        ("GET", "/check", b"", "text/plain", 405, "not-allowed"),
        ("GET", "/docs", b"", "text/plain", 404, "not-found"),
        ("GET", "/%2e%2e/etc/passwd", b"", "text/plain", 404, "not-found"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(  # noqa: PLR0913
    client: httpx.Client, *, method: str, path: str, body: bytes, media_type: str, status: int, code: str
) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = client.request(method, path, content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert set(answer.json()) == {"code", "message", "hint"}
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_unknown_length_is_bounded(client: httpx.Client) -> None:
    answer = client.post("/check", content=(b"x" * 65_536 for _ in range(20)), headers=PLAIN)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1:1"}, {"Origin": "http://evil.example"}, {"Origin": "null"}],
)
def test_no_other_site_gets_anything(client: httpx.Client, headers: dict[str, str]) -> None:
    for answer in (post(client, **headers), client.get("/health", headers=headers)):
        assert answer.status_code == 403


# ---------------------------------------------------------------- under load, and when workers end
def test_what_is_too_much_is_refused_and_what_is_accepted_answered(served: Served) -> None:
    gate = threading.Barrier(6)

    def send(_: int) -> httpx.Response:
        with served.client() as client:
            gate.wait()
            return post(client, body=SLOW)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429, 429, 429, 429]
    waits = [int(answer.headers["retry-after"]) for answer in answers if answer.status_code == 429]
    assert min(waits) >= 1


def test_a_document_whose_caller_has_gone_is_not_read(served: Served, client: httpx.Client) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    head = f"POST /check HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: text/plain\r\nContent-Length: {len(SLOW)}\r\n\r\n"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(post, client, body=SLOW)
        await_admitted(served, 1)
        with socket.create_connection((host, int(port))) as gone:
            gone.sendall(head.encode() + SLOW.encode())
            await_admitted(served, 2)
        assert first.result().status_code == 200
    await_admitted(served, 0)
    assert "POST /check 499 gone" in served.log.read_text()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the list of processes is not installed")
def test_what_takes_too_long_is_given_up_and_the_next_is_answered(served: Served, client: httpx.Client) -> None:
    assert post(client).status_code == 200
    (worker,) = served.workers()
    os.kill(worker, signal.SIGSTOP)
    began = time.monotonic()
    answer = post(client)
    assert (answer.status_code, answer.json()["code"]) == (504, "timeout")
    assert time.monotonic() - began >= SECONDS
    assert post(client).status_code == 200
    assert served.workers() != [worker]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the list of processes is not installed")
def test_a_worker_that_dies_is_replaced(served: Served, client: httpx.Client) -> None:
    assert post(client).status_code == 200
    (worker,) = served.workers()
    os.kill(worker, signal.SIGKILL)
    assert post(client).status_code == 200
    assert served.workers() != [worker]
    assert 'claimcheck_workers_replaced_total{reason="died"}' in client.get("/metrics").text


def test_health_readiness_and_figures(client: httpx.Client) -> None:
    assert client.get("/health").json() == client.get("/ready").json() == {"status": "ok"}
    post(client)
    figures = client.get("/metrics").text
    assert re.search(r'^claimcheck_requests_total\{path="/check",status="200"\} [1-9]', figures, re.MULTILINE)
    assert "claimcheck_workers_ready 1.0" in figures
    assert "claimcheck_requests_admitted 0.0" in figures


def test_the_log_has_a_line_a_request_and_nothing_of_what_was_sent(served: Served, client: httpx.Client) -> None:
    post(client, f"/check?name={SECRET}", f"{SECRET} raised its fees by 12 percent.")
    post(client, f"/{SECRET}")
    assert re.search(r"POST /check 200 - \d\.\d{3}s\n", served.log.read_text())
    assert SECRET not in served.log.read_text()
    assert SECRET not in client.get("/metrics").text


# ---------------------------------------------------------------- its description
def test_the_description_is_made_from_the_models(client: httpx.Client) -> None:
    page = client.get("/openapi.json").json()
    assert page["openapi"].startswith("3.1")
    assert set(page["components"]["schemas"]["Report"]["properties"]) == set(Report.model_fields)
    assert {one["name"] for one in page["paths"]["/lint"]["post"]["parameters"]} == {"published", "name", "notes"}
    assert "application/pdf" in page["paths"]["/check"]["post"]["requestBody"]["content"]
    assert client.get("/docs").status_code == 404


def test_schemathesis_finds_nothing(served: Served, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    command = [sys.executable, "-m", "schemathesis.cli", "run"]
    command += [f"{served.url}/openapi.json", "--max-examples", "10", "--seed", "1", "--no-color"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


# ---------------------------------------------------------------- a token, and the end
def test_a_token_is_asked_for_and_what_was_accepted_is_answered_before_the_end(tmp_path: Path) -> None:
    service = start(tmp_path, "--host", "0.0.0.0", CLAIMCHECK_TOKEN=TOKEN)
    address = service.url.replace("0.0.0.0", "127.0.0.1")
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/health").status_code == client.get("/ready").status_code == 200
        for given in (None, "Bearer", f"Bearer {TOKEN}x", "Bearer é", f"Basic {TOKEN}", TOKEN):
            headers = {} if given is None else {b"Authorization": given.encode()}
            answer = client.post("/check", content=TEXT, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), given
        assert client.get("/metrics").status_code == client.get("/openapi.json").status_code == 401
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        assert client.get("/openapi.json").json()["security"] == [{"token": []}]
        assert post(client).status_code == 200
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(post, client, body=SLOW)
            while (
                "claimcheck_requests_admitted 1.0" not in httpx.get(f"{address}/metrics", headers=client.headers).text
            ):
                time.sleep(0.02)
            service.process.terminate()
            assert answer.result().status_code == 200
    assert service.process.wait(timeout=30) == 0
    assert "Traceback" not in service.log.read_text()


@pytest.mark.parametrize(
    ("options", "environment", "told"),
    [
        (["--host", "0.0.0.0"], {}, b"can be reached from other machines, and there is no token"),
        (["--host", "::"], {}, b"can be reached from other machines, and there is no token"),
        ([], {"CLAIMCHECK_TOKEN": "short"}, b"the token is no 16 or more printable characters"),
        (["--token-file", "none.txt"], {}, b"none.txt cannot be read: No such file"),
        (["--host", "192.0.2.1", "--token-file", "token.txt"], {}, b"of 192.0.2.1 cannot be used"),
        (["--model", "no_such_model"], {}, b"no spaCy pipeline named 'no_such_model' is installed"),
    ],
)
def test_what_it_does_not_start_with(
    run: Run, tmp_path: Path, *, options: list[str], environment: dict[str, str], told: bytes
) -> None:
    (tmp_path / "token.txt").write_text(TOKEN)
    result = run("serve", "--port", "0", *options, **environment)
    assert (result.returncode, result.stdout) == (2, b"")
    assert told in result.stderr
