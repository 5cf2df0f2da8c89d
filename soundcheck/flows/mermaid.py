"""Writes the picture of a flow as Mermaid text, for pages that draw it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from soundcheck.flows.picture import Picture

SHAPES = {
    "start": ("([", "])"),
    "over": ("([", "])"),
    "question": ("[/", "/]"),
    "remedy": ("[/", "/]"),
    "branch": ("{{", "}}"),
    "call": ("[[", "]]"),
}
CLASSES = {
    "remedy": "stroke:#b45309,stroke-width:2px",
    "resolved": "fill:#bbf7d0,stroke:#15803d,color:#052e16",
    "informed": "fill:#bfdbfe,stroke:#1d4ed8,color:#172554",
    "person": "fill:#fed7aa,stroke:#c2410c,color:#431407",
}
MAX_TEXT = 90


def mermaid(picture: Picture) -> str:
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield f"%% {picture.title}: {picture.description}"
    yield "flowchart TD"
    ids = {box.id: f"s{number}" for number, box in enumerate(picture.boxes)}
    for box in picture.boxes:
        opening, closing = SHAPES.get(box.kind, ("[", "]"))
        text = box.text if len(box.text) <= MAX_TEXT else f"{box.text[:MAX_TEXT].rsplit(' ', 1)[0]} …"
        label = f"{_escaped(box.title)}<br>{_escaped(text)}" if text else _escaped(box.title)
        kind = f":::{box.kind}" if box.kind in CLASSES else ""
        yield f'  {ids[box.id]}{opening}"{label}"{closing}{kind}'
    for arrow in picture.arrows:
        label = f'|"{_escaped(arrow.label)}"|' if arrow.label else ""
        yield f"  {ids[arrow.source]} -->{label} {ids[arrow.target]}"
    for kind, style in CLASSES.items():
        if any(box.kind == kind for box in picture.boxes):
            yield f"  classDef {kind} {style}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
