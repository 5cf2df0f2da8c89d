"""The agents' session cookie: out of reach of scripts and of other sites."""

from __future__ import annotations

from aiohttp import web

from handoff.service_layer.deadlines import SESSION_LIFE

SESSION_COOKIE = "soundcheck_session"


def set_session(response: web.StreamResponse, secret: str, is_https: bool) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_https,
    )


def clear_session(response: web.StreamResponse) -> None:
    response.del_cookie(SESSION_COOKIE, path="/")
