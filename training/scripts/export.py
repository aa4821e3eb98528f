"""Write the trained network as the package's engine: ``export.py --work DIR --out FOLDER``: one ONNX graph, int8, and its label names."""

from __future__ import annotations

import argparse
import json
import pathlib
import shutil
import tempfile

import numpy as np
import torch
from corpora import MARKS, Labels
from network import TAGGERS, Network, base_folder
from shipped import shipped_state
from torch import Tensor, nn

SPANS = ("entity", "role", *MARKS)
ARCS = ("dependent", "governor", "prior", "root", "pair_dependent", "pair_head")
FLOATS = ("start", *SPANS, "worth", "anaphor", "antecedent", *ARCS)
CHOICES = ("xpos", "morph", "lemma")
OUTPUTS = (*FLOATS, *CHOICES)
PMI_WEIGHT, ROLE_WEIGHT = 0.25, 0.5
"""Weights of the transition scores against the network's log probabilities: chosen on PolNeAR dev, where relations with their
source are .731 with a quarter for attributions, .735 with a half, .734 with three quarters."""


class Graph(nn.Module):
    """The network with a tuple of outputs: scores of what is decoded outside, classes of what is not."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        out = self.network(ids, shapes, mask, first)
        return (*(out[name] for name in FLOATS), *(out[name].argmax(dim=-1) for name in CHOICES))


def load_network(
    checkpoint: pathlib.Path, *, start: pathlib.Path | None = None, share: float = 1.0
) -> tuple[Network, Labels, int]:
    """Return the trained network, ``share`` of the way from the engine in ``start`` (Wortsman et al. 2022).

    What was learned last is then not bought with what was known before.
    """
    state = torch.load(checkpoint, weights_only=False)
    network = Network(state["sizes"])
    network.load_state_dict(state["mean"])
    if start is not None:
        before = shipped_state(start, state["labels"])
        for name, value in network.state_dict().items():
            if name in before:
                value.copy_(torch.lerp(before[name].view_as(value), value, share))
    network.encoder.set_attn_implementation("eager")
    return network.eval(), state["labels"], state["step"]


def transition_scores(work: pathlib.Path, names: list[str], task: str) -> list[list[float]]:
    """Return weighted pointwise mutual information of neighbouring classes within a line of the training data."""
    examples, _ = torch.load(work / "examples.pt", weights_only=False)
    counts = np.ones((len(names), len(names)))
    for documents in examples.values():
        for example, *_ in documents:
            classes = example.targets[task]
            both = (classes[:-1] >= 0) & (classes[1:] >= 0)
            np.add.at(counts, (classes[:-1][both], classes[1:][both]), 1)
    joint = counts / counts.sum()
    pmi = np.log(joint) - np.log(joint.sum(1, keepdims=True)) - np.log(joint.sum(0, keepdims=True))
    return np.round((ROLE_WEIGHT if task == "role" else PMI_WEIGHT) * pmi, 4).tolist()


def write_onnx(network: Network, path: pathlib.Path) -> None:
    """Export the graph in fp32 with free batch, subword and word dimensions.

    Opset 20 is the first that knows the Gaussian unit as one node: a window takes 26.3 ms where opset 18 takes 29.7. With
    23, which knows attention, too, it takes 25.8, but no ONNX Runtime before 1.23 reads that.
    """
    sample = (
        torch.randint(1000, 2000, (2, 24)),
        torch.ones(2, 24, dtype=torch.long),
        torch.ones(2, 24, dtype=torch.long),
        torch.arange(1, 13).repeat(2, 1),
    )
    batch, length, words = torch.export.Dim("batch"), torch.export.Dim("length"), torch.export.Dim("words")
    both = {0: batch, 1: length}
    torch.onnx.export(
        Graph(network).eval(),
        sample,
        str(path),
        dynamo=True,
        opset_version=20,
        input_names=["ids", "shapes", "mask", "first"],
        output_names=list(OUTPUTS),
        dynamic_shapes={"ids": both, "shapes": both, "mask": both, "first": {0: batch, 1: words}},
        external_data=False,
        verbose=False,
    )


def quantise(source: pathlib.Path, target: pathlib.Path) -> None:
    """Quantise weights to int8 per channel, activations on the fly.

    With seven of the eight bits: products then never overflow 16 bits, on whatever processor, and PolNeAR's relations
    with their source are .733 where eight bits have .729 and floats .730.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def write_engine(
    work: pathlib.Path, out: pathlib.Path, *, version: str, precision: str, start: pathlib.Path | None, share: float
) -> None:
    network, labels, step = load_network(work / "checkpoint.pt", start=start, share=share)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "plain.onnx"
        write_onnx(network, plain)
        if precision == "int8":
            quantise(plain, out / "encoder.onnx")
        else:
            shutil.copy(plain, out / "encoder.onnx")
    np.savez(
        out / "labels.npz",
        weight=network.pair_label.weight.detach().numpy(),
        bias=network.pair_label.bias.detach().numpy(),
        distance=network.distance.weight.detach().numpy()[:, 0],
    )
    config = {
        "name": "claimcheck-engine-en",
        "version": version,
        "precision": precision,
        "steps": step,
        "outputs": list(OUTPUTS),
    }
    if start is not None:
        config["continued"] = {"from": json.loads((start / "config.json").read_text())["version"], "share": share}
    config |= {task: getattr(labels, task) for task in (*TAGGERS, "deprel") if task != "start"}
    config["transitions"] = {task: transition_scores(work, getattr(labels, task), task) for task in SPANS}
    (out / "config.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    vocabulary = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary |= {"truncation": None, "padding": None}
    (out / "tokenizer.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    print(out, sum(path.stat().st_size for path in out.iterdir()) // 1000, "kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--version", default="0.5.0")
    parser.add_argument("--precision", choices=("int8", "fp32"), default="int8")
    parser.add_argument("--from", dest="start", type=pathlib.Path, help="the engine that the training went on from")
    parser.add_argument(
        "--share", type=float, default=1.0, help="how far to go from that engine to the trained weights"
    )
    args = parser.parse_args()
    precision, start = args.precision, args.start
    write_engine(args.work, args.out, version=args.version, precision=precision, start=start, share=args.share)


if __name__ == "__main__":
    main()
