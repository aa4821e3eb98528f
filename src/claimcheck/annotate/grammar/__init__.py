"""What the words of a sentence are to each other.

``trees`` reads heads and what hangs on them, ``names`` finds names and tells whether two of them mean one thing, ``phrases``
reads the phrase that names a source.
"""

__all__ = ["names", "phrases", "trees"]
