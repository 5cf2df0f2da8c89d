"""Builds the ONNX graph of all-MiniLM-L6-v2 from its published weights, in eight bits; needed once per machine.

Knows the shape of this one model; `sentence_encoder` decides when to build and where to keep it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, HEADS, WIDTH = 6, 12, 384
# Tokens in eight bits around 128, the matrix in seven: processors without the instructions of 2019 add such products in
# pairs of sixteen bits, where eight by eight would overflow and give other vectors than elsewhere.
_BYTE, _ZERO, _MATRIX = 255, 128, 63
# Gelu is never below -0.17, so around 16 what comes out of it has nearly all of the eight bits above zero.
_GELU_ZERO, _GELU_LOWEST = 16, 0.17
# onnx.TensorProto's number; the module is only loaded to build.
_FLOAT = 1
# Operators of onnxruntime's own, each of which does in one go over the numbers what takes the standard's several.
_FUSED = "com.microsoft"


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

    def thirds(self, x: str) -> list[str]:
        from onnx import helper

        names = [f"t{len(self.nodes)}{letter}" for letter in "abc"]
        self.nodes.append(helper.make_node("Split", [x], names, axis=-1))
        return names

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

    def linear(self, x: str, *prefixes: str, after_gelu: bool = False) -> tuple[str, str]:
        """x times the matrices side by side, in whole numbers: a column of a matrix and a token have a scale each.

        A scale of its own for every token costs little, keeps outliers of one token from coarsening the others,
        and makes a vector the same whatever else is in the batch. The bias, second, is added by the operator behind.
        """
        # PyTorch keeps the matrix of a linear layer transposed.
        matrix = np.hstack([self.weights[f"{prefix}.weight"].T for prefix in prefixes])
        bias = np.hstack([self.weights[f"{prefix}.bias"] for prefix in prefixes])
        column_scale = np.abs(matrix).max(axis=0) / _MATRIX
        whole = self.constant(np.rint(matrix / column_scale).astype(np.int8))
        zero = self.constant(np.array(_GELU_ZERO if after_gelu else _ZERO, np.uint8))
        scale = self._scale_after_gelu(x) if after_gelu else self._scale(x)
        zeros = self.op("Expand", zero, self.op("Reshape", self.op("Size", "input_ids"), self.ints(-1)))
        tokens = self.op("QuantizeLinear", x, self.op("Reshape", scale, self.ints(-1)), zeros, axis=0)
        columns = (self.number(1), self.constant(column_scale))
        product = self.op("MatMulIntegerToFloat", tokens, whole, *columns, zero, domain=_FUSED)
        return self.op("Mul", product, scale), self.constant(bias)

    def _scale(self, x: str) -> str:
        largest = self.op("ReduceMax", self.op("Abs", x), axes=[-1], keepdims=1)
        return self.op("Mul", largest, self.number(1 / (_BYTE - _ZERO)))

    def _scale_after_gelu(self, x: str) -> str:
        largest = self.op("ReduceMax", x, axes=[-1], keepdims=1)
        above = self.op("Mul", largest, self.number(1 / (_BYTE - _GELU_ZERO)))
        return self.op("Max", above, self.number(_GELU_LOWEST / _GELU_ZERO))

    def norm_of_sum(self, x: str, added: str, added_bias: str, prefix: str) -> str:
        scale, bias = self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")
        inputs = (x, added, scale, bias, added_bias)
        return self.op("SkipLayerNormalization", *inputs, domain=_FUSED, epsilon=1e-12)


def _embeddings(g: _Graph) -> str:
    # A single sentence is always of type 0.
    kind = g.weights["embeddings.token_type_embeddings.weight"][0]
    table = g.constant(g.weights["embeddings.position_embeddings.weight"] + kind)
    positions = g.op("Slice", table, g.ints(0), g.op("Shape", "input_ids", start=1), g.ints(0))
    # Half precision halves the largest table; a word's row is widened after it was looked up.
    table = g.constant(g.weights["embeddings.word_embeddings.weight"].astype(np.float16))
    words = g.op("Cast", g.op("Gather", table, "input_ids"), to=_FLOAT)
    scale, bias = g.weight("embeddings.LayerNorm.weight"), g.weight("embeddings.LayerNorm.bias")
    return g.op("LayerNormalization", g.op("Add", words, positions), scale, bias, axis=-1, epsilon=1e-12)


def _layer(g: _Graph, x: str, prefix: str, sentences: str) -> str:
    """x has a row a token; `sentences` is the shape in which attention sees which of them belong together."""
    attention = f"{prefix}.attention"
    product, bias = g.linear(x, *(f"{attention}.self.{part}" for part in ("query", "key", "value")))
    parts = g.thirds(g.op("Reshape", product, sentences))
    mixed = g.op("MultiHeadAttention", *parts, bias, domain=_FUSED, num_heads=HEADS)
    attended = g.linear(g.op("Reshape", mixed, g.ints(-1, WIDTH)), f"{attention}.output.dense")
    x = g.norm_of_sum(x, *attended, f"{attention}.output.LayerNorm")
    widened = g.op("FastGelu", *g.linear(x, f"{prefix}.intermediate.dense"), domain=_FUSED)
    narrowed = g.linear(widened, f"{prefix}.output.dense", after_gelu=True)
    return g.norm_of_sum(x, *narrowed, f"{prefix}.output.LayerNorm")


def build_graph(weights_file: Path, target: Path) -> None:
    """Write the graph to `target`. Atomic: an interrupted build leaves nothing behind under that name."""
    import onnx
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    g = _Graph(load_file(weights_file))
    sentences = g.op("Concat", g.op("Shape", "input_ids"), g.ints(-1), axis=0)
    x = g.op("Reshape", _embeddings(g), g.ints(-1, WIDTH))
    for layer in range(LAYERS):
        x = _layer(g, x, f"encoder.layer.{layer}", sentences)
    mean = g.op("ReduceMean", g.op("Reshape", x, sentences), axes=[1], keepdims=0)
    g.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=1, p=2))

    tokens = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", WIDTH])
    graph = helper.make_graph(g.nodes, "minilm", [tokens], [output], list(g.initializers.values()))
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    os.close(handle)
    onnx.save(model, name)
    Path(name).replace(target)
