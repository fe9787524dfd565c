"""What a person sent with a form: read with limits, and never more of it than was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from headwater.web.wording.translation import _

# The form of a page holds an address, a note, a pasted article; a file has a limit of its own.
FORM_BYTES = 512 * 1024
_FIELDS = 200
_DIGITS = 18  # of a length: Python refuses to read numbers of thousands of them


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form by name; of a name that was sent several times the last counts. `files` are uploads."""

    fields: Mapping[str, str]
    every: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, bytes] | None = None

    def text(self, name: str) -> str:
        """A field without space around it; empty where it was not sent."""
        return self.fields.get(name, "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.every if key == name)


async def read_form(request: Request, *, limit: int = FORM_BYTES) -> Form:
    """The form of a POST. Raises HTTPException: 413 for more than `limit` bytes, 415 for what is no form, 400 for a
    broken one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, limit)
    if kind not in {"application/x-www-form-urlencoded", ""}:
        raise HTTPException(415, _("Send a form, as this page does."))
    body = await read_body(request, limit=limit)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(400, _("The form could not be read.")) from error
    return Form(dict(pairs), tuple(pairs))


async def read_body(request: Request, *, limit: int) -> bytes:
    """The body, given up as soon as it is longer than `limit` bytes: whoever lies about its length gains nothing."""
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit() or len(told) > _DIGITS:
        raise HTTPException(400, _("The form could not be read."))
    _refuse_longer(int(told), limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        _refuse_longer(len(body), limit)
    return bytes(body)


def _refuse_longer(length: int, limit: int) -> None:
    if length > limit:
        most = {"most": limit // 1024}
        raise HTTPException(413, _("More was sent than this page takes: at most %(most)s kB.") % most)


async def _multipart(request: Request, limit: int) -> Form:
    # Read whole before it is taken apart: the parser itself knows no limit over all of its parts.
    body = await read_body(request, limit=limit)

    async def again() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        # As a context: it closes the files that it has put the parts into.
        async with Request(request.scope, again).form(max_files=4, max_fields=_FIELDS) as sent:
            pairs = tuple((key, value) for key, value in sent.multi_items() if isinstance(value, str))
            files = {key: await value.read() for key, value in sent.items() if isinstance(value, UploadFile)}
    except (MultiPartException, HTTPException, LookupError, UnicodeError) as error:
        # An unknown charset is looked up, and a part read in it.
        raise HTTPException(400, _("The form could not be read.")) from error
    return Form(dict(pairs), pairs, files)
