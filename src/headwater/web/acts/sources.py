"""Sources as they are changed: found, added, paused, filed, removed; and lists of them, in and out."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from headwater.flow.adding.finding import NoSourceError
from headwater.flow.means import Means
from headwater.flow.polling import managing
from headwater.flow.subscribing import (
    MOST_LIST_BYTES,
    find_offers,
    subscribe,
    subscribe_list,
    subscriptions,
    watched,
)
from headwater.model import Source
from headwater.model.errors import HeadwaterError, InvalidRecordError, NotFoundError, UnreadableError
from headwater.store import Session
from headwater.web.answering import Reader, Screen
from headwater.web.forms import Form, read_form
from headwater.web.pacing import Allowance
from headwater.web.screens.sources import kind_words, library_of, source_of, told_by
from headwater.web.screens.trouble import trouble
from headwater.web.shared_text import packed_text
from headwater.web.wording.numbers import number_of
from headwater.web.wording.recorded import recorded
from headwater.web.wording.translation import _, speaking

# A form around a list of subscriptions adds a little to it.
_UPLOAD_BYTES = MOST_LIST_BYTES + 64 * 1024
_MOST_BAD = 30

Made = Response | Screen
Answer = Callable[[Request, Means], Awaitable[Made]]


def source_routes(reader: Reader) -> list[BaseRoute]:
    """What is sent from the pages of sources and of the quarantine, and the list that is taken from there."""
    searches = Allowance(most=10, seconds=6.0)

    async def find(request: Request, means: Means) -> Made:
        text = (await read_form(request)).text("q")
        if not text:
            return trouble(400, _("Nothing was given"), _("Give an address, or the name of an outlet."))
        searches.take()
        return await _found(reader, means, text)

    async def add(request: Request, means: Means) -> Made:
        return await _added(reader, means, await read_form(request))

    async def change(request: Request, means: Means) -> Made:
        return await _changed(reader, means, await read_form(request))

    async def take_list(request: Request, means: Means) -> Made:
        return await _listed(reader, means, await read_form(request, limit=_UPLOAD_BYTES))

    async def again(request: Request, means: Means) -> Made:
        return await _retried(reader, means, await read_form(request))

    posted = {
        "/sources/find": find,
        "/sources/add": add,
        "/sources/change": change,
        "/sources/list": take_list,
        "/quarantine/retry": again,
    }
    routes: list[BaseRoute] = [
        Route(path, _spoken(reader, answer), methods=["POST"]) for path, answer in posted.items()
    ]
    return [*routes, Route("/sources.opml", _opml(reader))]


def _spoken(reader: Reader, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        with speaking(await reader.greet(request)):
            if reader.means is None:
                raise HTTPException(503, _("This reader only shows: sources can’t be changed here."))
            made = await answer(request, reader.means)
            reader.names.forget()
            return reader.answer(request, made) if isinstance(made, Screen) else made

    return respond


def _opml(reader: Reader) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        del request
        text = await run_in_threadpool(lambda: subscriptions(watched(library_of(reader))))
        headers = {
            "Content-Disposition": 'attachment; filename="headwater.opml"',
            "Cache-Control": "no-store",
        }
        return Response(text, media_type="text/x-opml", headers=headers)

    return respond


async def _found(reader: Reader, means: Means, text: str) -> Screen:
    try:
        offers = await find_offers(text, means, now=reader.clock())
    except NoSourceError as error:
        return _no_offers(
            text, error.reason, error.advice, tuple((one.url, one.answer) for one in error.asked), 404
        )
    except UnreadableError as error:
        return _no_offers(text, f"{error.what}: {recorded(error.reason)}", error.advice, (), 400)
    except HeadwaterError as error:
        return _no_offers(text, str(error), "", (), 400)
    values: dict[str, object] = {
        "given": text,
        "offers": [(offer, kind_words(offer.kind)) for offer in offers.offers],
        "listed": offers.listed,
        "asked": offers.asked,
    }
    return Screen("offers.html", values, offers)


def _no_offers(
    text: str, reason: str, advice: str, asked: tuple[tuple[str, str], ...], status: int
) -> Screen:
    values = {"given": text, "offers": None, "reason": reason, "advice": advice, "asked": asked}
    return Screen("offers.html", values, {"error": reason, "advice": advice, "asked": asked}, status)


async def _added(reader: Reader, means: Means, form: Form) -> Response | Screen:
    try:
        source = source_of(dict(form.fields), reader.clock())
    except InvalidRecordError as error:
        return trouble(400, _("This can’t be watched"), str(error))
    added = await run_in_threadpool(subscribe, means.library(), source, now=reader.clock())
    return _back("added" if added.is_new else "known", added.source)


def _back(did: str, source: Source) -> RedirectResponse:
    """Back to the sources, which say what was done: the address has no words of its own."""
    return RedirectResponse(f"/sources?{urlencode({'did': did, 'source': source.id})}#{source.id}", 303)


async def _changed(reader: Reader, means: Means, form: Form) -> Response:
    """Pause, resume, rename, file or remove one source."""
    action, value, now = form.text("action"), form.text("value"), reader.clock()

    def change() -> Source:
        with means.library().write(of_articles=False, lasting=True) as session:
            source = managing.source_named(session, form.text("source"))
            _act(session, action, source, value, now)
            return source

    source = await run_in_threadpool(change)
    if action == "remove":
        packed = packed_text(orjson.dumps(told_by(source)).decode()) or ""
        return RedirectResponse(f"/sources?{urlencode({'removed': packed})}", 303)
    return _back(action, source)


def _act(session: Session, action: str, source: Source, value: str, now: datetime) -> None:
    match action:
        case "pause":
            managing.pause(session, source, now)
        case "resume" | "now":
            managing.resume(session, source, now)
        case "remove":
            managing.remove(session, source)
        case "rename":
            managing.rename(session, source, " ".join(value.split())[:300])
        case "file":
            managing.file_under(session, source, value[:300])
        case "whole" | "summary":
            managing.read_whole(session, source, action == "whole")
        case _:
            raise HTTPException(400, "There is no such change.")


async def _listed(reader: Reader, means: Means, form: Form) -> Response | Screen:
    content = (form.files or {}).get("list", b"")
    if not content:
        return trouble(400, _("No list was given"), _("Choose a file: the OPML that another reader exports."))
    try:
        added = await run_in_threadpool(
            subscribe_list, means.library(), _("the list"), content, now=reader.clock()
        )
    except UnreadableError as error:
        status = 413 if len(content) > MOST_LIST_BYTES else 422
        return trouble(status, _("This list can’t be taken"), f"{error.what}: {error.reason}", error.advice)
    said = number_of("%(num)s new source is watched.", "%(num)s new sources are watched.", len(added.added))
    values = {
        "said": said,
        "known": len(added.known),
        "repeated": added.repeated,
        "bad": added.bad[:_MOST_BAD],
    }
    record = {"added": [replace(source, proxy=None) for source in added.added]}
    return Screen("list_taken.html", {**values, "more_bad": len(added.bad) - _MOST_BAD}, record)


async def _retried(reader: Reader, means: Means, form: Form) -> Response:
    """An input of the quarantine once more, or let go."""
    from headwater.flow import quarantining  # noqa: PLC0415  # it loads all that reads pages

    entry, now = form.text("entry"), reader.clock()

    def work() -> str:
        if form.text("action") == "dismiss":
            quarantining.dismiss(means.library(), [entry], now)
            return "dismissed"
        (result,) = quarantining.retry(means.library(), [entry], means.publishers)
        return result.outcome.value

    try:
        said = await run_in_threadpool(work)
    except NotFoundError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(f"/quarantine?{urlencode({'said': said})}", 303)
