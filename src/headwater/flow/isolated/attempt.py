"""Reading a page for the library: not again what is read, and not for ever what kills its reader."""

from headwater.flow.isolated.limits import TRIES
from headwater.flow.isolated.pool import ReaderPool
from headwater.model import Page, PageReading
from headwater.model.errors import PoisonPageError, UnreadableError
from headwater.store import Library


def read_for(library: Library, readers: ReaderPool, page: Page) -> PageReading | UnreadableError | None:
    """What `PageTaker.take` wants as `reading`: the reading, why there is none, None for a page that is read already.

    To be called outside any transaction that writes: reading may take its time. A poison page is tried three times
    in all, however often it comes; after that the error that is known is given, which counts as no further try.
    """
    with library.read() as session:
        stored = session.pages.find(page.id)
    if stored and stored.is_read:
        return None
    try:
        return read_unless_poison(library, readers, page)
    except UnreadableError as error:
        return error


def read_unless_poison(library: Library, readers: ReaderPool, page: Page) -> PageReading:
    """The articles of a page, also of one that is read already, as long as it is not known to kill its reader.

    Raises UnreadableError; for a page that was tried three times the PoisonPageError that is known, at no further try.
    """
    with library.read() as session:
        known = session.quarantine.poison(page.id)
    if known and known.tries >= TRIES:
        raise PoisonPageError(page.name, known.reason, known.advice, tries=0)
    return readers.read(page, tries=TRIES - (known.tries if known else 0))
