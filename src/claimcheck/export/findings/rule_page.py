"""A rule's page for a terminal, under five headings, and the list of all rules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from claimcheck.lint import Rule

_WIDTH = 80


def rule_page(rule: Rule) -> str:
    """Return a rule's page."""
    parts = [
        f"{rule.id} {rule.name} ({rule.severity})",
        f"What it does\n{_paragraph(rule.what)}",
        f"Why it is bad\n{_paragraph(rule.why)}",
        f"Example\n{_quoted(rule.fires)}",
        f"Use instead\n{_paragraph(rule.instead)}\n\n{_quoted(rule.passes)}",
        f"Reference\n{_paragraph(rule.reference)}",
    ]
    return "\n\n".join(parts) + "\n"


def rule_list(rules: Iterable[Rule]) -> str:
    """Return one line a rule."""
    return "".join(f"{rule.id}  {rule.severity:<8} {rule.name}\n" for rule in rules)


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _quoted(example: str) -> str:
    lines = (textwrap.fill(line, _WIDTH - 4) if line.strip() else "" for line in example.strip().split("\n"))
    return textwrap.indent("\n".join(lines), "  | ", lambda _: True).replace("| \n", "|\n")
