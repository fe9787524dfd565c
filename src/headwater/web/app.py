"""The web application: its routes, its guard, and what is shown when something is not there."""

from collections.abc import Awaitable, Callable, Iterable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from headwater.model.errors import NotFoundError, StoreError
from headwater.model.views import LibraryReader
from headwater.web.answering import Clock, Reader, Screen, system_clock, templates
from headwater.web.assets import assets_mount, assets_version
from headwater.web.screens import archived_page, article, front, quarantine, story, trouble
from headwater.web.security import Guard, add_headers, guarded_hosts

ScreenMaker = Callable[[Reader, Request], Awaitable[Screen]]

_SCREENS: tuple[tuple[str, ScreenMaker], ...] = (
    ("/", front.screen),
    ("/index.json", front.screen),
    ("/stories/{story_id}.json", story.screen),
    ("/stories/{story_id}", story.screen),
    ("/articles/{article_id}.json", article.screen),
    ("/articles/{article_id}", article.screen),
    ("/quarantine.json", quarantine.screen),
    ("/quarantine", quarantine.screen),
)


def create_app(
    library: LibraryReader, *, allowed_hosts: Iterable[str] = (), clock: Clock = system_clock
) -> Starlette:
    """The reader over a library, as an ASGI application.

    `allowed_hosts` are host names, without a port, that it answers to besides the loopback ones. `clock` gives
    the current time as an aware datetime; relative times are worded against it.
    """
    version = assets_version()
    reader = Reader(library, clock, version, templates())
    routes: list[BaseRoute] = [Route(path, _endpoint(reader, make)) for path, make in _SCREENS]
    routes.append(Route("/pages/{page_id}", archived_page.endpoint(reader)))
    routes.append(assets_mount(version))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, allowed_hosts=guarded_hosts(allowed_hosts))],
        exception_handlers={
            NotFoundError: _trouble(reader, trouble.not_found),
            StoreError: _trouble(reader, trouble.store_failed),
            HTTPException: _trouble(reader, trouble.http_error),
            Exception: _trouble(reader, trouble.failed),
        },
    )


def _endpoint(reader: Reader, make: ScreenMaker) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        return reader.answer(request, await make(reader, request))

    return respond


def _trouble(
    reader: Reader, make: Callable[[Exception], Screen]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def respond(request: Request, error: Exception) -> Response:
        response = reader.answer(request, make(error))
        # Starlette answers an unexpected error outside of the guard, which adds them to all others.
        add_headers(response.headers)
        return response

    return respond
