"""Every one of several workers has what is published: they share a folder, and tell each other nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.components.turn_request import signature_of
from soundcheck import settings
from soundcheck.flows import running_bot
from soundcheck.settings import PORTS, ROOT, Settings
from soundcheck.trial import free_ports
from tests.integration.rasa.conftest import texts
from tests.integration.rasa.published_desk import PROBLEM, QUESTION, Desk
from tests.waiting import until

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(300)]

START_SECONDS = 120.0
SEEN_SECONDS = 20.0


@contextlib.asynccontextmanager
async def worker(project: Path, data_dir: Path) -> AsyncIterator[Settings]:
    """An assistant of its own process and port, at work with the desk's folder."""
    ports = dict(zip(PORTS, map(str, free_ports(len(PORTS))), strict=True))
    config = settings.load({**ports, "SOUNDCHECK_DATA_DIR": str(data_dir)})
    environment = {**config.environment, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
    serve = (sys.executable, "-m", "bot.components.serve")
    process = await asyncio.create_subprocess_exec(*serve, cwd=project, env=environment)
    try:
        await until(lambda: running_bot.at_work(config) is not None, START_SECONDS)
        yield config
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)


def said(config: Settings, conversation: str) -> str:
    """The last text of the worker's answer to a new listener."""
    turn = {"conversation_id": conversation, "message_id": f"{conversation}:1", "text": PROBLEM}
    body = json.dumps(turn).encode()
    stamp = str(int(time.time()))
    signature = signature_of(config["CHANNEL_SECRET"], stamp, body)
    headers = {"X-Soundcheck-Timestamp": stamp, "X-Soundcheck-Signature": signature}
    request = urllib.request.Request(config["RASA_URL"] + "/webhooks/soundcheck/webhook", body, headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        return texts(json.load(answer))[-1]


async def test_each_worker_begins_new_conversations_on_what_was_published_last(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    async with worker(desk.project, tmp_path / "desk") as one, worker(desk.project, tmp_path / "desk") as other:
        assert [said(one, "a"), said(other, "b")] == [QUESTION, QUESTION]

        number = desk.publish((QUESTION, "On what do you listen?"))

        assert running_bot.wait_for(one, number, SEEN_SECONDS) and running_bot.wait_for(other, number, SEEN_SECONDS)
        assert [said(one, "c"), said(other, "d")] == ["On what do you listen?"] * 2
