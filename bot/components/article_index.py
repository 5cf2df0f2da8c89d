"""Joins articles and sentence encoder: the index by meaning, for every process that wants one. Needs no Rasa."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from bot.articles import Article, ArticleIndex
from bot.components.sentence_encoder import VERSION, EncoderUnavailable, shared_encoder

logger = logging.getLogger(__name__)


def index_by_meaning(articles: Sequence[Article]) -> ArticleIndex | None:
    """None where the encoder is not to be had; the vectors are kept in the data directory."""
    try:
        encoder = shared_encoder()
    except (EncoderUnavailable, ImportError) as error:
        logger.warning("Articles are searched by words only: %s", error)
        return None
    folder = Path(os.environ.get("SOUNDCHECK_DATA_DIR", "var")) / "encoder"
    # The encoder is part of the name: vectors of another one would fit in shape and mean nothing.
    return ArticleIndex(articles, encoder.encode, folder / f"articles-{VERSION}.npz")
