"""`python -m actions`: serves the actions on loopback until it is told to stop."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable

import structlog
from aiohttp import ClientSession, web
from rasa_sdk import Action

from actions.accounts import HttpAccountService
from actions.flow_progress import progress_by
from actions.gateway import HttpGateway
from actions.json_client import JsonClient
from actions.parts import Content, all_actions
from actions.server import build_app
from actions.settings import Settings
from bot.components.article_index import index_by_meaning
from bot.components.published import engine_for


def main() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    settings = Settings()
    content = Content.load(build=index_by_meaning)
    content.index.wake()
    progress = progress_by(lambda state: engine_for(state)[1])

    def actions(session: ClientSession) -> Iterable[Action]:
        gateway = JsonClient(session, settings.gateway_address, settings.internal_secret.get_secret_value())
        accounts = JsonClient(session, settings.accounts_address, settings.account_secret.get_secret_value())
        return all_actions(content, HttpGateway(gateway), HttpAccountService(accounts), progress)

    # Rasa is the only caller, and it is on this machine.
    web.run_app(build_app(actions), host="127.0.0.1", port=settings.actions_port, access_log=None, print=None)
    # At first the encoder computes in threads of its own; an interpreter that leaves under them aborts.
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    main()
