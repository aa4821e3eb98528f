"""Case files: what claimcheck has to say of a passage, in Markdown that a journalist can read and write.

::

    # Quantities: bounds

    ## A verb that bounds is inside the span
    published: 2026-03-04            (optional)

    > Seizures now surpass 200 metric tons.

    - quantity `surpass 200 metric tons` value=200 bound=> unit=metric ton
    - not quantity `Seizures`        (no mark of that kind may overlap this text)
    - none superlative               (no mark of that kind in the passage; also: attribution, claim)
    - attribution source=`the mayor` cue=`said` content=`that rents rose` resolved=`Ann Lee` type=named_person
    - claim `Seizures now surpass 200 metric tons.` support=none kinds=quantity
    - claim `Seizures … tons.` links=`https://a.example` notes=1|2   (`…`: what is left out)

``format: markdown`` behind a title has the passage read as Markdown, with its links and notes.

A field that is named is compared exactly; one that is not is not compared, and one that the kind does not have is an error.
``null`` is no value. To whom a mark is bound is ``resolved=``; ``bound=`` is a quantity's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimcheck import report as contract

_TITLE = re.compile(r"##\s+(?P<title>.+)")
_SETTING = re.compile(r"(?P<name>published|format):\s*(?P<value>\S+)")
_QUOTED = re.compile(r"`(?P<text>[^`]*)`")
_FIELD = re.compile(r"\s(?P<name>[a-z_0-9]+)=")
_BOUND = {"resolved", "type"}  # of the source, which a Report names by its id
_FIELDS = {
    "quantity": {*contract.Quantity.model_fields} | _BOUND,
    "superlative": {*contract.Superlative.model_fields} | _BOUND,
    "change": {*contract.Change.model_fields} | _BOUND,
    "comparison": {*contract.Comparison.model_fields} | _BOUND,
    "time": {*contract.Time.model_fields} | _BOUND,
    "attribution": {*contract.Attribution.model_fields} | _BOUND,
    "claim": {*contract.Claim.model_fields} | _BOUND,
    "source": {*contract.Source.model_fields},
}


class CaseError(ValueError):
    """A line of a case file that is not understood."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


@dataclass(frozen=True)
class Expectation:
    """One line of a case: ``sign`` is "has", "not" or "none"; ``text`` what stands in backticks behind the kind."""

    place: str
    sign: str
    kind: str
    text: str | None
    fields: dict[str, str]


@dataclass(frozen=True)
class Case:
    """A passage with what is expected of it."""

    file: str
    title: str
    line: int
    text: str = ""
    published: str | None = None
    format: str | None = None
    expected: list[Expectation] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.title}"


def cases_in(path: Path) -> Iterator[Case]:
    """Yield the cases of a file. A line that is not understood is an error: no expectation is passed over."""
    open_case: dict[str, Any] | None = None
    quoted: list[str] = []
    for number, line in _lines(path):
        place = f"{path.name}:{number}"
        if title := _TITLE.match(line):
            if open_case:
                yield Case(**open_case, text="\n".join(quoted))
            quoted = []
            open_case = {"file": path.name, "title": title["title"], "line": number, "expected": []}
        elif open_case is None and line.startswith(("- ", ">")):
            raise CaseError(place, f"stands under no title: {line}")
        elif open_case is None:
            continue
        elif line.startswith(">"):
            quoted.append(line[2:])
        elif line.startswith("- "):
            open_case["expected"].append(_expectation(line[2:], place=place))
        elif setting := _SETTING.match(line):
            open_case[setting["name"]] = setting["value"]
        else:
            raise CaseError(place, f"not understood: {line}")
    if open_case:
        yield Case(**open_case, text="\n".join(quoted))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor the file's title, each with its number."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("# "):
            yield number, line


def _expectation(line: str, *, place: str) -> Expectation:
    """Return what a line behind its dash says."""
    words = line.split(maxsplit=1)
    sign = words[0] if words[0] in {"not", "none"} else "has"
    rest = line if sign == "has" else words[-1]
    kind, _, behind = rest.partition(" ")
    if kind not in _FIELDS:
        raise CaseError(place, f"no such kind: {kind}")
    behind = behind.strip()
    quoted = _QUOTED.match(behind)
    text = quoted["text"] if quoted else None
    fields = _fields(f" {behind[quoted.end() :].strip() if quoted else behind}", place=place)
    if unknown := sorted(set(fields) - _FIELDS[kind]):
        raise CaseError(place, f"a {kind} has no field {', '.join(unknown)}: it has {', '.join(sorted(_FIELDS[kind]))}")
    if sign == "not" and (text is None or fields):
        raise CaseError(place, "`not` takes a text and no fields")
    if sign == "none" and (text is not None or fields):
        raise CaseError(place, "`none` takes a kind and no more")
    return Expectation(place, sign, kind, text, fields)


