"""Channels, aggregators, sitemaps, lists and feeds in trouble → the source that is watched, or why there is none."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.flow.adding import NoSourceError, SourceOptions, source_of
from headwater.model import Source, SourceKind
from headwater.reading.discovery import Naming, name_of
from tests.flow.invented_web import (
    RSS,
    XML,
    InventedWeb,
    article_page,
    front_page,
    headline,
    invented_web,
    rss,
    text,
)
from tests.flow.searching import ADVERTISED, NOW, find, find_among, sample


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as web:
        yield web


CHANNEL = Path(__file__).parents[1] / "reading" / "discovery" / "pages" / "channel.html"


@pytest.mark.parametrize("given", ["@harbour_post", "t.me/harbour_post", "https://t.me/s/Harbour_Post/4101"])
def test_a_telegram_channel(given: str) -> None:
    finding = find_among({"https://t.me/s/harbour_post": CHANNEL.read_bytes()}, given)
    (best,) = finding.sources
    assert (best.kind, best.candidate.url) == (SourceKind.TELEGRAM, "https://t.me/s/harbour_post")
    assert (best.articles, best.title) == (4, "Harbour Post")
    assert [preview.by for preview in best.previews].count("Osk Radio") == 1
    times = [preview.published.best for preview in best.previews if preview.published]
    assert times == sorted(times, reverse=True)  # the page has the oldest first
    assert finding.good == 1


def test_a_channel_without_a_preview_says_so() -> None:
    page = b"<html><head><title>Telegram: View @private_one</title></head><body><p>Join the channel</p></body></html>"
    with pytest.raises(NoSourceError, match="no articles"):
        find_among({"https://t.me/s/private_one": page}, "@private_one")


def test_a_handle_of_the_fediverse() -> None:
    profile = '<html><head><link href="/@ida.rss" rel="alternate" type="application/rss+xml"></head><body></body></html>'
    pages = {
        "https://social.example/@ida": profile.encode(),
        "https://social.example/@ida.rss": rss(
            "Ida Marr", range(5), link="https://social.example/@ida/{n}"
        ).encode(),
    }
    assert find_among(pages, "@ida@social.example").sources[0].title == "Ida Marr"


def test_a_hashtag_page_whose_feed_follows_from_its_address(web: InventedWeb) -> None:
    web.put("social.example/tags/quay", "<html><body><div id='app'></div></body></html>")
    web.put("social.example/tags/quay.rss", rss("#quay", range(5)), RSS)
    best = find(web, web.url("social.example/tags/quay")).sources[0]
    assert best.candidate.naming is Naming.ADDRESS_SHAPE


def test_a_hashtag_page_of_an_aggregator_is_watched_itself(web: InventedWeb) -> None:
    cards = "".join(
        f"<div class=card><h3>{headline(n)}</h3><p class=src><b>Strait Radio</b> · 5 hours ago</p>{text(n)}</div>"
        for n in range(4)
    )
    given = web.put(
        "newsbasin.example/tag/quay",
        f"<html lang=en><head><title>#quay</title></head><body><h1>#quay</h1>{cards}</body></html>",
    )
    best = find(web, given).sources[0]
    assert (best.kind, best.articles, best.full_texts) == (SourceKind.PAGE, 4, 4)
    assert best.previews[0].by == "Strait Radio"
    assert not sample(web, best).full_text  # the page holds them whole


def test_a_gzipped_sitemap_among_five_hundred(web: InventedWeb) -> None:
    parts = "".join(
        f"<sitemap><loc>http://news.example:{web.port}/s{n}.xml.gz</loc><lastmod>2026-11-{1 + n % 14:02d}</lastmod></sitemap>"
        for n in range(500)
    )
    given = web.put("news.example/sitemap.xml", f"<sitemapindex>{parts}</sitemapindex>", XML)
    urls = "".join(
        f"<url><loc>http://news.example:{web.port}/{n}</loc><lastmod>2026-11-14T1{n}:00:00Z</lastmod></url>"
        for n in range(6)
    )
    web.put(
        "news.example/s489.xml.gz", gzip.compress(f"<urlset>{urls}</urlset>".encode()), "application/gzip"
    )
    web.put("news.example/5", article_page(5))
    (best,) = find(web, given).sources
    assert (best.kind, best.articles, best.candidate.url) == (SourceKind.SITEMAP, 6, given)
    assert name_of(best) == "news.example"
    assert web.asked[:2] == ["news.example/sitemap.xml", "news.example/s489.xml.gz"]
    assert sample(web, best).full_text


def test_a_feed_without_entries_yet_may_be_watched(web: InventedWeb) -> None:
    finding = find(web, web.put("tide.example/rss", rss("The Tide", []), RSS))
    assert finding.sources[0].problem == "it holds no articles at present"
    assert finding.good == 0
    sampled = sample(web, finding.sources[0])
    assert sampled.full_text is None  # its first entries will tell
    assert source_of(finding.sources[0], SourceOptions(), full_text=None, now=NOW).full_text is None


def test_a_feed_that_was_given_up_is_not_taken_unasked(web: InventedWeb) -> None:
    web.put("tide.example/", front_page("The Tide", range(6), head=ADVERTISED.format(title="", href="/rss")))
    web.put("tide.example/rss", rss("The Tide", range(90, 96), day="14 Nov 2021"), RSS)
    finding = find(web, web.url("tide.example/"))
    assert [(s.kind, s.is_stale(NOW)) for s in finding.sources] == [
        (SourceKind.PAGE, False),
        (SourceKind.FEED, True),
    ]
    assert finding.good == 1


def test_a_feed_in_another_language_comes_after_the_pages_own(web: InventedWeb) -> None:
    head = ADVERTISED.format(title="Deutsch", href="/de.xml") + ADVERTISED.format(
        title="English", href="/en.xml"
    )
    web.put("tide.example/", front_page("The Tide", range(6), head=head))
    web.put("tide.example/de.xml", rss("Die Flut", range(10, 16), language="de"), RSS)
    web.put("tide.example/en.xml", rss("The Tide", range(6), language="en"), RSS)
    assert [s.language for s in find(web, web.url("tide.example/")).sources] == ["en", "de"]


def test_a_list_of_subscriptions_at_an_address(web: InventedWeb) -> None:
    given = web.put(
        "tide.example/feeds.opml",
        '<opml><body><outline text="T" xmlUrl="https://t.example/"/></body></opml>',
        "text/x-opml",
    )
    finding = find(web, given)
    assert finding.subscriptions is not None
    assert [o.url for o in finding.subscriptions.outlines] == ["https://t.example/"]


def test_an_archive_at_an_address_is_to_be_downloaded(web: InventedWeb) -> None:
    given = web.put(
        "tide.example/a.warc.gz", gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "application/gzip"
    )
    with pytest.raises(NoSourceError, match="headwater import FILE"):
        find(web, given)


def test_a_site_that_refuses_its_pages_and_serves_its_feed(web: InventedWeb) -> None:
    web.put("tide.example/", "<h1>Are you human?</h1>", status=403)
    web.put("tide.example/feed", rss("The Tide", range(5)), RSS)
    finding = find(web, web.url("tide.example/"))
    assert finding.sources[0].title == "The Tide"
    assert finding.asked[0].answer == "it refuses programs, or this one (403)"


def test_passwords_in_an_address_are_not_told(web: InventedWeb) -> None:
    with pytest.raises(NoSourceError) as caught:
        find(web, f"http://ida:secret@tide.example:{web.port}/gone")
    assert "secret" not in "".join(asked.url for asked in caught.value.asked)


def test_what_the_person_says_wins(web: InventedWeb) -> None:
    (best,) = find(web, web.put("tide.example/rss", rss("The Tide", range(5)), RSS)).sources
    said = SourceOptions(title="Tide", folder="News", full_text=True, proxy="socks5://127.0.0.1:9050")
    assert source_of(best, said, full_text=False, now=NOW) == Source(
        best.candidate.url, SourceKind.FEED, "Tide", "News", "en", True, "socks5://127.0.0.1:9050", NOW
    )
