"""A tracker that is copied as it stands; Rasa's plays all events of the conversation again, before every action."""

from __future__ import annotations

import copy

from rasa.shared.core.trackers import DialogueStateTracker


class LiveTracker(DialogueStateTracker):
    """Events are shared with the copy, as nobody changes one; slots are not, and what is in them is replaced whole."""

    def copy(self) -> LiveTracker:
        twin = copy.copy(self)
        twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        twin.events = self.events.copy()
        return twin
