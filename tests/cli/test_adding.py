"""`headwater add` as a person and as a script sees it."""

import json
import os
import pty
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.cli import main
from headwater.store import open_library
from tests.cli.running import Ended, run
from tests.flow.invented_web import RSS, InventedWeb, article_page, front_page, headline, invented_web, rss

LIST = """<?xml version="1.0"?><opml version="1.0"><body>
<outline text="Harbours"><outline type="rss" text="The Tide" xmlUrl="http://tide.example/rss"/>
<outline type="rss" text="Broken" xmlUrl="javascript:alert(1)"/></outline>
<outline type="rss" text="Tide again" xmlUrl="https://tide.example/rss/"/></body></opml>"""


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as web:
        yield web


@pytest.fixture
def site(web: InventedWeb) -> str:
    """A site with two feeds, on the server's own address: no name has to be known for it."""
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/news">'
    head += '<link rel="alternate" type="application/rss+xml" title="Sport" href="/sport">'
    web.put("127.0.0.1/", front_page("The Tide", range(6), head=head))
    web.put("127.0.0.1/news", rss("The Tide", range(6), full=False, link="http://127.0.0.1:PORT/{n}"), RSS)
    web.put("127.0.0.1/sport", rss("Tide Sport", range(10, 16), link="http://127.0.0.1:PORT/{n}"), RSS)
    for number in range(6):
        web.put(f"127.0.0.1/{number}", article_page(number))
    return web.url("127.0.0.1/")


def add(what: str | Path, data: Path, *more: str) -> Ended:
    return run("add", what, "--allow", "127.0.0.1", *more, data=data)


