"""Files and folders → pages, one page in memory at a time; one bad file never stops the next."""

import mimetypes
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from headwater.intake import warc
from headwater.intake.gzipped import opened
from headwater.intake.jsonl import read_lines
from headwater.intake.limits import MAX_PAGE_BYTES, in_megabytes
from headwater.intake.manifest import MANIFEST_NAME, Manifest, SavedPage, read_manifest
from headwater.model.errors import IntakeError
from headwater.model.page import FetchedBasis, Page

# What lies beside a page that a browser saved. Parts of pages, left out on purpose when a folder is walked;
# named on their own they are read like anything else.
_PARTS_OF_PAGES = frozenset(
    {".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"}
    | {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp"}
    | {".mp3", ".mp4", ".webm", ".ogg", ".m4a", ".wav", ".mov"}
)
_LINES_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What the person who imports says of the files, where nothing better is known.

    `fetched_at` is an aware datetime; a manifest or a WARC record wins over it, it wins over the file's time.
    `content_type` wins over a manifest's and what the file's name says; `charset` over theirs.
    """

    fetched_at: datetime | None = None
    content_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One input and what became of it: a page, or why there is none.

    `place` names the input for good (an absolute path, with `#` and the record or line inside a container),
    so that a later success is known to be of the same input. `file` is the file that it lies in.
    """

    place: str
    page: Page | IntakeError
    file: Path


def read_files(paths: Iterable[Path], options: FileOptions = FileOptions()) -> Iterator[Found]:
    """Every page of these files and folders, folders in sorted order. Raises nothing for a bad input."""
    for found in find_pages(paths, options):
        if isinstance(found, Found):
            yield found
        else:
            yield from _read_archive(found)


def find_pages(paths: Iterable[Path], options: FileOptions = FileOptions()) -> Iterator[Found | Path]:
    """As `read_files`, but WARC and WET files as they are: their paths, where their pages would come."""
    manifests: dict[Path, Manifest | IntakeError] = {}
    for path in paths:
        for file, name in files_under(path):
            if file.name.lower().endswith(warc.SUFFIXES):
                yield file
            else:
                yield from _read_file(file, name, manifests, options)


def archives_under(paths: Iterable[Path]) -> list[Path]:
    """The WARC and WET files among these files and in these folders, in the order of `find_pages`."""
    named = (file for path in paths for file, _ in files_under(path))
    return [file for file in named if file.name.lower().endswith(warc.SUFFIXES)]


def open_archive(path: Path) -> BufferedReader:
    """A WARC or WET file to read. Raises IntakeError when it can't be read or is empty."""
    try:
        file = _open(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    if os.fstat(file.fileno()).st_size == 0:
        file.close()
        raise IntakeError(str(path), "is empty", "fetch it again or leave it out")
    return file


def _read_archive(path: Path) -> Iterator[Found]:
    place = str(path.absolute())
    try:
        with open_archive(path) as file:
            for item in warc.read_warc(file, str(path)):
                yield Found(place + item.name.removeprefix(str(path)), item.page, path)
    except IntakeError as error:
        yield Found(place, error, path)


def files_under(path: Path) -> Iterator[tuple[Path, str]]:
    """The file itself, or a folder's files with their names inside it. Hidden ones are passed over."""
    if not path.is_dir():
        yield path, path.name
        return
    for file in _walk(path):
        yield file, file.relative_to(path).as_posix()


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield folder  # to be named as unreadable when it is opened
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name == MANIFEST_NAME:
            continue
        # A folder that is a link is passed over: it may lead back up.
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif not entry.is_dir() and path.suffix.lower() not in _PARTS_OF_PAGES:
            yield path


def _read_file(
    path: Path, name: str, manifests: dict[Path, Manifest | IntakeError], options: FileOptions
) -> Iterator[Found]:
    place = str(path.absolute())
    try:
        known = _known_of(path, manifests)
        with _open(path) as file:
            for inner, page in _pages_in(file, path, _as_text(name), known, options):
                yield Found(place + inner.removeprefix(str(path)), page, path)
    except IntakeError as error:
        yield Found(place, error, path)
    except OSError as error:
        yield Found(place, _unreadable(path, error), path)


def _as_text(name: str) -> str:
    """A file's name may hold bytes that are no UTF-8: as text, so that a page of that name can be kept."""
    return name.encode("utf-8", "backslashreplace").decode()


def _known_of(path: Path, manifests: dict[Path, Manifest | IntakeError]) -> SavedPage:
    folder = path.parent
    if folder not in manifests:
        try:
            manifests[folder] = read_manifest(folder)
        except IntakeError as error:
            manifests[folder] = error
    manifest = manifests[folder]
    known = manifest if isinstance(manifest, IntakeError) else manifest.pages.get(path.name, SavedPage())
    if isinstance(known, IntakeError):
        raise IntakeError(str(path), f"{known.what}: {known.reason}", known.advice)
    return known


def _open(path: Path) -> BufferedReader:
    """The file, opened without waiting: opening a pipe that nobody writes to would wait for ever."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IntakeError(str(path), "the folder can't be listed", "allow reading it")
        if not stat.S_ISREG(mode):
            raise IntakeError(str(path), "is not a regular file", "save its content to a file first")
        return os.fdopen(handle, "rb")
    except IntakeError:
        os.close(handle)
        raise


def _pages_in(
    file: BufferedReader, path: Path, name: str, known: SavedPage, options: FileOptions
) -> Iterator[tuple[str, Page | IntakeError]]:
    fetched_at, basis = _fetched(file, known, options)
    lower = path.name.lower()
    if os.fstat(file.fileno()).st_size == 0:
        raise IntakeError(str(path), "is empty", "fetch it again or leave it out")
    if lower.endswith(_LINES_SUFFIXES):
        yield from read_lines(opened(file, str(path)), str(path), fetched_at, basis)
    else:
        content_type = options.content_type or known.content_type or _type_by_name(lower)
        if options.charset:
            content_type = f"{(content_type or 'text/plain').partition(';')[0]}; charset={options.charset}"
        yield str(path), Page(name, _content(file, path), known.url, content_type, fetched_at, basis)


def _fetched(file: BufferedReader, known: SavedPage, options: FileOptions) -> tuple[datetime, FetchedBasis]:
    if said := known.fetched_at or options.fetched_at:
        return said.astimezone(UTC), FetchedBasis.GIVEN
    changed = os.fstat(file.fileno()).st_mtime
    return datetime.fromtimestamp(int(changed), UTC), FetchedBasis.FILE_TIME


def _content(file: BufferedReader, path: Path) -> bytes:
    size = os.fstat(file.fileno()).st_size
    advice = "split it, or give a file of many pages as WARC or JSONL"
    if size > MAX_PAGE_BYTES:
        raise IntakeError(
            str(path),
            f"is {in_megabytes(size)}, more than the limit of {in_megabytes(MAX_PAGE_BYTES)} a page",
            advice,
        )
    content = opened(file, str(path)).read(MAX_PAGE_BYTES + 1)
    if len(content) > MAX_PAGE_BYTES:
        raise IntakeError(
            str(path), f"unpacks to more than the limit of {in_megabytes(MAX_PAGE_BYTES)} a page", advice
        )
    if not content:
        raise IntakeError(str(path), "is empty when unpacked", "fetch it again or leave it out")
    return content


def _type_by_name(lower_name: str) -> str | None:
    """The content type that the file's ending says; none for an unknown one, so that reading looks itself."""
    known = {".rss": "application/rss+xml", ".atom": "application/atom+xml", ".md": "text/plain"}
    stem = lower_name.removesuffix(".gz")
    return known.get(Path(stem).suffix) or mimetypes.guess_type(stem, strict=True)[0]


def _unreadable(path: Path, error: OSError) -> IntakeError:
    return IntakeError(str(path), f"can't be read: {error.strerror}", _advice(error))


def _advice(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "check the path"
    if isinstance(error, PermissionError):
        return "allow reading it, for example with chmod +r"
    return "check the disk, or copy the file elsewhere"
