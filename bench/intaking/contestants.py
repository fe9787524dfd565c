"""Those who fetch the feeds: each in a process of its own, a round at a time, all with as many requests at once.

Run in bench/: python -m intaking.contestants NAME PORT FEEDS AT_ONCE FOLDER [--peaceful]; reads the number of a round
from a line of standard input, and answers in a line of JSON.
"""

# ruff: noqa: PLC0415  # each peer is imported in its own process only: imports are part of its memory

import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from installed import installed
from intaking.conduct import Conduct, manners

# As ours by default; they bound each read only, as is usual.
TIMEOUT = 10.0
# Nothing listens there.
_CLOSED_PORT = 9


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a round came to: sources that were fetched, that were not, and all entries that are kept by now."""

    fetched: int
    failed: int
    entries: int


class Contestant(Protocol):
    """Fetches all feeds, over and over."""

    def fetch(self, number: int) -> Fetched:
        """Fetch every feed once; rounds are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Course:
    """What there is to fetch, how many at once, and where to keep it."""

    urls: tuple[str, ...]
    at_once: int
    folder: Path


def course(port: int, feeds: int, at_once: int, folder: Path, *, peaceful: bool) -> Course:
    """Each feed has an address of its own, as sites do: 127.1.0.1, 127.1.0.2 …"""
    urls = []
    for number, manner in enumerate(manners(feeds, peaceful=peaceful)):
        at = _CLOSED_PORT if manner.conduct is Conduct.REFUSED else port
        urls.append(f"http://127.1.{number // 250}.{1 + number % 250}:{at}/feed/{number}")
    return Course(tuple(urls), at_once, folder)


class Reader:
    """`reader` (PyPI): entries into SQLite, feeds parsed by feedparser, fetched by requests in threads."""

    def __init__(self, course: Course) -> None:
        make_reader = installed("reader").make_reader

        self._at_once = course.at_once
        self._reader = make_reader(str(course.folder / "reader.db"), session_timeout=(TIMEOUT, TIMEOUT))
        for url in course.urls:
            self._reader.add_feed(url)

    def fetch(self, number: int) -> Fetched:
        del number
        fetched = failed = 0
        for result in self._reader.update_feeds_iter(workers=self._at_once, scheduled=False):
            failed += isinstance(result.value, Exception)
            fetched += not isinstance(result.value, Exception)
        return Fetched(fetched, failed, self._reader.get_entry_counts().total or 0)


class Feedparser:
    """feedparser alone in threads: parses, remembers ETag and Last-Modified, keeps nothing."""

    def __init__(self, course: Course) -> None:
        socket.setdefaulttimeout(TIMEOUT)
        self._urls, self._threads = course.urls, ThreadPoolExecutor(course.at_once)
        self._known: dict[str, tuple[Any, Any]] = {}
        self._entries: dict[str, int] = {}

    def fetch(self, number: int) -> Fetched:
        del number
        fetched = sum(self._threads.map(self._fetch_one, self._urls))
        return Fetched(fetched, len(self._urls) - fetched, sum(self._entries.values()))

    def _fetch_one(self, url: str) -> bool:
        import feedparser

        etag, modified = self._known.get(url, (None, None))
        try:
            feed = feedparser.parse(url, etag=etag, modified=modified)
        except Exception:  # noqa: BLE001  # it raises whatever its parts do
            return False
        if feed.get("status") == 304:
            return True
        self._known[url] = (feed.get("etag"), feed.get("modified"))
        self._entries[url] = max(self._entries.get(url, 0), len(feed.entries))
        return feed.get("status") == 200 and bool(feed.entries)


NAMES = ("headwater", "feedparser", "reader", "headwater-linking")


def main() -> None:
    name, port, feeds, at_once, folder, *more = sys.argv[1:]
    taking_part = course(int(port), int(feeds), int(at_once), Path(folder), peaceful="--peaceful" in more)
    contestant = _contestant(name, taking_part)
    print("ready", flush=True)
    for line in sys.stdin:
        print(orjson.dumps(asdict(contestant.fetch(int(line)))).decode(), flush=True)


def _contestant(name: str, taking_part: Course) -> Contestant:
    if name == "reader":
        return Reader(taking_part)
    if name == "feedparser":
        return Feedparser(taking_part)
    from intaking.ours import Ours

    return Ours(taking_part, links=name.endswith("linking"))


if __name__ == "__main__":
    main()
