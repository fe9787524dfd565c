"""What a page is as a source, and which sources it names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.model import Page, Publishers, SourceKind
from headwater.reading.discovery import Naming, PageNature, Sighting, by_address_shape, look_at, usual_places
from tests.reading.invented import STORIES, aggregator_page

CHANNEL = Path(__file__).parent / "pages" / "channel.html"
NOBODY = Publishers()


def look(
    body: str | bytes, url: str = "https://tide.example/", content_type: str = "text/html; charset=utf-8"
) -> Sighting:
    content = body.encode() if isinstance(body, str) else body
    fetched = datetime(2026, 11, 15, tzinfo=UTC)
    return look_at(Page("page", content, url=url, content_type=content_type, fetched_at=fetched), NOBODY)


def page_of(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang='en-GB'><head><title>The Tide</title>{head}</head><body>{body}</body></html>"


FEEDS = {
    "rss": "<?xml version='1.0'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title><![CDATA[The Tide & more]]></title><language>en-gb</language><atom:link rel='self' href='https://tide.example/rss.xml'/><atom:link rel='hub' href='https://hub.example/'/><item><title>A quay</title><link>https://other.example/</link></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title type='text'>The Tide &amp; more</title><link href='https://hub.example/' rel='hub'/><link rel='self' href='/rss.xml'/><entry><title>A quay</title></entry></feed>",
    "rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Tide &amp; more</title><dc:language>en</dc:language></channel><item><title>A</title></item></rdf:RDF>",
}


@pytest.mark.parametrize("form", FEEDS)
@pytest.mark.parametrize(
    "content_type", ["application/xml", "text/html", "text/plain", "application/octet-stream"]
)
def test_a_feed_is_told_by_its_own_first_element(form: str, content_type: str) -> None:
    seen = look(FEEDS[form], "https://tide.example/feed", content_type)
    assert (seen.nature, seen.title, seen.language) == (PageNature.FEED, "The Tide & more", "en")
    if form != "rdf":
        assert seen.url == "https://tide.example/rss.xml"
        assert seen.hubs == ("https://hub.example/",)


def test_a_json_feed_is_a_feed() -> None:
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "The Tide", "items": []}'
    assert look(feed, content_type="application/feed+json").nature is PageNature.FEED


def test_a_self_link_to_another_host_is_not_believed() -> None:
    feed = FEEDS["rss"].replace("https://tide.example/rss.xml", "https://evil.example/rss.xml")
    assert look(feed, "https://tide.example/feed").url == "https://tide.example/feed"


def test_feeds_in_the_head_come_before_links_and_comments_last() -> None:
    head = """<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" title="Everything" href="atom.xml" hreflang="de">
    <LINK REL="Alternate Home" TYPE="Application/RSS+XML" HREF="feed:https://feeds.example/tide">
    <link rel="feed" href="/hfeed"><link rel="sitemap" type="application/xml" href="/sitemap.xml">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
    <link rel="alternate" hreflang="fr" href="/fr/"><link rel="stylesheet" type="text/xml" href="/x.xml">"""
    body = '<a href="/rss/">RSS</a><a href="/sport/feed.xml">Sport</a><a href="https://reader.example/add/feed/https://tide.example/rss">Add to reader</a>'
    found = look(page_of(head, body)).candidates
    assert [(c.url, c.kind, c.naming) for c in found] == [
        ("https://tide.example/atom.xml", SourceKind.FEED, Naming.ADVERTISED),
        ("https://feeds.example/tide", SourceKind.FEED, Naming.ADVERTISED),
        ("https://tide.example/hfeed", SourceKind.FEED, Naming.ADVERTISED),
        ("https://tide.example/sitemap.xml", SourceKind.SITEMAP, Naming.ADVERTISED),
        ("https://tide.example/rss/", SourceKind.FEED, Naming.LINKED),
        ("https://tide.example/sport/feed.xml", SourceKind.FEED, Naming.LINKED),
        ("https://tide.example/comments/feed/", SourceKind.FEED, Naming.ADVERTISED),
    ]
    assert (found[0].title, found[0].language) == ("Everything", "de")


@pytest.mark.parametrize(
    ("head", "feed"),
    [
        # A video channel under its handle, a profile of the fediverse, a newsletter, a weblog service, releases.
        ('<link rel="alternate" type="application/rss+xml" title="RSS" href="https://videos.example/feeds/videos.xml?channel_id=UCx">', "https://videos.example/feeds/videos.xml?channel_id=UCx"),
        ("<link href='https://tide.example/@ida.rss' rel='alternate' type='application/rss+xml'>", "https://tide.example/@ida.rss"),
        ('<link rel="alternate" type="application/rss+xml" href="/feed" title="The Tide"/>', "https://tide.example/feed"),
        ('<link rel="alternate" type="application/atom+xml" title="The Tide - Atom" href="https://tide.example/feeds/posts/default" />', "https://tide.example/feeds/posts/default"),
        ('<link href="/ida/tide/releases.atom" rel="alternate" title="Releases" type="application/atom+xml">', "https://tide.example/ida/tide/releases.atom"),
    ],
)  # fmt: skip
def test_heads_of_many_systems(head: str, feed: str) -> None:
    assert look(page_of(head)).candidates[0].url == feed


def test_a_base_address_counts() -> None:
    head = '<base href="https://cdn.example/en/"><link rel="alternate" type="application/rss+xml" href="rss">'
    assert look(page_of(head)).candidates[0].url == "https://cdn.example/en/rss"


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("https://social.example/@ida", "https://social.example/@ida.rss"),
        ("https://social.example/tags/quay", "https://social.example/tags/quay.rss"),
        ("https://boards.example/r/harbours/", "https://boards.example/r/harbours/.rss"),
        (
            "https://videos.example/channel/UCx/videos",
            "https://videos.example/feeds/videos.xml?channel_id=UCx",
        ),
        (
            "https://videos.example/playlist?list=PLx",
            "https://videos.example/feeds/videos.xml?playlist_id=PLx",
        ),
        ("https://tide.example/harbour/", "https://tide.example/harbour/feed/"),
    ],
)
def test_feeds_that_follow_from_an_address(address: str, feed: str) -> None:
    assert by_address_shape([address])[0].url == feed


def test_a_front_page_or_a_file_has_no_feed_of_its_own_shape() -> None:
    assert by_address_shape(["https://tide.example/", "https://tide.example/quay.html"]) == ()


def test_usual_places_begin_with_the_publishing_systems_own() -> None:
    page = Page(
        "p",
        page_of('<meta name="Generator" content="WordPress 6.9">').encode(),
        url="https://tide.example/a/b",
    )
    places = [c.url for c in usual_places(page)]
    assert places[0] == "https://tide.example/feed/"
    assert len(places) == len(set(places)) <= 9


def test_an_article_a_listing_and_neither() -> None:
    text = "".join(f"<p>{paragraph}</p>" for story in STORIES for paragraph in story.paragraphs)
    article = page_of("", f"<article><h1>{STORIES[0].title}</h1>{text}</article>")
    rows = "".join(f"<h3><a href='/a/{n}'>{story.title}</a></h3>" for n, story in enumerate(STORIES))
    assert look(article).nature is PageNature.ARTICLE
    assert look(page_of("", rows)).nature is PageNature.LISTING
    assert look(page_of("", "<h1>Welcome</h1>")).nature is PageNature.OTHER


def test_an_article_with_promos_is_an_article_however_many() -> None:
    promos = "".join(f"<h3><a href='/a/{n}'>{story.title}</a></h3>" for n, story in enumerate(STORIES))
    page = page_of('<meta property="og:type" content="article">', f"<h1>A quay</h1><p>Short.</p>{promos}")
    assert look(page).nature is PageNature.ARTICLE


def test_a_hashtag_page_that_holds_its_articles_is_a_listing() -> None:
    cards = "".join(
        f"<div class=card><h3>{story.title}</h3><p class=src><b>Strait Radio</b> · 5 hours ago</p>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
        + "</div>"
        for story in STORIES
    )
    seen = look(page_of("", f"<h1>#ferries</h1>{cards}"), "https://newsbasin.example/tag/ferries")
    assert seen.nature is PageNature.LISTING
    assert "holds" in seen.evidence[0].says


def test_a_channel_is_a_listing_with_older_posts() -> None:
    seen = look(CHANNEL.read_bytes(), "https://t.me/s/harbour_post")
    assert seen.nature is PageNature.LISTING
    assert seen.linked.older == "https://t.me/s/harbour_post?before=4101"


def test_a_saved_text_of_an_aggregator_is_no_sitemap() -> None:
    assert look(aggregator_page(), content_type="text/plain").nature is PageNature.OTHER


def test_a_canonical_address_on_another_host_is_not_the_pages_own() -> None:
    head = '<link rel="canonical" href="https://other.example/">'
    assert look(page_of(head)).url == "https://tide.example/"
    assert look(page_of('<link rel="canonical" href="/home">')).url == "https://tide.example/home"
