"""An editor without a window: it starts the language server, opens drafts, types, and keeps what it is told."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Message = dict[str, Any]
_PATIENCE = 60.0  # seconds


class Editor:
    """A running server and all that it said; ``with`` ends it."""

    def __init__(self, *, encodings: tuple[str, ...] = (), options: Mapping[str, Any] | None = None) -> None:
        command = [sys.executable, "-m", "claimcheck", "lsp", "--stdio", "--by", "Ana"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.heard: list[tuple[float, Message]] = []
        self.versions: dict[str, int] = {}
        self._news = threading.Condition()
        self._asked = 0
        threading.Thread(target=self._listen, daemon=True).start()
        general = {"positionEncodings": list(encodings)} if encodings else {}
        capabilities = {"general": general}
        asked = {"processId": None, "rootUri": None, "capabilities": capabilities, "initializationOptions": options}
        self.server = self.ask("initialize", asked)
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
        try:
            self.process.wait(_PATIENCE)
        finally:
            self.process.kill()
            for stream in (self.process.stdin, self.process.stdout):
                if stream:
                    stream.close()

    # ---------------------------------------------------------------- the wire
    def _listen(self) -> None:
        stream = self.process.stdout
        while stream and (header := stream.readline()):
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            with self._news:
                self.heard.append((time.perf_counter(), message))
                self._news.notify_all()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self.process.stdin:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401  whatever the server says
        """Return the answer to a request. Raises a ValueError for an error."""
        self._asked += 1
        name = self._asked
        self._send({"id": name, "method": method, "params": params})
        answer = self.wait(lambda message: message.get("id") == name and "method" not in message)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["result"]

    def wait(self, wanted: Callable[[Message], bool], *, since: int = 0, seconds: float = _PATIENCE) -> Message:
        """Return the first message of a kind from the one numbered ``since`` on; waits for it. Raises a TimeoutError."""
        until = time.perf_counter() + seconds
        with self._news:
            while True:
                for _, message in self.heard[since:]:
                    if wanted(message):
                        return message
                left = until - time.perf_counter()
                if left <= 0 or not self._news.wait(left):
                    raise TimeoutError

    # ---------------------------------------------------------------- an editor's days
    def open(self, uri: str, text: str, language: str = "plaintext") -> None:
        """Open a text."""
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, text: str) -> int:
        """Give a text that is open as it is now, and return its version."""
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        return self.versions[uri]

    def published(self, uri: str, version: int) -> list[tuple[float, list[Message]]]:
        """Return what was published of a version so far, with the times."""
        with self._news:
            return [
                (at, message["params"]["diagnostics"])
                for at, message in self.heard
                if message.get("method") == "textDocument/publishDiagnostics"
                and (message["params"]["uri"], message["params"].get("version")) == (uri, version)
            ]

    def answers(self, uri: str, count: int, *, seconds: float = _PATIENCE) -> list[tuple[float, list[Message]]]:
        """Return the first ``count`` answers to the newest version; waits for them. Raises a TimeoutError."""
        version, until = self.versions[uri], time.perf_counter() + seconds
        while len(found := self.published(uri, version)) < count:
            with self._news:
                if time.perf_counter() > until:
                    raise TimeoutError
                self._news.wait(0.05)
        return found


def uri_of(path: Path) -> str:
    """Return a file's address."""
    return path.absolute().as_uri()
