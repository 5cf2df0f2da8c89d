"""What Rasa reads from the environment when it is imported; has to be called before the first import of it."""

from __future__ import annotations

import importlib
import os
import warnings

# Rasa's own limit of ten actions is reached by an honest turn, and a conversation that trips it stays silent for ever.
MAX_NUMBER_OF_PREDICTIONS = 50
# Longer than the slowest turn: when a lock expires, the next message would run beside the one that still works.
LOCK_LIFETIME_SECONDS = 120


def prepare_environment(threads: int) -> None:
    """Nothing that is already set is changed, but for what would let a conversation or a message leak."""
    os.environ["MAX_NUMBER_OF_PREDICTIONS"] = str(MAX_NUMBER_OF_PREDICTIONS)
    os.environ["TICKET_LOCK_LIFETIME"] = str(LOCK_LIFETIME_SECONDS)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # At lower levels Rasa writes what listeners said into its log.
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    # Rasa imports TensorFlow, though no part of ours uses it: keep it small and quiet.
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(threads))
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")


def import_rasa_quietly() -> None:
    """Import it without the deprecations of its dependencies, which it cannot do without."""
    with warnings.catch_warnings():
        # A filter is not enough: Sanic sets one of its own while it is imported.
        warnings.showwarning = lambda *_, **__: None
        importlib.import_module("rasa.core.run")
        importlib.import_module("rasa.model_training")
    quiet_warnings()


def quiet_warnings() -> None:
    """Rasa warns of a missing RulePolicy, which is our intention (see config.yml), and of what it does itself."""
    for category in (DeprecationWarning, SyntaxWarning, UserWarning):
        warnings.filterwarnings("ignore", category=category)
