"""Joins articles, sentence encoder and what is known of topics: the index by meaning, for every process that wants one.

Needs no Rasa."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from bot.articles import Article, ArticleIndex
from bot.components.sentence_encoder import VERSION, EncoderUnavailable, shared_encoder

logger = logging.getLogger(__name__)


def index_by_meaning(articles: Sequence[Article], models: Path | None = None) -> ArticleIndex | None:
    """None where the encoder is not to be had; the vectors are kept in the data directory.

    With `models`, the folder of trained models, a question without a topic is first asked what it may be about."""
    try:
        encoder = shared_encoder()
    except (EncoderUnavailable, ImportError) as error:
        logger.warning("Articles are searched by words only: %s", error)
        return None
    folder = Path(os.environ.get("SOUNDCHECK_DATA_DIR", "var")) / "encoder"
    guess = None
    if models is not None:
        # Only here: it takes scikit-learn, and whoever always knows the topic can do without.
        from bot.components.topic_guess import guess_of_newest

        guess = guess_of_newest(models)
    # The encoder is part of the name: vectors of another one would fit in shape and mean nothing.
    return ArticleIndex(articles, encoder.encode, folder / f"articles-{VERSION}.npz", guess, encoder.knows)
