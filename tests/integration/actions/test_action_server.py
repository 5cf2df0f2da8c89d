"""Rasa's side of the action server: the acknowledgement comes last, whatever happens."""

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer
from rasa_sdk import Action
from rasa_sdk.events import AllSlotsReset, FollowupAction, Restarted, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection
from structlog.testing import capture_logs

from actions.errors import ServiceUnreachable
from actions.server import MAX_CALL_BYTES, build_app
from tests.unit.actions.action_fakes import a_tracker_state

SECRET_WORDS = "my card number is"


class Scripted(Action):
    """Does what its name says."""

    def __init__(self, what: str) -> None:
        self._what = what

    def name(self) -> str:
        return self._what

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="a message")
        if self._what == "slow":
            await asyncio.sleep(5)
        if self._what == "breaks":
            raise ValueError(tracker.latest_message["text"])
        if self._what == "unreachable":
            raise ServiceUnreachable("no answer in time")
        if self._what == "rejects":
            raise ActionExecutionRejection("rejects")
        if self._what == "wipes":
            return [AllSlotsReset(), SlotSet("device", "iPhone"), FollowupAction("action_listen"), Restarted()]
        return [SlotSet("device", "iPhone")]


@pytest.fixture
async def server():
    names = ("works", "slow", "breaks", "unreachable", "rejects", "wipes")
    app = build_app(lambda session: [Scripted(name) for name in names], seconds=0.1)
    async with TestClient(TestServer(app)) as client:
        yield client


def a_call(action: str) -> dict:
    return {"next_action": action, "sender_id": "c1", "tracker": a_tracker_state(said=SECRET_WORDS)}


def acknowledged(ok: bool) -> dict:
    return {
        "event": "slot",
        "timestamp": None,
        "name": "flow_call_result",
        "value": {"call_id": "call-1", "ok": ok},
    }


async def test_an_action_that_works_is_acknowledged_after_its_own_events(server):
    answer = await (await server.post("/webhook", json=a_call("works"))).json()

    assert [event["name"] for event in answer["events"]] == ["device", "flow_call_result"]
    assert answer["events"][-1] == acknowledged(ok=True)
    assert [message["text"] for message in answer["responses"]] == ["a message"]


@pytest.mark.parametrize("action", ["breaks", "slow", "unreachable", "rejects", "unknown"])
async def test_an_action_that_fails_says_nothing_and_sets_nothing(server, action):
    answer = await server.post("/webhook", json=a_call(action))

    assert answer.status == 200
    assert await answer.json() == {"events": [acknowledged(ok=False)], "responses": []}


async def test_events_that_would_wipe_the_stack_of_flows_are_dropped(server):
    answer = await (await server.post("/webhook", json=a_call("wipes"))).json()

    assert [event["event"] for event in answer["events"]] == ["slot", "slot"]


async def test_a_call_outside_of_a_flow_is_acknowledged_without_an_id(server):
    call = a_call("works")
    call["tracker"]["slots"] = {"dialogue_stack": None}
    answer = await (await server.post("/webhook", json=call)).json()

    assert answer["events"][-1]["value"] == {"call_id": None, "ok": True}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"next_action": "works"}', b'{"tracker": {}}'])
async def test_what_is_no_call_is_refused(server, body):
    assert (await server.post("/webhook", data=body)).status == 400


async def test_a_call_that_is_too_large_is_refused(server):
    assert (await server.post("/webhook", data=b" " * (MAX_CALL_BYTES + 1))).status == 413


async def test_it_says_when_it_is_ready(server):
    assert await (await server.get("/health")).json() == {"status": "ready"}


@pytest.mark.parametrize("action", ["works", "breaks", "slow", "unreachable", "unknown"])
async def test_logs_hold_ids_and_never_what_the_listener_said(server, action):
    with capture_logs() as lines:
        await server.post("/webhook", json=a_call(action))

    assert SECRET_WORDS not in str(lines)
    assert all(line["conversation_id"] == "c1" for line in lines)
    assert bool(lines) is (action != "works")


@pytest.mark.parametrize(
    ("action", "event", "level"),
    [
        ("unreachable", "action_failed", "warning"),
        ("slow", "action_timed_out", "warning"),
        ("breaks", "action_broke", "error"),
    ],
)
async def test_an_operator_can_tell_a_service_in_trouble_from_a_mistake_of_ours(server, action, event, level):
    with capture_logs() as lines:
        await server.post("/webhook", json=a_call(action))

    assert [(line["event"], line["log_level"]) for line in lines] == [(event, level)]
