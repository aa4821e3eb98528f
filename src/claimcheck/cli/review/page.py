"""``claimcheck review ARTICLE``: the review page."""

from __future__ import annotations

import sys
from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, input_format_option
from claimcheck.errors import UsageError

_EXAMPLES = """\b
Examples:
  claimcheck review article.docx --by Ana
  claimcheck review page article.docx --open
  claimcheck review --tui article.docx        (in this terminal)

The page is for this machine alone, unless --host says otherwise, and for
whoever has the address that is printed. Ctrl-C ends it; every decision is kept as it is made.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    ended", done="done"))
@click.argument("article", metavar="ARTICLE")
@click.option("--by", metavar="NAME", help="Who decides [your login].")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port [any that is free].")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen [127.0.0.1, this machine alone].")
@click.option("--tui", "terminal", is_flag=True, help="Decide in this terminal, with the same keys.")
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
@click.option("--published", metavar="DATE", help="The publication date, where the review begins with this.")
@input_format_option
def page(article: str, by: str | None, port: int, *, host: str, terminal: bool, **options: Any) -> int:  # noqa: ANN401
    """Decide the claims of ARTICLE on a page in the browser, or here; a review begins where there is none."""
    from claimcheck.cli.messages import show
    from claimcheck.cli.review.opened import now, opened, report_of, say, whoever
    from claimcheck.review import drafts
    from claimcheck.review.desk import needed_for
    from claimcheck.review.store import ReviewStore, beside

    needed_for(terminal=terminal)
    if terminal and not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        message = "there is no terminal to decide in"
        raise UsageError(message, "leave --tui out for the page")
    if not beside(article).exists():
        report, failures = report_of(article, options["published"], options)
        if report is None:
            return max(failures)
        with ReviewStore(beside(article), create=True) as store:
            drafts.carry(store, report, at=now())
    opened(article).close()
    if terminal:
        from claimcheck.review.desk.terminal import ReviewTerminal

        ReviewTerminal(beside(article), by=whoever(by), now=now).run()
        return 0
    from claimcheck.review.desk import server

    site = server.ReviewSite(beside(article), by=whoever(by), now=now, host=host)

    def ready() -> None:
        say([site.address])
        show("note", "Ctrl-C ends the page; every decision is kept as it is made")
        if host != server.HOST:
            show("warning", f"who has the address decides as {site.by}, and what is sent is not encrypted")
        if options["browse"]:
            import webbrowser

            webbrowser.open(site.address)

    server.serve(site, port=port, ready=ready)
    return 0
