"""What the bot understood of each message, and topics that agents correct."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("bot_topic", sa.String(length=100), nullable=True))
    op.add_column("conversation", sa.Column("topic_corrected_by", sa.String(length=64), nullable=True))
    op.create_table(
        "bot_understanding",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.conversation_id"],
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq"),
    )


def downgrade() -> None:
    op.drop_table("bot_understanding")
    op.drop_column("conversation", "topic_corrected_by")
    op.drop_column("conversation", "bot_topic")
