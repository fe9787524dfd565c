"""What a page shows of an article: the reading that is expected of it."""

from dataclasses import dataclass, field
from datetime import datetime

from .writing import Written


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An article as it can be read from one page; None is what the page doesn't say."""

    article: Written
    kind: str
    title: str | None
    paragraphs: tuple[str, ...]
    credit: str | None
    standfirst: str | None = None
    earliest: datetime | None = None
    latest: datetime | None = None
    category: str | None = None
    hashtags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A page's file, what the manifest says of it, and what stands on it."""

    file: str
    content: str
    kind: str
    shape: str
    fetched_at: datetime
    content_type: str
    url: str | None = None
    shown: tuple[Shown, ...] = field(default=())
