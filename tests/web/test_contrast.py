"""Both palettes meet WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for what is drawn."""

import re

import pytest

from headwater.web.assets import FOLDER

TOKENS = (FOLDER / "css" / "tokens.css").read_text()

TEXT = [
    *((ink, paper) for ink in ("ink", "soft", "river", "fix", "new") for paper in ("paper", "card")),
    ("fix", "fix-wash"),
    ("ink", "fix-wash"),
    ("new", "new-wash"),
    ("river", "river-wash"),
    ("ink", "wash"),
    ("soft", "wash"),
]
DRAWN = [
    (tone, paper)
    for tone in ("o1", "o2", "o3", "o4", "o5", "rest", "unseen", "fix")
    for paper in ("paper", "card")
]


def palette(*, dark: bool, theme: str = "") -> dict[str, str]:
    """The colours of `:root`, with those of a theme in their place."""
    found: dict[str, str] = {}
    for selector in (":root {", f':root[data-theme="{theme}"] {{'):
        _, begins, rules = TOKENS.partition(selector)
        if begins:
            pairs = re.findall(
                r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", rules.partition("\n}")[0]
            )
            found |= {name: pair[dark] for name, *pair in pairs}
    return found


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["", "contrast"])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_can_be_read(ink: str, paper: str, dark: bool, theme: str) -> None:
    colours = palette(dark=dark, theme=theme)

    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("tone", "paper"), DRAWN)
def test_what_is_drawn_can_be_seen(tone: str, paper: str, dark: bool) -> None:
    colours = palette(dark=dark)

    assert contrast(colours[tone], colours[paper]) >= 3


def test_the_fonts_are_small_and_have_their_licences() -> None:
    fonts = list((FOLDER / "fonts").glob("*.woff2"))

    assert sum(font.stat().st_size for font in fonts) < 700_000
    assert all(
        "SIL Open Font License" in path.read_text() for path in (FOLDER / "fonts").glob("LICENSE-*.txt")
    )
    assert {font.name.split("-")[0] for font in fonts} == {"inter", "source"}
