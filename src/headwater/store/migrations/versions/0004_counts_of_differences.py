"""What each difference comes to, counted once, and articles by when they were published: for networks."""

import sqlalchemy as sa
from alembic import op

from headwater.store.alterations import alteration_from
from headwater.store.columns import String

revision = "0004"
down_revision = "0003"

_BATCH = 1000
_COUNTS = ("sentences", "dropped")
_FLAGS = ("figures", "attribution", "lacks_correction", "still_says")
_DIFFERENCES = sa.table(
    "differences",
    sa.column("article", String()),
    sa.column("record", sa.JSON()),
    sa.column("missed", sa.JSON()),
    *(sa.column(name, sa.Integer()) for name in _COUNTS),
    *(sa.column(name, sa.Boolean()) for name in (*_FLAGS, "headline")),
)


def upgrade() -> None:
    for name in _COUNTS:
        _add(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    _add(sa.Column("headline", sa.Boolean(), nullable=True))
    for name in _FLAGS:
        _add(sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
    op.create_index("ix_articles_published", "articles", ["published"])
    _count_stored()


def _add(column: sa.Column[int] | sa.Column[bool]) -> None:
    op.add_column("differences", column)


def _count_stored() -> None:
    """Count what is stored already, a batch after the other."""
    connection, columns = op.get_bind(), _DIFFERENCES.c
    set_counts = sa.update(_DIFFERENCES).where(columns.article == sa.bindparam("of"))
    last = ""
    while True:
        query = sa.select(columns.article, columns.record, columns.missed).where(columns.article > last)
        rows = connection.execute(query.order_by(columns.article).limit(_BATCH)).all()
        if not rows:
            return
        for row in rows:
            counts = alteration_from(row.record, row.missed)._asdict()
            connection.execute(set_counts.values(**counts), {"of": row.article})
        last = rows[-1].article


def downgrade() -> None:
    op.drop_index("ix_articles_published", "articles")
    for name in (*_FLAGS, "headline", *_COUNTS):
        op.drop_column("differences", name)
