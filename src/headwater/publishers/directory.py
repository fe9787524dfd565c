"""The built-in directory of publishers, alone or with a user's own files."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

from headwater.model.publisher import Publisher, Publishers
from headwater.publishers.file import load_publishers, parse_publishers


@cache
def builtin_publishers() -> Publishers:
    """The directory that ships with Headwater, read once for each process."""
    return Publishers(_builtin_entries())


def publishers_with(paths: Iterable[Path]) -> Publishers:
    """The built-in directory and the entries of these files.

    An entry of a file replaces the whole built-in entry with the same id, and takes over a name or a domain
    that another entry had; of several files, the later one wins. Raises PublishersFileError.
    """
    own = chain.from_iterable(load_publishers(path) for path in paths)
    return Publishers([*builtin_publishers(), *own])


def _builtin_entries() -> list[Publisher]:
    shipped = sorted(files("headwater.publishers").joinpath("data").iterdir(), key=lambda file: file.name)
    return [
        entry
        for file in shipped
        if file.name.endswith(".toml")
        for entry in parse_publishers(file.read_bytes(), file.name)
    ]
