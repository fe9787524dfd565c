"""`pages.json`: what a folder of saved pages says about the files beside it.

    {"pages": [{"file": "0001.html", "url": "https://…", "fetched_at": "2026-03-01T10:00:00Z",
                "content_type": "text/html; charset=utf-8"}]}

Only `file` is required. A file that the manifest does not mention is imported as if there were none.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import orjson

from headwater.intake.limits import MAX_MANIFEST_BYTES, in_megabytes
from headwater.model.errors import IntakeError

MANIFEST_NAME = "pages.json"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What is known of a saved file."""

    url: str | None = None
    fetched_at: datetime | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """File name → what is known of it, or why its entry can't be used."""

    pages: dict[str, SavedPage | IntakeError] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest, empty when it has none.

    Raises IntakeError when it is not JSON of the shape above. A single bad entry does not: it is kept, to be
    raised for its own file.
    """
    path = folder / MANIFEST_NAME
    try:
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            raise IntakeError(
                str(path), f"is larger than {in_megabytes(MAX_MANIFEST_BYTES)}", "split the folder"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise IntakeError(str(path), f"can't be read: {error.strerror}", "allow reading it") from error
    try:
        entries = orjson.loads(content)["pages"]
        named = [(str(entry["file"]), entry) for entry in entries]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise IntakeError(
            str(path),
            'is not a manifest: expected {"pages": [{"file": …, "url": …, "fetched_at": …}]}',
            "repair or remove it; the files beside it wait, since their addresses are unknown",
        ) from error
    return Manifest({name: _saved_page(str(folder / name), entry) for name, entry in named})


def _saved_page(name: str, entry: dict[str, object]) -> SavedPage | IntakeError:
    try:
        given = entry.get("fetched_at")
        return SavedPage(
            url=_text(entry, "url"),
            fetched_at=parse_time(given) if given is not None else None,
            content_type=_text(entry, "content_type"),
        )
    except ValueError as error:
        return IntakeError(name, f"its entry in {MANIFEST_NAME} can't be used: {error}", "correct the entry")


def _text(entry: dict[str, object], field_name: str) -> str | None:
    value = entry.get(field_name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{field_name} is not text")
    return value or None


def parse_time(value: object) -> datetime:
    """An ISO 8601 time with its zone, in UTC. Raises ValueError, saying what is wrong."""
    if not isinstance(value, str):
        raise ValueError(f"the time {value!r} is not text in ISO 8601")
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"the time {value!r} is not ISO 8601") from error
    if parsed.tzinfo is None:
        raise ValueError(f"the time {value!r} has no time zone (write Z for UTC)")
    return parsed.astimezone(UTC)
