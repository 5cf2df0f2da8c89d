"""What a turn leaves out of Rasa's changes nothing that Rasa would have done."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import AllSlotsReset, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.components.channel import NoOutput
from bot.components.desk_agent import keep_for_good
from tests.integration.rasa.conftest import Bot

pytestmark = pytest.mark.rasa


async def test_a_copied_tracker_is_what_playing_its_events_again_gives(bot: Bot) -> None:
    await bot.turn("my downloads are gone")
    await bot.turn("android")
    tracker = bot.store.look("c1")

    copied, played = tracker.copy(), DialogueStateTracker.copy(tracker)

    for verbosity in EventVerbosity:
        assert copied.current_state(verbosity) == played.current_state(verbosity)
    assert {name: slot.value for name, slot in copied.slots.items()} == {
        name: slot.value for name, slot in played.slots.items()
    }


async def test_a_copied_tracker_is_changed_alone(bot: Bot) -> None:
    await bot.turn("my downloads are gone")
    tracker = bot.store.look("c1")
    name = next(name for name, slot in tracker.slots.items() if slot.value is not None)
    before = tracker.get_slot(name), len(tracker.events)

    for event in (SlotSet(name, "another value"), AllSlotsReset()):
        tracker.copy().update(event)

        assert (tracker.get_slot(name), len(tracker.events)) == before


async def test_components_hear_and_say_the_same_in_either_runner(bot: Bot) -> None:
    processor = bot.agent.processor
    direct = processor.graph_runner
    dask = DaskGraphRunner.__new__(DaskGraphRunner)
    dask._graph_schema, dask._instantiated_nodes = direct._schema, direct._nodes
    dask._execution_context = next(iter(direct._nodes.values()))._execution_context
    target = processor.model_metadata.nlu_target

    def understood(runner: object) -> dict[str, object]:
        tracker = DialogueStateTracker.from_events("nobody", [])
        given = {PLACEHOLDER_MESSAGE: [UserMessage("my downloads are gone")], PLACEHOLDER_TRACKER: tracker}
        (message,) = runner.run(given, [target])[target]  # type: ignore[attr-defined]
        return message.as_dict(only_output_properties=True)

    assert understood(direct) == understood(dask)
    assert understood(direct)["intent"]["name"]  # type: ignore[index]


ANSWERS = (
    {},
    {"events": [], "responses": [{"text": "Here."}]},
    {"events": [{"event": "slot", "name": "device", "value": None}]},
    {"events": [{"event": "action", "name": "action_listen", "policy": None, "confidence": None}]},
    {"events": [{"event": "restart", "timestamp": 1.5, "metadata": {}}]},
    {"events": {}},
    {"responses": "Here."},
    {"events": ["slot"]},
    {"events": [{"name": "device"}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"events": [{"event": "slot", "name": 7, "value": 1}]},
    {"events": [{"event": "explode"}]},
    {"events": [{"event": "restart", "timestamp": "now"}]},
)


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_an_answer_is_refused_just_where_rasas_whole_schema_refuses_it(answer: dict[str, Any]) -> None:
    def taken(check: Callable[..., object], *asked: object) -> bool:
        try:
            check(*asked)
        except ValidationError:
            return False
        return True

    ours = taken(RemoteAction("action_search_articles", None)._validate_action_result, answer)

    assert ours == taken(jsonschema.validate, answer, RemoteAction.action_response_format_spec())


async def test_there_is_no_slot_that_rasa_would_fill(bot: Bot) -> None:
    await bot.turn("I use an iphone and my downloads are gone")
    processor, tracker = bot.agent.processor, bot.store.look("c1")

    extracted = await ActionExtractSlots(None).run(NoOutput(), processor.nlg, tracker, processor.domain)

    assert extracted == []


async def test_there_is_nothing_unseen_that_rasa_would_warn_of(bot: Bot) -> None:
    parsed = await bot.agent.parse_message("I use an iphone and my downloads are gone")

    MessageProcessor._check_for_unseen_features(bot.agent.processor, parsed)
    assert parsed["entities"]
    assert {entity["entity"] for entity in parsed["entities"]} <= set(bot.agent.domain.entities)


def test_what_is_loaded_is_spared_and_an_old_model_goes_all_the_same() -> None:
    class Model:
        def __init__(self) -> None:
            self.itself = self

    old = Model()
    gone = weakref.ref(old)
    keep_for_good()
    assert gc.get_freeze_count() > 0

    del old
    gc.collect()
    assert gone() is not None
    keep_for_good()

    assert gone() is None
    gc.unfreeze()
