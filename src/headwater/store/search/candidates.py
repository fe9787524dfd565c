"""What matches, with what ranks it and where it belongs."""

from collections.abc import Sequence
from math import inf

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import articles, branches, families
from headwater.store.search.ranking import Ranked
from headwater.store.search.tables import search_documents

_C = search_documents.c
# The bytes as the driver gives them: to look at each value of hundreds of rows takes as long as to read them.
_DOCUMENTS = select(_C.number, _C.article, _C.time, _C.length, type_coerce(_C.weights, NullType())).where(
    is_among(search_documents.c.number, "numbers"), search_documents.c.article.is_not(None)
)
_STORIES = (
    select(articles.c.seq, families.c.story)
    .join(branches, branches.c.article == articles.c.id)
    .join(families, families.c.id == branches.c.family)
    .where(is_among(articles.c.seq, "articles"), families.c.story.is_not(None))
)
_OF_STORIES = (
    select(families.c.story, search_documents.c.number)
    .select_from(families)
    .join(branches, branches.c.family == families.c.id)
    .join(articles, articles.c.id == branches.c.article)
    .join(search_documents, search_documents.c.article == articles.c.seq)
    .where(is_among(families.c.story, "stories"))
)


class Candidates:
    """The documents of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, numbers: Sequence[int], since: float, until: float) -> Ranked:
        """The documents with these numbers whose time lies in `[since, until)`.

        Without those that were revised or removed since, which the index still holds.
        """
        rows = self._connection.execute(_DOCUMENTS, {"numbers": to_json(list(numbers))}).all()
        if since > -inf or until < inf:
            rows = [row for row in rows if since <= row[2] < until]
        return Ranked(*zip(*rows, strict=True)) if rows else Ranked()

    def stories(self, wanted: Sequence[int]) -> dict[int, str]:
        """The stories that these articles, by their row numbers, are in."""
        values = {"articles": to_json(list(wanted))}
        return {row[0]: row[1] for row in self._connection.execute(_STORIES, values).all()}

    def of_stories(self, stories: Sequence[str]) -> dict[int, str]:
        """All documents of these stories: number → story."""
        rows = self._connection.execute(_OF_STORIES, {"stories": to_json(list(stories))}).all()
        return {row[1]: row[0] for row in rows}
