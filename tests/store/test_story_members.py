"""A story at a glance: read from columns, it says what the records of its articles say."""

from collections.abc import Sequence
from dataclasses import replace

from headwater.model.glance import StoryGlance, glance
from headwater.store import Library, open_library
from headwater.store.shelving import Listing
from tests.store.filling import add_family, article

MEMBERS = [
    article("told", site="harbour.example"),
    article("copy", hours=2, site="quay.example"),
    article("late", hours=30, site="loop.example"),
    replace(article("undated", site="quay.example"), published=None),
]


def as_told(found: StoryGlance) -> Sequence[object]:
    """The families in one order, to the second."""
    return sorted(
        (
            family.id,
            family.origin,
            family.is_shared,
            [replace(member, at=member.at and int(member.at)) for member in family.members],
        )
        for family in found.families
    )


def filled(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", MEMBERS, publisher="Harbour Board")
        add_family(session, "s1", [article("alone", hours=1)])
        add_family(
            session, "s1", [article("taken", hours=3, site="quay.example")], publisher="Unseen", seen=False
        )
        add_family(session, "s2", [article("other")])


def test_the_columns_say_what_the_records_say(place: str) -> None:
    with open_library(place, writing=True) as library:
        filled(library)
        with library.write() as session:
            listings = [Listing(number + 1, member, None) for number, member in enumerate(MEMBERS)]
            session.shelving.put(listings)

        assert as_told(library.glance("s1")) == as_told(glance(library.story("s1")))


def test_of_an_article_that_is_not_listed_yet_the_time_is_known(place: str) -> None:
    with open_library(place, writing=True) as library:
        filled(library)

        assert as_told(library.glance("s1")) == as_told(glance(library.story("s1")))


def test_the_largest_family_comes_first_and_its_members_in_order_of_time(place: str) -> None:
    with open_library(place, writing=True) as library:
        filled(library)
        first, *others = library.glance("s1").families

    assert [member.id for member in first.members] == ["told", "copy", "late", "undated"]
    assert [len(family) for family in others] == [1, 1]


def test_cards_of_some_articles_are_those_of_their_story(place: str) -> None:
    with open_library(place, writing=True) as library:
        filled(library)
        whole = {card.article.id: card for _, cards in library.story("s1").families for card in cards}

        assert library.cards(["copy", "alone", "nowhere"]) == {
            name: whole[name] for name in ("copy", "alone")
        }
        assert library.cards([]) == {}
