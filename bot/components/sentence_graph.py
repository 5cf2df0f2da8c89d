"""Builds the ONNX graph of all-MiniLM-L6-v2 from its published weights, in eight bits; needed once per machine.

Knows the shape of this one model; `sentence_encoder` decides when to build and where to keep it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, HEADS, HEAD_SIZE = 6, 12, 32
# Tokens in eight bits around 128, the matrix in seven: processors without the instructions of 2019 add such products in
# pairs of sixteen bits, where eight by eight would overflow and give other vectors than elsewhere.
_TOKEN, _ZERO, _MATRIX = 127, 128, 63
# onnx.TensorProto's numbers; the module is only loaded to build.
_FLOAT, _UINT8 = 1, 2


class _Graph:
    """Collects nodes and constants under fresh names, so that the model below reads like its formula."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"{kind}_{name}", **attributes))
        return name

    def constant(self, array: np.ndarray, name: str | None = None) -> str:
        from onnx import numpy_helper

        name = name or f"c{len(self.initializers)}"
        self.initializers.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def ints(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def weight(self, key: str) -> str:
        return self.constant(self.weights[key], key)

    def linear(self, x: str, prefix: str) -> str:
        """x times the matrix, in whole numbers: a column of the matrix and a token have a scale each.

        A scale of its own for every token costs little, keeps outliers of one token from coarsening the others,
        and makes a vector the same whatever else is in the batch.
        """
        # PyTorch keeps the matrix of a linear layer transposed.
        matrix = self.weights[f"{prefix}.weight"].T
        column_scale = np.abs(matrix).max(axis=0, keepdims=True) / _MATRIX
        whole = self.constant(np.rint(matrix / column_scale).astype(np.int8), f"{prefix}.weight")
        largest = self.op("ReduceMax", self.op("Abs", x), axes=[-1], keepdims=1)
        scale = self.op("Mul", self.op("Max", largest, self.number(1e-9)), self.number(1 / _TOKEN))
        rounded = self.op("Round", self.op("Add", self.op("Div", x, scale), self.number(_ZERO)))
        tokens = self.op("Cast", rounded, to=_UINT8)
        product = self.op("MatMulInteger", tokens, whole, self.constant(np.array(_ZERO, np.uint8), "zero"))
        product = self.op("Mul", self.op("Cast", product, to=_FLOAT), scale)
        product = self.op("Mul", product, self.constant(column_scale))
        return self.op("Add", product, self.weight(f"{prefix}.bias"))

    def norm(self, x: str, prefix: str) -> str:
        scale, bias = self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        erf = self.op("Erf", self.op("Div", x, self.number(np.sqrt(2))))
        return self.op("Mul", self.op("Mul", x, self.number(0.5)), self.op("Add", erf, self.number(1)))


def _embeddings(g: _Graph) -> str:
    length = g.op("Slice", g.op("Shape", "input_ids"), g.ints(1), g.ints(2))
    positions = g.op("Slice", g.weight("embeddings.position_embeddings.weight"), g.ints(0), length, g.ints(0))
    # Half precision halves the largest table; a word's row is widened after it was looked up.
    table = g.constant(g.weights["embeddings.word_embeddings.weight"].astype(np.float16), "words")
    words = g.op("Cast", g.op("Gather", table, "input_ids"), to=_FLOAT)
    # A single sentence is always of type 0.
    kind = g.constant(g.weights["embeddings.token_type_embeddings.weight"][0])
    return g.norm(g.op("Add", g.op("Add", words, positions), kind), "embeddings.LayerNorm")


def _layer(g: _Graph, x: str, prefix: str, mask_bias: str) -> str:
    split, merge = g.ints(0, 0, HEADS, HEAD_SIZE), g.ints(0, 0, HEADS * HEAD_SIZE)

    def heads(part: str, perm: list[int]) -> str:
        return g.op("Transpose", g.op("Reshape", g.linear(x, f"{prefix}.attention.self.{part}"), split), perm=perm)

    query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
    scores = g.op("Mul", g.op("MatMul", query, key), g.number(1 / np.sqrt(HEAD_SIZE)))
    attention = g.op("Softmax", g.op("Add", scores, mask_bias), axis=-1)
    mixed = g.op("Reshape", g.op("Transpose", g.op("MatMul", attention, value), perm=[0, 2, 1, 3]), merge)
    attended = g.op("Add", x, g.linear(mixed, f"{prefix}.attention.output.dense"))
    attended = g.norm(attended, f"{prefix}.attention.output.LayerNorm")
    widened = g.gelu(g.linear(attended, f"{prefix}.intermediate.dense"))
    return g.norm(g.op("Add", attended, g.linear(widened, f"{prefix}.output.dense")), f"{prefix}.output.LayerNorm")


def _mean_of_tokens(g: _Graph, x: str, mask: str) -> str:
    total = g.op("ReduceSum", g.op("Mul", x, g.op("Unsqueeze", mask, g.ints(2))), g.ints(1), keepdims=0)
    return g.op("Div", total, g.op("ReduceSum", mask, g.ints(1), keepdims=1))


def build_graph(weights_file: Path, target: Path) -> None:
    """Write the graph to `target`. Atomic: an interrupted build leaves nothing behind under that name."""
    import onnx
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    g = _Graph(load_file(weights_file))
    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    outside = g.op("Sub", g.number(1), g.op("Unsqueeze", mask, g.ints(1, 2)))
    mask_bias = g.op("Mul", outside, g.number(-1e9))
    x = _embeddings(g)
    for layer in range(LAYERS):
        x = _layer(g, x, f"encoder.layer.{layer}", mask_bias)
    mean = _mean_of_tokens(g, x, mask)
    g.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=1, p=2))

    names = ("input_ids", "attention_mask")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in names]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HEADS * HEAD_SIZE])
    graph = helper.make_graph(g.nodes, "minilm", inputs, [output], list(g.initializers.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    os.close(handle)
    onnx.save(model, name)
    Path(name).replace(target)
