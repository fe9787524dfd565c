"""What a disk or a database says, as our error: what was tried, where, and what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from headwater.model.errors import StoreError
from headwater.store.database import Database

# What a disk or a database raises.
FAULTS = (DBAPIError, OSError, sqlite3.Error)

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def reported(database: Database, what: str) -> Iterator[None]:
    """Turn what the disk or the database says into a StoreError that begins with what failed."""
    try:
        yield
    except DBAPIError as error:
        first = _first(error)
        raise _failure(database, what, str(first.orig), database.advice(first)) from error
    except OSError as error:
        advice = "make room on the disk" if error.errno in _NO_ROOM else ""
        raise _failure(database, what, str(error), advice) from error
    except sqlite3.Error as error:
        raise _failure(database, what, str(error), "") from error


def _failure(database: Database, what: str, said: str, advice: str) -> StoreError:
    todo = f"; {advice}, then run it again" if advice else ""
    return StoreError(f"{database.name}: {what} ({said.strip()}){todo}")


def _first(error: DBAPIError) -> DBAPIError:
    """What went wrong first: where a full disk ended a transaction, to undo a part of it fails too, and says less."""
    first, before = error, error.__context__
    while before is not None:
        if isinstance(before, DBAPIError):
            first = before
        before = before.__context__
    return first
