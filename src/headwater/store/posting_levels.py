"""Where postings are kept: newest articles as they came, all others in levels of sorted blocks.

A log-structured merge tree (P. O'Neil et al., Acta Informatica 1996) whose levels are merged a stretch at a time, as
LevelDB does, here with rows of one table for blocks: what an article adds is written in few whole pages instead
of a hundred scattered ones, inside the page's transaction, and no article waits for a level to be rewritten. What
is kept depends on the order of articles alone, so a killed import that is run again leaves the same rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, text

from headwater.store.postings import (
    NONE,
    PRINT_BITS,
    Block,
    Numbers,
    Postings,
    blocks,
    found,
    from_bytes,
    in_bytes,
    merged,
    unpacked,
)
from headwater.store.records import to_json

# So many of the newest articles are looked through one by one: half a millisecond.
_RECENT = 128
# Postings of the first level, as a power of two, and by how many more each further one is larger (64 times).
# Two levels carry forty thousand articles, three carry three million, four carry two hundred million.
_FIRST = 16
_GROWTH = 6
# Of a full level so many blocks go down at a time, into some 64 times as many, in ten milliseconds, and that after
# every so many articles: faster than the newest articles can fill a level.
_STRETCH = 4
_REST = 8

_PRINT_BYTES = (PRINT_BITS + 7) // 8
_END = 1 << PRINT_BITS

_ADD_RECENT = text("INSERT OR REPLACE INTO passages_recent (article, prints) VALUES (:article, :prints)")
_RECENT_STATE = text(
    "SELECT count(*), (SELECT prints FROM passages_recent WHERE article = :article) FROM passages_recent"
)
_ALL_RECENT = text("SELECT article, prints FROM passages_recent ORDER BY article")
_FORGET_RECENT = text("DELETE FROM passages_recent")
_LEVELS = text("SELECT level, postings, next FROM passage_levels ORDER BY level")
_SET_LEVEL = text(
    "INSERT OR REPLACE INTO passage_levels (level, postings, next) VALUES (:level, :postings, :next)"
)
_FOUND = text(
    """
    SELECT key, postings FROM passage_blocks WHERE key IN (
        SELECT (SELECT max(key) FROM passage_blocks WHERE key <= wanted.value) FROM json_each(:wanted) AS wanted
    ) ORDER BY key
    """
)
_BETWEEN = text(
    "SELECT key, postings FROM passage_blocks WHERE key >= :start AND key < :end ORDER BY key LIMIT :most"
)
_KEY_BEFORE = text("SELECT max(key) FROM passage_blocks WHERE key >= :least AND key <= :key")
_ADD_BLOCK = text("INSERT INTO passage_blocks (key, postings) VALUES (:key, :postings)")
_REMOVE_BLOCK = text("DELETE FROM passage_blocks WHERE key = :key")

Prune = Callable[[Postings], Postings]


@dataclass(frozen=True, slots=True)
class _Level:
    """A level, how many postings it has, and the print from which on it goes down next."""

    level: int
    postings: int
    next: int

    @property
    def is_full(self) -> bool:
        return self.postings >> (_FIRST + _GROWTH * (self.level - 1)) > 0


class PostingLevels:
    """The postings of one transaction. `prune` drops of a print that too many hold the holders too many."""

    def __init__(self, connection: Connection, prune: Prune) -> None:
        self._connection = connection
        self._prune = prune

    def find(self, prints: Numbers) -> Postings:
        """The postings of these prints, of which each is given once, ascending."""
        if not len(prints):
            return NONE
        starts = np.array([level.level for level in self._levels()], dtype=np.int64) << PRINT_BITS
        wanted = np.add.outer(starts, prints).ravel()
        rows = self._connection.execute(_FOUND, {"wanted": to_json(wanted.tolist())}).all()
        recent = self._recent()
        place = np.searchsorted(prints, recent.prints)
        known = prints[np.minimum(place, len(prints) - 1)] == recent.prints
        in_recent = Postings(recent.prints[known], recent.articles[known])
        return merged([found([(row[0], row[1]) for row in rows], wanted), in_recent])

    def add(self, article: int, prints: Numbers) -> None:
        """Add an article's prints, or more prints of one that was added before."""
        count, before = self._connection.execute(_RECENT_STATE, {"article": article}).one()
        if before is not None:
            prints = np.union1d(prints, from_bytes(before, _PRINT_BYTES))
        self._connection.execute(_ADD_RECENT, {"article": article, "prints": in_bytes(prints, _PRINT_BYTES)})
        if count >= _RECENT:
            self._move_recent()
        elif count % _REST == 0:
            for level in self._levels():
                if level.is_full:
                    self._move_stretch(level)

    def _recent(self) -> Postings:
        """The postings of the newest articles, in their order."""
        rows = self._connection.execute(_ALL_RECENT).all()
        prints = from_bytes(b"".join([row[1] for row in rows]), _PRINT_BYTES)
        lengths = [len(row[1]) // _PRINT_BYTES for row in rows]
        articles = np.repeat(np.array([row[0] for row in rows], dtype=np.int64), lengths)
        return Postings(prints, articles)

    def _levels(self) -> list[_Level]:
        return [_Level(*row) for row in self._connection.execute(_LEVELS)]

    def _move_recent(self) -> None:
        """Merge the newest articles into the first level, all of it."""
        self._merge_into(1, self._recent(), 0, _END)
        self._connection.execute(_FORGET_RECENT)

    def _move_stretch(self, level: _Level) -> None:
        """Merge the next few blocks of a full level into the one below; after the last, the first are next."""
        start = level.level << PRINT_BITS
        rows = self._blocks(start + level.next, start + _END, _STRETCH + 1)
        if not rows:
            rows = self._blocks(start, start + _END, _STRETCH + 1)
        moved = rows[:_STRETCH]
        end = rows[_STRETCH][0] % _END if len(rows) > _STRETCH else _END
        postings = unpacked(moved)
        self._merge_into(level.level + 1, postings, moved[0][0] % _END, end)
        self._remove(moved)
        left = level.postings - len(postings)
        self._set_level(_Level(level.level, left, end % _END))

    def _merge_into(self, level: int, new: Postings, first: int, end: int) -> None:
        """Merge postings whose prints lie between two into the blocks of a level that hold such."""
        start = level << PRINT_BITS
        key = self._connection.execute(_KEY_BEFORE, {"least": start, "key": start + first}).scalar()
        rows = self._blocks(start + first if key is None else key, start + end)
        old = unpacked(rows)
        both = self._prune(merged([old, new]))
        self._remove(rows)
        added = [{"key": start + least, "postings": block} for least, block in blocks(both)]
        if added:
            self._connection.execute(_ADD_BLOCK, added)
        known = next((known for known in self._levels() if known.level == level), _Level(level, 0, 0))
        self._set_level(_Level(level, known.postings + len(both) - len(old), known.next))

    def _blocks(self, start: int, end: int, most: int = -1) -> list[Block]:
        rows = self._connection.execute(_BETWEEN, {"start": start, "end": end, "most": most}).all()
        return [(row[0], row[1]) for row in rows]

    def _remove(self, rows: Sequence[Block]) -> None:
        if rows:
            self._connection.execute(_REMOVE_BLOCK, [{"key": key} for key, _ in rows])

    def _set_level(self, level: _Level) -> None:
        values = {"level": level.level, "postings": level.postings, "next": level.next}
        self._connection.execute(_SET_LEVEL, values)
