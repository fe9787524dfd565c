"""The app without a network: what was kept can be read, and what was done is sent once, whatever happens in between."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from headwater.model.people import ME
from headwater.store import Library
from headwater.store.people import People, open_people
from headwater.store.people.sign_in import SignIn
from headwater.web.app import create_app
from tests.web.machine import Machine, running, until

pytestmark = pytest.mark.browser

WAITING = "Kept on this device"
KEPT_PATHS = """async () => {
  const found = await (await caches.open("pages")).keys();
  return found.map((request) => new URL(request.url).pathname);
}"""
LIST = "/app/kept.json"
NOTED = f"async () => (await caches.match('{LIST}')).headers.get('x-kept-at')"
UNSENT = """() => new Promise((resolve) => {
  const asked = indexedDB.open("headwater", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("acts").objectStore("acts").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.map(({ kind }) => kind)); };
  };
})"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, sample_library: Library) -> Iterator[People]:
    with open_people(tmp_path_factory.mktemp("people"), writing=True, library=sample_library) as found:
        yield found


@pytest.fixture(scope="module")
def machine(people: People, sample_library: Library) -> Iterator[Machine]:
    with running(create_app(sample_library, people)) as found:
        yield found


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.set_default_timeout(8000)
        yield context


@pytest.fixture(scope="module")
def articles(sample_library: Library) -> tuple[str, ...]:
    """The articles of the stories on the front page; each test takes others."""
    cards, _ = sample_library.stories(limit=30)
    return tuple(card.summary_article for card in cards)


def installed(device: BrowserContext, machine: Machine, path: str = "/") -> Page:
    """The page, once the worker has kept what it keeps."""
    page = device.new_page()
    page.goto(machine.address + path)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    keeps(page, "/")
    return page


def keeps(page: Page, path: str) -> None:
    until(page, f"async (path) => (await ({KEPT_PATHS})()).includes(path)", path)


def has_sent(page: Page) -> None:
    until(page, f"async () => (await ({UNSENT})()).length === 0")


