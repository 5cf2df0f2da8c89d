"""What is measured: bot turns, messages between people, starts, memory, and the weight of the widget."""

from __future__ import annotations

import asyncio
import gzip
import time
from pathlib import Path

from soundcheck.bench import processor
from soundcheck.bench.figures import milliseconds
from soundcheck.settings import ROOT
from soundcheck.trial import Trial, running

CONVERSATIONS = 20
MESSAGES = 60
#: The gateway lets one person send 30 messages in ten seconds.
PACE_SECONDS = 0.35
PROBLEM = "my songs keep skipping on my iphone when I'm offline"
DIAGNOSTICS: dict[str, object] = {
    "platform": "phone",
    "device": "iPhone 13",
    "os": "iOS 18.1",
    "app_version": "8.9.12",
    "network": {"type": "cellular", "metered": True},
    "settings": {"offline_mode": True, "download_over_cellular": False},
    "downloads": {"songs": 214, "queued": 37},
}


async def turn(desk: Trial) -> dict[str, object]:
    """From a listener's message to the bot's first reply: with an action that is asked first, and without.

    And the processor time of each process a turn, which does not depend on what else the machine does.
    """
    # Here, because its library takes a second to load and other commands would wait for it.
    from soundcheck.bench import talking

    first, second = [], []
    async with talking.listener(desk.gateway) as line:
        # What the first turn loads for good is no cost of a turn.
        await line.say(await talking.start(line, DIAGNOSTICS), PROBLEM)
        await line.hears("bot")
        before = processor.now(desk.pids())
        for _ in range(CONVERSATIONS):
            conversation = await talking.start(line, DIAGNOSTICS)
            for text, samples in ((PROBLEM, first), ("yes they do", second)):
                line.forget()
                started = time.perf_counter()
                await line.say(conversation, text)
                samples.append(await line.hears("bot") - started)
                await asyncio.sleep(PACE_SECONDS)
        spent = processor.since(before, desk.pids(), turns=len(first) + len(second))
    return {"with_an_action": milliseconds(first), "an_answer": milliseconds(second), "processor_ms": spent}


async def message(desk: Trial) -> dict[str, object]:
    """From an agent's message to the listener's page, and how long each waits for the acknowledgement."""
    from soundcheck.bench import talking

    acknowledged, delivered = [], []
    async with talking.listener(desk.gateway) as line, talking.agent(desk.gateway, desk.demo_agent) as agent:
        conversation = await talking.start(line)
        await line.ask("request_handoff", conversation_id=conversation)
        await agent.ask("accept_conversation", conversation_id=conversation)
        line.forget()
        for number in range(MESSAGES):
            started = time.perf_counter()
            acknowledged.append(await agent.say(conversation, f"message {number}"))
            delivered.append(await line.hears("agent") - started)
            await asyncio.sleep(PACE_SECONDS)
        await agent.ask("resolve_conversation", conversation_id=conversation, cause="Measured.", prevention="")
    return {"acknowledged": milliseconds(acknowledged), "delivered": milliseconds(delivered)}


def start(directory: Path) -> dict[str, object]:
    """Until every part is ready: on an empty data directory, and again. The model is trained already."""
    seconds = []
    for _ in range(2):
        with running(directory) as desk:
            seconds.append(round(desk.seconds_to_ready, 1))
    return {"first_s": seconds[0], "second_s": seconds[1]}


def memory(desk: Trial) -> dict[str, object]:
    """The proportional set size of each process: what it would free by going."""
    sizes = {module: _pss_mb(pid) for module, pid in {**desk.pids(), "soundcheck": desk.process.pid}.items()}
    return {**{f"{module}_mb": size for module, size in sizes.items()}, "all_mb": round(sum(sizes.values()), 1)}


def widget(dist: Path = ROOT / "handoff" / "web" / "dist") -> dict[str, object]:
    """What a visitor of the host page loads, compressed: the script tag, and the frame once it is opened."""
    frame = dist / "widget" / "index.html"
    page = frame.read_text(encoding="utf-8")
    loaded = [path for path in (dist / "assets").rglob("*") if path.suffix in (".js", ".css") and path.name in page]
    return {
        "script_tag_kb": _compressed_kb([dist / "widget.js"]),
        "frame_kb": _compressed_kb([frame, *loaded]),
        "frame_files": len(loaded) + 1,
    }


def _pss_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Pss:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise RuntimeError(f"/proc/{pid}/smaps_rollup has no Pss")


def _compressed_kb(paths: list[Path]) -> float:
    return round(sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1000, 1)
