"""Full-text search: the index, the documents in it, and the words of the library. Filled as articles are written."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import Key, String, Text

revision = "0013"
down_revision = "0012"

# Our own terms, parted by spaces: what SQLite takes for parts of a word are all letters and digits beyond ASCII, and
# these. Neither the texts nor their lengths are stored: articles hold them, and FTS5's own ranking is not used.
_FTS5 = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, keys, content='', columnsize=0, "
    "tokenize=\"ascii tokenchars ':._-*'\")"
)
_TABLES = (
    "search_spellings",
    "search_vocabulary",
    "search_uncounted",
    "search_languages",
    "search_days",
    "search_documents",
    "search_state",
)


def upgrade() -> None:
    create_documents()
    create_words()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_FTS5)
        return
    op.execute("CREATE TABLE search_index (number bigint PRIMARY KEY, terms tsvector NOT NULL)")
    op.execute("CREATE INDEX search_index_by_terms ON search_index USING gin (terms)")


def create_documents() -> None:
    """What is in the index, and how far it goes."""
    state = op.create_table(
        "search_state",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shift", sa.BigInteger(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("uncounted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    empty = {"one": 1, "low": 0, "high": 0, "version": 1, "shift": 0, "documents": 0, "uncounted": 0}
    op.bulk_insert(state, [empty])
    op.create_table(
        "search_documents",
        sa.Column("number", Key, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("article"),
    )
    op.create_table(
        "search_days",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "search_languages",
        sa.Column("language", String(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language"),
        sqlite_with_rowid=False,
    )


def create_words() -> None:
    """The words of the library, and how they may be misspelled."""
    op.create_table(
        "search_uncounted",
        sa.Column("number", Key, autoincrement=False, nullable=False),
        sa.Column("words", Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "search_vocabulary",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", Text(), nullable=False),
        sa.Column("shown", Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("word"),
    )
    op.create_index("search_vocabulary_by_tier", "search_vocabulary", ["tier", "word"])
    op.create_table(
        "search_spellings",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "word"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.execute("DROP TABLE search_index")
    for table in _TABLES:
        op.drop_table(table)
