"""The tables of what people do: acts, which are appended, and what follows from them, a register a row.

Their names begin alike, since in a PostgreSQL database they lie beside the library's. Times are text, as there.
"""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, PrimaryKeyConstraint, Table

from headwater.store.columns import String, Text

# The newest migration in migrations/versions; a test keeps the two equal.
HEAD = "0001"

metadata = MetaData()

acts = Table(
    "people_acts",
    metadata,
    Column("id", String, primary_key=True),  # made by the client
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("value", JSON(none_as_null=True)),
    Column("made_at", String, nullable=False),  # as it counts: never after it was received
    Column("received_at", String, nullable=False),
    Column(
        "digest", String, nullable=False
    ),  # SHA-256 of what was sent: the same id with other content is refused
)

state = Table(  # what the last act about a thing made of it
    "people_state",
    metadata,
    Column("subject_kind", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("aspect", String, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("value", JSON(none_as_null=True)),
    Column("article", Text),  # that a highlight is in
    Column("kept", String),  # the digest of the article as it was then, see `kept`
    Column("at", String, nullable=False),  # when the act was made that counts, and its id
    Column("act", String, nullable=False),
    Column("times", Integer, nullable=False),  # how many acts there were, where they are counted
    PrimaryKeyConstraint("subject_kind", "subject", "person", "aspect"),
    Index("people_state_list", "person", "aspect", "is_on", "at", "subject"),
    Index("people_state_article", "article", "person"),
    sqlite_with_rowid=False,
)

kept = Table(  # articles as they were when somebody saved or highlighted them
    "people_kept",
    metadata,
    Column("article", Text, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the article's record
    Column("kept_at", String, nullable=False),
    Column("record", JSON, nullable=False),
    PrimaryKeyConstraint("article", "digest"),
)

passwords = Table(
    "people_passwords",
    metadata,
    Column("person", String, primary_key=True),
    Column("hash", Text, nullable=False),  # Argon2id, with its parameters and salt
    Column("set_at", String, nullable=False),
)

sessions = Table(
    "people_sessions",
    metadata,
    Column("token", String, primary_key=True),  # SHA-256 of what the browser holds
    Column("person", String, nullable=False, index=True),
    Column("made_at", String, nullable=False),
    Column("used_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
)
