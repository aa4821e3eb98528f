"""Reports from marked text, for tests of the linter's rules on figures and dates.

A line is a sentence and a claim, a blank line ends a paragraph. ``# `` opens a headline; the paragraph behind it is the
lead, and so is the first one where there is none. ``{40 homes|40 home}`` is a quantity with its value and unit, then
``bound=>``, ``of=grant``, ``to=60``; ``{2023|t 2023}`` a time and its value, ``{rose|up}`` a change. ``@s1 `` before a
sentence binds it to a source.
"""

from __future__ import annotations

import hashlib
import re

from claimcheck.analysis import Analysis
from claimcheck.lint import findings, rules
from claimcheck.lint.numbers import MarkedSentence, marked_sentences
from claimcheck.report import ArticleInfo, Change, Claim, Finding, Mark, Quantity, Report, Sentence, Time, Where
from findings import reading
from reports import TOOL

_MARK = re.compile(r"\{([^|}]+)\|([^}]*)\}")
_READ_BY_ENGINE = ("CC401", "CC407", "CC409")  # rules that ask for more than the marks
_SOURCE = re.compile(r"@(\w+) ")


def marked(source: str, *, published: str | None = None) -> Report:
    """Return the Report that the marks of ``source`` describe."""
    text, claims, section = "", [], "lead"
    has_headline = source.lstrip().startswith("# ")
    for number, paragraph in enumerate(source.strip().split("\n\n")):
        section = "headline" if paragraph.startswith("# ") else ("lead" if number <= has_headline else "body")
        for line in paragraph.removeprefix("# ").split("\n"):
            bound = _SOURCE.match(line)
            claim, text = _claim(text, line[bound.end() :] if bound else line, number=len(claims), section=section)
            claims.append(claim.model_copy(update={"source_id": bound[1]}) if bound else claim)
            text += " "
        text = text.rstrip() + "\n\n"
    text = text.rstrip()
    info = ArticleInfo(
        source="marked.txt",
        published=published,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(text.split()),
        sentences=len(claims),
        text=text,
    )
    return Report(tool=TOOL, article=info, claims=tuple(claims))


def sentences_in(source: str) -> tuple[MarkedSentence, ...]:
    """Return the sentences of marked text as the rules on figures read them, without words."""
    report = marked(source)
    return marked_sentences(Analysis(report.text), report)


def findings_in(rule: str, source: str, *, published: str | None = None) -> tuple[Finding, ...]:
    """Return what a rule finds in marked text; its words, trees and people are those that the engine reads in it."""
    report = marked(source, published=published)
    analysis = reading(report.text)[0] if rule in _READ_BY_ENGINE else Analysis(report.text)
    return findings(analysis, report, [rules()[rule]])


def _claim(before: str, line: str, *, number: int, section: str) -> tuple[Claim, str]:
    text, marks, at = before, [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append(_mark(match[1], match[2], start=len(text)))
        text += match[1]
        at = match.end()
    text += line[at:]
    start, end = len(before), len(text)
    claim = Claim(
        start=start,
        end=end,
        text=text[start:end],
        id=f"c-{number:012x}",
        sentence=Sentence(index=number, start=start, end=end),
        where=Where(line=2 * number + 1),
        section=section,  # type: ignore[arg-type]
        kinds=("quantity",),
        marks=tuple(marks),
        support="none",
    )
    return claim, text


def _mark(text: str, facts: str, *, start: int) -> Mark:
    span = {"start": start, "end": start + len(text), "text": text}
    words = facts.split(" ")
    if words[0] == "t":
        return Time(**span, value=words[1] if len(words) > 1 else None)
    if words[0] in ("up", "down", "other"):
        return Change(**span, direction=words[0])  # type: ignore[arg-type]
    named = dict(
        word.split("=", 1) for word in words[1:] if "=" in word and not word.startswith("=") and word[0].islower()
    )
    unit = " ".join(word for word in words[1:] if "=" not in word) or None
    upper = named.get("to")
    return Quantity(
        **span,
        value=float(words[0]),
        value2=float(upper) if upper else None,
        bound="range" if upper else named.get("bound", "="),  # type: ignore[arg-type]
        unit=unit,
        of=named.get("of"),
    )
