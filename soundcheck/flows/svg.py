"""Draws the picture of a flow as SVG, for light and for dark pages; where things stand is `layout`'s part."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from soundcheck.flows.layout import Id, Layout, place
from soundcheck.flows.picture import Arrow, Box, Picture

#: In characters and pixels; the font's average is a little below this width.
BOX_CHARACTERS, LABEL_CHARACTERS, MAX_LINES = 32, 24, 4
CHARACTER, BOLD, LINE, PADDING, MARGIN = 6.6, 7.6, 16.0, 10.0, 24.0
HEAD = 64.0

STYLE = """
  svg { --page: #ffffff; --ink: #1c1917; --quiet: #57534e; --line: #78716c; --box: #fafaf9; --edge: #a8a29e;
    --remedy: #b45309; --resolved: #dcfce7; --resolved-edge: #15803d; --informed: #dbeafe; --informed-edge: #1d4ed8;
    --person: #ffedd5; --person-edge: #c2410c; --call: #f3e8ff; --call-edge: #7e22ce; background: var(--page);
    font: 12px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { svg { --page: #1c1917; --ink: #f5f5f4; --quiet: #d6d3d1; --line: #a8a29e;
    --box: #292524; --edge: #78716c; --remedy: #fbbf24; --resolved: #14432a; --resolved-edge: #4ade80;
    --informed: #1e2f55; --informed-edge: #93c5fd; --person: #4a2511; --person-edge: #fdba74; --call: #3b1d57;
    --call-edge: #d8b4fe; } }
  text { fill: var(--ink); text-anchor: middle; }
  .title { font-size: 18px; font-weight: 600; text-anchor: start; }
  .description { fill: var(--quiet); text-anchor: start; }
  .name { font-weight: 600; }
  .text { fill: var(--quiet); }
  .box { fill: var(--box); stroke: var(--edge); }
  .start .box, .over .box { rx: 18px; }
  .branch .box { stroke-dasharray: 4 3; }
  .remedy .box { stroke: var(--remedy); stroke-width: 2; }
  .remedy .name { fill: var(--remedy); }
  .call .box { fill: var(--call); stroke: var(--call-edge); }
  .resolved .box { fill: var(--resolved); stroke: var(--resolved-edge); stroke-width: 2; }
  .informed .box { fill: var(--informed); stroke: var(--informed-edge); stroke-width: 2; }
  .person .box { fill: var(--person); stroke: var(--person-edge); stroke-width: 2; }
  .way { fill: none; stroke: var(--line); stroke-width: 1.2; }
  .head { fill: var(--line); }
  .label { fill: var(--page); }
"""


def svg(picture: Picture) -> str:
    boxes = {box.id: box for box in picture.boxes}
    arrows = {(arrow.source, arrow.target): arrow for arrow in picture.arrows}
    sizes: dict[Id, tuple[float, float]] = {box.id: _box_size(box) for box in picture.boxes}
    labels = {edge: _label_size(arrow) for edge, arrow in arrows.items() if arrow.label}
    layout = place(sizes, list(arrows), labels)
    return "\n".join(_document(picture, boxes, arrows, layout)) + "\n"


def _document(
    picture: Picture, boxes: dict[str, Box], arrows: dict[tuple[str, str], Arrow], layout: Layout
) -> Iterator[str]:
    wide = len(picture.description) * CHARACTER
    width, height = max(layout.width, wide) + 2 * MARGIN, layout.height + HEAD + 2 * MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" role="img" aria-labelledby="title description">'
    )
    yield f'<title id="title">{escape(picture.title)}</title><style>{STYLE}</style>'
    yield '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<path class="head" d="M0 0 8 4 0 8z"/></marker></defs>'
    yield f'<text class="title" x="{MARGIN}" y="{MARGIN + 16}">{escape(picture.title)}</text>'
    description = escape(picture.description)
    yield f'<text class="description" id="description" x="{MARGIN}" y="{MARGIN + 38}">{description}</text>'
    yield f'<g transform="translate({MARGIN} {MARGIN + HEAD})">'
    for edge in arrows:
        yield f'<path class="way" marker-end="url(#head)" d="{_path(layout, layout.lines[edge])}"/>'
    for edge, arrow in arrows.items():
        yield from _label(layout, layout.lines[edge], arrow)
    for box in boxes.values():
        yield from _box(box, *layout.centre[box.id], *layout.size[box.id])
    yield "</g></svg>"


def _path(layout: Layout, line: list[Id]) -> str:
    """Down through the lanes in soft bends; an arrow that closes a circle runs upwards."""
    going_up = layout.centre[line[0]][1] > layout.centre[line[-1]][1]
    side = -1 if going_up else 1
    x, y = layout.centre[line[0]]
    y += side * layout.size[line[0]][1] / 2
    path = f"M{x:.1f} {y:.1f}"
    for point in line[1:]:
        next_x, centre_y = layout.centre[point]
        half = layout.size[point][1] / 2
        next_y = centre_y - side * half
        middle = (y + next_y) / 2
        path += f" C{x:.1f} {middle:.1f} {next_x:.1f} {middle:.1f} {next_x:.1f} {next_y:.1f}"
        x, y = next_x, next_y
        if point is not line[-1] and half:
            y = centre_y + side * half
            path += f" V{y:.1f}"
    return path


def _label(layout: Layout, line: list[Id], arrow: Arrow) -> Iterator[str]:
    place_of = next((point for point in line[1:-1] if layout.size[point][1]), None)
    if place_of is None or not arrow.label:
        return
    x, y = layout.centre[place_of]
    width, height = layout.size[place_of]
    yield f'<rect class="label" x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width}" height="{height}"/>'
    yield from _lines(_wrapped(arrow.label, LABEL_CHARACTERS, MAX_LINES), x, y - height / 2, "text")


def _box(box: Box, x: float, y: float, width: float, height: float) -> Iterator[str]:
    title, text = _box_lines(box)
    top = y - height / 2
    full = escape(f"{box.title}: {box.text}" if box.text else box.title)
    yield f'<g class="{box.kind}"><title>{escape(box.id.strip("_"))}: {full}</title>'
    yield f'<rect class="box" rx="6" x="{x - width / 2:.1f}" y="{top:.1f}" width="{width}" height="{height}"/>'
    yield from _lines(title, x, top + PADDING / 2, "name")
    yield from _lines(text, x, top + PADDING / 2 + len(title) * LINE, "text")
    yield "</g>"


def _lines(lines: list[str], x: float, top: float, kind: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text class="{kind}" x="{x:.1f}" y="{top + number * LINE + 12:.1f}">{escape(line)}</text>'


def _box_lines(box: Box) -> tuple[list[str], list[str]]:
    return _wrapped(box.title, BOX_CHARACTERS, 2), _wrapped(box.text, BOX_CHARACTERS, MAX_LINES)


def _box_size(box: Box) -> tuple[float, float]:
    title, text = _box_lines(box)
    longest = max(len(title_line) * BOLD for title_line in title)
    longest = max([longest, *(len(line) * CHARACTER for line in text)])
    return longest + 2 * PADDING, (len(title) + len(text)) * LINE + PADDING


def _label_size(arrow: Arrow) -> tuple[float, float]:
    lines = _wrapped(arrow.label, LABEL_CHARACTERS, MAX_LINES)
    return max(map(len, lines)) * CHARACTER, len(lines) * LINE


def _wrapped(text: str, characters: int, most: int) -> list[str]:
    return textwrap.wrap(text, characters, max_lines=most, placeholder=" …")
