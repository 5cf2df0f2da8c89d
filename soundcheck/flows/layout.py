"""Places boxes and labels in layers from top to bottom, so that arrows lead down and nothing overlaps."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Id = Hashable
Edge = tuple[Id, Id]
Size = tuple[float, float]

GAP_X, GAP_Y = 22.0, 22.0
#: A long arrow keeps a lane of this width free for itself.
LANE = 10.0
SWEEPS = 12


@dataclass
class Layout:
    """Centres of everything, and for each edge the points that it runs through, labels' centres among them."""

    centre: dict[Id, tuple[float, float]] = field(default_factory=dict)
    lines: dict[Edge, list[Id]] = field(default_factory=dict)
    size: dict[Id, Size] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0


def place(sizes: Mapping[Id, Size], edges: Sequence[Edge], labels: Mapping[Any, Size]) -> Layout:
    """`sizes` has the boxes in the order of the flow; every edge joins two of them, `labels` lie on edges."""
    backward = _backward(sizes, edges)
    layer = _layers(sizes, [(b, a) if (a, b) in backward else (a, b) for a, b in edges])
    size: dict[Id, Size] = dict(sizes)
    chains: dict[Edge, list[Id]] = {}
    for edge in edges:
        top, bottom = reversed(edge) if edge in backward else edge
        chain: list[Id] = [top]
        for level in range(layer[top] + 1, layer[bottom]):
            # The label sits right behind the step that branches.
            is_label = edge in labels and level == (layer[bottom] - 1 if edge in backward else layer[top] + 1)
            lane: Id = (edge, level)
            size[lane], layer[lane] = labels[edge] if is_label else (LANE, 0.0), level
            chain.append(lane)
        chains[edge] = [*chain, bottom]
    rows = _rows(layer, chains)
    x = _columns(rows, chains, size)
    return _finish(rows, x, size, {edge: c[::-1] if edge in backward else c for edge, c in chains.items()})


def _backward(nodes: Mapping[Id, Size], edges: Sequence[Edge]) -> set[Edge]:
    """The edges that close a circle."""
    state: dict[Id, int] = {}
    found: set[Edge] = set()

    def visit(node: Id) -> None:
        state[node] = 1
        for edge in edges:
            if edge[0] == node:
                if state.get(edge[1]) == 1:
                    found.add(edge)
                elif edge[1] not in state:
                    visit(edge[1])
        state[node] = 2

    for node in nodes:
        if node not in state:
            visit(node)
    return found


def _layers(nodes: Mapping[Id, Size], edges: Sequence[Edge]) -> dict[Id, int]:
    """Boxes on even layers, the longest way from the top; odd ones are for labels."""
    layer: dict[Id, int] = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = [(a, b) for a, b in edges if layer[b] < layer[a] + 2]
        if not moved:
            break
        for a, b in moved:
            layer[b] = max(layer[b], layer[a] + 2)
    return layer


def _rows(layer: Mapping[Id, int], chains: Mapping[Edge, Sequence[Id]]) -> list[list[Id]]:
    """The layers, each in an order in which few lines cross."""
    rows: list[list[Id]] = [[] for _ in range(max(layer.values(), default=0) + 1)]
    for node, level in layer.items():
        rows[level].append(node)
    above, below = _neighbours(chains)
    for sweep in range(SWEEPS):
        neighbours = above if sweep % 2 == 0 else below
        for row in rows if sweep % 2 == 0 else reversed(rows):
            position = {node: index for line in rows for index, node in enumerate(line)}
            own = {node: (index + 0.5) / len(row) for index, node in enumerate(row)}
            wanted = {
                node: _mean(
                    [position[other] / len(rows[layer[other]]) for other in neighbours.get(node, ())], own[node]
                )
                for node in row
            }
            row.sort(key=wanted.__getitem__)
    return rows


def _neighbours(chains: Mapping[Edge, Sequence[Id]]) -> tuple[dict[Id, list[Id]], dict[Id, list[Id]]]:
    above: dict[Id, list[Id]] = {}
    below: dict[Id, list[Id]] = {}
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    return above, below


def _columns(rows: Sequence[list[Id]], chains: Mapping[Edge, Sequence[Id]], size: Mapping[Id, Size]) -> dict[Id, float]:
    x: dict[Id, float] = {}
    for row in rows:
        edge = 0.0
        for node in row:
            x[node] = edge + size[node][0] / 2
            edge += size[node][0] + GAP_X
    above, below = _neighbours(chains)
    for sweep in range(SWEEPS * 2):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            near = above if sweep % 2 == 0 else below
            if sweep >= SWEEPS:
                near = {node: [*above.get(node, ()), *below.get(node, ())] for node in row}
            wanted = [_wanted(node, near.get(node, ()), x, size) for node in row]
            x.update(zip(row, _apart(wanted, [size[node][0] for node in row]), strict=True))
    return x


def _wanted(node: Id, near: Sequence[Id], x: Mapping[Id, float], size: Mapping[Id, Size]) -> float:
    """In the middle of the neighbours; a lane stays in line with the lanes of its own arrow, so that it is straight."""
    lanes = [other for other in near if not size[node][1] and not size[other][1]]
    return _mean([x[other] for other in lanes or near], x[node])


def _apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """The places nearest to those wanted at which nothing overlaps (pool adjacent violators)."""
    offsets = [0.0]
    for left, right in pairwise(widths):
        offsets.append(offsets[-1] + (left + right) / 2 + GAP_X)
    blocks: list[tuple[float, int]] = []
    for place_wanted, offset in zip(wanted, offsets, strict=True):
        total, count = place_wanted - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, many = blocks.pop()
            total, count = total + before, count + many
        blocks.append((total, count))
    placed = [total / count for total, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(placed, offsets, strict=True)]


def _finish(
    rows: Sequence[list[Id]], x: Mapping[Id, float], size: Mapping[Id, Size], chains: Mapping[Edge, list[Id]]
) -> Layout:
    left = min(x[node] - size[node][0] / 2 for node in x)
    layout = Layout(size=dict(size))
    y = 0.0
    for row in rows:
        height = max((size[node][1] for node in row), default=0.0)
        for node in row:
            layout.centre[node] = (x[node] - left, y + height / 2)
        y += height + GAP_Y
    layout.width = max(layout.centre[node][0] + size[node][0] / 2 for node in x)
    layout.height = y - GAP_Y
    layout.lines = dict(chains)
    return layout


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
