"""The Report in other people's formats: a checklist for spreadsheets, Markdown with footnotes, annotations of the web, schema.org.

Each module writes one kind of file, and is imported when it is asked for.
"""

__all__ = [
    "airtable",
    "annotations",
    "checklist",
    "conllu",
    "corpora",
    "markdown",
    "pdf",
    "schema_org",
    "table",
    "word",
    "workbook",
]
