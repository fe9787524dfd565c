"""How soon a browser paints something of a page."""

from importlib.util import find_spec
from shutil import which

from million.asking import Timed

_PAINT = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]"


def first_paint(port: int, path: str, times: int) -> Timed:
    """First contentful paint in Chromium, each time in a new profile with nothing cached."""
    timed = Timed(f"first contentful paint of {path}")
    program = which("chromium")
    if program is None or find_spec("playwright") is None:
        timed.note = "left out: chromium or playwright is not installed"
        return timed
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where it is installed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(times):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            sizes: list[float] = []
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            network.on("Network.loadingFinished", lambda done, to=sizes: to.append(done["encodedDataLength"]))
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load")
            page.wait_for_function(f"() => {_PAINT} > 0")
            timed.taken.append(float(page.evaluate(_PAINT)))
            timed.note = f"{sum(sizes) / 1000:.0f} kB in {len(sizes)} answers until then"
            context.close()
        browser.close()
    return timed
