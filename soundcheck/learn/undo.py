"""Takes back what the last `soundcheck learn accept` did; what somebody has changed since is left alone, and named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from soundcheck.learn import journal
from soundcheck.learn.examples import Examples


@dataclass(frozen=True)
class Undone:
    """What was taken back, and what could not be: examples that are gone, drafts that were worked on or moved."""

    removed: dict[str, int]
    drafts: tuple[Path, ...]
    left: tuple[str, ...]
    messages: int


def undo(folder: Path, nlu: Path) -> Undone | None:
    """None where there is nothing to take back."""
    entry = journal.last(folder)
    if entry is None:
        return None
    examples = Examples(nlu)
    removed, left = {}, []
    for topic, texts in entry.added.items():
        gone = examples.remove(topic, texts)
        removed[topic] = len(gone)
        left += [f"{topic}: {text}: is not there any more" for text in texts if text not in gone]
    drafts = []
    for draft, made in ((Path(name), made) for name, made in entry.drafts.items()):
        if draft.exists() and journal.sum_of(draft) == made:
            draft.unlink()
            drafts.append(draft)
        else:
            left.append(f"{draft}: was worked on or moved")
    journal.drop_last(folder)
    return Undone(removed, tuple(drafts), tuple(left), len(entry.messages))
