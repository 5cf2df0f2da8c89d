"""The gateway's settings, read once from the environment. Names are those of docs/bot-contract.md, section 7."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SOUNDCHECK_", extra="ignore")

    data_dir: Path = Path("var")
    host: str = "127.0.0.1"
    gateway_port: int = 8080
    internal_port: int = 8081
    rasa_port: int = 5005
    demo_port: int = 8090
    database_url: str = ""
    #: One address, or several separated by commas.
    rasa_url: str = ""
    public_url: str = ""
    #: No defaults that work: `soundcheck serve` generates them.
    channel_secret: str = Field(min_length=16)
    internal_secret: str = Field(min_length=16)
    identity_key: str = Field(min_length=32)
    #: Origins whose pages may embed the widget, separated by commas.
    widget_hosts: str = ""
    #: Messages one person may send in ten seconds; an address may send ten times as many.
    rate_limit: int = 30
    #: Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas.
    trusted_proxies: str = ""
    log_level: str = "INFO"
    #: Search help by meaning too, where the bot is installed; some 250 MB once somebody reads help.
    help_vectors: bool = True
    articles_dir: Path = Path(__file__).resolve().parent.parent / "kb_articles"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'soundcheck.db'}"

    @property
    def rasa_urls(self) -> list[str]:
        return _listed(self.rasa_url) or [f"http://127.0.0.1:{self.rasa_port}"]

    @property
    def own_url(self) -> str:
        return (self.public_url or f"http://{_reachable(self.host)}:{self.gateway_port}").rstrip("/")

    @property
    def own_origins(self) -> list[str]:
        """Where our own pages come from. A gateway on loopback is also reached by its other name."""
        origins = [self.own_url]
        if _reachable(self.host) == "127.0.0.1":
            origins += [f"http://{name}:{self.gateway_port}" for name in ("127.0.0.1", "localhost")]
        return list(dict.fromkeys(origins))

    @property
    def embedding_origins(self) -> list[str]:
        return _listed(self.widget_hosts) or [f"http://{name}:{self.demo_port}" for name in ("127.0.0.1", "localhost")]

    @property
    def proxies(self) -> frozenset[str]:
        return frozenset(_listed(self.trusted_proxies))


def _listed(text: str) -> list[str]:
    return [part.strip().rstrip("/") for part in text.split(",") if part.strip()]


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host
