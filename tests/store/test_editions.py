"""Editions of the front page: the stories of a language, of a country, or of both."""

from collections.abc import Iterator

import pytest

from headwater.model.edition import Edition, editions_of
from headwater.model.errors import InvalidRecordError
from headwater.store import Library, open_library
from tests.store.filling import add_family, add_page, article
from tests.store.test_shelves import shelve


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


def stories(library: Library, key: str) -> list[str]:
    cards, cursor = library.stories(edition=Edition.of_key(key))
    assert cursor is None
    return [card.id for card in cards]


def fill(library: Library) -> None:
    """A story in German of Swiss and Austrian houses, and a later one in French of a Swiss one."""
    with library.write() as session:
        shelve(session, "s1", [article("a", language="de")], "CH")
        shelve(session, "s1", [article("b", language="de", hours=1)], "AT")
        shelve(session, "s2", [article("c", language="fr", hours=2)], "CH")
    refresh(library, "s1", "s2")


def refresh(library: Library, *stories: str) -> None:
    """In a transaction of its own: within one, what was counted of a family is remembered."""
    with library.write() as session:
        for story in stories:
            session.stories.refresh(story)


def test_an_edition_holds_the_stories_with_an_article_of_its_language_and_country(library: Library) -> None:
    fill(library)
    assert stories(library, "de") == ["s1"]
    assert stories(library, "@CH") == ["s2", "s1"]
    assert stories(library, "fr@CH") == ["s2"]
    assert stories(library, "fr@AT") == []


def test_an_edition_is_read_in_pages(library: Library) -> None:
    fill(library)
    (first,), cursor = library.stories(limit=1, edition=Edition(country="CH"))
    (second,), end = library.stories(limit=1, before=cursor, edition=Edition(country="CH"))
    assert (first.id, second.id, end) == ("s2", "s1", None)


def test_a_story_that_grows_keeps_its_place_in_order_and_enters_other_editions(library: Library) -> None:
    fill(library)
    with library.write() as session:
        shelve(session, "s1", [article("d", language="fr", hours=5)], "CH")
    refresh(library, "s1")
    assert stories(library, "fr@CH") == ["s1", "s2"]
    assert stories(library, "@CH") == ["s1", "s2"]


def test_a_story_that_is_gone_is_in_no_edition(library: Library) -> None:
    fill(library)
    with library.write() as session:
        session.families.put_in_story("f-c", "s1")
        for story in ("s1", "s2"):
            session.stories.refresh(story)
    assert stories(library, "@CH") == ["s1"]
    assert stories(library, "fr") == ["s1"]
    assert library.counts().stories == 1


def test_stories_enter_their_editions_when_their_articles_are_shelved_late(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("a", language="de")])
    assert stories(library, "de@CH") == []
    with library.write() as session:
        (listing,) = session.shelving.stored({"a": article("a", language="de")})
        session.shelving.put([type(listing)(listing.seq, listing.article, listing.seen, ("CH",))])
        session.shelving.put_in_editions([listing])
    assert stories(library, "de@CH") == ["s1"]


def test_families_and_stories_are_counted_as_they_come_and_go(library: Library) -> None:
    with library.write() as session:
        one = add_family(session, "s1", [article("a")])
        add_family(session, "s2", [article("b")])
        session.articles.add(article("lone"), add_page(session, 99).seq)
    counts = library.counts()
    assert (counts.pages, counts.articles, counts.families, counts.stories) == (3, 3, 2, 2)
    with library.write() as session:
        session.families.remove([one.id])
        session.stories.refresh("s1")
    counts = library.counts()
    assert (counts.articles, counts.families, counts.stories) == (3, 1, 1)


@pytest.mark.parametrize("key", ["de", "@CH", "de@CH"])
def test_an_edition_has_a_key_that_names_it(key: str) -> None:
    assert Edition.of_key(key).key == key


@pytest.mark.parametrize("key", ["", "DE", "de-CH", "@ch", "de@", "x" * 5000, "de@CH\n"])
def test_what_names_no_edition_is_refused(key: str) -> None:
    with pytest.raises(InvalidRecordError):
        Edition.of_key(key)


def test_an_article_is_in_the_editions_of_its_language_its_countries_and_each_with_the_other() -> None:
    assert editions_of("pt-BR", ["BR", "PT"]) == ("pt", "@BR", "pt@BR", "@PT", "pt@PT")
    assert editions_of(None, ["BR"]) == ("@BR",)
    assert editions_of("", []) == ()
