"""The passage index as it grows: inserts and lookups per second, bytes per article, and what is still found.

Articles are synthetic (`synthetic.py`); the index is the store's own, on disk, twenty articles a transaction. Other
indexes run on the same articles as far as they get.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from copying.bulk import fill
from copying.peers import PEERS
from copying.synthetic import Synthetic, SyntheticNews, blocks_kept, changed, fingerprints_of_hashes
from headwater.copies.text.wording import Hashes
from headwater.store import Library, Session, open_library
from headwater.store.records import to_json
from headwater.store.sqlite import DATABASE_NAME

CANDIDATES, ALL = 60, 1_000_000
QUERIES = 300
_PEER_BATCH = 1000
_PAGE = 20
# The last so many articles of each size are added one by one and timed; those before them at once (`bulk.py`), of which
# so many lie in the second level: nearly full, so that it overflows while articles are added.
_ADDED = 5_000
_UPPER = 42_000

_TABLES = ("passages_recent", "passage_blocks", "passage_levels", "passage_holders")


@dataclass(slots=True)
class Times:
    """Milliseconds of single calls: on the clock, and of this process alone (others may run beside it)."""

    clock: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        clock, own = time.perf_counter(), time.process_time()
        yield
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.own.append((time.process_time() - own) * 1000)

    def percentiles(self) -> str:
        return "  ".join(
            f"p{share} {np.percentile(self.clock, share):.2f} ({np.percentile(self.own, share):.2f})"
            for share in (50, 95, 99)
        )

    def per_second(self, each: int = 1) -> str:
        return f"{each * 1000 / np.mean(self.clock):,.0f} a second ({each * 1000 / np.mean(self.own):,.0f})"


def growth_points(articles: int) -> list[int]:
    """Powers of ten from ten thousand on, and the last."""
    return sorted({*(10**n for n in range(4, 9) if 10**n < articles), articles})


def print_scale(articles: int, folder: Path | None) -> None:
    """The growth curve of the store's index, then that of the others. Files go to `folder`, and are removed."""
    print(f"\nThe passage index as it grows to {articles:,} synthetic articles; one core")
    print("milliseconds and rates on the clock, in brackets those of the process alone")
    with TemporaryDirectory(dir=folder) as data:
        _print_store(articles, Path(data))
    for name in PEERS:
        # In a process of its own: what one gave back to the system would be taken from what the next one takes.
        peer = get_context("spawn").Process(target=_print_peer, args=(name, articles))
        peer.start()
        peer.join()


def _print_store(articles: int, data: Path) -> None:
    for point in growth_points(articles):
        print(f"\n{point:,} articles")
        news = SyntheticNews()
        with open_library(data / str(point), writing=True) as library:
            remembered = _filled(library, news, point - _ADDED)
            added = Times()
            for first in range(point - _ADDED + 1, point + 1, _PAGE):
                page = list(news.articles(first, _PAGE))
                add_rows(library, page)
                prints = [fingerprints_of_hashes(one.words) for one in page]
                with added.one(), library.write() as session:
                    for one, its in zip(page, prints, strict=True):
                        session.passages.add(one.number, its, one.subject)
            print(f"  inserts          {added.per_second(_PAGE)}; milliseconds a page {added.percentiles()}")
            print(f"                   slowest {max(added.clock):.0f} ms ({max(added.own):.0f})")
            library.settle()
        _print_lookups(data / str(point), news, remembered, point)
        shutil.rmtree(data / str(point))


def _filled(library: Library, news: SyntheticNews, count: int) -> list[Synthetic]:
    """So many articles in the levels where adding them would have put them: the newest in the upper one."""
    upper = min(count, _UPPER)
    lower = fill(library, news, 1, count - upper, 3) if count > upper else []
    return [*lower, *fill(library, news, count - upper + 1, upper, 2)]


def add_rows(library: Library, batch: Sequence[Synthetic]) -> None:
    """The articles' own rows, without text."""
    with library.write() as session:
        run = session.connection.exec_driver_sql
        run(
            "INSERT OR IGNORE INTO archive_segments (number, length) VALUES (0, 0)",
        )
        run(
            "INSERT OR IGNORE INTO pages (seq, id, name, fetched_basis, digest, size, segment, offset, length,"
            " record_digest) VALUES (1, 'p', 'p', 'given', '', 0, 0, 0, 0, '')"
        )
        rows = [(one.number, one.id, one.number, to_json({"site": one.site, "id": one.id})) for one in batch]
        run(
            "INSERT INTO articles (seq, id, page, position, labels, notes, record) VALUES (?, ?, 1, ?, '[]', 0, ?)",
            rows,
        )


