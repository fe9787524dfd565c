"""What axe says of a page in a look: WCAG 2.2 A and AA and its best practices, and in other palettes their colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.looks.conftest import Looked
from tests.web.looks.opening import lead, opened

_WHOLE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What another palette can change.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 240)} ${failureSummary}`));
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a device asks for, and the theme that a person chose."""

    scheme: Literal["light", "dark"] = "light"
    contrast: Literal["no-preference", "more"] = "no-preference"
    forced: Literal["none", "active"] = "none"
    theme: str = "auto"

    def wear(self, page: Page) -> None:
        page.emulate_media(color_scheme=self.scheme, contrast=self.contrast, forced_colors=self.forced)
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", self.theme)


LIGHT, DARK, CONTRAST = Look(), Look("dark"), Look(theme="contrast")
EVERY_LOOK = (
    LIGHT,
    DARK,
    CONTRAST,
    Look("dark", theme="contrast"),
    Look(contrast="more"),
    Look("dark", contrast="more"),
    Look(forced="active"),
    Look("dark", forced="active"),
)


def violations(
    browser: Browser, looked: Looked, width: int, names: list[str], looks: tuple[Look, ...]
) -> Iterator[tuple[str, Look, list[str]]]:
    """What is wrong with the states of these names: all that axe knows in the first look, colours in the others."""
    script = Axe().axe_script
    page = opened(browser, width)
    for name in names:
        lead(page, looked.addresses, looked.states[name])
        page.evaluate(script)
        for look in looks:
            look.wear(page)
            if said := page.evaluate(_RUN, _WHOLE if look == looks[0] else _COLOURS):
                yield name, look, said
        LIGHT.wear(page)
    page.context.close()
