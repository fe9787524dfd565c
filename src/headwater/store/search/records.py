"""What a search answers: records made for showing. How they are worded or marked up is the business of web and cli."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from headwater.model.evidence import Span
from headwater.model.views import StoryCard


class SearchOrder(StrEnum):
    """What comes first."""

    BEST = "best"  # how well it matches, and how recent it is
    NEWEST = "newest"


class NoteKind(StrEnum):
    """What was done with a part of a query that could not be taken as it stands."""

    UNKNOWN_OPERATOR = "unknown operator"  # `foo:bar` was searched for as words
    EMPTY_OPERATOR = "empty operator"  # `site:` with nothing behind it was left out
    BAD_DATE = "bad date"  # `before:` or `after:` with what is no day, month or year was left out
    EMPTY_SPAN = "empty span"  # nothing can be before and after these days
    OPEN_QUOTE = (
        "open quote"  # a quotation mark without its partner: the phrase was taken to reach to the end
    )
    LONELY_OR = "lonely or"  # `OR` without something on both sides was left out
    LONELY_MINUS = "lonely minus"  # `-` before nothing was left out
    NO_WORDS = "no words"  # signs without a letter or digit were left out
    TOO_MANY_WORDS = "too many words"  # what is beyond the limit was left out
    REPEATED = "repeated"  # a second `before:` or `after:`: the narrower one counts


@dataclass(frozen=True, slots=True)
class QueryNote:
    """Something about a query that its reader should know: which part, where it stands, and what was done.

    `says` is a sentence in English, for programs and the command line; a page words `kind` and `part` itself.
    """

    kind: NoteKind
    part: str
    span: Span
    says: str


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that matched, with the sentence that shows it best.

    Spans are of the matched words, in characters of `title` and of `sentence`, in order and apart from each other.
    The sentence is the article's own, unchanged or cut (`is_cut_before`, `is_cut_after`); it is empty where only the
    title, or what an operator asks for, matched. `published` is the likely time.
    """

    id: str
    title: str | None
    title_marks: tuple[Span, ...]
    sentence: str
    sentence_marks: tuple[Span, ...]
    site: str | None
    publisher: str | None
    publisher_id: str | None
    language: str | None
    published: datetime | None
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A story with articles that matched: the best of them first, three at most.

    `matches` counts those that are known to match; where `has_more`, there may be others.
    """

    card: StoryCard
    best: tuple[ArticleHit, ...]
    matches: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of answers.

    `understood` is the query as it was taken, written in one way: equal for queries that mean the same.
    `after` is the cursor of the next page, None on the last. Where `looked_back_to` is set, only what is newer was
    looked at for this page; the next page goes on from there, even where this one has no hits.
    `did_you_mean` is a query that finds more, where this one finds little. `waiting` counts the articles that are
    stored but not in the index yet, so that some may be missing here.
    """

    understood: str
    order: SearchOrder
    hits: tuple[StoryHit, ...]
    after: str | None
    notes: tuple[QueryNote, ...] = ()
    did_you_mean: str | None = None
    looked_back_to: datetime | None = None
    waiting: int = 0


class SuggestionKind(StrEnum):
    """What is suggested."""

    HASHTAG = "hashtag"
    PUBLISHER = "publisher"
    SITE = "site"
    AUTHOR = "author"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for: `text` as it is shown, `query` the whole text for the box if it is taken.

    `articles` is about how many have it. `is_correction` says that what was typed is spelled otherwise.
    """

    kind: SuggestionKind
    text: str
    query: str
    articles: int
    is_correction: bool = False


class Searcher(Protocol):
    """What is asked of a search: `session.search` of a library's session answers it."""

    def stories(
        self, query: str, *, limit: int = 20, after: str | None = None, order: SearchOrder = SearchOrder.BEST
    ) -> SearchPage:
        """A page of the stories that match. Raises QueryTooLongError; QueryError for a cursor that is none of ours."""

    def suggestions(self, prefix: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """What may be meant by what was typed so far, likely first; nothing for what is too long to be a word."""
