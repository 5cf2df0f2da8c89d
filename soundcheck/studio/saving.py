"""The studio's only write: a conversation becomes a new flow test. Names are checked here, the rest by `flows.keep`."""

from __future__ import annotations

import re
from pathlib import Path

from bot.flows import Bundle
from soundcheck.flows.keep import CannotKeep, keep
from soundcheck.studio.play import play
from soundcheck.studio.script import Script

#: A sentence for people that also makes a file name: it begins with a letter and has no line breaks.
NAME = re.compile(r"[A-Za-z][\w ,.'’“”()!?€£-]{3,79}")


def save(bundle: Bundle, folder: Path, name: str, script: Script) -> Path:
    """Raises CannotKeep, whose text says why."""
    if not NAME.fullmatch(name) or not name.isprintable():
        raise CannotKeep("a name begins with a letter and has 4 to 80 letters, digits, spaces and plain punctuation")
    if script.step:
        raise CannotKeep("a test begins at the beginning, and this conversation began at a step")
    if not script.inputs:
        raise CannotKeep("nothing has been said yet")
    played = play(bundle, script)
    if played.dropped:
        raise CannotKeep("the flow has changed, and not all of this conversation is possible any more")
    return keep(name, played.conversation, played.given, played.answers, folder)
