"""The addresses of archives, and of what sources brought: lists of articles, and of the names that they are under."""

from headwater.model.shelf import ArticleRow, DayCount, MonthCount, RisingShelf, Shelf, ShelfPage
from headwater.web.outside.endpoint import BEFORE, PAGE, Endpoint, Fields, Parameter
from headwater.web.wording.translation import N_

_MONTH = Parameter("month", N_("a month of it, 2026-03"))
_WITHIN = (_MONTH, Parameter("day", N_("a day of it, 2026-03-01")))
_KEY = Parameter("key", N_("its key, as other answers give it"), required=True)
_ARCHIVE: Fields = {"page": ShelfPage, "months": tuple[MonthCount, ...], "days": tuple[DayCount, ...]}
_ARCHIVED = N_("The articles of an archive, newest first")
_NAMES: Fields = {"shelves": tuple[Shelf, ...], "rising": tuple[RisingShelf, ...]}

ARCHIVES = (
    *(
        Endpoint(f"/{name}/{{key}}{rest}.json", _ARCHIVED, _ARCHIVE, (_KEY, PAGE, *_WITHIN), is_list=True)
        for name, rest in (
            ("tags", ""),
            ("categories", ""),
            ("sites", ""),
            ("authors", ""),
            ("languages", ""),
            ("publishers", "/articles"),
        )
    ),
    Endpoint("/days/{key}.json", N_("All articles of a day"), _ARCHIVE, (_KEY, PAGE), is_list=True),
    Endpoint("/months/{key}.json", N_("All articles of a month"), _ARCHIVE, (_KEY, PAGE), is_list=True),
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

_BROUGHT_FIELDS: Fields = {"articles": tuple[ArticleRow, ...], "older": str | None}

BROUGHT = (
    Endpoint(
        "/sources/read/{source_id}.json",
        N_("The articles that a source brought"),
        _BROUGHT_FIELDS,
        (Parameter("source_id", N_("the source’s id"), required=True), BEFORE),
        is_list=True,
    ),
    Endpoint(
        "/folders.json",
        N_("The articles of the sources that lie in no folder"),
        _BROUGHT_FIELDS,
        (BEFORE,),
        is_list=True,
    ),
    Endpoint(
        "/folders/{folder}.json",
        N_("The articles of the sources of a folder"),
        _BROUGHT_FIELDS,
        (Parameter("folder", N_("the folder’s name"), required=True), BEFORE),
        is_list=True,
    ),
)
