"""The pictures of stored articles, handed on from the cache: nobody who reads asks a stranger's server for anything.

Only what a stored article names is fetched, by the article's id and the picture's number: no address can be given.
What is handed on is a raster picture by its own first bytes, in a sandbox where even a page would run nothing.
"""

import hashlib
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from headwater.flow.pictures import KeptPicture, PictureError, stored_picture
from headwater.model import Picture
from headwater.model.errors import NotFoundError
from headwater.model.preferences import Preferences
from headwater.web.answering import Reader

# Where a page of somebody else asks, or a browser that does not say. A person may open a picture by its address.
_OWN = ("same-origin", "none", "")
_A_YEAR, _A_DAY, _A_WHILE = (
    "private, max-age=31536000, immutable",
    "private, max-age=86400",
    "private, max-age=300",
)
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}


def picture_path(article: str, number: int, picture: Picture) -> str:
    """The path that a stored article's picture is shown from; another picture at this number has another path."""
    return f"/pictures/{article}/{number}?v={_version(picture.url)}"


def may_fetch(reader: Reader, preferences: Preferences) -> bool:
    """Whether pictures are fetched for this person: not in strict mode, theirs or the whole reader's."""
    return reader.pictures is not None and not preferences.strict_pictures


def endpoint(reader: Reader) -> Callable[[Request], Awaitable[Response]]:
    """Serves `/pictures/{article_id}/{number}`: the picture, or an empty answer with status 404."""

    async def respond(request: Request) -> Response:
        await reader.greet(request)
        pictures = reader.pictures
        if pictures is None or not may_fetch(reader, request.state.preferences) or not _is_own(request):
            return _nothing()
        article, number = request.path_params["article_id"], _number(request.path_params["number"])
        try:
            picture = await reader.read(lambda session: stored_picture(session, article, number))
            kept = await pictures.get(picture.url)
        except (NotFoundError, PictureError):
            return _nothing()
        return _answer(kept, lasts=request.query_params.get("v") == _version(picture.url))

    return respond


def _number(text: str) -> int:
    """A picture's number as a path says it; -1 for what is none."""
    return int(text) if len(text) <= 3 and text.isascii() and text.isdigit() else -1


def _is_own(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "") in _OWN


def _answer(kept: KeptPicture, *, lasts: bool) -> Response:
    """The picture; `lasts` where it is the one that the asking page meant, which then never changes."""
    headers = {
        "Content-Type": kept.type,
        "Content-Disposition": f'inline; filename="picture.{_ENDINGS[kept.type]}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": _A_YEAR if lasts else _A_DAY,
    }
    return Response(kept.content, headers=headers)


def _nothing() -> Response:
    # With a type: a browser that was sent here would offer to save what has none.
    return PlainTextResponse(status_code=404, headers={"Cache-Control": _A_WHILE})


def _version(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:12]
