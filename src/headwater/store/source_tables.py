"""The tables of what we watch: sources, where we stand with them, what was seen there, and what is fetched again.

Other than facts, states and visits are overwritten: they say where we stand, and the log of fetches what happened.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from headwater.store.columns import String, Text
from headwater.store.schema import metadata

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # of its address: equal addresses are one source
    Column("url", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("language", String),
    Column("full_text", Boolean),  # none: not decided yet
    Column("proxy", Text),
    Column("added_at", String, nullable=False),
    sqlite_with_rowid=False,
)

source_states = Table(
    "source_states",
    metadata,
    Column("source", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("next_due", String, nullable=False, index=True),
    Column("decided_at", String, nullable=False, index=True),
    Column("delay", Float, nullable=False),  # seconds
    Column("interval", Float, nullable=False),  # seconds
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", String),
    Column("arrivals", JSON, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", String),
    Column("last_error", Text, nullable=False),
    Column("last_fetched", String),
    Column("last_success", String),
    Column("last_new", String),
    Column("paused", String),
    Column("paused_at", String),
    Column("moved_to", Text),
    Column("moved_times", Integer, nullable=False),
    Column("moved_from", Text),
    Column("lease_owner", String),
    Column("lease_until", String),
    Column("entries", String),
    sqlite_with_rowid=False,
)

fetches = Table(  # the last ones of each source
    "fetches",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("source", String, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("at", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("status", Integer),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("said", Text, nullable=False),
    Index("fetches_by_source", "source", "seq"),
)

feed_items = Table(  # which article each entry of a source is, by what entries are known by
    "feed_items",
    metadata,
    Column("source", String, nullable=False),
    Column("article", String, nullable=False, index=True),
    Column("key", Text, nullable=False, index=True),
    Column("guid", Text, nullable=False),
    Column("said", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", String),
    Column("first_seen", String, nullable=False),
    Column("last_seen", String, nullable=False),
    PrimaryKeyConstraint("source", "article"),
    Index("feed_items_by_key", "source", "key"),
    Index("feed_items_by_guid", "source", "guid"),
    Index("feed_items_by_said", "source", "said"),
    Index("feed_items_by_time", "source", "first_seen"),
    sqlite_with_rowid=False,
)

page_visits = Table(  # articles whose own page is fetched, and fetched again
    "page_visits",
    metadata,
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("article", String, index=True),  # none until it is known
    Column("next_due", String, index=True),  # none: the last of its visits was made
    Column("decided_at", String, nullable=False, index=True),
    Column("step", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", String),
    Column("failures", Integer, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("last_fetched", String),
    Column("gone", Integer, nullable=False),
    Column("gone_at", String, index=True),
    Column("lease_owner", String),
    Column("lease_until", String),
    sqlite_with_rowid=False,
)

subscriptions = Table(  # WebSub: what hubs were asked to push
    "subscriptions",
    metadata,
    Column("source", String, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("callback", String, nullable=False, unique=True),  # the unguessable part of its address
    Column("secret", String, nullable=False),
    Column("state", String, nullable=False),
    Column("next_due", String, nullable=False, index=True),  # when it is asked for (again)
    Column("expires", String),
    Column("failures", Integer, nullable=False),
    Column("last_error", Text, nullable=False),
    sqlite_with_rowid=False,
)

deliveries = Table(  # what hubs pushed or was fetched, and nobody has read yet
    "deliveries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("source", String, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("at", String, nullable=False),
    Column("content_type", Text),
    Column("digest", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("url", Text),  # where it was fetched; none of what was pushed
    UniqueConstraint("source", "digest"),
)
