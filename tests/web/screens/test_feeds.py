"""Lists as feeds: what a feed reader makes of them."""

from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any

import feedparser
import pytest
from lxml import etree

from headwater.web.outside.feeds import FEED_FORMS, Feed, FeedEntry, atom, json_feed, rss
from tests.web.visitor import visit

BASE = "http://127.0.0.1:8000/"
NOON = datetime(2026, 11, 14, 12, 0, tzinfo=timezone(timedelta(hours=2)))
HOSTILE = "Quay <script>alert(1)</script> & pier\x0b\x00 \ud800"


def a_feed(*entries: FeedEntry) -> Feed:
    return Feed("Headwater: osk & <b>", "/tags/osk?month=2026-11", entries)


def an_entry(**more: Any) -> FeedEntry:  # the fields of an entry, of several types
    return FeedEntry(**{"id": "a1", "path": "/articles/a1", "title": "The quay", "published": NOON, **more})


@pytest.mark.parametrize("write", [rss, atom])
def test_a_feed_reader_finds_what_was_told(write: Any) -> None:  # one of the forms' writers
    entry = an_entry(text="Ten < eleven & <b>.", authors=("Ida Marr",), tags=("Osk",), updated=NOON)
    found = feedparser.parse(write(a_feed(entry), BASE, "/tags/osk.rss?month=2026-11"))

    assert not found.bozo
    (item,) = found.entries
    assert item.link == f"{BASE}articles/a1"
    assert item.published_parsed[:5] == (2026, 11, 14, 10, 0)
    assert (item.title, item.author, item.tags[0].term) == ("The quay", "Ida Marr", "Osk")
    assert unescape(item.summary) == "Ten < eleven & <b>."
    assert found.feed.link == f"{BASE}tags/osk?month=2026-11"


def test_text_is_html_in_rss_and_plain_in_the_others() -> None:
    feed = a_feed(an_entry(text="“No <i>way</i>.”\n\nA note"))

    item = etree.fromstring(rss(feed, BASE, "/x.rss")).find("channel/item/description")
    summary = etree.fromstring(atom(feed, BASE, "/x.atom")).find("{*}entry/{*}summary")

    assert item is not None
    assert item.text == "“No &lt;i&gt;way&lt;/i&gt;.”<br><br>A note"
    assert summary is not None
    assert summary.text == "“No <i>way</i>.”\n\nA note"
    assert summary.get("type") in {None, "text"}


@pytest.mark.parametrize("form", FEED_FORMS, ids=lambda form: form.name)
def test_control_characters_and_markup_make_no_feed_unreadable(form: Any) -> None:  # a FeedForm
    entry = an_entry(title=HOSTILE, text=HOSTILE, authors=(HOSTILE,), tags=(HOSTILE,))

    found = form.write(a_feed(entry), BASE, "/x")

    if form.name == "JSON Feed":
        assert b"Quay <script>" in found
    else:
        assert "script" not in {element.tag for element in etree.fromstring(found).iter()}


def test_a_feed_without_entries_does_not_change_by_itself() -> None:
    assert a_feed().updated() == datetime(1970, 1, 1, tzinfo=UTC)
    assert rss(a_feed(), BASE, "/x") == rss(a_feed(), BASE, "/x")


def test_only_what_is_known_stands_in_a_json_feed() -> None:
    item = FeedEntry("a1", "/articles/a1", "The quay")

    found = json_feed(a_feed(item), BASE, "/x.feed.json")

    assert b"null" not in found
    assert b'"authors"' not in found


LISTS = ["/index", "/tags/osk", "/days/2026-11-14", "/corrections", "/publishers/littoral-wire", "/search"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("ending", [".rss", ".atom"])
def test_the_lists_of_the_sample_pages_are_feeds(only_reading: Any, path: str, ending: str) -> None:
    query = "?q=ferry" if path == "/search" else ""
    answer = visit(f"{path}{ending}{query}", app=only_reading)
    found = feedparser.parse(answer.content)

    assert not found.bozo
    assert found.entries
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids)
    assert all(entry.link.startswith(BASE) for entry in found.entries)
    own = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == [f"{BASE}{path[1:]}{ending}{query}"]


def test_ids_are_the_same_in_each_form_and_each_time(only_reading: Any) -> None:
    told = [
        visit(f"/tags/osk{ending}", app=only_reading) for ending in (".rss", ".atom", ".feed.json", ".rss")
    ]
    first, second, _, again = told

    assert first.content == again.content
    ids = [item["id"] for item in told[2].json()["items"]]
    assert [entry.id for entry in feedparser.parse(first.content).entries] == ids
    assert [entry.id for entry in feedparser.parse(second.content).entries] == [
        f"urn:headwater:{each}" for each in ids
    ]
