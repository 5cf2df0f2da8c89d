"""Tells which topic or dialogue act a sentence is: two linear models, one over words and meaning, one over meaning.

Pure numpy and scikit-learn, no Rasa. What to do with an unsure answer is the flow engine's matter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

# Words in pairs carry "log in", "no sound"; pieces of words carry typos.
_WORDS = {"analyzer": "word", "ngram_range": (1, 2), "sublinear_tf": True, "dtype": np.float32}
_PIECES = {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True, "min_df": 2, "dtype": np.float32}
# How freely each model may fit; chosen by cross-validation on data/nlu, where the pair is right 1.5 points more often
# than either a model of words beside one of meaning, or a single model of both.
_WORDS_C, _MEANING_C = 0.3, 10.0
FOLDS = 4
SEED = 7


@dataclass(frozen=True)
class _Linear:
    """Scores of all intents: `x @ coefficients + intercept`."""

    coefficients: np.ndarray
    intercept: np.ndarray

    def scores(self, x: np.ndarray | csr_matrix) -> np.ndarray:
        return np.asarray(x @ self.coefficients) + self.intercept


class IntentModel:
    """`fit` once, then `probabilities`; `save` and `load` use plain arrays, so that loading runs no foreign code."""

    def __init__(self) -> None:
        self.intents: list[str] = []
        self._vectorizers: list[TfidfVectorizer] = []
        self._words: _Linear
        self._meaning: _Linear
        # How much each model counts; their sum is also the calibration: it makes 0.8 right eight times out of ten.
        self._weights = np.ones(2)

    def fit(self, texts: list[str], vectors: np.ndarray, intents: list[str]) -> None:
        self.intents = sorted(set(intents))
        labels = np.searchsorted(self.intents, intents)
        rows = np.arange(len(labels))
        self._weights = self._weights_for(*self._unseen_scores(texts, vectors, labels), rows, labels)
        self._fit(texts, vectors, labels)

    def _fit(self, texts: list[str], vectors: np.ndarray, labels: np.ndarray) -> None:
        self._vectorizers = [TfidfVectorizer(**_WORDS), TfidfVectorizer(**_PIECES)]
        for vectorizer in self._vectorizers:
            vectorizer.fit(texts)
        features = self._features(texts, vectors)
        words = LinearSVC(C=_WORDS_C, class_weight="balanced", random_state=SEED).fit(features, labels)
        meaning = LogisticRegression(C=_MEANING_C, class_weight="balanced", max_iter=500).fit(vectors, labels)
        self._words, self._meaning = self._plain(words), self._plain(meaning)

    def _plain(self, model: LinearSVC | LogisticRegression) -> _Linear:
        coefficients, intercept = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        if len(self.intents) == 2:
            # scikit-learn keeps one row for two classes.
            coefficients, intercept = np.vstack([-coefficients, coefficients]), np.hstack([-intercept, intercept])
        return _Linear(coefficients.T.copy(), intercept)

    def _unseen_scores(
        self, texts: list[str], vectors: np.ndarray, labels: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Scores of every example by models that have not seen it."""
        folds = min(FOLDS, int(np.bincount(labels).min()))
        shape = (len(texts), len(self.intents))
        if folds < 2:
            raise ValueError("Every intent needs at least two examples.")
        words, meaning = np.zeros(shape), np.zeros(shape)
        for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(vectors, labels):
            self._fit([texts[i] for i in seen], vectors[seen], labels[seen])
            words[unseen], meaning[unseen] = self._scores([texts[i] for i in unseen], vectors[unseen])
        return words, meaning

    @staticmethod
    def _weights_for(words: np.ndarray, meaning: np.ndarray, rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
        def surprise(weights: np.ndarray) -> float:
            return float(-log_softmax(weights[0] * words + weights[1] * meaning, axis=1)[rows, labels].mean())

        return minimize(surprise, np.ones(2), bounds=[(0, 20), (0, 20)], method="L-BFGS-B").x

    def _features(self, texts: list[str], vectors: np.ndarray) -> csr_matrix:
        counts = [vectorizer.transform(texts) for vectorizer in self._vectorizers]
        return hstack([*counts, csr_matrix(vectors)]).tocsr()

    def _scores(self, texts: list[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self._words.scores(self._features(texts, vectors)), self._meaning.scores(vectors)

    def probabilities(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        """One row per text, one column per entry of `intents`."""
        words, meaning = self._scores(texts, vectors)
        return softmax(self._weights[0] * words + self._weights[1] * meaning, axis=1)

    def save(self, folder: Path) -> None:
        vocabularies = [{word: int(i) for word, i in v.vocabulary_.items()} for v in self._vectorizers]
        content = {"intents": self.intents, "vocabularies": vocabularies}
        (folder / "intents.json").write_text(json.dumps(content), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            words=self._words.coefficients,
            words_intercept=self._words.intercept,
            meaning=self._meaning.coefficients,
            meaning_intercept=self._meaning.intercept,
            weights=self._weights,
            words_idf=self._vectorizers[0].idf_,
            pieces_idf=self._vectorizers[1].idf_,
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        content = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        model = cls()
        model.intents = content["intents"]
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            for options, vocabulary, idf in zip(
                (_WORDS, _PIECES), content["vocabularies"], ("words_idf", "pieces_idf"), strict=True
            ):
                vectorizer = TfidfVectorizer(**options, vocabulary=vocabulary)
                vectorizer.idf_ = arrays[idf]
                model._vectorizers.append(vectorizer)
            model._words = _Linear(arrays["words"], arrays["words_intercept"])
            model._meaning = _Linear(arrays["meaning"], arrays["meaning_intercept"])
            model._weights = arrays["weights"]
        return model
