"""The applications that have the pages, served, and a browser's page led to a state of one."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from headwater.model.errors import StoreError
from headwater.store import open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from tests.web.conftest import served
from tests.web.looks.states import State
from tests.web.looks.used import Used
from tests.web.memory import World

_FILLED_IN = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}"""


class _Failing(World):
    """A library whose disk does not answer."""

    def stories(self, **_asked: object) -> NoReturn:
        raise StoreError(
            "reading the library failed: disk I/O error; look at the machine's disk, then try again"
        )


@contextmanager
def applications(used: Used, folder: Path) -> Iterator[Mapping[str, Starlette]]:
    """By the names that states have them under. `folder` is for the empty library."""
    with ExitStack() as open_things:
        empty = open_things.enter_context(open_library(folder, writing=True))
        people = open_things.enter_context(open_people(folder, writing=True, library=empty))
        yield {
            "used": create_app(
                used.library, used.people, pictures=used.pictures, means=used.means, clock=used.clock
            ),
            "empty": create_app(empty, people, means=used.means, clock=used.clock),
            "failing": create_app(_Failing(), clock=used.clock),
        }


@contextmanager
def all_served(apps: Mapping[str, Starlette]) -> Iterator[Mapping[str, str]]:
    """The addresses that they are served at meanwhile."""
    with ExitStack() as servers:
        yield {name: servers.enter_context(served(app)) for name, app in apps.items()}


def opened(browser: Browser, width: int) -> Page:
    """A page as wide as a window or a phone, whose hand is a finger then. Nothing in it answers in the server's place,
    and no colour is on its way to another one when it is looked at."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        has_touch=width < 600,
        is_mobile=width < 600,
        service_workers="block",
        reduced_motion="reduce",
    )
    return context.new_page()


def lead(page: Page, addresses: Mapping[str, str], state: State) -> None:
    """Have a page of a browser show a state, as a person would get there."""
    address = addresses[state.of]
    if state.form:
        page.goto(f"{address}/offline")
        with page.expect_navigation():
            page.evaluate(_FILLED_IN, [state.path, dict(state.form)])
    else:
        page.goto(address + state.path)
    page.evaluate("() => document.fonts.ready")
