"""The library of a data folder, for commands that only read."""

from headwater.cli.settings import Settings
from headwater.model.errors import HeadwaterError
from headwater.store import Library, open_library


def has_library(settings: Settings) -> bool:
    """Whether anything was imported into the data folder."""
    return (settings.data / "library.db").exists()


def library_of(settings: Settings) -> Library:
    """The library to read; a folder that holds none is an error here, not a new library."""
    if not has_library(settings):
        raise HeadwaterError(
            f"{settings.data} holds no library yet: make one with headwater import PATH…, "
            "or name another folder with --data"
        )
    return open_library(settings.data)
