"""``claimcheck lsp``: the language server, for editors to start."""

from __future__ import annotations

import click

from claimcheck.cli.arguments import EXIT_CODES

_EXAMPLES = """\b
Examples:
  claimcheck lsp --by Ana       (what an editor starts)

Findings and claims are marks in the text, with what is known of each, and what
can be done about it. docs/editors.md says how editors start it. It needs the
extra lsp: pip install 'claimcheck-cli[lsp]'.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    the editor ended it", done="read"))
@click.option("--by", metavar="NAME", help="Who decides, where a claim is marked verified [your login].")
@click.option("--stdio", is_flag=True, help="Speak on standard input and output, as it does in any case.")
def lsp(by: str | None, *, stdio: bool) -> int:
    """Speak the Language Server Protocol on standard input and output, for an editor."""
    from claimcheck.cli.review.opened import now, whoever
    from claimcheck.lsp import serve

    del stdio  # editors give it to any server
    serve(by=whoever(by), now=now)
    return 0
