"""``claimcheck explain RULE``: a rule's page."""

from __future__ import annotations

import click


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
