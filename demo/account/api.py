"""Serves the accounts as `openapi.yaml` describes it, to those who know the secret."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone

from aiohttp import web

from demo.account.store import AccountStore

_DAYS = range(1, 366)

Handler = Callable[[web.Request], Awaitable[web.Response]]


def add_account_api(app: web.Application, store: AccountStore, secret: str) -> None:
    """Add the two requests to an application."""

    def for_the_desk(handler: Handler) -> Handler:
        async def checked(request: web.Request) -> web.Response:
            given = request.headers.get("Authorization", "").encode()
            if not hmac.compare_digest(given, f"Bearer {secret}".encode()):
                return _refused(401, "unauthorised", "Send the shared secret as a bearer token.")
            return await handler(request)

        return checked

    async def account(request: web.Request) -> web.Response:
        found = store.account(request.match_info["account_id"])
        return web.json_response(found) if found else _no_account()

    async def charges(request: web.Request) -> web.Response:
        days = request.query.get("days", "90")
        if not days.isascii() or not days.isdigit() or int(days[:4]) not in _DAYS:
            return _refused(400, "bad_request", "days is a number from 1 to 365.")
        since = datetime.now(timezone.utc) - timedelta(days=int(days))
        found = store.charges(request.match_info["account_id"], since)
        return web.json_response(found) if found else _no_account()

    app.router.add_get("/v1/accounts/{account_id}", for_the_desk(account))
    app.router.add_get("/v1/accounts/{account_id}/charges", for_the_desk(charges))


def _no_account() -> web.Response:
    return _refused(404, "not_found", "There is no such account.")


def _refused(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message}, status=status)
