"""A process that has imported the command line, with the stand-in or with the real engine, and forks for each run of it.

A run in a process that starts anew costs .50 CPU seconds with the stand-in and 1.6 with the engine, nearly all of it
imports and weights; here it costs .07 and the article. What a run is given and what comes back are the same: arguments,
folder, the three standard streams as pipes, the exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import socket
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import NamedTuple

WARMING = """Harbour fees rise.

“Fees rose by 5 percent to $3 on Monday, May 4,” Ann Lee said.

It handled 200 ships in 2023, so fees led to 12 more.
"""
_MOST = 2**16  # bytes of a request: arguments and folder


class Outcome(NamedTuple):
    """What a run gave, as ``subprocess`` says it."""

    returncode: int
    stdout: bytes
    stderr: bytes


class Warm:
    """The process, seen from a test."""

    def __init__(self, environment: dict[str, str], *, real: bool = False) -> None:
        self._ours, theirs = socket.socketpair()
        command = [sys.executable, str(Path(__file__)), str(theirs.fileno()), *["real"] * real]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
        theirs.close()

    def begin(self, arguments: list[str], streams: list[int], *, folder: Path, **changes: str) -> None:
        """Start ``claimcheck ARGUMENTS`` in a folder with the three standard streams, and ``changes`` of the environment."""
        request = json.dumps({"arguments": arguments, "folder": str(folder), "changes": changes}).encode()
        assert len(request) < _MOST
        socket.send_fds(self._ours, [request], streams)
        for descriptor in {*streams}:
            os.close(descriptor)

    def end(self) -> int:
        """Return the exit code of what was begun, when it has ended."""
        return int(self._ours.recv(64))

    def run(
        self, arguments: list[str], *, stdin: bytes | int, stdout: int | None = None, folder: Path, **changes: str
    ) -> Outcome:
        """Return what ``claimcheck ARGUMENTS`` gives in a folder; a descriptor takes the place of bytes and of their pipe."""
        (given, giving), (out, writing), (err, erring) = (os.pipe() for _ in range(3))
        if not isinstance(stdin, bytes):
            os.dup2(stdin, given)
        if stdout is not None:
            os.dup2(stdout, writing)
        self.begin(arguments, [given, writing, erring], folder=folder, **changes)
        said: dict[int, bytes] = {}
        threads = [threading.Thread(target=_drain, args=(descriptor, said)) for descriptor in (out, err)]
        threads.append(threading.Thread(target=_feed, args=(giving, stdin if isinstance(stdin, bytes) else b"")))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return Outcome(self.end(), said[out], said[err])

    def close(self) -> None:
        """End the process."""
        self._ours.close()
        self._process.wait(timeout=60)


def _drain(descriptor: int, said: dict[int, bytes]) -> None:
    with open(descriptor, "rb") as stream:
        said[descriptor] = stream.read()


def _feed(descriptor: int, data: bytes) -> None:
    try:
        with open(descriptor, "wb", buffering=0) as stream:
            stream.write(data)
    except BrokenPipeError:
        pass  # a run that does not read its input


def _import_and_warm() -> None:
    """Import all that a run may ask for, and make a report: patterns, templates and weights live on in a fork.

    With each pattern that a sentence with figures asks for, a run costs .019 CPU seconds, without .028.
    """
    from claimcheck import cli, export, lint, read

    check = importlib.import_module("claimcheck.check")
    for wing in (cli, export, lint, read):
        for module in pkgutil.walk_packages(wing.__path__, f"{wing.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    report = check.check_text(WARMING)
    for name, of in (("list", "claims"), ("html", "claims"), ("text", "findings")):
        list(export.exporter(name, of=of).written([report], export.Layout()))


def _serve(connection: socket.socket, *, real: bool) -> None:
    if not real:
        import stand_in

        stand_in.install(sys.modules)
    _import_and_warm()
    from claimcheck.cli import main

    gc.freeze()  # a fork copies what a collection touches
    while True:
        request, descriptors, *_ = socket.recv_fds(connection, _MOST, 3)
        if not request:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # ONNX Runtime keeps a thread, which no run needs
            child = os.fork()
        if not child:
            connection.close()
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
                os.close(descriptor)
            asked = json.loads(request)
            os.chdir(asked["folder"])
            os.environ.update(asked["changes"])
            sys.path[:0] = filter(None, asked["changes"].get("PYTHONPATH", "").split(os.pathsep))
            sys.argv[1:] = asked["arguments"]
            main()
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as door:
        _serve(door, real="real" in sys.argv)
