"""How far archive files were imported."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "archive_files",
        sa.Column("digest", String(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("skip", sa.BigInteger(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("archive_files")
