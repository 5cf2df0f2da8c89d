"""Articles for listeners: load the files of `kb_articles/` and find the one that answers a question.

Imports nothing of ours. The encoder of meaning is passed in; without one, words alone decide."""

from bot.articles.article import Article, ArticleProblem, ArticleProblems
from bot.articles.load import load_articles
from bot.articles.search import ArticleIndex, Hit
from bot.articles.waking_index import WakingIndex

__all__ = ["Article", "ArticleIndex", "ArticleProblem", "ArticleProblems", "Hit", "WakingIndex", "load_articles"]
