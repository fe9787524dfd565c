"""What an import is told, what it says while it runs, and what it gives back."""

from dataclasses import dataclass, field
from datetime import datetime

from headwater.intake import FileOptions
from headwater.model.publisher import Publishers
from headwater.model.views import QuarantineEntry


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports says.

    `fetched_at` (aware) is for files about which nothing better is known; `content_type` and `charset`
    override what a file's name says. `publishers` is the directory to resolve credits by; None takes the built-in one.
    """

    fetched_at: datetime | None = None
    content_type: str | None = None
    charset: str | None = None
    publishers: Publishers | None = None

    @property
    def of_files(self) -> FileOptions:
        """What of this is about the files."""
        return FileOptions(self.fetched_at, self.content_type, self.charset)


NOTHING_SAID = ImportOptions()


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Said after each input: how many were done, and the name of the newest."""

    inputs: int
    articles: int
    failures: int
    name: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `pages_known` were imported before and are left as they are.

    `articles_revised` are those that an address was known to hold and that say something now that they were never
    seen to say; `articles_seen_again` say what was known. Each page that holds one counts.
    """

    pages_new: int = 0
    pages_known: int = 0
    articles_new: int = 0
    articles_revised: int = 0
    articles_seen_again: int = 0
    failures: tuple[QuarantineEntry, ...] = field(default=())

    @property
    def inputs(self) -> int:
        return self.pages_new + self.pages_known + len(self.failures)
