"""The web app of lemon24/reader (PyPI reader[app]) with the same articles, measured in the same way."""

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from headwater.model import Article
from headwater.store import Library
from headwater.store.articles import article_from
from headwater.store.schema import articles
from installed import installed
from million.asking import Timed

# An app of WSGI: what it is given and calls is not typed any further.
Wsgi = Callable[..., Any]


# Milliseconds in all, after which no more is asked.
_LONGEST = 60_000
# It takes some 12 ms an article to let it be found: a million would take hours.
MOST_SEARCHED = 20_000


def fill(path: Path, library: Library, number: int) -> int:
    """Give it the newest articles, each as an entry of its site's feed; how many it has.

    One at a time, as its interface for entries takes them. Beyond `MOST_SEARCHED` its search is not filled.
    """
    reader = installed("reader").make_reader(str(path))
    # What is lost in a power cut is filled again.
    reader._storage.get_db().execute("PRAGMA synchronous = OFF")
    known = {feed.url for feed in reader.get_feeds()}
    count = reader.get_entry_counts().total or 0
    for article in islice(_newest(library), count, number):
        feed = f"https://{article.site}/feed"
        if feed not in known:
            reader.add_feed(feed, allow_invalid_url=True)
            known.add(feed)
        published = article.published.best if article.published else None
        content = {"value": "".join(f"<p>{text}</p>" for text in article.paragraphs), "type": "text/html"}
        entry = {
            "feed_url": feed,
            "id": article.id,
            "title": article.title,
            "link": article.url,
            "author": ", ".join(article.authors) or None,
            "published": published,
            "content": [content],
        }
        reader.add_entry(entry)
        count += 1
    if number <= MOST_SEARCHED:
        reader.enable_search()
        reader.update_search()
    reader.close()
    return count


def is_installed() -> bool:
    """Whether there is anything to be measured."""
    try:
        installed("reader")
    except ModuleNotFoundError:
        return False
    return True


def _newest(library: Library) -> Iterator[Article]:
    with library.read() as session:
        query = select(articles.c.record).order_by(articles.c.seq.desc())
        with session.connection.execute(query, execution_options={"yield_per": 500}) as rows:
            for row in rows:
                yield article_from(row.record)


def app(path: Path) -> Wsgi:
    """Its web app."""
    made: Wsgi = installed("reader._app").create_app({"": {"url": str(path)}})
    return made


def in_process(application: Wsgi, name: str, paths: list[str], times: int, warm: int = 3) -> Timed:
    """Ask it for these addresses in turn, through Werkzeug's client."""
    from werkzeug.test import Client  # noqa: PLC0415

    client, timed = Client(application), Timed(name)
    for turn in range(warm + times):
        started = time.perf_counter()
        response = client.get(paths[turn % len(paths)])
        size = len(response.data)
        taken = (time.perf_counter() - started) * 1000
        if response.status_code != 200:
            timed.note = f"{paths[turn % len(paths)]} answered {response.status_code}"
            break
        if turn >= warm:
            timed.taken.append(taken)
            timed.note = f"{size / 1000:.0f} kB"
        if sum(timed.taken) > _LONGEST:
            break
    return timed


@contextmanager
def serving(path: Path) -> Iterator[int]:
    """It in a process of its own, with a thread a connection; the port on loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(path, port), daemon=True)
    process.start()
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.join()


def _serve(path: Path, port: int) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: PLC0415

    WSGIRequestHandler.protocol_version = "HTTP/1.1"  # keeps connections
    make_server("127.0.0.1", port, app(path), threaded=True).serve_forever()
