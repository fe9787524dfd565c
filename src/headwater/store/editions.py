"""The editions of the front page: which stories are in which, kept in step with the stories' cards."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from headwater.model.edition import editions_of
from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import articles, branches, families, stories
from headwater.store.shelf_tables import shelvings, story_editions
from headwater.store.upserting import upsert

_Row = tuple[str, str]

# Built once: to build a statement takes longer than to run it.
_OF_STORY = select(story_editions.c.edition, story_editions.c.latest).where(
    story_editions.c.story == bindparam("of_story")
)
_REMOVE = delete(story_editions).where(
    story_editions.c.edition == bindparam("of_edition"),
    story_editions.c.latest == bindparam("at"),
    story_editions.c.story == bindparam("of_story"),
)
_ADD = insert(story_editions)
_ADD_MISSING = upsert(story_editions).on_conflict_do_nothing()
_OF_ARTICLES = (
    select(articles.c.language, shelvings.c.countries, stories.c.id, stories.c.latest)
    .select_from(shelvings)
    .join(articles, articles.c.seq == shelvings.c.article)
    .join(branches, branches.c.article == articles.c.id)
    .join(families, families.c.id == branches.c.family)
    .join(stories, stories.c.id == families.c.story)
    .where(is_among(shelvings.c.article, "wanted"))
)


def put_in_editions(connection: Connection, story: str, latest: str, editions: Iterable[str]) -> None:
    """Let the story be in these editions and in no other; without any where it is gone. Writes only what is new."""
    stored = {tuple(row) for row in connection.execute(_OF_STORY, {"of_story": story})}
    wanted = {(edition, latest) for edition in editions}
    if left := stored - wanted:
        rows = [{"of_edition": row[0], "at": row[1], "of_story": story} for row in sorted(left)]
        connection.execute(_REMOVE, rows)
    if new := wanted - stored:
        rows = [{"edition": row[0], "latest": row[1], "story": story} for row in sorted(new)]
        connection.execute(_ADD, rows)


def add_to_editions(connection: Connection, numbers: Sequence[int]) -> None:
    """Put the stories of articles, given by row number, that were only now shelved into these articles' editions."""
    rows = [
        {"edition": edition, "latest": row.latest, "story": row.id}
        for row in connection.execute(_OF_ARTICLES, {"wanted": to_json(list(numbers))}).all()
        for edition in editions_of(row.language, row.countries.split())
    ]
    if rows:
        connection.execute(_ADD_MISSING, rows)
