"""Sources that are watched, what is known of them, and the place that each sighting of an article had on its page."""

import sqlalchemy as sa
from alembic import op

from headwater.store.columns import String, Text

revision = "0005"
down_revision = "0004"

_TABLES = ("deliveries", "subscriptions", "page_visits", "feed_items", "fetches", "source_states", "sources")
_SIGHTINGS = sa.table(
    "sightings",
    sa.column("article", String()),
    sa.column("digest", String()),
    sa.column("kind", String()),
)
_VERSIONS = sa.table(
    "versions",
    sa.column("article", String()),
    sa.column("digest", String()),
    sa.column("record", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("sightings", sa.Column("kind", String(), nullable=False, server_default="main"))
    _say_kinds()
    _create_sources()
    _create_seen()
    _create_pushed()


def _say_kinds() -> None:
    """Until now an article had the same place on every page that it was seen on: the one in its versions."""
    connection, columns = op.get_bind(), _SIGHTINGS.c
    for row in connection.execute(sa.select(_VERSIONS)).all():
        kind = row.record.get("kind", "main")
        if kind != "main":
            same = (columns.article == row.article) & (columns.digest == row.digest)
            connection.execute(sa.update(_SIGHTINGS).where(same).values(kind=kind))


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", String(), nullable=False),
        sa.Column("key", Text(), nullable=False),
        sa.Column("url", Text(), nullable=False),
        sa.Column("kind", String(), nullable=False),
        sa.Column("title", Text(), nullable=False),
        sa.Column("folder", Text(), nullable=False),
        sa.Column("language", String(), nullable=True),
        sa.Column("full_text", sa.Boolean(), nullable=False),
        sa.Column("proxy", Text(), nullable=True),
        sa.Column("added_at", String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_states",
        sa.Column("source", String(), nullable=False),
        sa.Column("next_due", String(), nullable=False),
        sa.Column("decided_at", String(), nullable=False),
        sa.Column("delay", sa.Float(), nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("etag", Text(), nullable=True),
        sa.Column("last_modified", Text(), nullable=True),
        sa.Column("digest", String(), nullable=True),
        sa.Column("arrivals", sa.JSON(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", String(), nullable=True),
        sa.Column("last_error", Text(), nullable=False),
        sa.Column("last_fetched", String(), nullable=True),
        sa.Column("last_success", String(), nullable=True),
        sa.Column("last_new", String(), nullable=True),
        sa.Column("paused", String(), nullable=True),
        sa.Column("paused_at", String(), nullable=True),
        sa.Column("moved_to", Text(), nullable=True),
        sa.Column("moved_times", sa.Integer(), nullable=False),
        sa.Column("moved_from", Text(), nullable=True),
        sa.Column("lease_owner", String(), nullable=True),
        sa.Column("lease_until", String(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_source_states_decided_at", "source_states", ["decided_at"])
    op.create_index("ix_source_states_next_due", "source_states", ["next_due"])
    op.create_table(
        "fetches",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("source", String(), nullable=False),
        sa.Column("at", String(), nullable=False),
        sa.Column("outcome", String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("said", Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("fetches_by_source", "fetches", ["source", "seq"])


def _create_seen() -> None:
    op.create_table(
        "feed_items",
        sa.Column("source", String(), nullable=False),
        sa.Column("article", String(), nullable=False),
        sa.Column("key", Text(), nullable=False),
        sa.Column("guid", Text(), nullable=False),
        sa.Column("said", String(), nullable=False),
        sa.Column("title", Text(), nullable=False),
        sa.Column("published", String(), nullable=True),
        sa.Column("first_seen", String(), nullable=False),
        sa.Column("last_seen", String(), nullable=False),
        sa.PrimaryKeyConstraint("source", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index("feed_items_by_guid", "feed_items", ["source", "guid"])
    op.create_index("feed_items_by_key", "feed_items", ["source", "key"])
    op.create_index("feed_items_by_said", "feed_items", ["source", "said"])
    op.create_index("feed_items_by_time", "feed_items", ["source", "first_seen"])
    op.create_index("ix_feed_items_article", "feed_items", ["article"])
    op.create_index("ix_feed_items_key", "feed_items", ["key"])
    op.create_table(
        "page_visits",
        sa.Column("key", Text(), nullable=False),
        sa.Column("url", Text(), nullable=False),
        sa.Column("source", String(), nullable=False),
        sa.Column("article", String(), nullable=True),
        sa.Column("next_due", String(), nullable=True),
        sa.Column("decided_at", String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("etag", Text(), nullable=True),
        sa.Column("last_modified", Text(), nullable=True),
        sa.Column("digest", String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", Text(), nullable=False),
        sa.Column("last_fetched", String(), nullable=True),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("gone_at", String(), nullable=True),
        sa.Column("lease_owner", String(), nullable=True),
        sa.Column("lease_until", String(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_page_visits_article", "page_visits", ["article"])
    op.create_index("ix_page_visits_decided_at", "page_visits", ["decided_at"])
    op.create_index("ix_page_visits_gone_at", "page_visits", ["gone_at"])
    op.create_index("ix_page_visits_next_due", "page_visits", ["next_due"])
    op.create_index("ix_page_visits_source", "page_visits", ["source"])


def _create_pushed() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("source", String(), nullable=False),
        sa.Column("hub", Text(), nullable=False),
        sa.Column("topic", Text(), nullable=False),
        sa.Column("callback", String(), nullable=False),
        sa.Column("secret", String(), nullable=False),
        sa.Column("state", String(), nullable=False),
        sa.Column("next_due", String(), nullable=False),
        sa.Column("expires", String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source"),
        sa.UniqueConstraint("callback"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subscriptions_next_due", "subscriptions", ["next_due"])
    op.create_table(
        "deliveries",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("source", String(), nullable=False),
        sa.Column("at", String(), nullable=False),
        sa.Column("content_type", Text(), nullable=True),
        sa.Column("digest", String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("source", "digest"),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("sightings", "kind")
