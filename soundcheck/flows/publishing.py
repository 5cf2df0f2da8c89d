"""Makes the flows of data/flows, or of an older version, the live ones; asking and telling is the command's part."""

from __future__ import annotations

import contextlib
import fcntl
import filecmp
import getpass
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from ruamel.yaml import YAML

from bot.flows import Bundle, FlowProblems, load_bundle
from bot.flows.difference import Change, difference
from bot.flows.versions import Version, VersionGone, VersionStore
from bot.flows.vocabulary import Vocabulary
from soundcheck.flows import project
from soundcheck.settings import ROOT, Settings

MODELS = ROOT / "models"
#: How many changes a version's manifest remembers in words; the flows themselves are all there.
REMEMBERED_CHANGES = 50


class ChangedMeanwhile(Exception):
    """The files are not those that were looked at."""


@dataclass(frozen=True)
class Source:
    """Flow files and the brand that their texts speak of."""

    flows: Path = project.FLOWS
    brand: Path = ROOT / "data" / "brand.yml"

    def bundle(self) -> Bundle:
        """Linted; raises FlowProblems."""
        facts = YAML(typ="safe").load(self.brand)
        return load_bundle(self.flows, facts, project.articles(), project.actions())


@dataclass(frozen=True)
class Plan:
    """What publishing would do."""

    source: Source
    bundle: Bundle
    before: int | None
    changes: Sequence[Change]
    #: What the model does not know yet, `slot update_helped`; while there is none, no training is needed.
    unknown: Sequence[str]


def store_of(config: Settings) -> VersionStore:
    return VersionStore(config.data_dir / "flows")


def plan(store: VersionStore, source: Source, bundle: Bundle, models: Path = MODELS) -> Plan:
    """What publishing `source` would do, which was read as `bundle` and has no error."""
    live = store.live()
    changes: Sequence[Change] = ()
    # To get away from a live version that cannot be read is what publishing is for.
    with contextlib.suppress(VersionGone, FlowProblems):
        changes = difference(store.bundle(live.number), bundle) if live else ()
    return Plan(source, bundle, live.number if live else None, changes, unknown_to_model(bundle, models))


def plan_back(store: VersionStore, number: int, models: Path = MODELS) -> Plan:
    """As it was published then; names that are gone since do not hinder. Raises VersionGone and FlowProblems."""
    return plan(store, Source(store.flows(number), store.brand(number)), store.bundle(number), models)


def unknown_to_model(bundle: Bundle, models: Path = MODELS) -> list[str]:
    from bot.components.model_archive import newest_model, vocabulary_of

    newest = newest_model(models)
    return list(Vocabulary.of(bundle).beyond(vocabulary_of(newest) if newest else Vocabulary()))


def newest_model_name(models: Path = MODELS) -> str:
    """Of a training that has just succeeded."""
    from bot.components.model_archive import newest_model

    newest = newest_model(models)
    if newest is None:
        raise FileNotFoundError(f"There is no model in {models}.")
    return newest.name


def publish(store: VersionStore, planned: Plan, message: str, train: Callable[[], str] | None = None) -> Version:
    """Keep a copy, train where `train` is given (it returns the model's name), then let new conversations have it.

    Whatever fails leaves the live version as it was; what `train` raises is raised on.
    """
    about = Version(
        number=0,
        published_at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        published_by=_whoever(),
        message=message,
        changes=[str(change) for change in planned.changes[:REMEMBERED_CHANGES]],
        fingerprint=planned.bundle.fingerprint,
        vocabulary=Vocabulary.of(planned.bundle),
        trained=train is not None,
    )
    with only_one(store):
        version = store.add(planned.source.flows, planned.source.brand, about)
        try:
            # Somebody may have saved a file between the look at it and the copy.
            if store.fingerprint(version.number) != planned.bundle.fingerprint:
                raise ChangedMeanwhile("The flow files were changed meanwhile. Nothing was published; try again.")
            store.go_live(version.number, train() if train else None)
        except BaseException:
            store.remove(version.number)
            raise
    return version


def publish_first(store: VersionStore) -> Version | None:
    """At the first start, what lies in data/flows; later nothing. Raises FlowProblems."""
    if store.live() is not None:
        return None
    source = Source()
    first = Plan(source, source.bundle(), None, [], [])
    return publish(store, first, "The first version.")


def is_draft_published(store: VersionStore, source: Source = Source()) -> bool:
    """Whether data/flows is, byte for byte, what is live."""
    live = store.live()
    if live is None:
        return False
    pairs = [(source.brand, store.brand(live.number))]
    names = {path.relative_to(source.flows) for path in source.flows.rglob("*.yml")}
    kept = store.flows(live.number)
    pairs += [(source.flows / name, kept / name) for name in names]
    same_names = names == {path.relative_to(kept) for path in kept.rglob("*.yml")}
    return same_names and all(filecmp.cmp(*pair, shallow=False) for pair in pairs)


def version_before(store: VersionStore, number: int | None = None) -> int:
    """What a rollback goes back to: `number`, or the one before the live one. Raises VersionGone."""
    live = store.live()
    if number is not None:
        return store.version(number).number
    older = [other for other in store.numbers() if live and other < live.number]
    if not older:
        raise VersionGone("There is no version before the live one.")
    return older[-1]


@contextlib.contextmanager
def only_one(store: VersionStore) -> Iterator[None]:
    """Who publishes second waits. The system lets go of the lock when the process is gone."""
    store.folder.mkdir(parents=True, exist_ok=True)
    with (store.folder / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _whoever() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container's user need not have a name.
        return "unknown"
