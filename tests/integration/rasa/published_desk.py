"""The small project with its versions: what a test of publishing changes, and what it expects to be said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.components import published
from bot.flows import load_bundle
from bot.flows.versions import Version, VersionStore
from bot.flows.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.integration.rasa.conftest import Bot

PROBLEM = "my songs keep skipping"
QUESTION = "Where do you listen?"
REMEDY = "Please reopen the app. Does it work now?"
PHONE = "/SetSlots(platform=phone)"
YES = "/SetSlots(restarted=true)"


@dataclass
class Desk:
    """The small project, its versions, and the bot that serves them."""

    bot: Bot
    project: Path
    drafts: Path
    store: VersionStore

    def publish(self, *edits: tuple[str, str], model: str | None = None) -> int:
        """The flows of the project with these edits become live."""
        number = self.stage(*edits)
        self.store.go_live(number, model)
        return number

    def stage(self, *edits: tuple[str, str]) -> int:
        text = (self.project / "data" / "flows" / "small.yml").read_text(encoding="utf-8")
        for before, after in edits:
            assert before in text
            text = text.replace(before, after)
        draft = self.drafts / str(len(list(self.drafts.iterdir())))
        draft.mkdir()
        (draft / "small.yml").write_text(text, encoding="utf-8")
        bundle = load_bundle(draft, {"name": "Tonada"})
        about = Version(0, "2026-11-25T12:00:00Z", "Sam", "", (), bundle.fingerprint, Vocabulary.of(bundle))
        return self.store.add(draft, self.project / "data" / "brand.yml", about).number

    def lose(self, number: int) -> None:
        """The version is gone from the disk, and no process has it in memory any more."""
        self.store.remove(number)
        published.forget()
