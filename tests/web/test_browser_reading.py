"""Reading as people do it: by keyboard, by finger, by ear, enlarged, on paper, in the dark, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from headwater.model.people import ME
from headwater.store import Library
from headwater.store.people import People, open_people
from headwater.web.app import create_app
from tests.web.machine import Machine, running, until

pytestmark = pytest.mark.browser

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("main *, header *")].filter((element) => {
  const { overflowX } = getComputedStyle(element);
  return /hidden|clip/.test(overflowX) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
    && element.innerText && !element.closest(".one-line");
}).map((element) => element.outerHTML.slice(0, 200))"""
INK = "() => getComputedStyle(document.body).color"
FOCUSED = "() => document.activeElement.closest('[data-item]')?.querySelector('a')?.textContent"
VOICE = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    speak(voice) { window.said.push(voice.text); window.voice = voice; }, cancel() {},
  } });
"""
SPOKEN = "() => [...(CSS.highlights.get('spoken') ?? [])].map(String).join('')"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, sample_library: Library) -> Iterator[People]:
    with open_people(tmp_path_factory.mktemp("people"), writing=True, library=sample_library) as found:
        yield found


@pytest.fixture(scope="module")
def machine(people: People, sample_library: Library) -> Iterator[Machine]:
    with running(create_app(sample_library, people)) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # Without a worker: what it does is tested apart.
    with browser.new_context(service_workers="block") as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture(scope="module")
def article(sample_library: Library) -> str:
    """One that was taken from elsewhere, and changed."""
    cards, _ = sample_library.stories(limit=30)
    view = sample_library.story(max(cards, key=lambda card: card.articles).id)
    return next(card.article.id for _, members in view.families for card in members if not card.is_origin)


@pytest.fixture(scope="module")
def paths(sample_library: Library, article: str) -> tuple[str, ...]:
    view = sample_library.article(article)
    return (
        "/", f"/stories/{view.story.id}", f"/articles/{article}", "/following", "/saved", "/later", "/highlights",
        "/history", "/days", "/tags", "/corrections", "/network", "/trace", f"/trace?q={article}", "/search",
        "/search?q=ferry", "/sources", "/settings", "/quarantine", "/app", "/api", "/offline", "/nowhere",
    )  # fmt: skip


def test_a_story_is_read_saved_and_found_again_by_keys_alone(page: Page, machine: Machine) -> None:
    page.goto(machine.address)
    page.keyboard.press("j")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) != first
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("o")
    page.wait_for_url("**/stories/*")
    story = page.url
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Following", exact=True)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
    headline = page.locator("h1").inner_text()
    page.keyboard.press("s")
    expect(page.locator("#told")).to_contain_text("Saved.")
    page.keyboard.press("u")
    page.wait_for_url(story)
    assert page.evaluate(FOCUSED)
    page.keyboard.press("u")
    page.wait_for_url(f"{machine.address}/")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/saved")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == headline
    page.keyboard.press("s")
    expect(page.locator("#told")).to_contain_text("No longer saved.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Saved.")


def test_keys_lead_to_the_neighbours_in_a_list(page: Page, machine: Machine) -> None:
    page.goto(machine.address)
    links = page.locator(".story h3 a")
    hrefs = [links.nth(number).get_attribute("href") or "" for number in range(3)]
    links.first.click()
    headlines = []
    for key, path in [("]", hrefs[1]), ("]", hrefs[2]), ("[", hrefs[1])]:
        page.wait_for_load_state()
        page.keyboard.press(key)
        page.wait_for_url(f"**{path}")
        headlines.append(page.locator("h1").inner_text())

    # To the second and the third, and back to the second.
    assert headlines[0] == headlines[2] != headlines[1]


def test_keys_are_letters_where_letters_are_written(page: Page, machine: Machine) -> None:
    page.goto(machine.address)
    page.keyboard.press("/")
    page.keyboard.type("jks?g")
    assert page.locator("#find").input_value() == "jks?g"
    page.locator("#main").focus()
    page.keyboard.press("Control+j")
    assert page.evaluate(FOCUSED) is None
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) is None
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_single_keys_can_be_turned_off(page: Page, machine: Machine) -> None:
    page.goto(f"{machine.address}/settings")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Save the settings").click()
    page.wait_for_url("**saved=yes")
    page.goto(machine.address)
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) is None
    assert page.locator("dialog").count() == 0
    page.goto(f"{machine.address}/settings")
    page.get_by_label("Single keys").check()
    page.get_by_role("button", name="Save the settings").click()
    page.wait_for_url("**saved=yes")


def test_an_item_drawn_aside_is_saved_and_can_be_taken_back(browser: Browser, machine: Machine) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, service_workers="block"
    ) as phone:
        page = phone.new_page()
        page.goto(machine.address)
        item = page.locator(".story[data-lead]").nth(1)
        item.scroll_into_view_if_needed()
        box = item.bounding_box()
        assert box
        start = (box["x"] + 120, box["y"] + box["height"] / 2)
        drawn(phone, page, start, (150, 6), lift=False)
        expect(item).to_have_attribute("data-drawn", "Save")
        drawn(phone, page, start, (150, 6))
        expect(page.locator("#told")).to_contain_text("Saved.")
        page.locator("#told").get_by_role("button", name="Undo").click()
        expect(page.locator("#told")).to_contain_text("No longer saved.")
        drawn(phone, page, start, (-150, 6))
        expect(page.locator("#told")).to_contain_text("To be read later.")
        before = page.locator("#told").inner_text()
        drawn(phone, page, start, (60, -160))
        assert page.locator("#told").inner_text() == before
        assert page.url == f"{machine.address}/"


def drawn(
    phone: BrowserContext,
    page: Page,
    start: tuple[float, float],
    by: tuple[float, float],
    *,
    lift: bool = True,
) -> None:
    """A finger that is put down, drawn by so many pixels, and lifted."""
    fingers = phone.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    touch("touchStart", start)
    for step in range(1, 6):
        touch("touchMove", (start[0] + by[0] * step / 5, start[1] + by[1] * step / 5))
    if lift:
        touch("touchEnd")
    fingers.detach()


def test_the_sentence_that_is_read_aloud_is_marked(page: Page, machine: Machine, article: str) -> None:
    page.add_init_script(VOICE)
    page.goto(f"{machine.address}/articles/{article}")
    page.get_by_role("button", name="Listen").click()
    first = page.evaluate(SPOKEN)
    assert first
    assert page.evaluate("() => said[0].trim()") == first
    page.evaluate("() => voice.onend()")
    second = page.evaluate(SPOKEN)
    assert second not in ("", first)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    assert page.evaluate(SPOKEN) == second
    assert page.evaluate("() => said.length") == 3


def test_words_selected_with_the_mouse_become_a_highlight_with_a_note(
    page: Page, machine: Machine, people: People, article: str
) -> None:
    page.goto(f"{machine.address}/articles/{article}?changes=off")
    paragraph = page.locator(".text p.t").nth(1)
    paragraph.scroll_into_view_if_needed()
    box = paragraph.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 12, steps=4)
    page.mouse.up()
    chosen = page.evaluate("() => getSelection().toString()").strip()
    page.get_by_role("button", name="Green").click()
    expect(page.locator(".own-highlights blockquote")).to_have_text(chosen)
    page.locator(".own-highlights textarea").fill("Compare with the tables.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#told")).to_contain_text("The note is kept.")
    page.reload()
    assert page.locator("mark.own.green").all_inner_texts() == [chosen]
    (kept,) = people.highlights_in(ME, article)
    assert (kept.quote.exact, kept.note) == (chosen, "Compare with the tables.")
    page.get_by_role("button", name="Remove the highlight").click()
    expect(page.locator("mark.own")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert people.highlights_in(ME, article) == ()


def test_the_device_chooses_the_colours_until_the_person_does(browser: Browser, machine: Machine) -> None:
    with browser.new_context(color_scheme="dark", service_workers="block") as context:
        page = context.new_page()
        page.goto(machine.address)
        dark = page.evaluate(INK)
        for theme, is_dark in (("light", False), ("dark", True), ("auto", True)):
            page.goto(f"{machine.address}/settings")
            page.get_by_label("Colours").select_option(theme)
            page.get_by_label("Text size").select_option("largest" if theme == "light" else "normal")
            page.get_by_role("button", name="Save the settings").click()
            page.wait_for_url("**saved=yes")
            assert (page.evaluate(INK) == dark) is is_dark


def test_the_text_is_as_large_as_it_is_wished(page: Page, machine: Machine, article: str) -> None:
    sizes = []
    for size in ("largest", "normal"):
        page.goto(f"{machine.address}/settings")
        page.get_by_label("Text size").select_option(size)
        page.get_by_role("button", name="Save the settings").click()
        page.wait_for_url("**saved=yes")
        page.goto(f"{machine.address}/articles/{article}")
        sizes.append(
            page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)")
        )
    assert sizes == [28, 18]


def test_every_page_at_twice_its_size_and_asking_nobody_else(
    browser: Browser, machine: Machine, paths: tuple[str, ...]
) -> None:
    """1280 by 800 pixels enlarged to 200 % are 640 by 400."""
    with browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2) as context:
        page = context.new_page()
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in paths:
            page.goto(machine.address + path)
            assert page.evaluate(SIDEWAYS) <= 0, f"{path} scrolls sideways"
            assert page.evaluate(CUT) == [], f"{path} is cut"
    assert said == []
    assert [url for url in asked if not url.startswith((machine.address, "data:"))] == []


def test_paper_has_the_text_and_none_of_the_instrument(page: Page, machine: Machine, article: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{machine.address}/articles/{article}")

    for part in (".text", "h1", ".prov"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".ways", ".find", ".deeds", ".foot", ".skip", "#told", ".switch a"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate("() => getComputedStyle(document.querySelector('.text')).color") == "rgb(0, 0, 0)"
    assert (
        page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--paper')")
        == "#fff"
    )
    page.goto(machine.address)
    for part in (".quick", ".hint", ".pages", ".editions"):
        assert all(not each.is_visible() for each in page.locator(part).all())


def test_everything_but_the_river_of_news_works_without_scripts(
    browser: Browser, machine: Machine, people: People, sample_library: Library
) -> None:
    cards, _ = sample_library.stories(limit=30)
    saved = cards[9].summary_article
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(machine.address)
        page.locator(f'[data-lead="{saved}"] .quick').get_by_role("button", name="Save").click()
        page.wait_for_url(f"{machine.address}/")
        assert people.marks(ME, [saved])[saved].saved
        page.goto(f"{machine.address}/articles/{saved}")
        page.locator(".deeds").get_by_role("button", name="Save").click()
        assert not people.marks(ME, [saved])[saved].saved
        page.goto(f"{machine.address}/settings")
        page.get_by_label("Line length").select_option("narrow")
        page.get_by_role("button", name="Save the settings").click()
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("data-width", "narrow")
        page.locator("#find").fill(cards[0].headline)
        page.locator("#find").press("Enter")
        expect(page.get_by_role("link", name=cards[0].headline).first).to_be_visible()


def test_nothing_is_sent_twice_when_a_key_is_held(page: Page, machine: Machine) -> None:
    page.goto(machine.address)
    page.keyboard.press("j")
    before = machine.posted
    for _ in range(4):  # the browser says of all but the first that the key is held
        page.keyboard.down("l")
    page.keyboard.up("l")
    expect(page.locator("#told")).to_contain_text("To be read later.")
    until(page, "async () => !(await navigator.locks.query()).held.length")
    assert machine.posted == before + 1
