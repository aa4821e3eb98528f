"""Characters that Word writes as a place in a symbol font (``w:sym``), as the Unicode characters that they show."""

from __future__ import annotations

# Adobe's Symbol encoding from 0x20 and from 0xA0 on; U+FFFD where it is empty or a piece of a larger sign.
_LOW = " !∀#∃%&∋()∗+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_WINGDINGS = {
    0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0xFB: "✗", 0x4A: "☺",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """Return the character at the hexadecimal ``code`` of ``font``, the empty string for one that cannot be told."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    inner = point - 0xF000 if point in _PRIVATE else point
    name = font.lower()
    if name == "symbol" and inner < 0x100:  # noqa: PLR2004  a font of one byte
        row, start = (_HIGH, 0xA0) if inner >= 0xA0 else (_LOW, 0x20)  # noqa: PLR2004
        return row[inner - start : inner - start + 1] if inner >= start else ""
    if name.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(inner, "")
    if point in _PRIVATE:
        return chr(inner) if 0x20 <= inner < 0x7F else ""  # noqa: PLR2004
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point <= 0x10FFFF else ""  # noqa: PLR2004
