r"""Text that came from a file, made safe to show: every control character is seen and none is obeyed.

ESC becomes ``␛``; an invisible format character, such as one that turns the reading direction, becomes ``\u202e``.
"""

from __future__ import annotations

import re

# C0, DEL, C1, surrogates, line and paragraph separators, and all format characters (Cf) but the two joiners, which
# emoji and several scripts are spelled with.
_RISKY = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_INERT = {"::": "∶∶", "##[": "♯#["}
_COMMAND = re.compile(r"^(\s*+)(::|##\[)", re.MULTILINE)
_PICTURES = 0x2400  # U+2400 SYMBOL FOR NULL, and so on for all of C0
_DELETE = 0x7F


def visible(text: str) -> str:
    """Return ``text`` with what a terminal would obey, or hide, written out."""
    return _RISKY.sub(lambda match: _shown(match[0]), text)


def on_one_line(text: str) -> str:
    """Return ``text`` visible, with each run of white space as one space."""
    return spaced(text).strip()


def spaced(text: str) -> str:
    """Return a piece of a line visible, with each run of white space, also around it, as one space."""
    return visible(_SPACE.sub(" ", text))


def inert(lines: str) -> str:
    """Return lines of which none is a command to GitHub's runner, as long as they are: ``::error::`` is ``∶∶error::``.

    The runner obeys what it reads on standard output, whatever stands blank before it.
    """
    return _COMMAND.sub(lambda found: found[1] + _INERT[found[2]], lines)


def _shown(character: str) -> str:
    """Return how a control or format character is written out."""
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004  the C0 controls
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else character.encode("unicode_escape").decode()
