"""Documents of word processors and e-books, a room a format.

Their stories (``read.parts.story``) become an Article in ``document``: headline, labels of notes, metadata. ``fields`` are
the field codes that Word and RTF share.
"""
