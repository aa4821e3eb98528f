"""A page from the network, for who allowed it: ``fetch_url`` gets it, ``dead`` tells whether a link leads nowhere."""

from claimcheck.read.net.fetching import Fetched, as_said, dead, fetch_url, settled

__all__ = ["Fetched", "as_said", "dead", "fetch_url", "settled"]
