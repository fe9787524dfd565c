"""The library that `--data` names, for commands that only read."""

from pathlib import Path

from headwater.cli.settings import Settings
from headwater.model.errors import HeadwaterError
from headwater.store import Library, has_library, open_library, place_of


def library_of(settings: Settings) -> Library:
    """The library to read; a place that holds none is an error here, not a new library."""
    if not has_library(settings.data):
        raise HeadwaterError(
            f"{shown(settings.data)} holds no library yet: make one with headwater add URL or "
            "headwater import PATH…, or name another place with --data"
        )
    return open_library(settings.data)


def shown(data: Path | str) -> str:
    """What `--data` names as messages show it, without passwords."""
    return str(place_of(data))
