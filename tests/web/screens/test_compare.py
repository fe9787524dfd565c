"""Two articles side by side: what both have is marked in both, and nothing else is."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.applications import Starlette

from headwater.store import Library
from tests.web.visitor import visit


def pair(library: Library) -> tuple[str, str]:
    """A copy that changed something, and the article that it was taken from."""
    for card in library.stories(limit=50)[0]:
        for _, cards in library.story(card.id).families:
            for each in cards:
                view = library.article(each.article.id)
                if view.source and view.difference and view.difference.changes:
                    return view.source.article.id, each.article.id
    raise LookupError("the sample pages have no changed copy")


def sides(app: Starlette, a: str, b: str) -> list[LexborNode]:
    return LexborHTMLParser(visit(f"/compare?a={a}&b={b}", app=app).text).css(".sides article")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def marked(side: LexborNode) -> list[str]:
    """The words under marks, as one run: marks are cut at paragraphs, which a copy may have joined."""
    return [word for mark in side.css("mark.shared") for word in words(mark.text())]


def test_what_is_marked_on_one_side_is_marked_on_the_other(
    only_reading: Starlette, sample_library: Library
) -> None:
    left, right = sides(only_reading, *pair(sample_library))

    assert marked(left) == marked(right)
    assert 0 < len(marked(left)) < len(words(left.css_first(".text").text(separator=" ")))


def test_no_word_of_either_text_is_lost_among_the_marks(
    only_reading: Starlette, sample_library: Library
) -> None:
    ids = pair(sample_library)
    for side, article in zip(sides(only_reading, *ids), ids, strict=True):
        paragraphs = [each.text() for each in side.css(".text p")]
        assert paragraphs == list(sample_library.article(article).card.article.paragraphs)


def test_two_different_pieces_have_nothing_marked(only_reading: Starlette, sample_library: Library) -> None:
    first, second = (card.summary_article for card in sample_library.stories(limit=2)[0])
    left, right = sides(only_reading, first, second)

    assert (marked(left), marked(right)) == ([], [])
