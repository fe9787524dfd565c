"""Archives: all articles under a hashtag, a category, a publisher, a site, an author or a language, or of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from headwater.flow.near_names import near_names
from headwater.model.errors import NotFoundError
from headwater.model.people import ME, Marks
from headwater.model.shelf import ArchiveView, ArticleRow, DayCount, MonthCount, Shelf, ShelfKind, ShelfPage
from headwater.model.words import SubjectKind
from headwater.store import Session
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.marks import marks_in
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.pages import Page, ScreenMaker
from headwater.web.paging import Pager, page_number
from headwater.web.wording import words as wording
from headwater.web.wording.article_rows import listed, row_remark
from headwater.web.wording.calendar_days import calendar, full_day_words, month_words
from headwater.web.wording.translation import _

SIZE = 40

# So many names of a kind fill a page without an end.
_NAMES = 300
# So many are looked through for one like a name that none begins with, and so many are offered.
_LOOKED_THROUGH, _OFFERED = 5_000, 12


_FOLLOWED = frozenset(each.value for each in SubjectKind)


@dataclass(frozen=True, slots=True)
class _Archive:
    """What an archive's page shows, and what the person did with it."""

    view: ArchiveView
    marks: Mapping[str, Marks]
    is_followed: bool


def archive(kind: ShelfKind) -> ScreenMaker:
    """The archive of one kind by its key: `?page=`, `?month=2026-03` and `?day=2026-03-01` narrow it."""

    async def screen(reader: Reader, request: Request) -> Screen:
        key, within = request.path_params["key"], _within(request)
        number = page_number(request)
        found = await reader.ask(lambda: _found(reader, kind, key, within, number))
        shelf = found.view.page.shelf
        here = addresses.articles_path(kind.value, shelf.key)
        return _screen(reader, found, within=within, chosen=within, here=here, calendar_at=here)

    return screen


def dated(kind: ShelfKind) -> ScreenMaker:
    """All articles of a day ("2026-03-01") or a month ("2026-03")."""

    async def screen(reader: Reader, request: Request) -> Screen:
        key, number = request.path_params["key"], page_number(request)
        found = await reader.ask(lambda: _found(reader, kind, key, None, number))
        return _screen(reader, found, within=None, chosen=key, here=addresses.dated_path(key), calendar_at="")

    return screen


def _found(reader: Reader, kind: ShelfKind, key: str, within: str | None, number: int) -> _Archive:
    """All of it at once, in a thread: to go to another takes as long as some of the questions."""
    with reader.library.read() as session:
        view = session.shelves.archive(kind, key, within=within, number=number, size=SIZE)
    shelf, articles = view.page.shelf, [row.id for row in view.page.articles]
    if reader.people is None or shelf.kind.value not in _FOLLOWED:
        return _Archive(view, marks_in(reader, articles), is_followed=False)
    marks, is_followed = reader.people.marks_beneath(ME, articles, SubjectKind(shelf.kind.value), shelf.key)
    return _Archive(view, marks, is_followed)


def _screen(
    reader: Reader, found: _Archive, *, within: str | None, chosen: str | None, here: str, calendar_at: str
) -> Screen:
    """`chosen` is the day or month that the calendar shows; see `calendar` for where it leads."""
    view, page = found.view, found.view.page
    kind = page.shelf.kind.value
    narrowed = (("day" if len(within) > len("2026-03") else "month", within),) if within else ()
    values = {
        "shelf": page.shelf,
        "kind_words": kind_words(page.shelf.kind),
        "name": name_of(page.shelf),
        "total": page.total,
        "waiting": page.waiting,
        "rows": listed(page.articles, now=reader.clock()),
        "pager": Pager(here, page.number, page.pages, narrowed),
        "here": here,
        "within": span_words(within) if within else "",
        "can_act": reader.people is not None,
        "marks": found.marks,
        "calendar": calendar(view.months, view.days, chosen, here=calendar_at),
        "subject_kind": kind if kind in _FOLLOWED else "",
        "is_followed": found.is_followed,
    }
    return Screen("archive.html", values, view, feed=lambda: _feed(page, here))


def index(kind: ShelfKind) -> ScreenMaker:
    """All names of a kind, those with most articles first; `?starting=` narrows them."""

    async def screen(reader: Reader, request: Request) -> Screen:
        starting = request.query_params.get("starting", "").strip()[:200]
        shelves, rising = await reader.read(
            lambda session: (
                session.shelves.all(kind, limit=_NAMES, starting_with=starting or None),
                session.shelves.rising(kind, reader.clock()) if kind is ShelfKind.HASHTAG else (),
            )
        )
        near = await reader.read(lambda session: _near(session, kind, starting)) if not shelves else ()
        values = {
            "kind_words": kinds_words(kind),
            "shelves": [(shelf, name_of(shelf)) for shelf in shelves],
            "rising": [(each, name_of(each.shelf)) for each in rising],
            "starting": starting,
            "near": [(shelf, name_of(shelf)) for shelf in near],
            "most": _NAMES,
        }
        return Screen("names.html", values, {"shelves": shelves, "rising": rising})

    return screen


