"""Numbers with what they count or measure: value, unit, bound, and what they are of.

``measurements`` reads what stands around one number, ``ranges`` joins ranges, ratios and scores, ``exclusions`` and
``names`` drop what is no quantity, ``bounds`` finds ``at least``, ``counts`` the noun counted, ``context`` and ``of`` what
the text around says.
"""

from claimcheck.annotate.quantities.component import Quantity, find_quantities, quantities

__all__ = ["Quantity", "find_quantities", "quantities"]
