"""Restores a backup into a new place, on either store, whole or not at all; and checks one by restoring it."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from headwater.flow.outside.backups import OpenBackup, open_backup
from headwater.flow.outside.manifest import BackupError, Manifest, PeopleCopy, TableCopy
from headwater.flow.outside.targets import sync_folder
from headwater.store import Library, open_library
from headwater.store.people import open_people
from headwater.store.people.restoring import PeopleSnapshot, restoring_people
from headwater.store.people.schema import HEAD as PEOPLE_HEAD
from headwater.store.places import Place, place_of
from headwater.store.restoring import refuse_full, restoring
from headwater.store.snapshot import Snapshot, rows_digest


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was restored and held against its manifest row by row and page by page."""

    manifest: Manifest
    pages: int


def restore(backup: Path, place: str | Place) -> Manifest:
    """Make a library of a backup in a folder or database that holds none. Upgraded when it is of an older headwater.

    Raises BackupError, and StoreError where the place is not empty or can't be used; the place is as it was then.
    """
    at = place_of(place)
    refuse_full(at)
    with open_backup(backup) as opened:
        if not isinstance(at, Path):
            _put_back(opened, at)
        else:
            _put_back_beside(opened, at)
        open_library(at, writing=True).close()
        open_people(at).close()
        return opened.manifest


def _put_back_beside(opened: OpenBackup, folder: Path) -> None:
    """Restore into a folder beside the final one, which then takes its name."""
    half = folder.with_name(f".{folder.name}.restoring")
    shutil.rmtree(half, ignore_errors=True)  # of one that was killed
    try:
        half.mkdir(parents=True, mode=0o700)  # the passwords in it are for its owner alone
        _put_back(opened, half)
        for part in opened.manifest.files:
            own = half / PurePosixPath(part.name).name.partition(".")[2]  # behind the time of the backup
            with own.open("xb") as file:
                file.write(opened.content(part))
                os.fsync(file.fileno())
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise BackupError(f"{folder} could not be made: {error.strerror or error}") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _put_back(opened: OpenBackup, place: Place) -> None:
    # Of a backup that knows of no people nothing is put back; their tables are empty ones.
    people = opened.manifest.people or PeopleCopy(PEOPLE_HEAD, ())
    with (
        restoring(place, opened.manifest.schema) as restoration,
        restoring_people(place, people.schema) as acts,
    ):
        for table in people.tables:
            acts.put(table.shape, opened.rows(table))
        for table in opened.manifest.tables:
            restoration.put(table.shape, opened.rows(table))
        for copy in opened.manifest.segments:
            if copy.part is not None:
                restoration.fill(copy.segment.number, opened.pieces(copy.part))


def verify(backup: Path) -> Checked:
    """Restore a backup into a temporary folder, and hold each table's rows and each page against what was backed up.

    Raises BackupError where they differ. Needs as much room as the library.
    """
    with tempfile.TemporaryDirectory(prefix="headwater-verify-") as folder:
        place = Path(folder) / "library"
        manifest = restore(backup, place)
        with open_library(place) as library:
            _compare(library, manifest, backup)
            _compare_people(place, manifest, backup)
            return Checked(manifest, _check_pages(library, backup))


def _compare(library: Library, manifest: Manifest, backup: Path) -> None:
    with library.read() as session:
        _compare_tables(session.snapshot, manifest.tables, backup)
        for copy in manifest.segments:
            if copy.part is None:
                continue
            digest = hashlib.sha256()
            for piece in session.snapshot.content(copy.segment):
                digest.update(piece)
            if digest.hexdigest() != copy.part.sha256:
                raise BackupError(f"{backup}: the restored segment {copy.segment.number} differs")


def _compare_people(place: Path, manifest: Manifest, backup: Path) -> None:
    with open_people(place) as people, people.read() as connection:
        _compare_tables(PeopleSnapshot(connection), manifest.people.tables if manifest.people else (), backup)


def _compare_tables(snapshot: Snapshot | PeopleSnapshot, tables: tuple[TableCopy, ...], backup: Path) -> None:
    shapes = {shape.name: shape for shape in snapshot.shapes()}
    for table in tables:
        if shapes.get(table.shape.name) != table.shape:
            continue  # of an older schema: its lines were checked when they were put back
        if rows_digest(snapshot.rows(table.shape)) != (table.rows, table.sha256):
            raise BackupError(f"{backup}: restored rows of {table.shape.name} differ from those backed up")


def _check_pages(library: Library, backup: Path) -> int:
    with library.read() as session:
        if damaged := session.pages.damaged():
            raise BackupError(
                f"{backup}: {len(damaged)} pages were damaged when it was made, such as {damaged[0]}"
            )
        return session.pages.count()
