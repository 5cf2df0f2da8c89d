"""Serves the page of a fictional music app that has the widget on it, and the identity tokens for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, select_autoescape

from demo.identity import identity_token
from demo.scenario import Scenario

PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True)
class HostPage:
    """Everything the page needs to know."""

    brand: str
    desk_url: str
    scenarios: Mapping[str, Scenario]
    #: Of each account.
    names: Mapping[str, str]
    identity_key: str


def add_host_page(app: web.Application, page: HostPage) -> None:
    environment = Environment(loader=FileSystemLoader(PAGE), autoescape=select_autoescape(), auto_reload=False)
    template = environment.get_template("index.html")

    async def index(request: web.Request) -> web.Response:
        chosen = page.scenarios.get(request.query.get("scenario", ""))
        html = template.render(
            brand=page.brand,
            desk_url=page.desk_url,
            scenarios=page.scenarios.values(),
            chosen=chosen,
            name=page.names.get(chosen.account_id or "") if chosen else None,
            bundle=json.dumps(chosen.diagnostics, indent=2, ensure_ascii=False) if chosen else "",
        )
        return web.Response(text=html, content_type="text/html", headers=_headers(page.desk_url))

    async def token(request: web.Request) -> web.Response:
        """Anybody may ask: the listeners are made up. A real host signs for whoever is logged in with it."""
        scenario = page.scenarios.get(request.query.get("scenario", ""))
        if scenario is None or scenario.account_id is None:
            raise web.HTTPNotFound(text="Nobody is logged in here.")
        name = page.names[scenario.account_id]
        signed = identity_token(scenario.account_id, name, page.identity_key, datetime.now(timezone.utc))
        return web.Response(text=signed, headers={"Cache-Control": "no-store"})

    app.router.add_get("/", index)
    app.router.add_get("/identity-token", token)
    app.router.add_static("/page", PAGE)


def _headers(desk_url: str) -> dict[str, str]:
    """The page runs its own script and the desk's, frames the desk, and nothing else."""
    policy = (
        "default-src 'self'; "
        f"script-src 'self' {desk_url}; frame-src {desk_url}; connect-src 'self' {desk_url}; "
        # The widget places its launcher and its frame by style attributes.
        f"style-src 'self' 'unsafe-inline' {desk_url}; img-src 'self' data: {desk_url}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
