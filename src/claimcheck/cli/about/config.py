"""``claimcheck config [FILE]``: the settings in force, and where each came from."""

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
