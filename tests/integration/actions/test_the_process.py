"""`python -m actions` as it is started: with the project's own articles and flows, small, and without Rasa's weight."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import aiohttp
import psutil
import pytest

from tests.unit.actions.action_fakes import a_tracker_state
from tests.waiting import until

#: With the sentence encoder for the article search, and while it computes the first vectors.
MOST_MEGABYTES = 350
SECRETS = {"SOUNDCHECK_INTERNAL_SECRET": "a", "SOUNDCHECK_ACCOUNT_SECRET": "b"}
HEAVY = ("tensorflow", "rasa", "torch", "spacy", "sklearn")


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOUNDCHECK_")}
    return {**kept, **changes}


@pytest.fixture
async def actions(unused_tcp_port, session):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "actions"),
        env=environment(SOUNDCHECK_ACTIONS_PORT=str(unused_tcp_port), **SECRETS),
    )
    url = f"http://127.0.0.1:{unused_tcp_port}"

    async def ready() -> bool:
        assert process.returncode is None
        try:
            async with session.get(f"{url}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientConnectionError:
            return False

    try:
        await until(ready, seconds=60, what="the action server")
        yield process, url
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0


@pytest.fixture
def slug() -> str:
    """Any article of the project."""
    directory = Path("kb_articles")
    return min(directory.glob("*/*.md")).relative_to(directory).with_suffix("").as_posix()


async def test_it_shows_the_projects_own_articles_within_its_memory(actions, session, slug):
    process, url = actions
    call = {"next_action": "action_show_article", "tracker": a_tracker_state(article=slug)}
    async with session.post(f"{url}/webhook", json=call) as response:
        answer = await response.json()

    assert answer["events"][-1]["value"] == {"call_id": "call-1", "ok": True}
    assert answer["responses"][0]["custom"]["slug"] == slug
    assert psutil.Process(process.pid).memory_info().rss < MOST_MEGABYTES * 2**20


def test_it_imports_nothing_heavy():
    loaded = subprocess.run(
        [sys.executable, "-c", "import actions.__main__, sys; print(*sys.modules)"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert [module for module in loaded if module.split(".")[0] in HEAVY] == []


def test_without_its_secrets_it_does_not_start_and_says_which():
    refused = subprocess.run(
        [sys.executable, "-m", "actions"], env=environment(), capture_output=True, text=True, timeout=60
    )

    assert refused.returncode != 0
    assert "internal_secret" in refused.stderr
    assert "account_secret" in refused.stderr
