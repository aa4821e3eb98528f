"""The door of the language server: what is missing is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from claimcheck.errors import UsageError
from claimcheck.lsp import serve


def test_without_its_library_it_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "claimcheck.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    with pytest.raises(UsageError, match="pygls, which is not installed") as raised:
        serve(by="", now=str)
    assert raised.value.hint == "pip install 'claimcheck-cli[lsp]'"


def test_a_message_longer_than_any_text_is_refused_before_it_is_read() -> None:
    pytest.importorskip("pygls", reason="pygls is not installed")
    said = b"Content-Length: 99999999999999\r\n\r\n{}"
    ended = subprocess.run([sys.executable, "-m", "claimcheck", "lsp"], input=said, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert b"announced a message of 99,999,999,999,999 bytes" in ended.stderr
