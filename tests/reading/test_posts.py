"""Streams of posts: the preview of a channel, and other pages whose texts have a time for an address."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.model import ArticleKind, CreditBasis, Page, PageKind, PageReading, Publisher, Publishers
from headwater.reading import read_page
from headwater.reading.markup.document import parse
from headwater.reading.markup.posts import find_posts

CHANNEL = Path(__file__).parent / "discovery" / "pages" / "channel.html"
DIRECTORY = Publishers([Publisher("osk-radio", "Osk Radio")])


def read(html: str | bytes, url: str = "https://t.me/s/harbour_post") -> PageReading:
    content = html.encode() if isinstance(html, str) else html
    return read_page(
        Page("channel", content, url=url, fetched_at=datetime(2026, 11, 14, 16, tzinfo=UTC)), DIRECTORY
    )


@pytest.fixture(scope="module")
def channel() -> PageReading:
    return read(CHANNEL.read_bytes())


def test_each_message_with_a_text_is_an_article(channel: PageReading) -> None:
    assert channel.kind is PageKind.LISTING
    assert [a.url for a in channel.articles] == [
        f"https://t.me/harbour_post/{number}" for number in (4101, 4102, 4105, 4106)
    ]
    assert {a.kind for a in channel.articles} == {ArticleKind.LISTED}
    assert {a.site for a in channel.articles} == {"t.me"}


def test_pictures_and_what_the_program_says_are_no_articles(channel: PageReading) -> None:
    everything = " ".join(a.text for a in channel.articles)
    assert "pinned" not in everything
    assert not any(a.url and a.url.endswith(("/4103", "/4104")) for a in channel.articles)


def test_a_bold_first_line_is_the_headline(channel: PageReading) -> None:
    offer, flood, _, long = channel.articles
    assert offer.title == "⚓ Ferries to sail again from Saturday"
    assert offer.paragraphs[0].startswith("Dockers in Port Veldra")
    assert flood.title is None
    assert long.title == "How the strike was settled"
    assert len(long.paragraphs) == 4


def test_what_stands_around_the_text_is_left_out(channel: PageReading) -> None:
    everything = "\n".join(a.text for a in channel.articles)
    for around in (
        "4.85K",
        "views",
        "What the mediator proposed",
        "accepted the mediator's offer, the board",
        "👍",
    ):
        assert around not in everything
    assert "Subscribe" not in everything  # closes every message: the channel's own footer


def test_a_forwarded_message_is_credited_to_where_it_came_from(channel: PageReading) -> None:
    credit = channel.articles[1].credit
    assert credit is not None
    assert (credit.name, credit.publisher_id, credit.basis) == (
        "Osk Radio",
        "osk-radio",
        CreditBasis.SOURCE_LINE,
    )
    assert credit.evidence[0].quote == "Forwarded from Osk Radio"
    assert channel.articles[1].links[0].url == "https://t.me/osk_radio/88"


def test_any_other_message_is_credited_to_its_channel(channel: PageReading) -> None:
    credit = channel.articles[0].credit
    assert credit is not None
    assert credit.name == "Harbour Post"
    assert credit.evidence[0].rule == "post-owner"


def test_an_edited_message_says_so(channel: PageReading) -> None:
    assert [a.labels for a in channel.articles] == [("edited",), (), (), ()]
    assert [e.quote for e in channel.articles[0].evidence if e.rule == "edited"] == ["edited"]


def test_the_time_is_that_of_the_permalink_and_not_of_a_video(channel: PageReading) -> None:
    published = channel.articles[3].published
    assert published is not None
    assert published.best == datetime(2026, 11, 14, 15, 0, tzinfo=UTC)


def test_hashtags_that_link_to_what_they_tag(channel: PageReading) -> None:
    assert channel.articles[0].hashtags == ("ferries",)
    assert [link.url for link in channel.articles[0].links] == [
        "https://harbourpost.example/2026/11/14/offer"
    ]


def test_posts_without_any_helpful_class() -> None:
    posts = "".join(
        f"<div class=x><p>The reservoir stood at {70 + day} metres this morning, a little less than the day before.</p>"
        f"<p><a href=/note/{day}><time datetime=2026-11-1{day}T08:00:00Z>{day} Nov</time></a></p></div>"
        for day in (1, 2, 3)
    )
    reading = read(
        f"<html><body><h1>Osk gauge</h1><main>{posts}</main></body></html>", "https://gauge.example/"
    )
    assert [a.url for a in reading.articles] == [f"https://gauge.example/note/{day}" for day in (1, 2, 3)]
    assert [a.text.split()[4] for a in reading.articles] == ["71", "72", "73"]


def test_teasers_with_headlines_are_no_posts() -> None:
    teasers = "".join(
        f"<div class=t><h2>Reservoir falls to {70 + day} metres</h2><p>The water authority gave a new figure.</p>"
        f"<a href=/a/{day}><time datetime=2026-11-1{day}>{day} Nov</time></a></div>"
        for day in (1, 2, 3)
    )
    assert find_posts(parse(f"<html><body>{teasers}</body></html>", "https://gauge.example/")) == []
