"""What a library of one's own is like in a browser: other scripts, sources that come back, and news that come in."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from headwater.flow.means import Means
from headwater.flow.pipeline import import_paths
from headwater.publishers import builtin_publishers
from headwater.store import Library, open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from tests.web.machine import Machine, running

pytestmark = pytest.mark.browser

CHINESE = {
    "title": "维德拉港渡轮罢工九天后结束",
    "paragraphs": [
        "维德拉港的渡轮公司与码头工人周六达成协议，结束了持续九天的罢工。",
        "工会表示，三百四十名工人中有七成投票赞成加薪方案，夜班补贴也将提高。",
        "港务局主席说，前往外岛的渡轮将从周一清晨起恢复运行，票价不会改变。",
    ],
    "language": "zh",
    "url": "https://gangwan-bao.example/duchuan",
    "published": "2026-11-14T09:00:00+08:00",
}
ARABIC = {
    "title": "بلدية أوسك تفتتح المكتبة الجديدة على ضفة النهر",
    "paragraphs": [
        "افتتحت بلدية أوسك صباح الأحد المكتبة الجديدة على ضفة النهر بعد ثلاث سنوات من البناء.",
        "وتضم المكتبة أربعين ألف كتاب وقاعة للأطفال ومقهى صغيرا يطل على الجسر القديم.",
        "وقالت مديرة المكتبة إن الدخول سيكون مجانيا لجميع سكان المدينة طوال العام.",
    ],
    "language": "ar",
    "url": "https://osk-alyawm.example/maktaba",
    "published": "2026-11-15T10:00:00+02:00",
}
LATER = {
    "title": "Lantern parade moves to the old mill after the storm",
    "paragraphs": [
        "The lantern parade of Ostervale will start at the old mill this year, the town council decided on Monday.",
        "Last week's storm tore two trees out of the river path, and repairs will last until the spring at least.",
        "About nine hundred children are expected, each with a lantern of willow and paper made in school.",
    ],
    "language": "en",
    "url": "https://ostervale-post.example/lanterns",
    "published": "2026-11-16T10:00:00+00:00",
}
LIST = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline type="rss" text="Ostervale Post" xmlUrl="https://ostervale-post.example/feed.xml"/></body></opml>"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def library(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(data, writing=True) as found:
        take(found, tmp_path_factory.mktemp("export"), CHINESE, ARABIC)
        yield found


def take(library: Library, folder: Path, *articles: Mapping[str, object]) -> None:
    export = folder / "articles.jsonl"
    export.write_text("\n".join(json.dumps(article) for article in articles))
    assert import_paths(library, [export]).failures == ()


@pytest.fixture(scope="module")
def machine(data: Path, library: Library) -> Iterator[Machine]:
    with (
        open_people(data, writing=True, library=library) as people,
        Means(str(data), builtin_publishers()).opened() as means,
        running(create_app(library, people, means=means)) as found,
    ):
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(service_workers="block", viewport={"width": 390, "height": 844}) as context:
        context.set_default_timeout(15_000)
        yield context.new_page()


@pytest.mark.parametrize(
    ("words", "found", "marked"),
    [("渡轮", CHINESE, "渡轮"), ("المكتبة", ARABIC, "المكتبة")],
    ids=["chinese", "arabic"],
)
def test_words_of_every_script_are_found(
    words: str, found: dict[str, str], marked: str, page: Page, machine: Machine
) -> None:
    page.goto(machine.address)
    page.locator("#find").fill(words)
    page.locator("#find").press("Enter")
    page.wait_for_url("**/search?*")

    expect(page.locator(".story h3")).to_have_count(1)
    expect(page.locator(".story h3")).to_have_text(found["title"])
    assert marked in page.locator(".story mark").all_inner_texts()
    page.locator(".story h3 a").click()
    expect(page.locator("h1")).to_have_text(found["title"])


def test_what_is_written_from_right_to_left_stands_so(page: Page, machine: Machine) -> None:
    page.goto(f"{machine.address}/search?q=المكتبة")
    page.locator(".story h3 a").click()
    page.wait_for_url("**/articles/*")

    assert page.evaluate("() => getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    ends = page.evaluate(
        """() => {
          const [first] = document.querySelectorAll(".text p");
          const range = new Range();
          range.setStart(first.firstChild, 0);
          range.setEnd(first.firstChild, 3);
          return [range.getBoundingClientRect().right, first.getBoundingClientRect().right];
        }"""
    )
    assert abs(ends[0] - ends[1]) <= 2
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_removed_source_is_brought_back(page: Page, machine: Machine) -> None:
    page.goto(f"{machine.address}/sources")
    page.locator('input[type="file"]').set_input_files(
        {"name": "mine.opml", "mimeType": "text/x-opml", "buffer": LIST.encode()}
    )
    page.get_by_role("button", name="Watch all of them").click()
    page.goto(f"{machine.address}/sources")
    watched = page.locator(".watched li")
    expect(watched).to_have_count(1)
    page.get_by_text("Change", exact=True).click()
    page.get_by_role("button", name="Watch it no more").click()
    expect(watched).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(watched).to_have_count(1)
    expect(watched).to_contain_text("Ostervale Post")


def test_newer_stories_are_told_and_move_nothing(
    page: Page, machine: Machine, library: Library, tmp_path: Path
) -> None:
    page.goto(machine.address)
    expect(page.locator(".story")).to_have_count(2)
    with page.expect_response(re.compile(r"/live$")):
        page.reload()
    take(library, tmp_path, LATER)

    expect(page.locator("#newer")).to_be_visible(timeout=20_000)
    expect(page.locator("#newer [data-fresh]")).to_have_text("1 new")
    expect(page.locator(".story")).to_have_count(2)
    page.get_by_role("link", name="Newer stories").click()
    expect(page.locator(".story")).to_have_count(3)
    expect(page.locator("#newer")).to_be_hidden()
