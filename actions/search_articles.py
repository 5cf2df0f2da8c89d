"""action_search_articles: offers the article that fits what the listener asked, or honestly none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.article_message import send_article
from actions.problem import told_problem
from bot.articles import ArticleIndex, Hit, WakingIndex


class SearchArticles(Action):
    """One article at most: a listener in trouble reads no list. The flow asks whether it helped."""

    def __init__(self, index: ArticleIndex | WakingIndex) -> None:
        self._index = index

    def name(self) -> str:
        return "action_search_articles"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        slots = tracker.slots
        topic = slots.get("topic")
        # The engine's search keeps the words it was started for; a flow of a topic has the problem.
        question = slots.get("question") or told_problem(slots, tracker.events) or ""
        hits = self._search(question, slots)
        if not hits and topic:
            # Other words than ours for a topic that is known all the same: its main article is worth a try.
            on_topic = self._search(topic.replace("_", " "), slots)
            hits = [hit for hit in on_topic if topic in hit.article.topics]
        if not hits:
            return [SlotSet("article_slug", None), SlotSet("article_title", None)]
        return send_article(dispatcher, hits[0].article)

    def _search(self, query: str, slots: Mapping[str, Any]) -> list[Hit]:
        return self._index.search(
            query,
            topic=slots.get("topic"),
            platform=slots.get("platform"),
            region=slots.get("region"),
            app_version=slots.get("app_version"),
            limit=1,
        )
