"""The passage index: which stored articles share passages with a new one (`model.protocols.PassageIndex`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import Connection, Integer, LargeBinary, bindparam, func, select

from headwater.model.protocols import PassageUse
from headwater.model.subject import TERM_BITS, UNKNOWN_SUBJECT, Subject
from headwater.model.usage import (
    MOST_HOLDERS,
    Holder,
    UseCounter,
    is_everywhere,
    sketch_of,
    weight_of,
)
from headwater.store.among import is_among
from headwater.store.posting_levels import PostingLevels
from headwater.store.postings import Numbers, Postings, each_print, from_bytes, in_bytes, merged, prints_of
from headwater.store.records import to_json
from headwater.store.schema import articles, passage_holders
from headwater.store.upserting import upsert

_SKETCH_BYTES, _TERM_BYTES = 4, TERM_BITS // 8

# Built once: to build a statement takes longer than to run it.
# The article's own row holds its id and site too, but in a table as large as all the texts.
_HOLDER = upsert(passage_holders).from_select(
    ["article", "id", "site", "sketch", "headline", "lead"],
    select(
        articles.c.seq,
        articles.c.id,
        articles.c.record["site"].as_string(),
        *(bindparam(name, type_=LargeBinary) for name in ("sketch", "headline", "lead")),
    ).where(articles.c.seq == bindparam("of")),
)
_ADD_HOLDER = _HOLDER.on_conflict_do_update(
    index_elements=["article"],
    set_={name: _HOLDER.excluded[name] for name in ("id", "site", "sketch", "headline", "lead")},
)
_HOLDERS = select(passage_holders).where(is_among(passage_holders.c.article, "wanted"))
_LAST = select(func.coalesce(func.max(passage_holders.c.article), 0)).scalar_subquery()
_UNINDEXED = (
    select(articles.c.seq, articles.c.id)
    .where(articles.c.seq > _LAST)
    .order_by(articles.c.seq)
    .limit(bindparam("most", type_=Integer))
)


@dataclass(frozen=True)
class _Article:
    """An article of the index: its id, and what counting needs of it."""

    id: str
    site: str | None
    packed_sketch: bytes
    packed_headline: bytes
    packed_lead: bytes

    @cached_property
    def holder(self) -> Holder:
        sketch = tuple(from_bytes(self.packed_sketch, _SKETCH_BYTES).tolist())
        headline, lead = (
            tuple(from_bytes(packed, _TERM_BYTES).tolist())
            for packed in (self.packed_headline, self.packed_lead)
        )
        # An article of unknown site is a site of its own.
        return Holder(self.site or self.id, sketch, Subject(headline, lead))


class PassageMemory:
    """What was read and counted, kept from one transaction to the next by whoever knows when one is undone.

    Of passages that many hold, what counts is mostly the same when one more article came.
    """

    def __init__(self) -> None:
        self.articles: dict[int, _Article] = {}
        self.counted: dict[tuple[int, ...], PassageUse] = {}
        self.counter = UseCounter()

    def forget(self) -> None:
        """Remember nothing."""
        self.articles.clear()
        self.counted.clear()
        self.counter = UseCounter()


class Passages:
    """The passage index of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._memory = PassageMemory()
        self._postings = PostingLevels(connection, self._without_too_many)
        # An article that comes asks for the same passages before and after it is added, and then for who shares them.
        self._asked: tuple[Numbers, Postings] | None = None

    def recall(self, memory: PassageMemory) -> None:
        """Go on with what was remembered in an earlier transaction, after which none was undone."""
        self._memory = memory

    def forget_asked(self) -> None:
        """Read the index anew: part of what was written in this transaction was undone."""
        self._asked = None

    def add(self, article: int, fingerprints: Sequence[int], subject: Subject = UNKNOWN_SUBJECT) -> None:
        """Index a stored article, named by its row number, or index it by a newer text as well."""
        self._connection.execute(
            _ADD_HOLDER,
            {
                "of": article,
                "sketch": _packed(sketch_of(fingerprints), _SKETCH_BYTES),
                "headline": _packed(subject.headline, _TERM_BYTES),
                "lead": _packed(subject.lead, _TERM_BYTES),
            },
        )
        prints = prints_of(fingerprints)
        self._postings.add(article, prints)
        if article in self._memory.articles:
            self._memory.forget()
        if self._asked is not None:
            asked, found = self._asked
            new = np.intersect1d(prints, asked)
            self._asked = asked, merged([found, Postings(new, np.full(len(new), article, dtype=np.int64))])

    def _find(self, prints: Numbers) -> Postings:
        """The postings of these prints, of which each is given once, ascending."""
        if self._asked is not None:
            asked, found = self._asked
            if len(prints) == len(asked) and (prints == asked).all():
                return found
            if np.isin(prints, asked).all():
                kept = np.isin(found.prints, prints)
                return Postings(found.prints[kept], found.articles[kept])
        found = self._postings.find(prints)
        self._asked = prints, found
        return found

    def unindexed(self, most: int) -> list[tuple[int, str]]:
        """The first articles that are not in the index, by row number and id.

        There are some after an upgrade to a version that chooses other fingerprints.
        """
        return [(row.seq, row.id) for row in self._connection.execute(_UNINDEXED, {"most": most})]

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Ids of articles that hold any of these, with how many they share, most telling first.

        A passage weighs more the fewer hold it; one that stands everywhere is left out.
        """
        found = self._followed(self._find(prints_of(fingerprints)))
        if not len(found):
            return []
        _, place, holders = np.unique(found.prints, return_inverse=True, return_counts=True)
        weights = np.array([weight_of(count) for count in holders.tolist()])[place]
        articles, place = np.unique(found.articles, return_inverse=True)
        shared, weight = np.bincount(place), np.bincount(place, weights).astype(np.int64)
        order = np.lexsort((-shared, -weight))
        # Those beyond the limit that weigh as much as the last one before it: their ids decide.
        last = order[min(limit, len(order)) - 1]
        order = order[: int((weight >= weight[last]).sum())]
        known = self._articles(articles[order].tolist())
        ranked = sorted(
            (-int(weight[at]), -int(shared[at]), known[int(articles[at])].id) for at in order.tolist()
        )
        return [(name, -count) for _, count, name in ranked[:limit]]

    def holders(self, fingerprints: Sequence[int]) -> tuple[list[str], bool]:
        """Ids of articles that hold any of these, boilerplate or not, by id, and whether these are all.

        Of each passage the first by rank are given.
        """
        found = self._find(prints_of(fingerprints))
        _, counts = np.unique(found.prints, return_counts=True)
        is_all = not len(counts) or int(counts.max()) < MOST_HOLDERS
        known = self._articles(np.unique(self._without_too_many(found).articles).tolist())
        return sorted(article.id for article in known.values()), is_all

    def uses(self, fingerprints: Sequence[int], *, least: int = 1) -> dict[int, PassageUse]:
        """How widely those of these fingerprints are used that at least so many stored articles hold."""
        given = dict(zip(each_print(fingerprints).tolist(), fingerprints, strict=True))
        found = _held_by(self._find(prints_of(fingerprints)), least)
        return {given[value]: use for value, use in self._uses(found).items()}

    def _uses(self, found: Postings) -> dict[int, PassageUse]:
        found = self._without_too_many(found)
        known = self._articles(np.unique(found.articles).tolist())
        counter, counted = self._memory.counter, self._memory.counted
        uses = {}
        for value, held_by in _by_print(found):
            # Neighbouring passages mostly have the same holders.
            if held_by not in counted:
                holders = [counter.number(known[article].holder) for article in held_by]
                counted[held_by] = counter.use_of(holders)
            uses[value] = counted[held_by]
        return uses

    def _followed(self, found: Postings) -> Postings:
        """Without those of passages that stand everywhere, and of others without holders too many."""
        values, counts = np.unique(found.prints, return_counts=True)
        full = np.isin(found.prints, values[counts >= MOST_HOLDERS])
        if not full.any():
            return found
        many = Postings(found.prints[full], found.articles[full])
        everywhere = [value for value, use in self._uses(many).items() if is_everywhere(use)]
        kept = ~np.isin(found.prints, everywhere)
        return self._without_too_many(Postings(found.prints[kept], found.articles[kept]))

    def _without_too_many(self, postings: Postings) -> Postings:
        """The postings with at most MOST_HOLDERS articles a print, those of least id."""
        _, group, lengths = np.unique(postings.prints, return_inverse=True, return_counts=True)
        too_many = np.flatnonzero((lengths > MOST_HOLDERS)[group])
        if not len(too_many):
            return postings
        numbers, place = np.unique(postings.articles[too_many], return_inverse=True)
        known = self._articles(numbers.tolist())
        ids = [known[number].id for number in numbers.tolist()]
        rank = np.empty(len(ids), dtype=np.int64)
        rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        by_rank = too_many[np.lexsort((rank[place], group[too_many]))]
        starts = np.flatnonzero(np.diff(group[by_rank], prepend=-1))
        within = np.arange(len(by_rank)) - np.repeat(starts, np.diff(starts, append=len(by_rank)))
        kept = np.ones(len(postings), dtype=np.bool_)
        kept[by_rank[within >= MOST_HOLDERS]] = False
        return Postings(postings.prints[kept], postings.articles[kept])

    def _articles(self, wanted: Iterable[int]) -> dict[int, _Article]:
        asked = list(wanted)
        known = self._memory.articles
        if missing := [article for article in asked if article not in known]:
            rows = self._connection.execute(_HOLDERS, {"wanted": to_json(missing)}).all()
            known.update({article: _Article(*about) for article, *about in rows})
        return {article: known[article] for article in asked if article in known}


def _packed(values: Sequence[int], width: int) -> bytes:
    return in_bytes(np.array(values, dtype=np.int64), width)


def _held_by(found: Postings, least: int) -> Postings:
    """The postings of prints that at least so many articles hold."""
    if least <= 1 or not len(found):
        return found
    _, place, counts = np.unique(found.prints, return_inverse=True, return_counts=True)
    kept = (counts >= least)[place]
    return Postings(found.prints[kept], found.articles[kept])


def _by_print(found: Postings) -> Iterable[tuple[int, tuple[int, ...]]]:
    """Each print with the articles that hold it."""
    starts = np.flatnonzero(np.diff(found.prints, prepend=-1)).tolist()
    articles = found.articles.tolist()
    ends = [*starts[1:], len(articles)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        yield int(found.prints[start]), tuple(articles[start:end])
