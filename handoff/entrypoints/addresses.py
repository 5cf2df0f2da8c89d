"""Where a request comes from: the client's address behind our own proxies, and the page's origin."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from aiohttp import web


def client_address(request: web.BaseRequest, proxies: frozenset[str]) -> str:
    """The nearest address that is not one of our proxies, of IPv6 the network that one customer is given.

    Socket.IO's own REMOTE_ADDR is a constant here.
    """
    address = request.remote or "unknown"
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while address in proxies and hops:
        address = hops.pop()
    return _network(address)


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    # Who has a /64 has more addresses than any limit could count.
    return f"{IPv6Address(int(known) >> 64 << 64)}/64"


def is_own_origin(request: web.BaseRequest, origins: tuple[str, ...], may_miss: bool) -> bool:
    """Whether the page that asks is ours. Only programs send no Origin; browsers always do where it matters."""
    origin = request.headers.get("Origin")
    return may_miss if origin is None else origin in origins
