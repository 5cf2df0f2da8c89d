"""The environment as the demo reads it, once, at the start. `docs/bot-contract.md` section 7 has the names."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Raises a ValidationError that names every variable that is missing."""

    model_config = SettingsConfigDict(env_prefix="SOUNDCHECK_")

    host: str = "127.0.0.1"
    demo_port: int = 8090
    data_dir: Path = Path("var")
    #: Where browsers reach the desk.
    public_url: str = "http://127.0.0.1:8080"
    account_secret: SecretStr
    identity_key: SecretStr
