"""What an import remembers of stored articles and edges: facts, which a transaction appends and none changes."""

from collections.abc import Iterable, Sequence

from headwater.model import Article, Edge
from headwater.store import Session

# Articles remembered, with the edges found when they came: some 100 MB of long articles.
MOST = 2000


class Recalled:
    """Articles and edges that were needed lately, so that a family that grows is not read whole again.

    Nothing of a transaction that was undone may stay: forget it then.
    """

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._edges: dict[str, dict[str, Edge]] = {}

    def forget(self) -> None:
        self._articles.clear()
        self._edges.clear()

    def articles(self, session: Session, wanted: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are stored, by id, in the order asked for."""
        names = list(wanted)
        self._make_room()
        if missing := [name for name in names if name not in self._articles]:
            self._articles.update(session.articles.many(missing))
        return {name: self._articles[name] for name in names if name in self._articles}

    def edges(self, session: Session, members: Sequence[str]) -> tuple[Edge, ...]:
        """The edges that begin or end at any of these articles, in the order of their ends' ids."""
        ends = session.families.touching(members)
        self._make_room()
        # Whole: the edges that begin at an article are those found when it came, and no later one is added.
        missing = sorted({article for article, _ in ends} - self._edges.keys())
        for edge in session.families.edges_from(missing) if missing else ():
            self._edges.setdefault(edge.article, {})[edge.other] = edge
        return tuple(self._edges[article][other] for article, other in ends)

    def _make_room(self) -> None:
        if max(len(self._articles), len(self._edges)) > MOST:
            self.forget()
