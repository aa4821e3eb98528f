"""Findings as an editor, a forge or a test runner takes them, and the page of the rule behind one."""

from __future__ import annotations

from claimcheck.export.findings.rule_page import rule_list, rule_page

__all__ = ["rule_list", "rule_page"]
