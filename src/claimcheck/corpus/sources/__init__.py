"""Where documents come from: files, folders and globs; and in them JSON lines, CSV, Parquet, ZIP, feeds and WARC.

A module a kind of container; ``files`` says which file is which, ``records`` what a row is. An archive is untrusted:
every bound is on what is read, none on what it says of itself, and nothing in it is a path.
"""

from claimcheck.corpus.sources.files import documents_in, size_of
from claimcheck.corpus.sources.records import Fields

__all__ = ["Fields", "documents_in", "size_of"]
