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

WARMING = "“Fees rose by 5 percent to $3 on Monday, May 4,” Ann Lee said."
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

    def run(self, arguments: list[str], *, stdin: bytes, folder: Path) -> Outcome:
        """Return what ``claimcheck ARGUMENTS`` gives in a folder."""
        (given, giving), (out, writing), (err, erring) = (os.pipe() for _ in range(3))
        request = json.dumps({"arguments": arguments, "folder": str(folder)}).encode()
        assert len(request) < _MOST
        socket.send_fds(self._ours, [request], [given, writing, erring])
        for descriptor in (given, writing, erring):
            os.close(descriptor)
        said: dict[int, bytes] = {}
        threads = [threading.Thread(target=_drain, args=(descriptor, said)) for descriptor in (out, err)]
        threads.append(threading.Thread(target=_feed, args=(giving, stdin)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        code = int(self._ours.recv(64))
        return Outcome(code, said[out], said[err])

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


def _serve(connection: socket.socket, *, real: bool) -> None:
    if not real:
        import stand_in

        stand_in.install(sys.modules)
    from claimcheck import cli, export, lint, read

    check = importlib.import_module("claimcheck.check")
    for wing in (cli, export, lint, read):
        for module in pkgutil.walk_packages(wing.__path__, f"{wing.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    check.check_text(WARMING)  # its patterns, and the weights, live on in a fork
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
            sys.argv[1:] = asked["arguments"]
            cli.main()
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as door:
        _serve(door, real="real" in sys.argv)
