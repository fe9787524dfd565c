"""A page as it was fetched, and what reading it gave."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.model.article import Article
from headwater.model.errors import InvalidRecordError
from headwater.model.evidence import Evidence
from headwater.model.ids import digest_of, page_id
from headwater.model.words import PageKind


class FetchedBasis(StrEnum):
    """How we know when a page was fetched."""

    FETCH = "fetch"  # we fetched it, or the archive that holds it says when
    GIVEN = "given"  # the person who imported it says so
    FILE_TIME = "file time"  # the file's own time of last change: what a saved page carries


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it was fetched. Never changed.

    `name` is the file name or address it was read from, `content` its bytes after transfer decoding.
    """

    name: str
    content: bytes
    url: str | None = None
    content_type: str | None = None
    fetched_at: datetime | None = None
    fetched_basis: FetchedBasis = FetchedBasis.FETCH

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise InvalidRecordError(f"page {self.name}: fetched_at {self.fetched_at} has no time zone")

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return digest_of(self.content)

    @property
    def id(self) -> str:
        """The same for the same content at the same address."""
        return page_id(self.url, self.content)


@dataclass(frozen=True, slots=True)
class PageReading:
    """The articles found on a page, in the order they stand on it."""

    kind: PageKind
    articles: tuple[Article, ...] = ()
    title: str | None = None
    evidence: tuple[Evidence, ...] = ()
