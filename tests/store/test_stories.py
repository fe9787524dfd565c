"""Story cards: what stands for a story in a list, and the list itself."""

from collections.abc import Iterator

import pytest

from headwater.model.errors import NotFoundError
from headwater.model.views import StoryCard
from headwater.store import Library, open_library
from headwater.store.story_cards import sentences_of
from tests.store.filling import add_family, add_page, article


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


def only_card(library: Library) -> StoryCard:
    (card,), cursor = library.stories()
    assert cursor is None
    return card


def test_the_origin_of_the_largest_family_speaks_for_the_story(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("small")])
        add_family(session, "s1", [article("large", standfirst="What happened."), article("copy", hours=2)])
    card = only_card(library)
    assert (card.headline, card.summary, card.summary_article) == ("Title large", "What happened.", "large")
    assert card.articles == 3


def test_of_equal_families_the_most_recent_speaks(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("new", hours=5)])
        add_family(session, "s1", [article("old")])
    assert only_card(library).headline == "Title new"


def test_an_article_with_a_title_speaks_before_one_without(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("lost", title=None), article("titled", hours=1)])
    card = only_card(library)
    assert (card.headline, card.headline_is_title) == ("Title titled", True)


@pytest.mark.parametrize(
    ("standfirst", "headline", "summary"),
    [
        (
            "The river rose by two metres overnight",
            "The river rose by two metres overnight",
            "It rained. And how.",
        ),
        (None, "It rained for four days in the hills.", "The river rose by two metres."),
    ],
)
def test_without_a_title_the_standfirst_or_the_first_sentence_stands_in(
    library: Library, standfirst: str | None, headline: str, summary: str
) -> None:
    text = (
        "It rained for four days in the hills. The river rose by two metres. The mill was closed on Monday."
    )
    with library.write() as session:
        add_family(session, "s1", [article("a", title=None, standfirst=standfirst, text=text)])
    card = only_card(library)
    assert (card.headline, card.headline_is_title) == (headline, False)
    assert card.summary
    assert card.summary in text


def test_families_of_one_publisher_are_one_origin(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("a")], publisher="Wire")
        add_family(session, "s1", [article("b"), article("c")], publisher="Wire", seen=False)
        add_family(session, "s1", [article("d")], publisher="Post", seen=False, credited=True)
        add_family(session, "s1", [article("e")])
        add_family(session, "s1", [article("f")])
    wire, unknown, post = only_card(library).origins
    assert (wire.publisher, wire.articles, wire.seen, wire.uncredited) == ("Wire", 3, True, 2)
    assert set(wire.families) == {"f-a", "f-b"}
    assert (unknown.publisher, unknown.articles, unknown.seen) == (None, 2, True)
    assert (post.publisher, post.articles, post.seen, post.uncredited) == ("Post", 1, False, 0)


def test_times_and_languages_are_those_of_all_articles(library: Library) -> None:
    with library.write() as session:
        add_family(
            session,
            "s1",
            [
                article(
                    "a", hours=3, language="en", labels=("video",), category="Politics", notes=("Corrected.",)
                ),
                article("b", hours=7, language="de"),
                article("c", hours=None, language="en"),
            ],
        )
    card = only_card(library)
    assert (card.first and card.first.hour, card.latest and card.latest.hour) == (11, 15)
    assert (card.languages, card.categories) == (("en", "de"), ("Politics",))
    assert card.corrections.corrections == 1


def test_a_story_is_labelled_as_its_newest_article_is(library: Library) -> None:
    with library.write() as session:
        first = article("a", hours=3, labels=("developing",))
        add_family(session, "s1", [first, article("b", hours=7, labels=("analysis",))])
    assert only_card(library).labels == ("analysis",)


def test_stories_come_newest_first_in_pages_that_neither_repeat_nor_miss_one(library: Library) -> None:
    with library.write() as session:
        for number in range(25):
            # Three stories share each time: the cursor has to tell them apart.
            add_family(session, f"s{number:02}", [article(f"a{number:02}", hours=number // 3)])
    seen: list[StoryCard] = []
    cursor = None
    while True:
        cards, cursor = library.stories(limit=4, before=cursor)
        seen += cards
        if cursor is None:
            break
    assert len({card.id for card in seen}) == len(seen) == 25
    times = [card.latest for card in seen if card.latest]
    assert times == sorted(times, reverse=True)


def test_a_story_that_lost_its_families_is_no_longer_listed(library: Library) -> None:
    with library.write() as session:
        family = add_family(session, "s1", [article("a")])
        session.families.put_in_story(family.id, "s2")
        session.stories.refresh("s1")
        session.stories.refresh("s2")
    assert only_card(library).id == "s2"
    with pytest.raises(NotFoundError, match="no story s1"):
        library.story("s1")


def test_a_story_page_has_its_families_largest_first_and_members_in_order_of_time(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("a")])
        add_family(session, "s1", [article("c", hours=3), article("d", hours=None), article("b", hours=1)])
        add_family(session, "s2", [article("e")])
        session.stories.near("s2", "s1", 0.4)
        session.stories.near("s2", "s1", 0.2)
    view = library.story("s1")
    assert [[card.article.id for card in cards] for _, cards in view.families] == [["b", "c", "d"], ["a"]]
    assert [card.id for card in view.related] == ["s2"]
    assert [card.id for card in library.story("s2").related] == ["s1"]


def test_an_article_page_has_the_rest_of_its_family(library: Library) -> None:
    with library.write() as session:
        add_family(session, "s1", [article("a"), article("b", hours=1)], publisher="Wire")
    view = library.article("b")
    assert view.card.branch
    assert not view.card.is_origin
    assert [card.article.id for card in view.others] == ["a"]
    assert view.others[0].is_origin
    assert view.story.id == "s1"
    with pytest.raises(NotFoundError, match="no article z"):
        library.article("z")


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("One sentence without an end", ["One sentence without an end"]),
        (
            "The mayor, Dr. A. Varga, spoke first at the quay. “It is over!” Then the crowd went home in the rain.",
            [
                "The mayor, Dr. A. Varga, spoke first at the quay.",
                "“It is over!” Then the crowd went home in the rain.",
            ],
        ),
        ("", []),
    ],
)
def test_sentences_are_cut_where_they_end_and_nothing_is_lost(paragraph: str, sentences: list[str]) -> None:
    assert sentences_of(paragraph) == sentences
    assert " ".join(sentences) == paragraph


def test_it_is_known_when_an_item_was_moved(library: Library) -> None:
    """So that who goes on from another's items knows whether they were only appended."""
    with library.write() as session:
        page = add_page(session, 0)
        seq = session.articles.add(article("a1"), page.seq)
        session.stories.add_item(seq, "s1", b"item", 1)
        assert session.stories.items_after(seq - 1) == [(seq, b"item")]
        assert session.stories.items_after(session.stories.last_item()) == []
    with library.write() as later:
        assert later.stories.items_moved() == 0
        later.stories.move_item(seq, "s2", b"moved")
        assert later.stories.items_moved() == later.generation
