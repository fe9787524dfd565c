"""What a search for sources gives: what was found, what was asked, and what each address answered."""

from dataclasses import dataclass
from datetime import datetime

from headwater.model import Source, SourceKind
from headwater.model.errors import HeadwaterError
from headwater.reading.discovery import Sighting, Subscriptions, Weighed, name_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One address that was asked, and its answer in words. Secrets in the address are masked."""

    url: str
    answer: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The sources that an input may mean, the best first, or the list of subscriptions that it is.

    `good` counts the leading sources that may be taken without asking: more than one asks for a choice.
    """

    given: str
    sources: tuple[Weighed, ...] = ()
    good: int = 0
    page: Sighting | None = None
    subscriptions: Subscriptions | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the person who adds says of the source; None leaves it to what was found."""

    title: str | None = None
    folder: str = ""
    full_text: bool | None = None
    proxy: str | None = None


class NoSourceError(HeadwaterError):
    """Nothing to watch was found. The message says what was tried and what each address answered."""

    def __init__(self, given: str, reason: str, asked: tuple[Asked, ...], advice: str) -> None:
        self.given, self.reason, self.asked, self.advice = given, reason, asked, advice
        tried = "".join(f"\n    {one.url}: {one.answer}" for one in asked)
        super().__init__(f"{given}: {reason} ({advice})" + (f"\n  tried:{tried}" if tried else ""))


def source_of(found: Weighed, options: SourceOptions, *, full_text: bool | None, now: datetime) -> Source:
    """The source to watch for what was found, under what the person says of it.

    `full_text` is what sampling its entries gave, None where they did not tell. Sitemaps and pages that only lead to
    articles always need theirs fetched.
    """
    leads = found.kind in (SourceKind.SITEMAP, SourceKind.PAGE) and not found.full_texts
    wanted = options.full_text if options.full_text is not None else (leads or full_text)
    return Source(
        url=found.candidate.url,
        kind=found.kind,
        title=options.title if options.title is not None else name_of(found),
        folder=options.folder,
        language=found.language,
        full_text=wanted,
        proxy=options.proxy,
        added_at=now,
    )
