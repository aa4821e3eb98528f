"""Words without their inflection, and the words that tell a rise or a fall."""

from __future__ import annotations

from claimcheck.lang import rows
from claimcheck.lang.inflection import directions, stem, stems, verb_forms
from rows import idle

FAMILIES = (
    "sell sold selling sells",
    "operation operated operate",
    "home homes",
    "stop stopped stopping",
    "payment pay paid",
)


def test_forms_of_a_word_have_one_stem() -> None:
    assert [family for family in FAMILIES if len(set(map(stem, family.split()))) > 1] == []
    assert stem("station") != stem("state")


def test_stems_are_those_of_content_words() -> None:
    assert stems("They said that the mills were sold", but=("mills",)) == {stem("sell")}


def test_a_word_of_change_points_up_or_down_in_every_form() -> None:
    found = directions()
    assert {found[form] for form in (*verb_forms("rise", "rises rising rose risen"), *verb_forms("climb"))} == {"up"}
    assert {found[form] for form in (*verb_forms("drop", "drops dropping dropped dropped"), "less", "cuts")} == {"down"}
    assert "become" not in found  # become more crowded: a change by what follows


def test_every_verb_that_changes_by_itself_has_a_direction() -> None:
    alone = [row for row in rows("changes") if row["kind"] == "verb" and " " not in row["word"] and not row["when"]]
    assert idle("changes", lambda row: directions().get(verb_forms(row["word"], row["forms"])[3]), rows=alone) == []
