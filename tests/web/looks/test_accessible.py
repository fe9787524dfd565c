"""Every page in every look: axe finds nothing (WCAG 2.2 AA and best practices), everything can be hit and read."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.looks.conftest import Looked
from tests.web.looks.opening import lead, opened
from tests.web.looks.states import State

pytestmark = pytest.mark.browser

WHOLE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What another palette can change.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 240)} ${failureSummary}`));
}"""
LOOKS = (("light", "auto"), ("dark", "auto"), ("light", "contrast"))

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


# Of pages that differ by their words alone one is looked at in the other palettes and on a desk.
ALIKE = (
    "empty-",
    "names-",
    "trouble-",
    "archive-",
    "search-",
    "settings-",
    "front-",
    "corrections-",
    "article-",
    "trace-",
)
NOT_ALIKE = {
    "article-copy",
    "article-kept",
    "archive-hashtag",
    "names-tags",
    "search-answers",
    "trace-report",
}


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(width: int, browser: Browser, looked: Looked) -> None:
    script, found = Axe().axe_script, dict[str, list[str]]()
    page = opened(browser, width)
    for name, state in looked.states.items():
        is_typical = not name.startswith(ALIKE) or name in NOT_ALIKE
        if width > 390 and not is_typical:
            continue
        lead(page, looked.addresses, state)
        page.evaluate(script)
        for scheme, theme in LOOKS if is_typical else LOOKS[:1]:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of both
            page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            options = WHOLE if (scheme, theme) == LOOKS[0] else COLOURS
            if said := page.evaluate(RUN, options):
                found[f"{name} ({scheme}, {theme})"] = said
    page.context.close()

    assert found == {}


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
