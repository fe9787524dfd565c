"""What story pages say, kept in step with the stories: with each card, and for older stories in small pieces."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, islice, zip_longest

from headwater.flow.recalling import Recalled
from headwater.flow.stage import OUTLINES, VERSIONS, BrokenStageError, guarded
from headwater.model import Publishers, Trace
from headwater.store import CardFamily, Library, Session, StoryShape
from headwater.stories import Told, Version, outline_of

# A story of a hundred articles says in its largest, first and newest families what it says: a bound on what one more
# article costs, measured with `bench/importing.py`.
MOST_READ = 32
"""Articles of a story that are read."""
_FAMILIES_EACH = 6  # of the largest, the first and the newest families
_MOST_WRONG = 50  # copies that are asked what they still say

# Stories without an outline that are outlined with each page that is taken: some thirty milliseconds' work.
_PIECE = 6

_NEVER = datetime.max.replace(tzinfo=UTC)


def save_outline(session: Session, recalled: Recalled, story: str, shape: StoryShape) -> None:
    """Work out and store what a story's page says.

    Where the stage breaks, which is logged, the story has no outline: no article is refused for that.
    """
    chosen = chosen_articles(shape)
    stored = recalled.articles(session, chosen)
    versions = session.outlines.versions_of(chosen)
    leading = {family.id: leading_member(family, shape.lead) for family in chosen.values()}
    told = [
        Told(
            article=stored[name],
            family=family.id,
            origin=family.publisher_id or (family.publisher or "").casefold(),
            leads=name == leading[family.id],
            seen=family.counted.members[name].seen,
            versions=tuple(Version(change, moment) for change, moment in versions.get(name, ())),
        )
        for name, family in chosen.items()
    ]
    wrong = (
        name
        for family in shape.families
        for name, member in family.counted.members.items()
        if member.still_wrong
    )
    asked = list(islice(wrong, _MOST_WRONG))
    still_says = session.outlines.still_said(asked) if asked else []
    articles = sum(map(len, shape.families))
    try:
        with guarded(OUTLINES, story):
            outline = outline_of(told, lead=shape.lead, articles=articles, still_says=still_says)
    except BrokenStageError:
        session.outlines.remove(story)
        return
    session.outlines.save(story, outline, VERSIONS[OUTLINES])
    session.traces.save(story, Trace(OUTLINES, VERSIONS[OUTLINES], tuple(chosen)))


def chosen_articles(shape: StoryShape) -> dict[str, CardFamily]:
    """The articles of a story that its outline is made of, the one that speaks for it first, with their families.

    What each of its largest, first and newest families is read for, then their other members in turn.
    """
    largest = sorted(shape.families, key=lambda family: (-len(family), family.id))
    first = sorted(shape.families, key=lambda family: (family.counted.first or _NEVER, family.id))
    speaking = [family for family in shape.families if shape.lead in family.counted.members]
    each = (speaking, largest[:_FAMILIES_EACH], first[:_FAMILIES_EACH], first[-_FAMILIES_EACH:])
    families = list({family.id: family for family in chain.from_iterable(each)}.values())
    turns = [
        [leading_member(family, shape.lead), *islice(_in_order(family), MOST_READ)] for family in families
    ]
    names = dict.fromkeys((shape.lead, *(name for turn in zip_longest(*turns) for name in turn if name)))
    return {
        name: next(family for family in families if name in family.counted.members)
        for name in islice(names, MOST_READ)
    }


def leading_member(family: CardFamily, lead: str) -> str:
    """The member that a family is read for: the one that speaks for the story, its origin, or its first."""
    members = family.counted.members
    if lead in members:
        return lead
    return family.origin if family.origin in members else _in_order(family)[0]


def _in_order(family: CardFamily) -> Sequence[str]:
    members = family.counted.members
    return sorted(members, key=lambda name: (members[name].time or _NEVER, name))


def outline_some(session: Session, recalled: Recalled, most: int = _PIECE) -> int:
    """Outline some of the stories that wait for it, and tell their copies' changes; how many, none once all are."""
    waiting = session.outlines.next(VERSIONS[OUTLINES], most)
    for story in waiting:
        if shape := session.stories.shape(story):
            session.differences.tell(story)
            save_outline(session, recalled, story, shape)
    return len(waiting)


def outline_stored(library: Library, publishers: Publishers) -> int:
    """Outline all stories that wait for it; how many those were.

    Killed and run again, it goes on where it was. There is nothing to do but after an upgrade.
    """
    outlined, recalled = 0, Recalled(publishers)
    while True:
        with library.write(of_articles=False) as session:
            piece = outline_some(session, recalled, 10 * _PIECE)
        recalled.forget()
        if not piece:
            return outlined
        outlined += piece
