"""The weights of a shipped engine, from its int8 graph back to the network's floats, so that a training can go on from them."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import onnx
import torch
from corpora import Labels
from onnx import numpy_helper
from torch import Tensor

QUANTISED = "_quantized"


def shipped_state(folder: pathlib.Path, labels: Labels) -> dict[str, Tensor]:
    """Return the state of the network whose engine lies in ``folder``, under its parameters' names.

    Raises ``ValueError`` where its classes are not those of ``labels``: they would be other rows of the same matrix.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for task in ("xpos", "morph", "lemma", "deprel", "entity", "role"):
        if config[task] != getattr(labels, task):
            message = f"{folder} has other classes of {task}"
            raise ValueError(message)
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    arrays = {array.name: numpy_helper.to_array(array) for array in graph.initializer}
    state = {
        name.removeprefix("network."): array
        for name, array in arrays.items()
        if name.endswith((".bias", "LayerNorm.weight"))
    }
    for name in [name for name in arrays if name.endswith(".weight" + QUANTISED)]:
        state[name.removeprefix("network.").removesuffix(QUANTISED)] = _floats(arrays, name.removesuffix(QUANTISED))
    users = {value: node for node in graph.node for value in node.input}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        bias = _bias(node, users)
        weight = _floats(arrays, node.input[1].removesuffix(QUANTISED)).T
        without_bias = "arc_bias" if len(weight) == 1 else "arc_product"
        name = bias.removeprefix("network.").removesuffix(".bias") if bias else without_bias
        state[name + ".weight"] = weight
    with np.load(folder / "labels.npz") as pair:
        state |= {"pair_label.weight": pair["weight"], "pair_label.bias": pair["bias"]}
    return {
        name: torch.from_numpy(np.array(array, dtype=np.float32))
        for name, array in state.items()
        if "position_ids" not in name
    }


def _floats(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero = arrays[name + "_zero_point"].astype(np.float32)
    return (arrays[name + QUANTISED].astype(np.float32) - zero) * arrays[name + "_scale"]


def _bias(node: onnx.NodeProto, users: dict[str, onnx.NodeProto]) -> str | None:
    """Return the name of the bias that is added to a product, None where none is."""
    for _ in range(4):  # cast, scale, add
        following = users.get(node.output[0])
        if following is None:
            return None
        found = [value for value in following.input if value.endswith(".bias")]
        if found:
            return found[0]
        if following.op_type not in {"Cast", "Mul"}:
            return None
        node = following
    return None