def test_what_was_saved_a_moment_ago_is_read_without_a_network(
    device: BrowserContext, machine: Machine, articles: tuple[str, ...]
) -> None:
    page = installed(device, machine, f"/articles/{articles[0]}")
    headline = page.locator("h1").inner_text()
    page.locator(".deeds").get_by_role("button", name="Save").click()
    keeps(page, f"/articles/{articles[0]}")
    has_sent(page)
    until(
        page,
        "async () => (await (await (await caches.open('pages')).match('/saved'))?.text())?.includes('article-rows')",
    )

    with machine.unreachable():
        page.goto(f"{machine.address}/")
        expect(page.locator("#kept")).to_contain_text("as it was kept on this device")
        # A day and a clock of 24 hours, as all times are told: "22 November, 17:30".
        expect(page.locator("#kept")).to_contain_text(re.compile(r"device, \d+ [A-Z][a-z]+, \d\d:\d\d\."))
        expect(page.locator(".story").first).to_be_visible()
        page.goto(f"{machine.address}/saved")
        page.get_by_role("link", name=headline).first.click()
        expect(page.locator("h1")).to_have_text(headline)
        expect(page.locator(".deeds").get_by_role("button", name="Save")).to_have_attribute(
            "data-state", "on"
        )
        assert page.evaluate("() => [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
        page.goto(f"{machine.address}/corrections")
        expect(page.locator("h1")).to_have_text("The reader can’t be reached")
    page.goto(f"{machine.address}/")
    expect(page.locator("#kept")).to_be_hidden()


def test_what_is_saved_while_a_list_of_before_is_still_on_its_way_stays(
    device: BrowserContext, machine: Machine, articles: tuple[str, ...]
) -> None:
    path = f"/articles/{articles[8]}"
    page = installed(device, machine, path)
    keeps(page, LIST)
    first_noted = page.evaluate(NOTED)
    machine.held.add(LIST)
    asked = machine.asked.count(LIST)
    page.evaluate("() => navigator.serviceWorker.controller.postMessage({ all: true })")
    while machine.asked.count(LIST) == asked:
        page.wait_for_timeout(20)
    page.locator(".deeds").get_by_role("button", name="Save").click()
    keeps(page, path)
    has_sent(page)
    machine.held.clear()
    until(page, f"async (before) => (await ({NOTED})()) > before", first_noted)

    assert path in page.evaluate(KEPT_PATHS)


def test_a_star_made_offline_survives_the_tab_and_is_sent_once(
    device: BrowserContext, machine: Machine, people: People, articles: tuple[str, ...]
) -> None:
    page = installed(device, machine)
    with machine.unreachable():
        page.goto(machine.address)
        page.locator(f'[data-lead="{articles[1]}"] .quick').get_by_role("button", name="Save").click()
        expect(page.locator("#told")).to_contain_text(WAITING)
        page.close()
        again = device.new_page()
        again.goto(machine.address)
        expect(
            again.locator(f'[data-lead="{articles[1]}"] .quick').get_by_role("button", name="Save")
        ).to_have_attribute("data-state", "on")
        assert again.evaluate(UNSENT) == ["save"]
    assert not people.marks(ME, [articles[1]])[articles[1]].saved
    again.reload()
    has_sent(again)

    assert people.marks(ME, [articles[1]])[articles[1]].saved


@pytest.mark.parametrize("status", [500, 401])
def test_an_act_waits_while_the_server_takes_nothing(
    status: int, device: BrowserContext, machine: Machine, people: People, articles: tuple[str, ...]
) -> None:
    article = articles[2 if status == 500 else 3]
    page = device.new_page()
    page.goto(f"{machine.address}/articles/{article}")
    machine.failures[:] = [status]
    page.locator(".deeds").get_by_role("button", name="Read later").click()
    expect(page.locator("#told")).to_contain_text(WAITING)
    assert page.evaluate(UNSENT) == ["later"]
    page.reload()
    has_sent(page)

    assert people.marks(ME, [article])[article].later


def test_two_tabs_that_send_at_once_send_each_act_once(
    device: BrowserContext, machine: Machine, people: People, articles: tuple[str, ...]
) -> None:
    first, second = installed(device, machine), device.new_page()
    second.goto(machine.address)
    with machine.unreachable():
        for article in articles[4:8]:
            first.locator(f'[data-lead="{article}"] .quick').get_by_role("button", name="Save").click()
        expect(first.locator("#told")).to_contain_text(WAITING)
        until(first, f"async () => (await ({UNSENT})()).length === 4")
    before = machine.posted
    for page in (first, second):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    for page in (first, second):
        has_sent(page)

    assert machine.posted == before + 1
    assert all(mark.saved for mark in people.marks(ME, articles[4:8]).values())


def test_a_highlight_and_its_note_made_offline_are_sent_later(
    device: BrowserContext, machine: Machine, people: People, articles: tuple[str, ...]
) -> None:
    page = installed(device, machine, f"/articles/{articles[0]}")
    page.locator(".deeds").get_by_role("button", name="Read later").click()
    keeps(page, f"/articles/{articles[0]}")
    has_sent(page)
    with machine.unreachable():
        page.reload()
        page.locator(".text p.t").first.click(click_count=3)
        page.get_by_role("button", name="With a note").click()
        note = page.locator(".own-highlights textarea")
        expect(note).to_be_focused()
        note.fill("Ask the harbour board about this.")
        page.get_by_role("button", name="Keep the note").click()
        expect(page.locator("#told")).to_contain_text("The note is kept.")
        page.reload()
        expect(note).to_have_value("Ask the harbour board about this.")
        assert page.evaluate("() => CSS.highlights.get('own-yellow').size") == 1
    page.reload()
    has_sent(page)
    (found,) = people.highlights_in(ME, articles[0])

    assert found.note == "Ask the harbour board about this."
    page.reload()
    assert page.locator("mark.own").first.inner_text() in found.quote.exact


def test_settings_chosen_offline_count_at_once(
    device: BrowserContext, machine: Machine, people: People
) -> None:
    page = installed(device, machine, "/settings")
    with machine.unreachable():
        page.get_by_label("Colours").select_option("dark")
        page.get_by_role("button", name="Save the settings").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.goto(machine.address)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    has_sent(page)

    assert people.preferences(ME).theme.value == "dark"


def test_signing_out_leaves_nothing_to_read_but_what_was_not_sent(
    device: BrowserContext, machine: Machine, people: People, articles: tuple[str, ...]
) -> None:
    SignIn(people).set_password(ME, "four walls and a roof", now=datetime.now(UTC))
    machine.is_far = True
    try:
        page = device.new_page()
        page.goto(f"{machine.address}/settings")
        page.get_by_label("password").fill("four walls and a roof")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/settings")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        keeps(page, "/")
        page.goto(f"{machine.address}/articles/{articles[9]}")
        machine.failures[:] = [500] * 4
        page.locator(".deeds").get_by_role("button", name="Save").click()
        expect(page.locator("#told")).to_contain_text(WAITING)
        page.goto(f"{machine.address}/settings")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
        until(page, f"async () => (await ({KEPT_PATHS})()).length === 0")
        assert page.evaluate(UNSENT) == ["save"]
        machine.failures.clear()
        page.get_by_label("password").fill("four walls and a roof")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"/$"))
        has_sent(page)
        assert people.marks(ME, [articles[9]])[articles[9]].saved
    finally:
        machine.is_far = False
        machine.failures.clear()


