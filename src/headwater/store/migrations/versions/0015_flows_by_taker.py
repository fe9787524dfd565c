"""What a site took is found as fast as what it gave."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("flows_by_taker", "flows", ["taker"])


def downgrade() -> None:
    op.drop_index("flows_by_taker", "flows")
