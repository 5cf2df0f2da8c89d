"""An article to begin with: the template of docs/writing.md with what the cluster knows already filled in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from soundcheck.learn.proposal_file import Decision

_TITLE = "What the listener sees, in their words"
#: In the template: the summary, the questions, what stands below the headings; the last section is meant to stay.
_PLACEHOLDER = re.compile(r"summary: |  - |Two or three|1\. One action|How to avoid")


def draft(path: Path, writing_page: Path, decision: Decision, today: date) -> Path:
    """Write the draft; what is still to be said is in its title, summary and sections."""
    topic = decision.topic or decision.likely_topic
    fields = {
        "title": _TITLE,
        "topics": f"[{topic}]" if topic else "[]",
        "platforms": "[all]",
        "updated": today.isoformat(),
        "related": f"[{', '.join(decision.nearest)}]",
    }
    text = template(writing_page)
    for name, value in fields.items():
        text = re.sub(rf"^{name}: .*$", lambda _, line=f"{name}: {value}": line, text, count=1, flags=re.MULTILINE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def still_to_say(text: str, writing_page: Path) -> list[int]:
    """The numbers of the lines that are still the template's and should be the writer's."""
    placeholders = {line.strip() for line in template(writing_page).splitlines() if _PLACEHOLDER.match(line)}
    placeholders.add(f"title: {_TITLE}")
    return [number for number, line in enumerate(text.splitlines(), start=1) if line.strip() in placeholders]


def template(writing_page: Path) -> str:
    """The one article that the page shows."""
    found = re.search(r"^```markdown\n(.*?)^```$", writing_page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"{writing_page.name} shows no article.")
    return found[1]
