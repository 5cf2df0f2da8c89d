"""The report that a new one of the same name is compared with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def figures_of(file: Path) -> dict[str, Any]:
    """Its figures; none where there is no report, or what stands there is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["figures"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
