"""Full-text search over the articles of a library, alike on SQLite and PostgreSQL: see docs/search.md.

words     text → terms                 pure; what an article is found by
query     what somebody typed → Query  pure; never fails, says what it left out
ranking   what matched → order         pure
indexing  articles → the index         when they are written, or catching up
search    Query → stories              reads the index, then only what is shown
"""
