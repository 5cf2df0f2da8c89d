"""The built pages of `handoff/web/dist`, cached as long as their names allow."""

from __future__ import annotations

from pathlib import Path

import jinja2
from aiohttp import web

_TEMPLATES = Path(__file__).with_name("templates")
#: Their names change with their content.
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
#: Looked at again at every load, and then usually answered with 304.
_CHECKED = {"Cache-Control": "no-cache"}
#: The host's pages keep this for a while, and are on other origins.
_EMBEDDED = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}


class BuiltPages:
    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/widget.js", self._script)
        app.router.add_get("/assets/{name}", self._asset)
        for name in ("widget", "console"):
            app.router.add_get(f"/{name}", self._with_slash)
            app.router.add_get(f"/{name}/", self._page)

    async def _with_slash(self, request: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently(request.path + "/")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        # Read at every request, so that a build that ends after the start is seen.
        path = self._directory / request.path.strip("/") / "index.html"
        if not path.is_file():
            environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True)
            text = environment.get_template("not_built.html").render()
            return web.Response(text=text, content_type="text/html", status=503, headers=_CHECKED)
        return web.FileResponse(path, headers=_CHECKED)

    async def _script(self, request: web.Request) -> web.StreamResponse:
        path = self._directory / "widget.js"
        if not path.is_file():
            text = 'console.error("Soundcheck: the pages are not built yet; `make serve` builds them.");'
            return web.Response(text=text, content_type="text/javascript", status=503, headers=_CHECKED)
        return web.FileResponse(path, headers=_EMBEDDED)

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = self._directory / "assets" / request.match_info["name"]
        if path.parent.name != "assets" or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_FOR_EVER)
