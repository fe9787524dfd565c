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

# Of what stands in a row and is made alike, to the classes and states of all that is in it, the first two stay: axe has
# nothing to say of a third. Nor of what stands under every page, where it was seen under another.
_THIN = """(seen) => {
  const told = /^(class|role|type|fill|stroke|hidden|disabled|open|aria-(current|pressed|expanded|hidden|checked|selected|disabled))$/;
  const made = (each) => {
    const said = [...each.attributes].map(({ name, value }) => told.test(name) ? `${name}=${value}` : `${name}${value === ""}`);
    const words = [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    return `${each.tagName} ${said.sort().join(" ")} ${words}(${[...each.children].map(made).join()})`;
  };
  for (const row of document.querySelectorAll("main, main *")) {
    const times = new Map();
    for (const each of row.isConnected ? [...row.children] : []) {
      const kind = made(each);
      times.set(kind, (times.get(kind) ?? 0) + 1);
      if (times.get(kind) > 2) each.remove();
    }
  }
  const under = [...document.querySelectorAll("body > dialog, body > footer")].map((each) => [each, each.outerHTML]);
  for (const [each, html] of under) if (seen.includes(html)) each.remove();
  return under.map(([, html]) => html);
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
    browser: Browser,
    looked: Looked,
    width: int,
    names: list[str],
    looks: tuple[Look, ...],
    *,
    thinned: bool = False,
) -> Iterator[tuple[str, Look, list[str]]]:
    """What is wrong with the states of these names: all that axe knows in the first look, colours in the others.

    `thinned`: of the things in a row that are made alike only two are looked at, and what all pages end with only once.
    """
    script, seen = Axe().axe_script, set[str]()
    page = opened(browser, width)
    for name in names:
        lead(page, looked.addresses, looked.states[name])
        page.evaluate(script)
        if thinned:
            seen.update(page.evaluate(_THIN, sorted(seen)))
        for look in looks:
            look.wear(page)
            if said := page.evaluate(_RUN, _WHOLE if look == looks[0] else _COLOURS):
                yield name, look, said
        LIGHT.wear(page)
    page.context.close()
