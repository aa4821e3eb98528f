"""Frames: relations of fixed form that a flat labelling cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from built import parsed, plain
from claimcheck import lang
from claimcheck.annotate.attribution.frames import _forecasting, add_frames
from claimcheck.annotate.attribution.linking import Link, Piece

if TYPE_CHECKING:
    from spacy.tokens import Doc


def shown(doc: Doc, links: list[Link]) -> list[tuple[str, str, str, str]]:
    rows = []
    for one in links:
        pieces = [one.source, one.cue, one.contents[0]]
        source, cue, content = (doc[piece.start : piece.end].text if piece else "" for piece in pieces)
        rows.append((one.rule, source, cue, content))
    return rows


@pytest.mark.parametrize("row", lang.rows("forecasts"), ids=lambda row: row["word"])
def test_rows_fire(row: Mapping[str, str]) -> None:
    words = {token.lower_ for token in plain(row["example"])}
    assert words & _forecasting(row["part"]) & {row["word"], *row["forms"].split()}


def test_a_relation_inside_a_content() -> None:
    doc = parsed(
        "Egypt says experts believe the dam leaks.",
        "Egypt/NNP/nsubj/2 says/VBZ/root/0 experts/NNS/nsubj/4 believe/VBP/ccomp/2 the/DT/det/6 dam/NN/nsubj/7"
        " leaks/VBZ/ccomp/4 ././punct/2",
    )
    outer = Link(Piece("cue", 1, 2), Piece("source", 0, 1), (Piece("content", 2, 7),), 1.0)
    assert shown(doc, add_frames(doc, [outer]))[1] == ("nested", "experts", "believe", "the dam leaks")


def test_none_inside_a_quotation() -> None:
    doc = parsed(
        "Egypt says “experts believe the dam leaks.”",
        "Egypt/NNP/nsubj/2 says/VBZ/root/0 “/``/punct/5 experts/NNS/nsubj/5 believe/VBP/ccomp/2 the/DT/det/7"
        " dam/NN/nsubj/8 leaks/VBZ/ccomp/5 ././punct/2 ”/''/punct/5",
    )
    outer = Link(Piece("cue", 1, 2), Piece("source", 0, 1), (Piece("content", 2, 10),), 1.0)
    assert len(add_frames(doc, [outer])) == 1


def test_the_report_said_at_the_end_takes_all_before_it() -> None:
    doc = parsed(
        "The lake will fall, the report said.",
        "The/DT/det/2 lake/NN/nsubj/4 will/MD/aux/4 fall/VB/ccomp/8 ,/,/punct/4 the/DT/det/7 report/NN/nsubj/8"
        " said/VBD/root/0 ././punct/8",
    )
    for token in doc:
        token.pos_ = {"D": "DET", "N": "NOUN", "V": "VERB", "M": "AUX"}.get(token.tag_[0], "PUNCT")
    assert shown(doc, add_frames(doc, [])) == [("closing", "the report", "said", "The lake will fall")]


def test_a_treaty_up_front_says_the_rest() -> None:
    doc = parsed(
        "Under the treaty, the lake is shared by all.",
        "Under/IN/case/3 the/DT/det/3 treaty/NN/obl/8 ,/,/punct/8 the/DT/det/6 lake/NN/nsubj:pass/8"
        " is/VBZ/aux:pass/8 shared/VBN/root/0 by/IN/case/10 all/DT/obl/8 ././punct/8",
    )
    assert shown(doc, add_frames(doc, [])) == [("document", "the treaty", "Under", "the lake is shared by all")]


def test_who_moves_a_forecast_says_the_figure() -> None:
    doc = parsed(
        "The bank raised its forecast for growth to 2 percent.",
        "The/DT/det/2 bank/NN/nsubj/3 raised/VBD/root/0 its/PRP$/nmod:poss/5 forecast/NN/obj/3 for/IN/case/7"
        " growth/NN/nmod/5 to/IN/case/10 2/CD/nummod/10 percent/NN/obl/3 ././punct/3",
    )
    for token in doc:
        token.pos_ = "VERB" if token.tag_ == "VBD" else "NOUN"
    assert shown(doc, add_frames(doc, [])) == [
        ("forecast", "The bank", "raised its forecast for", "growth to 2 percent")
    ]


def test_nothing_without_a_tree() -> None:
    doc = plain("Under the treaty, the lake is shared by all.")
    assert add_frames(doc, []) == []
