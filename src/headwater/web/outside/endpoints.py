"""The addresses that answer JSON, with what each answers: the pages' own table, told to programs."""

from headwater.flow.polling.health import SourceReport
from headwater.flow.trace import ComparisonReport, TraceReport
from headwater.model.correction import Correction
from headwater.model.people import Follow, Highlight, KeptArticle, MarkedArticle, SavedSearch
from headwater.model.shelf import RisingShelf
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
from headwater.web.outside.archive_endpoints import ARCHIVES, BROUGHT
from headwater.web.outside.endpoint import BEFORE, Endpoint, Fields, Parameter
from headwater.web.outside.exchange_endpoints import WHO_FROM_WHOM
from headwater.web.wording.translation import N_

_MARKED: Fields = {
    "articles": tuple[MarkedArticle, ...],
    "older": str | None,
    "titles": dict[str, str],
}

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
        (BEFORE, Parameter("edition", N_("a language (de), a country (@CH) or both (de@CH)"))),
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
            BEFORE,
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

_OWN = (
    Endpoint("/saved.json", N_("What is saved"), _MARKED, (BEFORE,), is_list=True),
    Endpoint("/later.json", N_("What is to be read later"), _MARKED, (BEFORE,), is_list=True),
    Endpoint("/history.json", N_("What was opened"), _MARKED, (BEFORE,), is_list=True),
    Endpoint(
        "/highlights.json",
        N_("The highlights with their notes"),
        {"highlights": tuple[Highlight, ...], "older": str | None},
        (BEFORE,),
        is_list=True,
    ),
    Endpoint(
        "/following.json",
        N_("What is followed"),
        {"follows": tuple[Follow, ...], "stories": tuple[StoryCard, ...]},
        is_list=True,
    ),
    Endpoint("/settings.json", N_("What is set"), {"settings": dict[str, str | bool]}),
    Endpoint(
        "/sources.json",
        N_("The sources, how each does, and how much of what each brought lately was not read"),
        {"sources": tuple[SourceReport, ...], "unread": dict[str, int]},
    ),
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
    *ARCHIVES,
    *WHO_FROM_WHOM,
    *BROUGHT,
    *_OWN,
)
