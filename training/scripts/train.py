"""Fine-tune the network on all tasks at once: ``train.py DATA --work DIR [--config FILE]``. Resumes from its last checkpoint."""

from __future__ import annotations

import argparse
import math
import pathlib
import random
import time
import tomllib
from collections.abc import Iterator

import numpy as np
import torch
from corpora import (
    IGNORE,
    MARKS,
    NOT_NAMED,
    ROOT,
    Example,
    Labels,
    collect_labels,
    join_paragraphs,
    to_example,
    training_documents,
    vary,
)
from network import TAGGERS, Network, Sizes, base_folder
from shipped import shipped_state
from torch import Tensor
from torch.nn import functional

from claimcheck.annotate.engine.encoding import CLS, SEP, Subwords

HERE = pathlib.Path(__file__).resolve().parent
AVERAGED_EVERY = 5  # steps
Piece = tuple[Example, int, int]  # words [start, end) of an example


def build_examples(
    data: pathlib.Path, work: pathlib.Path, *, seed: int
) -> tuple[dict[str, list[list[Example]]], Labels]:
    """Return for each document its variants (as it is; other quotes; without paragraph breaks) and the label names; cached in ``work``."""
    from tokenizers import Tokenizer

    cache = work / "examples.pt"
    if cache.exists():
        return torch.load(cache, weights_only=False)
    subwords = Subwords(Tokenizer.from_file(str(base_folder() / "tokenizer.json")))
    rng = random.Random(seed)
    documents = training_documents(data)
    labels = collect_labels([*documents["ewt"], *documents["gum"]])
    examples = {}
    for corpus, docs in documents.items():
        examples[corpus] = []
        for doc in docs:
            variants = [doc, vary(doc, rng)]
            if doc.words is not None:
                variants.append(join_paragraphs(vary(doc, rng)))
            examples[corpus].append([to_example(variant, labels, subwords) for variant in variants])
    torch.save((examples, labels), cache)
    return examples, labels


