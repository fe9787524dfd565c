"""Every page in every look: axe finds nothing (WCAG 2.2 AA and best practices), everything can be hit and read."""

from base64 import b64encode
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.web.looks.checking import CONTRAST, DARK, LIGHT, Look, violations
from tests.web.looks.conftest import Looked
from tests.web.looks.opening import lead, opened
from tests.web.looks.states import State

pytestmark = pytest.mark.browser

# WCAG 1.4.12: what a reader may set for every page, with nothing cut or covered.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }" +
    " p { margin-block-end: 2em !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((each) => {
  const style = getComputedStyle(each);
  return ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis" && each.clientWidth > 1 &&
    !each.matches("input, textarea, select") && !each.closest("svg") && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 200))"""
MOVING = """() => document.getAnimations().filter((each) => each.effect.getTiming().duration > 1).length"""


# Whether a picture has both nearly white and nearly black in it.
LIGHTEST_AND_DARKEST = """async (encoded) => {
  const image = Object.assign(new Image(), { src: `data:image/png;base64,${encoded}` });
  await image.decode();
  const surface = new OffscreenCanvas(image.width, image.height).getContext("2d");
  surface.drawImage(image, 0, 0);
  const { data } = surface.getImageData(0, 0, image.width, image.height);
  let [lightest, darkest] = [0, 765];
  for (let at = 0; at < data.length; at += 4) {
    const sum = data[at] + data[at + 1] + data[at + 2];
    [lightest, darkest] = [Math.max(lightest, sum), Math.min(darkest, sum)];
  }
  return [lightest > 480, darkest < 120];
}"""

# Of pages that differ by their words alone one is looked at.
ALIKE = (
    "empty-", "names-", "trouble-", "archive-", "search-", "settings-", "front-", "corrections-", "article-", "trace-",
    "story-", "network-", "offers-", "folders-",
)  # fmt: skip
NOT_ALIKE = {
    "article-copy", "article-pictured", "article-kept", "archive-hashtag", "names-tags", "search-answers", "story-large",
    "trace-report", "network-articles", "empty-front", "trouble-not-found",
}  # fmt: skip


def typical(looked: Looked) -> list[str]:
    """One state of each page: `script/screenshots --check` looks at all of them in every look."""
    return [name for name in looked.states if not name.startswith(ALIKE) or name in NOT_ALIKE]


@pytest.mark.parametrize(("width", "looks"), [(390, (LIGHT, DARK)), (1280, (CONTRAST,))])
def test_axe_finds_nothing(width: int, looks: tuple[Look, ...], browser: Browser, looked: Looked) -> None:
    found = list(violations(browser, looked, width, typical(looked), looks, thinned=True))

    assert found == []


def test_marked_words_can_be_read_in_forced_colours(browser: Browser, looked: Looked) -> None:
    """Axe does not see what a browser makes of forced colours: the picture does."""
    page = opened(browser, 1280)
    for name, mark in (
        ("article-copy", "mark.back"),
        ("compare-two", "mark.shared"),
        ("search-answers", ".search mark"),
    ):
        lead(page, looked.addresses, looked.states[name])
        Look("dark", forced="active").wear(page)
        picture = b64encode(page.locator(mark).first.screenshot()).decode()

        assert page.context.new_page().evaluate(LIGHTEST_AND_DARKEST, picture) == [True, True], name
    page.context.close()


def test_pages_fit_the_smallest_phone_with_wide_spacing(browser: Browser, looked: Looked) -> None:
    found = dict[str, object]()
    page = opened(browser, 320)
    page.emulate_media(reduced_motion="reduce")
    for name, state in looked.states.items():
        lead(page, looked.addresses, state)
        said = {"wide": page.evaluate(SIDEWAYS), "moving": page.evaluate(MOVING)}
        page.evaluate(SPACED)
        said |= {
            "wide when spaced": page.evaluate(SIDEWAYS),
            "cut": len(page.evaluate(CUT)) and page.evaluate(CUT),
        }
        if any(value for value in said.values() if not isinstance(value, int) or value > 0):
            found[name] = said
    page.context.close()

    assert found == {}


def test_the_menu_opens_by_key_and_closes_by_escape(browser: Browser, looked: Looked) -> None:
    page = opened(browser, 390)
    lead(page, looked.addresses, State("/corrections"))
    page.locator(".menu").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator(".ways").is_visible()
    assert _focused(page) == "Stories"
    page.keyboard.press("Escape")
    assert page.locator(".ways").is_hidden()
    assert _focused(page) == "Menu"
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_focus_goes_down_the_page_as_the_eye_does(width: int, browser: Browser, looked: Looked) -> None:
    page = opened(browser, width)
    for path in ("/", "/corrections", "/settings", "/search?q=harbour"):
        lead(page, looked.addresses, State(path))
        places = page.evaluate("""() => [...document.querySelectorAll("header a, header input, header button, main a, main button, main input")]
            .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.type !== "hidden" && !each.closest("aside, .quick"))
            .map((each) => each.getBoundingClientRect()).map(({ top, bottom }) => [Math.round(top + scrollY), Math.round(bottom + scrollY)])""")
        ends_above = [later for earlier, later in pairwise(places) if later[1] <= earlier[0]]

        assert ends_above == [], path
    page.context.close()


def _focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))
