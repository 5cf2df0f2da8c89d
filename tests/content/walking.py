"""Plays a conversation with the flows alone: no Rasa, no network. Actions are played by setting their slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.flows import Engine, Listen, Run, Say, load_bundle, render
from bot.flows.effects import Outcome
from bot.flows.heard import Entity, Heard
from bot.flows.model import Bundle

ROOT = Path(__file__).resolve().parents[2]
FLOWS = ROOT / "data" / "flows"
ARTICLES = ROOT / "kb_articles"

#: The actions of docs/bot-contract.md.
ACTIONS = frozenset(
    {
        "action_read_diagnostics",
        "action_read_account",
        "action_read_charges",
        "action_search_articles",
        "action_show_article",
        "action_open_ticket",
        "action_request_handoff",
    }
)
FINDINGS = (
    "offline_mode_on",
    "downloads_wifi_only",
    "download_queue_stuck",
    "storage_low",
    "song_limit_reached",
    "device_limit_reached",
    "offline_too_long",
    "battery_saver_on",
    "data_saver_on",
    "app_outdated",
    "plan_without_downloads",
    "network_weak",
)


@cache
def brand() -> dict[str, Any]:
    return dict(YAML(typ="safe").load((ROOT / "data" / "brand.yml").read_text(encoding="utf-8")))


@cache
def slugs() -> frozenset[str]:
    return frozenset(path.relative_to(ARTICLES).with_suffix("").as_posix() for path in ARTICLES.rglob("*.md"))


@cache
def bundle() -> Bundle:
    return load_bundle(FLOWS, brand(), slugs(), ACTIONS)


def found(*findings: str, **slots: Any) -> dict[str, Any]:
    """What action_read_diagnostics leaves of an app that reports itself: those named hold, the others do not."""
    assert set(findings) <= set(FINDINGS)
    return {**{f"finding_{name}": name in findings for name in FINDINGS}, "app_version": "8.9.40", **slots}


class Talk:
    """One conversation. What the bot says comes back as names of responses, and of actions that it ran."""

    def __init__(self, actions: Mapping[str, Mapping[str, Any] | None] | None = None, **slots: Any) -> None:
        """`actions` maps an action to the slots it sets, or to None for one that fails."""
        self._engine = Engine(bundle())
        self._actions: dict[str, Mapping[str, Any] | None] = {
            "action_open_ticket": {"ticket_number": "SC-1042"},
            "action_search_articles": {"article_slug": None, "article_title": None},
            **(actions or {}),
        }
        self._state: dict[str, Any] = {}
        self._messages = 0
        self.slots: dict[str, Any] = {**dict.fromkeys(bundle().slots), **slots}
        self.buttons: Sequence[Mapping[str, str]] = ()
        self.texts: list[str] = []
        self.outcome: Outcome | None = None
        self.handed_over_because: str | None = None
        #: Every step that this conversation came by, as flow and step.
        self.reached: frozenset[tuple[str, str]] = frozenset()

    def hears(self, intent: str | None = None, text: str = "", confidence: float = 0.95, **entities: Any) -> list[str]:
        """The listener writes something that was understood as `intent`."""
        named = tuple(Entity(name, value, str(value)) for name, value in entities.items())
        ranking = ((intent, confidence),) if intent else ()
        # The words of an intent may say what is wrong; these do not.
        return self._turn(Heard(text or "I need help with this", intent, confidence if intent else 0.0, ranking, named))

    def presses(self, title: str) -> list[str]:
        """The listener presses a button of the last question."""
        payloads = {button["title"]: button["payload"] for button in self.buttons}
        assert title in payloads, f"no button {title!r}, there are {sorted(payloads)}"
        return self._turn(Heard(title, payload=payloads[title]))

    @property
    def tried(self) -> dict[str, str]:
        """Remedies and what came of them, as the agent's card shows them."""
        report = self._engine.report(self._state, self.slots)
        return {step["remedy"]: step["result"] for step in report["steps_tried"]}

    def _turn(self, heard: Heard) -> list[str]:
        self._messages += 1
        self.buttons, self.texts, self.outcome = (), [], None
        heard = Heard(**{**heard.__dict__, "message_id": f"c1:{self._messages}"})
        heard_back: list[str] = []
        decision = self._engine.start_turn(self._state, self.slots, heard)
        while True:
            self._state = decision.state
            self.slots.update(decision.slots)
            self.reached |= {(p.name, p.value) for p in decision.passed if p.what == "step"}
            effect = decision.effect
            if isinstance(effect, Listen):
                return heard_back
            if isinstance(effect, Say):
                heard_back.append(effect.response)
                rendered = render(bundle(), effect, self.slots)
                self.texts.append(rendered.text)
                self.buttons = rendered.buttons
                self.outcome = effect.outcome or self.outcome
            else:
                heard_back.append(effect.action)
                self._act(effect)
            decision = self._engine.go_on(self._state, self.slots)

    def _act(self, run: Run) -> None:
        if run.action == "action_request_handoff":
            self.handed_over_because = self.slots.get("handoff_reason")
        if run.action == "action_show_article":
            self.slots["article_slug"] = run.metadata["article"]
        effect = self._actions.get(run.action, {})
        if effect is not None:
            # Diagnostics fill what is empty and never overrule what the listener said.
            keep = run.action == "action_read_diagnostics"
            self.slots.update({k: v for k, v in effect.items() if not keep or self.slots.get(k) is None})
        self.slots["flow_call_result"] = {"call_id": run.call_id, "ok": effect is not None}


def walk(talk: Talk, *turns: tuple[str, Sequence[str]]) -> Talk:
    """Each turn is what the listener does and what they get: `"=Title"` presses a button, all else is an intent."""
    for said, expected in turns:
        got = talk.presses(said[1:]) if said.startswith("=") else talk.hears(said)
        assert got == list(expected), f"after {said!r}"
    return talk
