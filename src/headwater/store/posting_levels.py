"""Where postings are kept: newest articles as they came, all others in levels of sorted blocks.

A log-structured merge tree (P. O'Neil et al., Acta Informatica 1996) whose levels are merged a stretch at a time, as
LevelDB does, here with rows of one table for blocks: what an article adds is written in few whole pages instead
of a hundred scattered ones, inside the page's transaction, and no article waits for a level to be rewritten. What
is kept depends on the order of articles alone, so a killed import that is run again leaves the same rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select

from headwater.store.among import number_of, numbers
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
from headwater.store.schema import passage_blocks, passage_levels, passages_recent
from headwater.store.upserting import upsert

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

# Built once: to build a statement takes longer than to run it.
_NEW_RECENT, _NEW_LEVEL = upsert(passages_recent), upsert(passage_levels)
_ADD_RECENT = _NEW_RECENT.on_conflict_do_update(
    index_elements=["article"], set_={"prints": _NEW_RECENT.excluded.prints}
)
_OWN = select(passages_recent.c.prints).where(passages_recent.c.article == bindparam("of")).scalar_subquery()
_RECENT_STATE = select(func.count(), _OWN).select_from(passages_recent)
_ALL_RECENT = select(passages_recent).order_by(passages_recent.c.article)
_FORGET_RECENT = delete(passages_recent)
_LEVELS = select(passage_levels).order_by(passage_levels.c.level)
_SET_LEVEL = _NEW_LEVEL.on_conflict_do_update(
    index_elements=["level"],
    set_={"postings": _NEW_LEVEL.excluded.postings, "next": _NEW_LEVEL.excluded.next},
)
_WANTED = numbers("wanted")
_EARLIER = passage_blocks.alias("earlier")
_BLOCK_OF = (
    select(func.max(_EARLIER.c.key))
    .where(_EARLIER.c.key <= number_of(_WANTED))
    .correlate(_WANTED)
    .scalar_subquery()
)
_FOUND = (
    select(passage_blocks)
    .where(passage_blocks.c.key.in_(select(_BLOCK_OF).select_from(_WANTED)))
    .order_by(passage_blocks.c.key)
)
_BETWEEN = (
    select(passage_blocks)
    .where(passage_blocks.c.key >= bindparam("start"), passage_blocks.c.key < bindparam("end"))
    .order_by(passage_blocks.c.key)
)
_FIRST_BETWEEN = _BETWEEN.limit(bindparam("most", type_=Integer))
_KEY_BEFORE = select(func.max(passage_blocks.c.key)).where(
    passage_blocks.c.key >= bindparam("least"), passage_blocks.c.key <= bindparam("at")
)
_ADD_BLOCK = insert(passage_blocks)
_REMOVE_BLOCK = delete(passage_blocks).where(passage_blocks.c.key == bindparam("at"))

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
        count, before = self._connection.execute(_RECENT_STATE, {"of": article}).one()
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
        key = self._connection.execute(_KEY_BEFORE, {"least": start, "at": start + first}).scalar()
        rows = self._blocks(start + first if key is None else key, start + end)
        old = unpacked(rows)
        both = self._prune(merged([old, new]))
        self._remove(rows)
        added = [{"key": start + least, "postings": block} for least, block in blocks(both)]
        if added:
            self._connection.execute(_ADD_BLOCK, added)
        known = next((known for known in self._levels() if known.level == level), _Level(level, 0, 0))
        self._set_level(_Level(level, known.postings + len(both) - len(old), known.next))

    def _blocks(self, start: int, end: int, most: int | None = None) -> list[Block]:
        between = {"start": start, "end": end}
        if most is None:
            rows = self._connection.execute(_BETWEEN, between).all()
        else:
            rows = self._connection.execute(_FIRST_BETWEEN, {**between, "most": most}).all()
        return [(row[0], row[1]) for row in rows]

    def _remove(self, rows: Sequence[Block]) -> None:
        if rows:
            self._connection.execute(_REMOVE_BLOCK, [{"at": key} for key, _ in rows])

    def _set_level(self, level: _Level) -> None:
        values = {"level": level.level, "postings": level.postings, "next": level.next}
        self._connection.execute(_SET_LEVEL, values)
