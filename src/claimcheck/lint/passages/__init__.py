"""What an article's text is made of for the rules: paragraphs and sentences with their claims, names, sources, words.

The door is what nearly every rule walks: the paragraphs of prose, and the stretches that are somebody's own words.
"""

from claimcheck.lint.passages.paragraphs import (
    ProseParagraph,
    ProseSentence,
    Spans,
    paragraphs,
    per_article,
    prose,
    quoted,
    sentences,
)

__all__ = ["ProseParagraph", "ProseSentence", "Spans", "paragraphs", "per_article", "prose", "quoted", "sentences"]
