"""`python -m bot.components.classify [text …]`: what the newest model understands, without starting Rasa.

One JSON line per text, of the arguments or of standard input; for exams, and for writers of examples.
"""

from __future__ import annotations

import json
import os
import sys
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.components.gazetteer import Gazetteer
from bot.components.intent_model import IntentModel
from bot.components.sentence_encoder import shared_encoder
from bot.components.text_normalizer import normalize
from bot.components.train import newest_model

RANKING = 3
GAZETTEERS = Path("data/gazetteers")


@dataclass(frozen=True)
class Understood:
    """`ranking` holds the likeliest intents with their probabilities, best first."""

    text: str
    ranking: tuple[tuple[str, float], ...]
    entities: dict[str, str]


class Classifier:
    """The language understanding of a model archive, exactly as Rasa's pipeline puts it together."""

    def __init__(self, archive: Path) -> None:
        self._gazetteer = Gazetteer(GAZETTEERS)
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as files:
            for member in files.getmembers():
                if "TopicClassifier" in member.name and member.isfile():
                    # Only the name's last part: a path in an archive could lead out of the folder.
                    member.name = Path(member.name).name
                    files.extract(member, folder)
            self._model = IntentModel.load(Path(folder))

    def classify(self, texts: list[str]) -> list[Understood]:
        normal = [normalize(text) for text in texts]
        rows = self._model.probabilities(normal, shared_encoder().encode(normal))
        return [
            Understood(
                text,
                tuple((self._model.intents[i], round(float(row[i]), 4)) for i in (-row).argsort()[:RANKING]),
                {match.entity: match.value for match in self._gazetteer.find(text)},
            )
            for text, row in zip(texts, rows, strict=True)
        ]


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    model = newest_model()
    if model is None:
        sys.exit("There is no model yet: python -m bot.components.train")
    texts = sys.argv[1:] or [line.strip() for line in sys.stdin if line.strip()]
    for understood in Classifier(model).classify(texts):
        print(json.dumps(asdict(understood), ensure_ascii=False))


if __name__ == "__main__":
    main()
