"""Adding what was found to the library: a source is watched once, however often it is added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.model import Source, address_key
from headwater.model.errors import InvalidRecordError
from headwater.reading.discovery import BadOutline, Outline, Subscriptions
from headwater.store import Library

# Sources in a transaction: about a second.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class AddedSource:
    """A source that is watched now; `is_new` is False where it was watched before, and is as it was."""

    source: Source
    is_new: bool


@dataclass(frozen=True, slots=True)
class AddedList:
    """What became of a list of subscriptions. `repeated` stood in it more than once."""

    added: tuple[Source, ...] = ()
    known: tuple[Source, ...] = ()
    bad: tuple[BadOutline, ...] = ()
    repeated: int = 0


def add_source(library: Library, source: Source, *, now: datetime) -> AddedSource:
    """Watch a source. Raises StoreError when the library can't be written."""
    with library.write(of_articles=False, lasting=True) as session:
        known = session.sources.at(source.key)
        return AddedSource(known or session.sources.add(source, now), is_new=known is None)


def add_subscriptions(
    library: Library,
    subscriptions: Subscriptions,
    *,
    folder: str = "",
    full_text: bool | None = None,
    proxy: str | None = None,
    now: datetime,
) -> AddedList:
    """Watch all that a list of subscriptions names, as it names it; nothing is fetched.

    A few hundred at a time, so that nobody else who writes waits long; broken off and given again it goes on. Those
    that stand in no folder are filed under `folder`; `full_text` and `proxy` are those of all that are new. Where
    `full_text` is None, what each gives when it is polled first decides. What can't be taken is in the answer with its
    reason.
    """
    added: list[Source] = []
    known: list[Source] = []
    bad = list(subscriptions.bad)
    with library.read() as session:
        watched = {source.key: source for source in session.sources.all()}
    for start in range(0, len(subscriptions.outlines), _AT_ONCE):
        with library.write(of_articles=False, lasting=True) as session:
            for outline in subscriptions.outlines[start : start + _AT_ONCE]:
                if before := watched.get(address_key(outline.url)):
                    known.append(before)
                    continue
                try:
                    source = replace(_source(outline, folder, now), full_text=full_text, proxy=proxy)
                    added.append(session.sources.add(source, now))
                except InvalidRecordError as error:
                    bad.append(_bad(outline, error))
    return AddedList(tuple(added), tuple(known), tuple(bad), subscriptions.repeated)


def unusable(subscriptions: Subscriptions, now: datetime) -> tuple[BadOutline, ...]:
    """What of a list can't be watched, with the reasons, as `add_subscriptions` finds it; nothing is added."""
    bad = list(subscriptions.bad)
    for outline in subscriptions.outlines:
        try:
            _source(outline, "", now)
        except InvalidRecordError as error:
            bad.append(_bad(outline, error))
    return tuple(bad)


def _bad(outline: Outline, error: InvalidRecordError) -> BadOutline:
    return BadOutline(outline.title or outline.url, str(error))


def all_sources(library: Library) -> Iterable[Source]:
    """Every source that is watched, by folder and name."""
    with library.read() as session:
        return session.sources.all()


def _source(outline: Outline, folder: str, now: datetime) -> Source:
    return Source(
        url=outline.url,
        kind=outline.kind,
        title=outline.title,
        folder=outline.folder or folder,
        language=outline.language,
        added_at=now,
    )
