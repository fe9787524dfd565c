"""The tables of the search. All of it follows from the articles, and can be made anew from them at any time.

They are apart from the library's other tables: a copy or a backup of a library leaves them out and fills them again.
`search_index` is a table of SQLite's FTS5, or one with a tsvector on PostgreSQL; migration 0013 makes both.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table

from headwater.store.columns import Key, String, Text

search_metadata = MetaData()

search_state = Table(  # of one row
    "search_state",
    search_metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    # All articles from the row number `low` to `high` are in the index. None is while `high` is 0.
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    Column("version", Integer, nullable=False),  # of what the index holds, see store.search.words
    Column("shift", BigInteger, nullable=False),  # how far a number lies behind its time at most
    Column("documents", Integer, nullable=False),  # how many are in the index
    Column("uncounted", Integer, nullable=False),  # how many rows search_uncounted has
)

search_documents = Table(
    "search_documents",
    search_metadata,
    # The row number in the index: follows the time, so that the newest have the largest.
    Column("number", Key, primary_key=True, autoincrement=False),
    # articles.seq; none where the article says something else now and has another document, and of milestones, whose
    # numbers are kept from documents here (see store.search.milestones). No number is used twice.
    Column("article", Integer, unique=True),
    Column(
        "time", BigInteger, nullable=False
    ),  # seconds since 1970: when it was published, else first fetched
    Column("length", Integer, nullable=False),  # in words
    Column("weights", LargeBinary, nullable=False),  # see store.search.weights
)

search_days = Table(  # how many documents are of each day, to know how far back to look
    "search_days",
    search_metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),  # of the number, see store.search.numbers
    Column("documents", Integer, nullable=False),
)

search_languages = Table(  # by what languages' rules a query may be read
    "search_languages",
    search_metadata,
    Column("language", String, primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

search_uncounted = Table(  # documents whose words are not counted yet: many are counted at once
    "search_uncounted",
    search_metadata,
    Column("number", Key, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),  # each once, with a line break between them
)

search_vocabulary = Table(  # the words of the library, for those that somebody misspells
    "search_vocabulary",
    search_metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("word", Text, nullable=False, unique=True),  # folded
    Column("shown", Text, nullable=False),  # as it was written first, in small letters
    Column("documents", Integer, nullable=False),
    Column("tier", Integer, nullable=False),  # the binary logarithm of `documents`: orders them well enough
    Index("search_vocabulary_by_tier", "tier", "word"),
)

search_spellings = Table(  # what is left of a word when letters are missing: see store.search.spelling
    "search_spellings",
    search_metadata,
    Column("key", BigInteger, nullable=False),
    Column("word", Integer, nullable=False),  # search_vocabulary.number
    PrimaryKeyConstraint("key", "word"),
    sqlite_with_rowid=False,
)

# With those that FTS5 keeps its index in.
SEARCH_TABLES = frozenset(search_metadata.tables) | {
    "search_index",
    "search_index_config",
    "search_index_data",
    "search_index_idx",
}
