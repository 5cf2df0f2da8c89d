"""What a trained model understands, without starting Rasa: intent, topic, entities and mood of messages.

`Classifier` reads a model archive and puts its parts together exactly as Rasa's pipeline does.
"""

from __future__ import annotations

import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.components.gazetteer import Gazetteer
from bot.components.intent_model import IntentModel
from bot.components.parts import NOT_TOPICS, other_topics, parts_of
from bot.components.sentence_encoder import shared_encoder
from bot.components.text_normalizer import normalize
from bot.flows.topics import topic_of

RANKING = 10
GAZETTEERS = Path("data/gazetteers")
# Nobody tells a problem in more letters; the rest of a pasted log would only cost time.
LONGEST = 4_000


@dataclass(frozen=True)
class Understood:
    """`ranking` holds the likeliest intents, best first; `also` topics of which another sentence speaks."""

    topic: str
    ranking: tuple[tuple[str, float], ...]
    entities: dict[str, str]
    sentiment: float
    also: tuple[str, ...] = ()

    @property
    def intent(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]


class Classifier:
    """The language understanding of a model archive."""

    def __init__(self, archive: Path, gazetteers: Path = GAZETTEERS) -> None:
        self._gazetteer = Gazetteer(gazetteers)
        self._moods = SentimentIntensityAnalyzer()
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as files:
            for member in files.getmembers():
                if "TopicClassifier" in member.name and member.isfile():
                    # Only the name's last part: a path in an archive could lead out of the folder.
                    member.name = Path(member.name).name
                    files.extract(member, folder)
            self._model = IntentModel.load(Path(folder))

    def classify(self, texts: list[str]) -> list[Understood]:
        # A lone half of a surrogate pair is legal JSON, but no text that can be encoded.
        said = [text[:LONGEST].encode("utf-8", "replace").decode() for text in texts]
        rows = self._probabilities([normalize(text) for text in said])
        parts = [parts_of(text) for text in said]
        of_parts = iter(self._probabilities([normalize(part) for several in parts for part in several]))
        return [
            self._understood(text, row, [next(of_parts) for _ in several])
            for text, row, several in zip(said, rows, parts, strict=True)
        ]

    def _probabilities(self, normal: list[str]) -> np.ndarray:
        if not normal:
            return np.zeros((0, len(self._model.intents)))
        return self._model.probabilities(normal, shared_encoder().encode(normal))

    def _understood(self, text: str, row: np.ndarray, of_parts: list[np.ndarray]) -> Understood:
        intents = self._model.intents
        order = (-row).argsort()
        topic = next(topic_of(intents[i]) for i in order if intents[i] not in NOT_TOPICS)
        return Understood(
            topic,
            tuple((intents[i], round(float(row[i]), 4)) for i in order[:RANKING]),
            {match.entity: match.value for match in self._gazetteer.find(text)},
            self._moods.polarity_scores(text)["compound"],
            other_topics(topic, float(row.max()), intents, of_parts),
        )
