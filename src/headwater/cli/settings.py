"""What all commands take: the data folder, publishers, and whether to answer in JSON."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.model import Publishers
from headwater.publishers import publishers_with


@dataclass(frozen=True, slots=True)
class Settings:
    """The common options of a command, resolved."""

    data: Path | str
    """The data folder, or the postgresql:// address of a database; for messages, see `cli.opening.shown`."""
    publishers_files: tuple[Path, ...] = ()
    as_json: bool = False

    @classmethod
    def of(cls, data: str | None, publishers: list[Path] | None, as_json: bool) -> "Settings":
        return cls(data_named(data) if data else default_data_folder(), tuple(publishers or ()), as_json)

    def publishers(self) -> Publishers:
        """The built-in directory, the person's own file in the data folder if there is one, and the files named."""
        own = self.data / "publishers.toml" if isinstance(self.data, Path) else None
        return publishers_with([*([own] if own and own.is_file() else []), *self.publishers_files])


def data_named(named: str) -> Path | str:
    """What `--data` names: a folder, or an address, which the store reads."""
    return named if "://" in named else Path(named)


def default_data_folder() -> Path:
    """Where a program of this system keeps a person's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "headwater"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "headwater"


def aware(time: datetime | None) -> datetime | None:
    """A time given without an offset is UTC."""
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time
