"""What the program says of itself: the settings in force, the pages of its rules, the schema of its JSON."""

__all__ = ["config", "explain", "schema"]
