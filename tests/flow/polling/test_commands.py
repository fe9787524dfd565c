"""`headwater fetch` and `headwater sources`, as a person runs them."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from headwater.flow.polling.managing import source_named, source_reports
from headwater.model import FeedItem, Source
from headwater.model.errors import NotFoundError
from headwater.store import Library, open_library
from tests.cli.running import Ended, run
from tests.flow.polling.feeds import HOUR, NOON, items, rss
from tests.flow.polling.site import Answer, Site

ROOT = Path(__file__).parents[3]


def watch(data: Path, *sources: Source) -> None:
    with open_library(data, writing=True) as library, library.write() as session:
        for source in sources:
            session.sources.add(source, NOON)


async def command(data: Path, *words: str) -> asyncio.subprocess.Process:
    environment = {**os.environ, "HEADWATER_DATA": str(data), "HEADWATER_ALLOW": "127.0.0.1"}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from headwater.cli import main; main()",
        *words,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> Ended:
    out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


def test_fetch_once_says_what_it_found_and_what_failed(tmp_path: Path) -> None:
    async def story() -> Ended:
        async with Site() as site:
            site.answers["/feed.xml"] = Answer(rss(items(site.url, 3)))
            watch(
                tmp_path,
                Source(f"{site.url}/feed.xml", title="Halden Courier", full_text=False),
                Source(f"{site.url}/old.xml", title="Maravel Echo"),
            )
            return await ended(await command(tmp_path, "fetch", "--once"))

    done = asyncio.run(story())
    assert done.returncode == 1
    assert done.stdout == "Halden Courier: 3 new articles\nFetched 2 addresses, 1 failed: 3 new articles.\n"
    assert done.stderr.startswith("Maravel Echo: the server has nothing at this address;")


def test_fetch_runs_until_it_is_stopped_and_finishes_what_is_in_hand(tmp_path: Path) -> None:
    async def story() -> Ended:
        async with Site() as site:
            site.answers["/feed.xml"] = Answer(rss(items(site.url, 3)))
            watch(tmp_path, Source(f"{site.url}/feed.xml", title="Halden Courier", full_text=False))
            process = await command(tmp_path, "fetch", "--json")
            assert process.stdout
            assert json.loads(await process.stdout.readline())["new"] == 3
            process.send_signal(signal.SIGTERM)
            return await ended(process)

    done = asyncio.run(story())
    assert done.returncode == 0
    assert "Finishing what is in hand" in done.stderr


def test_sources_tells_how_they_do_in_words(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed", title="Halden Courier", folder="Coast"))
    told = run("sources", data=tmp_path)
    assert told.stdout.splitlines()[:3] == [
        "Halden Courier (feed · Coast)",
        "  address     https://halden-courier.example/feed",
        "  health      not fetched yet",
    ]


def test_sources_can_be_paused_resumed_renamed_put_behind_a_proxy_and_removed(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://user:secret@halden-courier.example/feed", title="Halden Courier"))
    said = [
        run("sources", *words.split(","), data=tmp_path).stdout.strip()
        for words in (
            "pause,halden courier",
            "resume,Halden Courier",
            "rename,Halden Courier,The Courier",
            "proxy,The Courier,socks5://me:word@127.0.0.1:9050",
            "proxy,The Courier,none",
            "full-text,The Courier,yes",
            "remove,The Courier",
        )
    ]
    assert said == [
        "Paused Halden Courier.",
        "Resumed Halden Courier: it is fetched next.",
        "Halden Courier is called The Courier now.",
        "The Courier is fetched through socks5://***@127.0.0.1:9050.",
        "The Courier is fetched without a proxy of its own.",
        "The Courier: the page of each new article is fetched where the feed gives a summary.",
        "Removed The Courier; its articles stay.",
    ]
    empty = run("sources", data=tmp_path)
    assert "headwater add URL" in empty.stderr


def test_a_source_is_moved_to_another_folder_and_out_of_all(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed", title="Halden Courier", folder="Coast"))
    moved = run("sources", "folder", "Halden Courier", " News /Local/", data=tmp_path)
    assert moved.stdout == "Halden Courier is filed under News/Local now.\n"
    assert run("sources", data=tmp_path).stdout.startswith("Halden Courier (feed · News/Local)\n")
    out = run("sources", "folder", "Halden Courier", "none", data=tmp_path)
    assert out.stdout == "Halden Courier is filed in no folder now.\n"
    assert run("sources", data=tmp_path).stdout.startswith("Halden Courier (feed)\n")


def test_a_source_that_is_not_watched_can_t_be_moved(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed", title="Halden Courier", folder="Coast"))
    unknown = run("sources", "folder", "Maravel Echo", "News", data=tmp_path)
    assert unknown.returncode == 1
    assert "Maravel Echo: no source has this address, title or id" in unknown.stderr
    assert run("sources", "folder", "Halden Courier", data=tmp_path).returncode == 2  # where to?


def test_sources_says_where_full_text_is_not_decided_yet(tmp_path: Path) -> None:
    watch(
        tmp_path,
        Source("https://halden-courier.example/feed", title="A"),
        Source("https://maravel-echo.example/feed", title="B", full_text=False),
        Source("https://sundhaven-post.example/feed", title="C", full_text=True),
    )
    told = run("sources", data=tmp_path).stdout.splitlines()
    assert [line.removeprefix("  articles    ") for line in told if "a day" in line] == [
        "0.0 a day; full text: not decided yet",
        "0.0 a day",
        "0.0 a day, full texts from their pages",
    ]
    records = json.loads(run("sources", "--json", data=tmp_path).stdout)
    assert [record["full_text"] for record in records] == [None, False, True]


def test_what_is_no_proxy_is_refused(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed", title="Halden Courier"))
    done = run("sources", "proxy", "Halden Courier", "nonsense", data=tmp_path)
    assert done.returncode == 1
    assert "no proxy's address" in done.stderr


def test_sources_in_json_holds_no_secrets(tmp_path: Path) -> None:
    watch(
        tmp_path,
        Source("https://user:secret@halden-courier.example/feed", proxy="http://me:word@proxy.example"),
    )
    told = run("sources", "--json", data=tmp_path).stdout
    (record,) = json.loads(told)
    assert record["health"] == "not fetched yet"
    assert "secret" not in told
    assert "word" not in told.replace("words", "")


def test_an_unknown_source_or_action_is_said(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed"))
    unknown = run("sources", "pause", "Maravel Echo", data=tmp_path)
    assert (unknown.returncode, "headwater sources lists them" in unknown.stderr) == (1, True)
    assert run("sources", "drown", "x", data=tmp_path).returncode == 2
    assert run("fetch", "Maravel Echo", data=tmp_path).returncode == 1


def test_a_source_that_is_paused_is_said_to_be_when_it_is_to_be_fetched(tmp_path: Path) -> None:
    watch(tmp_path, Source("https://halden-courier.example/feed", title="Halden Courier"))
    run("sources", "pause", "Halden Courier", data=tmp_path)
    done = run("fetch", "Halden Courier", data=tmp_path)
    assert (
        "Halden Courier is paused and not fetched: headwater sources resume fetches it again" in done.stderr
    )
    assert done.stdout == "Fetched 0 addresses: 0 new articles.\n"


def test_a_source_is_named_by_its_address_without_a_scheme_and_by_the_one_it_moved_from(
    library: Library,
) -> None:
    moved = Source("https://halden-courier.example/news.xml", title="Halden Courier")
    other = Source("https://maravel-echo.example/feed", title="Maravel Echo")
    with library.write() as session:
        for source in (moved, other):
            session.sources.add(source, NOON)
        (leased,) = session.sources.lease_due("me", NOON, 1, HOUR, only=[moved.id])
        came = replace(leased.state, moved_from="https://halden-courier.example/feed.xml")
        assert session.sources.finish("me", came)
        named = [
            source_named(session, name).title
            for name in (
                "halden-courier.example/news.xml",
                "https://halden-courier.example/feed.xml",
                "maravel-echo.example/feed",
            )
        ]
    assert named == ["Halden Courier", "Halden Courier", "Maravel Echo"]


def test_sources_of_one_title_are_told_apart_without_their_secrets(library: Library) -> None:
    with library.write() as session:
        for site in ("halden-courier", "maravel-echo"):
            session.sources.add(
                Source(f"https://{site}.example/feed?token=s3cr3t-of-mine", title="News"), NOON
            )
        with pytest.raises(NotFoundError, match="2 sources are called so") as said:
            source_named(session, "news")
    assert "s3cr3t" not in str(said.value)


def test_the_list_of_sources_ends_with_how_many_do_how(tmp_path: Path) -> None:
    names = ("Halden Courier", "Maravel Echo", "Varrin Post")
    watch(tmp_path, *(Source(f"https://outlet{n}.example/feed", title=name) for n, name in enumerate(names)))
    run("sources", "pause", "Maravel Echo", data=tmp_path)
    told = run("sources", data=tmp_path).stdout.splitlines()
    assert told[-2:] == ["", "3 sources: 2 not fetched yet, 1 paused"]


@pytest.mark.parametrize(
    ("dates", "per_day"),
    [
        ([NOON - n * HOUR * 12 for n in range(13)], pytest.approx(13 / 6)),
        ([NOON - HOUR, NOON - 3000 * HOUR], 1.0),
        ([NOON - HOUR, None], None),
        ([], None),
    ],
    ids=["over six days", "one of them old", "one without a date", "none yet"],
)
def test_how_much_a_new_source_brings_a_day_is_counted_by_what_its_articles_say(
    library: Library, dates: list[datetime | None], per_day: float | None
) -> None:
    with library.write() as session:
        source = session.sources.add(Source("https://halden-courier.example/feed", added_at=NOON), NOON)
        listed = [FeedItem(f"a{n}", key=f"k{n}", published=date) for n, date in enumerate(dates)]
        session.items.see(source.id, listed, NOON)
    (report,) = source_reports(library, NOON)
    assert report.per_day == per_day
