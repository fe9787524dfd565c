"""What only a browser can tell: nothing leaves the machine, nothing scrolls sideways, keys reach everything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = {
    "front": "/",
    "story": "/stories/s-ferry",
    "story-two-hundred": "/stories/s-many",
    "story-right-to-left": "/stories/s-flood",
    "story-one-article": "/stories/s-beet",
    "article-copy": "/articles/a-wire-3",
    "article-origin": "/articles/a-wire",
    "article-plain": "/articles/a-wire-3?changes=off",
    "article-lost-headline": "/articles/a-lost",
    "article-right-to-left": "/articles/a-flood-1",
    "article-long-words": "/articles/a-long",
    "article-hostile": "/articles/a-hostile",
    "quarantine": "/quarantine",
}
FORMS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opened(browser: Browser, address: str, path: str, *, width: int = 1280, scheme: str = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]  # a literal
    page = context.new_page()
    page.goto(address + path)
    page.evaluate("() => document.fonts.ready")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_each_form(
    name: str, browser: Browser, address: str, pictured: Callable[[Page, str], None]
) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"a dialog opened: {dialog.message}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGES[name])
    page.evaluate("() => document.fonts.ready")

    for width, scheme in FORMS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px scroll sideways"
        pictured(page, f"{name}-{width}-{scheme}")
    page.set_viewport_size({"width": 320, "height": 844})  # the smallest phone
    assert page.evaluate(SIDEWAYS) <= 0, "320 px scroll sideways"
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()


def test_the_fonts_are_ours(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/")

    assert page.evaluate("() => document.fonts.check('600 40px \"Source Serif 4\"')")
    assert page.evaluate(
        "() => [...document.fonts].some(f => f.family.includes('Inter') && f.status === 'loaded')"
    )
    page.context.close()


def test_the_first_key_leads_past_the_header(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.context.close()


def test_the_points_of_the_river_take_the_focus_and_have_names(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/stories/s-ferry")
    names: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => document.activeElement.closest('.river') && document.activeElement.ariaLabel"
        )
        if name:
            names.append(name)

    assert len(set(names)) == 23
    assert (
        "The Daily Loop, uncredited: 14 November, between 12:20 and 13:20, copy, seen with the old text"
        in names
    )
    page.context.close()


def test_no_words_of_the_drawn_river_lie_over_others(browser: Browser, address: str) -> None:
    for path in ("/stories/s-ferry", "/stories/s-many"):
        page = opened(browser, address, path)
        boxes = page.eval_on_selector_all(
            ".river text",
            "all => all.map(t => { const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })",
        )
        for number, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                beside = right <= other[0] + 1 or other[2] <= left + 1
                # A line's box is taller than its letters.
                assert beside or bottom <= other[1] + 4 or other[3] <= top + 4
        page.context.close()


def test_a_phone_shows_the_river_as_a_list(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/stories/s-ferry", width=390)

    assert not page.locator(".river").is_visible()
    assert page.locator(".flow").first.is_visible()
    page.context.close()


def test_stories_are_read_by_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url("**/stories/s-ferry")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.wait_for_url(f"{address}/")
    page.context.close()


def test_everything_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/articles/a-wire-3")
    page.get_by_text("Show the evidence").click()

    assert page.get_by_text("a label left inside the text", exact=False).last.is_visible()
    page.get_by_text("Read it plainly").click()
    assert page.locator("del").count() == 0
    context.close()


def test_a_page_can_be_printed(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/articles/a-wire-3")
    page.emulate_media(media="print")

    assert not page.locator(".foot").is_visible()
    assert page.pdf(format="A4")[:4] == b"%PDF"
    page.context.close()


def test_forced_colours_keep_every_mark(
    browser: Browser, address: str, pictured: Callable[[Page, str], None]
) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 844})
    page = context.new_page()
    page.goto(address + "/stories/s-ferry")

    assert page.locator(".river .ring").count() == 5
    pictured(page, "story-forced-colours")
    context.close()
