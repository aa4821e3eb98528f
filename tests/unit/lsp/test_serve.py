"""The door of the language server: what is missing is said."""

from __future__ import annotations

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