def test_in_a_pipe_the_best_is_taken_and_shown(site: str, tmp_path: Path) -> None:
    ended = add(site, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "1  The Tide" in ended.stdout
    assert "2  Tide Sport" in ended.stdout
    assert headline(0) in ended.stdout
    assert "leads to" not in ended.stdout
    assert (
        f"Watching The Tide, at {site}news: it gives summaries, and the pages behind them hold full"
        in ended.stdout
    )
    assert "The page of each article will be fetched." in ended.stdout
    with open_library(tmp_path) as library, library.read() as session:
        (source,) = session.sources.all()
    assert (source.url, source.full_text, source.language) == (f"{site}news", True, "en")


def test_a_source_added_twice_is_one(site: str, tmp_path: Path) -> None:
    add(site, tmp_path)
    again = add(f"{site}news", tmp_path)
    assert "The Tide is watched already" in again.stdout
    with open_library(tmp_path) as library, library.read() as session:
        assert len(session.sources.all()) == 1


def test_another_candidate_in_a_folder_under_another_name(site: str, tmp_path: Path) -> None:
    add(site, tmp_path, "--candidate", "2", "--folder", "News/Sport", "--title", "Sport at the quay")
    with open_library(tmp_path) as library, library.read() as session:
        (source,) = session.sources.all()
    assert (source.url, source.title, source.folder) == (f"{site}sport", "Sport at the quay", "News/Sport")
    assert not source.full_text


def test_on_a_terminal_the_person_is_asked(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"9\n2\n")  # a number that is not there is asked for again
    words = ["headwater", "add", site, "--allow", "127.0.0.1", "--data", str(tmp_path)]
    with os.fdopen(theirs) as keyboard, os.fdopen(os.dup(theirs), "w", buffering=1) as screen:
        for name, value in (("argv", words), ("stdin", keyboard), ("stdout", screen)):
            monkeypatch.setattr(sys, name, value)
        with pytest.raises(SystemExit):
            main()
        said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert said.count("Which one? [1-2, Enter for 1, q for none]") == 2
    with open_library(tmp_path) as library, library.read() as session:
        assert [source.title for source in session.sources.all()] == ["Tide Sport"]


def test_a_candidate_that_is_not_there(site: str, tmp_path: Path) -> None:
    ended = add(site, tmp_path, "--candidate", "7")
    assert ended.returncode == 1
    assert "there is no candidate 7: 2 sources found" in ended.stderr


def test_a_dry_run_adds_nothing(site: str, tmp_path: Path) -> None:
    ended = add(site, tmp_path, "--dry-run")
    assert "Nothing was added" in ended.stdout
    assert not (tmp_path / "library.db").exists()


def test_the_answer_in_json(site: str, tmp_path: Path) -> None:
    answer = json.loads(add(site, tmp_path, "--json").stdout)
    assert [(found["title"], found["articles"]) for found in answer["found"]] == [
        ("The Tide", 6),
        ("Tide Sport", 6),
    ]
    assert answer["source"]["url"] == f"{site}news"
    assert answer["is_new"]
    assert answer["found"][0]["previews"][0]["title"] == headline(0)


def test_nothing_to_watch_is_an_error_that_says_what_was_tried(web: InventedWeb, tmp_path: Path) -> None:
    ended = add(web.put("127.0.0.1/", "<h1>Closed</h1>"), tmp_path)
    assert ended.returncode == 1
    assert "/feed: there is nothing (404)" in ended.stderr


def test_without_leave_no_local_address_is_fetched(site: str, tmp_path: Path) -> None:
    ended = run("add", site, data=tmp_path)
    assert ended.returncode == 1
    assert "nothing could be read there" in ended.stderr


def test_a_list_of_subscriptions_and_back(tmp_path: Path) -> None:
    given = tmp_path / "feeds.opml"
    given.write_text(LIST)
    ended = run("add", given, data=tmp_path / "data")
    assert ended.returncode == 1  # one of its outlines can't be taken
    assert "Watching 1 new source." in ended.stdout
    assert "1 entry stood in it more than once" in ended.stdout
    assert "Broken: javascript:alert(1) is no http address" in ended.stderr
    assert "watched already" in run("add", given, data=tmp_path / "data").stdout


def test_a_look_at_a_list_names_what_can_not_be_taken_and_adds_nothing(tmp_path: Path) -> None:
    given = tmp_path / "feeds.opml"
    given.write_text(LIST)
    ended = run("add", given, "--dry-run", data=tmp_path / "data")
    assert ended.returncode == 1  # as when it is added
    assert "Broken: javascript:alert(1) is no http address" in ended.stderr
    assert ended.stdout == "1 source in the list. Nothing was added.\n"
    assert not (tmp_path / "data").exists()


def test_full_texts_of_a_whole_list_can_be_asked_for(tmp_path: Path) -> None:
    given, data = tmp_path / "feeds.opml", tmp_path / "data"
    given.write_text(LIST, encoding="utf-8")
    run("add", given, "--full-text", data=data)
    with open_library(data) as library, library.read() as session:
        assert {source.full_text for source in session.sources.all()} == {True}


@pytest.mark.parametrize(("said", "full_text"), [((), None), (("--summaries",), False)])
def test_of_a_list_nobody_has_looked_at_it_is_undecided_whether_it_gives_summaries(
    tmp_path: Path, said: tuple[str, ...], full_text: bool | None
) -> None:
    given, data = tmp_path / "feeds.opml", tmp_path / "data"
    given.write_text(LIST, encoding="utf-8")
    run("add", given, *said, data=data)
    with open_library(data) as library, library.read() as session:
        assert {source.full_text for source in session.sources.all()} == {full_text}
    shown = run("sources", data=data).stdout
    assert ("full text: not decided yet" in shown) is (full_text is None)


def test_all_sources_go_to_another_reader_and_come_back(tmp_path: Path) -> None:
    given, written, data = tmp_path / "feeds.opml", tmp_path / "out.opml", tmp_path / "data"
    given.write_text(LIST)
    run("add", given, data=data)
    assert run("sources", "export", written, data=data).returncode == 0
    run("add", written, data=tmp_path / "again")
    with open_library(tmp_path / "again") as library, library.read() as session:
        (source,) = session.sources.all()
    assert (source.url, source.title, source.folder) == ("http://tide.example/rss", "The Tide", "Harbours")
    assert run("sources", "export", "-", data=data).stdout == written.read_text()


def test_a_list_of_thirty_megabytes_is_refused(tmp_path: Path) -> None:
    given = tmp_path / "feeds.opml"
    given.write_bytes(b"<opml>" + b" " * 30_000_000)
    ended = run("add", given, data=tmp_path / "data")
    assert ended.returncode == 1
    assert "30 MB are more than a list of subscriptions may have (20 MB): split it" in ended.stderr


def test_an_archive_is_imported(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "quay.html").write_text(article_page(1))
    ended = run("add", tmp_path / "pages", data=tmp_path / "data")
    assert "Imported 1 new article" in ended.stdout


def test_a_saved_page_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "quay.html").write_text(article_page(1))
    ended = run("add", tmp_path / "quay.html", data=tmp_path / "data")
    assert ended.returncode == 1
    assert "a saved page is read by headwater import" in ended.stderr
