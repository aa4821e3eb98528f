"""Relation: who is said to have said what.

The encoder marks sources, cues and contents flat. ``linking`` ties them to relations, ``completion`` adds what flat spans
leave out, ``cues`` says how a source stands to what it is said to have said, and ``component`` writes the group
``attributions``.
"""

from claimcheck.annotate.attribution.component import Relation, attributions, find_attributions

__all__ = ["Relation", "attributions", "find_attributions"]
