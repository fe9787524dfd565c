"""Articles in the lists of a story and of a family: everything but their texts."""

from headwater.model.article import Link
from headwater.store import open_library
from tests.store.filling import add_family, article

WORDS = " ".join(f"word{number}" for number in range(100))


def test_the_members_of_a_story_come_without_their_texts_and_an_article_with_its_own(place: str) -> None:
    told = article("told", standfirst="What happened.", links=(Link("https://harbour.example/a", "more"),))
    copy = article("copy", hours=2, site="harbour.example", notes=("Corrected: it was Tuesday.",))
    with open_library(place, writing=True) as library:
        with library.write() as session:
            add_family(session, "s1", [told, copy])
        view = library.article("told")
        ((_, cards),) = library.story("s1").families

    listed = {card.article.id: card.article for card in cards}
    assert (listed["told"].title, listed["told"].standfirst) == (told.title, "What happened.")
    assert (listed["copy"].site, listed["copy"].notes) == ("harbour.example", copy.notes)
    assert not any(each.text or each.paragraphs or each.links for each in listed.values())
    assert view.card.article == told
    assert [(other.article.id, other.article.text) for other in view.others] == [("copy", "")]


def test_one_that_lost_its_headline_keeps_its_first_words(place: str) -> None:
    with open_library(place, writing=True) as library:
        with library.write() as session:
            add_family(session, "s1", [article("lost", title=None, text=WORDS)])
        ((_, (card,)),) = library.story("s1").families

    assert card.article.text.startswith("word0 word1")
    assert card.article.text.endswith("word39")
