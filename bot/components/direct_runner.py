"""Runs the components of a loaded model one after the other, in an order that is found once.

Rasa has Dask find it anew for every message and every action; what the components do is the same.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class DirectRunner(GraphRunner):
    """Takes the place of `DaskGraphRunner` where a model answers; training keeps Rasa's own."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[tuple[str, ...], list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> DirectRunner:
        return cls.like(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    @classmethod
    def like(cls, runner: DaskGraphRunner) -> DirectRunner:
        """With the components that `runner` has loaded."""
        return cls(runner._graph_schema, runner._instantiated_nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        known: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._orders[wanted]:
            # A node takes the name alone of what nobody gave, and says that it is missing.
            known[name] = self._nodes[name](
                *(known.get(need, need) for need in self._schema.nodes[name].needs.values())
            )
        return dict(known[name] for name in wanted)

    def _order(self, wanted: tuple[str, ...]) -> list[str]:
        nodes = self._schema.minimal_graph_schema(list(wanted)).nodes
        needs = {name: [need for need in node.needs.values() if need in nodes] for name, node in nodes.items()}
        return list(TopologicalSorter(needs).static_order())
