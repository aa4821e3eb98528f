"""Why a claim is on the list: which rule or model, which cue, which score, for each of its parts."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator

from claimcheck.article import count_lines, start_of_line
from claimcheck.errors import UnknownClaimError
from claimcheck.export.claims.statement import bracketed
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Attribution, Claim, Mark, Report, Source, Span, Why

_FACTS = ("value", "value2", "bound", "unit", "of", "direction")
_GRADES = (
    "nobody",
    "a vague source",
    "described, but not named",
    "an organization",
    "a named person",
    "a titled document, data set or poll",
    "something to open",
)


def explain(report: Report, claim_id: str, *, layout: Layout) -> str:
    """Return what is known of one claim, by its id, the start of its id, or its number on the list.

    Raises an UnknownClaimError that names the nearest ids.
    """
    number = _find(report, claim_id)
    return "\n".join(_wrapped(_lines(report, number), width=layout.width)) + "\n"


def _find(report: Report, claim_id: str) -> int:
    """Return the index of the claim that is meant."""
    ids = [claim.id for claim in report.claims]
    claim_id = claim_id.removeprefix("#")  # as the list writes numbers
    if claim_id in ids:
        return ids.index(claim_id)
    if claim_id.isdecimal() and 1 <= int(claim_id[:9]) <= len(ids):
        return int(claim_id[:9]) - 1
    starts = [place for place, name in enumerate(ids) if claim_id and name.startswith(claim_id)]
    if len(starts) == 1:
        return starts[0]
    near = [ids[place] for place in starts[:3]] or difflib.get_close_matches(claim_id, ids, n=3, cutoff=0.0)
    several = "several claims start with" if starts else "no claim has the id"
    message = f"{report.article.source}: {several} {claim_id}"
    hint = f"nearest: {', '.join(near)}" if near else "the article has no claims"
    raise UnknownClaimError(message, hint)


def _lines(report: Report, number: int) -> Iterator[str]:
    """Yield the lines of the explanation, indented but not yet wrapped."""
    claim = report.claims[number]
    source = next((each for each in report.sources if each.id == claim.source_id), None)
    attribution = next((each for each in report.attributions if each.id == claim.attribution_id), None)
    yield f"{claim.id}  claim {number + 1} of {len(report.claims)}, {_where(report, claim)}, {claim.section}"
    for part in (
        [f"  {bracketed(report, claim)}"],
        _claim(report, claim, source),
        *(_mark(report, mark) for mark in claim.marks),
        _cited(report, claim),
        _attribution(report, attribution) if attribution else (),
        _source(report, source) if source else (),
    ):
        lines = list(part)
        yield from ["", *lines] if lines else []


def _claim(report: Report, claim: Claim, source: Source | None) -> Iterator[str]:
    """Yield what holds for the claim as a whole."""
    yield f"kinds: {', '.join(claim.kinds)}"
    yield f"support: {claim.support}" + ("" if source else " (the article's own voice)")
    yield f"checkability: {claim.checkability}" + (", hedged" if claim.hedged else "")
    if claim.same_as:
        places = {other.id: number for number, other in enumerate(report.claims, start=1)}
        same = (f"#{places[name]} ({name})" for name in claim.same_as if name in places)
        yield f"states the same figure as: {', '.join(same)}"
    yield from (f"needs: {on_one_line(need)}" for need in claim.needs)
    yield from (f"where to look: {on_one_line(hint)}" for hint in claim.hints)
    yield from _why(
        {key: value for key, value in claim.why.items() if key not in {"links", "notes", "needs"}}, indent=""
    )


def _cited(report: Report, claim: Claim) -> Iterator[str]:
    """Yield a claim's links and notes, each with why it is the claim's."""
    for link, rule in zip(claim.links, _rules(claim, "links", len(claim.links)), strict=True):
        yield f"link {on_one_line(link.href)}"
        yield f"  on {_quoted(report, link)}"
        yield from _why(rule, indent="  ")
    for note, rule in zip(claim.notes, _rules(claim, "notes", len(claim.notes)), strict=True):
        yield f"{note.kind} {on_one_line(note.label)}: {on_one_line(note.note) or 'without text'}"
        yield from _why(rule, indent="  ")


def _rules(claim: Claim, what: str, count: int) -> list[Why]:
    """Return why each link or note is the claim's, an empty answer for each where the Report does not say."""
    rules = claim.why.get(what)
    told = [rule if isinstance(rule, dict) else {} for rule in rules] if isinstance(rules, list) else []
    kept = [{key: value for key, value in rule.items() if key not in {"href", "label"}} for rule in told]
    return kept if len(kept) == count else [{} for _ in range(count)]


