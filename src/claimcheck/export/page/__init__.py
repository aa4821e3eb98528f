"""The Report as a page that opens from a file: the article with its claims marked, a card for each, whom to ask, three charts.

One self-contained file under a content security policy that lets nothing in and nothing run but the page's own style
and script, by their hashes. Without JavaScript it is static and complete.
"""

from __future__ import annotations

from claimcheck.export.page.changes import ChangeCard
from claimcheck.export.page.html import changes_page, export, index, review_page, review_policy, statistics_page

__all__ = ["ChangeCard", "changes_page", "export", "index", "review_page", "review_policy", "statistics_page"]