def test_files_of_an_old_version_stay_while_a_kept_page_names_them(
    device: BrowserContext, machine: Machine
) -> None:
    page = installed(device, machine)
    page.evaluate(
        """async () => {
          const scripts = [...document.scripts].map(({ src }) => src);
          const { keep } = await import(scripts.find((src) => src.endsWith("/acts.js")).replace("acts.js", "outbox.js"));
          await keep("save", "article", "a-kept");
          const headers = { "content-type": "text/html", "x-kept-version": "000000000001" };
          await (await caches.open("pages")).put("/articles/a-kept", new Response("<html >", { headers }));
          for (const name of ["shell-000000000001", "shell-000000000002"]) await caches.open(name);
          (await navigator.serviceWorker.ready).active.postMessage({ all: true });
        }"""
    )
    until(page, "async () => !(await caches.has('shell-000000000002'))")

    assert page.evaluate("() => caches.has('shell-000000000001')")


def test_the_app_can_be_installed(device: BrowserContext, machine: Machine) -> None:
    page = installed(device, machine)
    errors = device.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert [error for error in errors if error["errorId"] != "in-incognito"] == []


def test_what_another_app_shares_is_traced(
    device: BrowserContext, machine: Machine, sample_library: Library, articles: tuple[str, ...]
) -> None:
    page = installed(device, machine)
    manifest = page.evaluate("async () => (await fetch('/manifest.webmanifest')).json()")
    target = manifest["share_target"]
    assert (target["action"], target["method"]) == ("/trace", "GET")
    view = sample_library.article(articles[0])
    shared = view.card.article.url or view.page_url or articles[0]
    page.goto(f"{machine.address}{target['action']}?title=A+headline&text=Read+this:+{shared}")

    expect(page.locator(".traced h2").first).to_be_visible()


def test_the_worker_is_one_script_that_every_browser_can_run(machine: Machine, browser: Browser) -> None:
    page = browser.new_page()
    script = page.goto(f"{machine.address}/worker.js")
    assert script is not None
    assert not re.search(r"^(import|export) |/\* [A-Z]+ \*/", script.text(), re.MULTILINE)
    page.close()
