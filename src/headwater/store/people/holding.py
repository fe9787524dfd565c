"""Which articles somebody has marked, so that their pages stay whatever their age."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from headwater.model.people import FollowedStory
from headwater.model.words import SubjectKind
from headwater.store.people.facts import Facts
from headwater.store.people.registers import Aspect
from headwater.store.people.schema import state
from headwater.store.records import unpacked

# Values that a statement names at a time.
_BATCH = 500

_SAVED = (Aspect.SAVED.value, Aspect.LATER.value)


def held(connection: Connection, facts: Facts, names: Collection[str]) -> set[str]:
    """Those of these articles that anybody saved, wants to read later or highlighted, or whose story they follow."""
    listed = sorted(names)
    found = set[str]()
    for start in range(0, len(listed), _BATCH):
        found |= _marked(connection, listed[start : start + _BATCH])
    followed = _followed(connection)
    stories = set(facts.found_now(followed).values())
    found.update(name for name, story in facts.story_of(names).items() if story in stories)
    # What a followed story held may lie in several stories since.
    once = {article for was in followed.values() if was for article in was.articles}
    return found | once.intersection(names)


def _marked(connection: Connection, names: list[str]) -> set[str]:
    saved = select(state.c.subject).where(
        state.c.subject_kind == SubjectKind.ARTICLE.value,
        state.c.subject.in_(names),
        state.c.aspect.in_(_SAVED),
        state.c.is_on,
    )
    highlighted = select(state.c.article).where(state.c.article.in_(names), state.c.is_on)
    return set(connection.execute(saved.union(highlighted)).scalars())


def _followed(connection: Connection) -> dict[str, FollowedStory | None]:
    query = select(state.c.subject, state.c.value).where(
        state.c.subject_kind == SubjectKind.STORY.value,
        state.c.aspect == Aspect.FOLLOWED.value,
        state.c.is_on,
    )
    return {
        row.subject: unpacked(FollowedStory, row.value) if row.value else None
        for row in connection.execute(query)
    }
