"""Corrections, silent changes and what copies altered, over the sample library."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from headwater.model import Moment
from headwater.model.correction import Correction, CorrectionKind, CorrectionPlace
from headwater.store import Library, open_library
from headwater.web.app import create_app
from headwater.web.wording.corrections import correction_days
from tests.web.conftest import served
from tests.web.memory import NOW
from tests.web.test_browser import SIDEWAYS, opened
from tests.web.visitor import visit


@pytest.fixture(scope="module")
def app(sample_library: Library) -> Starlette:
    return create_app(sample_library, clock=lambda: NOW)


def test_a_note_stands_with_the_copies_that_were_seen_with_the_old_text(app: Starlette) -> None:
    page = visit("/corrections", app=app).text

    assert "Editor’s note: An earlier version said that all 340 dockers voted." in page
    assert "<del>All 340 dockers voted, and 71 per cent" in page
    assert "8 articles were seen with the old text" in page
    assert "islander.example</bdi></a>" in page


def test_a_silent_change_shows_what_was_struck_and_leads_to_its_revision(app: Starlette) -> None:
    page = visit("/corrections?kind=silent", app=app).text

    assert re.search(r"had moved <del>63</del> ?<ins>36</ins> heifers", page)
    assert "Changed without a note that we saw" in page
    path = re.search(r'href="(/articles/\w+\?revision=2)"', page)
    assert path
    assert "<del>63</del>" in visit(path[1], app=app).text


def test_each_kind_can_be_had_alone(app: Starlette) -> None:
    kinds = {
        kind: [
            each["kind"] for each in visit(f"/corrections.json?kind={kind}", app=app).json()["corrections"]
        ]
        for kind in CorrectionKind
    }

    assert all(set(found) == {kind.value} for kind, found in kinds.items())
    assert sum(map(len, kinds.values())) == len(visit("/corrections.json", app=app).json()["corrections"])


def test_a_publisher_can_be_asked_for(app: Starlette) -> None:
    found = visit("/corrections.json?site=osk+radio", app=app).json()["corrections"]

    assert [each["publisher"] for each in found] == ["Osk Radio"]
    assert "Nothing that is stored fits this choice." in visit("/corrections?site=nobody", app=app).text


def test_it_is_a_feed_in_each_form(app: Starlette) -> None:
    titles = etree.fromstring(visit("/corrections.atom?kind=silent", app=app).content).xpath(
        "//*[local-name()='entry']/*[local-name()='title']/text()"
    )
    items = visit("/corrections.feed.json", app=app).json()["items"]

    assert titles == [
        "norrlandpost.example: Changed without a note that we saw: Sandbags in Mill Lane as the Osk keeps coming"
    ]
    assert any("Before: " in item["content_text"] and "63 heifers" in item["content_text"] for item in items)
    assert "<rss" in visit("/corrections.rss", app=app).text


@pytest.mark.parametrize(
    "query", ["kind=loud", "before=yesterday", f"site={'x' * 10_000}"], ids=lambda q: q[:20]
)
def test_what_can_not_be_read_is_said(query: str, app: Starlette) -> None:
    assert visit(f"/corrections?{query}", app=app).status_code == 400


def test_a_page_past_the_last_says_so(app: Starlette) -> None:
    page = visit("/corrections?before=_0_0_a", app=app).text

    assert "There are no older ones." in page
    assert "Newest corrections" in page


def test_a_library_without_any_says_how_they_are_seen(tmp_path: Path) -> None:
    with open_library(tmp_path, writing=True) as library:
        page = visit("/corrections", app=create_app(library)).text

    assert "Nothing was corrected yet in what is stored." in page


def test_the_same_wording_of_one_day_is_told_once() -> None:
    note = "Correction: an earlier version gave the level of the Osk as 74 metres, which was wrong."
    first = correction("a1", "Osk Radio", note)
    again = correction("a2", "Norrland Post", note.upper())
    other = correction("a3", "Islander", "Correction: the ferry left at nine.")

    (day,) = correction_days([first, again, other], now=NOW)

    assert [line.correction for line in day.lines] == [first, other]
    assert [copy.name for copy in day.lines[0].others] == ["Norrland Post"]
    silent = replace(again, kind=CorrectionKind.SILENT)
    assert len(correction_days([first, silent], now=NOW)[0].lines) == 2


def test_what_has_no_time_stands_last_under_words_that_say_so() -> None:
    days = correction_days(
        [correction("a1", "Osk Radio", "one"), correction("a2", "", "two", when=None)], now=NOW
    )

    assert [day.words for day in days] == ["Friday, 14 November", "Time unknown"]
    assert days[1].machine == ""


def correction(
    article: str,
    publisher: str,
    text: str,
    *,
    when: datetime | None = datetime(2025, 11, 14, 12, tzinfo=UTC),
) -> Correction:
    return Correction(
        place=CorrectionPlace("", article, 0, 0),
        kind=CorrectionKind.ANNOUNCED,
        what="note",
        article=article,
        headline="The Osk falls",
        language="en",
        publisher=publisher,
        when=Moment.at(when) if when else None,
        text=text,
    )


@pytest.fixture(scope="module")
def sample_address(app: Starlette) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.mark.browser
def test_it_fits_every_screen(
    browser: Browser, sample_address: str, pictured: Callable[[Page, str], None]
) -> None:
    page = opened(browser, sample_address, "/corrections")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px scroll sideways"
        pictured(page, f"corrections-{width}-light")
    page.get_by_role("link", name="Without a note", exact=True).click()
    assert page.locator(".correction").count() == 1
    page.context.close()
