"""How each derived record came to be."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from headwater.model.evidence import Evidence, Trace
from headwater.store.records import packed, unpacked
from headwater.store.schema import branches, traces
from headwater.store.upserting import upsert

# Built once: to build a statement takes longer than to run it.
_ROW = upsert(traces)
_SAVE = _ROW.on_conflict_do_update(
    index_elements=["record", "stage", "version"],
    set_={"inputs": _ROW.excluded.inputs, "evidence": _ROW.excluded.evidence},
)
_MEMBERS = select(branches.c.family, branches.c.article).order_by(branches.c.family, branches.c.place)


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
        query = select(traces).where(traces.c.record.in_(wanted)).order_by(traces.c.stage, traces.c.version)
        rows = sorted(self._connection.execute(query), key=lambda row: wanted.index(row.record))
        members: dict[str, list[str]] = {}
        for row in self._connection.execute(_MEMBERS.where(branches.c.family.in_(wanted))):
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
