"""Tells which topic or dialogue act a sentence is: a linear model of words and meaning, and a vote of near examples.

Pure numpy and scikit-learn, no Rasa. What to do with an unsure answer is the flow engine's matter.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.components.neighbours import Neighbours
from bot.components.terms import Terms

# Words in pairs carry "log in", "no sound"; pieces of words carry typos.
_WORDS = {"analyzer": "word", "ngram_range": (1, 2), "sublinear_tf": True, "dtype": np.float32}
_PIECES = {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True, "min_df": 2, "dtype": np.float32}
# How freely the linear model may fit. Classes are not balanced: that cost three points on real messages.
_C = 0.3
FOLDS = 4
# Two numbers are known well enough after so many unseen examples; more folds would only take time.
_ENOUGH = 2_000
SEED = 7


class IntentModel:
    """`fit` once, then `probabilities`; `save` and `load` use plain arrays, so that loading runs no foreign code."""

    def __init__(self) -> None:
        self.intents: list[str] = []
        self._vectorizers: list[TfidfVectorizer] = []
        self._terms: list[Terms] = []
        self._coefficients: np.ndarray
        self._intercept: np.ndarray
        self._neighbours: Neighbours
        # How much each part counts; their sum is also the calibration: it makes 0.8 right eight times out of ten.
        self._weights = np.ones(2)
        # What an intent is more or less often than its examples make believe; added to its score.
        self._leanings = np.zeros(0)

    def fit(
        self,
        texts: list[str],
        vectors: np.ndarray,
        intents: list[str],
        weights: Sequence[float] | None = None,
        leanings: Mapping[str, float] | None = None,
    ) -> None:
        """Without `weights` they are found by cross-validation: right for messages that are like the examples.

        `leanings` are by intent; an intent that is not among them has none.
        """
        self.intents = sorted(set(intents))
        self._leanings = np.array([(leanings or {}).get(intent, 0.0) for intent in self.intents])
        labels = np.searchsorted(self.intents, intents)
        if weights is None:
            self._weights = self._weights_for(*self._unseen_scores(texts, vectors, labels))
        else:
            self._weights = np.array(weights, float)
        self._fit(texts, vectors, labels)

    def _fit(self, texts: list[str], vectors: np.ndarray, labels: np.ndarray) -> None:
        self._vectorizers = [TfidfVectorizer(**_WORDS), TfidfVectorizer(**_PIECES)]
        for vectorizer in self._vectorizers:
            vectorizer.fit(texts)
        model = LinearSVC(C=_C, random_state=SEED).fit(self._features(texts, vectors), labels)
        coefficients, intercept = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        if len(self.intents) == 2:
            # scikit-learn keeps one row for two classes.
            coefficients, intercept = np.vstack([-coefficients, coefficients]), np.hstack([-intercept, intercept])
        self._coefficients, self._intercept = coefficients.T.copy(), intercept
        self._terms = [Terms(vectorizer) for vectorizer in self._vectorizers]
        self._neighbours = Neighbours(vectors, labels)

    def _unseen_scores(
        self, texts: list[str], vectors: np.ndarray, labels: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scores of examples by models that have not seen them, and the examples' labels."""
        folds = min(FOLDS, int(np.bincount(labels).min()))
        if folds < 2:
            raise ValueError("Every intent needs at least two examples.")
        linear, near, right = [], [], []
        for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(vectors, labels):
            self._fit([texts[i] for i in seen], vectors[seen], labels[seen])
            by_words, by_neighbours = self.scores([texts[i] for i in unseen], vectors[unseen])
            linear.append(by_words)
            near.append(by_neighbours)
            right.append(labels[unseen])
            if sum(map(len, right)) >= _ENOUGH:
                break
        # In single precision the search for the weights sees noise for slopes, and stays where it began.
        return np.vstack(linear).astype(float), np.vstack(near).astype(float), np.hstack(right)

    @staticmethod
    def _weights_for(linear: np.ndarray, near: np.ndarray, labels: np.ndarray) -> np.ndarray:
        rows = np.arange(len(labels))

        def surprise(weights: np.ndarray) -> float:
            return float(-log_softmax(weights[0] * linear + weights[1] * near, axis=1)[rows, labels].mean())

        return minimize(surprise, np.ones(2), bounds=[(0, 20), (0, 20)], method="L-BFGS-B").x

    def _features(self, texts: list[str], vectors: np.ndarray) -> csr_matrix:
        counts = [vectorizer.transform(texts) for vectorizer in self._vectorizers]
        return hstack([*counts, csr_matrix(vectors)]).tocsr()

    def scores(self, texts: list[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What `probabilities` puts together: scores of the linear model and of the neighbours."""
        linear = np.vstack([self._linear(text, vector) for text, vector in zip(texts, vectors, strict=True)])
        return linear, self._neighbours.scores(vectors)

    def _linear(self, text: str, vector: np.ndarray) -> np.ndarray:
        """`_features` times the coefficients; for a single text scikit-learn's matrices cost four times as much."""
        score, start = self._intercept, 0
        for terms in self._terms:
            columns, weights = terms.of(text)
            score = score + weights @ self._coefficients[start + columns]
            start += terms.count
        return score + vector @ self._coefficients[start:]

    def probabilities(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        """One row per text, one column per entry of `intents`."""
        linear, near = self.scores(texts, vectors)
        return softmax(self._weights[0] * linear + self._weights[1] * near + self._leanings, axis=1)

    def save(self, folder: Path) -> None:
        vocabularies = [{word: int(i) for word, i in v.vocabulary_.items()} for v in self._vectorizers]
        content = {"intents": self.intents, "vocabularies": vocabularies}
        (folder / "intents.json").write_text(json.dumps(content), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            coefficients=self._coefficients,
            intercept=self._intercept,
            weights=self._weights,
            leanings=self._leanings,
            words_idf=self._vectorizers[0].idf_,
            pieces_idf=self._vectorizers[1].idf_,
            **self._neighbours.arrays(),
        )

    @classmethod
    def of_archive(cls, archive: Path) -> IntentModel:
        """The one of a whole trained model, without starting Rasa. Raises what a broken file makes tarfile raise."""
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as files:
            for member in files.getmembers():
                if "TopicClassifier" in member.name and member.isfile():
                    # Only the name's last part: a path in an archive could lead out of the folder.
                    member.name = Path(member.name).name
                    files.extract(member, folder)
            return cls.load(Path(folder))

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
            model._terms = [Terms(vectorizer) for vectorizer in model._vectorizers]
            model._coefficients, model._intercept = arrays["coefficients"], arrays["intercept"]
            model._weights, model._leanings = arrays["weights"], arrays["leanings"]
            model._neighbours = Neighbours.of(arrays)
        return model
