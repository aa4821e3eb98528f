"""How many planted faults the linter finds: ``python -m benchmarks.faults --data FOLDER [--set train/polnear/train.jsonl]``.

One fault a kind is planted in each of some published articles: a letter of a name that stands more than once, a quotation mark,
a digit of a figure that stands more than once, a weekday beside its date, the words that say who says so. It is found where a rule
for it finds something there that it did not find before; whatever else is new is a false alarm. Sites are drawn by ``--seed``.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lint import Cost, articles, chosen, findings, read

if TYPE_CHECKING:
    from claimcheck.analysis import Analysis
    from claimcheck.report import Finding, Report

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(rf"\b(?P<day>{'|'.join(_DAYS)}),? {_MONTH} \d{{1,2}}\b")
_SHORTEST = 5  # letters of a surname


@dataclass(frozen=True)
class Planted:
    """Put ``text`` in the place of ``start:end`` of an article; a rule of ``rules`` should find it within the paragraph or at ``other``."""

    start: int
    end: int
    text: str
    rules: tuple[str, ...]
    other: tuple[int, int] | None = None


def _names(analysis: Analysis, _report: Report, rng: random.Random) -> Iterator[Planted]:
    """Yield a wrong letter in a surname that stands at least twice more."""
    for person in analysis.entities:
        named = [one for one in person.mentions if one.form == "name"] if person.kind == "person" else []
        surname = person.family or ""
        ends = [one.end for one in named if analysis.text[: one.end].endswith(surname)]
        if len(surname) >= _SHORTEST and surname.isalpha() and len(ends) > 2:  # noqa: PLR2004
            end = rng.choice(ends[1:])
            yield Planted(end - len(surname), end, _misspelt(surname, rng), ("CC603", "CC205"))


def _misspelt(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    drop, twice, swap = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at],
    )
    found = [one for one in (drop, twice, swap + name[at + 2 :]) if one != name]
    return rng.choice(found)


def _quotes(analysis: Analysis, _report: Report, rng: random.Random) -> Iterator[Planted]:
    """Yield a quotation of a clause that lacks its first or its last mark."""
    for one in analysis.quotations:
        if one.attribution is not None and "\n" not in analysis.text[one.start : one.end] and one.end - one.start > 40:  # noqa: PLR2004
            at = rng.choice((one.start, one.end - 1))
            yield Planted(at, at + 1, "", ("CC601",))


def _figures(_analysis: Analysis, report: Report, rng: random.Random) -> Iterator[Planted]:
    """Yield another digit in a figure that the Report knows to be stated in another claim, too."""
    claims = {claim.id: claim for claim in report.claims}
    for claim in report.claims:
        for mark in claim.marks:
            others = [
                one
                for name in claim.same_as
                for one in claims[name].marks
                if mark.kind == one.kind == "quantity" and (one.value, one.unit) == (mark.value, mark.unit)
            ]
            digits = [match.start() for match in re.finditer(r"\d", mark.text)]
            if others and digits:
                at = mark.start + rng.choice(digits)
                new = rng.choice([digit for digit in "123456789" if digit != report.text[at]])
                yield Planted(at, at + 1, new, ("CC401", "CC402", "CC403", "CC406"), (others[0].start, others[0].end))


def _weekdays(analysis: Analysis, _report: Report, rng: random.Random) -> Iterator[Planted]:
    """Yield another weekday before a date."""
    for match in _DATED.finditer(analysis.text):
        other = rng.choice([day for day in _DAYS if day != match["day"]])
        yield Planted(*match.span("day"), other, ("CC407",))


def _sources(analysis: Analysis, _report: Report, _rng: random.Random) -> Iterator[Planted]:
    """Yield a quotation whose paragraph loses who said it, where that stands at its end."""
    for one in analysis.attributions:
        spans = [*one.source, *one.cue]
        if len(one.content) != 1 or one.form != "direct" or not spans or len(spans) > 2:  # noqa: PLR2004
            continue
        start, end = min(spans)[0], max(end for _, end in spans)
        stop = re.compile(r"\.(?=\n|\Z)").match(analysis.text, end)
        if stop and start >= one.content[0][1] and analysis.text[: one.content[0][0]].endswith("\n"):
            comma = analysis.text[one.content[0][0] : one.content[0][1]].rstrip('”"').endswith(",")
            inside = one.content[0][1] - (2 if comma else 0)
            yield Planted(inside, end + 1, f".{analysis.text[inside + 1]}" if comma else "", ("CC203", "CC201"))


KINDS: dict[str, Callable[[Analysis, Report, random.Random], Iterator[Planted]]] = {
    "name": _names,
    "quote": _quotes,
    "figure": _figures,
    "weekday": _weekdays,
    "source": _sources,
}


def _is_found(finding: Finding, planted: Planted, text: str) -> bool:
    """Return whether a finding on the changed text is of the planted fault: in its paragraph, or where the figure stands again."""
    moved = len(planted.text) - (planted.end - planted.start)
    start, end = text.rfind("\n", 0, planted.start) + 1, text.find("\n", planted.start + len(planted.text))
    places = [(start, len(text) if end < 0 else end)]
    if planted.other:
        shift = moved if planted.other[0] > planted.start else 0
        places.append((planted.other[0] + shift, planted.other[1] + shift))
    return finding.rule in planted.rules and any(finding.start < stop and at < finding.end for at, stop in places)


def main() -> int:
    """Print, for each kind, how many were planted and found, and how much else is new."""
    parser = argparse.ArgumentParser(description="How many planted faults the linter finds.")
    parser.add_argument("--data", type=Path, default=os.environ.get("CLAIMCHECK_DATA"), help="folder of public corpora")
    parser.add_argument("--set", default="train/polnear/train.jsonl", help="the set of articles in it")
    parser.add_argument(
        "--ids", type=Path, help="a file with the ids of the articles, one a line; else --count are drawn"
    )
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--cache", type=Path, help="folder that keeps the readings of the articles as they are")
    parser.add_argument("--missed", action="store_true", help="print what was not found, for reading")
    args = parser.parse_args()
    if args.data is None:
        print("no data folder: give --data, or set CLAIMCHECK_DATA", file=sys.stderr)
        return 2
    rng, every, cost = random.Random(args.seed), list(articles(Path(args.data) / args.set)), Cost()  # noqa: S311
    ids = set(args.ids.read_text(encoding="utf-8").split()) if args.ids else None
    drawn = [one for one in every if one[0] in ids] if ids else rng.sample(every, min(args.count, len(every)))
    planted, found, alarms = Counter[str](), Counter[str](), Counter[str]()
    for name, text, published in drawn:
        analysis, report = read(text, published, cache=args.cache, cost=cost)
        before = Counter(
            (one.rule, report.text[one.start : one.end]) for one in findings(analysis, report, chosen([]), cost=cost)
        )
        for kind in args.kinds:
            sites = list(KINDS[kind](analysis, report, rng))
            if not sites:
                continue
            site = rng.choice(sites)
            changed = f"{text[: site.start]}{site.text}{text[site.end :]}"
            again = findings(*read(changed, published, cache=None, cost=cost), chosen([]), cost=cost)
            new = [
                one
                for one in again
                if not before[one.rule, changed[one.start : one.end]] or _is_found(one, site, changed)
            ]
            new = [one for one in new if one.severity != "note"]
            planted[kind] += 1
            hit = any(_is_found(one, site, changed) for one in new)
            found[kind] += hit
            alarms[kind] += sum(not _is_found(one, site, changed) for one in new)
            if args.missed and not hit:
                around = changed[max(site.start - 200, 0) : site.start + 120].replace("\n", " / ")
                print(f"--- {kind} {name}: {text[site.start : site.end]!r} -> {site.text!r}\n    {around}")
                if site.other:
                    print("    other: " + text[max(site.other[0] - 150, 0) : site.other[1] + 150].replace("\n", " / "))
    for kind in args.kinds:
        share = found[kind] / planted[kind] if planted[kind] else 0.0
        print(f"{kind}: {found[kind]} of {planted[kind]} found ({share:.2f}), {alarms[kind]} false alarms beside")
    return 0


if __name__ == "__main__":
    sys.exit(main())
