"""The environment as the action server reads it, once, at the start. `docs/bot-contract.md` section 7 has the names."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Raises a ValidationError that names every variable that is missing."""

    model_config = SettingsConfigDict(env_prefix="SOUNDCHECK_", env_ignore_empty=True)

    actions_port: int = 5055
    internal_port: int = 8081
    demo_port: int = 8090
    #: Where the addresses do not follow from the ports.
    internal_url: str = ""
    account_url: str = ""
    internal_secret: SecretStr = Field(min_length=1)
    account_secret: SecretStr = Field(min_length=1)

    @property
    def gateway_address(self) -> str:
        return self.internal_url or f"http://127.0.0.1:{self.internal_port}"

    @property
    def accounts_address(self) -> str:
        return self.account_url or f"http://127.0.0.1:{self.demo_port}"
