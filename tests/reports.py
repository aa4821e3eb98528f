"""Reports built by hand, for tests of what is done with a Report; no weights are needed."""

from __future__ import annotations

import hashlib
from typing import Any

from claimcheck.report import (
    ArticleInfo,
    Attribution,
    Change,
    Claim,
    Mark,
    Quantity,
    Report,
    Sentence,
    Source,
    Span,
    Superlative,
    Time,
    Tool,
)

TEXT = (
    "Harbour fees rise in Kessa.\n\n"
    "The port of Kessa handled over 200 metric tons of tin in 2023, one of the highest figures in the region.\n\n"
    "Fees have surged by 12 percent, the Harbour Board said. Officials warned of [red] losses of $1.2 billion.\n"
)
TOOL = Tool(version="0.1.0", lexicon="0123456789ab")


def span(text: str, part: str) -> dict[str, Any]:
    """Return the offsets and text of the first place where ``part`` stands."""
    start = text.index(part)
    return {"start": start, "end": start + len(part), "text": part}


def claim(text: str, part: str, *, number: int, marks: tuple[Mark, ...] = (), **fields: Any) -> Claim:
    """Return a claim over ``part``."""
    where = span(text, part)
    sentence = Sentence(index=number, start=where["start"], end=where["end"])
    kinds = tuple(dict.fromkeys(mark.kind for mark in marks if mark.kind != "time")) or ("assertion",)
    defaults = {"id": f"c-{number:012x}", "section": "body", "kinds": kinds, "support": "none"}
    return Claim(**where, sentence=sentence, marks=marks, **(defaults | fields))


def report_on(text: str, claims: tuple[Claim, ...], **fields: Any) -> Report:
    """Return a report on ``text``."""
    info = ArticleInfo(
        source=fields.pop("source", "harbour.txt"),
        published="2026-03-04",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(text.split()),
        sentences=4,
        text=text,
    )
    return Report(tool=TOOL, article=info, claims=claims, **fields)


def harbour(**fields: Any) -> Report:
    """Return the report on TEXT: one claim without a source, one with a named and one with a vague one."""
    why = {"by": "rule", "rule": "number-unit", "cue": "over", "score": 1.0}
    board = Source(
        id="s1", name="Harbour Board", type="organization", grade=3, mentions=(Span(**span(TEXT, "the Harbour Board")),)
    )
    officials = Source(
        id="s2", name="Officials", type="unnamed_group", grade=1, mentions=(Span(**span(TEXT, "Officials")),)
    )
    said = Attribution(
        id="a1",
        source=(Span(**span(TEXT, "the Harbour Board")),),
        cue=(Span(**span(TEXT, "said")),),
        content=(Span(**span(TEXT, "Fees have surged by 12 percent")),),
        source_id="s1",
        form="indirect",
        stance="assertion",
        why={"by": "model", "score": 0.913},
    )
    claims = (
        claim(
            TEXT,
            "The port of Kessa handled over 200 metric tons of tin in 2023, one of the highest figures in the region.",
            number=1,
            section="lead",
            marks=(
                Quantity(
                    **span(TEXT, "over 200 metric tons"), value=200.0, bound=">", unit="metric ton", of="tin", why=why
                ),
                Time(**span(TEXT, "2023"), value="2023"),
                Superlative(**span(TEXT, "one of the highest figures in the region")),
            ),
        ),
        claim(
            TEXT,
            "Fees have surged by 12 percent",
            number=2,
            support="named",
            source_id="s1",
            attribution_id="a1",
            marks=(
                Change(**span(TEXT, "have surged"), direction="up"),
                Quantity(**span(TEXT, "12 percent"), value=12.0, unit="percent"),
            ),
        ),
        claim(
            TEXT,
            "of [red] losses of $1.2 billion",
            number=3,
            support="vague",
            source_id="s2",
            marks=(Quantity(**span(TEXT, "$1.2 billion"), value=1.2e9, unit="USD"),),
        ),
    )
    return report_on(TEXT, claims, sources=(board, officials), attributions=(said,), **fields)
