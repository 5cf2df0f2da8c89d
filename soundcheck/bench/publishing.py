"""How long it takes from an edited text until listeners read it: by publishing, and by training and starting again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from soundcheck import settings
from soundcheck.flows import publishing, running_bot
from soundcheck.settings import PORTS, ROOT, Settings
from soundcheck.trial import free_ports

PUBLICATIONS = 5
START_SECONDS = 420.0
#: What the assistant reads below its working directory.
PARTS = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "data", "models", "kb_articles", ".rasa")


def edit_to_live(with_training: bool = False) -> dict[str, object]:
    """Seconds of each, in a copy of the project; the slow way begins with a training that is not measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part)
            elif (ROOT / part).exists():
                shutil.copy(ROOT / part, folder / part)
        config = _settings(folder / "var")
        source = publishing.Source(folder / "data" / "flows", folder / "data" / "brand.yml")
        store = publishing.store_of(config)
        publishing.publish(store, publishing.plan(store, source, source.bundle(), folder / "models"), "Before.")
        figures: dict[str, object] = {}
        with _assistant(folder, config):
            figures["publish_s"] = [_published(config, source, number, folder) for number in range(PUBLICATIONS)]
        if with_training:
            _train(folder, config)  # Else the examples that changed since the last model would count.
            _edit(source.flows, PUBLICATIONS)
            figures["train_and_restart_s"] = _seconds(lambda: _train_and_restart(folder, config))
        return figures


def _published(config: Settings, source: publishing.Source, number: int, folder: Path) -> float:
    _edit(source.flows, number)
    store = publishing.store_of(config)

    def publish() -> None:
        planned = publishing.plan(store, source, source.bundle(), folder / "models")
        version = publishing.publish(store, planned, f"Edit {number}.")
        assert running_bot.wait_for(config, version.number, START_SECONDS)

    return _seconds(publish)


def _train(folder: Path, config: Settings) -> None:
    command = [sys.executable, "-m", "rasa", "train", "--skip-validation"]
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, env=_environment(config), check=True, stdout=quiet, stderr=quiet)


def _train_and_restart(folder: Path, config: Settings) -> None:
    _train(folder, config)
    with _assistant(folder, config):
        pass


@contextmanager
def _assistant(folder: Path, config: Settings) -> Iterator[None]:
    """The assistant alone, once it is ready."""
    command = [sys.executable, "-m", "bot.components.serve"]
    process = subprocess.Popen(command, cwd=folder, env=_environment(config), stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while running_bot.at_work(config) is None:
            assert process.poll() is None and time.monotonic() < deadline, "The assistant did not start."
            time.sleep(running_bot.POLL_SECONDS)
        yield
    finally:
        process.terminate()
        process.wait()


def _edit(flows: Path, number: int) -> None:
    """One text of one flow, another one each time."""
    file = next(file for file in sorted(flows.glob("*.yml")) if "responses:" in file.read_text(encoding="utf-8"))
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.lstrip().startswith("- text: "))
    indent = lines[place].partition("-")[0]
    lines[place] = f"{indent}- text: Edited for the {number}. time."
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _settings(data_dir: Path) -> Settings:
    """Of a desk apart from any other."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SOUNDCHECK_")}
    ports = map(str, free_ports(len(PORTS)))
    return settings.load({**environment, **dict(zip(PORTS, ports, strict=True)), "SOUNDCHECK_DATA_DIR": str(data_dir)})


def _environment(config: Settings) -> dict[str, str]:
    return {**config.environment, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return round(time.perf_counter() - began, 2)
