"""How far archive files (WARC, WET) were imported, so that an import goes on where it stopped and does none twice."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from headwater.store.schema import archive_files
from headwater.store.upserting import upsert


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """An archive file that is known, and how far it was imported.

    `digest` is the SHA-256 of its bytes: under another name it is the same file. The record that is due begins `skip`
    unpacked bytes behind byte `at`. `version` is that of the reader which read its pages.
    """

    digest: str
    name: str
    size: int
    version: int
    at: int = 0
    skip: int = 0
    is_done: bool = False


class ArchiveFiles:
    """The archive files of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str) -> ArchiveFile | None:
        query = select(archive_files).where(archive_files.c.digest == digest)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return ArchiveFile(row.digest, row.name, row.size, row.version, row.at, row.skip, row.is_done)

    def save(self, file: ArchiveFile) -> None:
        """Say how far a file was imported; to be called in the transaction that did so. The first name stays."""
        values = {
            "size": file.size,
            "version": file.version,
            "at": file.at,
            "skip": file.skip,
            "is_done": file.is_done,
        }
        name = file.name.encode("utf-8", "backslashreplace").decode()
        row = upsert(archive_files).values(digest=file.digest, name=name, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=["digest"], set_=values))
