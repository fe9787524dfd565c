"""What is saved, highlighted or followed can be shown whatever becomes of the library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from headwater.model.evidence import Span
from headwater.model.people import ME, Follow, TextQuote
from headwater.model.words import ActKind, SubjectKind
from headwater.store import Library, open_library
from headwater.store.people import People, open_people
from headwater.store.people.schema import kept
from headwater.store.schema import articles, families, stories
from tests.store.filling import add_family, article
from tests.store.people.acting import NOON, act, at, fill, highlight


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    fill(place, ["a-ferry", "a-bridge", "a-quay"])
    with open_library(place, writing=True) as opened:
        yield opened


@pytest.fixture
def people(place: str, library: Library) -> Iterator[People]:
    with open_people(place, writing=True, library=library) as opened:
        yield opened


@pytest.mark.parametrize("kind", [ActKind.SAVE, ActKind.LATER])
def test_a_saved_article_is_kept_with_where_it_came_from(people: People, kind: ActKind) -> None:
    people.apply([act(kind), act(ActKind.READ, "a-bridge")], now=NOON)
    found = people.kept(["a-ferry", "a-bridge"])
    assert list(found) == ["a-ferry"]
    copy = found["a-ferry"]
    assert (copy.article.title, copy.article.text) == ("Title a-ferry", "Text of a-ferry.")
    assert (copy.page_name, copy.story, copy.origin, copy.is_origin) == (
        "0.html",
        "s-harbour",
        "Veldra Courier",
        True,
    )


def test_what_is_kept_stays_as_it_was_when_the_article_is_read_anew(people: People, library: Library) -> None:
    people.apply([act(ActKind.SAVE)], now=NOON)
    with library.write() as session:
        named = update(articles).where(articles.c.id == "a-ferry")
        record = session.connection.execute(select(articles.c.record)).scalars().first()
        session.connection.execute(named.values(record={**record, "title": "Title as corrected"}))
    people.apply([highlight(minutes=1)], now=at(1))
    assert people.kept(["a-ferry"])["a-ferry"].article.title == "Title as corrected"
    with people.read() as connection:
        assert connection.execute(select(func.count()).select_from(kept)).scalar_one() == 2


def test_what_the_library_never_had_is_still_marked(people: People) -> None:
    people.apply([act(ActKind.SAVE, "a-of-an-older-library")], now=NOON)
    ((marked,), _) = people.saved(ME)
    assert (marked.article, people.kept([marked.article])) == ("a-of-an-older-library", {})


def test_a_highlight_comes_back_with_its_note(people: People) -> None:
    made = highlight(note="Since when?")
    people.apply([made, highlight("h-quay-0000000001", minutes=1, in_article="a-quay")], now=at(1))
    (first,) = people.highlights_in(ME, "a-ferry")
    assert (first.quote.exact, first.note, first.at) == ("214 passengers", "Since when?", NOON)
    (page, cursor) = people.highlights(ME, limit=1)
    assert [each.article for each in page] == ["a-quay"]
    (page, cursor) = people.highlights(ME, limit=1, before=cursor)
    assert ([each.id for each in page], cursor) == ([first.id], None)
    gone = act(ActKind.REMOVE_HIGHLIGHT, first.id, of=SubjectKind.HIGHLIGHT, minutes=2)
    people.apply([gone], now=at(2))
    assert people.highlights_in(ME, "a-ferry") == ()
    assert people.counts(ME).highlights == 1


def test_a_quote_is_found_where_its_surroundings_agree() -> None:
    text = "On Monday 214 came. The ferry carried 214 on Tuesday."
    assert TextQuote("214", "ferry carried ", " on Tues").find(text) == Span(38, 41)
    assert TextQuote("214").find(text) == Span(10, 13)
    assert TextQuote("241").find(text) is None


def test_a_followed_story_is_found_under_the_story_that_it_was_joined_to(
    people: People, library: Library
) -> None:
    people.apply([act(ActKind.FOLLOW, "s-harbour", of=SubjectKind.STORY)], now=NOON)
    assert people.is_following(ME, SubjectKind.STORY, "s-harbour")
    with library.write() as session:
        add_family(session, "s-strike", [article("a-strike")])
        moved = update(families).where(families.c.story == "s-harbour", families.c.id != "f-a-quay")
        session.connection.execute(moved.values(story="s-strike"))
        session.families.put_in_story("f-a-quay", "s-quay")
        session.connection.execute(delete(stories).where(stories.c.id == "s-harbour"))
        session.stories.refresh("s-strike")
    (follow,) = people.follows(ME)
    assert (follow.subject, follow.story, follow.name) == ("s-harbour", "s-strike", "Title a-quay")
    assert people.is_following(ME, SubjectKind.STORY, "s-strike")
    assert not people.is_following(ME, SubjectKind.STORY, "s-quay")
    people.apply([act(ActKind.UNFOLLOW, "s-harbour", of=SubjectKind.STORY, minutes=1)], now=at(1))
    assert people.follows(ME) == ()


def test_a_followed_story_of_which_nothing_is_left_is_still_listed(people: People) -> None:
    people.apply([act(ActKind.FOLLOW, "s-of-an-older-library", of=SubjectKind.STORY)], now=NOON)
    gone = Follow(SubjectKind.STORY, "s-of-an-older-library", "s-of-an-older-library", NOON)
    assert people.follows(ME) == (gone,)


def test_other_things_are_followed_by_their_names(people: People) -> None:
    people.apply([act(ActKind.FOLLOW, "harbour", of=SubjectKind.HASHTAG)], now=NOON)
    assert people.is_following(ME, SubjectKind.HASHTAG, "harbour")
    assert not people.is_following(ME, SubjectKind.CATEGORY, "harbour")


def test_the_library_is_opened_when_it_is_needed_and_none_was_given(tmp_path: Path) -> None:
    fill(str(tmp_path))
    with open_people(tmp_path, writing=True) as people:
        people.apply([act(ActKind.SAVE)], now=NOON)
        assert people.kept(["a-ferry"])["a-ferry"].article.title == "Title a-ferry"
