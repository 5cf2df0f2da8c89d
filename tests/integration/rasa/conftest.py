"""A small project, trained once for all tests here, and a bot that is asked in the same process.

The actions are a stub; Rasa, our components and the channel are real.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.components.rasa_environment import import_rasa_quietly, prepare_environment

prepare_environment(threads=1)
import_rasa_quietly()

from rasa.utils.endpoints import ClientResponseError, EndpointConfig  # noqa: E402

from bot.components import published  # noqa: E402
from bot.components.action_endpoint import read_answers_quickly  # noqa: E402
from bot.components.channel import SoundcheckInput  # noqa: E402
from bot.components.desk_agent import DeskAgent  # noqa: E402
from bot.components.response_generator import FlowResponseGenerator  # noqa: E402
from bot.components.tracker_store import LiveTrackerStore  # noqa: E402
from bot.components.turn_request import signature_of  # noqa: E402
from tests.integration.rasa.published_desk import Desk  # noqa: E402

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
SECRET = "secret of the tests"
read_answers_quickly()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small flows and examples with the real configuration, domain and gazetteers."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "data" / "gazetteers", folder / "data" / "gazetteers")
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def model(project: Path) -> Path:
    from bot.components.train import train

    with _working_in(project):
        return project / train()


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    os.environ["SOUNDCHECK_DATA_DIR"] = str(folder / "var")
    try:
        yield
    finally:
        os.chdir(before)
        del os.environ["SOUNDCHECK_DATA_DIR"]


class StubActions(EndpointConfig):
    """The action server: answers by action name; None is a server error, an exception is a broken connection."""

    def __init__(self) -> None:
        super().__init__("http://actions.invalid/webhook")
        self.called: list[str] = []
        self.answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]] | Exception] = {}

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        name, tracker = kwargs["json"]["next_action"], kwargs["json"]["tracker"]
        self.called.append(name)
        answer = self.answers.get(name)
        if answer is None:
            raise ClientResponseError(500, "Internal Server Error", b"boom")
        if isinstance(answer, Exception):
            raise answer
        return answer(tracker)


def acknowledged(events: list[dict[str, Any]] = (), responses: list[dict[str, Any]] = ()) -> Callable[..., Any]:
    """An action that succeeds: its events, its messages, and the acknowledgement of the bot contract."""

    def answer(tracker: dict[str, Any]) -> dict[str, Any]:
        call_id = tracker["slots"]["dialogue_stack"]["pending"]["call_id"]
        done = {"event": "slot", "name": "flow_call_result", "value": {"call_id": call_id, "ok": True}}
        return {"events": [*events, done], "responses": list(responses)}

    return answer


@dataclass
class Bot:
    """Asks the channel as the gateway does. `restart` is a new process: only the files survive."""

    model: Path
    file: Path
    actions: StubActions = field(default_factory=StubActions)
    sent: int = 0

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        store = LiveTrackerStore(path=str(self.file))
        self.agent = DeskAgent.load(
            self.model, generator=FlowResponseGenerator(), tracker_store=store, action_endpoint=self.actions
        )
        self.store = self.agent.tracker_store
        self.channel = SoundcheckInput(SECRET)

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
        stamp = str(int(time.time()))
        signed = {"X-Soundcheck-Timestamp": stamp, "X-Soundcheck-Signature": signature_of(SECRET, stamp, body)}
        app = SimpleNamespace(ctx=SimpleNamespace(agent=self.agent))
        answer = await self.channel.receive(
            SimpleNamespace(body=body, headers=signed if headers is None else headers, app=app)  # type: ignore[arg-type]
        )
        return answer.status, json.loads(answer.body)

    async def turn(self, text: str, conversation: str = "c1", **fields: Any) -> dict[str, Any]:
        status, answer = await self.try_turn(text, conversation, **fields)
        assert status == 200, answer
        return answer

    async def try_turn(self, text: str, conversation: str = "c1", **fields: Any) -> tuple[int, dict[str, Any]]:
        self.sent += 1
        turn = {"conversation_id": conversation, "message_id": f"{conversation}:{self.sent}", "text": text, **fields}
        return await self.post(json.dumps(turn).encode())


def texts(answer: dict[str, Any]) -> list[str]:
    return [event["text"] for event in answer["events"] if event["type"] == "text"]


@pytest.fixture
def bot(model: Path, project: Path, tmp_path: Path) -> Iterator[Bot]:
    with _working_in(project):
        bot = Bot(model, tmp_path / "rasa.db")
        bot.actions.answers["action_read_diagnostics"] = acknowledged(
            [{"event": "slot", "name": "findings", "value": [{"finding_id": "storage_low", "text": "Little room."}]}]
        )
        yield bot
        bot.store.close()


@pytest.fixture
def desk(bot: Bot, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path / "desk"))
    (tmp_path / "drafts").mkdir()
    published.forget()
    yield Desk(bot, project, tmp_path / "drafts", published.store())
    published.forget()
