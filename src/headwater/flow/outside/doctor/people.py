"""Is what people did there, and whole?"""

from collections.abc import Iterator

from headwater.flow.outside.doctor.findings import BACKUP, Finding, fine, note, trouble
from headwater.model.errors import StoreError
from headwater.store import FAULTS
from headwater.store.opening import database_at
from headwater.store.overview import Overview
from headwater.store.parts import PEOPLE
from headwater.store.people import open_people
from headwater.store.people.schema import HEAD
from headwater.store.places import Place, folder_of

_WHERE = "what people do"


def kept(place: Place, *, deep: bool) -> Iterator[Finding]:
    """What its schema and its database say; nothing is changed, not even upgraded. PostgreSQL is asked by `server`."""
    try:
        version = database_at(place, PEOPLE).version()
        if version is None:
            yield fine(_WHERE, "nobody has done anything yet")
        elif version > HEAD:
            said = f"a newer headwater wrote it (schema {version}; this knows {HEAD})"
            yield trouble(_WHERE, said, "upgrade headwater")
        elif version < HEAD:
            yield note(_WHERE, f"its schema is {version}; this headwater makes it {HEAD}", "back it up")
        elif folder_of(place) is None:
            yield fine(_WHERE, f"it is reached, with schema {version}")
        else:
            yield from _read(place, deep=deep)
    except (StoreError, *FAULTS) as error:
        yield trouble(_WHERE, f"it can't be read: {error}", BACKUP)


def _read(place: Place, *, deep: bool) -> Iterator[Finding]:
    with open_people(place) as people, people.read() as connection:
        broken = Overview(connection).broken(deep=deep)
    for said in broken:
        yield trouble(_WHERE, said, BACKUP)
    if not broken:
        yield fine(_WHERE, "it is whole" if deep else "it looks whole (--deep reads all of it)")
