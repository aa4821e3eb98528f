"""Who or what the article cites: mentions tied to one thing each (``coreference``), and of these the sources."""
