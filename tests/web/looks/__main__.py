"""Writes a picture of every page of the reader, on a phone and on a desk, in light and in dark: see script/screenshots."""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.conftest import ARGUMENTS, chromium
from tests.web.looks.checking import EVERY_LOOK, violations
from tests.web.looks.conftest import Looked
from tests.web.looks.opening import all_served, applications, lead, opened
from tests.web.looks.states import states
from tests.web.looks.used import used_library

ROOT = Path(__file__).parents[3]
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")


def main() -> int:
    """The exit code."""
    asked = _arguments()
    asked.into.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        used_library(Path(folder), asked.pages) as used,
        applications(used, Path(folder) / "empty") as apps,
        all_served(apps) as addresses,
        sync_playwright() as playwright,
    ):
        wanted = {name: state for name, state in states(used).items() if name.startswith(asked.only)}
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        if asked.check:
            return _check(browser, Looked(wanted, apps, addresses))
        for width in WIDTHS:
            page = opened(browser, width)
            for name, state in wanted.items():
                lead(page, addresses, state)
                _take(page, asked.into / f"{name}-{width}")
        browser.close()
    print(f"{len(wanted) * len(WIDTHS) * len(SCHEMES)} pictures of {len(wanted)} pages are in {asked.into}")
    return 0


def _take(page: Page, stem: Path) -> None:
    """The whole page in each scheme. The window is made as high as the page: the browser's own picture of all of a page
    forgets meanwhile that a finger has no hover, and leaves out what is there for fingers."""
    window = page.viewport_size
    assert window is not None
    height = int(page.evaluate("() => document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": window["width"], "height": max(window["height"], height)})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
        page.screenshot(path=f"{stem}-{scheme}.png")
    page.set_viewport_size(window)


def _check(browser: Browser, looked: Looked) -> int:
    """Says what axe finds on any page, at both widths and in every look: 1 where it finds anything."""
    found = 0
    for width in WIDTHS:
        for name, look, said in violations(browser, looked, width, [*looked.states], EVERY_LOOK):
            found += len(said)
            print(f"{name} at {width} px, {look}:", *said, sep="\n  ", flush=True)
    print(f"{len(looked.states)} pages in {len(EVERY_LOOK)} looks at {len(WIDTHS)} widths: {found} findings")
    return int(found > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/screenshots", description=__doc__)
    parser.add_argument(
        "pages", nargs="*", type=Path, help="files and folders to read; the sample world where none are given"
    )
    parser.add_argument("--only", default="", help="pages whose names begin so, as “story”")
    parser.add_argument("--into", type=Path, default=ROOT / "artifacts" / "screenshots")
    parser.add_argument("--check", action="store_true", help="take none: have axe look at all, in every look")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
