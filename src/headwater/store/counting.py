"""How much a library holds, told in one question: the front page asks for it."""

from sqlalchemy import Connection, func, select

from headwater.model.views import Counts
from headwater.store.quarantine import IS_OPEN
from headwater.store.schema import articles, library_state, pages, quarantine

# Pages and articles are numbered without holes, and none is ever removed.
_COUNTS = select(
    select(func.coalesce(func.max(pages.c.seq), 0)).scalar_subquery(),
    select(func.coalesce(func.max(articles.c.seq), 0)).scalar_subquery(),
    library_state.c.families,
    library_state.c.stories,
    select(func.count()).select_from(quarantine).where(IS_OPEN).scalar_subquery(),
)


def counts_of(connection: Connection) -> Counts:
    """How much is stored."""
    return Counts(*connection.execute(_COUNTS).one())
