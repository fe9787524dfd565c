"""Outlines: there for every story, kept in step with it, and derived anew for older ones in small pieces."""

from sqlalchemy import delete, update

from headwater.flow.outlining import MOST_READ, chosen_articles, outline_some, outline_stored
from headwater.flow.recalling import Recalled
from headwater.model.outline import Outline, StoryDifference
from headwater.publishers import builtin_publishers
from headwater.store import CardFamily, Library, StoryShape
from headwater.store.outline_tables import outlines
from headwater.store.schema import differences, library_state
from headwater.store.story_cards import CardMember, Counted

Said = dict[str, tuple[Outline | None, tuple[StoryDifference, ...]]]


def said_by(library: Library) -> Said:
    """What each story's page says."""
    cards, _ = library.stories()
    views = {card.id: library.story(card.id) for card in cards}
    return {story: (view.outline, view.differences) for story, view in views.items()}


def make_older(library: Library) -> None:
    """As a library is that an earlier version wrote."""
    with library.write() as session:
        session.connection.execute(delete(outlines))
        session.connection.execute(update(differences).values(told=None))
        session.connection.execute(update(library_state).values(outline_version=0, outline_after=None))


def test_every_story_has_an_outline_once_its_articles_are_imported(filled: Library) -> None:
    for outline, _ in said_by(filled).values():
        assert outline
        assert outline.is_whole
        assert outline.summary
        assert outline.timeline
    with filled.read() as session:
        (card, *_), _ = session.stories.newest(1, None)
        (trace,) = session.traces.of([card.id])
        assert (trace.stage, trace.version) == ("outlines", 1)
        assert card.summary_article in trace.inputs


def test_an_older_library_is_outlined_in_pieces_that_may_be_cut_short(filled: Library) -> None:
    before = said_by(filled)
    make_older(filled)
    assert set(said_by(filled).values()) == {(None, ())}
    with filled.write() as session:
        assert outline_some(session, Recalled(builtin_publishers()), most=1) == 1
    assert sum(outline is not None for outline, _ in said_by(filled).values()) == 1
    assert outline_stored(filled, builtin_publishers()) == len(before) - 1
    assert said_by(filled) == before
    assert outline_stored(filled, builtin_publishers()) == 0


def test_of_a_large_story_the_largest_first_and_newest_families_are_read() -> None:
    families = [family(f"f{n:02}", 1 + 40 * (n == 7)) for n in range(60)]
    chosen = list(chosen_articles(StoryShape("f07-0", tuple(families))))
    assert len(chosen) == len(set(chosen)) == MOST_READ
    assert chosen[0] == "f07-0"
    assert {"f07-1", "f07-2"} < set(chosen)


def family(name: str, size: int) -> CardFamily:
    members = (
        CardMember(f"{name}-{n}", True, None, None, "en", None, (), 0, False, False, ()) for n in range(size)
    )
    return CardFamily(name, None, None, f"{name}-0", Counted(members))