def _near(session: Session, kind: ShelfKind, asked: str) -> tuple[Shelf, ...]:
    """The shelves called most like what none begins with."""
    known = {shelf.name: shelf for shelf in session.shelves.all(kind, limit=_LOOKED_THROUGH)} if asked else {}
    return tuple(known[name] for name in near_names(asked, known, most=_OFFERED))


async def days(reader: Reader, request: Request) -> Screen:
    """The calendar of everything: how many articles are of each day of a month."""
    within = _within(request)
    months, found = await reader.read(lambda session: _everything(session, within))
    values = {"calendar": calendar(months, found, within or (months[0].month if months else None), here="")}
    return Screen("days.html", values, {"months": months, "days": found})


def _everything(session: Session, within: str | None) -> tuple[tuple[MonthCount, ...], tuple[DayCount, ...]]:
    try:
        months = session.shelves.months(ShelfKind.ALL, "")
    except NotFoundError:
        return (), ()  # no article is stored yet: the calendar is empty, and no address is wrong
    month = within[:7] if within else months[0].month if months else None
    return months, session.shelves.days(ShelfKind.ALL, "", month) if month else ()


def _within(request: Request) -> str | None:
    asked = request.query_params.get("day") or request.query_params.get("month")
    return asked.strip()[:10] if asked else None


def name_of(shelf: Shelf) -> str:
    """The name as a heading shows it."""
    match shelf.kind:
        case ShelfKind.HASHTAG:
            return f"#{shelf.name.lstrip('#')}"
        case ShelfKind.LANGUAGE:
            return wording.language_words(shelf.key)
        case ShelfKind.DAY:
            return full_day_words(date.fromisoformat(shelf.key))
        case ShelfKind.MONTH:
            return month_words(shelf.key)
        case _:
            return shelf.name


def span_words(within: str) -> str:
    """The day ("2026-03-01") or the month ("2026-03") that an archive is narrowed to, in words."""
    return full_day_words(date.fromisoformat(within)) if len(within) > len("2026-03") else month_words(within)


def kind_words(kind: ShelfKind) -> str:
    """What stands above the name of an archive."""
    return {
        ShelfKind.HASHTAG: _("Hashtag"),
        ShelfKind.CATEGORY: _("Category"),
        ShelfKind.PUBLISHER: _("Credited to"),
        ShelfKind.SITE: _("Served by"),
        ShelfKind.AUTHOR: _("Written by"),
        ShelfKind.LANGUAGE: _("Language"),
        ShelfKind.DAY: _("Day"),
        ShelfKind.MONTH: _("Month"),
    }.get(kind, _("Archive"))


def kinds_words(kind: ShelfKind) -> str:
    return {
        ShelfKind.HASHTAG: _("Hashtags"),
        ShelfKind.CATEGORY: _("Categories"),
        ShelfKind.PUBLISHER: _("Publishers"),
        ShelfKind.SITE: _("Sites"),
        ShelfKind.AUTHOR: _("Authors"),
        ShelfKind.LANGUAGE: _("Languages"),
    }[kind]


def _feed(page: ShelfPage, here: str) -> Feed:
    title = f"Headwater: {name_of(page.shelf)}"
    return Feed(title, here, tuple(row_entry(row) for row in page.articles))


def row_entry(row: ArticleRow) -> FeedEntry:
    """An article of a list in a feed."""
    return FeedEntry(
        id=row.id,
        path=addresses.article_path(row.id),
        title=row.words,
        text=row_remark(row),
        published=row.time,
        authors=(row.outlet,) if row.outlet else (),
        language=row.language,
    )


def _pages(path: str, kind: ShelfKind) -> Sequence[Page]:
    return (Page(f"/{path}", index(kind)), Page(f"/{path}/{{key:path}}", archive(kind), is_list=True))


PAGES: tuple[Page, ...] = (
    *_pages("tags", ShelfKind.HASHTAG),
    *_pages("categories", ShelfKind.CATEGORY),
    *_pages("sites", ShelfKind.SITE),
    *_pages("authors", ShelfKind.AUTHOR),
    *_pages("languages", ShelfKind.LANGUAGE),
    Page("/publishers", index(ShelfKind.PUBLISHER)),
    Page("/publishers/{key:path}/articles", archive(ShelfKind.PUBLISHER), is_list=True),
    Page("/days", days),
    Page("/days/{key}", dated(ShelfKind.DAY), is_list=True),
    Page("/months/{key}", dated(ShelfKind.MONTH), is_list=True),
)
