"""What a backup says of itself: its tables and segments with counts and digests. Pure.

manifest.json            this, with its own digest; written last, so a backup without it was cut short
tables/NAME.00000.gz     rows, a line of JSON each (see `store.snapshot`), in gzip
archive/00000.LENGTH.warc.gz    a segment of the page archive, as far as it was committed
files/publishers.toml    the person's own files of a data folder
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
import orjson

from headwater.model.errors import HeadwaterError
from headwater.store.snapshot import Segment, Shape

MANIFEST_NAME = "manifest.json"

# Raised when a program that knows only earlier ones could not restore it. Of the first one, what people do was no part.
FORMAT = 2
_READABLE = (1, FORMAT)


class BackupError(HeadwaterError):
    """A backup that can't be made or used: cut short, altered, of a newer format, or none at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: its name there, its size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table: its parts in order, and the count and SHA-256 of the lines that they hold."""

    shape: Shape
    rows: int
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SegmentCopy:
    """A segment of the archive; `part` is None for one that was dropped."""

    segment: Segment
    part: Part | None


@dataclass(frozen=True, slots=True)
class PeopleCopy:
    """What people did: the version of its schema, and its tables."""

    schema: str
    tables: tuple[TableCopy, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole backup. `store` says from where: "sqlite" or "postgresql"; it restores into either."""

    version: str
    schema: str
    store: str
    made_at: datetime
    generation: int
    tables: tuple[TableCopy, ...]
    segments: tuple[SegmentCopy, ...]
    files: tuple[Part, ...] = ()
    people: PeopleCopy | None = None
    format: int = FORMAT

    @property
    def parts(self) -> tuple[Part, ...]:
        """All files of the backup but the manifest."""
        rows = [part for table in self.all_tables for part in table.parts]
        return (*rows, *(copy.part for copy in self.segments if copy.part), *self.files)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.all_tables)

    @property
    def all_tables(self) -> tuple[TableCopy, ...]:
        """The library's, and those of what people do."""
        return (*self.tables, *(self.people.tables if self.people else ()))

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(part.size for part in self.parts)


def written(manifest: Manifest) -> bytes:
    """The manifest as a file: a line with its SHA-256, then JSON."""
    body = orjson.dumps(msgspec.to_builtins(manifest), option=orjson.OPT_INDENT_2)
    return f"{hashlib.sha256(body).hexdigest()}\n".encode() + body + b"\n"


def manifest_from(content: bytes, where: str) -> Manifest:
    """The manifest that `written` wrote. Raises BackupError."""
    digest, _, body = content.partition(b"\n")
    if hashlib.sha256(body.removesuffix(b"\n")).hexdigest().encode() != digest:
        raise BackupError(f"{where}: {MANIFEST_NAME} was altered or cut short; use another backup")
    found = orjson.loads(body)
    if not isinstance(found, dict) or found.get("format") not in _READABLE:
        raise BackupError(f"{where} was made by a newer headwater; upgrade headwater")
    try:
        return msgspec.convert(found, Manifest)
    except msgspec.ValidationError as error:
        raise BackupError(f"{where}: {MANIFEST_NAME} is not of a backup ({error})") from error
