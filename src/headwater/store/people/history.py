"""The history of what was opened, cleared for good.

To clear it takes the entries away and the acts that made them, so that nothing is left to find. It holds for what was
opened until then, however late that is told: so clearing and opening lead to one state in whatever order they come.
"""

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, update

from headwater.model.words import ActKind
from headwater.store.people.registers import HISTORY, Aspect
from headwater.store.people.schema import acts, state

_CLEARED = select(state.c.at).where(
    state.c.person == bindparam("person"),
    state.c.aspect == Aspect.CLEARED.value,
    state.c.subject == HISTORY,
)
_UNTIL: BindParameter[str] = bindparam("until")
_OPENED = (acts.c.person == bindparam("of_person"), acts.c.kind == ActKind.OPENED.value)
_FORGET_ACTS = delete(acts).where(*_OPENED, acts.c.made_at <= _UNTIL)
_ENTRIES = (state.c.person == bindparam("of_person"), state.c.aspect == Aspect.OPENED.value)
_FORGET = delete(state).where(*_ENTRIES, state.c.at <= _UNTIL)
# Of what was opened again later only those times count.
_LEFT = (
    select(func.count())
    .where(
        acts.c.person == state.c.person,
        acts.c.kind == ActKind.OPENED.value,
        acts.c.subject == state.c.subject,
    )
    .correlate(state)
    .scalar_subquery()
)
_RECOUNT = update(state).where(*_ENTRIES).values(times=_LEFT)


def cleared_at(connection: Connection, person: str) -> str:
    """Until when a person's history was cleared, as times are stored; empty where it never was."""
    return connection.execute(_CLEARED, {"person": person}).scalar() or ""


def clear(connection: Connection, person: str, until: str) -> None:
    """Forget what the person opened until this time."""
    values = {"of_person": person, "until": until}
    connection.execute(_FORGET_ACTS, values)
    connection.execute(_FORGET, values)
    connection.execute(_RECOUNT, {"of_person": person})
