"""Writes the protocol's TypeScript types and its page of documentation; `--check` says whether they are fresh.

python -m handoff.protocol [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from handoff.protocol.document import markdown
from handoff.protocol.typescript import module

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {
    ROOT / "handoff" / "web" / "shared" / "protocol.ts": module,
    ROOT / "docs" / "protocol.md": markdown,
}


def main(arguments: list[str]) -> int:
    stale = []
    for path, generate in GENERATED.items():
        text = generate()
        if "--check" in arguments:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)} is older than handoff/protocol: run `make protocol`.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
