"""``claimcheck schema``: the JSON Schema of the Report."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of what --format json writes."""
    from claimcheck.cli.output import writer
    from claimcheck.export.claims.json import report_schema

    with writer(None, encoding="utf-8") as write:
        write(report_schema())
