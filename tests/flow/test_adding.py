"""What is given → the source that is watched, on sites in the shapes of the web."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from headwater.flow.adding import (
    NoSourceError,
)
from headwater.model import Publisher, Publishers, SourceKind
from headwater.reading.discovery import Naming
from tests.flow.invented_web import (
    RSS,
    XML,
    InventedWeb,
    article_page,
    front_page,
    headline,
    invented_web,
    rss,
)
from tests.flow.searching import ADVERTISED, find, sample


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as web:
        yield web


def test_a_feed_is_its_own_source(web: InventedWeb) -> None:
    given = web.put("tide.example/rss", rss("The Tide", range(5)), RSS)
    finding = find(web, given)
    (best,) = finding.sources
    assert (best.candidate.url, best.kind, best.candidate.naming) == (given, SourceKind.FEED, Naming.ITSELF)
    assert (best.title, best.language, best.articles, best.full_texts) == ("The Tide", "en", 5, 5)
    assert best.previews[0].title == headline(0)
    assert best.newest is not None
    assert best.newest.best == datetime(2026, 11, 14, 14, 4, tzinfo=UTC)
    assert finding.good == 1
    assert web.asked == ["tide.example/rss"]


def test_a_weblog_advertises_posts_and_comments(web: InventedWeb) -> None:
    comments = rss("Comments for The Tide", range(3), link="http://tide.example:PORT/{n}#comment-7{n}")
    head = ADVERTISED.format(title="The Tide » Comments Feed", href="/comments/feed/")
    head += ADVERTISED.format(title="The Tide » Feed", href="/feed/")
    web.put("tide.example/", front_page("The Tide", range(5), head=head))
    web.put("tide.example/feed/", rss("The Tide", range(5), link="http://tide.example:PORT/{n}"), RSS)
    web.put("tide.example/comments/feed/", comments, RSS)
    finding = find(web, web.url("tide.example/"))
    assert [s.candidate.url for s in finding.sources] == [
        web.url("tide.example/feed/"),
        web.url("tide.example/comments/feed/"),
    ]
    assert finding.sources[1].is_comments
    assert finding.good == 1


def test_the_address_may_be_given_without_scheme(web: InventedWeb) -> None:
    web.put("tide.example/", front_page("The Tide", range(5), head=ADVERTISED.format(title="", href="/feed")))
    web.put("tide.example/feed", rss("The Tide", range(5)), RSS)
    assert find(web, f"tide.example:{web.port}").sources[0].title == "The Tide"


def test_two_formats_of_one_feed_are_one_choice(web: InventedWeb) -> None:
    head = ADVERTISED.format(title="RSS", href="/rss") + ADVERTISED.format(title="Summaries", href="/short")
    web.put("tide.example/", front_page("The Tide", range(5), head=head))
    web.put("tide.example/rss", rss("The Tide", range(5)), RSS)
    web.put("tide.example/short", rss("The Tide", range(5), full=False), RSS)
    (only,) = find(web, web.url("tide.example/")).sources
    assert only.full_texts == 5


def test_a_news_site_with_twelve_sections_offers_its_main_feed_first(web: InventedWeb) -> None:
    sections = [f"section{n}" for n in range(12)]
    head = ADVERTISED.format(title="Everything", href="/rss/all.xml")
    head += "".join(ADVERTISED.format(title=name, href=f"/rss/{name}.xml") for name in sections)
    web.put("news.example/", front_page("Veldra News", range(10), head=head))
    web.put("news.example/rss/all.xml", rss("Veldra News", range(10), full=False), RSS)
    for number, name in enumerate(sections):
        web.put(f"news.example/rss/{name}.xml", rss(name, range(100 + 5 * number, 105 + 5 * number)), RSS)
    finding = find(web, web.url("news.example/"))
    assert finding.sources[0].title == "Veldra News"
    assert finding.good == 6  # the others are asked for when a section's page is given
    assert len(web.asked) == 7


def test_a_section_is_not_answered_with_the_whole_site(web: InventedWeb) -> None:
    head = ADVERTISED.format(title="Veldra News", href="/rss.xml")
    web.put("news.example/harbour", front_page("Harbour", range(20, 26), head=head))
    web.put("news.example/rss.xml", rss("Veldra News", range(10)), RSS)
    finding = find(web, web.url("news.example/harbour"))
    assert finding.sources[0].kind is SourceKind.PAGE
    assert finding.sources[0].candidate.url == web.url("news.example/harbour")
    assert finding.sources[0].previews[0].title == headline(20)
    assert finding.sources[1].title == "Veldra News"
    assert finding.good == 1


def test_a_section_with_a_feed_of_its_own(web: InventedWeb) -> None:
    web.put("news.example/harbour/", front_page("Harbour", range(20, 26)))
    web.put("news.example/harbour/feed/", rss("Harbour – Veldra News", range(20, 26)), RSS)
    finding = find(web, web.url("news.example/harbour/"))
    assert finding.sources[0].candidate.url == web.url("news.example/harbour/feed/")
    assert finding.sources[0].candidate.naming is Naming.ADDRESS_SHAPE


def test_a_broken_advertised_feed_and_a_good_one_in_a_usual_place(web: InventedWeb) -> None:
    head = (
        ADVERTISED.format(title="Feed", href="/old-feed.php") + '<meta name="generator" content="Hugo 0.150">'
    )
    web.put("static.example/", front_page("Static", range(5), head=head))
    web.put("static.example/index.xml", rss("Static", range(5)), XML)
    finding = find(web, web.url("static.example/"))
    assert finding.sources[0].candidate.naming is Naming.USUAL_PLACE
    assert [a.answer for a in finding.asked] == ["there is nothing (404)"]
    assert web.asked == ["static.example/", "static.example/old-feed.php", "static.example/index.xml"]


@pytest.mark.parametrize(
    ("generator", "path"),
    [
        ("WordPress 6.9", "feed/"),
        ("Ghost 6.0", "rss/"),
        ("blogger", "feeds/posts/default"),
        ("Jekyll v4", "feed.xml"),
    ],
)
def test_the_usual_place_of_a_publishing_system_is_asked_first(
    web: InventedWeb, generator: str, path: str
) -> None:
    web.put(
        "blog.example/", front_page("Blog", range(5), head=f'<meta name="generator" content="{generator}">')
    )
    web.put(f"blog.example/{path}", rss("Blog", range(5)), RSS)
    assert find(web, web.url("blog.example/")).sources[0].title == "Blog"
    assert web.asked == ["blog.example/", f"blog.example/{path}"]


def test_a_feed_behind_redirects_is_kept_where_it_is_for_good(web: InventedWeb) -> None:
    web.redirect("old.example/feed", "http://new.example:PORT/feed")
    web.redirect("new.example/feed", "http://cdn.example:PORT/f/1", status=302)
    web.put("cdn.example/f/1", rss("Moved", range(5)), RSS)
    assert find(web, web.url("old.example/feed")).sources[0].candidate.url == web.url("new.example/feed")


def test_a_feed_served_as_html_is_a_feed(web: InventedWeb) -> None:
    given = web.put("odd.example/feed", rss("Odd", range(5)))
    assert find(web, given).sources[0].kind is SourceKind.FEED


def test_a_page_served_as_a_feed_is_none(web: InventedWeb) -> None:
    web.put("odd.example/", front_page("Odd", range(5), head=ADVERTISED.format(title="Feed", href="/feed")))
    web.put("odd.example/feed", front_page("Odd", range(5)), RSS)
    finding = find(web, web.url("odd.example/"))
    assert [s.kind for s in finding.sources] == [SourceKind.PAGE]
    assert "it is no feed" in finding.asked[0].answer


def test_an_article_leads_to_its_sites_feed(web: InventedWeb) -> None:
    web.put("tide.example/2026/quay", article_page(3))
    web.put("tide.example/", front_page("The Tide", range(5), head=ADVERTISED.format(title="", href="/feed")))
    web.put("tide.example/feed", rss("The Tide", range(5)), RSS)
    assert find(web, web.url("tide.example/2026/quay")).sources[0].title == "The Tide"


def test_a_site_without_feed_is_watched_by_its_news_sitemap(web: InventedWeb) -> None:
    web.put("news.example/", front_page("Veldra News", range(5)))
    web.put(
        "news.example/robots.txt",
        "User-agent: *\nDisallow: /x\nSitemap: http://news.example:PORT/pages.xml\nSitemap: /news-sitemap.xml",
        "text/plain",
    )
    entries = "".join(
        f"<url><loc>http://news.example:PORT/{n}</loc><news:news><news:publication><news:name>Veldra News</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>2026-11-14T1{n}:00:00Z"
        f"</news:publication_date><news:title>{headline(n)}</news:title></news:news></url>"
        for n in range(5)
    )
    web.put(
        "news.example/news-sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>',
        XML,
    )
    best = find(web, web.url("news.example/")).sources[0]
    assert (best.kind, best.candidate.url) == (SourceKind.SITEMAP, web.url("news.example/news-sitemap.xml"))
    assert best.previews[0].title == headline(4)  # the newest
    assert best.language == "en"


def test_a_front_page_is_watched_itself_when_nothing_else_is_there(web: InventedWeb) -> None:
    web.put("plain.example/", front_page("Plain", range(6)))
    finding = find(web, web.url("plain.example/"))
    (only,) = finding.sources
    assert (only.kind, only.articles) == (SourceKind.PAGE, 6)
    assert len(web.asked) <= 20


def test_a_page_that_robots_may_not_fetch_is_not_watched(web: InventedWeb) -> None:
    web.put("plain.example/", front_page("Plain", range(6)))
    web.put("plain.example/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    with pytest.raises(
        NoSourceError, match=r"the page lists articles, but robots\.txt asks programs not to fetch it"
    ):
        find(web, web.url("plain.example/"))


def test_a_page_with_nothing_to_watch_says_what_was_tried(web: InventedWeb) -> None:
    given = web.put("bare.example/", "<html><body><h1>Bare</h1><p>Welcome.</p></body></html>")
    with pytest.raises(NoSourceError) as caught:
        find(web, given)
    said = str(caught.value)
    assert "no feed, no sitemap, and no page that lists articles" in said
    assert f"{web.url('bare.example/feed')}: there is nothing (404)" in said
    assert "give the address of its feed" in said
    assert len(web.asked) <= 20


def test_a_site_that_can_not_be_reached(web: InventedWeb) -> None:
    with pytest.raises(NoSourceError, match="nothing could be read there"):
        find(web, "http://127.0.0.1:1/feed")


def test_a_publishers_name_in_the_directory_is_its_address(web: InventedWeb) -> None:
    web.put("tide.example/rss", rss("The Tide", range(5)), RSS)
    known = Publishers([Publisher("tide", "The Tide", domains=(f"http://tide.example:{web.port}/rss",))])
    assert find(web, "the tide", known).sources[0].title == "The Tide"


def test_an_international_name(web: InventedWeb) -> None:
    web.put(
        "xn--e1afmkfd.example/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0", rss("Прибой", range(5), language="ru"), RSS
    )
    best = find(web, f"http://пример.example:{web.port}/лента").sources[0]
    assert (best.title, best.language) == ("Прибой", "ru")


def test_summaries_whose_pages_hold_the_full_text(web: InventedWeb) -> None:
    given = web.put(
        "tide.example/rss", rss("The Tide", range(5), full=False, link="http://tide.example:PORT/{n}"), RSS
    )
    for number in range(5):
        web.put(f"tide.example/{number}", article_page(number))
    (best,) = find(web, given).sources
    assert best.has_summaries_only
    assert sample(web, best).full_text


def test_summaries_before_a_paywall_stay_summaries(web: InventedWeb) -> None:
    given = web.put(
        "tide.example/rss", rss("The Tide", range(5), full=False, link="http://tide.example:PORT/{n}"), RSS
    )
    for number in range(5):
        web.put(f"tide.example/{number}", article_page(number, paragraphs=1))
    (best,) = find(web, given).sources
    sampled = sample(web, best)
    assert not sampled.full_text
    assert "a paywall" in sampled.says
    assert sum(asked.count("/") and asked[-1].isdigit() for asked in web.asked) == 2
