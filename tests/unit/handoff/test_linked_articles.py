"""Which links of a text lead to articles of the help centre."""

from __future__ import annotations

import pytest

from handoff.adapters.linked_articles import LinkedArticles
from handoff.adapters.markdown import to_words
from handoff.protocol.values import ArticleCard

SLUGS = ("playback/skips", "playback/no-sound", *(f"devices/part-{n}" for n in range(9)))


class Shelf:
    async def card(self, slug: str) -> ArticleCard | None:
        return ArticleCard(slug=slug, title="Title", summary="Summary.") if slug in SLUGS else None


async def linked(text: str) -> list[str]:
    ours = LinkedArticles(["https://desk.example", "http://localhost:8080"], Shelf())
    return [card.slug for card in await ours.of(text)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("See [Songs skip](https://desk.example/help/playback/skips).", ["playback/skips"]),
        ("https://desk.example/help/playback/skips", ["playback/skips"]),
        ("[x](http://localhost:8080/help/playback/skips?device=android#what-to-do)", ["playback/skips"]),
        (
            "[b](https://desk.example/help/playback/no-sound) [a](https://desk.example/help/playback/skips)"
            " [b](https://desk.example/help/playback/no-sound)",
            ["playback/no-sound", "playback/skips"],
        ),
        ("", []),
        ("playback/skips", []),
        ("[x](https://desk.example/help/playback/gone)", []),
        ("[x](https://desk.example/help/playback/skips/more)", []),
        ("[x](https://desk.example/help/playback)", []),
        ("[x](https://elsewhere.example/help/playback/skips)", []),
        ("[x](https://elsewhere.example/?to=https://desk.example/help/playback/skips)", []),
        ("[x](https://desk.example.elsewhere.example/help/playback/skips)", []),
    ],
)
async def test_a_link_is_an_article_only_where_it_leads_to_one(text: str, slugs: list[str]) -> None:
    assert await linked(text) == slugs


async def test_a_list_of_links_does_not_become_a_wall_of_cards() -> None:
    text = "\n".join(f"https://desk.example/help/devices/part-{n}" for n in range(9))

    assert await linked(text) == [f"devices/part-{n}" for n in range(5)]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Open **Settings › Storage**.\n\nDoes it work *now*?", "Open Settings › Storage. Does it work now?"),
        ("Fish & [chips](https://chips.example) < 3", "Fish & chips < 3"),
        ("1. one\n2. two", "one two"),
    ],
)
def test_markdown_is_told_in_words(markdown: str, words: str) -> None:
    assert to_words(markdown) == words
