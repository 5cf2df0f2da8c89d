"""`python -m bot.components.serve`: Rasa on loopback with our channel and nothing else, no API, no CORS.

Answers /webhooks/soundcheck/health with 503 until the model is loaded.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from asyncio import AbstractEventLoop
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.components.rasa_environment import import_rasa_quietly, prepare_environment, quiet_warnings
from bot.components.train import is_current

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
DEFAULT_PORT = 5005
DEFAULT_ACTIONS_URL = "http://127.0.0.1:5055"
ACTION_TIMEOUT_SECONDS = 15


def build_app(models: str = "models") -> Sanic:
    """The Sanic application; the model is loaded when it starts."""
    from rasa.core.run import configure_app, create_http_input_channels
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints
    from rasa.exceptions import ModelNotFound

    from bot.components.action_endpoint import ImpatientEndpoint, read_answers_quickly
    from bot.components.desk_agent import DeskAgent, keep_for_good
    from bot.components.follow import follow

    read_answers_quickly()
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action = ImpatientEndpoint.like(endpoints.action, ACTION_TIMEOUT_SECONDS)
    app = configure_app(create_http_input_channels(None, "credentials.yml"), enable_api=False)

    async def load(app: Sanic, loop: AbstractEventLoop) -> None:
        store = TrackerStore.create(endpoints.tracker_store)
        try:
            agent = DeskAgent.load(
                models, generator=endpoints.nlg, tracker_store=store, action_endpoint=endpoints.action
            )
        except ModelNotFound:
            sys.exit("There is no model to serve. Train one: python -m bot.components.train")
        await _warm_up(agent)
        keep_for_good()
        app.ctx.agent = agent
        app.ctx.following = loop.create_task(follow(agent, Path(models)))

    async def close(app: Sanic, _: AbstractEventLoop) -> None:
        if following := getattr(app.ctx, "following", None):
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
        if agent := getattr(app.ctx, "agent", None):
            agent.tracker_store.close()
        await endpoints.action.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(close, "after_server_stop")
    return app


async def _warm_up(agent: Any) -> None:
    """The first sentence loads the encoder; no listener should wait for it."""
    await agent.parse_message("hello")


def main() -> None:
    prepare_environment(threads=1)
    import_rasa_quietly()
    os.environ.setdefault("SOUNDCHECK_ACTIONS_URL", DEFAULT_ACTIONS_URL)
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    configure_logging_and_warnings(logging.WARNING)
    quiet_warnings()
    if not is_current():
        logger.warning("The newest model is older than the files it is made of: python -m bot.components.train")
    port = int(os.environ.get("SOUNDCHECK_RASA_PORT", DEFAULT_PORT))
    build_app().run(host=HOST, port=port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
