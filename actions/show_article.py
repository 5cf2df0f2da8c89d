"""action_show_article: sends the article that the flow's step names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.article_message import send_article
from actions.turn import step_metadata
from bot.articles import Article


class ShowArticle(Action):
    """Raises KeyError where the step names no article, or one that does not exist."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {article.slug: article for article in articles}

    def name(self) -> str:
        return "action_show_article"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return send_article(dispatcher, self._articles[step_metadata(tracker)["article"]])
