"""What a feed says of itself and of each entry, whichever parser read it. Text fields may still hold HTML."""

from dataclasses import dataclass

from headwater.reading.feeds.pictures import FeedPicture

# More than any feed that is polled needs; a feed with more is an archive, to be imported as one.
MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. Times are as the parser gives them: ISO 8601, or as written. `guid` is what the feed calls it."""

    title: str = ""
    url: str | None = None
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    guid: str = ""
    pictures: tuple[FeedPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed: its name, site, language and entries, by the parser named."""

    title: str = ""
    url: str | None = None
    language: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    parser: str = ""
