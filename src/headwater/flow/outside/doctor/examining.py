"""One examination: from whether the library can be reached at all to what its sources say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.flow.outside.doctor import fetching, keeping, people, server
from headwater.flow.outside.doctor.findings import BACKUP, Finding, Setting, Weight, fine, note, trouble
from headwater.model.errors import StoreError, told_fault
from headwater.store import Session, open_library
from headwater.store.opening import database_at
from headwater.store.places import Place, folder_of
from headwater.store.schema import HEAD

# Before this program was written nobody ran it.
_EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Examination:
    """The settings in force and what was found."""

    settings: tuple[Setting, ...]
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return all(finding.weight is not Weight.TROUBLE for finding in self.findings)


def examine(place: Place, settings: Iterable[Setting], *, now: datetime, deep: bool) -> Examination:
    """Look at everything; nothing is changed, not even upgraded. With `deep` every byte is read."""
    return Examination(tuple(settings), tuple(_findings(place, now, deep=deep)))


def _findings(place: Place, now: datetime, *, deep: bool) -> Iterator[Finding]:
    if now < _EARLIEST:
        yield trouble("clock", f"this machine's clock says {now:%Y-%m-%d}", "set it, best by NTP")
    found = _reached(place)
    yield found
    if found.weight is not Weight.FINE:
        return
    folder = folder_of(place)
    if folder is not None:
        yield from keeping.permissions(folder)
    yield from _asked(place, now, deep=deep)
    yield from people.kept(place, deep=deep)


def _reached(place: Place) -> Finding:
    try:
        version = database_at(place).version()
    except Exception as error:  # noqa: BLE001  # whatever keeps it from being reached is the finding
        said = str(error) if isinstance(error, StoreError) else told_fault(error)
        return trouble(
            str(place),
            f"the library can't be reached: {said}",
            "see that it is there, and to whom it belongs",
        )
    if version is None:
        return trouble(
            str(place),
            "there is no library here yet",
            "make one: headwater add URL, or headwater import PATH",
        )
    if version > HEAD:
        return trouble(
            str(place),
            f"a newer headwater wrote it (schema {version}; this knows {HEAD})",
            "upgrade headwater",
        )
    if version < HEAD:
        todo = "back it up, then run any other command, which upgrades it"
        return note(str(place), f"an older headwater wrote it (schema {version}; this makes it {HEAD})", todo)
    return fine(str(place), f"the library is reached, with schema {version}")


def _asked(place: Place, now: datetime, *, deep: bool) -> Iterator[Finding]:
    """What the library itself says; each question apart, so that one that fails hides no other."""
    folder = folder_of(place)
    questions: tuple[Callable[[Session], Iterable[Finding]], ...] = (
        lambda session: (server if folder is None else keeping).database(session, deep=deep),
        lambda session: keeping.archive(session, deep=deep),
        lambda session: keeping.room(session, folder, now),
        *((server.room,) if folder is None else ()),
        lambda session: keeping.hanging(session, folder),
        lambda session: fetching.queue(session, now),
        lambda session: fetching.sources(session, now),
        fetching.quarantine,
        keeping.versions,
    )
    try:
        with open_library(place) as library:
            for question in questions:
                try:
                    with library.read() as session:
                        yield from list(question(session))
                except StoreError as error:
                    yield trouble("database", str(error), BACKUP)
    except StoreError as error:
        yield trouble("database", str(error), BACKUP)
