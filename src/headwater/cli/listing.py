"""The command that lists stories."""

import sys
from datetime import UTC, datetime

from headwater.cli import telling
from headwater.cli.layout import print_json
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings


def list_stories(settings: Settings, *, limit: int, brief: bool) -> None:
    """Print the stories, newest first."""
    with library_of(settings) as library:
        cards, _ = library.stories(limit=limit)
        if settings.as_json:
            print_json([library.story(card.id) for card in cards] if not brief else cards)
            return
        for card in cards:
            print(
                "\n".join(
                    telling.story_lines(card, None if brief else library.story(card.id), datetime.now(UTC))
                )
            )
        if not cards:
            print("No stories yet: headwater import PATH…", file=sys.stderr)
