"""Feeds of every kind as listed articles."""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.model import ArticleKind, MomentBasis, Page, PageKind, PageReading, Publisher, Publishers
from headwater.model.errors import HeadwaterError, NoArticleError, UnreadableError
from headwater.reading.decoding import decode, sniff
from headwater.reading.feeds import read_feed

DIRECTORY = Publishers([Publisher("harbour-post", "Harbour Post", domains=("harbourpost.example",))])
SHARED = Path(os.environ.get("HEADWATER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
LONG = "The crews of the ferries have accepted the offer of the mediator. " * 4
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Strait Radio</title>
<link>https://straitradio.example/</link><language>en-gb</language>
<item><title>Crews &amp;amp; line agree</title><link>/a</link><description>The boats sail from Monday.</description>
<content:encoded><![CDATA[<p>{LONG}</p><script>alert(1)</script><p onclick="x()">{LONG}</p><p>Read more: <a href="/b">Fog delays the night boat</a></p>]]></content:encoded>
<dc:creator>By Ida Marr</dc:creator><category>ferries</category><category>strike</category>
<pubDate>Sat, 14 Nov 2026 11:05:00 +0100</pubDate></item>
<item><title>Fog delays the night boat</title><link>https://straitradio.example/b</link>
<description>Fog has held up the night boat.</description><pubDate>Fri, 13 Nov 2026 22:00:00 GMT</pubDate></item>
</channel></rss>"""


def read(text: str, url: str | None = None) -> PageReading:
    return read_feed(text, Page("feed.xml", text.encode(), url=url), DIRECTORY)


def test_entries_with_content_are_articles_with_text() -> None:
    reading = read(RSS)
    assert reading.kind is PageKind.FEED
    assert reading.title == "Strait Radio"
    article = reading.articles[0]
    assert article.kind is ArticleKind.LISTED
    assert article.title == "Crews & line agree"
    assert article.standfirst == "The boats sail from Monday."
    assert article.paragraphs == (LONG.strip(), LONG.strip())
    assert article.authors == ("Ida Marr",)
    assert article.hashtags == ("ferries", "strike")
    assert article.url == "https://straitradio.example/a"
    assert article.language == "en"
    assert article.published is not None
    assert article.published.best == datetime(2026, 11, 14, 10, 5, tzinfo=UTC)
    assert article.published.basis is MomentBasis.FEED


def test_a_summary_alone_is_a_standfirst_and_no_text() -> None:
    fog = read(RSS).articles[1]
    assert fog.standfirst == "Fog has held up the night boat."
    assert fog.text == ""
    assert fog.position == 1


def test_an_entrys_source_is_its_credit() -> None:
    named = RSS.replace(
        "<category>ferries",
        '<source url="https://harbourpost.example/rss">The Harbour Post</source><category>ferries',
    )
    first, second = read(named).articles
    assert first.credit is not None
    assert first.credit.publisher_id == "harbour-post"
    assert second.credit is None


def test_atom_and_its_xhtml() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title>
    <entry><title type="html">Fähren &lt;b&gt;fahren&lt;/b&gt;</title><link href="https://hafenblatt.example/1"/><id>1</id>
    <author><name>Jule Harms</name></author><author><name>Piet Onken</name></author><updated>2026-11-14</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>{LONG}</p></div></content></entry></feed>"""
    (article,) = read(atom).articles
    assert article.title == "Fähren fahren"
    assert article.authors == ("Jule Harms", "Piet Onken")
    assert len(article.paragraphs) == 2
    assert article.language == "de"
    assert article.published is not None
    assert not article.published.is_instant  # the feed only says the day


def test_json_feed() -> None:
    (article,) = read(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Strait Radio", "language": "en", "items": [{"id": "1",'
        ' "url": "https://straitradio.example/1", "title": "Crews agree", "summary": "From Monday.", "tags": ["ferries"],'
        f' "content_html": "<p>{LONG}</p>", "date_published": "2026-11-14T10:05:00Z", "authors": [{{"name": "Ida Marr"}}]}}]}}'
    ).articles
    assert (article.title, article.standfirst, article.authors) == (
        "Crews agree",
        "From Monday.",
        ("Ida Marr",),
    )
    assert article.paragraphs == (LONG.strip(),)
    assert article.hashtags == ("ferries",)


def test_a_damaged_feed_is_recovered() -> None:
    damaged = RSS.replace("</item>\n</channel></rss>", "").replace(
        "<category>strike</category>", "<category>a & b<br>"
    )
    assert [a.title for a in read(damaged).articles][:1] == ["Crews & line agree"]


@pytest.mark.parametrize("left", ["<title>Fog de", "<description>Fog has he", "</description>", "</channel>"])
def test_the_entry_that_a_feed_breaks_off_in_is_left_out(left: str) -> None:
    """Half of it would pass for an edit of what was read of it before."""
    cut = RSS[: RSS.rindex(left) + len(left)]
    titles = [article.title for article in read(cut).articles]
    whole = ["Crews & line agree", "Fog delays the night boat"]
    assert titles == (whole if left == "</channel>" else whole[:1])


def test_entities_of_its_own_are_refused_and_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + RSS
    with pytest.raises(UnreadableError, match="entities of its own"):
        read(bomb)


def test_an_empty_feed_says_so() -> None:
    with pytest.raises(NoArticleError, match="without entries"):
        read("<rss version='2.0'><channel><title>Strait Radio</title></channel></rss>")


def test_no_more_than_2000_entries_are_read() -> None:
    items = "".join(f"<item><title>Item {i}</title></item>" for i in range(2500))
    assert len(read(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>").articles) == 2000


def feeds_in(folder: str) -> list[Path]:
    found = sorted(p for p in (SHARED / "benchmarks/feeds" / folder).rglob("*") if p.is_file())
    if not found:
        pytest.skip("the public test feeds are not beside the repository (HEADWATER_SHARED)")
    return found


@pytest.mark.shared
def test_public_test_feeds_raise_nothing_but_our_errors() -> None:
    read_or_refused = 0
    paths = feeds_in("feedparser-tests")
    for path in paths:
        page = Page(path.name, path.read_bytes())
        with contextlib.suppress(HeadwaterError):
            read_feed(decode(page), page, DIRECTORY)
        read_or_refused += 1
    assert read_or_refused == len(paths)


@pytest.mark.shared
def test_real_feeds_give_entries() -> None:
    without = []
    for path in feeds_in("real"):
        page = Page(path.name, path.read_bytes())
        text = decode(page)
        try:
            if sniff(page, text) == "feed":
                assert read_feed(text, page, DIRECTORY).articles
        except NoArticleError:
            without.append(path.name)
    assert without == ["incomplete-fields.atom", "missing-fields.atom"]  # entries without title and text
