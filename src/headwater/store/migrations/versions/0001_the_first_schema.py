"""The first schema."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_facts()
    create_derived()


def create_facts() -> None:
    """What is appended: pages, what was read on them, what was found to be alike, what failed."""
    op.create_table(
        "archive_segments",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "pages",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", String(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("url", Text(), nullable=True),
        sa.Column("content_type", Text(), nullable=True),
        sa.Column("fetched_at", String(), nullable=True),
        sa.Column("fetched_basis", String(), nullable=False),
        sa.Column("digest", String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("record_digest", String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment"],
            ["archive_segments.number"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_pages_url", "pages", ["url"])
    op.create_table(
        "readings",
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", String(), nullable=False),
        sa.Column("title", Text(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"],
            ["pages.seq"],
        ),
        sa.PrimaryKeyConstraint("page"),
    )
    op.create_table(
        "articles",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", Text(), nullable=True),
        sa.Column("title", Text(), nullable=True),
        sa.Column("credit", Text(), nullable=True),
        sa.Column("published", String(), nullable=True),
        sa.Column("language", String(), nullable=True),
        sa.Column("category", Text(), nullable=True),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"],
            ["pages.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("articles_by_page", "articles", ["page", "position"])
    op.create_index("ix_articles_url", "articles", ["url"])
    op.create_table(
        "fingerprints",
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edges",
        sa.Column("article", String(), nullable=False),
        sa.Column("other", String(), nullable=False),
        sa.Column("relation", String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article", "other"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_edges_other", "edges", ["other"])
    op.create_table(
        "quarantine",
        sa.Column("id", String(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("page", String(), nullable=True),
        sa.Column("stage", String(), nullable=False),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("advice", Text(), nullable=False),
        sa.Column("first_tried", String(), nullable=False),
        sa.Column("last_tried", String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("resolved_at", String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("place"),
    )
    op.create_index("ix_quarantine_last_tried", "quarantine", ["last_tried"])
    op.create_index("ix_quarantine_page", "quarantine", ["page"])


def create_derived() -> None:
    """What follows from the facts and is worked out anew when they grow."""
    op.create_table(
        "branches",
        sa.Column("article", String(), nullable=False),
        sa.Column("family", String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_origin", sa.Boolean(), nullable=False),
        sa.Column("relation", String(), nullable=True),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column("uncredited", sa.Boolean(), nullable=False),
        sa.Column("taker", Text(), nullable=True),
        sa.Column("giver", Text(), nullable=True),
        sa.Column("delay_minutes", sa.Float(), nullable=True),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("branches_by_family", "branches", ["family", "place"])
    op.create_index("branches_by_flow", "branches", ["giver", "taker", "delay_minutes"])
    op.create_table(
        "differences",
        sa.Column("article", String(), nullable=False),
        sa.Column("source", String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("missed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_differences_source", "differences", ["source"])
    op.create_table(
        "excerpts",
        sa.Column("family", String(), nullable=False),
        sa.Column("article", String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("family", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "families",
        sa.Column("id", String(), nullable=False),
        sa.Column("story", String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("publisher", Text(), nullable=True),
        sa.Column("publisher_id", Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_families_story", "families", ["story"])
    op.create_table(
        "flows",
        sa.Column("giver", Text(), nullable=False),
        sa.Column("taker", Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("giver", "taker"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_flows_articles", "flows", ["articles"])
    op.create_table(
        "neighbours",
        sa.Column("story", String(), nullable=False),
        sa.Column("other", String(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("story", "other"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "noted_changes",
        sa.Column("article", String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", String(), nullable=False),
        sa.Column("text", Text(), nullable=False),
        sa.Column("at", String(), nullable=False),
        sa.PrimaryKeyConstraint("article", "place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_noted_changes_at", "noted_changes", ["at"])
    op.create_table(
        "stories",
        sa.Column("id", String(), nullable=False),
        sa.Column("latest", String(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("stories_by_latest", "stories", ["latest", "id"])
    op.create_table(
        "story_items",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_index("ix_story_items_story", "story_items", ["story"])
    op.create_table(
        "traces",
        sa.Column("record", String(), nullable=False),
        sa.Column("stage", String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("record", "stage", "version"),
        sqlite_with_rowid=False,
    )
