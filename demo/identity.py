"""Signs who the listener is, as the backend of a streaming service would. `docs/bot-contract.md` section 5."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import jwt

#: The desk accepts no longer one. The widget asks for a new token whenever it needs one.
LIFETIME = timedelta(minutes=5)


def identity_token(account_id: str, name: str, key: str, now: datetime) -> str:
    return jwt.encode(
        {
            "iss": "host",
            "aud": "soundcheck",
            "sub": account_id,
            "name": name,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": uuid.uuid4().hex,
        },
        key,
        algorithm="HS256",
    )
