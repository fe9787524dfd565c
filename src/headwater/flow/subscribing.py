"""Sources as a page adds them: what an address may mean, shown before anything is watched; lists in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from headwater.flow.adding import AddedList, AddedSource, Finding, add_source, add_subscriptions, find_sources
from headwater.flow.adding.taking import all_sources
from headwater.flow.means import Means
from headwater.intake.net import Fetcher, masked
from headwater.model import Moment, Page, Source, SourceKind
from headwater.model.errors import UnreadableError
from headwater.reading.discovery import MAX_OPML_BYTES, Weighed, name_of, read_opml, write_opml
from headwater.store import Library

__all__ = [
    "MAX_OPML_BYTES",
    "Headline",
    "Offer",
    "Offers",
    "find_offers",
    "subscribe",
    "subscribe_list",
    "subscriptions",
]


MOST_LIST_BYTES = MAX_OPML_BYTES
"""Of a list of subscriptions."""


@dataclass(frozen=True, slots=True)
class Headline:
    """An article of a source, before the source is watched."""

    title: str
    published: Moment | None
    words: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that may be meant. `problem` says why it is none; `is_good` that it may be taken without a thought."""

    url: str
    kind: SourceKind
    title: str
    language: str | None
    articles: int
    full_texts: int
    newest: Moment | None
    headlines: tuple[Headline, ...]
    problem: str
    is_comments: bool
    is_good: bool
    has_summaries_only: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """What an address or a name may mean, best first; `asked` are addresses that gave nothing, with their answers."""

    given: str
    offers: tuple[Offer, ...]
    asked: tuple[tuple[str, str], ...]
    listed: int = 0  # how many sources a list of subscriptions at the address names


async def find_offers(text: str, means: Means, *, now: datetime) -> Offers:
    """What `text` may mean: an address in any form, a channel, a publisher's name.

    Raises IntakeError, NoSourceError, as `find_sources` does.
    """

    async def search(fetcher: Fetcher) -> Finding:
        return await find_sources(text, fetcher, means.publishers, now=now)

    finding = await means.outside(search)
    return Offers(
        given=masked(finding.given),
        offers=tuple(_offer(found, now) for found in finding.sources),
        asked=tuple((one.url, one.answer) for one in finding.asked),
        listed=len(finding.subscriptions.outlines) if finding.subscriptions else 0,
    )


def _offer(found: Weighed, now: datetime) -> Offer:
    return Offer(
        url=found.candidate.url,
        kind=found.kind,
        title=name_of(found),
        language=found.language,
        articles=found.articles,
        full_texts=found.full_texts,
        newest=found.newest,
        headlines=tuple(Headline(each.title, each.published, each.words) for each in found.previews),
        problem=found.problem,
        is_comments=found.is_comments,
        is_good=found.is_good(now),
        has_summaries_only=found.has_summaries_only,
    )


def subscribe(library: Library, source: Source, *, now: datetime) -> AddedSource:
    """Watch a source from now on, or find that it is watched; see `add_source`."""
    return add_source(library, source, now=now)


def subscribe_list(library: Library, name: str, content: bytes, *, now: datetime) -> AddedList:
    """Watch all that a list of subscriptions (OPML) names. Raises UnreadableError for what is no such list."""
    if len(content) > MOST_LIST_BYTES:
        raise UnreadableError(
            name,
            f"{len(content) / 1_000_000:.0f} MB are more than a list of subscriptions may have "
            f"({MOST_LIST_BYTES // 1_000_000} MB)",
            "split it: each part is a list of its own",
        )
    return add_subscriptions(library, read_opml(Page(name, content)), now=now)


def subscriptions(sources: Iterable[Source]) -> str:
    """Sources as a list that any reader takes (OPML 2.0), with their folders."""
    return write_opml(sources)


def watched(library: Library) -> Iterable[Source]:
    """Every source that is watched, by folder and name."""
    return all_sources(library)
