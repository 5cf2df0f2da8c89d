"""Whatever people, the bot, and crashes do, in whatever order: the guarantees hold after every step."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handoff.adapters.database import connect
from handoff.adapters.linked_articles import LinkedArticles
from handoff.adapters.migrate import migrate
from handoff.adapters.pages.listener_pages import ListenerPages
from handoff.adapters.pages.messages import MessageReader
from handoff.adapters.pages.queue_places import QueuePlaces
from handoff.adapters.tables import bot_turn, message, rating, ticket
from handoff.adapters.unit_of_work import SqlUnitOfWork
from handoff.domain.bot_turn import BotTurn
from handoff.domain.errors import HandoffError
from handoff.service_layer import agent, bot_turns, deadlines, listener
from tests.builders import a_desk, a_handoff, a_reply, an_outcome

Result = TypeVar("Result")
REPLIES = {"text": a_reply("Hm."), "question": a_reply("Yes?", buttons=("Yes", "No"))}
REPLIES |= {"handoff": a_handoff(), "outcome": an_outcome()}
AGENTS = st.sampled_from(("Maya", "Noor"))
_SCHEMA: list[Path] = []


class EmptyShelf:
    async def card(self, slug: str) -> None:
        return None


class Crash(Exception):
    """The process died."""


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.directory = Path(tempfile.mkdtemp())
        self.stack = AsyncExitStack()
        self.sent: list[str] = []
        self.acknowledged: dict[str, tuple[int, str]] = {}
        self.turns: list[BotTurn] = []
        self.view: list[Any] = []
        self.agents: dict[str, str] = {}

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def may_be_refused(self, work: Coroutine[Any, Any, Any]) -> None:
        with suppress(HandoffError):
            self.run(work)

    @initialize()
    def open_the_desk(self) -> None:
        if not _SCHEMA:
            _SCHEMA.append(self.directory / "schema.db")
            database = connect(f"sqlite+aiosqlite:///{_SCHEMA[0]}")
            self.run(migrate(database.writer))
            self.run(database.close())
        path = self.directory / "desk.db"
        shutil.copy(_SCHEMA[0], path)
        self.desk = self.run(self.stack.enter_async_context(a_desk(f"sqlite+aiosqlite:///{path}", is_migrated=True)))
        messages = MessageReader(LinkedArticles(["https://desk.example"], EmptyShelf()))
        self.pages = ListenerPages(self.desk.database.reader, QueuePlaces(self.desk.clock), messages)
        self.sam, self.talk = self.run(self.desk.a_talk())
        for name in ("Maya", "Noor"):
            self.agents[name] = self.run(self.desk.an_agent(name))

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()

    def post(self, key: str) -> None:
        receipt = self.run(listener.post_message(self.desk.desk, self.sam, self.talk, key, f"words of {key}", None))
        assert receipt.duplicate == (key in self.acknowledged) or key in self.sent
        self.acknowledged[key] = (receipt.seq, f"words of {key}")

    @rule()
    def the_listener_writes(self) -> None:
        key = f"m{len(self.sent)}"
        try:
            self.post(key)
            self.sent.append(key)
        except HandoffError:
            pass

    @rule(data=st.data())
    def an_acknowledgement_was_lost_and_the_page_sends_again(self, data: st.DataObject) -> None:
        if self.sent:
            self.post(data.draw(st.sampled_from(self.sent)))

    @rule()
    def the_gateway_dies_before_the_commit(self) -> None:
        commit = SqlUnitOfWork.commit

        async def die(_: SqlUnitOfWork) -> None:
            raise Crash

        SqlUnitOfWork.commit = die  # type: ignore[method-assign]
        try:
            self.run(listener.post_message(self.desk.desk, self.sam, self.talk, "never", "never said", None))
        except (Crash, HandoffError):
            pass
        finally:
            SqlUnitOfWork.commit = commit  # type: ignore[method-assign]

    @rule(seq=st.integers(1, 30), button=st.integers(0, 1))
    def the_listener_presses_some_button(self, seq: int, button: int) -> None:
        work = listener.post_message(self.desk.desk, self.sam, self.talk, f"b{seq}.{button}", None, (seq, button))
        self.may_be_refused(work)

    @rule(what=st.sampled_from(("request_handoff", "leave_queue", "reopen_conversation")))
    def the_listener_does(self, what: str) -> None:
        self.may_be_refused(getattr(listener, what)(self.desk.desk, self.sam, self.talk))

    @rule(score=st.integers(1, 5))
    def the_listener_rates(self, score: int) -> None:
        self.may_be_refused(listener.rate(self.desk.desk, self.sam, self.talk, score, None))

    @rule(name=AGENTS, what=st.sampled_from(("accept", "hand_back")))
    def an_agent_does(self, name: str, what: str) -> None:
        self.may_be_refused(getattr(agent, what)(self.desk.desk, self.agents[name], self.talk))

    @rule(name=AGENTS, to=st.sampled_from(("Maya", "Noor", None)))
    def an_agent_transfers(self, name: str, to: str | None) -> None:
        target = self.agents[to] if to else None
        self.may_be_refused(agent.transfer(self.desk.desk, self.agents[name], self.talk, target))

    @rule(name=AGENTS, key=st.integers(0, 5))
    def an_agent_replies(self, name: str, key: int) -> None:
        self.may_be_refused(agent.post_message(self.desk.desk, self.agents[name], self.talk, f"r{key}", f"reply {key}"))

    @rule(name=AGENTS)
    def an_agent_resolves(self, name: str) -> None:
        self.may_be_refused(agent.resolve_conversation(self.desk.desk, self.agents[name], self.talk, "Wi-Fi.", ""))

    @rule()
    def a_worker_takes_a_turn(self) -> None:
        turn = self.run(bot_turns.claim(self.desk.desk))
        if turn is not None:
            self.turns.append(turn)

    @rule(data=st.data(), what=st.sampled_from(sorted(REPLIES)))
    def the_bot_answers_one_of_its_turns_perhaps_late_perhaps_twice(self, data: st.DataObject, what: str) -> None:
        if not self.turns:
            return
        turn = data.draw(st.sampled_from(self.turns))
        before = self.run(self.desk.conversation(turn.conversation_id))
        said = len(self.bot_messages(turn.conversation_id))

        result = self.run(bot_turns.store(self.desk.desk, turn, REPLIES[what]))

        if before.status != "with_bot" or before.bot_fence != turn.fence:
            assert result == "dropped"
        if result == "dropped":
            assert len(self.bot_messages(turn.conversation_id)) == said

    @rule(data=st.data())
    def the_bot_fails(self, data: st.DataObject) -> None:
        if self.turns:
            self.run(bot_turns.fail(self.desk.desk, data.draw(st.sampled_from(self.turns))))

    @rule(seconds=st.sampled_from((1, 9, 60)))
    def time_passes(self, seconds: int) -> None:
        self.desk.clock.advance(seconds=seconds)

    @rule()
    def agents_go_away_for_long_and_a_week_passes(self) -> None:
        self.desk.clock.advance(minutes=11)
        self.run(deadlines.requeue_of_gone_agents(self.desk.desk))
        self.run(deadlines.close_idle_conversations(self.desk.desk))

    @rule()
    def the_page_reads_what_it_misses(self) -> None:
        after = self.view[-1].seq if self.view else 0
        self.view += self.run(self.pages.page(self.sam, self.talk, after)).messages

    def bot_messages(self, talk: str) -> list[Any]:
        return self.run(self.desk.rows(message, message.c.conversation_id == talk, message.c.author == "bot"))

    @invariant()
    def the_guarantees_hold(self) -> None:
        rows = self.run(self.desk.rows(message))
        mine = [row for row in rows if row.conversation_id == self.talk]
        conversation = self.run(self.desk.conversation(self.talk))
        # G4: 1, 2, 3 … without holes, and the page shows just that.
        assert [row.seq for row in mine] == list(range(1, conversation.last_seq + 1))
        assert [(one.seq, one.text) for one in self.view] == [(row.seq, row.text) for row in mine[: len(self.view)]]
        # G1 and G2: what was acknowledged is there, once, where it was said to be.
        for key, (seq, text) in self.acknowledged.items():
            assert (mine[seq - 1].client_message_id, mine[seq - 1].text) == (key, text)
        keys = [(row.conversation_id, row.sender, row.client_message_id) for row in rows]
        assert len(keys) == len(set(keys))
        assert "never" not in [row.client_message_id for row in rows]
        # G3: in the order composed.
        assert [row.client_message_id for row in mine if row.client_message_id in self.sent] == self.sent
        # G6: one ticket, one rating a resolution, one answer a turn.
        tickets = self.run(self.desk.rows(ticket))
        assert len([row for row in tickets if row.conversation_id == self.talk]) <= 1
        assert len(self.run(self.desk.rows(rating))) <= conversation.resolution
        answered = self.run(self.desk.rows(bot_turn, bot_turn.c.done == "answered", bot_turn.c.seq > 0))
        for row in answered:
            of_turn = sa.and_(
                message.c.conversation_id == row.conversation_id,
                message.c.client_message_id == f"bot:{row.seq}:0",
            )
            assert len(self.run(self.desk.rows(message, of_turn))) <= 1
        # One owner at a time.
        assert (conversation.assignee_id is None) or conversation.status in (
            "assigned",
            "awaiting_listener",
            "resolved",
            "closed",
        )
        assert conversation.is_with_agent <= (conversation.assignee_id is not None)
        assert (conversation.status == "queued") <= (conversation.queued_at is not None)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=8, stateful_step_count=20, deadline=None, print_blob=True)
