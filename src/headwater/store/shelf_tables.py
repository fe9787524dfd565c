"""The tables of the archives, "shelves" in the code, and of the editions of the front page: see docs/archives.md.

All of it is derived from articles and the families that they are in. Times called `at` are seconds since 1970, UTC, so
that a posting is three small numbers; days are counted from 1970-01-01.
"""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table

from headwater.store.columns import String, Text
from headwater.store.schema import metadata

shelves = Table(  # a hashtag, a category, a publisher …: what articles are listed under
    "shelves",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),  # model.shelf.ShelfKind
    Column("key", String, nullable=False),  # equal for names that mean the same
    Column("name", Text, nullable=False),  # as it was printed first
    Column("articles", Integer, nullable=False),
    Column("latest", BigInteger, nullable=False),  # the largest `at` of its articles
    Index("shelves_by_key", "kind", "key", unique=True),
    Index("shelves_by_size", "kind", "articles"),
    Index("shelves_by_latest", "kind", "latest"),
)

shelved = Table(  # which articles stand on which shelf, in order of time
    "shelved",
    metadata,
    Column("shelf", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("article", Integer, nullable=False),  # articles.seq
    PrimaryKeyConstraint("shelf", "at", "article"),
    sqlite_with_rowid=False,
)

shelf_days = (
    Table(  # how many of them are of each day, so that any page is found without counting all before it
        "shelf_days",
        metadata,
        Column("shelf", Integer, nullable=False),
        Column("day", Integer, nullable=False),
        Column("articles", Integer, nullable=False),
        PrimaryKeyConstraint("shelf", "day"),
        sqlite_with_rowid=False,
    )
)

shelvings = (
    Table(  # how an article is listed, read without its record; an article without a row is not shelved yet
        "shelvings",
        metadata,
        Column("article", Integer, primary_key=True, autoincrement=False),  # articles.seq
        Column("at", BigInteger, nullable=False),  # the likely time; else when it was fetched first
        Column(
            "width", BigInteger
        ),  # seconds in which the time lies; none where nothing says when it was published
        Column("outlet", Text),  # whom it is credited to, else its site
        Column("site", Text),
        Column("stands_in", Text),  # for a title, where it has none
        Column("countries", String, nullable=False),  # of its publisher and its site, "CH DE"
        Column("shelves", JSON, nullable=False),  # their numbers
    )
)

story_editions = Table(  # the front page's order, once for each edition that a story is in
    "story_editions",
    metadata,
    Column("edition", String, nullable=False),  # model.edition.Edition
    Column("latest", String, nullable=False),  # stories.latest
    Column("story", String, nullable=False, index=True),
    PrimaryKeyConstraint("edition", "latest", "story"),
    sqlite_with_rowid=False,
)
