"""What one source, or a folder of sources, brought: newest first, with what was read and what was not."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from starlette.requests import Request

from headwater.model import Source
from headwater.model.errors import NotFoundError
from headwater.model.people import Marks
from headwater.model.shelf import ArticleRow
from headwater.store import Session
from headwater.web.answering import Reader, Screen
from headwater.web.marks import marks_of
from headwater.web.outside.feeds import Feed
from headwater.web.pages import Page
from headwater.web.screens.archive import row_entry
from headwater.web.unread import UNREAD_DAYS, sources_in
from headwater.web.wording.article_rows import listed
from headwater.web.wording.translation import _

_SIZE = 40
# So many pages are looked through for what is not read before the person is asked whether to go on.
_MOST_PAGES = 5


async def of_source(reader: Reader, request: Request) -> Screen:
    """`?unread=yes` leaves out what was read, `?before=` is the cursor of an older page."""
    source_id = request.path_params["source_id"]

    def sources(session: Session) -> list[Source]:
        return [source for source in session.sources.all() if source.id == source_id]

    found = await reader.read(sources)
    if not found:
        raise NotFoundError(_("No source is watched under this address."))
    all_of = ("source", source_id)
    return await _brought(reader, request, found, found[0].name, f"/sources/read/{source_id}", all_of)


async def of_folder(reader: Reader, request: Request) -> Screen:
    """The same of all sources in a folder and in the folders within it; of all sources for none."""
    folder = request.path_params.get("folder", "").strip("/")

    found = await reader.read(lambda session: sources_in(session, folder))
    if folder and not found:
        raise NotFoundError(_("There is no folder of this name."))
    name, here = folder or _("All sources"), _folder_path(folder)
    return await _brought(reader, request, found, name, here, ("folder", folder))


def _folder_path(folder: str) -> str:
    return f"/folders/{quote(folder)}" if folder else "/folders"


async def _brought(
    reader: Reader,
    request: Request,
    sources: Sequence[Source],
    name: str,
    here: str,
    all_of: tuple[str, str],
) -> Screen:
    """`all_of` is the field of a form that means all of these sources, and its value."""
    before = request.query_params.get("before") or None
    unread = request.query_params.get("unread") == "yes"
    rows, marks, older = await _page(reader, [source.id for source in sources], before, unread=unread)
    fields = {"unread": "yes"} if unread else {}
    values = {
        "name": name,
        "here": here,
        "is_folder": len(sources) != 1,
        "rows": listed(rows, now=reader.clock()),
        "marks": marks,
        "unread": unread,
        "is_first": before is None,
        "older": f"{here}?{urlencode({**fields, 'before': older})}" if older else "",
        "unread_here": [row.id for row in rows if row.id in marks and not marks[row.id].read],
        "can_act": reader.people is not None,
        "unread_days": UNREAD_DAYS,
        "until": reader.clock().isoformat(),
        "all_of": all_of,
        "back": f"{here}?{urlencode(fields)}" if fields else here,
    }

    def feed() -> Feed:
        return Feed(f"Headwater: {name}", here, tuple(row_entry(row) for row in rows))

    return Screen("brought.html", values, {"articles": rows, "older": older}, feed=feed)


async def _page(
    reader: Reader, sources: Sequence[str], before: str | None, *, unread: bool
) -> tuple[list[ArticleRow], dict[str, Marks], str | None]:
    """A page of articles with their marks; of those not read, gathered from several pages where need be."""
    shown: list[ArticleRow] = []
    marks: dict[str, Marks] = {}
    for _number in range(_MOST_PAGES):
        cursor = before

        def ask(session: Session, cursor: str | None = cursor) -> tuple[tuple[ArticleRow, ...], str | None]:
            return session.source_articles.newest(sources, limit=_SIZE, before=cursor)

        rows, before = await reader.read(ask)
        found = await marks_of(reader, (row.id for row in rows))
        marks |= found
        shown += [row for row in rows if not unread or not found.get(row.id, Marks()).read]
        if not unread or before is None or len(shown) >= _SIZE // 2:
            break
    return shown, marks, before


PAGES: tuple[Page, ...] = (
    Page("/sources/read/{source_id}", of_source, is_list=True),
    Page("/folders", of_folder, is_list=True),
    Page("/folders/{folder:path}", of_folder, is_list=True),
)
