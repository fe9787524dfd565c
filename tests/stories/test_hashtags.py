"""Hashtags of a story: what its articles print, by independent origins."""

from headwater.stories.hashtags import hashtags_of
from tests.stories.telling import told


def test_spellings_are_one_and_independent_origins_count_before_articles() -> None:
    found = hashtags_of(
        [
            told("a", hashtags=("FerryStrike", "port")),
            told("b", hashtags=("ferry strike", "port"), origin="b"),
            told("c", hashtags=("FerryStrike", "harbour"), leads=False),
            told("d", hashtags=("harbour",), leads=False),
            told("e", hashtags=("harbour",), leads=False),
        ]
    )
    assert [(one.tag, one.origins, one.articles) for one in found] == [
        ("FerryStrike", 2, 3),
        ("port", 2, 2),
        ("harbour", 1, 3),
    ]


def test_none_are_invented() -> None:
    assert hashtags_of([told("a", "The harbour is closed."), told("b", "#harbour")]) == ()
