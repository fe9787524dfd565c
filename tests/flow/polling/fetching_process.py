"""Polls a library once in a process of its own that kills itself in the middle of it.

    python -m tests.flow.polling.fetching_process DATA STATEMENT

It sends itself SIGKILL just before that statement (or commit) of the database, from 1.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from headwater.flow.polling.poller import Work
from headwater.flow.polling.running import Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, Pacing
from headwater.publishers import builtin_publishers
from headwater.reading import read_page
from headwater.store import open_library
from tests.flow.killed_import import Statements

PUBLISHERS = builtin_publishers()


async def poll(data: Path) -> None:
    settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=4, pause=0.0))
    with open_library(data, writing=True) as library:
        async with (
            Fetcher(settings) as fetcher,
            Polling(
                library,
                PUBLISHERS,
                Around(
                    fetcher,
                    lambda page: read_page(page, PUBLISHERS),
                    lambda: datetime.now(UTC),
                    lambda _: None,
                ),
            ) as polling,
        ):
            await polling.poller(Work(once=True)).run()


def main() -> None:
    data, statement = sys.argv[1:]
    Statements(int(statement)).watch()
    asyncio.run(poll(Path(data)))


if __name__ == "__main__":
    main()
