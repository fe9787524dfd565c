"""A real Chromium on a real port, for tests marked `browser`; they skip with the reason where there is none."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Error, Page, sync_playwright
from starlette.applications import Starlette

from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages, sample_publishers
from headwater.publishers import publishers_with
from headwater.store import Library, open_library
from tests.sharing import made_once
from tests.web.visitor import reader

CHROMIUM = "/usr/bin/chromium"

# Chromium itself calls home for updates and lists; none of that may be mistaken for a page's request.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """The browser's program, where it is installed."""
    return CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright's loop keeps running in this thread, and asyncio.run would refuse.
    executable = chromium()
    if executable is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        except Error as error:
            pytest.skip(f"Chromium does not start here: {error}")
        yield found
        found.close()


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address of an application that is served on a free port of this machine meanwhile."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The invented world served on a free port of this machine."""
    with served(reader()) as found:
        yield found


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample pages in it, imported once for all tests of this run; not to be written to."""

    def imported(folder: Path) -> None:
        options = ImportOptions(publishers=publishers_with([sample_publishers()]))
        with open_library(folder, writing=True) as library:
            import_paths(library, [sample_pages()], options=options)

    return made_once(tmp_path_factory, "sample-library", imported)


@pytest.fixture(scope="session")
def sample_library(sample_data: Path) -> Iterator[Library]:
    """The sample pages in a library as the store makes it, open for reading."""
    with open_library(sample_data) as library:
        yield library


@pytest.fixture(scope="session")
def pictured() -> Callable[[Page, str], None]:
    """Keeps a picture of a whole page by this name in `HEADWATER_ARTIFACTS`, and takes none where that is not set."""
    root = os.environ.get("HEADWATER_ARTIFACTS")

    def keep(page: Page, name: str) -> None:
        if root:
            page.screenshot(path=Path(root) / "screenshots" / f"{name}.png", full_page=True)

    return keep
