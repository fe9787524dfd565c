"""What an import is told, what it says while it runs, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from headwater.flow.isolated.limits import DEFAULT_LIMITS, ReadingLimits
from headwater.flow.isolated.reader import READ_PAGE
from headwater.intake import FileOptions
from headwater.model.publisher import Publishers
from headwater.model.views import QuarantineEntry


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports says.

    `fetched_at` (aware) is for files about which nothing better is known; `content_type` and `charset`
    override what a file's name says. `publishers` is the directory to resolve credits by; None takes the built-in one.
    `workers` processes read pages within `limits`, and archives ahead; 0 reads in this process, without limits.
    `cluster` is the address of a Dask scheduler whose workers read archives in the place of processes here.
    `function` is what reads, as `module:name`, in those processes; `part_pages` are those that a worker reads of an
    archive file before it hands them over.
    """

    fetched_at: datetime | None = None
    content_type: str | None = None
    charset: str | None = None
    publishers: Publishers | None = None
    workers: int = 0
    cluster: str | None = None
    limits: ReadingLimits = DEFAULT_LIMITS
    function: str = READ_PAGE
    part_pages: int = 200

    @property
    def of_files(self) -> FileOptions:
        """What of this is about the files."""
        return FileOptions(self.fetched_at, self.content_type, self.charset)


NOTHING_SAID = ImportOptions()


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Said after each input: how many were done, and the name of the newest.

    Of archive files also how many of their bytes are done, of how many; 0 of 0 where there are none.
    """

    inputs: int
    articles: int
    failures: int
    name: str
    bytes_done: int = 0
    bytes_total: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `pages_known` were imported before and are left as they are.

    `articles_revised` are those that an address was known to hold and that say something now that they were never
    seen to say; `articles_seen_again` say what was known. Each page that holds one counts. `files_known` are archive
    files that were imported before. `left_out` counts records of archive files that are no pages, by what they are.
    """

    pages_new: int = 0
    pages_known: int = 0
    articles_new: int = 0
    articles_revised: int = 0
    articles_seen_again: int = 0
    failures: tuple[QuarantineEntry, ...] = field(default=())
    files_known: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def inputs(self) -> int:
        return self.pages_new + self.pages_known + len(self.failures)
