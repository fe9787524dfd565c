"""Whether a source gives its articles whole, or summaries of them.

Adding a source decides by this, and polling one that was added unseen.
"""

from collections.abc import Iterable, Sequence

from headwater.model import Article, SourceKind
from headwater.reading.lines import word_count

# Fewer words in an entry are a summary; as in reading feeds, where such a text becomes a standfirst.
_SUMMARY_WORDS = 40
# Of fewer entries a single one, a notice or a long read, would speak for all that are yet to come.
TELLING_ENTRIES = 3


def words_of(article: Article) -> int:
    """The words of an article's text."""
    return sum(map(word_count, article.paragraphs))


def whole_texts(articles: Iterable[Article]) -> int:
    """How many of these come with their text, not with a summary of it."""
    return sum(words_of(article) >= _SUMMARY_WORDS for article in articles)


def are_summaries(kind: SourceKind, articles: int, whole: int) -> bool:
    """Whether most of a source's articles say less than their pages do, by how many there are and how many are whole.

    A channel's posts are whole, however short.
    """
    return kind is not SourceKind.TELEGRAM and whole < articles / 2


def gives_summaries(kind: SourceKind, articles: Sequence[Article]) -> bool | None:
    """Whether a source gives summaries, by articles that it gave; None where these are too few to tell."""
    if len(articles) < TELLING_ENTRIES and kind is not SourceKind.TELEGRAM:
        return None
    return are_summaries(kind, len(articles), whole_texts(articles))
