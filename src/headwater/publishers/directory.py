"""The built-in directory of publishers, alone or with a user's own files."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TypedDict

from headwater.model.publisher import Ownership, Publisher, PublisherKind, Publishers
from headwater.publishers.domains import outlet_label
from headwater.publishers.file import load_publishers


class _OwnershipTable(TypedDict):
    name: str
    role: str
    reference: str


class _RequiredFields(TypedDict):
    id: str
    name: str
    kind: str
    domains: list[str]


class _PublisherTable(_RequiredFields, total=False):
    aliases: list[str]
    country: str
    ownership: list[_OwnershipTable]


class _PublishersFile(TypedDict):
    publisher: list[_PublisherTable]


@cache
def builtin_publishers() -> Publishers:
    """The directory that ships with Headwater, read once for each process."""
    shipped = sorted(files("headwater.publishers").joinpath("data").iterdir(), key=lambda file: file.name)
    entries = (
        entry
        for file in shipped
        if file.name.endswith(".json")
        for entry in _trusted_entries(file.read_text(encoding="utf-8"))
    )
    return Publishers(entries, outlet_label)


def publishers_with(paths: Iterable[Path]) -> Publishers:
    """The built-in directory and the entries of these files.

    An entry of a file replaces the whole built-in entry with the same id, and takes over a name or a domain
    that another entry had; of several files, the later one wins. Raises PublishersFileError.
    """
    own = chain.from_iterable(load_publishers(path) for path in paths)
    return Publishers([*builtin_publishers(), *own], outlet_label)


def _trusted_entries(text: str) -> list[Publisher]:
    # No field is checked here: the tests put every shipped file through load_publishers, and checking them
    # again at each start would take three times as long as everything else (measured: docs/publishers.md).
    document: _PublishersFile = json.loads(text)
    return [
        Publisher(
            id=table["id"],
            name=table["name"],
            kind=PublisherKind(table["kind"]),
            aliases=tuple(table.get("aliases", ())),
            domains=tuple(table["domains"]),
            country=table.get("country", ""),
            ownership=tuple(Ownership(**record) for record in table.get("ownership", ())),
        )
        for table in document["publisher"]
    ]
