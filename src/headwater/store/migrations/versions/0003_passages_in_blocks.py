"""The passage index in packed blocks, with what tells how widely a passage is used.

Its fingerprints are chosen in another way from this version on, and only the texts can give them: the index begins
empty, and the next import first adds the articles that are stored (flow.indexing).
"""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import Key, String, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "passages_recent",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "passage_blocks",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("postings", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "passage_levels",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("postings", sa.BigInteger(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("level"),
    )
    op.create_table(
        "passage_holders",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", String(), nullable=False),
        sa.Column("site", Text(), nullable=True),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.drop_table("fingerprints")


def downgrade() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "article"),
        sqlite_with_rowid=False,
    )
    for table in ("passage_holders", "passage_levels", "passage_blocks", "passages_recent"):
        op.drop_table(table)
