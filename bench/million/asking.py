"""The questions that a reader asks of a library, each asked of many different things."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from headwater.model.shelf import ShelfKind
from headwater.store import Library
from headwater.store.schema import articles, branches, families, stories

_DEEP = 1_000
_PAGE = 40


@dataclass(slots=True)
class Timed:
    """How long each time took by the clock, in milliseconds; `worked` is what this process worked, where known."""

    name: str
    taken: list[float] = field(default_factory=list)
    note: str = ""
    worked: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """The time that so large a share stays within."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def interval(self, share: float, seed: int = 5) -> tuple[float, float]:
        """Between what that quantile lies in 95 of 100 samples as large, by the bootstrap."""
        chance = random.Random(seed)
        found = sorted(
            Timed("", chance.choices(self.taken, k=len(self.taken))).quantile(share) for _ in range(300)
        )
        return found[7], found[-8]


@dataclass(frozen=True, slots=True)
class Asked:
    """Things of a library to be asked for, drawn by chance."""

    stories: Sequence[str]
    large_stories: Sequence[str]
    articles: Sequence[str]
    cursors: Sequence[str]
    hashtags: Sequence[str]
    sites: Sequence[str]
    houses: Sequence[str]
    days: Sequence[str]
    words: Sequence[str]
    deep: "DeepPage"


@dataclass(frozen=True, slots=True)
class DeepPage:
    """A page of the language with most articles: the thousandth, or the last one before."""

    key: str
    number: int


def drawn(library: Library, number: int, seed: int = 7) -> Asked:
    """So many of each; `large_stories` are the largest there are."""
    chance = random.Random(seed)
    with library.read() as session:
        count = session.articles.count()
        numbers = chance.sample(range(1, count + 1), min(number, count))
        found = [
            session.connection.execute(
                select(articles.c.id, articles.c.title, families.c.story)
                .join(branches, branches.c.article == articles.c.id)
                .join(families, families.c.id == branches.c.family)
                .where(articles.c.seq == seq)
            ).one()
            for seq in numbers
        ]
        latest = [
            session.connection.execute(select(stories.c.latest).where(stories.c.id == row.story)).scalar_one()
            for row in found
        ]
        large = session.connection.execute(
            select(stories.c.id).order_by(stories.c.card["articles"].as_integer().desc()).limit(10)
        ).scalars()
        hashtags = session.shelves.all(ShelfKind.HASHTAG, limit=200)
        (language,) = session.shelves.all(ShelfKind.LANGUAGE, limit=1)
        sites = session.shelves.all(ShelfKind.SITE, limit=200)
        houses = session.exchanges.names()
        return Asked(
            [row.story for row in found],
            list(large),
            [row.id for row in found],
            [f"{time_}_{row.story}" for time_, row in zip(latest, found, strict=True)],
            [shelf.key for shelf in hashtags],
            [shelf.key for shelf in sites],
            chance.sample(houses, min(number, len(houses))),
            [time_[:10] for time_ in latest],
            [chance.choice(row.title.split()) for row in found],
            DeepPage(language.key, min(_DEEP, -(-language.articles // _PAGE))),
        )


def questions(library: Library, asked: Asked) -> dict[str, Callable[[int], object]]:
    """Each question by its name; it is given how many times it was asked before."""

    def page(kind: ShelfKind, keys: Sequence[str], deep: bool) -> Callable[[int], object]:
        def ask(turn: int) -> object:
            with library.read() as session:
                key = keys[turn % len(keys)]
                pages = session.shelves.page(kind, key, size=_PAGE).pages if deep else 1
                return session.shelves.page(kind, key, number=min(pages, _DEEP), size=_PAGE)

        return ask

    return {
        "front page: stories": lambda _: library.stories(),
        "front page: an older page": lambda turn: library.stories(before=_pick(asked.cursors, turn)),
        "front page: corrections": lambda _: library.corrections(limit=30),
        "front page: flows": lambda _: library.flows(limit=6),
        "front page: counts": lambda _: library.counts(),
        "story": lambda turn: library.story(_pick(asked.stories, turn)),
        "the ten largest stories": lambda turn: library.story(_pick(asked.large_stories, turn)),
        "article": lambda turn: library.article(_pick(asked.articles, turn)),
        "all articles, page 1": page(ShelfKind.ALL, [""], deep=False),
        "all articles, page 1,000": page(ShelfKind.ALL, [""], deep=True),
        "hashtag, page 1": page(ShelfKind.HASHTAG, asked.hashtags, deep=False),
        "hashtag, last page or 1,000": page(ShelfKind.HASHTAG, asked.hashtags, deep=True),
        "site, page 1": page(ShelfKind.SITE, asked.sites, deep=False),
        "site, last page or 1,000": page(ShelfKind.SITE, asked.sites, deep=True),
        "day": page(ShelfKind.DAY, asked.days, deep=False),
    }


def ask(name: str, question: Callable[[int], object], times: int, warm: int = 5) -> Timed:
    """Ask a question so many times, after a few that don't count."""
    timed = Timed(name)
    for turn in range(warm):
        question(turn)
    for turn in range(warm, warm + times):
        started, worked = time.perf_counter(), time.process_time()
        question(turn)
        timed.taken.append((time.perf_counter() - started) * 1000)
        timed.worked.append((time.process_time() - worked) * 1000)
    return timed


def _pick(values: Sequence[str], turn: int) -> str:
    return values[turn % len(values)]
