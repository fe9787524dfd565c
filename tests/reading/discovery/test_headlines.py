"""Which articles a page leads to."""

import json
from datetime import UTC, datetime

import pytest

from headwater.model import MomentBasis, Page
from headwater.reading.discovery import Linked, linked_articles

PLACES = ("Port Veldra", "Upper Skarra", "Hollin", "Norr")


def links(body: str, url: str = "https://tide.example/harbour") -> Linked:
    html = f"<!doctype html><html><head><title>Harbour</title></head><body>{body}</body></html>"
    return linked_articles(Page("page.html", html.encode(), url=url, content_type="text/html; charset=utf-8"))


def title(place: str) -> str:
    return f"{place} puts off its new quay until spring"


def test_headlines_in_cards_with_pictures_and_read_more() -> None:
    cards = "".join(
        f"<div class='card c{n}'><a href='/a/{n}'><img src=x alt=''></a><h3><a href='/a/{n}?from=front#top'>{title(place)}</a></h3>"
        f"<a href='/a/{n}?from=front'>Read more</a></div>"
        for n, place in enumerate(PLACES)
    )
    assert [a.title for a in links(cards).articles] == [title(place) for place in PLACES]


def test_a_card_that_is_a_link_as_a_whole_is_called_by_its_heading() -> None:
    cards = "".join(
        f"<a class=card href='/a/{n}'><h2>{title(place)}</h2><p>The council of {place} met on Friday and did not vote.</p></a>"
        for n, place in enumerate(PLACES)
    )
    assert [a.title for a in links(cards).articles] == [title(place) for place in PLACES]


def test_a_headline_beside_its_read_more_link() -> None:
    cards = "".join(
        f"<li><h4>{title(place)}</h4><p>Four lines.</p><a class=more href='/a/{n}'>Read more</a></li>"
        for n, place in enumerate(PLACES)
    )
    assert [a.title for a in links(f"<ul>{cards}</ul>").articles] == [title(place) for place in PLACES]


def test_a_plain_list_of_links() -> None:
    rows = "".join(f"<li><a href='/a/{n}'>{title(place)}</a></li>" for n, place in enumerate(PLACES))
    assert len(links(f"<ul>{rows}</ul>").articles) == 4


def test_menus_and_footers_are_no_headlines() -> None:
    menu = "".join(f"<a href='/{word}'>{word}</a>" for word in ("News", "Sport", "Culture", "Letters"))
    legal = "".join(
        f"<li><a href='/legal/{n}'>Terms and conditions of use number {n}</a></li>" for n in range(5)
    )
    page = (
        f"<nav>{menu}</nav><div class='top-menu'>{menu}</div><div class='site-footer'><ul>{legal}</ul></div>"
    )
    assert links(page).articles == ()


def test_two_promos_are_no_listing() -> None:
    rows = "".join(f"<p><a href='/a/{n}'>{title(place)}</a></p>" for n, place in enumerate(PLACES[:2]))
    assert links(rows).articles == ()


def test_headlines_without_spaces_between_words() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}'>港の新しい岸壁の決定は春まで延期された第{n}報</a></li>" for n in range(4)
    )
    assert len(links(f"<ul>{rows}</ul>").articles) == 4


def test_the_time_in_a_card_and_the_date_in_an_address() -> None:
    rows = "".join(
        f"<article><h3><a href='/a/{n}'>{title(place)}</a></h3><time datetime='2026-11-1{n}T10:00:00Z'>x</time></article>"
        for n, place in enumerate(PLACES[:3])
    )
    first = links(rows).articles[0].published
    assert first is not None
    assert first.best == datetime(2026, 11, 10, 10, 0, tzinfo=UTC)
    dated = "".join(
        f"<li><a href='/2026/11/1{n}/quay'>{title(place)}</a></li>" for n, place in enumerate(PLACES)
    )
    day = links(dated).articles[0].published
    assert day is not None
    assert day.basis is MomentBasis.ADDRESS
    assert day.best.date().isoformat() == "2026-11-10"


def test_articles_that_only_json_ld_lists() -> None:
    listed = [
        {
            "@type": "NewsArticle",
            "headline": title(place),
            "url": f"https://tide.example/a/{n}",
            "datePublished": "2026-11-14T10:00:00Z",
        }
        for n, place in enumerate(PLACES)
    ]
    page = links(f"<div id=app></div><script type='application/ld+json'>{json.dumps(listed)}</script>")
    assert [a.title for a in page.articles] == [title(place) for place in PLACES]
    assert page.articles[0].published is not None


@pytest.mark.parametrize(
    ("markup", "older"),
    [
        ("<a rel=next href='/harbour/page/2'>Older</a>", "https://tide.example/harbour/page/2"),
        ("<link rel=prev href='/s/harbour?before=41'>", "https://tide.example/s/harbour?before=41"),
        ("<a rel=prev href='/harbour/page/1'>Newer</a>", None),
    ],
)
def test_where_older_articles_are(markup: str, older: str | None) -> None:
    assert links(markup).older == older


def test_the_page_itself_files_and_other_schemes_are_no_articles() -> None:
    rows = "".join(
        f"<li><a href='{href}'>A headline of five words here</a></li>"
        for href in ("/harbour", "/harbour#x", "/report.pdf", "mailto:a@b.example", "javascript:void(0)", "/")
    )
    assert links(f"<ul>{rows}</ul>").articles == ()


def test_a_page_of_ten_thousand_links_is_read_in_part() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}'>{title(PLACES[n % 4])} once more {n}</a></li>" for n in range(10_000)
    )
    assert len(links(f"<ul>{rows}</ul>").articles) == 3000
