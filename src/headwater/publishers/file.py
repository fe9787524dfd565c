"""A TOML file of publishers, read whole or refused whole."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from headwater.model.errors import PublishersFileError
from headwater.model.publisher import Publisher, host_of, name_key
from headwater.publishers.entry import read_entry, reject


def load_publishers(path: Path) -> list[Publisher]:
    """The entries of a file of publishers, in its order.

    Raises PublishersFileError, naming the file and where possible the entry and the field, when the file
    can't be read, is not TOML, or has an entry that can't be used. One bad entry refuses the file: half a
    directory would give wrong answers quietly.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise PublishersFileError(f"{path}: {problem}; check the path and its permissions") from error
    return parse_publishers(content, str(path))


def parse_publishers(content: bytes, source: str) -> list[Publisher]:
    """As `load_publishers`, from the bytes of the file; `source` names it in errors."""
    try:
        # Editors on Windows put a byte order mark in front, which TOML does not allow.
        document: dict[str, object] = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PublishersFileError(f"{source}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PublishersFileError(f"{source}: not TOML: {error}; see docs/publishers.md") from error
    tables = document.pop("publisher", [])
    if document or not isinstance(tables, list):
        stray = next(iter(document), "publisher")
        reject(source, stray, "is not part of the format", "write [[publisher]] above each entry")
    entries = [read_entry(table, f"{source}: entry {number}") for number, table in enumerate(tables, 1)]
    _refuse_shared_claims(entries, source)
    return entries


def _refuse_shared_claims(entries: list[Publisher], source: str) -> None:
    """Refuse two entries of one file that claim the same id, name or domain."""
    holders: dict[tuple[str, str], Publisher] = {}
    for number, entry in enumerate(entries, 1):
        for field, written, compared in _claims(entry):
            place = "name" if field == "aliases" else field
            holder = holders.setdefault((place, compared), entry)
            if holder is not entry:
                where = f"{source}: entry {number} ({entry.id})"
                advice = "leave it to one of the two"
                reject(where, field, f"{written!r} is already claimed by the entry {holder.id!r}", advice)


def _claims(entry: Publisher) -> Iterator[tuple[str, str, str]]:
    """What only one entry may have: the field, the value as written, and the form in which it is compared."""
    yield "id", entry.id, entry.id
    yield "name", entry.name, name_key(entry.name)
    yield from (("aliases", alias, name_key(alias)) for alias in entry.aliases)
    yield from (("domains", domain, host_of(domain)) for domain in entry.domains)
