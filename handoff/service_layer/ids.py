"""New identifiers: opaque, unguessable, and never an e-mail address or an account."""

from __future__ import annotations

import hashlib
import secrets
import uuid


def new_id() -> str:
    return uuid.uuid4().hex


def new_secret() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is stored of a secret. Plain SHA-256 is enough for one that nobody chose."""
    return hashlib.sha256(secret.encode()).hexdigest()
