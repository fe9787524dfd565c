"""A count of the writes, for several processes that write, and the archive in a database's rows."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "library_state",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("items_moved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    op.execute("INSERT INTO library_state (one, generation, items_moved) VALUES (1, 0, 0)")
    op.create_table(
        "archive_records",
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["segment"], ["archive_segments.number"]),
        sa.PrimaryKeyConstraint("segment", "offset"),
    )
    if op.get_context().dialect.name == "postgresql":
        # Records are packed already: to pack them again takes time and makes them no smaller.
        op.execute("ALTER TABLE archive_records ALTER COLUMN record SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("archive_records")
    op.drop_table("library_state")
