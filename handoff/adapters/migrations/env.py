"""Alembic's entry: runs on the connection that `migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from handoff.adapters.tables import Instant, metadata


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A migration must not depend on today's code: our own type is written as what it is in the database."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_render,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
