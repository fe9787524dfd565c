"""Stories of a whole collection at once, decided as the stream would have."""

from collections.abc import Iterable
from dataclasses import replace

from headwater.model import Article
from headwater.stories.stream import StoryStream


def group_stories(articles: Iterable[Article]) -> list[int]:
    """A story number for each article, decided in the order given, as a stream would.

    Numbers rise from 0 in order of first appearance. An article is never moved once it is placed.
    """
    stream = StoryStream()
    numbers: dict[str, int] = {}
    grouped = []
    for position, article in enumerate(articles):
        # Articles made by hand have no ids, and those of a collection need not be distinct.
        placement, _ = stream.place(replace(article, id=str(position)))
        grouped.append(numbers.setdefault(placement.story, len(numbers)))
    return grouped
