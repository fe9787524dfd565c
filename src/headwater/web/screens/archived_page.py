"""The bytes of a page as they were fetched, handed over as a file: never shown, never run."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from headwater.web.answering import Reader


def endpoint(reader: Reader) -> Callable[[Request], Awaitable[Response]]:
    """Serves `/pages/{page_id}`; NotFoundError is left to the application."""

    async def respond(request: Request) -> Response:
        content, name = await reader.ask(reader.library.page_content, request.path_params["page_id"])
        headers = {
            # Ours, not the page's: a browser that obeyed the page's own type would run it as this site.
            "Content-Type": "text/plain",
            "Content-Disposition": _disposition(name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=31536000, immutable",
        }
        return Response(content, headers=headers)

    return respond


def _disposition(name: str) -> str:
    """RFC 6266: a plain name for old clients and the whole one, encoded."""
    # Saved as text whatever it is: opened from the disk, the page's own type would run its scripts.
    last = (name.rstrip("/").rpartition("/")[2] or "page").removesuffix(".txt")
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in last
    )
    return f"attachment; filename=\"{plain[:80]}.txt\"; filename*=UTF-8''{quote(last[:120], safe='')}.txt"
