"""The environment as the action server reads it, once, at the start. `docs/bot-contract.md` section 7 has the names."""

from __future__ import annotations

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Raises a ValidationError that names every variable that is missing."""

    model_config = SettingsConfigDict(env_prefix="SOUNDCHECK_")

    actions_port: int = 5055
    internal_url: str = "http://127.0.0.1:8081"
    internal_secret: SecretStr
    account_url: str = "http://127.0.0.1:8090"
    account_secret: SecretStr
