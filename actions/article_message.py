"""How an article is sent: a card for the listener, and two slots for the flow."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.articles import Article


def send_article(dispatcher: CollectingDispatcher, article: Article) -> list[dict[str, Any]]:
    """Send the card; returns the events that say which article it was."""
    dispatcher.utter_message(
        json_message={
            "type": "article",
            "slug": article.slug,
            "title": article.title,
            "summary": article.summary,
        }
    )
    return [SlotSet("article_slug", article.slug), SlotSet("article_title", article.title)]
