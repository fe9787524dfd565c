"""The network: the picture's geometry, the page over the sample library, and what it says when there is nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from sqlalchemy import insert, update
from starlette.applications import Starlette

from headwater.model.exchange import Credit, Exchange, HouseCount
from headwater.store import Library, open_library
from headwater.store.schema import flows
from headwater.web.app import create_app
from headwater.web.drawing.network import BandPlace, Drawing, lay_out
from headwater.web.drawing.network_picture import (
    MOST_BANDS,
    MOST_GIVERS,
    MOST_TAKERS,
    Around,
    Picture,
    Wording,
    picture_around,
    picture_of_all,
    strongest,
)
from headwater.web.screens.network_ask import NetworkAsk
from tests.web.conftest import served
from tests.web.memory import NOW
from tests.web.test_browser import SIDEWAYS, opened
from tests.web.visitor import visit

ASK = NetworkAsk()
NAMES = st.sampled_from(
    ["Littoral Wire", "The Daily Loop", "صحيفة النهر", "河川日報", "a", "x" * 80, *"bcdefghijklmnop"]
)
LINKS = st.lists(
    st.builds(
        lambda giver, taker, articles, share: Exchange(giver, taker, articles, int(articles * share)),
        *(NAMES, NAMES, st.integers(1, 30_000), st.floats(0, 1)),
    ).filter(lambda link: link.giver != link.taker),
    min_size=1,
    max_size=60,
    unique_by=lambda link: (link.giver, link.taker),
)


def wording(counts: dict[str, HouseCount] | None = None) -> Wording:
    return Wording(Credit.ALL, counts or {}, ASK.of_site, ASK.articles_of)


def around_of(links: list[Exchange], name: str) -> Around:
    takes = tuple(link for link in links if link.taker == name)
    gives = tuple(link for link in links if link.giver == name)
    givers, takers = {link.giver for link in takes}, {link.taker for link in gives}
    return Around(
        name,
        takes,
        gives,
        tuple(link for link in links if link.taker in givers and link.giver != name),
        tuple(link for link in links if link.giver in takers and link.taker != name),
    )


# The picture --------------------------------------------------------------------------------------------


@given(LINKS)
def test_no_name_meets_another_whatever_the_numbers_are(links: list[Exchange]) -> None:
    pictures = [picture_of_all(strongest(links), wording())]
    pictures.append(picture_around(around_of(links, links[0].giver), wording()))
    for picture in pictures:
        boxes = [place.box for place in lay_out(picture).stops]
        assert not any(box.meets(other) for n, box in enumerate(boxes) for other in boxes[n + 1 :])


@given(LINKS)
def test_no_band_crosses_a_name(links: list[Exchange]) -> None:
    drawing = lay_out(picture_around(around_of(links, links[0].giver), wording()))
    for place in drawing.stops:
        for band in drawing.bands:
            left, bend, _, top, bottom = level_run(band)
            beside = place.box.right <= left or place.box.left >= bend
            if not beside:
                assert place.box.bottom <= top + 0.1 or place.box.top >= bottom - 0.1


def level_run(place: BandPlace) -> tuple[float, float, float, float, float]:
    """Of a band's outlines: from where to where it runs level, where it ends, its top and bottom on the level."""
    outlines = [outline for outline in (place.credited, place.uncredited) if outline]
    found = [list(map(float, re.findall(r"-?\d+\.\d", outline))) for outline in outlines]
    left, top, bend, right = found[0][0], found[0][1], found[0][2], found[0][7]
    return left, bend, right, top, found[-1][-2]


@given(LINKS)
def test_the_picture_is_the_same_each_time_and_inside_its_frame(links: list[Exchange]) -> None:
    drawing = lay_out(picture_of_all(strongest(links), wording()))

    assert drawing == lay_out(picture_of_all(strongest(links), wording()))
    for place in drawing.stops:
        assert place.box.left >= 0
        assert place.box.right <= drawing.width
        assert place.y >= 0
        assert place.y + place.height <= drawing.height


def test_hundreds_of_sites_become_as_many_as_can_be_followed() -> None:
    links = [Exchange(f"g{n % 40}", f"t{n}", 500 - n, 0) for n in range(400)]
    drawn = strongest(links)

    assert drawn[0] == links[0]
    assert len(drawn) <= MOST_BANDS
    assert len({link.giver for link in drawn}) <= MOST_GIVERS
    assert len({link.taker for link in drawn}) <= MOST_TAKERS


