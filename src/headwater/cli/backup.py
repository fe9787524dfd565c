"""`headwater backup` and `headwater restore`, with what they did in words."""

from datetime import UTC, datetime
from pathlib import Path

from headwater.cli.layout import print_json
from headwater.cli.opening import library_of, shown
from headwater.cli.settings import Settings, data_named
from headwater.flow.outside import Manifest, back_up, restore, verify
from headwater.web.wording.words import counted


def back_up_to(settings: Settings, target: Path, *, verifying: bool) -> None:
    """Back the library up and say what it holds. Raises BackupError, StoreError."""
    with library_of(settings) as library:
        made = back_up(library, settings.data, target, now=datetime.now(UTC))
    checked = verify(target) if verifying else None
    if settings.as_json:
        print_json({"copied": made.copied, "verified": checked is not None, "manifest": made.manifest})
        return
    print(
        f"Backed {shown(settings.data)} up to {target}: {_told(made.manifest)}, {_size(made.copied)} written."
    )
    if checked:
        print(
            f"Restored it to see: every row and all of {counted(checked.pages, 'page')} are what was backed up."
        )


def restore_to(source: Path, target: str, *, as_json: bool) -> None:
    """Restore a backup and say what it held. Raises BackupError, StoreError."""
    place = data_named(target)
    manifest = restore(source, place)
    if as_json:
        print_json({"manifest": manifest})
        return
    print(
        f"Restored {_told(manifest)} into {shown(place)}, as it was at {manifest.made_at:%Y-%m-%d %H:%M} UTC."
    )
    print("Name it with --data from now on.")


def _told(manifest: Manifest) -> str:
    rows = {table.shape.name: table.rows for table in manifest.tables}
    return f"{counted(rows['articles'], 'article')} from {counted(rows['pages'], 'page')}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
