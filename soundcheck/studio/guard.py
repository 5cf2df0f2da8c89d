"""Keeps the studio to the writer's own browser: only loopback names, no foreign page may ask, a strict policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A name of somebody else's that points to this machine (DNS rebinding) is refused before anything is looked at."""
    if not _is_loopback(request.host):
        raise web.HTTPMisdirectedRequest(text="The studio is only reached as 127.0.0.1 or localhost.")
    if request.method not in ("GET", "HEAD") and not _is_own_page(request):
        raise web.HTTPForbidden(text="Only the studio's own page may ask for this.")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")


def _is_loopback(host: str) -> bool:
    name, separator, port = host.rpartition(":")
    return host in LOOPBACK or (bool(separator) and name in LOOPBACK and port.isdecimal())


def _is_own_page(request: web.Request) -> bool:
    """A form cannot send JSON without asking first, and a script of another page sends that page's origin."""
    origin = request.headers.get("Origin")
    return request.content_type == "application/json" and origin in (None, f"http://{request.host}")
