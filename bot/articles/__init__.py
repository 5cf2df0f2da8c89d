"""Articles for listeners: load the files of `kb_articles/` and find the one that answers a question.

Pure Python: it reads files and nothing else, and imports nothing of ours."""

from bot.articles.article import Article, ArticleProblem, ArticleProblems
from bot.articles.load import load_articles
from bot.articles.search import ArticleIndex, Hit

__all__ = ["Article", "ArticleIndex", "ArticleProblem", "ArticleProblems", "Hit", "load_articles"]
