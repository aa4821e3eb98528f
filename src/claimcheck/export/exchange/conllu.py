"""``--to conllu``: the sentences as tokens with the claims and marks in MISC, for those who parse or train.

A Report holds no trees: lemma, tags, heads and relations are ``_``, which the format allows and treebanks do not.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Report

_RISKY = re.compile(r"[|=\s]")  # what separates the fields of MISC
Stretch = tuple[int, int, str]
"""Start, end, and what it says of the first token; of the others ``I`` for ``B``."""


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield each article as a document, a sentence at a time; every character that is no white space is in a token."""
    import spacy

    from claimcheck.annotate.engine.words import doc_of  # spaCy alone took 20 s for 20,000 brackets in a row

    nlp = spacy.blank("en")
    for number, report in enumerate((one for one in reports if one.error is None), start=1):
        coming, here = deque(sorted(_stretches(report))), list[Stretch]()
        nlp.max_length = len(report.text) + 1
        head = f"# newdoc id = {on_one_line(report.article.source)}\n# sha256 = {report.article.sha256}\n"
        for place, (start, end) in enumerate(_sentences(report), start=1):
            text = report.text[start:end]
            here = [one for one in here if one[1] > start]
            while coming and coming[0][0] < end:
                here.append(coming.popleft())
            lines = [f"# sent_id = {number}-{place}", f"# text = {on_one_line(text)}", f"# start = {start}"]
            tokens = [token for token in doc_of(text, nlp) if not token.is_space]
            for at, token in enumerate(tokens, start=1):
                first = start + token.idx
                misc = list(_misc(here, first, first + len(token.text)))
                misc += [] if token.whitespace_ or first + len(token.text) == end else ["SpaceAfter=No"]
                lines.append("\t".join((str(at), on_one_line(token.text), *"_" * 7, "|".join(misc) or "_")))
            yield head + "\n".join(lines) + "\n\n"
            head = ""


def _sentences(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the extents of the sentences that the Report knows, and of the lines between them."""
    known = {(claim.sentence.start, claim.sentence.end) for claim in report.claims}
    known |= {(one.start, one.end) for one in report.left_out}
    at = 0
    for start, end in [*sorted(known), (len(report.text), len(report.text))]:
        between = re.finditer(r"\S[^\n]*", report.text[at : max(start, at)])
        yield from ((at + line.start(), at + line.start() + len(line[0].rstrip())) for line in between)
        first = max(start, at)
        words = report.text[first:end]
        if words.strip():
            yield first + len(words) - len(words.lstrip()), first + len(words.rstrip())
        at = max(at, end)


def _stretches(report: Report) -> Iterator[Stretch]:
    for claim in report.claims:
        yield claim.start, claim.end, f"Claim=B-{claim.id}:{'+'.join(claim.kinds)}"
        yield from ((mark.start, mark.end, f"Mark=B-{mark.kind}") for mark in claim.marks)


def _misc(stretches: list[Stretch], start: int, end: int) -> Iterator[str]:
    """Yield what is said of a token: ``B`` where a claim or a mark begins, ``I`` within; several are parted by commas."""
    found: dict[str, list[str]] = {}
    for first, last, said in stretches:
        if first >= end:
            break
        if last > start:
            name, _, value = said.partition("=")
            value = value if first >= start else value.replace("B-", "I-", 1)
            found.setdefault(name, []).append(_RISKY.sub("_", value))
    yield from (f"{name}={','.join(dict.fromkeys(values))}" for name, values in found.items())
