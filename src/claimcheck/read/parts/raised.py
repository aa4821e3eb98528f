"""Raised and lowered text as characters that stay readable in plain text: 10⁶, km², CO₂, 1st, ½.

A word processor and a page raise the 6 of ``10`` to the 6th by its look alone; without that it reads 106. A note's mark
that is no more than raised figures becomes the superscript figures by which a plain text calls its notes.
"""

from __future__ import annotations

import re
import unicodedata

_UP = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-−–=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙ")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SIGNS = {"TM": "™", "SM": "℠"}
_FIGURES = re.compile(r"[(+\-−–=]*[0-9n][0-9n+\-−–=()]*|[+\-−–]")
_LIST = re.compile(r"[0-9]+(?:[,;\s]+[0-9]+)+")  # the marks of several notes
_WRITTEN_OUT = re.compile(r"([0-9]+)\s?[/⁄]\s?([0-9]+)")
_IN_PIECES = re.compile(r"([0-9]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?:\s?[/⁄]\s?([₀₁₂₃₄₅₆₇₈₉]{1,4})|⁄([0-9]{1,4}))")
_VULGAR = {unicodedata.normalize("NFKC", sign).replace("⁄", "/"): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}


def raised(text: str, *, up: bool, before: str) -> str:
    """Return raised text (lowered where ``up`` is false) as it is written without raising, behind ``before``.

    Figures and signs become Unicode's own (``⁶``, ``₂``), a fraction its sign (``½``), or ``3/16`` a blank away from a
    figure. A single letter behind a figure, which is a note's mark or an exponent, becomes a raised letter. Words, the
    ``st`` of ``1st`` among them, stay as they are; what Unicode has no sign for gets a ``^`` where it would make another
    number of the one before.
    """
    bare = text.strip()
    written = _fitting(bare, up=up, before=before if bare and text.startswith(bare[0]) else " ")
    return text.replace(bare, written) if bare else text


def _fitting(bare: str, *, up: bool, before: str) -> str:
    if found := _WRITTEN_OUT.fullmatch(bare):
        return _fraction(found[1], found[2], behind_figure=before[-1:].isdecimal())
    if _FIGURES.fullmatch(bare):
        return bare.translate(_UP if up else _DOWN)
    if up and _LIST.fullmatch(bare):
        return " ".join(re.split(r"[,;\s]+", bare)).translate(_UP)
    if up and len(bare) == 1 and before[-1:].isdecimal():
        return bare.translate(_LETTERS)
    if before[-1:].isdecimal() and bare[:1].isdecimal():
        return f"^{bare}"
    return _SIGNS.get(bare, bare) if up else bare


def fraction(upper: str, lower: str, *, before: str) -> str | None:
    """Return the fraction that a raised and a lowered number are: ``½``, else ``7/16``, apart from a figure before it.

    None for what is no number.
    """
    over, under = (unicodedata.normalize("NFKC", part.strip()) for part in (upper, lower))
    if not (over.isdecimal() and under.isdecimal()):
        return None
    return _fraction(over, under, behind_figure=before[-1:].isdecimal())


def fractions(text: str) -> str:
    """Return a text with fractions for what was raised, a slash, and what was lowered: ``2¹/₂`` is ``2½``."""
    return _IN_PIECES.sub(_whole, text) if "/" in text or "⁄" in text else text


def _whole(found: re.Match[str]) -> str:
    over, under = (unicodedata.normalize("NFKC", part) for part in (found[2], found[3] or found[4]))
    return found[1] + _fraction(over, under, behind_figure=bool(found[1]))


def _fraction(over: str, under: str, *, behind_figure: bool) -> str:
    said = f"{over}/{under}"
    return _VULGAR.get(said) or (f" {said}" if behind_figure else said)
