"""The review of an article: what people decided of its claims, kept beside it, and carried to its next draft.

``store`` keeps decisions in one SQLite file; ``anchoring`` finds the claims of one draft in another, for ``drafts`` and
for ``difference``; ``sheets`` reads filled checklists, ``merging`` brings two people's files together.
"""

__all__ = [
    "anchoring", "decisions", "desk", "difference", "drafts", "facts", "merging", "saved", "sheets", "statistics", "store", "telling",
]  # fmt: skip
