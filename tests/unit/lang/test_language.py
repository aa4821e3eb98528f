"""Whether a text is English, and how text that came from a file is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import LanguageError
from claimcheck.lang.language import english_share, looks_english, require_english
from claimcheck.lang.visible import on_one_line, visible

ARTICLES = sorted((Path(__file__).parents[3] / "fixtures/articles").glob("*.*"))
FOREIGN = {
    "de": "Die Regierung will die Steuern im kommenden Jahr um drei Prozent erhöhen, sagte der Minister am Montag. ",
    "nl": "De regering wil de belastingen volgend jaar met drie procent verhogen, zei de minister op maandag. ",
    "fr": "Le gouvernement veut augmenter les impôts de trois pour cent l'an prochain, a dit le ministre lundi. ",
    "es": "El gobierno quiere subir los impuestos un tres por ciento el próximo año, dijo el ministro el lunes. ",
    "da": "Regeringen vil hæve skatterne med tre procent næste år, sagde ministeren på et møde i mandags. ",
    "pl": "Rząd chce podnieść podatki o trzy procent w przyszłym roku, powiedział minister w poniedziałek. ",
    "ru": "Правительство хочет повысить налоги на три процента в следующем году, сказал министр. ",
    "zh": "部长周一表示政府希望明年将税率提高百分之三。",
}


def test_articles_are_english() -> None:
    shares = {path.name: english_share(path.read_text(encoding="utf-8")) for path in ARTICLES}
    assert {name: share for name, share in shares.items() if share is None or share <= 0.15} == {}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_are_not(name: str) -> None:
    assert not looks_english(FOREIGN[name] * 10)
    with pytest.raises(LanguageError, match=r"a\.txt does not look like English"):
        require_english(FOREIGN[name] * 10, "a.txt")


@pytest.mark.parametrize("text", ["", "12 13 14 " * 100, "Tore: Bayern 3, Köln 2", FOREIGN["de"], "?!" * 1000])
def test_what_is_short_or_has_no_words_may_be(text: str) -> None:
    assert looks_english(text)


def test_capitals_are_english_too() -> None:
    assert looks_english("THE COUNCIL MET AND VOTED FOR THE BUDGET THAT WAS DEBATED. " * 10)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x00\x7f", "a␛[31mb␀␡"),
        ("\x9b2J\x85", "\\x9b2J\\x85"),
        ("a\u202eb\u2066\ufeff\xad", "a\\u202eb\\u2066\\ufeff\\xad"),
        ("\ud800\U000e0041", "\\ud800\\U000e0041"),
        ("a\nb\tc", "a␊b␉c"),
        ("[red]é’🚢 👩\u200d👧 [/]", "[red]é’🚢 👩\u200d👧 [/]"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_on_one_line() -> None:
    assert on_one_line("  a \r\n\t b\u2028c\x1b ") == "a b\\u2028c␛"
