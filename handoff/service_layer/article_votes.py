"""What visitors of the help centre think of an article, for those who write them.

Decides what a vote may hold; whether the article exists is the pages' matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from handoff.domain.errors import BadRequest
from handoff.service_layer.ids import new_secret, secret_hash
from handoff.service_layer.ports import ArticleVote, Desk

#: Why an article did not help, as the page offers it.
REASONS = {
    "not_solved": "I did what it says, and it did not help",
    "not_clear": "I could not follow it",
    "not_mine": "It is about something else",
    "wrong": "Something in it is not right",
}
LONGEST_COMMENT = 500


@dataclass(frozen=True)
class Tally:
    """The votes on one article; the worst ones are what a writer should look at next."""

    slug: str
    yes: int
    no: int
    reasons: dict[str, int]
    comments: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.yes / (self.yes + self.no)


async def vote(
    desk: Desk, visitor: str | None, slug: str, helpful: bool, reason: str | None = None, comment: str | None = None
) -> str:
    """Store the visitor's word on an article, instead of what they said before; returns the visitor's token."""
    if reason is not None and (helpful or reason not in REASONS):
        raise BadRequest("That reason is not one of those offered.")
    comment = (comment or "").strip() or None
    if comment and (helpful or len(comment) > LONGEST_COMMENT):
        raise BadRequest(f"A comment says what was missing, in at most {LONGEST_COMMENT} characters.")
    visitor = visitor or new_secret()
    async with desk.open() as tx:
        await tx.article_votes.put(ArticleVote(slug, secret_hash(visitor), helpful, reason, comment, desk.clock.now()))
        await tx.commit()
    return visitor


async def tallies(desk: Desk) -> list[Tally]:
    """Every article with votes, the one with the most unhappy visitors first."""
    async with desk.open() as tx:
        counts = await tx.article_votes.counts()
        against = await tx.article_votes.against()
    found = [
        Tally(
            count.slug,
            count.yes,
            count.no,
            dict(Counter(one.reason for one in against if one.slug == count.slug and one.reason).most_common()),
            tuple(one.comment for one in against if one.slug == count.slug and one.comment),
        )
        for count in counts
    ]
    return sorted(found, key=lambda tally: (-tally.no, tally.yes, tally.slug))
