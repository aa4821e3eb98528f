"""What the readers share, from bytes to an Article.

``decoding``, ``archive`` and ``events`` open a file; ``paragraphs``, ``addresses``, ``notes``, ``directives`` and
``properties`` find things in text; ``story`` and ``looks`` are a word processor's paragraphs and their styles; and
``composing`` makes one text of passages, with every place in it.
"""
