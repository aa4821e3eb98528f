# ruff: noqa: INP001, S603  a script, no package; it starts claimcheck itself
"""Writes what the documentation shows of the program from the program itself: ``python docs/generate.py [--check]``.

A generated block stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; a whole page has its name in PAGES.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import inspect
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import claimcheck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.speed import Limit

    from claimcheck.lint import Rule

ROOT = Path(__file__).parent.parent
ARTICLE = "fixtures/articles/brief-night-ferry.txt"
WIDTH = "80"
_BLOCK = re.compile(r"<!-- generated: (?P<name>[\w-]+) -->\n.*?<!-- end -->", re.DOTALL)


# ---------------------------------------------------------------- blocks
@functools.cache
def run(*arguments: str) -> str:
    """Return what ``claimcheck`` writes at 80 columns, without colours.

    It runs in this process: the weights are loaded once, and 27 pages of help cost 27 imports less.
    """
    from click.testing import CliRunner

    from claimcheck.cli.group import commands

    environment = {"FORCE_COLOR": None, "NO_COLOR": "1", "COLUMNS": WIDTH}
    asked = {"prog_name": "claimcheck", "terminal_width": int(WIDTH) - 2}  # click leaves two columns free
    with contextlib.chdir(ROOT):
        done = CliRunner().invoke(commands, arguments, env=environment, color=True, catch_exceptions=False, **asked)
    if done.exit_code:
        raise RuntimeError(done.output)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def picture() -> str:
    """Return an SVG of the list in colour: what ``claimcheck`` writes for a terminal, drawn by rich.

    It names no font to fetch, and the same run gives the same bytes.
    """
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    black, red, green, yellow, blue, magenta, cyan, white = (
        *((40, 40, 40), (176, 32, 40), (20, 110, 50), (140, 92, 0)),
        *((25, 80, 180), (150, 30, 120), (0, 105, 125), (90, 90, 90)),
    )
    theme = TerminalTheme((255, 255, 255), black, [black, red, green, yellow, blue, magenta, cyan, white])
    console = Console(record=True, width=int(WIDTH), file=io.StringIO(), force_terminal=True, _environ={})
    console.print(Text.from_ansi(f"$ claimcheck {ARTICLE}\n{run(ARTICLE, '--color')}"))
    frame = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    frame = frame.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")
    drawn = console.export_svg(title="claimcheck", theme=theme, code_format=frame, unique_id="claimcheck")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def fenced(text: str, language: str = "text") -> str:
    """Return a fenced code block."""
    return f"```{language}\n{text}\n```"


def example() -> str:
    """Return the command of the README with its output."""
    return fenced(f"$ claimcheck {ARTICLE}\n{run(ARTICLE)}")


def json_example() -> str:
    """Return the first claim with a quantity as JSON, without the reasons (``why``) and what is empty."""
    report = json.loads(run(ARTICLE, "--format", "json"))
    claim = next(claim for claim in report["claims"] if "quantity" in claim["kinds"] and claim["source_id"])
    source = next(source for source in report["sources"] if source["id"] == claim["source_id"])
    shown = {"claims": [_without_empty(claim)], "sources": [_without_empty(source)]}
    return fenced(json.dumps(shown, indent=1, ensure_ascii=False), "json")


def _without_empty(value: object) -> object:
    """Return JSON without reasons, and without nulls and empty lists."""
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _without_empty(item) for key, item in value.items() if key != "why"}
    return {key: item for key, item in kept.items() if item not in (None, [], {})}


def accuracy() -> str:
    """Return the table of the accuracy gate: what was measured, the floor that CI holds, what others reach."""
    from benchmarks import baseline
    from benchmarks.measures import MEASURES

    measured = json.loads((ROOT / "benchmarks/accuracy.json").read_text(encoding="utf-8"))["measures"]
    floors = baseline.read(ROOT / "benchmarks/baseline.json").floors
    rows = [
        _row(row.title, _number(measured[row.id]["f1"]), _number(floors.get(row.id)), _number(row.target), row.other)
        for row in MEASURES
        if row.id in measured
    ]
    head = _row("measure (F1, or the share that is right)", "claimcheck", "floor in CI", "aimed at", "best other tool")
    return "\n".join([head, _row(*["---"] * 5), *rows])


def speed() -> str:
    """Return the table of the speed benchmark."""
    from benchmarks.speed import LIMITS

    result = json.loads((ROOT / "benchmarks/speed.json").read_text(encoding="utf-8"))
    own, peer = result["claimcheck"], result["peer"]
    rows = [
        _row(row.title, row.unit, _figure(own[row.id]), _figure(peer.get(row.id)), _limit(row))
        for row in LIMITS
        if row.id in own
    ]
    head = _row("measure", "unit", "claimcheck", peer["name"], "limit")
    return "\n".join([head, _row(*["---"] * 5), *rows])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


def _limit(row: Limit) -> str:
    return f"at most {row.most:,}" if row.most else f"at least {row.least:,}" if row.least else ""


def exit_codes() -> str:
    """Return the exit codes: those of the command's own epilog."""
    from claimcheck.cli.group import commands

    epilog = commands.commands["check"].epilog or ""
    rows = re.findall(r"^\s+(\d+)\s+(.+)$", epilog, re.MULTILINE)
    return "\n".join(["| code | means |", "|---|---|", *(f"| {code} | {text} |" for code, text in rows)])


