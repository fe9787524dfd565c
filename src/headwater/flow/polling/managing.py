"""What people do with their sources: see how they do, pause, resume, rename, file, remove."""

from dataclasses import replace
from datetime import datetime, timedelta

from headwater.flow.polling.health import SourceReport, report_of
from headwater.intake.net import masked
from headwater.intake.net.proxies import parse_proxy
from headwater.model import PauseReason, Source, address_key
from headwater.model.errors import NotFoundError
from headwater.store import Library, Session

# Articles a day are counted over so long.
_LATELY = timedelta(days=14)
_DAY = timedelta(days=1)


def source_reports(library: Library, now: datetime) -> list[SourceReport]:
    """How all sources do, by folder and name."""
    with library.read() as session:
        states = session.sources.states()
        return [
            report_of(source, states[source.id], _per_day(session, source, now), now)
            for source in session.sources.all()
        ]


def _per_day(session: Session, source: Source, now: datetime) -> float | None:
    """How many articles it brings a day.

    What a source lists at first has come over days or years. Until that lies back it is counted by when its articles
    were published, and not at all (None) where they don't say.
    """
    found = session.items.lately(source.id, now - _LATELY)
    watched = now - (source.added_at or now)
    if watched >= _LATELY:
        return found.entries / (_LATELY / _DAY)
    if not found.entries or found.dated < found.entries:
        return None
    spanned = now - found.oldest if found.oldest else _LATELY
    return found.recent / (min(max(spanned, watched, _DAY), _LATELY) / _DAY)


def source_named(session: Session, name: str) -> Source:
    """The source with this id, address or title, the address with or without its scheme, or the one it moved from.

    Raises NotFoundError, also where several have this title.
    """
    sources, states = session.sources.all(), session.sources.states()
    keys = {address_key(name), address_key(f"https://{name}")}
    moved = {known: address_key(state.moved_from) for known, state in states.items() if state.moved_from}
    for matches in (
        [source for source in sources if source.id == name],
        [source for source in sources if source.key in keys],
        [source for source in sources if moved.get(source.id) in keys],
        [source for source in sources if source.title.casefold() == name.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            addresses = ", ".join(masked(source.url) for source in matches)
            raise NotFoundError(
                f"{name}: {len(matches)} sources are called so ({addresses}); give the address"
            )
    raise NotFoundError(f"{name}: no source has this address, title or id (headwater sources lists them)")


def pause(session: Session, source: Source, now: datetime) -> None:
    """Fetch it no more until it is resumed."""
    session.sources.pause(source.id, PauseReason.PERSON, now)


def resume(session: Session, source: Source, now: datetime) -> None:
    """Fetch it again, now."""
    session.sources.resume(source.id, now)


def remove(session: Session, source: Source) -> None:
    """Watch it no more; its articles stay."""
    session.visits.stop(source.id)
    session.subscriptions.remove(source.id)
    session.sources.remove(source.id)


def rename(session: Session, source: Source, title: str) -> None:
    """Call it otherwise."""
    session.sources.replace(replace(source, title=title))


def file_under(session: Session, source: Source, folder: str) -> Source:
    """Put it into this folder, a path with "/" between folders in one another, or into none (""); the source then."""
    path = "/".join(name for step in folder.split("/") if (name := " ".join(step.split())))
    filed = replace(source, folder=path)
    session.sources.replace(filed)
    return filed


def put_behind(session: Session, source: Source, proxy: str | None) -> None:
    """Fetch it through this proxy from now on, or through none of its own. Raises FetchError for what is no proxy."""
    if proxy is not None:
        parse_proxy(proxy)
    session.sources.replace(replace(source, proxy=proxy))


def read_whole(session: Session, source: Source, full_text: bool) -> None:
    """Fetch the page of each new entry that is a summary from now on, or no more."""
    session.sources.replace(replace(source, full_text=full_text))
