"""What can be done about a finding or a claim: write its fix, switch it off with a reason, mark it verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lsprotocol import types

from claimcheck.lsp.marks import DONE, span
from claimcheck.lsp.positions import TextLines
from claimcheck.lsp.reading import Shown
from claimcheck.report import Claim, Finding
from claimcheck.review.decisions import ReviewThread

VERIFY = "claimcheck.verify"
"""The command that the server runs: uri, and the id of a claim."""
IGNORE = "claimcheck.ignore"
"""The command of a client that can ask for a reason: uri, line, and the words before and behind the reason."""
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.claimcheck"
QUICK = types.CodeActionKind.QuickFix


class EditorWindow(NamedTuple):
    """A text as it stands, what is shown of it and decided, and whether its editor can ask for a reason."""

    uri: str
    lines: TextLines
    shown: Sequence[Shown]
    decided: Mapping[str, ReviewThread]
    saved: bool
    asks: bool


def actions(window: EditorWindow, start: int, end: int) -> Iterator[types.CodeAction]:
    """Yield what can be done about what stands at ``[start, end]`` of a text; first what is certain."""
    here = [one for one in window.shown if one.spot.start <= end and start <= one.spot.end]
    findings = [one for one in here if isinstance(one.what, Finding)]
    yield from (_fix(window, one) for one in findings if one.spot.fix)
    yield from (_ignore(window, one) for one in findings)
    claims = (one for one in here if isinstance(one.what, Claim) and window.saved)
    yield from (_verify(window, one) for one in claims if not _is_done(one.what.id, window.decided))
    if edits := list(_every_fix(window)):
        title = f"Fix all that is certain ({len(edits)})"
        yield types.CodeAction(title, kind=FIX_ALL, edit=_changing(window, edits))


def _is_done(claim: str, decided: Mapping[str, ReviewThread]) -> bool:
    return claim in decided and decided[claim].decision.status in DONE


def _changing(window: EditorWindow, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(changes={window.uri: edits})


def _edit(window: EditorWindow, one: Shown) -> types.TextEdit | None:
    """Return the edit that a finding's fix is; None where there is none."""
    fix = one.what.fix if isinstance(one.what, Finding) else None
    if fix is None or one.spot.fix is None:
        return None
    return types.TextEdit(span(window.lines, *one.spot.fix), fix.text)


def _fix(window: EditorWindow, one: Shown) -> types.CodeAction:
    edit = _edit(window, one)
    title = f"Write {edit.new_text!r}" if edit else ""
    return types.CodeAction(title, kind=QUICK, edit=_changing(window, [edit] if edit else []), is_preferred=True)


def _every_fix(window: EditorWindow) -> Iterator[types.TextEdit]:
    """Yield the fixes of a whole text, of two that meet the first."""
    done = -1
    for one in sorted(window.shown, key=lambda one: one.spot.fix or (0, 0)):
        edit = _edit(window, one)
        if edit is not None and one.spot.fix and one.spot.fix[0] >= done:
            yield edit
            done = one.spot.fix[1]


def _ignore(window: EditorWindow, one: Shown) -> types.CodeAction:
    """Return what switches a rule off for a paragraph; a comment without its reason is a finding until it has one."""
    rule = one.what.rule if isinstance(one.what, Finding) else ""
    place = types.Position(*window.lines.position(one.spot.paragraph))
    before, behind = f"<!-- claimcheck-disable-next-line {rule}: ", " -->\n"
    title = f"Switch {rule} off here, with a reason"
    if window.asks:
        asked = types.Command(title, IGNORE, arguments=[window.uri, place.line, before, behind])
        return types.CodeAction(title, kind=QUICK, command=asked)
    edit = types.TextEdit(types.Range(place, place), before.rstrip(" ") + behind)
    return types.CodeAction(title, kind=QUICK, edit=_changing(window, [edit]))


def _verify(window: EditorWindow, one: Shown) -> types.CodeAction:
    title = "Mark the claim verified"
    return types.CodeAction(
        title, kind=QUICK, command=types.Command(title, VERIFY, arguments=[window.uri, one.what.id])
    )
