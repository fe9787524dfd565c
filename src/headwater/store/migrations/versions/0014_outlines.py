"""What story pages say, and what each copy changed in a few lines.

The tables are empty: the stories that are stored already are outlined in small pieces by whoever writes articles.
"""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "outlines",
        sa.Column("story", String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("story"),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "library_state", sa.Column("outline_version", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("library_state", sa.Column("outline_after", String(), nullable=True))
    # Related stories are asked for from either side.
    op.create_index("ix_neighbours_other", "neighbours", ["other"])
    op.add_column("differences", sa.Column("told", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_index("ix_neighbours_other", "neighbours")
    op.drop_column("differences", "told")
    op.drop_column("library_state", "outline_after")
    op.drop_column("library_state", "outline_version")
    op.drop_table("outlines")
