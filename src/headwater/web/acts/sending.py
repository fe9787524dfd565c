"""What people do with what they read: one address that takes a form's act, or an outbox of acts as JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.model.people import ME, ActResult
from headwater.model.preferences import as_setting
from headwater.model.words import ActKind, ActOutcome, SubjectKind
from headwater.store.people import People, new_id
from headwater.web.addresses import local_path
from headwater.web.answering import Reader
from headwater.web.forms import Form, read_body, read_form
from headwater.web.unread import sources_in, unread_articles
from headwater.web.wording.translation import _

# An outbox of weeks, in the pieces that the page sends.
_OUTBOX_BYTES = 4 * 1024 * 1024
_MOST_ACTS = 500


def acts_route(reader: Reader) -> Route:
    """`POST /acts`: a form of one act leads back to its page; JSON `{"acts": […]}` is answered with a result each."""

    async def respond(request: Request) -> Response:
        if reader.people is None:
            raise HTTPException(503, _("Nothing can be saved here: this reader only shows."))
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            return await _outbox(reader, reader.people, request)
        return await _form(reader, reader.people, request)

    return Route("/acts", respond, methods=["POST"])


async def _outbox(reader: Reader, people: People, request: Request) -> Response:
    body = await read_body(request, limit=_OUTBOX_BYTES)
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, _("What was sent is no JSON.")) from error
    acts = sent.get("acts") if isinstance(sent, dict) else None
    if not isinstance(acts, list) or len(acts) > _MOST_ACTS:
        raise HTTPException(400, _("Send at most 500 acts, as a list under the name “acts”."))
    results = await _applied(reader, people, acts)
    return Response(orjson.dumps({"results": results}), media_type="application/json")


async def _form(reader: Reader, people: People, request: Request) -> Response:
    form = await read_form(request)
    (result,) = await _applied(reader, people, [_act_of(form, reader)])
    if result.outcome is ActOutcome.REFUSED:
        raise HTTPException(400, result.reason)
    return RedirectResponse(local_path(form.text("back")), 303)


def read_route(reader: Reader) -> Route:
    """`POST /acts/read`: a form that says of several articles that they were read.

    With a `source`, or a `folder` (empty for all of them), all that came from there until the time `until`.
    """

    async def respond(request: Request) -> Response:
        if reader.people is None:
            raise HTTPException(503, _("Nothing can be saved here: this reader only shows."))
        form = await read_form(request)
        articles: Sequence[str] = form.all("article")
        if not articles and ("source" in form.fields or "folder" in form.fields):
            articles = await reader.ask(_unread_of, reader, form)
        acts = [
            {
                "id": new_id(),
                "kind": ActKind.READ.value,
                "subject_kind": SubjectKind.ARTICLE.value,
                "subject": article,
                "value": None,
                "made_at": reader.clock().isoformat(),
            }
            for article in articles
        ]
        await _applied(reader, reader.people, acts)
        return RedirectResponse(local_path(form.text("back")), 303)

    return Route("/acts/read", respond, methods=["POST"])


def _unread_of(reader: Reader, form: Form) -> list[str]:
    """The articles of the source or the folder that a form means. Raises HTTPException without a time until when."""
    try:
        until = datetime.fromisoformat(form.text("until")).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, _("The form could not be read.")) from error
    if "source" in form.fields:
        return unread_articles(reader, [form.text("source")], until)
    with reader.library.read() as session:
        sources = [each.id for each in sources_in(session, form.text("folder"))]
    return unread_articles(reader, sources, until)


def _act_of(form: Form, reader: Reader) -> dict[str, object]:
    """The act that a form says, in the form in which clients send acts.

    A form without JavaScript is sent once, by a person who sees what comes of it: it gets its id and its time here.
    """
    kind, subject = form.text("kind"), form.text("subject")
    value: dict[str, object] = {
        name.removeprefix("value."): text for name, text in form.every if name.startswith("value.")
    }
    if kind == ActKind.SET:
        value = {"value": as_setting(subject, form.text("value"))}
    return {
        "id": form.text("id") or new_id(),
        "kind": kind,
        "subject_kind": form.text("subject_kind"),
        "subject": subject or new_id(),
        "value": value or None,
        "made_at": reader.clock().isoformat(),
    }


async def _applied(reader: Reader, people: People, acts: Sequence[object]) -> tuple[ActResult, ...]:
    return await reader.ask(people.apply_sent, ME, acts, now=reader.clock())
