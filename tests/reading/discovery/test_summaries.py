"""Whether a source gives summaries, by the articles that it lists."""

import pytest

from headwater.model import Article, ArticleKind, SourceKind
from headwater.reading.discovery import gives_summaries


def listed(*words: int) -> list[Article]:
    """Entries of so many words each."""
    return [
        Article(id=f"art-{place}", kind=ArticleKind.LISTED, title="Ferry late", paragraphs=("ebb " * count,))
        for place, count in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((20, 25, 30), True),
        ((20, 25, 300), True),
        ((20, 250, 300), False),
        ((39, 39, 40, 40), False),
        ((0, 0, 0), True),
    ],
)
def test_most_of_the_entries_decide(words: tuple[int, ...], expected: bool) -> None:
    assert gives_summaries(SourceKind.FEED, listed(*words)) is expected


@pytest.mark.parametrize("words", [(), (20,), (300, 300)])
def test_fewer_than_three_do_not_tell(words: tuple[int, ...]) -> None:
    assert gives_summaries(SourceKind.FEED, listed(*words)) is None


def test_the_posts_of_a_channel_are_whole_however_short() -> None:
    assert gives_summaries(SourceKind.TELEGRAM, listed(8, 9, 10)) is False
