"""Puts the demo together: the account service and the host page, in one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from aiohttp import web
from ruamel.yaml import YAML

from demo.account.api import add_account_api
from demo.account.store import AccountStore, demo_accounts
from demo.host_page import HostPage, add_host_page
from demo.scenario import load_scenarios
from demo.settings import Settings

BRAND = Path(__file__).parent.parent / "data" / "brand.yml"


def build_app(settings: Settings) -> web.Application:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = AccountStore(settings.data_dir / "demo.db")
    accounts = demo_accounts()
    store.fill(accounts, datetime.now(timezone.utc))
    app = web.Application()

    async def closing(_: web.Application) -> AsyncIterator[None]:
        yield
        store.close()

    app.cleanup_ctx.append(closing)
    add_account_api(app, store, settings.account_secret.get_secret_value())
    brand: dict[str, Any] = YAML(typ="safe").load(BRAND)
    page = HostPage(
        brand=brand["name"],
        desk_url=settings.desk_url,
        scenarios=load_scenarios(),
        names={account_id: account["name"] for account_id, account in accounts.items()},
        identity_key=settings.identity_key.get_secret_value(),
    )
    add_host_page(app, page)
    app.router.add_get("/health", _health)
    return app


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ready"})
