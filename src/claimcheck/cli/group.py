"""The command ``claimcheck``: ``claimcheck FILE`` is ``claimcheck check FILE``."""

from __future__ import annotations

import click

from claimcheck import __version__
from claimcheck.cli.about import config, explain, schema
from claimcheck.cli.arguments import DefaultGroup
from claimcheck.cli.check import check
from claimcheck.cli.export import export
from claimcheck.cli.lint import lint
from claimcheck.cli.review import diff, review
from claimcheck.cli.scale import batch, lsp, serve, stats
from claimcheck.read.formats import titles

_HELP = f"""Find every claim in an article, and whom the article cites for it.

claimcheck FILE is the same as claimcheck check FILE. FILE is {titles("or")}; - is standard input. Nothing is sent
anywhere, and nothing is fetched but, with --allow-network, an address.
"""


class Commands(DefaultGroup):
    """A group whose first command is run where none is named."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of ``check`` too, since it is what is run."""
        with formatter.section("Options"):
            formatter.write_dl([record for option in self.get_params(ctx) if (record := option.get_help_record(ctx))])
        options = (option for option in check.params if isinstance(option, click.Option))
        with formatter.section("Options of check"):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        self.format_commands(ctx, formatter)


@click.group(
    cls=Commands,
    default="check",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONS]",
    subcommand_metavar="FILE...",
    epilog=check.epilog,
    help=_HELP,
)
@click.version_option(__version__, message="claimcheck %(version)s")
def commands() -> None:
    """Find every claim in an article; ``_HELP`` is what its page says."""


for command in (check, lint, batch, export, review, diff, lsp, stats, serve, explain, config, schema):
    commands.add_command(command)
