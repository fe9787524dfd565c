"""Hostile texts in a real browser, in every place where the reader shows them: nothing executes, nobody is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, ProxySettings, Request
from starlette.applications import Starlette

from headwater.store import open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from tests.web.conftest import served
from tests.web.hostile.crawling import crawled, visiting
from tests.web.hostile.library import NOW, fill
from tests.web.hostile.payloads import OWN, joined, shared_payloads

pytestmark = pytest.mark.browser

# Whatever a payload calls to show that it ran; and what the browser says of what its policy stopped.
WATCH = """
window.ran = [];
for (const name of ["pwned", "alert", "confirm", "prompt", "print", "xss"]) window[name] = (...all) => { window.ran.push(name); };
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(`${event.violatedDirective} ${event.blockedURI}`));
"""

STARTS = (
    "/",
    "/trace",
    "/compare",
    "/network",
    "/corrections",
    "/highlights",
    "/following",
    "/history",
    "/sources",
)


@dataclass
class Watched:
    """A page, and all that went wrong in it so far."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "blob:", "data:image/svg+xml")):
            self.wrong.append(f"{self.page.url} asked {request.url[:200]}")

    def dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"{self.page.url}: a dialog says {dialog.message}")
        dialog.dismiss()

    def said(self, message: ConsoleMessage) -> None:
        # A page that refuses (422) is told of there too.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def visit(self, path: str) -> None:
        self.page.goto(self.address + path, wait_until="load")
        for done in self.page.evaluate("() => window.ran ?? []"):
            self.wrong.append(f"{path}: {done}")


@contextmanager
def watched(browser: Browser, address: str, *, scripts: bool = True) -> Iterator[Watched]:
    # Whoever else is asked is asked through a proxy that is not there.
    nobody = ProxySettings(server="http://127.0.0.1:9", bypass="127.0.0.1")
    context = browser.new_context(java_script_enabled=scripts, service_workers="block", proxy=nobody)
    context.add_init_script(WATCH)
    page = context.new_page()
    found = Watched(page, address)
    page.on("request", found.asked)
    page.on("dialog", found.dialog)
    page.on("console", found.said)
    page.on("pageerror", lambda error: found.wrong.append(f"{page.url}: {error}"))
    context.on("page", lambda opened: found.wrong.append(f"{page.url} opened {opened.url}"))
    yield found
    context.close()


def reached(app: Starlette, starts: tuple[str, ...] = STARTS, *, most_of_a_kind: int) -> list[str]:
    """The addresses of pages that a visitor can come to."""
    with visiting(app) as visitor:
        return [
            path
            for path, answer in crawled(visitor, starts, most_of_a_kind=most_of_a_kind)
            if answer.headers.get("content-type", "").startswith("text/html") and answer.status_code == 200
        ]


@pytest.fixture(scope="module")
def paths(hostile_app: Starlette) -> list[str]:
    """The pages of the library of our own payloads: a few of each kind."""
    return reached(hostile_app, most_of_a_kind=3)


def test_no_page_that_shows_our_payloads_runs_any(
    browser: Browser, hostile_app: Starlette, paths: list[str]
) -> None:
    with served(hostile_app) as address, watched(browser, address) as seen:
        for path in paths:
            seen.visit(path)

        assert seen.wrong == []
        assert {path.split("/")[1].partition("?")[0] for path in paths} >= {
            "articles", "stories", "tags", "authors", "sites", "categories", "publishers", "searches", "sources",
            "saved", "later", "history", "highlights", "following", "network", "corrections", "search", "quarantine",
        }  # fmt: skip


def test_what_is_typed_into_the_reader_stays_text(browser: Browser, hostile_app: Starlette) -> None:
    with served(hostile_app) as address, watched(browser, address) as seen:
        for payload in joined(OWN, 5):
            seen.visit("/search")
            box = seen.page.locator("#find")
            box.fill(payload.replace("\x00", "")[:900])
            seen.page.wait_for_load_state("networkidle")
            box.press("Enter")
            seen.page.wait_for_load_state("load")
        for payload in joined(OWN, 5):
            seen.visit("/trace")
            seen.page.locator("main [name=q]").fill(f"{payload} {'words of a pasted text ' * 12}")
            seen.page.locator("main form[method=post] button").first.click()
            seen.page.wait_for_load_state("load")

        assert seen.wrong == []


def test_nothing_that_can_be_pressed_in_an_article_runs_a_script(
    browser: Browser, hostile_app: Starlette, paths: list[str]
) -> None:
    with served(hostile_app) as address, watched(browser, address) as seen:
        for path in (path for path in paths if path.startswith("/articles/")):
            seen.visit(path)
            pressed = seen.page.evaluate(
                "() => { const all = [...document.querySelectorAll('a[href]')];"
                " document.addEventListener('click', (event) => { if (!/^(java|data|vb)/i.test(event.target.closest('a').protocol)) event.preventDefault(); });"
                " for (const link of all) link.click(); return all.length; }"
            )
            assert pressed > 5
            seen.wrong += seen.page.evaluate("() => window.ran")

        assert seen.wrong == []


def test_without_scripts_nobody_else_is_asked_either(
    browser: Browser, hostile_app: Starlette, paths: list[str]
) -> None:
    with served(hostile_app) as address, watched(browser, address, scripts=False) as seen:
        for path in (path for path in paths if "?" not in path):
            seen.page.goto(address + path)
            assert seen.page.url == address + path

        assert seen.wrong == []


def test_the_payloads_of_others_are_inert_too(browser: Browser, tmp_path: Path) -> None:
    payloads = joined(shared_payloads(), 24)
    with (
        open_library(tmp_path / "data", writing=True) as library,
        open_people(tmp_path / "data", writing=True, library=library) as people,
    ):
        fill(library, people, tmp_path / "inputs", payloads)
        with library.read() as session:
            articles = [f"/articles/{placed.article.id}" for placed in session.articles.placed()]
        stories = [f"/stories/{card.id}" for card in library.stories(limit=len(payloads))[0]]
        app = create_app(library, people, clock=lambda: NOW)
        with served(app) as address, watched(browser, address) as seen:
            for path in ("/", "/highlights", "/search", "/following", "/sources", *stories, *articles):
                seen.visit(path)

            assert len(articles) > 2 * len(payloads)
            assert seen.wrong == []
