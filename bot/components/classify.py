"""What a trained model understands, without starting Rasa: intent, topic, entities, mood of messages, and who leaves.

`Classifier` reads a model archive and puts its parts together exactly as Rasa's pipeline does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.components.gazetteer import Gazetteer
from bot.components.intent_model import IntentModel
from bot.components.leaving import is_leaving
from bot.components.mood import sentiment_of
from bot.components.parts import NOT_TOPICS, TALK, parts_of, topics_of, understood
from bot.components.sentence_encoder import shared_encoder
from bot.components.text_normalizer import normalize
from bot.flows.heard import Part
from bot.flows.topics import topic_of

RANKING = 10
GAZETTEERS = Path("data/gazetteers")
# Nobody tells a problem in more letters; the rest of a pasted log would only cost time.
LONGEST = 4_000


@dataclass(frozen=True)
class Understood:
    """`ranking` holds the likeliest intents of the whole, best first.

    `topic` is what an agent would have to solve first, `also` what else the message brings, `is_leaving` whether it
    says that the listener leaves the service or is about to.
    """

    topic: str
    ranking: tuple[tuple[str, float], ...]
    entities: dict[str, str]
    sentiment: float
    also: tuple[str, ...] = ()
    is_leaving: bool = False

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
        self._model = IntentModel.of_archive(archive)

    def classify(self, texts: list[str]) -> list[Understood]:
        # A lone half of a surrogate pair is legal JSON, but no text that can be encoded.
        said = [text.strip()[:LONGEST].encode("utf-8", "replace").decode() for text in texts]
        rows = self._probabilities([normalize(text) for text in said])
        topics = self._topics([self._topic(row) for row in rows], said)
        return [self._understood(*each) for each in zip(said, rows, topics, strict=True)]

    def _topics(self, wholes: list[str], texts: list[str]) -> list[tuple[str, ...]]:
        """All topics of each message; `wholes` are those that the messages as a whole are about."""
        # Most of the time goes into parts, so: who brings no topic does not bring two, and the longest part is only
        # looked at beside another that stands for a topic.
        cut = [[] if whole in TALK else parts_of(text) for whole, text in zip(wholes, texts, strict=True)]
        longest = [max(parts, key=len, default="") for parts in cut]
        rows = self._rows({part for parts, long in zip(cut, longest, strict=True) for part in parts if part != long})

        def told(whole: str, parts: list[str]) -> list[Part]:
            return understood(whole, self._model.intents, parts, [rows[part] for part in parts])

        for i, (whole, parts, long) in enumerate(zip(wholes, cut, longest, strict=True)):
            if not any(part.sure for part in told(whole, [part for part in parts if part != long])):
                cut[i] = []
        rows |= self._rows({long for parts, long in zip(cut, longest, strict=True) if parts})
        return [topics_of(whole, told(whole, parts)) for whole, parts in zip(wholes, cut, strict=True)]

    def _rows(self, parts: set[str]) -> dict[str, np.ndarray]:
        several = sorted(parts)
        return dict(zip(several, self._probabilities([normalize(part) for part in several]), strict=True))

    def _probabilities(self, normal: list[str]) -> np.ndarray:
        if not normal:
            return np.zeros((0, len(self._model.intents)))
        return self._model.probabilities(normal, shared_encoder().encode(normal))

    def _topic(self, row: np.ndarray) -> str:
        intents = self._model.intents
        return next(topic_of(intents[i]) for i in (-row).argsort() if intents[i] not in NOT_TOPICS)

    def _understood(self, text: str, row: np.ndarray, topics: tuple[str, ...]) -> Understood:
        first, *also = topics
        return Understood(
            first,
            tuple((self._model.intents[i], round(float(row[i]), 4)) for i in (-row).argsort()[:RANKING]),
            # Of several the one named first, as in a conversation.
            {match.entity: match.value for match in reversed(self._gazetteer.find(text))},
            sentiment_of(text),
            tuple(also),
            is_leaving(text),
        )
