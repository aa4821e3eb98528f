"""``claimcheck lint FILE...``: what in a draft will not survive a fact-check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.check import folder_of, input_format, refuse_twice

if TYPE_CHECKING:
    from claimcheck.export import Layout
    from claimcheck.report import Report

FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit")
_EPILOG = """\b
Examples:
  claimcheck lint draft.md
  claimcheck lint drafts/*.md --ignore CC7 --fail-on warning
  claimcheck lint draft.md --format sarif -o claimcheck.sarif
  claimcheck lint drafts/*.md --write-baseline lint-baseline.json
  claimcheck lint drafts/*.md --baseline lint-baseline.json
  claimcheck lint draft.md --changed-since main
  claimcheck explain CC401

\b
Exit codes:
  0    nothing at or above --fail-on
  1    something at or above --fail-on
  2    wrong usage or settings, or the result could not be written
  3    an input could not be read or analysed (the others are linted all the same)
  70   a bug in claimcheck
  130  interrupted
  141  the reader of the output went away
"""


@click.command(epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", type=click.Choice(FORMATS), default="text", help="How the findings are written [text].")
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option("--select", metavar="IDS", help="The rules to run, by id or family: CC4,CC301 [CC].")
@click.option("--ignore", metavar="IDS", help="The rules of them not to run.")
@click.option(
    "--fail-on",
    type=click.Choice(["note", "warning", "error", "never"]),
    help="The least severity that makes the exit code 1 [error].",
)
@click.option("--baseline", metavar="PATH", help="Leave out the findings that are in this file.")
@click.option("--write-baseline", metavar="PATH", help="Write the findings of now to such a file, and end well.")
@click.option("--changed-since", metavar="REV", help="Only findings on lines that changed since a git revision.")
@click.option("--show-suppressed", is_flag=True, help="Also what a comment, the settings or the baseline switched off.")
@click.option("--published", metavar="DATE", help="The publication date, such as 2026-03-04.")
@input_format
@click.option("--allow-network", is_flag=True, help="Fetch a FILE that is an address, and try each link: CC504.")
@click.option("--allow-private", is_flag=True, help="Do so in a private network, too.")
@click.option("--color/--no-color", default=None, help="Colours [on a terminal, unless NO_COLOR is set].")
@click.option("--width", type=click.IntRange(min=20), metavar="N", help="Columns [the terminal's, else 80].")
def lint(files: tuple[str, ...], output: str | None, published: str | None, **options: Any) -> int:  # noqa: ANN401
    """Find what in each FILE will not survive a fact-check; - is standard input.

    Rules: CC2 attribution, CC3 vagueness, CC4 numbers that disagree, CC5 links and notes, CC6 quotes and names,
    CC7 overreach. `claimcheck explain CC401` prints a rule's page.
    """
    from claimcheck import settings as settings_
    from claimcheck.article import iso_date
    from claimcheck.cli import lint_scope
    from claimcheck.cli import output as out
    from claimcheck.cli.ignored import not_ignored
    from claimcheck.cli.reports import reports_of

    refuse_twice(files)
    out.refuse_input(output, files)
    settings = settings_.load(folder_of(files[0]), _overrides(options))
    kept = not_ignored(files)
    layout = out.layout(output, color=options["color"], width=options["width"], many=True)
    failures: list[int] = []
    found = reports_of(kept, published=iso_date(published), settings=settings, failures=failures)
    scope = lint_scope.Scope.of(options["baseline"], options["changed_since"], files=kept)
    reports = [scope.applied(report) for report in found]
    if options["write_baseline"]:
        lint_scope.write_baseline(options["write_baseline"], reports)
        return max(failures, default=0)
    with out.writer(output, encoding=layout.encoding if options["format"] == "text" else "utf-8") as write:
        shown = reports if not options["show_suppressed"] else [lint_scope.unsuppressed(report) for report in reports]
        for piece in _written(options["format"], shown, layout):
            write(piece)
    return max(failures, default=0) or int(lint_scope.fails(reports, settings.fail_on))


def _written(name: str, reports: Sequence[Report], layout: Layout) -> Iterator[str]:
    """Return the pieces of the findings in a format; SARIF also holds the pages of the rules."""
    from claimcheck.export import exporter

    if name != "sarif":
        return exporter(f"lint-{name}")(reports, layout)
    from claimcheck import lint as linter
    from claimcheck.export import sarif

    return sarif.export(reports, layout, rules=[sarif.descriptor(rule) for rule in linter.rules().values()])


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that were given as options."""
    given = {name: options[name] for name in ("input_format", "fail_on")}
    given |= {name: options[name] or None for name in ("allow_network", "allow_private")}
    for name in ("select", "ignore"):
        value = options[name]
        given[name] = (
            None if value is None else tuple(part for part in value.upper().replace(" ", "").split(",") if part)
        )
    return given
