"""How each derived record came to be."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from headwater.model.evidence import Evidence, Trace
from headwater.store.among import is_among
from headwater.store.records import packed, to_json, unpacked
from headwater.store.schema import branches, traces
from headwater.store.upserting import upsert

# Built once: to build a statement takes longer than to run it.
_ROW = upsert(traces)
_SAVE = _ROW.on_conflict_do_update(
    index_elements=["record", "stage", "version"],
    set_={"inputs": _ROW.excluded.inputs, "evidence": _ROW.excluded.evidence},
)
_MEMBERS = (
    select(branches.c.family, branches.c.article)
    .where(is_among(branches.c.family, "wanted"))
    .order_by(branches.c.family, branches.c.place)
)
_OF = select(traces).where(is_among(traces.c.record, "wanted")).order_by(traces.c.stage, traces.c.version)


class Traces:
    """The traces of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, record: str, trace: Trace) -> None:
        """Say how a record came to be; the same stage and version deriving it again takes the place.

        What a family came from are its members: with it they need not be given.
        """
        values = {"inputs": list(trace.inputs), "evidence": packed(trace.evidence)}
        row = {"record": record, "stage": trace.stage, "version": trace.version, **values}
        self._connection.execute(_SAVE, row)

    def of(self, records: Iterable[str]) -> tuple[Trace, ...]:
        """The traces of these records, in the order of the records, then of the stages' names."""
        wanted = list(records)
        asked = {"wanted": to_json(wanted)}
        rows = sorted(self._connection.execute(_OF, asked), key=lambda row: wanted.index(row.record))
        members: dict[str, list[str]] = {}
        for row in self._connection.execute(_MEMBERS, asked):
            members.setdefault(row.family, []).append(row.article)
        return tuple(
            Trace(
                row.stage,
                row.version,
                tuple(members.get(row.record, row.inputs)),
                tuple(unpacked(Evidence, reason) for reason in row.evidence),
            )
            for row in rows
        )