def test_bands_are_as_thick_as_they_have_articles_until_one_would_hide_the_others() -> None:
    even = lay_out(of_all(Exchange("a", "x", 10, 10), Exchange("a", "y", 20, 20)))
    uneven = lay_out(of_all(Exchange("a", "w", 90_000, 0), *(Exchange("a", x, 9, 9) for x in "xyz")))

    heights = {place.stop.name: place.height for place in even.stops}
    assert not even.of_roots
    assert heights["y"] == pytest.approx(2 * heights["x"])
    assert uneven.of_roots
    assert min(place.height for place in uneven.stops) >= 3


def of_all(*links: Exchange) -> Picture:
    return picture_of_all(links, wording())


def test_a_band_shows_what_of_it_is_credited() -> None:
    drawing = lay_out(of_all(Exchange("a", "x", 4, 4), Exchange("a", "y", 4, 0), Exchange("a", "z", 4, 1)))
    parts = {place.band.taker: (bool(place.credited), bool(place.uncredited)) for place in drawing.bands}

    assert parts == {"x": (True, False), "y": (False, True), "z": (True, True)}


def test_a_site_in_focus_stands_between_its_givers_and_takers() -> None:
    links = [
        Exchange("Wire", "Post", 5, 5),
        Exchange("Post", "Basin", 2, 1),
        Exchange("Far", "Wire", 900, 0),
        Exchange("Basin", "Mirror", 1, 0),
    ]
    picture = picture_around(around_of(links, "Post"), wording())
    drawing = lay_out(picture)

    names = [[stop.name for stop in column] for column in picture.columns]
    assert names == [["Far"], ["Wire"], ["Post"], ["Basin"], ["Mirror"]]
    assert picture.focus == 2
    # What is a step further may be a hundred times as much: it must not outweigh what the page is about.
    heights = {place.stop.name: place.height for place in drawing.stops}
    assert heights["Far"] < heights["Post"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert lay_out(Picture()) == Drawing()


# The page -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def app(sample_library: Library) -> Starlette:
    return create_app(sample_library, clock=lambda: NOW)


def test_the_page_says_who_takes_from_whom(app: Starlette) -> None:
    page = visit("/network", app=app).text

    assert "8 sites gave 60 articles to 14 sites" in page
    assert (
        'aria-label="strait-mirror.example took from Littoral Wire: 10 articles, 9 of them not credited"'
        in page
    )
    assert page.index("Littoral Wire") < page.index("Osk Radio")


def test_the_same_facts_are_json(app: Starlette) -> None:
    found = visit("/network.json?least=6", app=app).json()

    assert found["totals"] == {"links": 3, "articles": 22, "credited": 5, "givers": 1, "takers": 3}
    assert found["links"][0] == {
        "giver": "Littoral Wire",
        "taker": "strait-mirror.example",
        "articles": 10,
        "credited": 1,
        "median_delay_minutes": None,
    }
    assert found["next"] is None


def test_only_what_is_not_credited_can_be_asked_for(app: Starlette) -> None:
    found = visit("/network.json?credit=uncredited", app=app).json()

    assert all(link["articles"] > link["credited"] for link in found["links"])
    assert found["links"][0]["taker"] == "strait-mirror.example"


def test_a_site_is_found_by_a_part_of_its_name(app: Starlette) -> None:
    assert visit("/network.json?site=norrland", app=app).json()["site"]["name"] == "Norrland Post"
    assert visit("/network.json?site=the+daily+LOOP", app=app).json()["site"]["took"] == 6
    several = visit("/network.json?site=news", app=app).json()
    assert several["site"] is None
    assert set(several["offered"]) == {"newsbasin.example", "Septentrion News"}
    nobody = visit("/network?site=nobody%3Cscript%3E", app=app)
    assert "No site of this name" in nobody.text
    assert "<script>nobody" not in nobody.text
    assert "nobody<script>" not in nobody.text


def test_a_focus_lists_its_links_both_ways_with_delays(app: Starlette) -> None:
    page = visit("/network?site=Norrland+Post", app=app).text

    assert "Gave 2 articles to 1 site; took 7 articles from 3 sites." in page
    assert "median delay 42 min" in page
    assert "which takes from" in page  # two steps: Osk Radio has it from Littoral Wire


def test_a_window_counts_articles_of_that_time(app: Starlette) -> None:
    all_of_them = visit("/network.json", app=app).json()["totals"]["articles"]
    some = visit("/network.json?since=2026-11-14&until=2026-11-14", app=app).json()["totals"]["articles"]

    assert 0 < some < all_of_them
    assert "Nothing that is stored fits this choice." in visit("/network?until=1990-01-01", app=app).text


def test_the_list_is_sorted_and_sites_have_one_too(app: Starlette) -> None:
    takers = [link["taker"] for link in visit("/network.json?sort=taker", app=app).json()["links"]]
    sites = visit("/network.json?sites=on&sites_sort=took", app=app).json()["sites"]

    assert takers == sorted(takers)
    assert sites[0]["name"] == "newsbasin.example"
    assert 'aria-sort="descending"' in visit("/network?sites=on", app=app).text


@pytest.mark.parametrize(
    "query",
    [
        "credit=some",
        "least=0",
        "least=x",
        f"least={'9' * 30}",
        "since=soon",
        "until=9999-12-31",
        "since=2026-03-02&until=2026-03-01",
        "sort=size",
        f"site={'x' * 10_000}",
    ],
    ids=lambda query: str(query)[:40],
)
def test_what_can_not_be_read_is_said(query: str, app: Starlette) -> None:
    answer = visit(f"/network?{query}", app=app)

    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_the_articles_behind_a_link(app: Starlette) -> None:
    path = "/network/articles{}?giver=Littoral+Wire&taker=The+Daily+Loop"
    found = visit(path.format(".json"), app=app).json()

    assert found["link"] == {
        "giver": "Littoral Wire",
        "taker": "The Daily Loop",
        "articles": 6,
        "credited": 0,
    }
    assert len(found["articles"]) == 6
    assert all(each["source"] for each in found["articles"])
    assert "Compare" in visit(path.format(""), app=app).text
    assert "<rss" in visit(path.format(".rss"), app=app).text
    assert visit("/network/articles?giver=Nobody&taker=The+Daily+Loop", app=app).status_code == 404
    assert visit("/network/articles", app=app).status_code == 400


def test_what_is_remembered_of_it_is_told_anew_when_articles_came(empty_folder: Path) -> None:
    link = {"giver": "Littoral Wire", "taker": "The Daily Loop", "articles": 6, "credited": 0}
    with open_library(empty_folder, writing=True) as library:
        app = create_app(library, clock=lambda: NOW)
        before = visit("/network", app=app).text
        with library.write() as session:
            session.connection.execute(insert(flows), [link])
        after, again = visit("/network", app=app).text, visit("/network", app=app).text
        of_site = visit("/network?site=Littoral+Wire", app=app).text
        with library.write() as session:
            session.connection.execute(update(flows).values(articles=7))
        at_last = [visit(path, app=app).text for path in ("/network", "/network?site=Littoral+Wire")]

    assert "The Daily Loop" not in before
    assert "6 articles, not credited" in after == again
    assert "gave 6 articles" in of_site.lower()
    assert all("7 articles, not credited" in page for page in at_last)


def test_a_library_without_a_link_says_what_makes_one(tmp_path: Path) -> None:
    with open_library(tmp_path, writing=True) as library:
        page = visit("/network", app=create_app(library)).text

    assert "No article that is stored is known to have been taken from another site yet." in page
    assert "net-drawing" not in page


# In a browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_address(app: Starlette) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/network", "/network?site=Norrland+Post", "/network?sites=on"])
def test_it_fits_every_screen(
    path: str, browser: Browser, sample_address: str, pictured: Callable[[Page, str], None]
) -> None:
    page = opened(browser, sample_address, path, scheme="dark")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px scroll sideways"
        assert page.locator(".net-drawing").is_visible() == (width == 1280)
        assert page.locator(".strands").is_visible() == (width < 1280)
        name = re.sub(r"\W+", "-", path).strip("-")
        pictured(page, f"{name}-{width}-dark")
    page.context.close()


@pytest.mark.browser
def test_sites_and_bands_take_the_focus_and_no_words_lie_over_others(
    browser: Browser, sample_address: str
) -> None:
    page = opened(browser, sample_address, "/network?site=Norrland+Post")
    page.locator(".net-drawing a").first.focus()
    names = focused_names(page)

    assert "Norrland Post took from Littoral Wire: 5 articles, credited" in names
    boxes = page.eval_on_selector_all(
        ".net-drawing text",
        "all => all.map(t => { const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })",
    )
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = right <= other[0] + 1 or other[2] <= left + 1
            assert beside or bottom <= other[1] + 4 or other[3] <= top + 4
    page.context.close()


def focused_names(page: Page) -> list[str]:
    names = []
    for _ in range(page.locator(".net-drawing a").count()):
        names.append(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    return names
