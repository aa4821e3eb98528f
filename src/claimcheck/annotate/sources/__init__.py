"""Who or what the article cites, each once.

``coreference`` goes through the article and ties names, descriptions and pronouns to one thing each, which ``registry`` keeps;
``component`` takes from these what the relations cite, ``referents`` hands all of them on to the Analysis.
"""

from claimcheck.annotate.sources.component import Cited, find_sources
from claimcheck.annotate.sources.referents import Known

__all__ = ["Cited", "Known", "find_sources"]
