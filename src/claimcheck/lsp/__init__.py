"""The language server: findings and claims as marks in an editor, with what is known of each, and what can be done.

``reading`` reads a draft, whole in a process of its own (``reader``) or the paragraph that was edited (``firsts``);
``marks``, ``hovers`` and ``actions`` are what an editor is told; ``server`` speaks the protocol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["serve"]


def serve(*, by: str, now: Callable[[], str]) -> None:
    """Speak the protocol on standard input and output until the editor ends it.

    Decisions are kept as those of ``by``, at the time that ``now`` gives. Raises a UsageError without the extra ``lsp``.
    """
    try:
        from claimcheck.lsp import server
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        message = "the language server needs pygls, which is not installed"
        raise UsageError(message, "pip install 'claimcheck-cli[lsp]'") from None
    server.start(by=by, now=now)
