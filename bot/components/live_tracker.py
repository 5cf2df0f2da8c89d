"""A tracker that is copied as it stands; Rasa's plays all events of the conversation again, before every action."""

from __future__ import annotations

import copy
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker


class LiveTracker(DialogueStateTracker):
    """A copy shares events and slots with it: nobody changes an event, and a slot is replaced by another."""

    def copy(self) -> LiveTracker:
        twin = copy.copy(self)
        twin.slots, twin.events = dict(self.slots), self.events.copy()
        return twin

    def _set_slot(self, key: str, value: Any) -> None:
        if key in self.slots:
            self.slots[key] = copy.copy(self.slots[key])
        super()._set_slot(key, value)

    def _reset_slots(self) -> None:
        self.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        super()._reset_slots()