SPACY = """\
import spacy

nlp = spacy.blank("en")
nlp.add_pipe("claimcheck_encoder")
nlp.add_pipe("claimcheck_times")
nlp.add_pipe("claimcheck_quantities")

doc = nlp("Seizures rose to more than 200 tons in 2023, the navy said.")
group = doc.spans["quantities"]
for span in group:
    facts = group.attrs[span.id_]
    print(span.text, facts["bound"], facts["value"], facts["unit"], facts["of"])
"""


def spacy_example() -> str:
    """Return a program with spaCy, and what it prints."""
    environment = os.environ | {"PYTHONPATH": str(Path(claimcheck.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", SPACY], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return f"{fenced(SPACY.rstrip(), 'python')}\n\n{fenced(done.stdout.rstrip())}"


def components() -> str:
    """Return the table of the components: what each writes, and what it needs before it."""
    from claimcheck.annotate.phenomena import RULES

    rows = [_row("component", "writes", "needs"), _row("---", "---", "---")]
    rows.append(
        _row("`claimcheck_encoder`", "sentences, tags, lemmas, trees, entities; `source`, `cue`, `content`", "")
    )
    for row in RULES:
        needs = [
            "grammar",
            *(f"`{group}`" for group in row.groups),
            *(["the engine's evidence"] if row.evidence else []),
        ]
        rows.append(_row(f"`claimcheck_{row.group}`", f"`{row.group}`", ", ".join(needs)))
    return "\n".join(rows)


def editor_marks() -> str:
    """Return what the language server says of an article: the marks, and the card of the first claim with a figure."""
    from claimcheck.lsp.hovers import hover
    from claimcheck.lsp.marks import diagnostics
    from claimcheck.lsp.positions import TextLines
    from claimcheck.lsp.reading import OpenText, read, shown
    from claimcheck.report import Claim

    text = (ROOT / ARTICLE).read_text(encoding="utf-8")
    found = shown(*read(OpenText("untitled:draft", None, "plaintext", 1, text)))
    marks = diagnostics(found, TextLines(text), decided={})
    places = (f"{one.range.start.line + 1}:{one.range.start.character + 1}" for one in marks)
    lines = [
        f"{place}  {one.severity.name.lower()}  {one.message}  {one.code}"
        for place, one in zip(places, marks, strict=True)
        if one.severity
    ]
    first = next(one for one in found if isinstance(one.what, Claim) and "quantity" in one.what.kinds)
    return f"{fenced(chr(10).join(lines))}\n\n{fenced(hover(first, None), 'markdown')}"


BLOCKS: dict[str, Callable[[], str]] = {
    "example": example,
    "json": json_example,
    "accuracy": accuracy,
    "speed": speed,
    "exit-codes": exit_codes,
    "spacy": spacy_example,
    "components": components,
    "editor": editor_marks,
}


# ---------------------------------------------------------------- pages
def commands_page() -> str:
    """Return ``docs/commands.md``: the help of every command."""
    from claimcheck.cli.group import commands

    parts = ["# Commands", "Generated from the program by `python docs/generate.py`; do not edit.", _help()]
    for name, command in sorted(commands.commands.items()):
        parts += [f"## claimcheck {name}", _help(name)]
        for part in sorted(getattr(command, "commands", ())):
            parts += [f"### claimcheck {name} {part}", _help(name, part)]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    return fenced(f"$ {' '.join(['claimcheck', *command, '--help'])}\n{run(*command, '--help')}")


def errors_page() -> str:
    """Return ``docs/errors.md``: every error that a user can meet, from the exception tree."""
    errors = importlib.import_module("claimcheck.errors")
    head = """\
# Errors

Generated from `claimcheck/errors.py` by `python docs/generate.py`; do not edit.

Every error is one line on standard error that says what is wrong, and one with a hint. In Python it is an exception, a
`ClaimcheckError` with `message`, `hint`, `code` and `exit_code`. In a batch it is the `error` of that input's Report.
Anything else that is raised for an input is a bug in claimcheck: `internal` there, and exit code 70; the other inputs go on.

| code | exit code | exception | means |
|---|---|---|---|
"""
    rows = [
        f"| `{error.code}` | {error.exit_code} | `{error.__name__}` | {_first_line(error)} |"
        for error in tree(errors.ClaimcheckError)
    ]
    return head + "\n".join(rows) + "\n\n" + exit_codes() + "\n"


def tree(root: type[Any]) -> Iterator[type[Any]]:
    """Yield an exception and those below it, in the order in which they were written."""
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


def _first_line(error: type[Any]) -> str:
    return (inspect.getdoc(error) or "").splitlines()[0].replace("``", "`").rstrip(".")


def rules_page() -> str:
    """Return ``docs/rules.md``: the page of every lint rule."""
    from claimcheck import lint

    head = """\
# Lint rules

Generated from `claimcheck/lint` by `python docs/generate.py`; do not edit. `claimcheck explain CC401` prints one of these
pages, [lint.md](lint.md) says how rules are chosen and switched off. The examples are invented.
"""
    rows = [_row("rule", "severity", "name"), _row(*["---"] * 3)]
    rows += [_row(f"[{one.id}](#{one.id.lower()})", one.severity, one.name) for one in lint.rules().values()]
    pages = [_precision(), *(_rule(rule) for rule in lint.rules().values())]
    return "\n".join([head, *rows]) + "\n\n" + "\n\n".join(pages) + "\n"


def _precision() -> str:
    """Return how the rules did on published articles, from ``docs/rules_read.tsv``."""
    lines = (Path(__file__).parent / "rules_read.tsv").read_text(encoding="utf-8").splitlines()
    told = [line.split("\t") for line in lines if not line.startswith(("#", "rule\t"))]
    sums = [[sum(int(row[column].split("/")[kind]) for row in told) for kind in range(3)] for column in range(1, 9)]
    told.append(["all", *("/".join(map(str, one)) for one in sums)])
    reads = (
        "first read",
        "read blind",
        "second read",
        "since",
        "third read",
        "since that",
        "fourth read",
        "fifth read",
    )
    rows = [_row("rule", *reads), _row(*["---"] * 9), *(_row(*row) for row in told)]
    return (
        "## How often they are right\n\n"
        "Every warning and error in published articles, read on 2026-11-30 as an editor reads it: useful / true but noise / wrong.\n"
        "`first read`: 310 articles (258,000 words), in three lots, each before the rules were mended on it. `read blind`: 120 others\n"
        "(90,000 words), by somebody who knew neither rules nor articles. `second read`: 407 articles\n"
        "(316,000 words), before the rules were mended on them.\n"
        "`since`: 150 articles (78,000 words) that nobody had read before, after that, .3 findings in 1,000 words.\n"
        "`third read`: 120 articles (61,000 words), as far as is known none of those, before the reader knew the rules;\n"
        "`since that`: 140 others (72,000 words), after the rules were mended on the 120. `fourth read`: 180 articles\n"
        "(141,000 words; many of them must be among those above) on 2026-12-01, by somebody who knew the rules, .3 findings in 1,000 words.\n"
        "`fifth read`: all 105 of 396 articles (329,000 words) on 2026-12-01, by somebody who knew the rules, and then mended CC205 and CC604\n"
        "on them, so that four of their five wrong ones are gone; .3 findings in 1,000 words.\n"
        "Only `read blind` was read by somebody who did not mend them.\n"
        "A rule of whose findings an editor would ask for fewer than 60 percent is a note: CC201, CC203, CC204, CC701, CC702,\n"
        "the dates to come in CC409 and `many economists` in CC301. Rules that are not in the table said nothing.\n"
        "`benchmarks/faults.py` plants faults and counts what is found.\n\n" + "\n".join(rows)
    )


def _rule(rule: Rule) -> str:
    """Return the page of a rule, under five headings."""
    return "\n\n".join(
        [
            f"## {rule.id}",
            f"`{rule.name}`, {rule.severity}",
            f"**What it does.** {rule.what}",
            f"**Why it is bad.** {rule.why}",
            f"**Example**\n\n{fenced(rule.fires)}",
            f"**Use instead.** {rule.instead}\n\n{fenced(rule.passes)}",
            f"**Reference.** {rule.reference}",
        ]
    )


PAGES: dict[str, Callable[[], str]] = {
    "docs/commands.md": commands_page,
    "docs/errors.md": errors_page,
    "docs/rules.md": rules_page,
}
PICTURES: dict[str, Callable[[], str]] = {"docs/list.svg": picture}
"""Pages that take a run of the program."""
WITH_BLOCKS = (
    "README.md",
    "docs/claim-kinds.md",
    "docs/list.md",
    "docs/spacy.md",
    "docs/editors.md",
    "CONTRIBUTING.md",
)


# ---------------------------------------------------------------- the command
def filled(text: str) -> str:
    """Return a page with every generated block in it written anew."""
    return _BLOCK.sub(
        lambda block: f"<!-- generated: {block['name']} -->\n{BLOCKS[block['name']]()}\n<!-- end -->", text
    )


def expected() -> Iterator[tuple[Path, str]]:
    """Yield every page that holds something generated, and what it should hold."""
    for name in WITH_BLOCKS:
        path = ROOT / name
        yield path, filled(path.read_text(encoding="utf-8"))
    for name, page in {**PAGES, **PICTURES}.items():
        yield ROOT / name, page()


def main(given: list[str] | None = None) -> int:
    """Write the pages, or with ``--check`` name those that differ; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail where a page differs")
    options = parser.parse_args(given)
    differing = []
    for path, text in expected():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        differing.append(path)
        if not options.check:
            path.write_text(text, encoding="utf-8")
    for path in differing:
        sys.stderr.write(f"{'differs' if options.check else 'wrote'}: {path.relative_to(ROOT)}\n")
    return int(options.check and bool(differing))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
