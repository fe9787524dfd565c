"""Corrections: what was taken back with a note and without one, and what copies altered."""

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.model.correction import Correction, CorrectionKind, CorrectionPage, CorrectionPlace
from headwater.model.errors import InvalidRecordError
from headwater.store import Session
from headwater.web.answering import Reader, Screen, ShownLibrary
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.pages import Page
from headwater.web.wording.corrections import change_path, correction_days, kind_words, plain_change
from headwater.web.wording.translation import _

PATH = "/corrections"
SIZE = 40

_LONGEST_NAME = 200


async def screen(reader: Reader, request: Request) -> Screen:
    """`?kind=` is announced, silent or altered; `?site=` a part of a publisher's or site's name; `?before=` the place
    that an older page goes on from."""
    kind, name, after = _kind(request), _name(request), _place(request)
    found = await reader.ask(_page, reader.library, kind, name, after)
    older = address(kind, name, found.older) if found.older else ""

    def values() -> dict[str, object]:
        return {
            "days": correction_days(found.corrections, now=reader.clock()),
            "kinds": _kinds(name),
            "kind": kind,
            "name": name,
            "older": older,
            "is_cut": found.is_cut,
            "is_first": after is None,
            "newest": address(kind, name),
        }

    def feed() -> Feed:
        return Feed(_("Headwater: corrections"), address(kind, name), tuple(map(_entry, found.corrections)))

    return Screen("corrections.html", values, _record(found, older), feed=feed, shown=found)


def _page(
    library: ShownLibrary, kind: CorrectionKind | None, name: str, after: CorrectionPlace | None
) -> CorrectionPage:
    """Remembered for whoever asks next, but for a name: few ask for the same."""

    def read(session: Session) -> CorrectionPage:
        return session.corrections.page(SIZE, kind=kind, name=name, after=after)

    if not name:
        return library.remembered(("page of corrections", kind, after), read)
    with library.read() as session:
        return read(session)


PAGES = (Page(PATH, screen, is_list=True),)


def address(kind: CorrectionKind | None, name: str, after: CorrectionPlace | None = None) -> str:
    """Where these corrections are listed."""
    fields = {"kind": kind or "", "site": name, "before": after.key if after else ""}
    query = urlencode({key: value for key, value in fields.items() if value})
    return f"{PATH}?{query}" if query else PATH


def _kinds(name: str) -> tuple[tuple[CorrectionKind | None, str, str], ...]:
    """The kinds that can be chosen, in words, and where each is listed."""
    words: tuple[tuple[CorrectionKind | None, str], ...] = (
        (None, _("All")),
        (CorrectionKind.ANNOUNCED, _("With a note")),
        (CorrectionKind.SILENT, _("Without a note")),
        (CorrectionKind.ALTERED, _("Altered by copies")),
    )
    return tuple((kind, each, address(kind, name)) for kind, each in words)


def _kind(request: Request) -> CorrectionKind | None:
    asked = request.query_params.get("kind", "")
    try:
        return CorrectionKind(asked) if asked else None
    except ValueError as error:
        known = ", ".join(CorrectionKind)
        raise HTTPException(400, _("“kind” can be: {known}.").format(known=known)) from error


def _name(request: Request) -> str:
    name = request.query_params.get("site", "").strip()
    if len(name) > _LONGEST_NAME:
        raise HTTPException(400, _("No site has a name as long as the one asked for."))
    return name


def _place(request: Request) -> CorrectionPlace | None:
    asked = request.query_params.get("before", "")
    try:
        return CorrectionPlace.of_key(asked) if asked else None
    except InvalidRecordError as error:
        raise HTTPException(400, _("This address names no place in the list of corrections.")) from error


def _record(found: CorrectionPage, older: str) -> dict[str, object]:
    """The page for a program."""
    return {"corrections": found.corrections, "older": older or None, "is_cut": found.is_cut}


def _entry(correction: Correction) -> FeedEntry:
    who = correction.publisher or _("an unnamed outlet")
    headline = correction.headline or _("Untitled article")
    return FeedEntry(
        id=f"correction-{correction.place.key}",
        path=change_path(correction),
        title=f"{who}: {kind_words(correction)}: {headline}",
        text=plain_change(correction),
        published=correction.when.best if correction.when else None,
        language=correction.language,
    )
