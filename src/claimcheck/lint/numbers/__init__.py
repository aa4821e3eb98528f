"""What the figures of an article say: each with its value, unit and class, the sentences that hold them, and what one admits.

``marked_sentences`` reads a Report; a sentence is masked (``figures``) so that patterns can speak of its figures by class,
and ``readings`` says which values a written figure leaves open.
"""

from claimcheck.lint.numbers.figures import NO_FIGURES, Masked, Value, patterns
from claimcheck.lint.numbers.sentences import MarkedSentence, has_headline, marked_sentences, where

__all__ = ["NO_FIGURES", "MarkedSentence", "Masked", "Value", "has_headline", "marked_sentences", "patterns", "where"]
