"""HTML pages in the shapes of the web, each read as a person would read it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.model import (
    ArticleKind,
    CreditBasis,
    MomentBasis,
    Page,
    PageKind,
    PageReading,
    Publisher,
    Publishers,
)
from headwater.model.errors import NoArticleError
from headwater.reading.markup import read_html

PAGES = Path(__file__).parent / "pages_markup"
FETCHED = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)
DIRECTORY = Publishers([Publisher("harbour-post", "Harbour Post", domains=("harbourpost.example",))])


def read(name: str, url: str | None = None) -> PageReading:
    text = (PAGES / name).read_text(encoding="utf-8")
    return read_html(text, Page(name, text.encode(), url=url, fetched_at=FETCHED), DIRECTORY)


def test_a_page_of_one_article() -> None:
    reading = read("single.html", "https://hafenblatt.example/2026/11/faehren")
    (article,) = reading.articles
    assert reading.kind is PageKind.ARTICLE
    assert article.kind is ArticleKind.MAIN
    assert article.title == "Fähren fahren wieder – ab Montag"
    assert article.standfirst == "Die Besatzungen nehmen das Angebot an"
    assert article.authors == ("Jule Harms", "Piet Onken")
    assert article.category == "Wirtschaft"
    assert article.hashtags == ("Fähren", "Streik")
    assert article.language == "de"
    assert article.site == "hafenblatt.example"
    assert [p.split()[0:2] for p in article.paragraphs] == [
        ["Die", "Fähren"],
        ["Das", "Angebot"],
        ["Die", "erste"],
    ]
    assert [(link.url, link.text) for link in article.links] == [
        ("https://hafenblatt.example/2026/11/schlichter", "Schlichters")
    ]


def test_the_moments_and_the_credit_of_markup_say_which_field_they_rest_on() -> None:
    (article,) = read("single.html").articles
    assert article.published is not None
    assert article.published.best == datetime(2026, 11, 14, 10, 5, tzinfo=UTC)
    assert article.published.basis is MomentBasis.MARKUP
    assert article.published.evidence[0].says == "JSON-LD datePublished"
    assert article.modified is not None
    assert article.modified.best == datetime(2026, 11, 14, 11, 40, tzinfo=UTC)
    assert article.credit is not None
    assert (article.credit.name, article.credit.basis) == ("Hafenblatt", CreditBasis.MARKUP)


def test_an_archive_of_cards_is_a_listing_without_its_teasers() -> None:
    reading = read("archive.html", "https://morningmirror.example/harbour")
    assert reading.kind is PageKind.LISTING
    assert [a.title for a in reading.articles] == [
        "Two cranes leave the old quay",
        "Eels return to the inner basin",
    ]
    assert {a.kind for a in reading.articles} == {ArticleKind.LISTED}
    assert {a.category for a in reading.articles} == {"Harbour"}
    cranes, eels = reading.articles
    assert [p.split()[0] for p in cranes.paragraphs] == ["The", "They"]
    assert cranes.hashtags == ("cranes", "quay")
    assert cranes.authors == ("Ida Marr",)
    assert cranes.url == "https://morningmirror.example/2026/11/cranes"
    assert eels.published is not None
    assert eels.published.best == datetime(2026, 11, 12, 15, 0, tzinfo=UTC)


def test_a_label_left_in_a_promo_gives_the_outlet_of_an_archive_away() -> None:
    cranes, eels = read("archive.html", "https://morningmirror.example/harbour").articles
    assert cranes.credit is not None
    assert cranes.credit.publisher_id == "harbour-post"
    assert cranes.credit.basis is CreditBasis.LEFTOVER
    assert eels.credit is not None
    assert eels.credit.publisher_id == "harbour-post"


def test_an_aggregators_page_has_a_main_article_and_related_ones() -> None:
    reading = read("aggregator.html", "https://newsbasin.example/read/1")
    assert reading.kind is PageKind.ARTICLE
    assert [(a.kind.value, a.title) for a in reading.articles] == [
        ("main", "Mediator's offer ends ferry strike"),
        ("related", "Islands count the cost of nine days"),
        ("related", "Union of crews elects a new head"),
    ]
    assert [a.credit.name if a.credit else None for a in reading.articles] == [
        "Harbour Post",
        "Strait Radio",
        "Harbour Post",
    ]
    assert [len(a.paragraphs) for a in reading.articles] == [3, 2, 2]
    assert [a.position for a in reading.articles] == [0, 1, 2]


def test_cards_keep_no_furniture_in_their_text() -> None:
    main, islands, union = read("aggregator.html", "https://newsbasin.example/read/1").articles
    everything = main.text + islands.text + union.text
    for furniture in ("Photo", "hours ago", "Share", "Newsbasin app", "Related", "DETAILS", "#ferries"):
        assert furniture not in everything
    assert union.labels == ("developing",)
    assert union.hashtags == ("ferries", "union")


def test_a_relative_time_is_an_interval_before_the_page_was_fetched() -> None:
    _, islands, _ = read("aggregator.html").articles
    assert islands.published is not None
    assert islands.published.basis is MomentBasis.RELATIVE
    assert islands.published.earliest < datetime(2026, 11, 14, 13, 0, tzinfo=UTC) < islands.published.latest


def test_sections_under_subheadings_are_one_article() -> None:
    reading = read("sections.html")
    (article,) = reading.articles
    assert article.title == "How the strike was settled"
    assert sum("?" not in p for p in article.paragraphs) >= 6


def test_articles_that_only_json_ld_holds() -> None:
    reading = read("stated.html")
    assert reading.kind is PageKind.LISTING
    assert [a.title for a in reading.articles] == ["Crews accept the offer", "Fog delays the night boat"]
    crews, fog = reading.articles
    assert [len(a.paragraphs) for a in (crews, fog)] == [2, 2]
    assert crews.credit is not None
    assert crews.credit.publisher_id == "harbour-post"
    assert crews.published is not None
    assert not crews.published.is_instant  # a day, in an unknown zone
    assert crews.published.best.date().isoformat() == "2026-11-14"


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ((PAGES / "front.html").read_text(encoding="utf-8"), "a page of 6 links"),
        ("<html><body><p>404</p></body></html>", "next to no text"),
        ("<html><body><h1>Watch</h1><video src=a.mp4></video></body></html>", "video"),
    ],
)
def test_a_page_without_an_article_says_what_it_holds(html: str, says: str) -> None:
    with pytest.raises(NoArticleError, match=says):
        read_html(html, Page("page.html", html.encode()), DIRECTORY)


def test_a_canonical_link_to_another_site_is_a_credit() -> None:
    text = (PAGES / "single.html").read_text(encoding="utf-8")
    text = text.replace("https://hafenblatt.example/2026/11/faehren", "https://www.harbourpost.example/deal")
    page = Page("copy.html", text.encode(), url="https://copycat.example/a")
    (article,) = read_html(text, page, DIRECTORY).articles
    assert article.credit is not None
    assert article.credit.publisher_id == "harbour-post"
    assert "canonical link" in article.credit.evidence[0].says
