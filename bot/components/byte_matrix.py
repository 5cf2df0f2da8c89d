"""Multiplies vectors with a large matrix in eight bits: a tenth of what floats take, and alike on every machine.

Fit for cosines, where the third digit does not matter.
"""

from __future__ import annotations

import numpy as np

# A vector's numbers in eight bits around 128, the matrix's in seven; `sentence_graph` says why no more.
_ZERO, _VECTOR, _MATRIX = 128, 127, 63


class ByteMatrix:
    """`of` builds it; its `graph` is kept with a model, so that only training has to load what builds one."""

    def __init__(self, graph: bytes, steps: np.ndarray) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.graph, self.steps = graph, steps
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @classmethod
    def of(cls, rows: np.ndarray) -> ByteMatrix:
        steps = _steps(rows, _MATRIX)
        return cls(_graph_of(np.round(rows / steps).astype(np.int8).T), steps[:, 0])

    def products(self, vectors: np.ndarray) -> np.ndarray:
        """One row per vector, one column per row of the matrix."""
        steps = _steps(vectors, _VECTOR)
        small = (np.round(vectors / steps) + _ZERO).astype(np.uint8)
        products = self._session.run(None, {"vectors": small})[0].astype(np.float32)
        products *= self.steps
        products *= steps
        return products


def _steps(rows: np.ndarray, largest: int) -> np.ndarray:
    """How much one is worth in each row."""
    return (np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9) / largest).astype(np.float32)


def _graph_of(matrix: np.ndarray) -> bytes:
    from onnx import TensorProto, helper, numpy_helper

    width, height = matrix.shape
    constants = [
        numpy_helper.from_array(np.ascontiguousarray(matrix), "matrix"),
        numpy_helper.from_array(np.array(_ZERO, np.uint8), "zero"),
    ]
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["vectors", "matrix", "zero"], ["products"])],
        "products",
        [helper.make_tensor_value_info("vectors", TensorProto.UINT8, ["count", width])],
        [helper.make_tensor_value_info("products", TensorProto.INT32, ["count", height])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())
