"""What the program says of itself: the settings in force, the pages of its rules, the schema of its JSON."""

from __future__ import annotations

import click


@click.command(epilog="\b\nExamples:\n  claimcheck config drafts/article.md\n  claimcheck config")
@click.argument("file", required=False, metavar="[FILE]")
def config(file: str | None) -> None:
    """Print the settings that hold for FILE (without one: for this folder), and where each came from."""
    import json

    from claimcheck import lint
    from claimcheck.cli.arguments import settings_for
    from claimcheck.lang.visible import visible

    settings = settings_for(file or "-", {})
    lint.require_known(settings)
    values = settings.model_dump(mode="json")
    shown = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    width = max(len(f"{name} = {value}") for name, value in shown.items() if len(value) < 40)  # noqa: PLR2004
    for name, value in shown.items():
        click.echo(visible(f"{name} = {value}".ljust(width) + f"  # {settings.origin(name)}"))


@click.command(epilog="\b\nExamples:\n  claimcheck explain CC401\n  claimcheck explain")
@click.argument("rule", required=False, metavar="[RULE]")
def explain(rule: str | None) -> None:
    """Print the page of a lint RULE, such as CC401; without one, the list of all."""
    from claimcheck import lint
    from claimcheck.errors import UsageError
    from claimcheck.export.findings import rule_list, rule_page

    known = lint.rules()
    if rule is None:
        click.echo(rule_list(known.values()), nl=False)
        return
    wanted = rule.strip().upper()
    found = known.get(wanted) or next((one for one in known.values() if one.name.upper() == wanted), None)
    if found is None:
        message = f"there is no rule {rule}"
        raise UsageError(message, lint.nearest(wanted, known))
    click.echo(rule_page(found), nl=False)


@click.command()
def schema() -> None:
    """Print the JSON Schema of what --format json writes."""
    from claimcheck.cli.output import writer
    from claimcheck.export.claims.json import report_schema

    with writer(None, encoding="utf-8") as write:
        write(report_schema())
