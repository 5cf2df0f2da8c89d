"""The list on the left: every flow by topic with the number of its problems, and files that hold nothing readable."""

from __future__ import annotations

from collections import Counter
from typing import Any

from soundcheck.flows.coverage import own_flows
from soundcheck.flows.examples import examples
from soundcheck.studio.situation import scenarios
from soundcheck.studio.workspace import Snapshot


def overview(snapshot: Snapshot) -> dict[str, Any]:
    bundle = snapshot.bundle
    # That a folder holds no flow yet is no mistake of a writer who has just begun.
    problems = snapshot.problems if snapshot.sources else ()
    counts = Counter(problem.where.file for problem in problems)
    flows = sorted(own_flows(bundle), key=lambda flow: (flow.where.file, flow.where.line))
    return {
        "number": snapshot.number,
        "flows": [
            {
                "id": flow.id,
                "name": flow.name[:1].upper() + flow.name[1:],
                "file": flow.where.file,
                "topic": bundle.topics.get(flow.topic) or _group(flow.where.file),
                "problems": counts[flow.where.file],
            }
            for flow in flows
        ],
        "files": [
            {"file": file, "problems": counts[file]}
            for file in sorted({*snapshot.sources, *counts} - {flow.where.file for flow in flows})
            if file in counts
        ],
        "problems": len(problems),
        "scenarios": scenarios(),
        "intents": sorted(bundle.intents | set(examples())),
    }


def _group(file: str) -> str:
    """A file without a topic of its own is called by its name."""
    name = file.rpartition("/")[2].removesuffix(".yml").replace("_", " ")
    return name[:1].upper() + name[1:]
