"""Claims: the statements of an article that have to be checked.

``claimable`` says which sentences can hold one, and ``asides`` what a page says beside its story; ``binding`` credits marks
to relations, ``component`` cuts the claims and writes the group ``claims``, with their kind and ``checkability`` by words
and the same ``figures`` elsewhere; ``worth`` says how much each is worth checking.
"""

from claimcheck.annotate.claims.claimable import sentences_of, silences, why_nothing
from claimcheck.annotate.claims.component import Statement, claims, find_claims
from claimcheck.annotate.claims.worth import Worth, worth

__all__ = ["Statement", "Worth", "claims", "find_claims", "sentences_of", "silences", "why_nothing", "worth"]