def _mark(report: Report, mark: Mark) -> Iterator[str]:
    """Yield a mark, its fields, and why it is one."""
    yield f"{mark.kind} {_quoted(report, mark)}"
    values = ((name, getattr(mark, name)) for name in _FACTS if hasattr(mark, name))
    facts = [f"{name} {on_one_line(str(value))}" for name, value in values if value is not None]
    if facts:
        yield f"  {', '.join(facts)}"
    yield from _why(mark.why, indent="  ")


def _attribution(report: Report, attribution: Attribution) -> Iterator[str]:
    """Yield a relation's spans, and why they are linked."""
    within = f", within {attribution.within}" if attribution.within else ""
    yield f"attribution {attribution.id}: {attribution.form}, {attribution.stance}{within}"
    for role in ("source", "cue", "content"):
        spans: tuple[Span, ...] = getattr(attribution, role)
        yield f"  {role} {'; '.join(_quoted(report, span) for span in spans) or 'none'}"
    yield from (f"  link {on_one_line(link.href)}" for link in attribution.links)
    yield from _why(attribution.why, indent="  ")


def _source(report: Report, source: Source) -> Iterator[str]:
    """Yield a source, how good it is, and where it is mentioned."""
    yield f"source {source.id}: {on_one_line(source.name)}"
    yield f"  {source.type.replace('_', ' ')}, grade {source.grade}: {_GRADES[source.grade]}"
    yield from (f"  mentioned as {_quoted(report, mention)}" for mention in source.mentions)
    yield from (f"  link {on_one_line(link.href)}" for link in source.links)


def _why(why: Why, *, indent: str) -> Iterator[str]:
    """Yield the line that says why: first rule or model, cue and score, then the rest."""
    first = [key for key in ("by", "rule", "model", "cue", "score") if key in why]
    rest = [key for key in why if key not in first]
    said = [f"{key} {on_one_line(_plain(why[key]))}" for key in first + rest if why[key] not in (None, "", [], {})]
    if said:
        yield f"{indent}why: {', '.join(said)}"


def _plain(value: object) -> str:
    """Return a JSON value as a person would write it."""
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _quoted(report: Report, span: Span) -> str:
    """Return a span's text in quotation marks, and its place in the file."""
    return f'"{on_one_line(span.text)}" at {_place(report, span.start)}'


def _where(report: Report, claim: Claim) -> str:
    """Return the file and the claim's place in it: line and column, page, paragraph or XPath, whichever it has."""
    name, where = on_one_line(report.article.source), claim.where
    line = f"{where.line}:{where.column}" if where.line and where.column else str(where.line or "")
    parts = [f"{what} {number}" for what, number in (("page", where.page), ("paragraph", where.paragraph)) if number]
    parts += [on_one_line(where.xpath)] if where.xpath else []
    if not line and not parts:
        line = _place(report, claim.start)
    return ", ".join(part for part in (f"{name}:{line}" if line else name, *parts) if part)


def _place(report: Report, offset: int) -> str:
    """Return line and column of an offset, both from 1; of a text that is not its file's own, the character from 1."""
    if not report.article.media_type.startswith("text/plain"):
        return f"character {offset + 1}"
    return f"{count_lines(report.text, start=0, end=offset) + 1}:{offset - start_of_line(report.text, offset) + 1}"


def _wrapped(lines: Iterator[str], *, width: int) -> Iterator[str]:
    """Yield the lines wrapped at ``width``, each continuation under its start."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        yield from textwrap.wrap(line, max(width, 40), subsequent_indent=indent, break_on_hyphens=False) or [""]
