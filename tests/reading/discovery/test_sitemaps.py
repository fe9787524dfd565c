"""Sitemaps of every kind, and what in them is worth fetching."""

from datetime import UTC, datetime

import pytest

from headwater.model import MomentBasis, Page, Publishers
from headwater.model.errors import UnreadableError
from headwater.reading.discovery import Linked, PageNature, linked_articles, look_at, parts_worth_reading

SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def read(xml: str, url: str = "https://tide.example/sitemap.xml") -> Linked:
    return linked_articles(Page("sitemap.xml", xml.encode(), url=url, content_type="application/xml"))


NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SPACES}>
<url><loc>https://tide.example/a</loc><lastmod>2026-11-14</lastmod>
<image:image><image:loc>https://tide.example/a.jpg</image:loc><image:title>The mole</image:title></image:image>
<news:news><news:publication><news:name>The Tide</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-14T11:52:00+01:00</news:publication_date>
<news:title>Ferries to sail again &amp; again</news:title></news:news></url>
<url><loc>  /b
</loc><news:news><news:publication><news:name>The Tide</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2026-11-15T08:00:00Z</news:publication_date><news:title>Fähren fahren</news:title></news:news></url>
</urlset>"""


def test_a_news_sitemap_says_headlines_times_and_languages() -> None:
    first, second = read(NEWS).articles  # the newest first
    assert (first.url, first.title, first.language) == ("https://tide.example/b", "Fähren fahren", "de")
    assert second.title == "Ferries to sail again & again"
    assert second.publication == "The Tide"
    assert second.published is not None
    assert second.published.best == datetime(2026, 11, 14, 10, 52, tzinfo=UTC)
    assert second.published.basis is MomentBasis.MARKUP
    assert second.modified is not None
    assert not second.modified.is_instant  # a day


def test_a_half_dated_sitemap_keeps_its_order() -> None:
    xml = f"<urlset {SPACES}><url><loc>https://t.example/1</loc><lastmod>2020-01-01</lastmod></url><url><loc>https://t.example/2</loc></url></urlset>"
    assert [a.url for a in read(xml).articles] == ["https://t.example/1", "https://t.example/2"]


def test_an_index_names_its_parts() -> None:
    xml = f"<sitemapindex {SPACES}><sitemap><loc>https://tide.example/s1.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>"
    (part,) = read(xml).parts
    assert part.url == "https://tide.example/s1.xml.gz"
    assert look_at(Page("i", xml.encode()), Publishers()).nature is PageNature.SITEMAP_INDEX


def test_of_five_hundred_parts_the_newest_are_worth_reading() -> None:
    parts = "".join(
        f"<sitemap><loc>https://tide.example/posts-{n}.xml</loc><lastmod>2026-{1 + n // 50:02d}-{1 + n % 25:02d}</lastmod></sitemap>"
        for n in range(500)
    )
    linked = read(f"<sitemapindex {SPACES}>{parts}</sitemapindex>")
    assert len(linked.parts) == 500
    assert [p.url for p in parts_worth_reading(linked.parts, 2)] == [
        "https://tide.example/posts-499.xml",
        "https://tide.example/posts-474.xml",
    ]


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        (
            ["image-sitemap.xml", "post-sitemap1.xml", "post-sitemap2.xml", "author-sitemap.xml"],
            "post-sitemap2.xml",
        ),
        (["archive.xml", "news-sitemap.xml", "tags.xml"], "news-sitemap.xml"),
        (["pages.xml", "posts.xml", "categories.xml"], "posts.xml"),
    ],
)
def test_undated_parts_are_told_by_their_names(listed: list[str], first: str) -> None:
    xml = "".join(f"<sitemap><loc>https://tide.example/{name}</loc></sitemap>" for name in listed)
    parts = read(f"<sitemapindex {SPACES}>{xml}</sitemapindex>").parts
    assert parts_worth_reading(parts, 1)[0].url == f"https://tide.example/{first}"


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    text = "https://tide.example/a\nhttps://tide.example/b\n"
    page = Page(
        "sitemap.txt", text.encode(), url="https://tide.example/sitemap.txt", content_type="text/plain"
    )
    assert look_at(page, Publishers()).nature is PageNature.SITEMAP
    assert [a.url for a in linked_articles(page).articles] == text.split()


def test_robots_names_sitemaps_those_of_news_first() -> None:
    text = "User-agent: *\nDisallow: /search\nsitemap: https://tide.example/all.xml\nSitemap: /news.xml\n"
    page = Page("robots.txt", text.encode(), url="https://tide.example/robots.txt", content_type="text/plain")
    assert [c.url for c in look_at(page, Publishers()).candidates] == [
        "https://tide.example/news.xml",
        "https://tide.example/all.xml",
    ]


def test_addresses_of_other_schemes_are_left_out() -> None:
    xml = f"<urlset {SPACES}><url><loc>javascript:alert(1)</loc></url><url><loc>ftp://t.example/</loc></url><url><loc></loc></url><url/></urlset>"
    assert read(xml).articles == ()


def test_broken_xml_gives_what_stands_before_the_break() -> None:
    xml = f"<urlset {SPACES}><url><loc>https://t.example/1?a=1&b=2</loc></url><url><loc>https://t.example/2</loc></url><url><lo"
    assert [a.url for a in read(xml).articles] == ["https://t.example/1?a=1&b=2", "https://t.example/2"]


def test_prefixes_that_were_never_declared() -> None:
    xml = "<urlset><url><loc>https://t.example/1</loc><news:news><news:title>A quay</news:title></news:news></url></urlset>"
    assert read(xml).articles[0].title == "A quay"


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    with pytest.raises(UnreadableError, match="entities of its own"):
        read(bomb)


def test_nothing_is_read_from_elsewhere() -> None:
    outside = '<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset><url><loc>https://t.example/1</loc></url></urlset>'
    assert [a.url for a in read(outside).articles] == ["https://t.example/1"]


def test_a_feed_leads_to_no_pages_of_its_own() -> None:
    feed = "<rss version='2.0'><channel><item><title>A</title><link>https://t.example/1</link></item></channel></rss>"
    assert read(feed) == Linked()
