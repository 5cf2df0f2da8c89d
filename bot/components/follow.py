"""Follows what is published while Rasa runs: reads new flows ahead of their first turn, loads the model made for them.

Conversations notice nothing: they live in the tracker store, and a turn that is under way ends on the old model.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from rasa.core.agent import Agent

from bot.components.desk_agent import keep_for_good
from bot.components.failure_log import where_it_failed
from bot.components.published import live_engine, live_version
from bot.flows.versions import Live

logger = logging.getLogger(__name__)

# Half of the time within which a publication is to be live; asking costs one `stat`.
POLL_SECONDS = 0.5


async def follow(agent: Agent, models: Path) -> None:
    """Run until cancelled. What was published before the start is what `agent` was loaded with."""
    seen = live_version()
    while True:
        await asyncio.sleep(POLL_SECONDS)
        try:
            live = live_version()
            if live is not None and live != seen:
                seen = live
                await take_over(agent, live, models)
        except Exception as error:
            # The old flows and the old model go on.
            logger.error("What was published cannot be used: %s", where_it_failed(error))


async def take_over(agent: Agent, live: Live, models: Path) -> None:
    """Load the model of a publication, where it has one that is not loaded yet, and its flows."""
    await asyncio.to_thread(live_engine)
    archive = models / live.model if live.model else None
    if archive is None or live.model == model_name(agent):
        return
    if not archive.is_file():
        logger.error("The model %s of version %s is not there.", live.model, live.number)
        return
    # In a thread: turns go on meanwhile.
    await asyncio.to_thread(agent.load_model, archive)
    # The old one goes, and the new one stays.
    keep_for_good()


def model_name(agent: Agent) -> str | None:
    """The file name of the loaded model."""
    return Path(agent.processor.model_filename).name if agent.processor else None
