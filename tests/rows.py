"""What a row of the lexicon is good for: its example, read by the real engine with the row and without it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from claimcheck import lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = Mapping[str, str]


@functools.cache
def engine_doc(text: str) -> Doc:
    """Return a text as the engine hands it to the rules: sentences, tags, trees, names and roles. Rules leave it as it is."""
    from claimcheck.annotate import pipeline

    nlp = pipeline.load()
    return nlp.get_pipe("claimcheck_engine")(nlp.make_doc(text))


def idle(table: str, found: Callable[[Row], object], *, rows: Iterable[Row] | None = None) -> list[dict[str, str]]:
    """Return the rows that change nothing: ``found`` gives the same of the row with and without it in the lexicon.

    ``found`` is a function of the row, mostly of what a rule finds in ``engine_doc(row["example"])``.
    """
    lexicon = lang.Lexicon.of()
    useless = []
    for row in lexicon.rows(table) if rows is None else rows:
        with lang.using(lexicon):
            here = found(row)
        with lang.using(lexicon.without(table, row)):
            if found(row) == here:
                useless.append(dict(row))
    return useless


def timed_doc(text: str, published: str | None = None) -> Doc:
    """Return ``engine_doc`` with its times, which the rules on quantities ask for; ``published`` is the day that they count from."""
    from claimcheck.annotate import groups
    from claimcheck.annotate.times import find_times

    doc = engine_doc(text)
    doc.user_data["published"] = published
    groups.write(doc, "times", find_times(doc))
    return doc
