"""`python -m bot.components.train [--force]`: trains a model into models/, unless the newest one is of these inputs.

Says in plain lines what it does; Rasa itself only recomputes the parts whose inputs changed.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.components.fingerprint import hash_of
from bot.components.model_archive import MODELS, newest_model, vocabulary_of
from bot.components.published import needed_vocabulary
from bot.components.rasa_environment import import_rasa_quietly, prepare_environment
from bot.flows import FlowProblems

# The exams under data/ are not here: they ask a model, they do not make it.
# Of the flows a model knows only names, which is_current compares.
INPUTS = ("config.yml", "domain.yml", "data/nlu", "data/gazetteers")
SOURCES = Path(__file__).parent.parent
KEEP_MODELS = 3

STEPS = {
    "FlowPolicy": "Reading the flows …",
    "TopicClassifier": "Learning topics and dialogue acts …",
}


def fingerprint() -> str:
    """Changes whenever a model trained now could differ from the last one."""
    return hash_of([*map(Path, INPUTS), SOURCES / "flows", SOURCES / "components"])[:16]


def is_current() -> bool:
    """Whether the newest model is of these inputs, and knows every name that the flows need."""
    newest = newest_model()
    if newest is None or not newest.name.removesuffix(".tar.gz").endswith(fingerprint()):
        return False
    try:
        return not any(needed_vocabulary().beyond(vocabulary_of(newest)))
    except FlowProblems:
        return False


class _Progress(logging.Handler):
    """Turns Rasa's log of components into lines for people, each once, and passes on our own."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("bot."):
            print(record.getMessage(), flush=True)
        for component, line in STEPS.items():
            if component in record.getMessage() and line not in self._said:
                self._said.add(line)
                print(line, flush=True)


@contextlib.contextmanager
def _progress_lines() -> Iterator[None]:
    handler = _Progress()
    logs = [logging.getLogger(name) for name in ("rasa.engine.training.hooks", "bot.components")]
    for log in logs:
        log.setLevel(logging.INFO)
        log.addHandler(handler)
    try:
        yield
    finally:
        for log in logs:
            log.removeHandler(handler)
            log.setLevel(logging.NOTSET)


def train(force: bool = False) -> Path:
    """The path of the model; raises BrokenFlows when the flow files have problems."""
    from rasa.model_training import train as rasa_train

    name = f"soundcheck-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{fingerprint()}"
    with _progress_lines():
        result = rasa_train(
            "domain.yml", "config.yml", "data/nlu", str(MODELS), force_training=force, fixed_model_name=name
        )
    if result.code or not result.model:
        raise SystemExit("Rasa did not train a model; see its message above.")
    _remove_old_models()
    return Path(result.model)


def _remove_old_models() -> None:
    models = sorted(MODELS.glob("soundcheck-*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in models[:-KEEP_MODELS]:
        old.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.components.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train everything anew, even if nothing changed")
    arguments = parser.parse_args()
    if is_current() and not arguments.force:
        print(f"The model is current: {newest_model()}")
        return
    started = time.monotonic()
    print("Starting Rasa …", flush=True)
    prepare_environment(threads=2)
    import_rasa_quietly()
    from bot.components.importer import BrokenFlows

    try:
        model = train(arguments.force)
    except BrokenFlows as problems:
        sys.exit(str(problems))
    print(f"Trained {model} in {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    main()
