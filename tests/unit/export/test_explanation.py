"""What is said of one claim."""

from __future__ import annotations

import pytest

from claimcheck.errors import UnknownClaimError
from claimcheck.export import Layout
from claimcheck.export.claims import explain
from claimcheck.report import Quantity
from reports import claim, harbour, report_on, span

WIDE = Layout(width=200)


def test_rule_cue_and_score_of_every_part() -> None:
    text = explain(harbour(), "c-000000000001", layout=WIDE)
    assert "c-000000000001  claim 1 of 3, harbour.txt:3:1, lead" in text
    assert "support: none (the article's own voice)" in text
    assert 'quantity "over 200 metric tons" at 3:27' in text
    assert "value 200, bound >, unit metric ton, of tin" in text
    assert "why: by rule, rule number-unit, cue over, score 1" in text
    assert 'superlative "one of the highest figures in the region" at 3:64' in text


def test_attribution_and_source() -> None:
    text = explain(harbour(), "c-000000000002", layout=WIDE)
    assert "attribution a1: indirect, assertion" in text
    assert '  cue "said" at 5:51' in text
    assert "why: by model, score 0.913" in text
    assert "source s1: Harbour Board" in text
    assert "organization, grade 3: an organization" in text


@pytest.mark.parametrize("name", ["2", "#2", "c-000000000002"])
def test_by_number_or_id(name: str) -> None:
    assert "claim 2 of 3" in explain(harbour(), name, layout=WIDE)


def test_claims_of_the_same_figure_have_their_numbers() -> None:
    report = harbour()
    first = report.claims[0].model_copy(update={"same_as": (report.claims[2].id,)})
    text = explain(report.model_copy(update={"claims": (first, *report.claims[1:])}), "1", layout=WIDE)
    assert "states the same figure as: #3 (c-000000000003)" in text


def test_by_the_start_of_the_id() -> None:
    text = "9 ships. 8 ships."
    report = report_on(
        text, (claim(text, "9 ships.", number=1, id="c-ab12"), claim(text, "8 ships.", number=2, id="c-ac34"))
    )
    assert "claim 2 of 2" in explain(report, "c-ac", layout=WIDE)
    with pytest.raises(UnknownClaimError, match="several claims start with c-a") as caught:
        explain(report, "c-a", layout=WIDE)
    assert caught.value.hint == "nearest: c-ab12, c-ac34"


@pytest.mark.parametrize("name", ["c-000000000009", "0", "4", "99999999999999999999", "", "\x1b[31m", "²"])
def test_unknown(name: str) -> None:
    with pytest.raises(UnknownClaimError) as caught:
        explain(harbour(), name, layout=WIDE)
    assert "c-00000000000" in caught.value.hint


def test_nothing_to_explain() -> None:
    with pytest.raises(UnknownClaimError) as caught:
        explain(report_on("Nothing.", ()), "c-0", layout=WIDE)
    assert caught.value.hint == "the article has no claims"


def test_control_characters_are_shown() -> None:
    text = "Fees of 9\x1b[31m."
    why = {"by": "rule", "cue": "\x1b[0m", "from": ["a\u202e", {"b": 0.51239}]}
    found = claim(text, text, number=1, marks=(Quantity(**span(text, "9\x1b[31m"), value=9, unit="\x07", why=why),))
    shown = explain(report_on(text, (found,)), "1", layout=WIDE)
    assert "\x1b" not in shown
    assert "unit ␇" in shown
    assert "from a\\u202e; b 0.512" in shown


def test_lines_are_wrapped() -> None:
    assert max(map(len, explain(harbour(), "1", layout=Layout(width=50)).splitlines())) <= 50
