"""Settings are read once, and anew after each write."""

import anyio

from headwater.model.preferences import Preferences
from headwater.web.chosen import Chosen


def test_settings_are_read_again_after_a_write_and_not_before() -> None:
    asked: list[Preferences] = []

    async def ask() -> Preferences:
        asked.append(Preferences(language="de" if len(asked) else "en"))
        return asked[-1]

    async def run() -> list[str]:
        chosen = Chosen()
        return [(await chosen.settings(write, ask)).language for write in (0, 1, 1)]

    assert anyio.run(run) == ["en", "de", "de"]
    assert len(asked) in {2, 3}  # Three where a second ends between the last two.


def test_what_is_written_while_they_are_read_is_not_missed() -> None:
    written = [0]
    stored = [Preferences(theme="light")]

    async def ask() -> Preferences:
        found = stored[0]
        stored[0], written[0] = Preferences(theme="dark"), 1
        return found

    async def run() -> list[str]:
        chosen = Chosen()
        return [(await chosen.settings(written[0], ask)).theme for _ in range(2)]

    assert anyio.run(run) == ["light", "dark"]
