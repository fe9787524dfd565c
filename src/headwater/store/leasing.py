"""Leases on rows: (owner, until), so that several processes share what is due and no row is anybody's for good."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Column, ColumnElement, Connection, Table, Update, bindparam, or_, update

from headwater.store.records import time_text

# No lease is given for longer. One that ends later was given by a clock that was wrong, and binds nobody.
LONGEST_LEASE = timedelta(minutes=15)


def is_free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Whether a row is leased to nobody at this time."""
    until = table.c.lease_until
    return or_(until.is_(None), until <= time_text(now), until > time_text(now + LONGEST_LEASE))


class Leases:
    """The leases on one table's rows, which this column names, in one transaction."""

    def __init__(self, connection: Connection, table: Table, name: Column[str]) -> None:
        self._connection, self._table, self._name = connection, table, name

    def take(self, owner: str, rows: Iterable[str], until: datetime) -> None:
        """Lease rows that are free: writers come one after the other, so nobody has taken them since that was asked."""
        taken = update(self._table).where(self._name.in_(list(rows)))
        self._connection.execute(taken.values(lease_owner=owner, lease_until=time_text(until)))

    def renew(self, owner: str, rows: Iterable[str], until: datetime) -> None:
        """Hold the rows for longer that are still this owner's."""
        own = update(self._table).where(self._name.in_(list(rows)), self._table.c.lease_owner == owner)
        self._connection.execute(own.values(lease_until=time_text(until)))

    def release(self, owner: str, rows: Iterable[str]) -> None:
        """Give back the rows that are still this owner's."""
        own = update(self._table).where(self._name.in_(list(rows)), self._table.c.lease_owner == owner)
        self._connection.execute(own.values(lease_owner=None, lease_until=None))

    def finish(self, owner: str, row: str, values: Mapping[str, object]) -> bool:
        """Change a row that is still this owner's; whether it was."""
        given = {**values, "finished_row": row, "finished_owner": owner}
        return self._connection.execute(_finishing(self._table, self._name), given).rowcount == 1


@cache
def _finishing(table: Table, name: Column[str]) -> Update:
    """Built once a table, for each fetch ends with it: to build a statement takes longer than to run it."""
    mine = table.c.lease_owner == bindparam("finished_owner")
    return update(table).where(name == bindparam("finished_row"), mine)
