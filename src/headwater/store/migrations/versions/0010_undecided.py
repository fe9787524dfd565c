"""Sources of which nobody decided yet whether the pages behind their entries are fetched; what was decided stands."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column("rewritten", sa.Boolean(), nullable=True)
    _rewrite(column, "full_text")


def downgrade() -> None:
    column: sa.Column[bool] = sa.Column("rewritten", sa.Boolean(), nullable=False, server_default=sa.false())
    _rewrite(column, "COALESCE(full_text, false)")


def _rewrite(column: sa.Column[bool], value: str) -> None:
    """Put this column in the place of `full_text`.

    Not as a batch, which on SQLite makes the table anew: to drop the old one would drop the states, fetches and
    deliveries of all sources with it.
    """
    op.add_column("sources", column)
    op.execute(f"UPDATE sources SET rewritten = {value}")  # noqa: S608  # one of the two above
    op.drop_column("sources", "full_text")
    op.execute("ALTER TABLE sources RENAME COLUMN rewritten TO full_text")