def _fields(behind: str, *, place: str) -> dict[str, str]:
    """Return ``name=value`` pairs; a value goes to the next name, or is in backticks."""
    starts = list(_FIELD.finditer(_masked(behind)))
    dropped = behind[: starts[0].start()] if starts else behind
    names = [start["name"] for start in starts]
    if dropped.strip() or len(set(names)) < len(names):
        raise CaseError(place, f"not understood as name=value, each name once: {behind.strip()}")
    ends = [*(start.start() for start in starts[1:]), len(behind)][: len(starts)]
    values = (behind[start.end() : end].strip() for start, end in zip(starts, ends, strict=True))
    return {
        start["name"]: value[1:-1] if value[:1] == value[-1:] == "`" and len(value) > 1 else value
        for start, value in zip(starts, values, strict=True)
    }


def _masked(text: str) -> str:
    """Return text with what is in backticks blotted out."""
    return _QUOTED.sub(lambda match: "`" + "x" * (len(match[0]) - 2) + "`", text)


# ---------------------------------------------------------------- comparison with a Report
def failures(case: Case, report: dict[str, Any]) -> Iterator[str]:
    """Yield what a Report, as JSON, does not have of what a case expects."""
    for expected in case.expected:
        candidates = list(_things(report, expected.kind))
        if expected.sign == "none":
            wrong = candidates
        elif expected.sign == "not":
            wrong = [
                thing for thing in candidates if _overlaps(thing, report["article"]["text"], text=expected.text or "")
            ]
        else:
            if any(_fits(thing, expected) for thing in candidates):
                continue
            yield f"{expected.place}: no {_told(expected)}; there are: {[_short(t) for t in candidates]}"
            continue
        if wrong:
            yield f"{expected.place}: {expected.sign} {expected.kind}, but: {[_short(t) for t in wrong]}"


def _things(report: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Yield the Report's things of a kind, each with the fields that a case may name."""
    sources = {source["id"]: source for source in report["sources"]}
    if kind == "source":
        yield from ({**source, "links": _hrefs(source)} for source in sources.values())
    elif kind == "attribution":
        for relation in report["attributions"]:
            source = sources.get(relation["source_id"], {})
            spans = {role: [s["text"] for s in relation[role]] for role in ("source", "cue", "content")}
            said = {"resolved": source.get("name"), "type": source.get("type"), "links": _hrefs(relation)}
            yield {**relation, **spans, **said}
    else:
        for claim in report["claims"]:
            source = sources.get(claim["source_id"], {})
            bound = {"resolved": source.get("name"), "type": source.get("type")}
            if kind == "claim":
                notes = [note["label"] for note in claim["notes"]]
                yield {**claim, **bound, "links": _hrefs(claim), "notes": notes}
            yield from ({**mark, **bound} for mark in claim["marks"] if mark["kind"] == kind)


def _hrefs(thing: dict[str, Any]) -> list[str]:
    return [link["href"] for link in thing["links"]]


def _fits(thing: dict[str, Any], expected: Expectation) -> bool:
    """Return whether a thing is the one that is expected."""
    text = thing.get("text", thing.get("name"))
    if expected.text is not None and not re.fullmatch(re.escape(expected.text).replace("…", ".*"), text, re.DOTALL):
        return False
    return all(name in thing and _same(thing[name], value) for name, value in expected.fields.items())


def _same(found: object, value: str) -> bool:
    """Return whether a JSON value is what is written in a case; of a list any item, or all joined by ``|``."""
    if isinstance(found, list):
        texts = [item if isinstance(item, str) else str(item) for item in found]
        return value == "|".join(texts) or (value in texts) or (not texts and value == "null")
    if found is None or isinstance(found, bool):
        return value == {None: "null", True: "true", False: "false"}[found]
    if isinstance(found, int | float):
        try:
            return float(value) == float(found)
        except ValueError:
            return False
    return str(found) == value


def _overlaps(thing: dict[str, Any], passage: str, *, text: str) -> bool:
    """Return whether a thing's span shares a character with a place where ``text`` stands."""
    places = [match.start() for match in re.finditer(re.escape(text), passage)]
    assert places, f"the passage does not hold {text!r}"
    spans = [(thing["start"], thing["end"])] if "start" in thing else []
    return any(start < place + len(text) and place < end for place in places for start, end in spans)


def _told(expected: Expectation) -> str:
    fields = " ".join(f"{name}={value}" for name, value in expected.fields.items())
    return " ".join(part for part in (expected.kind, f"`{expected.text}`" if expected.text else "", fields) if part)


def _short(thing: dict[str, Any]) -> dict[str, Any]:
    """Return what helps to see what a thing is."""
    wanted = (
        "text",
        "name",
        "value",
        "value2",
        "bound",
        "unit",
        "of",
        "direction",
        "source",
        "cue",
        "content",
        "resolved",
    )
    return {
        name: thing[name]
        for name in (*wanted, "type", "kinds", "support", "links", "notes", "needs")
        if thing.get(name) not in (None, [])
    }
