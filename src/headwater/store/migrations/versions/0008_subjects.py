"""What the holders of a passage are about, for telling a notice from a dispatch.

Only the articles can give it: the index begins empty, and the next import first adds what is stored (flow.indexing).
"""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0008"
down_revision = "0007"

_INDEX = ("passages_recent", "passage_blocks", "passage_levels")


def upgrade() -> None:
    _begin_anew("sketch", "headline", "lead")


def downgrade() -> None:
    _begin_anew("sketch")


def _begin_anew(*packed: str) -> None:
    """Empty the index, whose holders have these columns beside their names."""
    for table in _INDEX:
        op.execute(sa.table(table).delete())
    op.drop_table("passage_holders")
    op.create_table(
        "passage_holders",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", String(), nullable=False),
        sa.Column("site", Text(), nullable=True),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in packed),
        sa.PrimaryKeyConstraint("article"),
    )
