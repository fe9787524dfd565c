"""Killed at any instant, a poller loses nothing and doubles nothing: what it had is due still when its leases end.

HEADWATER_KILLS sets how often it is killed; once by default.
"""

import asyncio
import os
import random
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from headwater.model import Source
from headwater.store import open_library
from headwater.store.source_tables import page_visits, source_states
from tests.flow.killed_import import Statements
from tests.flow.polling.feeds import article, items
from tests.flow.polling.fetching_process import poll
from tests.flow.polling.site import Answer
from tests.flow.polling.world import World

KILLS = int(os.environ.get("HEADWATER_KILLS", "1"))
ROOT = Path(__file__).parents[3]
CHANCE = random.Random(20260308)  # noqa: S311  # moments, not secrets


async def run(data: Path, statement: str) -> int:
    command = [sys.executable, "-m", "tests.flow.polling.fetching_process", str(data), statement]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    return await process.wait()


def end_leases(data: Path) -> None:
    """As if the minutes had passed after which a lease binds nobody."""
    with open_library(data, writing=True) as library, library.write() as session:
        for table in (source_states, page_visits):
            session.connection.execute(table.update().values(lease_owner=None, lease_until=None))


def state_of(data: Path) -> list[tuple[str | None, str, bool, int]]:
    """What a reader has: each article once, with its whole text, and what is watched."""
    with open_library(data) as library, library.read() as session:
        return sorted(
            (
                placed.article.title,
                placed.article.text[:60],
                placed.family is not None,
                len(session.revisions.of(placed.article.id)),
            )
            for placed in session.articles.placed()
        )


def choices_of(data: Path) -> list[bool | None]:
    """Of each source whether its pages are fetched."""
    with open_library(data) as library, library.read() as session:
        return [source.full_text for source in session.sources.all()]


async def watched(world: World, data: Path) -> None:
    """A source of which the first fetch decides that its pages are fetched."""
    with open_library(data, writing=True) as library, library.write() as session:
        session.sources.add(Source(f"{world.site.url}/feed.xml"), datetime.now(UTC))


def test_killed_before_a_statement_it_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story() -> None:
        with open_library(tmp_path / "unused", writing=True) as unused:
            world = World(unused)
            async with world.site:
                feed = items(world.site.url, 3)
                world.serve(feed)
                for item in feed:
                    path = item.link.removeprefix(world.site.url)
                    world.site.answers[path] = Answer(article(item), validates=True)
                await watched(world, tmp_path / "undisturbed")
                statements = Statements()
                statements.watch()
                await poll(tmp_path / "undisturbed")
                statements.leave()
                expected = state_of(tmp_path / "undisturbed")
                assert [bool(text) for _, text, _, _ in expected] == [True] * 3
                for kill in range(KILLS):
                    data = tmp_path / f"killed-{kill}"
                    await watched(world, data)
                    killed = await run(data, str(CHANCE.randrange(1, statements.seen)))
                    assert killed == -signal.SIGKILL
                    end_leases(data)
                    await poll(data)
                    assert state_of(data) == expected
                    assert choices_of(data) == [True]

    asyncio.run(story())
