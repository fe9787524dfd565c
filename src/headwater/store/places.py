"""Where a library lies: in a folder, or in a PostgreSQL database that an address names."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from headwater.model.errors import StoreError

_SCHEMES = ("postgresql", "postgres")
_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """The address of a PostgreSQL database, `postgresql://person:password@host:5432/name`.

    As text, and so in every message, its passwords are hidden.
    """

    url: URL

    def __str__(self) -> str:
        secret = {name: _HIDDEN for name in self.url.query if "password" in name}
        shown = self.url.update_query_dict(secret).render_as_string(hide_password=True)
        return shown.replace(quote(_HIDDEN, safe=""), _HIDDEN)

    def __repr__(self) -> str:
        return f"DatabaseAddress({self})"


Place = Path | DatabaseAddress


def folder_of(place: Place) -> Path | None:
    """The data folder, None for a database."""
    return place if isinstance(place, Path) else None


def place_of(named: str | Place) -> Place:
    """The place that `--data` names. Raises StoreError for an address that can't be understood."""
    if not isinstance(named, str):
        return named
    scheme, separator, _ = named.partition("://")
    if not separator:
        return Path(named)
    if scheme not in _SCHEMES:
        raise StoreError(
            f"a library lies in a folder or at a postgresql:// address; it can't lie at one of {scheme}://"
        )
    try:
        url = make_url(named)
    except (ArgumentError, ValueError) as error:
        # The address itself is not repeated: what can't be understood may hold a password anywhere.
        raise StoreError(
            "the postgresql:// address can't be understood; write it as postgresql://person@host:5432/name, "
            "with %xx for characters that mean something in an address"
        ) from error
    return DatabaseAddress(url.set(drivername="postgresql"))
