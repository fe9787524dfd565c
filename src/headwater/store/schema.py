"""The tables. Facts are appended; derived state names the version of the stage that made it.

Times are text in ISO 8601, UTC, always 27 characters ("2026-03-01T10:00:00.000000Z"), so that they sort.
Records that are read whole (an article, an edge) are JSON beside the columns that are searched.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
)

from headwater.store.columns import Key, String, Text

# The newest migration in migrations/versions; a test keeps the two equal.
HEAD = "0017"

metadata = MetaData()

library_state = Table(  # of one row
    "library_state",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    # How many transactions wrote of articles: tells a process whether another wrote since it did.
    Column("generation", BigInteger, nullable=False),
    # The generation that last put an item of the story stream into another story; others only append items.
    Column("items_moved", BigInteger, nullable=False),
    # How many there are: to count the rows of a large library takes longer than to show its front page.
    Column("families", BigInteger, nullable=False, server_default="0"),
    Column("stories", BigInteger, nullable=False, server_default="0"),
    # The first and the last row number of the articles that were stored before shelves were and are on none yet.
    Column("shelve_from", BigInteger, nullable=False, server_default="0"),
    Column("shelve_to", BigInteger, nullable=False, server_default="0"),
    # The version that outlines are brought to, and the story up to which they were; none once all are.
    Column("outline_version", Integer, nullable=False, server_default="0"),
    Column("outline_after", String),
)

# Facts -------------------------------------------------------------------------------------------------

archive_segments = Table(
    "archive_segments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),  # committed bytes; the file holds no more once recovered
)

archive_records = Table(  # the archive, where it lies in the database; in a data folder, files hold it
    "archive_records",
    metadata,
    Column("segment", Integer, ForeignKey("archive_segments.number"), nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("record", LargeBinary, nullable=False),  # a gzip member
    PrimaryKeyConstraint("segment", "offset"),
)

pages = Table(
    "pages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # the order of import
    Column("id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("url", Text, index=True),
    Column("content_type", Text),
    Column("fetched_at", String),
    Column("fetched_basis", String, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the content
    Column("size", BigInteger, nullable=False),
    Column("segment", Integer, ForeignKey("archive_segments.number"), nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("record_digest", String, nullable=False),  # SHA-256 of the gzip member in the archive
)

readings = Table(  # that a page was read, and what kind of page it was found to be
    "readings",
    metadata,
    Column("page", Integer, ForeignKey("pages.seq"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text),
    Column("articles", Integer, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("page", Integer, ForeignKey("pages.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("url", Text, index=True),
    Column("title", Text),
    Column("credit", Text),  # the credit's key: a publisher's id, or its name without case
    Column("published", String, index=True),  # the likely time
    Column("language", String),
    Column("category", Text),
    Column("labels", JSON, nullable=False),
    Column("notes", Integer, nullable=False),  # how many editors' notes it carries
    Column("record", JSON, nullable=False),
    Index("articles_by_page", "page", "position"),
)

# The passage index: which articles hold which passage. See store.posting_levels for what is kept where.
passages_recent = Table(  # the newest articles, each with its prints
    "passages_recent",
    metadata,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("prints", LargeBinary, nullable=False),
)

passage_blocks = Table(  # sorted postings; the key is the level, then 46 bits of the first print
    "passage_blocks",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("postings", LargeBinary, nullable=False),
)

passage_levels = Table(
    "passage_levels",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("postings", BigInteger, nullable=False),
    Column("next", BigInteger, nullable=False),  # the print from which on it is merged into the next level
)

passage_holders = Table(  # what counting the uses of a passage needs of an article
    "passage_holders",
    metadata,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("site", Text),
    Column("sketch", LargeBinary, nullable=False),
    # What it is about: the terms of its headline, and of its lead (model.subject).
    Column("headline", LargeBinary, nullable=False),
    Column("lead", LargeBinary, nullable=False),
)

edges = Table(
    "edges",
    metadata,
    Column("article", String, nullable=False),
    Column("other", String, nullable=False, index=True),
    Column("relation", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("record", JSON, nullable=False),
    PrimaryKeyConstraint("article", "other"),
    sqlite_with_rowid=False,
)

# An address fetched again. A sighting says when an article was seen, on which page, saying which of its versions.
# Both are kept only for articles that were seen more than once. A newer reader reads the archived pages again.
versions = Table(
    "versions",
    metadata,
    Column("article", String, nullable=False),
    Column("digest", String, nullable=False),  # of what it says, without what changes by itself
    Column("record", JSON, nullable=False),
    PrimaryKeyConstraint("article", "digest"),
    sqlite_with_rowid=False,
)

sightings = Table(
    "sightings",
    metadata,
    Column("article", String, nullable=False),
    Column("at", String, nullable=False),  # when the page was fetched; empty where that is unknown
    Column("page", Integer, ForeignKey("pages.seq"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("reading", Integer, nullable=False),  # the reader's version
    Column("kind", String, nullable=False, server_default="main"),  # the article's place on that page
    PrimaryKeyConstraint("article", "at", "page"),
    sqlite_with_rowid=False,
)

# Derived -----------------------------------------------------------------------------------------------

revisions = Table(  # the sightings in order of time, those that say the same taken together
    "revisions",
    metadata,
    Column("article", String, nullable=False),
    Column("number", Integer, nullable=False),  # from 1
    Column("version", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("page", Integer, nullable=False),  # pages.seq of the first page that said it
    Column("first_seen", String, nullable=False),
    Column("last_seen", String, nullable=False),
    Column("sightings", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),  # a fact changed and nothing said so
    Column("change", JSON(none_as_null=True)),  # against the one before; none for the first
    PrimaryKeyConstraint("article", "number"),
    Index("revisions_by_silent", "silent", "first_seen"),
    sqlite_with_rowid=False,
)

families = Table(
    "families",
    metadata,
    Column("id", String, primary_key=True),
    Column("story", String, index=True),
    Column("size", Integer, nullable=False),
    Column("publisher", Text),  # the origin's, if known
    Column("publisher_id", Text),
    Column("version", Integer, nullable=False),
    Column("origin", JSON, nullable=False),
    sqlite_with_rowid=False,
)

branches = Table(  # one row a member: its place in its family's tree
    "branches",
    metadata,
    Column("article", String, primary_key=True),
    Column("family", String, nullable=False),
    Column("place", Integer, nullable=False),  # the order within the family
    Column("is_origin", Boolean, nullable=False),
    Column("relation", String),
    Column("credited", Boolean, nullable=False),
    Column("uncredited", Boolean, nullable=False),  # carries a known origin's text without saying so
    Column("taker", Text),  # for flows between publishers: who took, from whom, how long after
    Column("giver", Text),
    Column("delay_minutes", Float),
    Column("record", JSON(none_as_null=True)),  # the branch; none for an origin or a family of one
    Index("branches_by_family", "family", "place"),
    Index("branches_by_flow", "giver", "taker", "delay_minutes"),
    sqlite_with_rowid=False,
)

flows = Table(  # the branches counted by who gave and who took
    "flows",
    metadata,
    Column("giver", Text, nullable=False),
    Column("taker", Text, nullable=False),
    Column("articles", Integer, nullable=False, index=True),
    Column("credited", Integer, nullable=False),
    PrimaryKeyConstraint("giver", "taker"),
    Index("flows_by_taker", "taker"),
    sqlite_with_rowid=False,
)

excerpts = Table(  # articles outside a family that took part of it
    "excerpts",
    metadata,
    Column("family", String, nullable=False),
    Column("article", String, nullable=False),
    Column("record", JSON, nullable=False),
    PrimaryKeyConstraint("family", "article"),
    sqlite_with_rowid=False,
)

differences = Table(
    "differences",
    metadata,
    Column("article", String, primary_key=True),
    Column("source", String, nullable=False, index=True),  # the article it was compared with
    Column("version", Integer, nullable=False),
    # Record and missed in a few lines (store.story_differences), for the story's page; none until it is outlined.
    Column("told", JSON(none_as_null=True)),
    # What the record comes to (model.network.Alteration): a network counts all of them without reading one.
    Column("sentences", Integer, nullable=False, server_default="0"),
    Column("dropped", Integer, nullable=False, server_default="0"),
    Column("headline", Boolean),
    Column("figures", Boolean, nullable=False, server_default="0"),
    Column("attribution", Boolean, nullable=False, server_default="0"),
    Column("lacks_correction", Boolean, nullable=False, server_default="0"),
    Column("still_says", Boolean, nullable=False, server_default="0"),
    Column("missed", JSON, nullable=False),  # corrections of the source that the article does not carry
    # Last: SQLite reads all of a row that stands before what it is asked for.
    Column("record", JSON, nullable=False),
)

noted_changes = Table(  # what is worth a reader's eye: editors' notes, copies that altered something
    "noted_changes",
    metadata,
    Column("article", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("what", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False, index=True),
    PrimaryKeyConstraint("article", "place"),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("id", String, primary_key=True),
    Column("latest", String, nullable=False),  # sorts the front page
    # What lists of articles say of it, as the card does, before the card: they read no more of a row.
    Column("headline", Text, nullable=False, server_default=""),
    Column("articles", Integer, nullable=False, server_default="0"),
    Column("card", JSON, nullable=False),
    Index("stories_by_latest", "latest", "id"),
)

story_items = Table(  # what the story stream keeps of each article, to go on where it stopped
    "story_items",
    metadata,
    # articles.seq: the order in which they were placed
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("story", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("item", LargeBinary, nullable=False),
)

neighbours = Table(  # stories that an article came near to without joining
    "neighbours",
    metadata,
    Column("story", String, nullable=False),
    Column("other", String, nullable=False, index=True),
    Column("similarity", Float, nullable=False),
    PrimaryKeyConstraint("story", "other"),
    sqlite_with_rowid=False,
)

traces = Table(
    "traces",
    metadata,
    Column("record", String, nullable=False),  # the id of what was derived
    Column("stage", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    PrimaryKeyConstraint("record", "stage", "version"),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", Text, nullable=False, unique=True),  # names the input for good
    Column("name", Text, nullable=False),
    Column("page", String, index=True),
    Column("stage", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("first_tried", String, nullable=False),
    Column("last_tried", String, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("resolved_at", String),
    Column("dismissed_at", String),  # when a person said that nothing needs to be done about this content
)

archive_files = (
    Table(  # how far WARC and WET files were imported, by what they hold: see store/archive_files.py
        "archive_files",
        metadata,
        Column("digest", String, primary_key=True),  # SHA-256 of the file
        Column("name", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("version", Integer, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("skip", BigInteger, nullable=False),
        Column("is_done", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
)
