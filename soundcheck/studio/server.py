"""The studio's web application: a page, what it shows as JSON, and one way to write: a new flow test."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.flows.model import Flow
from soundcheck.flows import guess
from soundcheck.flows.keep import CannotKeep
from soundcheck.flows.project import shown
from soundcheck.settings import ROOT
from soundcheck.studio.changes import Changes
from soundcheck.studio.checks import check
from soundcheck.studio.conversation_view import conversation_view
from soundcheck.studio.flow_view import file_view, flow_view
from soundcheck.studio.guard import add_headers, guard
from soundcheck.studio.overview import overview
from soundcheck.studio.play import CannotPlay, play
from soundcheck.studio.saving import save
from soundcheck.studio.script import Script
from soundcheck.studio.workspace import Workspace

PAGE = Path(__file__).parent / "page"
#: What the page shares with the others: the colours, and the small parts.
COLOURS = ROOT / "handoff" / "entrypoints" / "templates" / "help" / "colours.css"
THEME = ROOT / "handoff" / "web" / "shared" / "theme.css"
MAX_REQUEST = 200_000

Body = TypeVar("Body", bound=BaseModel)


class Saving(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=200)
    script: Script


class Testing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    flow: str = Field(max_length=100)


class Studio:
    """The handlers. Reading files and playing are work for a thread, so that a page waits for nobody else."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def colours(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(COLOURS)

    async def theme(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(THEME)

    async def overview(self, _: web.Request) -> web.Response:
        return web.json_response(overview(self._workspace.snapshot))

    async def flow(self, request: web.Request) -> web.Response:
        flow, snapshot = self._flow(request.query.get("id", "")), self._workspace.snapshot
        try:
            return web.json_response(await asyncio.to_thread(flow_view, snapshot, flow))
        except (KeyError, ValueError, AttributeError):
            # A file that was broken from the start may be too incomplete for a picture.
            return web.json_response({"name": flow.name, **file_view(snapshot, flow.where.file)})

    async def file(self, request: web.Request) -> web.Response:
        name, snapshot = request.query.get("name", ""), self._workspace.snapshot
        if name not in snapshot.sources and not snapshot.problems_in(name):
            return _refused(404, "There is no such file.")
        return web.json_response(file_view(snapshot, name))

    async def play(self, request: web.Request) -> web.Response:
        script, bundle = await _body(request, Script), self._workspace.snapshot.bundle
        try:
            return web.json_response(await asyncio.to_thread(lambda: conversation_view(bundle, play(bundle, script))))
        except CannotPlay as reason:
            return _refused(409, str(reason))
        except (KeyError, ValueError, AttributeError):
            return _refused(409, "This flow can be tried when its problems are mended.")

    async def tests(self, request: web.Request) -> web.Response:
        flow = self._flow((await _body(request, Testing)).flow)
        bundle, folder = self._workspace.snapshot.bundle, self._workspace.tests
        return web.json_response(await asyncio.to_thread(check, bundle, folder, flow.id))

    async def save(self, request: web.Request) -> web.Response:
        body, bundle = await _body(request, Saving), self._workspace.snapshot.bundle
        try:
            path = await asyncio.to_thread(save, bundle, self._workspace.tests, body.name.strip(), body.script)
        except (CannotKeep, CannotPlay) as reason:
            return _refused(409, f"Not saved: {reason}.")
        return web.json_response({"file": shown(path)})

    def _flow(self, flow_id: str) -> Flow:
        flow = self._workspace.snapshot.bundle.flows.get(flow_id)
        if flow is None:
            raise web.HTTPNotFound(text="There is no such flow.")
        return flow


def build_app(workspace: Workspace) -> web.Application:
    app = web.Application(middlewares=[guard], client_max_size=MAX_REQUEST)
    app.on_response_prepare.append(add_headers)
    studio, changes = Studio(workspace), Changes(workspace)
    app.cleanup_ctx.append(changes.run)
    app.on_shutdown.append(changes.close)
    app.on_startup.append(_warm_up)
    app.add_routes(
        [
            web.get("/", studio.index),
            web.get("/colours.css", studio.colours),
            web.get("/theme.css", studio.theme),
            web.get("/api/changes", changes.stream),
            web.get("/api/overview", studio.overview),
            web.get("/api/flow", studio.flow),
            web.get("/api/file", studio.file),
            web.post("/api/play", studio.play),
            web.post("/api/tests", studio.tests),
            web.post("/api/save", studio.save),
            web.static("/page", PAGE),
        ]
    )
    return app


async def _warm_up(app: web.Application) -> None:
    """The examples of data/nlu take a second to read; the first typed sentence should not wait for it."""
    app[WARMING] = asyncio.create_task(asyncio.to_thread(guess.guesser))


WARMING: web.AppKey[asyncio.Task[Any]] = web.AppKey("warming", asyncio.Task)


async def _body(request: web.Request, kind: type[Body]) -> Body:
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest(text=f"{error.error_count()} mistakes in the request.") from None


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)
