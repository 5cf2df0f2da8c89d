"""The environment as the demo reads it, once, at the start. `docs/bot-contract.md` section 7 has the names."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Raises a ValidationError that names every variable that is missing."""

    model_config = SettingsConfigDict(env_prefix="SOUNDCHECK_", env_ignore_empty=True)

    host: str = "127.0.0.1"
    demo_port: int = 8090
    gateway_port: int = 8080
    data_dir: Path = Path("var")
    public_url: str = ""
    account_secret: SecretStr = Field(min_length=1)
    identity_key: SecretStr = Field(min_length=1)

    @property
    def desk_url(self) -> str:
        """Where browsers reach the desk. One that listens on every address is reached by loopback's name."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.gateway_port}"
