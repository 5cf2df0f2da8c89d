"""Stands for Rasa: speaks section 1 of docs/bot-contract.md, thinks as long, says always the same to the same message.

`python -m tests.faults.scripted_bot <port>`. Its secret comes from the environment, like Rasa's.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import sys

from aiohttp import web

THINKS_SECONDS = 0.05
TURN = {
    "intent": "other",
    "topic": None,
    "confidence": 0.9,
    "flow": None,
    "flow_name": None,
    "step": None,
    "steps_tried": [],
    "facts": [],
    "findings": [],
    "articles_shown": [],
    "sentiment": 0.0,
}


def build_app(secret: str) -> web.Application:
    async def turn(request: web.Request) -> web.Response:
        body = await request.read()
        signed = request.headers["X-Soundcheck-Timestamp"].encode() + b"." + body
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, request.headers["X-Soundcheck-Signature"]):
            return web.json_response({"status": "unauthorized"}, status=401)
        heard = await request.json()
        await asyncio.sleep(THINKS_SECONDS)
        events = [{"type": "text", "text": f"reply to {heard['text']}", "buttons": []}]
        return web.json_response({"status": "complete", "events": events, "turn": TURN})

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ready"})

    app = web.Application()
    app.router.add_post("/webhooks/soundcheck/webhook", turn)
    app.router.add_get("/webhooks/soundcheck/health", health)
    return app


if __name__ == "__main__":
    web.run_app(build_app(os.environ["SOUNDCHECK_CHANNEL_SECRET"]), host="127.0.0.1", port=int(sys.argv[1]), print=None)
