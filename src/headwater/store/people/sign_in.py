"""Signing in: one password for the household, and a session for each browser that gave it.

The password is kept as Argon2id, a session's token as its SHA-256: it has 256 random bits, so nothing slower is needed.
"""

import hashlib
import secrets
import threading
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from headwater.model.errors import HeadwaterError
from headwater.model.people import SignedIn
from headwater.store.people.people import People
from headwater.store.people.schema import passwords, sessions
from headwater.store.records import time_from, time_text
from headwater.store.upserting import upsert

# NIST SP 800-63B, 5.1.1.2; the most is there so that nobody makes us hash a book.
LEAST_CHARACTERS, MOST_CHARACTERS = 8, 1_000

# A session ends when it was not used for so long, and at the latest a year after it began.
_IDLE, _LONGEST = timedelta(days=30), timedelta(days=365)
# So that reading a page writes nothing: when a session was used is known to the hour.
_NOTED_EVERY = timedelta(hours=1)
# A household's devices; whoever signs in once more ends the session that was used longest ago.
_MOST_SESSIONS = 50

_TOKEN_BYTES = 32

# Of a password that nobody knows: to check against it takes as long as against the one that is set.
_HASHER = PasswordHasher()  # RFC 9106's second choice: 64 MiB, three passes
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

# One at a time, or many tries at once would take 64 MiB each.
_CHECKING = threading.Lock()


class PasswordError(HeadwaterError):
    """A password that can't be set; says why."""


class SignIn:
    """The door of what people keep: passwords and sessions. Raises StoreError as `People` does."""

    def __init__(self, people: People) -> None:
        self._people = people

    def has_password(self, person: str) -> bool:
        """Whether a password is set, so that whoever reads has to sign in."""
        with self._people.read() as connection:
            return _hash_of(connection, person) is not None

    def set_password(self, person: str, password: str, *, now: datetime) -> None:
        """Set or change it; every session ends. Raises PasswordError for one that is too short or too long."""
        if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
            raise PasswordError(
                f"the password has {len(password):,} characters; it needs {LEAST_CHARACTERS} to {MOST_CHARACTERS:,}"
            )
        row = upsert(passwords).values(person=person, hash=_hashed(password), set_at=time_text(now))
        put = row.on_conflict_do_update(
            index_elements=["person"], set_={"hash": row.excluded.hash, "set_at": row.excluded.set_at}
        )
        with self._people.write() as connection:
            connection.execute(put)
            _end_all(connection, person)

    def clear_password(self, person: str) -> bool:
        """Take the password away, so that nobody has to sign in; every session ends. Whether there was one."""
        with self._people.write() as connection:
            _end_all(connection, person)
            return connection.execute(delete(passwords).where(passwords.c.person == person)).rowcount > 0

    def sign_in(self, person: str, password: str, *, now: datetime, before: str | None = None) -> str | None:
        """The token of a new session; None where the password is another, or none is set.

        Takes as long in each case. `before` is the token that the browser had: its session ends. How often a peer
        may try is for the caller to ask of `throttling.Tries`.
        """
        with self._people.read() as connection:
            known = _hash_of(connection, person)
        if not _matches(known or _NOBODYS, password) or known is None:
            return None
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        anew = _hashed(password) if _HASHER.check_needs_rehash(known) else None
        with self._people.write() as connection:
            if _hash_of(connection, person) != known:
                return None  # it was changed meanwhile
            if anew:
                own = passwords.c.person == person
                connection.execute(update(passwords).where(own).values(hash=anew))
            if before is not None:
                _end(connection, before)
            _begin(connection, person, token, now)
        return token

    def session(self, token: str, *, now: datetime) -> SignedIn | None:
        """The session of a token, which is used now; None where there is none, or it has ended."""
        with self._people.read() as connection:
            found = _session(connection, token)
        if found is None or found.expires_at <= now:
            return None
        if now - found.used_at < _NOTED_EVERY:
            return found
        with self._people.write() as connection:
            known = sessions.c.token == _known_as(token)
            expires = time_text(min(now + _IDLE, found.made_at + _LONGEST))
            connection.execute(
                update(sessions).where(known).values(used_at=time_text(now), expires_at=expires)
            )
            return _session(connection, token)

    def sessions(self, person: str) -> tuple[SignedIn, ...]:
        """The person's sessions, those that have expired too, used last first."""
        own = select(sessions).where(sessions.c.person == person)
        with self._people.read() as connection:
            rows = connection.execute(own.order_by(sessions.c.used_at.desc(), sessions.c.token)).all()
        return tuple(_signed_in(row) for row in rows)

    def sign_out(self, token: str) -> None:
        """End a session; one that has ended stays so."""
        with self._people.write() as connection:
            _end(connection, token)

    def sign_out_everywhere(self, person: str) -> None:
        """End all the person's sessions."""
        with self._people.write() as connection:
            _end_all(connection, person)


def _hash_of(connection: Connection, person: str) -> str | None:
    return connection.execute(select(passwords.c.hash).where(passwords.c.person == person)).scalar()


def _begin(connection: Connection, person: str, token: str, now: datetime) -> None:
    """A new session, in the place of those that have expired, and of the oldest where there are many."""
    own = sessions.c.person == person
    connection.execute(delete(sessions).where(own, sessions.c.expires_at <= time_text(now)))
    newest = select(sessions.c.token).where(own).order_by(sessions.c.used_at.desc(), sessions.c.token)
    old = list(connection.execute(newest.offset(_MOST_SESSIONS - 1)).scalars())
    connection.execute(delete(sessions).where(sessions.c.token.in_(old)))
    row = {
        "token": _known_as(token),
        "person": person,
        "made_at": time_text(now),
        "used_at": time_text(now),
        "expires_at": time_text(now + _IDLE),
    }
    connection.execute(insert(sessions), row)


def _session(connection: Connection, token: str) -> SignedIn | None:
    found = connection.execute(select(sessions).where(sessions.c.token == _known_as(token))).one_or_none()
    return _signed_in(found) if found else None


def _signed_in(row: Row[Any]) -> SignedIn:
    times = time_from(row.made_at), time_from(row.used_at), time_from(row.expires_at)
    return SignedIn(row.person, *times)


def _end(connection: Connection, token: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.token == _known_as(token)))


def _end_all(connection: Connection, person: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.person == person))


def _known_as(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _hashed(password: str) -> str:
    with _CHECKING:
        return _HASHER.hash(_composed(password))


def _matches(known: str, password: str) -> bool:
    if len(password) > MOST_CHARACTERS:
        password = ""  # is none that was set, and takes as long
    try:
        with _CHECKING:
            return _HASHER.verify(known, _composed(password))
    except (VerificationError, InvalidHashError):
        return False


def _composed(password: str) -> bytes:
    """One form for what keyboards write in several (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
