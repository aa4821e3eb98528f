"""Words and numbers of a language as pure functions on text, and the rows that a journalist could correct."""

from claimcheck.lang.lexicon import Lexicon, by_text, column, compiled, digest, mapping, rows, tables, using

__all__ = ["Lexicon", "by_text", "column", "compiled", "digest", "mapping", "rows", "tables", "using"]
