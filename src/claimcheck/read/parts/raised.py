"""Raised and lowered text (``10⁶``, ``1st``, ``½``) in formats that set it apart, as text that stays readable on the line."""

from __future__ import annotations

import re
import unicodedata

_FIGURES = re.compile(r"[\d+\-−–=()n,\s]*[\dn][\d+\-−–=()n,\s]*")
_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙ")
_WHOLE = {unicodedata.normalize("NFKC", one).replace("⁄", "/"): one for one in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


def raised(text: str, *, up: bool, before: str) -> str:
    """Return a raised (``up``) or lowered text as it is read on the line, behind the words ``before``.

    Raised figures become Unicode's, and lowered ones behind a figure; elsewhere these are part of a formula (``CO2``).
    What Unicode has no sign for gets a ``^`` where it would make another number of the one before; words stay words.
    """
    bare = "".join(text.split())
    behind_a_figure = before[-1:].isdecimal()
    if _FIGURES.fullmatch(text) and (up or behind_a_figure):
        return bare.translate(_RAISED if up else _LOWERED)
    return f"^{bare}" if up and behind_a_figure and bare[:1].isdigit() else text


def fraction(upper: str, lower: str, *, before: str) -> str | None:
    """Return the fraction that a raised and a lowered number are: ``½``, else ``7/16``, apart from a figure before it.

    None for what is no number.
    """
    over, under = (unicodedata.normalize("NFKC", part.strip()) for part in (upper, lower))
    if not (over.isdecimal() and under.isdecimal()):
        return None
    one = _WHOLE.get(f"{over}/{under}")
    return one or f"{' ' if before[-1:].isdigit() else ''}{over}/{under}"
