"""Where a request comes from: the client's address behind our own proxies, and the page's origin."""

from __future__ import annotations

from aiohttp import web


def client_address(request: web.BaseRequest, proxies: frozenset[str]) -> str:
    """The nearest address that is not one of our proxies. Socket.IO's own REMOTE_ADDR is a constant here."""
    address = request.remote or "unknown"
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while address in proxies and hops:
        address = hops.pop()
    return address


def is_own_origin(request: web.BaseRequest, origins: tuple[str, ...], may_miss: bool) -> bool:
    """Whether the page that asks is ours. Only programs send no Origin; browsers always do where it matters."""
    origin = request.headers.get("Origin")
    return may_miss if origin is None else origin in origins
