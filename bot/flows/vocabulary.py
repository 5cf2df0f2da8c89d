"""The names on which flows and a trained model have to agree; whether and when to train is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from bot.flows.model import Bundle


@dataclass(frozen=True)
class Vocabulary:
    """A model drops the value of a slot and refuses an action that it does not know."""

    intents: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()

    @classmethod
    def of(cls, bundle: Bundle) -> Vocabulary:
        entities = (slot.entity for slot in bundle.slots.values() if slot.entity)
        return cls(bundle.intents, frozenset(bundle.slots), bundle.actions, frozenset(entities))

    @classmethod
    def from_json(cls, given: Mapping[str, Iterable[str]]) -> Vocabulary:
        return cls(**{item.name: frozenset(given.get(item.name, ())) for item in fields(cls)})

    def to_json(self) -> dict[str, list[str]]:
        return {item.name: sorted(getattr(self, item.name)) for item in fields(self)}

    def __or__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(**{item.name: getattr(self, item.name) | getattr(other, item.name) for item in fields(self)})

    def beyond(self, known: Vocabulary) -> Iterator[str]:
        """What `known` lacks, each as a writer would name it: `slot update_helped`."""
        for item, kind in zip(fields(self), ("intent", "slot", "action", "entity"), strict=True):
            for name in sorted(getattr(self, item.name) - getattr(known, item.name)):
                yield f"{kind} {name}"

    def can_run_on(self, known: Vocabulary) -> bool:
        """Whether no conversation would break; an intent or entity that is unknown is merely never heard."""
        return self.slots <= known.slots and self.actions <= known.actions
