"""Inputs in quarantine of which a person said that nothing needs to be done: none, until one does."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("quarantine", sa.Column("dismissed_at", String(), nullable=True))


def downgrade() -> None:
    op.drop_column("quarantine", "dismissed_at")
