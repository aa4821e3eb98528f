"""The protocol: what an editor says, and what it is told. Nothing here reads a text; that is done elsewhere meanwhile.

An edit is answered twice: at once with the paragraph that changed, and then with the article. The newest text wins: an
older one is read no further.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import io
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError, InputError
from claimcheck.lsp.actions import FIX_ALL, QUICK, VERIFY, EditorWindow, actions
from claimcheck.lsp.decided import decided, verify
from claimcheck.lsp.firsts import first_answer
from claimcheck.lsp.hovers import hover
from claimcheck.lsp.marks import diagnostics, span
from claimcheck.lsp.positions import TextLines
from claimcheck.lsp.reader import DraftReader
from claimcheck.lsp.reading import OpenText, Shown, shown
from claimcheck.read.source import MAX_BYTES
from claimcheck.report import Failure
from claimcheck.review.decisions import ReviewThread

_NAME = "claimcheck"


class OpenDraft:
    """A text that is open in the editor: as it is now, and what was last said of it."""

    def __init__(self, now: OpenText) -> None:
        self.now = now
        self.answered: OpenText | None = None
        self.since = [now.text]
        """The texts since the one that was answered last, that one first."""
        self.whole: OpenText | None = None
        self.shown: tuple[Shown, ...] = ()
        self.decided: Mapping[str, ReviewThread] = {}
        self.failure: Failure | None = None
        self.changed = asyncio.Event()
        self.following: asyncio.Task[None] | None = None

    def become(self, now: OpenText) -> None:
        """Be another text from now on."""
        self.now = now
        self.since.append(now.text)
        self.changed.set()


class Desk:
    """All open drafts, the editor that they are open in, and who writes there."""

    def __init__(self, server: LanguageServer, *, by: str, now: Callable[[], str]) -> None:
        self.server, self.by, self.now = server, by, now
        self.drafts: dict[str, OpenDraft] = {}
        self.reader = DraftReader()
        self.asks = False
        self._beside = ThreadPoolExecutor(1, "claimcheck paragraphs")
        self._waiting = ThreadPoolExecutor(4, "claimcheck drafts")  # for the other process, and for files

    # ---------------------------------------------------------------- what the editor says
    def initialized(self, _: types.InitializedParams) -> None:
        """Load both engines while the editor opens its windows."""
        empty = OpenText("", None, "plaintext", 0, "")
        self._beside.submit(first_answer, (), ("", "Nothing yet."), empty._replace(text="Nothing yet."))
        self._beside.submit(gc.freeze)  # what was loaded is not looked through again
        asyncio.get_running_loop().run_in_executor(self._waiting, self.reader.read, empty)

    def began(self, params: types.InitializeParams) -> None:
        """Keep whether the editor can ask for a reason."""
        given = params.initialization_options
        self.asks = bool(given.get("asks")) if isinstance(given, Mapping) else False

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Follow a text from now on."""
        one = params.text_document
        path = to_fs_path(one.uri) if one.uri.startswith("file:") else None
        draft = OpenDraft(OpenText(one.uri, path, str(one.language_id), one.version, one.text))
        self.drafts[one.uri] = draft
        draft.following = asyncio.get_running_loop().create_task(self._follow(draft))

    def edited(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take the text of the newest version."""
        draft = self.drafts.get(params.text_document.uri)
        if draft and params.content_changes:
            text = params.content_changes[-1].text
            draft.become(draft.now._replace(version=params.text_document.version, text=text))

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Read again: the settings, too, may be others now."""
        if draft := self.drafts.get(params.text_document.uri):
            draft.become(draft.now)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text, and what was said of it."""
        draft = self.drafts.pop(params.text_document.uri, None)
        if draft and draft.following:
            draft.following.cancel()
            self._publish(draft.now, [])

    # ---------------------------------------------------------------- what it is told
    async def _follow(self, draft: OpenDraft) -> None:
        """Answer each version of a text for as long as it is open. What goes wrong with one is said, and the next is answered."""
        while True:
            draft.changed.clear()
            try:
                await self._answers(draft, draft.now, draft.answered)
            except Exception as error:  # noqa: BLE001  nobody would see why a text is marked no longer
                self._say(f"{type(error).__name__}: {error}", types.MessageType.Error)
            await draft.changed.wait()

    async def _answers(self, draft: OpenDraft, now: OpenText, before: OpenText | None) -> None:
        """Answer a version, the paragraph first, and then all; stop where there is a newer one."""
        loop = asyncio.get_running_loop()
        wanted = functools.partial(self._is_newest, draft, now)
        read = functools.partial(self.reader.read, now, wanted=wanted)
        whole = loop.run_in_executor(self._waiting, read)
        if before is not None and before.text != now.text:
            first = functools.partial(first_answer, draft.shown, tuple(draft.since), now)
            seen = len(draft.since) - 1
            self._answer(draft, now, await loop.run_in_executor(self._beside, first))
            del draft.since[:seen]
        if draft.changed.is_set():
            return
        report, places = await whole
        if draft.changed.is_set():
            return
        if now.path:
            draft.decided = await loop.run_in_executor(self._waiting, decided, now.path, report)
        draft.failure, draft.whole = report.error, now
        del draft.since[:-1]
        self._answer(draft, now, shown(report, places))

    def _is_newest(self, draft: OpenDraft, now: OpenText) -> bool:
        return draft.now is now and self.drafts.get(now.uri) is draft

    def _answer(self, draft: OpenDraft, now: OpenText, found: tuple[Shown, ...]) -> None:
        draft.answered, draft.shown = now, found
        self._publish(now, diagnostics(found, self._lines(now), decided=draft.decided, failure=draft.failure))

    def _publish(self, now: OpenText, found: list[types.Diagnostic]) -> None:
        said = types.PublishDiagnosticsParams(uri=now.uri, diagnostics=found, version=now.version)
        self.server.text_document_publish_diagnostics(said)

    def _lines(self, now: OpenText) -> TextLines:
        return TextLines(now.text, _plain(self.server.workspace.position_encoding))

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Return what is known of what stands at a place: of a finding before that of a claim, of the shorter before the longer."""
        draft = self._told(params.text_document.uri)
        if draft is None:
            return None
        lines = self._lines(draft.now)
        at = lines.at(params.position.line, params.position.character)
        here = [one for one in draft.shown if one.spot.start <= at < one.spot.end]
        here.sort(key=lambda one: (not one.what.id.startswith("f-"), one.spot.end - one.spot.start))
        if not here:
            return None
        told = "\n\n---\n\n".join(hover(one, draft.decided.get(one.what.id)) for one in here)
        content = types.MarkupContent(types.MarkupKind.Markdown, told)
        return types.Hover(content, span(lines, here[0].spot.start, here[0].spot.end))

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Return what can be done at a place, of the kinds that are asked for; nothing while the article is being read."""
        draft = self._told(params.text_document.uri)
        if draft is None:
            return []
        lines = self._lines(draft.now)
        window = EditorWindow(
            draft.now.uri, lines, draft.shown, draft.decided, saved=draft.now.path is not None, asks=self.asks
        )
        ends = (params.range.start, params.range.end)
        found = actions(window, *(lines.at(end.line, end.character) for end in ends))
        return [one for one in found if _is_asked_for(one, params.context)]

    def _told(self, uri: str) -> OpenDraft | None:
        """Return a draft of which all is known; None while it is read."""
        draft = self.drafts.get(uri)
        return draft if draft and draft.whole is draft.now and draft.answered is draft.now else None

    async def verify(self, uri: str, claim: str) -> None:
        """Keep that a claim is verified, and mark it no longer."""
        draft = self._told(uri)
        one = next((one for one in draft.shown if one.what.id == claim), None) if draft else None
        if draft is None or one is None or draft.now.path is None:
            self._say("the draft has changed: look at the claim again", types.MessageType.Warning)
            return
        keep = functools.partial(verify, draft.now.path, one.report, claim, by=self.by, now=self.now)
        try:
            await asyncio.get_running_loop().run_in_executor(self._waiting, keep)
        except ClaimcheckError as error:
            self._say(f"not kept: {error.message}. {error.hint}", types.MessageType.Error)
            return
        draft.become(draft.now)

    def _say(self, message: str, kind: types.MessageType) -> None:
        self.server.window_show_message(types.ShowMessageParams(kind, f"claimcheck: {message}"))


def _plain(name: object) -> str:
    """Return the word of an enumeration, or a word as it is: the protocol has either."""
    return str(getattr(name, "value", name))


def _is_asked_for(action: types.CodeAction, context: types.CodeActionContext) -> bool:
    """Return whether an action is of a kind that is asked for; where none is, all but what changes the whole text."""
    kind, wanted = _plain(action.kind), map(_plain, context.only or (QUICK,))
    return any(kind == one or kind.startswith(f"{one}.") for one in wanted)


def made(*, by: str, now: Callable[[], str]) -> tuple[LanguageServer, Desk]:
    """Return a server and its desk, not yet speaking."""
    server = LanguageServer(_NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    desk = Desk(server, by=by, now=now)
    kinds = types.CodeActionOptions(code_action_kinds=[QUICK, FIX_ALL])
    said: dict[str, tuple[Callable[..., Any], Any]] = {
        types.INITIALIZE: (desk.began, None),
        types.INITIALIZED: (desk.initialized, None),
        types.TEXT_DOCUMENT_DID_OPEN: (desk.opened, None),
        types.TEXT_DOCUMENT_DID_CHANGE: (desk.edited, None),
        types.TEXT_DOCUMENT_DID_SAVE: (desk.saved, None),
        types.TEXT_DOCUMENT_DID_CLOSE: (desk.closed, None),
        types.TEXT_DOCUMENT_HOVER: (desk.hover, None),
        types.TEXT_DOCUMENT_CODE_ACTION: (desk.actions, kinds),
    }
    for name, (handler, options) in said.items():
        server.feature(name, options)(
            functools.partial(handler)
        )  # pygls writes on what it is given; a method takes none
    server.command(VERIFY)(functools.partial(desk.verify))
    return server, desk


class _Incoming(io.BufferedReader):
    """What an editor says."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the bytes of a message. Raises an InputError where more are announced than a text may have."""
        if (size or 0) > MAX_BYTES:
            message = f"the editor announced a message of {size:,} bytes, more than {MAX_BYTES // 2**20} MiB"
            raise InputError(message, "what it says cannot be read behind that: start the server anew")
        return super().read(size)


def start(*, by: str, now: Callable[[], str]) -> None:
    """Speak on standard input and output until the editor ends it."""
    server, desk = made(by=by, now=now)
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no message to the editor
    try:
        with _Incoming(io.FileIO(os.dup(0))) as heard, os.fdopen(out, "wb") as said:
            server.start_io(heard, said)
    finally:
        desk.reader.close()
