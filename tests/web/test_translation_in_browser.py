"""A German browser gets German pages that fit its screen, with German quotation marks and keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = ["/", "/stories/s-ferry", "/stories/s-flood", "/articles/a-wire-3", "/articles/a-long", "/quarantine"]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def german(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_longer_words_still_fit_a_phone(path: str, german: Page, address: str) -> None:
    german.goto(address + path)

    for width in (390, 320, 1280):
        german.set_viewport_size({"width": width, "height": 844})
        assert german.evaluate(SIDEWAYS) <= 0, f"{width} px scroll sideways"


def test_no_words_of_the_drawn_river_lie_over_others(german: Page, address: str) -> None:
    german.set_viewport_size({"width": 1280, "height": 844})
    german.goto(f"{address}/stories/s-ferry")
    boxes = german.eval_on_selector_all(
        ".river text",
        "all => all.map(t => { const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })",
    )

    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = right <= other[0] + 1 or other[2] <= left + 1
            # A line's box is taller than its letters.
            assert beside or bottom <= other[1] + 4 or other[3] <= top + 4


def test_quotation_marks_are_those_of_the_language(german: Page, address: str) -> None:
    german.goto(address)

    assert german.evaluate("() => getComputedStyle(document.querySelector('q')).quotes").startswith('"„" "“"')


def test_the_keys_are_told_in_the_language(german: Page, address: str) -> None:
    german.goto(address)
    german.keyboard.press("?")

    assert german.locator("dialog.keys[open] h2").inner_text() == "Tasten"
    assert german.locator("dialog.keys a[data-go]").first.inner_text() == "Themen"
