"""An archive through the one line: documents out of files, parts of them through ``job``, rows into one result.

``sources`` finds the documents, ``parts_of`` makes parts of them, ``job`` analyses a part into a file of its own, and
``batch`` has that done by processes of this machine or by Dask; ``results`` is what it all ends in, and ``statistics``
counts what Reports say of it. Ray, Daft and Spark have ``engines`` that give the same rows.
"""

from claimcheck.corpus.batch import Done, batch, require_model
from claimcheck.corpus.document import ArchiveItem, Part, parts_of
from claimcheck.corpus.folder import Folder
from claimcheck.corpus.job import job, report_of
from claimcheck.corpus.results import Result, result_at
from claimcheck.corpus.sources import Fields, documents_in, size_of

__all__ = [
    "ArchiveItem",
    "Done",
    "Fields",
    "Folder",
    "Part",
    "Result",
    "batch",
    "documents_in",
    "job",
    "parts_of",
    "report_of",
    "require_model",
    "result_at",
    "size_of",
]
