"""action_search_articles: offers the article that fits what the listener asked, or honestly none."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.article_message import send_article
from actions.problem import told_problem
from bot.articles import ArticleIndex, WakingIndex


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
        listener = {name: slots.get(name) for name in ("topic", "platform", "region", "app_version")}
        hits, _ = self._index.search_as_meant(question, **listener, limit=1)
        if not hits and topic:
            # Other words than ours for a topic that is known all the same: its main article is worth a try.
            on_topic = self._index.search(topic.replace("_", " "), **listener, limit=1)
            hits = [hit for hit in on_topic if topic in hit.article.topics]
        if not hits:
            return [SlotSet("article_slug", None), SlotSet("article_title", None)]
        return send_article(dispatcher, hits[0].article)
