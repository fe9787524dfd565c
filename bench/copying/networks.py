"""How long the network of a large library takes, and how much memory.

    python bench/copying/networks.py [--articles N] [--data DIR]

Builds a library of N articles (200,000 unless told) of 2,000 sites: agencies that hundreds print, mirrors, pieces of
their own; three of five articles are taken, each with a stored difference of twenty sentences. With --data the library
is kept there and used again.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from headwater.flow.network import network_of
from headwater.model import Article, Change, ChangeKind, Difference, Moment, Page, Publishers
from headwater.store import Library, Session, open_library
from headwater.store.alterations import alteration_from
from headwater.store.articles import article_json
from headwater.store.records import packed, time_text
from headwater.store.schema import articles, branches, differences, families

SITES, AGENCIES, MIRRORS = 2000, 20, 40
START = datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS = tuple(
    f"Sentence {n} of a report says what was said on the day that it was written." for n in range(20)
)
Row = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(arguments.data or Path(folder), writing=True) as library,
    ):
        if not library.counts().articles:
            _fill(library, arguments.articles)
        _measure(library)


def _measure(library: Library) -> None:
    print(f"{library.counts().articles:,} articles, peak memory {_peak():.0f} MB before")
    with library.read() as session:
        for name in ("standings", "sharings", "alterings", "excerptings"):
            clock, cpu = time.perf_counter(), time.process_time()
            rows = sum(1 for _ in getattr(session.networks, name)())
            print(f"  {name:12} {rows:9,} rows  {_spent(clock, cpu)}")
    clock, cpu = time.perf_counter(), time.process_time()
    found = network_of(library, publishers=Publishers())
    spent = _spent(clock, cpu)
    print(
        f"network: {len(found.nodes):,} nodes, {len(found.links):,} links, {len(found.groups)} groups of mirrors"
    )
    print(f"  {spent}, peak memory {_peak():.0f} MB")


def _spent(clock: float, cpu: float) -> str:
    return f"{time.perf_counter() - clock:6.1f} s ({time.process_time() - cpu:.1f} s of CPU)"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(library: Library, number: int) -> None:
    chance, done, family = random.Random(1), 0, 0
    while done < number:
        with library.write() as session:
            page = session.pages.add(Page(f"{done}.html", str(done).encode(), fetched_at=START))
            rows: list[tuple[Row, Row, Row | None]] = []
            kept: list[Row] = []
            while len(rows) < 5000:
                family += 1
                members = list(_family(chance, family, done + len(rows), page.seq))
                first = members[0][1]
                kept.append(_family_row(family, len(members), str(first["article"])))
                rows += members
            _insert(session, kept, rows)
            done += len(rows)


def _insert(session: Session, kept: list[Row], rows: list[tuple[Row, Row, Row | None]]) -> None:
    session.connection.execute(insert(families), kept)
    session.connection.execute(insert(articles), [article for article, _, _ in rows])
    session.connection.execute(insert(branches), [branch for _, branch, _ in rows])
    session.connection.execute(insert(differences), [change for *_, change in rows if change])


def _family(chance: random.Random, family: int, seq: int, page: int) -> Iterator[tuple[Row, Row, Row | None]]:
    """A piece of an agency, of a site that others mirror, or of a site alone, and its copies."""
    kind = chance.random()
    site = f"site{chance.randrange(SITES)}.example"
    takers: list[str] = []
    if kind < 0.1:
        site = f"agency{chance.randrange(AGENCIES)}.example"
        takers = [f"site{n}.example" for n in chance.sample(range(SITES), chance.randint(3, 30))]
    elif kind < 0.3:
        mirrored = chance.randrange(MIRRORS)
        site = f"quay{mirrored}.example"
        takers = [f"quay{mirrored}x{n}.example" for n in range(3)]
    for place, name in enumerate([site, *takers]):
        moment = START + timedelta(minutes=seq + place * chance.randint(5, 500))
        article = Article(id=f"a{seq + place:019}", title=f"Piece {family}", paragraphs=PARAGRAPHS, site=name)
        branch = _branch_row(article.id, family, place, name, site if place else None)
        branch["credited"] = chance.random() < 0.5
        change = _change_row(article.id, f"a{seq:019}", chance) if place else None
        yield _article_row(article, page, seq + place, moment), branch, change


def _family_row(family: int, size: int, origin: str) -> Row:
    return {
        "id": f"f{family:019}",
        "story": "s",
        "size": size,
        "publisher": None,
        "publisher_id": None,
        "version": 1,
        "origin": {"article": origin, "confidence": 0.9},
    }


def _article_row(article: Article, page: int, seq: int, moment: datetime) -> Row:
    return {
        "id": article.id,
        "page": page,
        "position": seq,
        "published": time_text(Moment.at(moment).best),
        "labels": [],
        "notes": 0,
        "record": article_json(article),
    }


def _branch_row(article: str, family: int, place: int, taker: str, giver: str | None) -> Row:
    return {
        "article": article,
        "family": f"f{family:019}",
        "place": place,
        "is_origin": place == 0,
        "relation": "copy" if place else None,
        "uncredited": False,
        "taker": taker,
        "giver": giver,
        "delay_minutes": 42.0 + place if place else None,
        "record": {"article": article, "share": 0.9} if place else None,
    }


def _change_row(article: str, source: str, chance: random.Random) -> Row:
    kinds = (ChangeKind.SAME, ChangeKind.SAME, ChangeKind.REWORDED, ChangeKind.DROPPED)
    changes = tuple(Change(chance.choice(kinds), before=text, after=text) for text in PARAGRAPHS)
    record = packed(Difference(changes))
    return {
        "article": article,
        "source": source,
        "version": 1,
        "record": record,
        "missed": [],
        **alteration_from(record, [])._asdict(),
    }


if __name__ == "__main__":
    main()
