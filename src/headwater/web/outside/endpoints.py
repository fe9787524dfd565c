"""The addresses that answer JSON, with what each answers: the pages' own table, told to programs."""

from dataclasses import dataclass
from typing import Any

from headwater.flow.polling.health import SourceReport
from headwater.flow.trace import ComparisonReport, TraceReport
from headwater.model import Publisher
from headwater.model.correction import Correction
from headwater.model.exchange import Exchange, ExchangeTotals, HouseCount, PassedArticle
from headwater.model.people import Follow, Highlight, KeptArticle, MarkedArticle, SavedSearch
from headwater.model.shelf import ArticleRow, DayCount, MonthCount, RisingShelf, Shelf, ShelfPage
from headwater.model.views import (
    ArticleView,
    Counts,
    Flow,
    NotedChange,
    QuarantineEntry,
    StoryCard,
    StoryView,
)
from headwater.store.search.records import SearchPage, Suggestion
from headwater.web.outside.written import many, written
from headwater.web.screens.network_ask import NetworkAsk
from headwater.web.wording.translation import N_

Fields = dict[str, Any]
"""An object by its fields. A field's value is a type in any of the forms that an annotation has."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or, where it is not required, in the query."""

    name: str
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that answers JSON: with a record of this type, or with an object of these fields.

    `otherwise` is what it answers where nothing was asked for yet, or only a kept copy is left.
    """

    path: str
    says: str
    answer: type | Fields
    parameters: tuple[Parameter, ...] = ()
    is_list: bool = False
    otherwise: type | Fields | None = None


_PAGE = Parameter("page", N_("the page of the list, from 1"))
_BEFORE = Parameter("before", N_("the cursor of an older page"))
_MONTH = Parameter("month", N_("a month of it, 2026-03"))
_WITHIN = (_MONTH, Parameter("day", N_("a day of it, 2026-03-01")))
_KEY = Parameter("key", N_("its key, as other answers give it"), required=True)
_ARCHIVE: Fields = {"page": ShelfPage, "months": tuple[MonthCount, ...], "days": tuple[DayCount, ...]}
_ARCHIVED = N_("The articles of an archive, newest first")
_NAMES: Fields = {"shelves": tuple[Shelf, ...], "rising": tuple[RisingShelf, ...]}
_MARKED: Fields = {
    "articles": tuple[MarkedArticle, ...],
    "older": str | None,
    "titles": dict[str, str],
}
_LINK, _SITE = written(Exchange), written(HouseCount)

_STORIES = (
    Endpoint(
        "/index.json",
        N_("The newest stories, what was corrected, who took from whom, and which hashtags rise"),
        {
            "counts": Counts,
            "stories": tuple[StoryCard, ...],
            "older": str | None,
            "edition": str | None,
            "corrections": tuple[NotedChange, ...],
            "flows": tuple[Flow, ...],
            "rising": tuple[RisingShelf, ...],
        },
        (_BEFORE, Parameter("edition", N_("a language (de), a country (@CH) or both (de@CH)"))),
        is_list=True,
    ),
    Endpoint(
        "/stories/{story_id}.json",
        N_("A story: its origins, its articles by family, what is told of it, what its copies changed"),
        StoryView,
        (Parameter("story_id", N_("the story’s id"), required=True),),
    ),
    Endpoint(
        "/articles/{article_id}.json",
        N_("An article: where it is from, what was changed on the way, its versions"),
        ArticleView,
        (Parameter("article_id", N_("the article’s id"), required=True),),
        otherwise=KeptArticle,
    ),
    Endpoint(
        "/corrections.json",
        N_("What was corrected, announced or not, and what copies altered"),
        {"corrections": tuple[Correction, ...], "older": str | None, "is_cut": bool},
        (
            Parameter("kind", N_("announced, silent or altered")),
            Parameter("site", N_("a part of a publisher’s or site’s name")),
            _BEFORE,
        ),
        is_list=True,
    ),
)

_ASKED = (
    Endpoint(
        "/search.json",
        N_("Stories that match a query, with the sentence that shows it"),
        SearchPage,
        (
            Parameter("q", N_("the query; the page for searching says what it can say")),
            Parameter("order", N_("“newest”, or what matches best")),
            Parameter("after", N_("the cursor of the next page")),
        ),
        is_list=True,
        otherwise={"searches": tuple[SavedSearch, ...]},
    ),
    Endpoint(
        "/searches/{search_id}.json",
        N_("The stories that match a saved search, newest first"),
        SearchPage,
        (
            Parameter("search_id", N_("the search’s id"), required=True),
            Parameter("after", N_("the cursor of the next page")),
        ),
        is_list=True,
    ),
    Endpoint(
        "/search/suggestions.json",
        N_("What may be meant by what was typed so far"),
        {"suggestions": tuple[Suggestion, ...]},
        (Parameter("q", N_("what was typed")),),
    ),
    Endpoint(
        "/trace.json",
        N_("Where an article or a text came from"),
        TraceReport,
        (
            Parameter("q", N_("the address or id of a stored article, or a text")),
            Parameter("z", N_("a packed text, as the page’s own addresses have it")),
        ),
        otherwise={"given": str, "is_stored": bool, "articles": tuple[()]},
    ),
    Endpoint(
        "/compare.json",
        N_("Two stored articles: what they share, and who may have taken it from whom"),
        ComparisonReport,
        (
            Parameter("a", N_("the id or address of one")),
            Parameter("b", N_("the id or address of the other")),
        ),
        otherwise={"a": str, "b": str},
    ),
)

_ARCHIVES = (
    *(
        Endpoint(f"/{name}/{{key}}{rest}.json", _ARCHIVED, _ARCHIVE, (_KEY, _PAGE, *_WITHIN), is_list=True)
        for name, rest in (
            ("tags", ""),
            ("categories", ""),
            ("sites", ""),
            ("authors", ""),
            ("languages", ""),
            ("publishers", "/articles"),
        )
    ),
    Endpoint("/days/{key}.json", N_("All articles of a day"), _ARCHIVE, (_KEY, _PAGE), is_list=True),
    Endpoint("/months/{key}.json", N_("All articles of a month"), _ARCHIVE, (_KEY, _PAGE), is_list=True),
    Endpoint(
        "/days.json",
        N_("How many articles there are of each day of a month"),
        {"months": tuple[MonthCount, ...], "days": tuple[DayCount, ...]},
        (_MONTH,),
    ),
    *(
        Endpoint(f"/{name}.json", says, _NAMES, (Parameter("starting", N_("what the names begin with")),))
        for name, says in (
            ("tags", N_("The hashtags with most articles")),
            ("categories", N_("The categories with most articles")),
            ("sites", N_("The sites with most articles")),
            ("authors", N_("The authors with most articles")),
            ("languages", N_("The languages with most articles")),
            ("publishers", N_("The publishers with most articles")),
        )
    ),
)

_WHO_FROM_WHOM = (
    Endpoint(
        "/publishers/{key}.json",
        N_("A publisher: who owns it, how much of what it serves is its own, from whom and to whom"),
        {
            "shelf": Shelf | None,
            "publisher": Publisher | None,
            "served": int,
            "counted": _SITE | None,
            "takers": many(_LINK),
            "givers": many(_LINK),
            "delays": tuple[tuple[str, str, float], ...],
            "newest": tuple[ArticleRow, ...],
        },
        (_KEY,),
        is_list=True,
    ),
    Endpoint(
        "/network.json",
        N_("Who takes from whom"),
        {
            "asked": NetworkAsk,
            "site": _SITE | None,
            "offered": tuple[str, ...],
            "totals": written(ExchangeTotals),
            "drawn": many(_LINK),
            "links": many(written(Exchange, median_delay_minutes=float | None)),
            "sites": many(_SITE),
            "next": str | None,
        },
        (
            Parameter("site", N_("a site or publisher in the middle")),
            Parameter("credit", N_("all, credited or uncredited")),
            Parameter("least", N_("the least number of articles of a link")),
            Parameter("since", N_("the first day, 2026-03-01")),
            Parameter("until", N_("the last day, 2026-03-31")),
            Parameter("sites", N_("“true” lists sites in place of links")),
            Parameter("sort", N_("by what the list is sorted")),
            _PAGE,
        ),
    ),
    Endpoint(
        "/network/articles.json",
        N_("The articles that one site took from another"),
        {"link": _LINK, "articles": tuple[PassedArticle, ...], "page": int, "pages": int},
        (
            Parameter("giver", N_("whose they are")),
            Parameter("taker", N_("who has them too")),
            _PAGE,
        ),
        is_list=True,
    ),
)

_BROUGHT_FIELDS: Fields = {"articles": tuple[ArticleRow, ...], "older": str | None}

_BROUGHT = (
    Endpoint(
        "/sources/read/{source_id}.json",
        N_("The articles that a source brought"),
        _BROUGHT_FIELDS,
        (Parameter("source_id", N_("the source’s id"), required=True), _BEFORE),
        is_list=True,
    ),
    Endpoint(
        "/folders.json",
        N_("The articles of the sources that lie in no folder"),
        _BROUGHT_FIELDS,
        (_BEFORE,),
        is_list=True,
    ),
    Endpoint(
        "/folders/{folder}.json",
        N_("The articles of the sources of a folder"),
        _BROUGHT_FIELDS,
        (Parameter("folder", N_("the folder’s name"), required=True), _BEFORE),
        is_list=True,
    ),
)

_OWN = (
    Endpoint("/saved.json", N_("What is saved"), _MARKED, (_BEFORE,), is_list=True),
    Endpoint("/later.json", N_("What is to be read later"), _MARKED, (_BEFORE,), is_list=True),
    Endpoint("/history.json", N_("What was opened"), _MARKED, (_BEFORE,), is_list=True),
    Endpoint(
        "/highlights.json",
        N_("The highlights with their notes"),
        {"highlights": tuple[Highlight, ...], "older": str | None},
        (_BEFORE,),
        is_list=True,
    ),
    Endpoint(
        "/following.json",
        N_("What is followed"),
        {"follows": tuple[Follow, ...], "stories": tuple[StoryCard, ...]},
        is_list=True,
    ),
    Endpoint("/settings.json", N_("What is set"), {"settings": dict[str, str | bool]}),
    Endpoint("/sources.json", N_("The sources, and how each does"), {"sources": tuple[SourceReport, ...]}),
    Endpoint(
        "/quarantine.json", N_("What could not be read, and why"), {"quarantine": tuple[QuarantineEntry, ...]}
    ),
    Endpoint(
        "/app.json",
        N_("How the reader is kept on a device"),
        {"can_be_installed": bool, "how": tuple[tuple[str, str], ...]},
    ),
    Endpoint("/offline.json", N_("What a device shows without a network"), {"offline": bool}),
    Endpoint("/api.json", N_("This description"), {"openapi": str, "info": dict[str, str], "paths": Fields}),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *_STORIES,
    *_ASKED,
    *_ARCHIVES,
    *_WHO_FROM_WHOM,
    *_BROUGHT,
    *_OWN,
)