def cut(example: Example, *, size: int, rng: random.Random) -> Iterator[Piece]:
    """Yield runs of words of at most ``size`` subwords that end at a sentence or a line where one ends in the second half."""
    count = len(example.first)
    if not count:
        return
    ends = np.append(example.first, len(example.encoded.ids))
    before = (
        np.append(0, example.encoded.ids[np.maximum(example.first - 1, 0)[1:]] == SEP) if count > 1 else np.zeros(1)
    )
    judged = np.diff(example.judged, prepend=-1) > 0
    boundary = (before > 0) | (example.targets["start"] == 1) | judged
    start, room = 0, size - rng.randrange(size // 2)
    while start < count:
        last = int(np.searchsorted(ends, ends[start] + room, side="right")) - 1
        last = max(start + 1, min(last, count))
        if last < count:
            stops = np.flatnonzero(boundary[start + 1 : last + 1]) + start + 1
            if len(stops) and ends[stops[-1]] - ends[start] > room // 2:
                last = int(stops[-1])
        yield example, start, last
        start, room = last, size


def epoch_batches(examples: dict[str, list[list[Example]]], settings: dict, *, seed: int) -> list[list[Piece]]:
    """Return one epoch's batches: every document in one variant, pieces of like length together, batches shuffled."""
    rng = random.Random(seed)
    pieces: list[Piece] = []
    for corpus, documents in examples.items():
        odds = settings["variants"].get(corpus, settings["variants"]["default"])
        whole, part = divmod(settings["repeat"].get(corpus, 1), 1)
        for variants in documents:
            for _ in range(int(whole) + (rng.random() < part)):
                example = rng.choices(variants, weights=odds[: len(variants)])[0]
                pieces.extend(cut(example, size=settings["window"] - 2, rng=rng))
    rng.shuffle(pieces)
    pool, batches = settings["batch"] * 50, []
    for begin in range(0, len(pieces), pool):
        ordered = sorted(pieces[begin : begin + pool], key=lambda p: p[2] - p[1])
        batches += [ordered[i : i + settings["batch"]] for i in range(0, len(ordered), settings["batch"])]
    rng.shuffle(batches)
    return batches


def collate(batch: list[Piece]) -> dict[str, Tensor]:
    """Return the padded tensors of a batch."""
    spans = []
    for example, start, end in batch:
        a = int(example.first[start])
        b = int(example.first[end]) if end < len(example.first) else len(example.encoded.ids)
        spans.append((a, b))
    subwords = max(b - a for a, b in spans) + 2
    words = max(end - start for _, start, end in batch)
    out = {name: torch.zeros(len(batch), subwords, dtype=torch.long) for name in ("ids", "shapes", "mask")}
    out["first"] = torch.zeros(len(batch), words, dtype=torch.long)
    out["sentence"] = torch.full((len(batch), words), -1)
    out["head"] = torch.full((len(batch), words), IGNORE)
    out["judged"] = torch.full((len(batch), words), -1)
    out["silver"] = torch.zeros(len(batch), words, dtype=torch.bool)
    for task in (*TAGGERS, "deprel"):
        out[task] = torch.full((len(batch), words), IGNORE)
    for row, ((example, start, end), (a, b)) in enumerate(zip(batch, spans, strict=True)):
        length, count = b - a, end - start
        out["ids"][row, : length + 2] = torch.tensor([CLS, *example.encoded.ids[a:b], SEP])
        out["shapes"][row, 1 : length + 1] = torch.from_numpy(example.encoded.shapes[a:b])
        out["mask"][row, : length + 2] = 1
        out["first"][row, :count] = torch.from_numpy(example.first[start:end] - a + 1)
        out["sentence"][row, :count] = torch.from_numpy(example.sentence[start:end])
        out["judged"][row, :count] = torch.from_numpy(example.judged[start:end])
        out["silver"][row, :count] = example.silver
        head = example.head[start:end].copy()
        real = head >= 0
        head[real] -= start
        head[real & ((head < 0) | (head >= count))] = IGNORE
        out["head"][row, :count] = torch.from_numpy(head)
        for task in (*TAGGERS, "deprel"):
            out[task][row, :count] = torch.from_numpy(example.targets[task][start:end])
    return out


def mean_or_zero(losses: Tensor, keep: Tensor) -> Tensor:
    return (losses * keep).sum() / keep.sum().clamp(min=1.0)


def entity_loss(logits: Tensor, batch: dict[str, Tensor], settings: dict) -> Tensor:
    """Cross-entropy; where a corpus has no MISC, an unnamed token may be ``O`` or MISC: the two share their probability."""
    target = batch["entity"]
    log_p = functional.log_softmax(logits.float(), dim=-1)
    known = -log_p.gather(-1, target.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    either = -torch.logsumexp(log_p[..., [0, log_p.shape[-1] - 2, log_p.shape[-1] - 1]], dim=-1)
    losses = torch.where(target == NOT_NAMED, either, known)
    weight = (target != IGNORE).float() * torch.where(batch["silver"], settings["silver"], 1.0)
    return (losses * weight).sum() / (target != IGNORE).sum().clamp(min=1)


def tree_losses(network: Network, out: dict[str, Tensor], batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Return the losses of heads (among the words of the gold sentence, and the root) and of labels at gold heads."""
    head, sentence = batch["head"], batch["sentence"]
    scores = network.arc_scores(out).float()
    count = head.shape[1]
    same = (sentence.unsqueeze(2) == sentence.unsqueeze(1)) & ~torch.eye(count, dtype=torch.bool)
    allowed = torch.cat([same, torch.ones(*head.shape, 1, dtype=torch.bool)], dim=-1)
    target = torch.where(head == ROOT, count, head)
    reachable = allowed.gather(2, target.clamp(min=0).unsqueeze(-1)).squeeze(
        -1
    )  # a token over two sentences has no right head
    keep = (head != IGNORE) & reachable
    losses = functional.cross_entropy(
        scores.masked_fill(~allowed, -1e4).flatten(0, 1), target.clamp(min=0).flatten(), reduction="none"
    ).view_as(head)
    arc = mean_or_zero(losses, keep.float())
    labelled = keep & (head != ROOT) & (batch["deprel"] >= 0)
    logits = network.pair_scores(out, head.clamp(min=0)).float()
    losses = functional.cross_entropy(
        logits.flatten(0, 1), batch["deprel"].clamp(min=0).flatten(), reduction="none"
    ).view_as(head)
    return arc, mean_or_zero(losses, labelled.float())


def worth_loss(logits: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Cross-entropy of the judged sentences: a sentence's logits are the mean of its words'."""
    judged, target = batch["judged"], batch["worth"]
    rows = torch.arange(len(judged)).unsqueeze(1) * (judged.max() + 1) + judged
    known = judged >= 0
    if not known.any():
        return logits.sum() * 0.0
    sentences, which = rows[known].unique(return_inverse=True)
    total = torch.zeros(len(sentences), logits.shape[-1]).index_add(0, which, logits.float()[known])
    words = torch.zeros(len(sentences)).index_add(0, which, torch.ones(len(which)))
    classes = torch.zeros(len(sentences), dtype=torch.long).index_copy(0, which, target[known])
    return functional.cross_entropy(total / words.unsqueeze(1), classes)


def mention_loss(network: Network, out: dict[str, Tensor], batch: list[Piece]) -> Tensor:
    """Negative log likelihood of the antecedents of each cited mention, or of none where it is its source's first.

    A mention whose antecedents lie before the window is left out.
    """
    losses = []
    for row, (example, start, end) in enumerate(batch):
        within = (example.mentions[:, 0] >= start) & (example.mentions[:, 1] <= end)
        mentions = torch.from_numpy(example.mentions[within])
        if not (mentions[:, 3] == 1).any():
            continue
        spans, whose = mentions[:, :2] - start, mentions[:, 2]
        scores = network.antecedent_scores(out, row, spans)
        earlier = spans[:, 1].unsqueeze(0) <= spans[:, :1]
        right = earlier & (whose.unsqueeze(0) == whose.unsqueeze(1))
        before = set(example.mentions[example.mentions[:, 0] < start, 2].tolist())
        outside = torch.tensor([w in before for w in whose.tolist()]) & ~right.any(1)
        scores = torch.cat([scores.masked_fill(~earlier, -1e4), torch.zeros(len(scores), 1)], dim=1)
        right = torch.cat([right, ~right.any(1, keepdim=True)], dim=1)
        gain = scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)
        losses.append(-gain[(mentions[:, 3] == 1) & ~outside])
    losses = [loss for loss in losses if len(loss)]
    return torch.cat(losses).mean() if losses else out["anaphor"].sum() * 0.0


def all_losses(network: Network, pieces: list[Piece], settings: dict) -> dict[str, Tensor]:
    batch = collate(pieces)
    out = network(batch["ids"], batch["shapes"], batch["mask"], batch["first"])
    losses = {}
    for task in TAGGERS:
        if task == "entity":
            losses[task] = entity_loss(out[task], batch, settings)
            continue
        if task == "worth":
            losses[task] = worth_loss(out[task], batch)
            continue
        target = batch[task]
        raw = functional.cross_entropy(
            out[task].float().flatten(0, 1), target.clamp(min=0).flatten(), reduction="none"
        ).view_as(target)
        marked = torch.where(target > 0, settings["marked"], 1.0) if task in MARKS else 1.0
        losses[task] = mean_or_zero(raw * marked, (target >= 0).float())
    losses["arc"], losses["deprel"] = tree_losses(network, out, batch)
    losses["mention"] = mention_loss(network, out, pieces)
    return losses


def learning_rate(step: int, total: int, warm: float) -> float:
    """Linear warm-up over a share ``warm`` of the steps, then linear decay to 2 %."""
    rise = max(1, int(total * warm))
    return step / rise if step < rise else max(0.02, (total - step) / max(1, total - rise))


def train(data: pathlib.Path, work: pathlib.Path, settings: dict, start: pathlib.Path | None) -> None:
    """Train to the configured number of epochs, saving a checkpoint every few hundred steps.

    From the base encoder, or from the weights of the engine in ``start``; what it has no weights for begins anew.
    """
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(settings["threads"])
    examples, labels = build_examples(data, work, seed=settings["seed"])
    sizes = Sizes({task: len(getattr(labels, task)) for task in (*TAGGERS, "deprel") if task != "start"} | {"start": 2})
    network = Network(sizes)
    if start is not None:
        network.load_state_dict(shipped_state(start, labels), strict=False)
    encoder = {id(p) for p in network.encoder.parameters()}
    groups = [
        {"params": [p for p in network.parameters() if id(p) in encoder], "base": settings["rate_encoder"]},
        {"params": [p for p in network.parameters() if id(p) not in encoder], "base": settings["rate_heads"]},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-4, weight_decay=settings["decay"], betas=(0.9, 0.98), fused=True)
    epochs = math.ceil(settings["epochs"])
    batches = [b for epoch in range(epochs) for b in epoch_batches(examples, settings, seed=settings["seed"] + epoch)]
    batches = batches[: round(len(batches) * settings["epochs"] / epochs)]
    checkpoint, begin, mean = work / "checkpoint.pt", 0, None
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        begin, mean = state["step"], state["mean"]
    run_steps(
        network,
        optimizer,
        batches,
        settings | {"begin": begin, "checkpoint": checkpoint, "labels": labels, "sizes": sizes, "mean": mean},
    )


def run_steps(network: Network, optimizer: torch.optim.Optimizer, batches: list[list[Piece]], settings: dict) -> None:
    network.train()
    running: dict[str, float] = {}
    mean = settings["mean"] or {name: value.clone() for name, value in network.state_dict().items()}
    started = time.time()
    for step in range(settings["begin"], len(batches)):
        factor = learning_rate(step + 1, len(batches), settings["warm"])
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings["bf16"]):
            losses = all_losses(network, batches[step], settings)
        loss = sum(settings["weights"][task] * value for task, value in losses.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % AVERAGED_EVERY == 0:
            average(mean, network, decay=min(settings["average"], (step + 1) / (step + 100)))
        for task, value in losses.items():
            if value.item() > 0:
                running[task] = 0.98 * running.get(task, value.item()) + 0.02 * value.item()
        last = step + 1 == len(batches)
        if (step + 1) % settings["report"] == 0 or last:
            pace = (time.time() - started) / (step + 1 - settings["begin"])
            left = pace * (len(batches) - step - 1) / 60
            print(
                step + 1,
                len(batches),
                f"{pace:.2f} s/step, {left:.0f} min left",
                {k: round(v, 3) for k, v in running.items()},
                flush=True,
            )
        if (step + 1) % settings["save"] == 0 or last:
            save(network, mean, optimizer, step + 1, settings)


@torch.no_grad()
def average(mean: dict[str, Tensor], network: Network, *, decay: float) -> None:
    """Move the averaged weights a step towards the network's (Polyak and Juditsky 1992, with a decay)."""
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            mean[name].lerp_(value, 1 - decay)


def save(
    network: Network, mean: dict[str, Tensor], optimizer: torch.optim.Optimizer, step: int, settings: dict
) -> None:
    """Write the checkpoint to a temporary file and move it, so that a stop never leaves half of one."""
    part = settings["checkpoint"].with_suffix(".part")
    state = {
        "network": network.state_dict(),
        "mean": mean,
        "optimizer": optimizer.state_dict(),
        "step": step,
        "labels": settings["labels"],
        "sizes": settings["sizes"],
    }
    torch.save(state, part)
    part.replace(settings["checkpoint"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--config", type=pathlib.Path, default=HERE.parent / "configs/engine.toml")
    parser.add_argument("--from", dest="start", type=pathlib.Path, help="the folder of an engine to go on from")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    settings = tomllib.loads(args.config.read_text(encoding="utf-8"))
    continued = settings.pop("continued")
    train(args.data, args.work, settings | (continued if args.start else {}), args.start)


if __name__ == "__main__":
    main()
