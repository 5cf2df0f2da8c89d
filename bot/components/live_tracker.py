"""A tracker that is copied as it stands; Rasa's plays all events of the conversation again, before every action."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class LiveTracker(DialogueStateTracker):
    """A copy shares events and slots with it: nobody changes an event, and a slot is replaced by another.

    So new trackers share the domain's slots as well.
    """

    def __init__(self, sender_id: str, slots: Iterable[Slot] | None, *more: Any, **settings: Any) -> None:
        super().__init__(sender_id, (), *more, **settings)
        self.slots = {slot.name: slot for slot in slots or ()}

    def copy(self) -> LiveTracker:
        twin = copy.copy(self)
        twin.slots, twin.events = dict(self.slots), self.events.copy()
        return twin

    def _set_slot(self, key: str, value: Any) -> None:
        if key in self.slots:
            self.slots[key] = copy.copy(self.slots[key])
        super()._set_slot(key, value)

    def _reset_slots(self) -> None:
        for name, slot in self.slots.items():
            if slot.has_been_set:
                self.slots[name] = copy.copy(slot)
                self.slots[name].reset()
