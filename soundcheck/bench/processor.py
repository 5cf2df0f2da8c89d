"""Processor time of processes: what a turn costs, whatever else the machine does meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def now(pids: Mapping[str, int]) -> dict[str, float]:
    """The seconds that each process used so far, in user and kernel mode, by the name given to it; no children's."""
    return {name: _seconds(pid) for name, pid in pids.items()}


def since(before: Mapping[str, float], pids: Mapping[str, int], turns: int) -> dict[str, float]:
    """The milliseconds that each process used a turn."""
    return {name: round(1000 * (used - before[name]) / turns, 1) for name, used in now(pids).items()}


def _seconds(pid: int) -> float:
    # The name of the process, in brackets, may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
