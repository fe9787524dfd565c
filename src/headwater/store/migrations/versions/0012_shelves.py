"""Archives by hashtag, category, publisher and so on, editions of the front page, and counts that are kept.

The tables are empty: the articles that are stored already, with the row numbers from `shelve_from` to `shelve_to` of
`library_state`, are put on their shelves in small pieces, the newest first, by whoever writes articles.
"""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0012"
down_revision = "0011"

_STATE = ("families", "stories", "shelve_from", "shelve_to")
_TABLES = ("story_editions", "shelvings", "shelf_days", "shelved", "shelves")


def upgrade() -> None:
    _shelves()
    op.create_table(
        "shelvings",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=True),
        sa.Column("outlet", Text(), nullable=True),
        sa.Column("site", Text(), nullable=True),
        sa.Column("stands_in", Text(), nullable=True),
        sa.Column("countries", String(), nullable=False),
        sa.Column("shelves", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "story_editions",
        sa.Column("edition", String(), nullable=False),
        sa.Column("latest", String(), nullable=False),
        sa.Column("story", String(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "latest", "story"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_editions_story", "story_editions", ["story"])
    for name in _STATE:
        op.add_column("library_state", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE library_state SET families = (SELECT count(*) FROM families), "
        "stories = (SELECT count(*) FROM stories), shelve_from = 1, "
        "shelve_to = (SELECT COALESCE(max(seq), 0) FROM articles)"
    )


def _shelves() -> None:
    op.create_table(
        "shelves",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", String(), nullable=False),
        sa.Column("key", String(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("shelves_by_key", "shelves", ["kind", "key"], unique=True)
    op.create_index("shelves_by_size", "shelves", ["kind", "articles"])
    op.create_index("shelves_by_latest", "shelves", ["kind", "latest"])
    op.create_table(
        "shelved",
        sa.Column("shelf", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("shelf", "at", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shelf_days",
        sa.Column("shelf", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("shelf", "day"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in _TABLES:
        op.drop_table(name)
    for name in _STATE:
        op.drop_column("library_state", name)
