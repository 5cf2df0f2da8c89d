"""Which flows a conversation gets: those of the version that it began with, and a new one those that are live.

Where nothing was ever published, everybody gets data/flows. Publishing itself is the part of `soundcheck.flows`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.components.project import project_engine
from bot.flows import Engine, FlowProblems
from bot.flows.versions import KEEP_VERSIONS, Live, VersionGone, VersionStore
from bot.flows.vocabulary import Vocabulary

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain

logger = logging.getLogger(__name__)

#: Where the engine's state, which has no key of this name, remembers the version of its conversation.
VERSION_KEY = "version"
KEPT_ENGINES = KEEP_VERSIONS + 2

_engines: dict[tuple[Path, int], Engine] = {}
_reading = threading.Lock()


def store() -> VersionStore:
    # As text: to make a path of it, and to find out where it leads, costs more than all the rest of a look.
    return _store(os.getcwd(), os.environ.get("SOUNDCHECK_DATA_DIR", "var"))  # noqa: PTH109


def live_version() -> Live | None:
    """What the pointer says at this moment; one `stat` where it has not moved."""
    versions = store()
    return _live(versions.folder, versions.mark())


def engine_for(state: Mapping[str, Any], known: Callable[[], Vocabulary] | None = None) -> tuple[int | None, Engine]:
    """The engine of a conversation with this state, and the number of its version; null where nothing is published.

    A version that is gone or cannot be read is replaced by the live one: the engine begins a flow again whose step
    went with it. `known` tells what the loaded model knows; see `live_engine`.
    """
    number = state.get(VERSION_KEY)
    if number is not None:
        try:
            return number, _engine(store().folder, number)
        except (VersionGone, FlowProblems) as error:
            logger.warning("Version %s of the flows is not to be had: %s", number, _first_line(error))
    return live_engine(known)


def live_engine(known: Callable[[], Vocabulary] | None = None) -> tuple[int | None, Engine]:
    """The live flows; while the model that they need is still loading, the newest that the loaded one can run.

    `known` is only asked where something is published: to gather it takes as long as all the rest.
    Raises FlowProblems or VersionGone when no published version can be read: what is unpublished never takes its place.
    """
    live = live_version()
    if live is None:
        return None, project_engine()
    vocabulary = known() if known else None
    first: tuple[int, Engine] | None = None
    problem: Exception | None = None
    for number in (live.number, *(n for n in reversed(store().numbers()) if n < live.number)):
        try:
            engine = _engine(store().folder, number)
        except (VersionGone, FlowProblems) as error:
            problem = problem or error
            logger.error("Version %s of the flows is not to be had: %s", number, _first_line(error))
            continue
        if vocabulary is None or _needs(engine).can_run_on(vocabulary):
            return number, engine
        first = first or (number, engine)
    if first is None:
        raise problem or VersionGone("There is no published version.")
    return first


def known_to(domain: Domain) -> Vocabulary:
    """What a loaded model, by its domain, lets conversations keep and do."""
    slots = frozenset(slot.name for slot in domain.slots)
    return Vocabulary(slots=slots, actions=frozenset(domain.action_names_or_texts))


def with_version(state: dict[str, Any], number: int | None) -> dict[str, Any]:
    """The state as it is remembered with the conversation."""
    return state if number is None else {**state, VERSION_KEY: number}


def needed_vocabulary() -> Vocabulary:
    """What a model has to know for data/flows and for every version that a conversation may still run on.

    Raises FlowProblems while data/flows is broken and nothing is published; a broken draft is nobody's business else.
    """
    versions = store()
    try:
        vocabulary = Vocabulary.of(project_engine().bundle)
    except FlowProblems:
        if live_version() is None:
            raise
        vocabulary = Vocabulary()
    for number in versions.numbers():
        with contextlib.suppress(VersionGone):
            vocabulary |= versions.version(number).vocabulary
    return vocabulary


def forget() -> None:
    """Read everything again, as a new process would."""
    _engines.clear()
    _live.cache_clear()


def _engine(folder: Path, number: int) -> Engine:
    """A version never changes, so it is kept; one that cannot be read is not remembered, as it may be repaired."""
    engine = _engines.get((folder, number))
    if engine is None:
        # Turns and threads that want the same new version wait for one reading; those who have theirs go on.
        with _reading:
            engine = _engines.get((folder, number)) or Engine(VersionStore(folder).bundle(number))
            while len(_engines) >= KEPT_ENGINES:
                _engines.pop(next(iter(_engines)))
            _engines[folder, number] = engine
    return engine


@lru_cache(maxsize=KEPT_ENGINES)
def _needs(engine: Engine) -> Vocabulary:
    return Vocabulary.of(engine.bundle)


@lru_cache(maxsize=4)
def _store(working: str, data: str) -> VersionStore:
    return VersionStore(Path(working, data).resolve() / "flows")


@lru_cache(maxsize=4)
def _live(folder: Path, mark: tuple[int, int]) -> Live | None:
    return VersionStore(folder).live()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
