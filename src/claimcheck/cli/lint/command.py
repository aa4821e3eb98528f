"""``claimcheck lint FILE...``: what in a draft will not survive a fact-check."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, format_option, input_format_option, settings_for

_EXAMPLES = """\b
Examples:
  claimcheck lint draft.md
  claimcheck lint drafts/*.md --ignore CC7 --fail-on warning
  claimcheck lint draft.md --format sarif -o claimcheck.sarif
  claimcheck lint drafts/*.md --write-baseline lint-baseline.json
  claimcheck lint drafts/*.md --baseline lint-baseline.json
  claimcheck lint draft.md --changed-since main
  claimcheck lint draft.md --fix --diff
  claimcheck explain CC401

"""
_FAILS = "  0    nothing at or above --fail-on\n  1    something at or above --fail-on"


def _ids(_context: click.Context, _option: click.Parameter, listed: str | None) -> tuple[str, ...] | None:
    """Return the ids in a list of them, in capitals; None for no word."""
    return None if listed is None else tuple(listed.upper().replace(",", " ").split())


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most=_FAILS, done="linted"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option("findings")
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option("--select", metavar="IDS", callback=_ids, help="The rules to run, by id or family: CC4,CC301 [CC].")
@click.option("--ignore", metavar="IDS", callback=_ids, help="The rules of them not to run.")
@click.option(
    "--fail-on",
    type=click.Choice(["note", "warning", "error", "never"]),
    help="The least severity that makes the exit code 1 [error].",
)
@click.option("--notes", is_flag=True, default=None, help="Also the notes: how a desk may want it sourced and worded.")
@click.option("--fix", is_flag=True, help="Correct in the FILEs what is certain: points, conversions, quotation marks.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option("--baseline", metavar="PATH", help="Leave out the findings that are in this file.")
@click.option("--write-baseline", metavar="PATH", help="Write the findings of now to such a file, and end well.")
@click.option("--changed-since", metavar="REV", help="Only findings on lines that changed since a git revision.")
@click.option("--show-suppressed", is_flag=True, help="Also what a comment, the settings or the baseline switched off.")
@click.option("--published", metavar="DATE", help="The publication date, such as 2026-03-04.")
@input_format_option
@click.option(
    "--allow-network", is_flag=True, default=None, help="Fetch a FILE that is an address, and try each link: CC504."
)
@click.option("--allow-private", is_flag=True, default=None, help="Do so in a private network, too.")
@click.option("--max-chars", type=click.IntRange(min=1), metavar="N", help="Refuse a text that is longer [1500000].")
@click.option("--color/--no-color", default=None, help="Colours [on a terminal, unless NO_COLOR is set].")
@click.option("--width", type=click.IntRange(min=20), metavar="N", help="Columns [the terminal's, else 80].")
def lint(files: tuple[str, ...], output: str | None, published: str | None, **options: Any) -> int:  # noqa: ANN401
    """Find what in each FILE will not survive a fact-check; - is standard input.

    Rules: CC2 attribution, CC3 vagueness, CC4 numbers that disagree, CC5 links and notes, CC6 quotes and names,
    CC7 overreach. `claimcheck explain CC401` prints a rule's page.
    """
    from claimcheck.article import iso_date
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.lint import fixes, scope
    from claimcheck.cli.lint.ignored import ignore_files, not_ignored
    from claimcheck.cli.reports import reports_of
    from claimcheck.export import exporter
    from claimcheck.lint import require_known, rules

    export = exporter(options.pop("format"), of="findings", origin="command line")
    settings = settings_for(files[0], options)
    require_known(settings)
    if options["fix"] or options["diff"]:
        fixes.require_files(files)
    read = [options["baseline"], *settings.files, *ignore_files(files)]
    refuse(files, [output, options["write_baseline"]], also_read=read)
    kept = not_ignored(files)
    failures: list[int] = []
    found = reports_of(kept, published=iso_date(published), settings=settings, failures=failures)
    counting = scope.Scope.of(options["baseline"], options["changed_since"], files=kept)
    told = settings.notes or settings.fail_on == "note"
    reports = [counting.applied(report if told else scope.without_notes(report)) for report in found]
    differences: list[str] = []
    if options["fix"] or options["diff"]:
        reports, differences = fixes.fixed(reports, write=not options["diff"])
    if options["write_baseline"]:
        scope.write_baseline(options["write_baseline"], reports)
        return max(failures, default=0)
    known = tuple(rules().values())
    layout = out.layout(output, color=options["color"], width=options["width"], many=True, rules=known)
    with out.writer(output, encoding=layout.encoding if export.for_people else "utf-8") as write:
        shown = [scope.unsuppressed(report) for report in reports] if options["show_suppressed"] else reports
        for piece in differences if options["diff"] else export.written(shown, layout):
            write(piece)
    return max(failures, default=0) or int(scope.fails(reports, settings.fail_on))
