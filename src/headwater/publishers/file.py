"""A file of publishers, in TOML or JSON, read whole or refused whole."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from headwater.model.errors import PublishersFileError
from headwater.model.publisher import Publisher, host_of, name_key
from headwater.publishers.entry import read_entry, reject


def load_publishers(path: Path) -> list[Publisher]:
    """The entries of a file of publishers, in its order.

    A path that ends in `.json` is read as JSON, any other as TOML. Raises PublishersFileError, naming the file
    and where possible the entry and the field, when the file can't be read or has an entry that can't be used.
    One bad entry refuses the file: half a directory would give wrong answers quietly.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise PublishersFileError(f"{path}: {problem}; check the path and its permissions") from error
    document = _document(content, path)
    tables = document.pop("publisher", [])
    if document or not isinstance(tables, list):
        stray = next(iter(document), "publisher")
        reject(str(path), stray, "is not part of the format", "write [[publisher]] above each entry")
    entries = [read_entry(table, f"{path}: entry {number}") for number, table in enumerate(tables, 1)]
    _refuse_shared_claims(entries, path)
    return entries


def _document(content: bytes, path: Path) -> dict[str, object]:
    """The file as a table: JSON when its name says so, otherwise TOML."""
    try:
        # Editors on Windows put a byte order mark in front, which neither notation allows.
        text = content.decode("utf-8-sig")
        document: object = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise PublishersFileError(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PublishersFileError(f"{path}: not TOML: {error}; see docs/publishers.md") from error
    except json.JSONDecodeError as error:
        raise PublishersFileError(f"{path}: not JSON: {error}; see docs/publishers.md") from error
    if not isinstance(document, dict):
        raise PublishersFileError(f'{path}: not an object; write {{"publisher": [...]}}')
    return document


def _refuse_shared_claims(entries: list[Publisher], path: Path) -> None:
    """Refuse two entries of one file that claim the same id, name or domain."""
    holders: dict[tuple[str, str], Publisher] = {}
    for number, entry in enumerate(entries, 1):
        for field, written, compared in _claims(entry):
            place = "name" if field == "aliases" else field
            holder = holders.setdefault((place, compared), entry)
            if holder is not entry:
                where = f"{path}: entry {number} ({entry.id})"
                advice = "leave it to one of the two"
                reject(where, field, f"{written!r} is already claimed by the entry {holder.id!r}", advice)


def _claims(entry: Publisher) -> Iterator[tuple[str, str, str]]:
    """What only one entry may have: the field, the value as written, and the form in which it is compared."""
    yield "id", entry.id, entry.id
    yield "name", entry.name, name_key(entry.name)
    yield from (("aliases", alias, name_key(alias)) for alias in entry.aliases)
    yield from (("domains", domain, host_of(domain)) for domain in entry.domains)
