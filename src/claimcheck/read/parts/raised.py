"""Raised and lowered text as characters that stay readable in plain text: 10⁶, km², CO₂, 1st, ½.

A word processor and a page raise the 6 of ``10`` to the 6th by its look alone; without that it reads 106. A note's mark
that is no more than raised figures becomes the superscript figures by which a plain text calls its notes.
"""

from __future__ import annotations

import re
import unicodedata

_UP = str.maketrans("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")
_DOWN = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SIGNS = {"TM": "™", "SM": "℠"}
_FIGURES = re.compile(r"[(+\-−–=]*[0-9][0-9+\-−–=()]*|[+\-−–]")
_LIST = re.compile(r"[0-9]+(?:[,;\s]+[0-9]+)+")  # the marks of several notes
_WRITTEN_OUT = re.compile(r"([0-9]+)\s?[/⁄]\s?([0-9]+)")
_IN_PIECES = re.compile(r"([0-9]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?:\s?[/⁄]\s?([₀₁₂₃₄₅₆₇₈₉]{1,4})|⁄([0-9]{1,4}))")
_VULGAR = {unicodedata.normalize("NFKC", sign).replace("⁄", "/"): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}


def raised(text: str, *, up: bool, before: str) -> str:
    """Return raised text (lowered where ``up`` is false) as it is written without raising, behind ``before``.

    Figures and signs become Unicode's own (``⁶``, ``₂``), a fraction its sign (``½``), or ``3/16`` a blank away from a
    figure. A single letter behind a figure, which is a note's mark or an exponent, becomes a raised letter. Words, the
    ``st`` of ``1st`` among them, and what Unicode has no sign for stay as they are.
    """
    bare = text.strip()
    written = _fitting(bare, up=up, before=before if bare and text.startswith(bare[0]) else " ")
    return text.replace(bare, written) if bare else text


def _fitting(bare: str, *, up: bool, before: str) -> str:
    if fraction := _WRITTEN_OUT.fullmatch(bare):
        return _fraction(fraction[1], fraction[2], behind_figure=before[-1:].isdecimal())
    if _FIGURES.fullmatch(bare):
        return bare.translate(_UP if up else _DOWN)
    if up and _LIST.fullmatch(bare):
        return " ".join(re.split(r"[,;\s]+", bare)).translate(_UP)
    if up and len(bare) == 1 and before[-1:].isdecimal():
        return bare.translate(_LETTERS)
    return _SIGNS.get(bare, bare) if up else bare


def fractions(text: str) -> str:
    """Return a text with fractions for what was raised, a slash, and what was lowered: ``2¹/₂`` is ``2½``."""
    return _IN_PIECES.sub(_whole, text) if "/" in text or "⁄" in text else text


def _whole(found: re.Match[str]) -> str:
    over, under = (unicodedata.normalize("NFKC", part) for part in (found[2], found[3] or found[4]))
    return found[1] + _fraction(over, under, behind_figure=bool(found[1]))


def _fraction(over: str, under: str, *, behind_figure: bool) -> str:
    said = f"{over}/{under}"
    return _VULGAR.get(said) or (f" {said}" if behind_figure else said)
