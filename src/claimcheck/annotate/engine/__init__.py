"""The engine: one small neural network that reads a text once and says all that the rules build on.

``encoding`` makes its input, ``encoder`` runs it and writes sentences, tags, lemmas, trees, entities and the spans of
attributions into the Doc, ``decoding`` makes structure of scores, and ``sentences`` holds what the network saw too seldom.
"""

from claimcheck.annotate.engine.encoder import FOLDER, TASKS, Encoder, load_weights

__all__ = ["FOLDER", "TASKS", "Encoder", "load_weights"]
