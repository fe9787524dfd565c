"""What is measured beside: the same texts in a plain FTS5 table, unicode61, ranked by its own bm25."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import orjson

_BATCH = 5_000


def fill_plain(folder: Path) -> sqlite3.Connection:
    """A table with the titles and texts of a library's articles, made where it is missing."""
    library = sqlite3.connect(f"file:{folder / 'library.db'}?mode=ro", uri=True)
    (wanted,) = library.execute("SELECT count(*) FROM articles").fetchone()
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("PRAGMA synchronous = OFF")
    plain.execute("PRAGMA cache_size = -65536")
    plain.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS plain USING fts5(title, text, content='', tokenize=unicode61)"
    )
    plain.execute("CREATE TABLE IF NOT EXISTS filled (last INTEGER)")
    (done,) = plain.execute("SELECT coalesce(max(last), 0) FROM filled").fetchone()
    while done < wanted:
        plain.execute("BEGIN")
        plain.executemany("INSERT INTO plain (rowid, title, text) VALUES (?, ?, ?)", _texts(library, done))
        done += _BATCH
        plain.execute("INSERT INTO filled VALUES (?)", (done,))
        plain.execute("COMMIT")
    library.close()
    return plain


def _texts(library: sqlite3.Connection, first: int) -> Iterator[tuple[int, str, str]]:
    query = "SELECT seq, title, record FROM articles WHERE seq > ? AND seq <= ?"
    for seq, title, record in library.execute(query, (first, first + _BATCH)):
        yield seq, title, "\n".join(orjson.loads(record)["paragraphs"])


def ask_plain(plain: sqlite3.Connection, query: str) -> int:
    """Ask for words or a phrase, the best twenty; how many there are."""
    words = query if query.startswith('"') else " ".join(f'"{word}"' for word in re.findall(r"\w+", query))
    asked = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 4.0, 1.0) LIMIT 20"
    return len(plain.execute(asked, (words,)).fetchall())
