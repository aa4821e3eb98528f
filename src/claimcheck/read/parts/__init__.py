"""What the readers share, from bytes to an Article.

``decoding``, ``archive`` and ``events`` open a file; ``blocks``, ``addresses``, ``notes``, ``directives`` and
``properties`` find things in text; ``sections`` tells what a paragraph is; ``story`` and ``looks`` are a word processor's
paragraphs; ``passage_notes`` binds marks; and ``composing`` makes one text of passages, with every place in it.
"""
