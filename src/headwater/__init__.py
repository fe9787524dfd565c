"""Headwater: a news reader and provenance engine.

The functions here are the contract that others build on (docs/contracts.md). They are pure; the only thing
they look up by themselves is the built-in directory of publishers, read once, on first use. Each imports its
room when called, so that `import headwater` costs nothing and a use of one room does not load the others.
"""

# ruff: noqa: PLC0415

from collections.abc import Iterable
from datetime import datetime

from headwater.model import Article, Comparison, Credit, Evidence, Moment, Page, PageReading

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Comparison",
    "Credit",
    "Evidence",
    "Moment",
    "PageReading",
    "__version__",
    "compare_articles",
    "compare_texts",
    "group_stories",
    "read_page",
]


def read_page(
    content: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
) -> PageReading:
    """The articles on a page.

    `content` is the page as fetched (text, HTML or a feed), `url` its address, `content_type` what its server
    said. `fetched_at` is an aware datetime; relative times ("2 hours ago") are counted back from it and stay
    unknown without it. Raises DecodingError and NoArticleError (both UnreadableError), and InvalidRecordError
    for a `fetched_at` without a time zone.
    """
    from headwater.publishers import builtin_publishers
    from headwater.reading import read_page as read

    return read(Page(url or "page", content, url, content_type, fetched_at), builtin_publishers())


def compare_texts(a: str, b: str) -> Comparison:
    """The relation of two texts, the shares of each in the other (0..1), and the passages that match."""
    from headwater.copies import compare_texts as compare

    return compare(a, b)


def compare_articles(a: Article, b: Article) -> Comparison:
    """The relation of two articles, and which of them, or who else, the shared text came from."""
    from headwater.copies import compare_articles as compare
    from headwater.publishers import builtin_publishers

    return compare(a, b, builtin_publishers())


def group_stories(articles: Iterable[Article]) -> list[int]:
    """A story number for each article, decided in the order given, as a stream would."""
    from headwater.stories import group_stories as group

    return group(articles)
