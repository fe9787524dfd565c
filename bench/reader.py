"""Measure the reader with a million invented articles of a thousand sources, beside the web app of lemon24/reader.

Run: python bench/reader.py FOLDER [--articles 1000000] [--times 200] [--only store,app,load,paint,peer]

Builds the library in FOLDER/data first, which takes some twenty minutes for the million on two cores and 10 kB an
article; stopped, it goes on where it was, and a library that is there is taken as it is. The news is always the same:
150 to 600 words an article, drawn by a Zipf law from invented languages in the scripts of eight real ones, in stories
of one article to a thousand, over two years (bench/million). The passage index, the story stream and the archived
bytes of pages are left out: nothing that a reader asks reads them.

Prints the median and the 99th percentile of each question's time with intervals (95 %, bootstrap): of the store, of the
application without a network, and over loopback from one process with connections that are kept; requests a second and
size of the front page; first contentful paint in Chromium. The peer, which takes entries one by one, is given the
newest articles up to --peer-articles, and its search where they are few. Needs the bench group, and for painting
playwright and Debian's chromium.
"""

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from headwater.store import Library, open_library
from headwater.web import addresses
from million import browsing, peer, serving
from million.asking import Asked, Timed, ask, drawn, questions
from million.filling import fill

_PARTS = ("store", "app", "load", "paint", "peer")
_LARGE = "the ten largest stories"
_HEAD = (
    "| what | p50 ms | p99 ms | processor ms, p50, p99 | asked | |\n| --- | ---: | ---: | ---: | ---: | --- |"
)


def main() -> None:
    options = _options()
    data = options.folder / "data"
    _build(data, options.articles, options.sources)
    with open_library(data) as library:
        counts, asked = library.counts(), drawn(library, options.times)
        print(
            f"{counts.articles:,} articles, {counts.families:,} families, {counts.stories:,} stories, "
            f"{options.sources:,} sources; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
            f"Python {platform.python_version()}\n\n{_HEAD}"
        )
        for name, measure in _parts(data, library, asked, options).items():
            if name in options.only:
                for timed in measure():
                    print(_row(timed), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--peer-articles", type=int, default=20_000)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(_PARTS))
    return parser.parse_args()


def _build(data: Path, articles: int, sources: int) -> None:
    data.mkdir(parents=True, exist_ok=True)

    def say(written: int) -> None:
        print(f"\r{written:,} of {articles:,} articles", end="", flush=True)

    with open_library(data, writing=True) as library:
        count = library.counts().articles
    if count < articles:
        fill(data, articles, sources, os.cpu_count() or 1, say)
        print()


def _parts(
    data: Path, library: Library, asked: Asked, options: argparse.Namespace
) -> dict[str, Callable[[], Iterator[Timed]]]:
    return {
        "store": lambda: _store(library, asked, options.times),
        "app": lambda: _app(data, asked, options.times),
        "load": lambda: _load(data, asked, options.seconds),
        "paint": lambda: _paint(data),
        "peer": lambda: _peer(options.folder / f"peer-{options.peer_articles}.sqlite", library, options),
    }


def _store(library: Library, asked: Asked, times: int) -> Iterator[Timed]:
    for name, question in questions(library, asked).items():
        timed = ask(name, question, 20 if name == _LARGE else times)
        timed.name = f"store: {name}"
        yield timed


def _addresses(asked: Asked) -> dict[str, list[str]]:
    return {
        "front page": ["/"],
        "front page, older": [f"/?before={quote(cursor)}" for cursor in asked.cursors],
        "story": [addresses.story_path(story) for story in asked.stories],
        _LARGE: [addresses.story_path(story) for story in asked.large_stories],
        "article": [addresses.article_path(article) for article in asked.articles],
        "archive of a hashtag": [addresses.archive_path("hashtag", tag) for tag in asked.hashtags],
        "archive of a site": [addresses.archive_path("site", site) for site in asked.sites],
        "archive of a day": [addresses.dated_path(day) for day in asked.days],
        f"archive of a language, page {asked.deep.number:,}": [
            f"{addresses.archive_path('language', asked.deep.key)}?page={asked.deep.number}"
        ],
        "search": [f"/search?q={quote(word)}" for word in asked.words],
        "corrections": ["/corrections"],
        "network of all sites": ["/network"],
        "network of a site": [f"/network?site={quote(house)}" for house in asked.houses],
        "network, names that nobody has": [f"/network?site={quote(site)}" for site in asked.sites],
    }


def _app(data: Path, asked: Asked, times: int) -> Iterator[Timed]:
    app = serving.our_app(data)
    for name, paths in _addresses(asked).items():
        yield serving.in_process(app, f"app: {name}", paths, 20 if name == _LARGE else times)


def _load(data: Path, asked: Asked, seconds: float) -> Iterator[Timed]:
    with serving.serving(data) as port:
        for name, paths in _addresses(asked).items():
            connections = 8 if name == "front page" else 1
            yield serving.load(port, f"loopback: {name}", paths, seconds, connections)


def _paint(data: Path) -> Iterator[Timed]:
    with serving.serving(data) as port:
        yield browsing.first_paint(port, "/", 15)


def _peer(path: Path, library: Library, options: argparse.Namespace) -> Iterator[Timed]:
    if not peer.is_installed():
        yield Timed("lemon24/reader", note="left out: it is not installed")
        return
    count = peer.fill(path, library, options.peer_articles)
    pages = {"front page": ["/"], "feeds": ["/feeds"]}
    if count <= peer.MOST_SEARCHED:
        pages["search"] = ["/?search=a"]
    for name, paths in pages.items():
        yield peer.in_process(
            peer.app(path), f"lemon24/reader, {count:,} articles: {name}", paths, options.times // 4
        )
    with peer.serving(path) as port:
        yield serving.load(port, "lemon24/reader, loopback: front page", ["/"], options.seconds)
        yield browsing.first_paint(port, "/", 15)


def _row(timed: Timed) -> str:
    if not timed.taken:
        return f"| {timed.name} | | | | 0 | {timed.note} |"
    cells = []
    for share in (0.5, 0.99):
        low, high = timed.interval(share)
        cells.append(f"{timed.quantile(share):.1f} ({low:.1f} to {high:.1f})")
    worked = Timed("", timed.worked)
    work = f"{worked.quantile(0.5):.1f}, {worked.quantile(0.99):.1f}" if timed.worked else ""
    return f"| {timed.name} | {cells[0]} | {cells[1]} | {work} | {len(timed.taken):,} | {timed.note} |"


if __name__ == "__main__":
    main()
