"""What was fetched and waits to be read, beside what hubs pushed; what a feed's entries said, to tell news by."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("url", Text(), nullable=True))
    op.add_column("source_states", sa.Column("entries", String(), nullable=True))


def downgrade() -> None:
    op.drop_column("source_states", "entries")
    op.drop_column("deliveries", "url")
