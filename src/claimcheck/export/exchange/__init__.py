"""The Report in other people's formats: a checklist for spreadsheets, Markdown with footnotes, annotations of the web, schema.org."""