def _print_lookups(data: Path, news: SyntheticNews, remembered: Sequence[Synthetic], point: int) -> None:
    random = np.random.default_rng(point)
    strangers = [fingerprints_of_hashes(one.words) for one in SyntheticNews(seed=point).articles(1, QUERIES)]
    with _reading(data, cold=True) as session:
        print(f"  lookups, cold    milliseconds {_lookups(session, strangers[:100]).percentiles()}")
    with _reading(data) as session:
        _lookups(session, strangers[:50])
        warm = _lookups(session, strangers)
        print(f"  lookups, warm    milliseconds {warm.percentiles()}; {warm.per_second()}")
        used = Times()
        for prints in strangers:
            with used.one():
                session.passages.uses(prints)
        print(f"  uses, warm       milliseconds {used.percentiles()}")
        drawn = [remembered[int(at)] for at in random.integers(len(remembered), size=QUERIES)]
        for kind, make in planted(news, random).items():
            places = [_place(session, make(one.words[: one.own]), one.id) for one in drawn]
            first = np.mean([place is not None and place < CANDIDATES for place in places])
            found = np.mean([place is not None for place in places])
            print(f"  found of {kind:34} {first:.3f} among the best {CANDIDATES}, {found:.3f} at all")
        _print_bytes(session, point)


@contextmanager
def _reading(data: Path, *, cold: bool = False) -> Iterator[Session]:
    """A session with caches of its own; `cold` also takes the file out of the system's."""
    if cold:
        handle = os.open(data / DATABASE_NAME, os.O_RDONLY)
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)
    with open_library(data) as library, library.read() as session:
        yield session


def _lookups(session: Session, queries: Sequence[Sequence[int]]) -> Times:
    times = Times()
    for prints in queries:
        with times.one():
            session.passages.sharing(prints, limit=CANDIDATES)
    return times


def planted(news: SyntheticNews, random: np.random.Generator) -> dict[str, Callable[[Hashes], Hashes]]:
    """Ways in which a stored text comes back inside a new one."""

    def inside(taken: Hashes, count: int) -> Hashes:
        around = news.body(count)
        at = int(random.integers(count))
        return np.concatenate([around[:at], taken, around[at:]])

    def stretch(words: Hashes, count: int) -> Hashes:
        start = int(random.integers(max(1, min(len(words), 300) - count)))
        return words[start : start + count]

    return {
        "35 % of words changed": lambda words: changed(words, 0.35, news.words(len(words)), random),
        "half the blocks dropped": lambda words: blocks_kept(words, 0.5, random),
        "the first 150 words": lambda words: words[:150],
        "a 50-word passage in 600 others": lambda words: inside(stretch(words, 50), 600),
        "a 25-word quotation in 400 others": lambda words: inside(stretch(words, 25), 400),
    }


def _place(session: Session, words: Hashes, wanted: str) -> int | None:
    found = session.passages.sharing(fingerprints_of_hashes(words), limit=ALL)
    return next((place for place, (name, _) in enumerate(found) if name == wanted), None)


def _print_bytes(session: Session, articles: int) -> None:
    query = "SELECT name, sum(pgsize), sum(ncell) FROM dbstat WHERE name IN (?, ?, ?, ?) GROUP BY name"
    rows = session.connection.exec_driver_sql(query, _TABLES).all()
    levels = session.connection.exec_driver_sql("SELECT level, postings FROM passage_levels ORDER BY level")
    total = sum(size for _, size, _ in rows)
    print(f"  bytes an article {total / articles:,.0f}: ", end="")
    print(", ".join(f"{name} {size / articles:,.0f}" for name, size, _ in rows))
    print("  postings         " + ", ".join(f"level {level}: {count:,}" for level, count in levels))


def _print_peer(name: str, articles: int) -> None:
    peer = PEERS[name]()
    news, added, done = SyntheticNews(), Times(), 0
    memory = _memory()
    for point in [p for p in growth_points(articles) if p <= peer.most]:
        while done < point:
            for one in news.articles(done + 1, min(_PEER_BATCH, point - done)):
                with added.one():
                    peer.add(one.number, one.words)
                done += 1
        asked = Times()
        for one in SyntheticNews(seed=point).articles(1, QUERIES):
            with asked.one():
                peer.find(one.words)
        held, where = (peer.stored(), "disk") if peer.stored() else (_memory() - memory, "memory")
        print(
            f"\n{name}, {point:,} articles: {held / point:,.0f} bytes of {where} an article\n"
            f"  inserts          {added.per_second()}\n"
            f"  lookups          milliseconds {asked.percentiles()}"
        )
        added = Times()
        sys.stdout.flush()


def _memory() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
