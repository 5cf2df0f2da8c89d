"""What browsers are told to refuse: foreign scripts, foreign frames, guessed types."""

from __future__ import annotations

from aiohttp import web

from handoff.entrypoints.parts import Site

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    def __init__(self, site: Site) -> None:
        sockets = " ".join(origin.replace("http", "ws", 1) for origin in site.own_origins)
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
            f"connect-src 'self' {sockets}; base-uri 'none'; form-action 'self'; frame-ancestors "
        )
        self._embedding = " ".join(["'self'", *site.embedding_origins])
        self._is_https = site.is_https

    async def add(self, request: web.Request, response: web.StreamResponse) -> None:
        """Only the widget may be framed, and only by the hosts that were named."""
        is_widget = request.path.startswith("/widget")
        is_help = request.path.startswith("/help")
        headers = response.headers
        headers["Content-Security-Policy"] = self._policy + (self._embedding if is_widget else "'none'")
        if is_help:
            # Help pages embed the widget as any host page does.
            headers["Content-Security-Policy"] += "; frame-src 'self'"
        headers["X-Content-Type-Options"] = "nosniff"
        # Without a referrer, browsers call the origin of a plain form "null", and votes would be refused.
        headers["Referrer-Policy"] = "same-origin" if is_help else "no-referrer"
        headers["Permissions-Policy"] = _PERMISSIONS
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not is_widget:
            headers["X-Frame-Options"] = "DENY"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if self._is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
