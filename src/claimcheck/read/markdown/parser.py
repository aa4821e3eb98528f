"""markdown-it-py's CommonMark with tables, struck text, footnotes and bare addresses; every token says where it stands.

A token of the text within a block carries in ``meta`` its place ``at`` in the block's content, and the block the place
of each of its lines in the file (``starts``): the library keeps neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from claimcheck.read.parts.addresses import STARTS, end_of, target

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

DEEPEST = 40  # lists, their items and quotations in one another; each level is one more pass over its lines
_DEEPEST_LINK = 20  # brackets in one another; each level is one more look at each bracket
_STOPS = re.compile(r"[\n!&*<\[\\\]^_`~]")  # a character that a rule of ours starts with
_ADDRESS = re.compile(r"[^\s<>\[\]\"“”«»‘’`…—|\u2028]*")  # a square bracket is markup here
_SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_CALL = re.compile(r"\[\^([^\]\[\s^]{1,100})\]")
_DEFINITION = re.compile(r"\[\^([^\]\[\s^]{1,100})\]:[ \t]*")
_TAB = 4


class Parser(MarkdownIt):
    """The parser, with addresses left as they are written."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": DEEPEST})
        self.inline = _Inline()
        self.configure("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
        self.core.ruler.at("block", _blocks)
        self.core.ruler.at("inline", _inlines)
        self.core.ruler.disable("text_join")
        self.inline.ruler2.disable("fragments_join")  # these two put tokens together that stand at different places
        self.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph", "reference"]})
        self.inline.ruler.at("text", _text)
        self.inline.ruler.after("text", "address", _address)
        self.inline.ruler.before("link", "call", _call)
        self.inline.ruler.before("link", "note", _note)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return the address as it was written, as every reader gives it."""
        return url


class _Inline(ParserInline):
    """The parser of a block's text; what describes an image, which it is asked for only there, is not read."""

    def parse(self, src: str, md: MarkdownIt, *_: Any) -> list[Token]:  # noqa: ANN401, ARG002
        """Return no tokens: descriptions in one another would cost a call each, up to Python's limit."""
        return []


class _Blocks(StateBlock):
    """Blocks while they are read; a block's text knows where in the source each of its lines starts."""

    row: Token | None = None

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Return a new token, with the places of its lines where it holds a block's text."""
        before = self.tokens[-1] if self.tokens else None
        token = super().push(ttype, tag, nesting)
        if ttype == "tr_open":
            self.row = token
        elif ttype == "inline" and before is not None:
            opened = before.map or (self.row.map if self.row else None) or [0, 0]
            token.meta["starts"] = [(line, self.bMarks[line] + self.tShift[line]) for line in range(*opened)]
        return token


class _Line(StateInline):
    """A block's text while it is read; each token knows where in it it starts."""

    def __init__(self, token: Token, core: StateCore) -> None:
        self.first: int | None = None
        self.again = (-1, 0)
        super().__init__(token.content, core.md, core.env, [])
        self.addresses = [match.start() for match in STARTS.finditer(self.src)]

    def append_pending(self, text: str) -> None:
        """Keep plain text, and where the first of it stands."""
        if self.first is None:
            self.first = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        """Return a new token of plain text."""
        token = super().pushPending()
        token.meta["at"] = self.first
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Return a new token; of several pieces of text at one place each is a mark such as ``*``, one behind another."""
        token = super().push(ttype, tag, nesting)
        self.first = None
        count = self.again[1] + 1 if ttype == "text" and self.again[0] == self.pos else 0
        if ttype == "text":
            self.again = (self.pos, count)
        token.meta["at"] = self.pos + count
        return token


def _blocks(core: StateCore) -> None:
    """Read the blocks of a text."""
    if core.src:
        state = _Blocks(core.src, core.md, core.env, core.tokens)
        core.md.block.tokenize(state, state.line, state.lineMax)


def _inlines(core: StateCore) -> None:
    """Read the text in each block."""
    core.md.options["maxNesting"] = _DEEPEST_LINK
    for token in core.tokens:
        if token.type == "inline":
            state = _Line(token, core)
            core.md.inline.tokenize(state)
            for rule in core.md.inline.ruler2.getRules(""):
                rule(state)
            token.children = state.tokens


def _text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  so the parser calls it
    """Read on to the next character that may be markup, or to the next address."""
    addresses: list[int] = getattr(state, "addresses", [])
    following = bisect_left(addresses, state.pos)
    end = min(state.posMax, addresses[following]) if following < len(addresses) else state.posMax
    if stop := _STOPS.search(state.src, state.pos, end):
        end = stop.start()
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a bare address, as a link where it stands in none; what is markup elsewhere is part of it."""
    addresses: list[int] = getattr(state, "addresses", [])
    following = bisect_left(addresses, state.pos)
    if following == len(addresses) or addresses[following] != state.pos:
        return False
    start, end = state.pos, min(end_of(state.src, state.pos, rest=_ADDRESS), state.posMax)
    if end <= start:
        return False
    if not silent:
        linked = state.linkLevel == 0
        if linked:
            state.push("link_open", "a", 1).attrs = {"href": target(unescapeAll(state.src[start:end]))}
        _push_address(state, start, end=end)
        if linked:
            state.push("link_close", "a", -1)
    state.pos = end
    return True


def _push_address(state: StateInline, start: int, *, end: int) -> None:
    """Push the tokens of an address, with its escapes resolved."""
    at = start
    for special in [*_SPECIAL.finditer(state.src, start, end), None]:
        stop = special.start() if special else end
        if stop > at:
            state.pos = at
            state.push("text", "", 0).content = state.src[at:stop]
        if special:
            state.pos = stop
            token = state.push("text_special", "", 0)
            token.content, token.markup = unescapeAll(special[0]), special[0]
            at = special.end()


def _call(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read the mark of a footnote, ``[^1]``, whether or not there is one."""
    match = _CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["label"] = match[1]
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a footnote that stands in the text, ``^[what it says]``."""
    start, most = state.pos, state.posMax
    if not state.src.startswith("^[", start):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        state.push("note_open", "", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
    state.pos, state.posMax = end + 1, most
    return True


def _definition(state: StateBlock, line: int, *more: Any) -> bool:  # noqa: ANN401
    """Read what a footnote says, ``[^1]: ...``, with the indented paragraphs below it."""
    end, silent = more
    first = state.bMarks[line] + state.tShift[line]
    match = _DEFINITION.match(state.src, first, state.eMarks[line])
    if match is None or state.is_code_block(line):
        return False
    if silent:
        return True
    token = state.push("definition_open", "", 1)
    token.meta["label"] = match[1]
    kept = (state.bMarks[line], state.tShift[line], state.sCount[line], state.blkIndent, state.parentType)
    state.bMarks[line], state.tShift[line] = match.end(), 0
    state.blkIndent += _TAB
    state.sCount[line] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, line, end)
    token.map = [line, state.line]
    state.bMarks[line], state.tShift[line], state.sCount[line], state.blkIndent, state.parentType = kept
    state.push("definition_close", "", -1)
    return True
