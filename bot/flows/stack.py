"""The dialogue's memory between two calls: a stack of flows as plain JSON. How it moves is the engine's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

USER, CALLED, PATTERN = "user", "called", "pattern"


@dataclass
class Frame:
    """One flow on its way.

    `path` lists the steps behind us, oldest first, so that a correction knows where to go back to; `done` the side
    effects that were carried out, `spent` those of them that may not happen again. `open` is the collect whose question
    was opened, `asked` whether it was put in this turn, `told` which variant of its text the listener has before them,
    from 1, `left` that the step was carried out and the next one is due.
    `waiting` marks a second topic of a message that was not begun yet: "untold" until the listener knows that it waits,
    then "told". `words` are the message that started the flow.
    """

    flow: str
    step: str
    kind: str = USER
    path: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    replay: dict[str, list[str]] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    open: str | None = None
    asked: bool = False
    told: int = 0
    left: bool = False
    collected: bool = False
    misses: int = 0
    waiting: str = ""
    words: str = ""


@dataclass
class Dialogue:
    """The whole memory; `from_json` copies, so what a caller handed over is never changed."""

    frames: list[Frame] = field(default_factory=list)
    pending: dict[str, Any] | None = None
    message_id: str = ""
    effects: int = 0
    misses: int = 0
    complaints: int = 0
    ended: str | None = None
    last_flow: str | None = None
    resolved: bool = False
    spoke: bool = False
    said_failed: bool = False
    asks: bool = False
    tried: list[dict[str, str]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    handed_over: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> Dialogue:
        known = {name: value for name, value in _copy(state).items() if name in _names(cls)}
        frames = [_frame(given) for given in known.pop("frames", ())]
        return cls(frames=frames, **known)

    def to_json(self) -> dict[str, Any]:
        state = {**_filled(self), "frames": [_filled(frame) for frame in self.frames]}
        return {key: _copy(value) for key, value in state.items()}

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    @property
    def active(self) -> Frame | None:
        """The topmost flow that is no pattern, where the listener is in earnest."""
        return next((frame for frame in reversed(self.frames) if frame.kind != PATTERN), None)

    def group(self) -> list[Frame]:
        """The active flow and the flows it called, caller first."""
        groups = self.groups()
        return groups[-1] if groups else []

    def groups(self) -> list[list[Frame]]:
        """Every flow of the listener with the flows it called, the active one last."""
        groups: list[list[Frame]] = []
        for frame in self.frames:
            if frame.kind == USER or (frame.kind == CALLED and not groups):
                groups.append([frame])
            elif frame.kind == CALLED:
                groups[-1].append(frame)
        return groups

    def drop_patterns(self) -> None:
        while self.frames and self.frames[-1].kind == PATTERN:
            self.frames.pop()


def _frame(given: Mapping[str, Any]) -> Frame:
    # A newer or older engine may have stored other fields; they are nothing to stumble over.
    return Frame(**{name: value for name, value in given.items() if name in _names(Frame)})


# Asked for several times in every decision.
_NAMES: Mapping[type, tuple[str, ...]] = {kind: tuple(item.name for item in fields(kind)) for kind in (Dialogue, Frame)}


def _names(kind: type) -> tuple[str, ...]:
    return _NAMES[kind]


def _filled(value: Any) -> dict[str, Any]:
    """The fields that say something; a state is stored with every event of a conversation, so it stays small."""
    pairs = ((name, getattr(value, name)) for name in _names(type(value)))
    return {name: item for name, item in pairs if item not in (None, "", 0, False, [], {})}


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, (list, tuple)) else value
