"""The sources: how each does in words, folders, adding with a preview, lists in and out, and bringing one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.flow.polling import managing
from headwater.flow.polling.health import SourceReport
from headwater.model import Moment, Source, SourceKind
from headwater.model.errors import InvalidRecordError
from headwater.store import Library
from headwater.web.answering import Reader, Screen
from headwater.web.pages import Page
from headwater.web.shared_text import unpacked_text
from headwater.web.unread import UNREAD_DAYS, unread_of_sources
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of
from headwater.web.wording.source_health import health_words
from headwater.web.wording.times import Shown, ago_words, moment_words
from headwater.web.wording.translation import _


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source with how it does."""

    report: SourceReport
    unread: int
    says: str
    name: str
    kind: str
    rate: str
    last: Shown | None
    next: Shown | None


async def screen(reader: Reader, request: Request) -> Screen:
    """Every source, by folder."""
    now = reader.clock()
    reports = await run_in_threadpool(managing.source_reports, library_of(reader), now)
    counts = await reader.ask(reader.library.counts)
    unread = await reader.ask(unread_of_sources, reader)
    removed = _removed(request.query_params.get("removed"))
    values = {
        "folders": [
            (folder, [_shown(report, unread.get(report.source.id, 0), now) for report in found])
            for folder, found in groupby(reports, lambda report: report.source.folder)
        ],
        "number": len(reports),
        "quarantined": counts.quarantined,
        "unread_days": UNREAD_DAYS if unread else 0,
        "can_change": reader.means is not None,
        "removed": removed,
        "removed_name": removed.name if removed else "",
        "said": _said(request, [report.source for report in reports]),
        "places": sorted({report.source.folder for report in reports if report.source.folder}),
    }
    # The address of a proxy may hold a password.
    told = [replace(report, source=replace(report.source, proxy=None)) for report in reports]
    return Screen("sources.html", values, {"sources": told, "unread": unread})


def _said(request: Request, sources: Sequence[Source]) -> str:
    """What was done with a source, by its word in the address."""
    named = request.query_params.get("source", "")
    name = next((source.name for source in sources if source.id == named), "")
    said = {
        "added": _("%(source)s is watched from now on."),
        "known": _("%(source)s was watched already."),
        "pause": _("%(source)s is paused: it is fetched again when it is resumed."),
        "resume": _("%(source)s is fetched again."),
        "now": _("%(source)s is fetched next."),
        "rename": _("%(source)s has another name now."),
        "file": _("%(source)s lies in another folder now."),
        "whole": _("The whole pages of %(source)s are fetched from now on."),
        "summary": _("The text of the feed is taken from %(source)s from now on."),
    }.get(request.query_params.get("did", ""), "")
    return said % {"source": name} if said and name else ""


def library_of(reader: Reader) -> Library:
    if not isinstance(reader.library, Library):
        raise HTTPException(503, _("This reader can only show what is stored."))
    return reader.library


def _shown(report: SourceReport, unread: int, now: datetime) -> ShownSource:
    return ShownSource(
        report=report,
        unread=unread,
        says=health_words(report, now=now),
        name=report.source.name,
        kind=kind_words(report.source.kind),
        rate=_rate(report.per_day),
        last=ago_words(Moment.at(report.last), now=now) if report.last else None,
        next=moment_words(Moment.at(report.next), now=now) if report.next else None,
    )


def _rate(per_day: float | None) -> str:
    if per_day is None:
        return ""
    if per_day >= 1:
        return number_of("%(num)s article a day", "%(num)s articles a day", round(per_day))
    if per_day * 7 >= 1:
        return number_of("%(num)s article a week", "%(num)s articles a week", round(per_day * 7))
    return _("less than one article a week")


def kind_words(kind: SourceKind) -> str:
    """What sort of source it is."""
    return {
        SourceKind.FEED: _("feed"),
        SourceKind.SITEMAP: _("sitemap"),
        SourceKind.PAGE: _("page that is watched"),
        SourceKind.TELEGRAM: _("Telegram channel"),
        SourceKind.ARCHIVE: _("archive"),
    }[kind]


def _removed(packed: str | None) -> Source | None:
    """The source that was just removed, as its form can bring it back."""
    text = unpacked_text(packed) if packed else None
    if not text:
        return None
    try:
        told = orjson.loads(text)
        return source_of({key: str(value) for key, value in told.items()}, None)
    except (orjson.JSONDecodeError, AttributeError, InvalidRecordError, ValueError):
        return None


def source_of(told: dict[str, str], now: datetime | None) -> Source:
    """A source as a form says it. Raises InvalidRecordError for what is none."""
    try:
        kind = SourceKind(told.get("kind") or SourceKind.FEED)
    except ValueError as error:
        raise InvalidRecordError(f"source: there is no kind {told.get('kind', '')[:40]!r}") from error
    url = told.get("url", "").strip()[:4096]
    # An archive is never fetched: what is brought back may be the path that it was imported from.
    if kind is not SourceKind.ARCHIVE and not wording.web_address(url):
        raise InvalidRecordError("source: its address has to begin with http:// or https://")
    return Source(
        url=url,
        kind=kind,
        title=" ".join(told.get("title", "").split())[:300],
        folder=" ".join(told.get("folder", "").split())[:300],
        language=told.get("language") or None,
        full_text={"yes": True, "no": False}.get(told.get("full_text", "")),
        added_at=now,
    )


def told_by(source: Source) -> dict[str, str]:
    """The same, for a form."""
    whole = {True: "yes", False: "no", None: ""}[source.full_text]
    return {
        "url": source.url,
        "kind": source.kind.value,
        "title": source.title,
        "folder": source.folder,
        "language": source.language or "",
        "full_text": whole,
    }


PAGES: tuple[Page, ...] = (Page("/sources", screen),)
