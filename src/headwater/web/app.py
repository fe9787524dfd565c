"""The web application: its routes, its guard, and what is shown when something is not there."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from headwater.model.errors import NotFoundError, StoreError
from headwater.web.answering import Clock, Reader, Screen, ShownLibrary, speech_of, system_clock, templates
from headwater.web.assets import assets_mount, assets_version
from headwater.web.outside.feeds import FEED_FORMS
from headwater.web.screens import archived_page, article, front, quarantine, story, trouble
from headwater.web.security import Guard, add_headers, guarded_hosts
from headwater.web.wording.translation import speaking

ScreenMaker = Callable[[Reader, Request], Awaitable[Screen]]


@dataclass(frozen=True, slots=True)
class Page:
    """A screen and its path. It answers at `path` and at its JSON twin; a list also as feeds."""

    path: str
    make: ScreenMaker
    is_list: bool = False

    def routes(self, reader: Reader) -> list[BaseRoute]:
        stem = "/index" if self.path == "/" else self.path
        # A feed of JSON ends like the JSON twin: the longer ending has to be asked first.
        endings = [form.ending for form in FEED_FORMS] if self.is_list else []
        paths = [*(stem + ending for ending in sorted(endings, key=len, reverse=True)), f"{stem}.json"]
        endpoint = _endpoint(reader, self.make)
        return [Route(path, endpoint) for path in (*paths, self.path)]


PAGES: tuple[Page, ...] = (
    Page("/", front.screen, is_list=True),
    Page("/stories/{story_id}", story.screen),
    Page("/articles/{article_id}", article.screen),
    Page("/quarantine", quarantine.screen),
)


def create_app(
    library: ShownLibrary, *, allowed_hosts: Iterable[str] = (), clock: Clock = system_clock
) -> Starlette:
    """The reader over a library, as an ASGI application.

    `allowed_hosts` are host names, without a port, that it answers to besides the loopback ones. `clock` gives
    the current time as an aware datetime; relative times are worded against it.
    """
    version = assets_version()
    reader = Reader(library, clock, version, templates())
    routes = [route for page in PAGES for route in page.routes(reader)]
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
        with speaking(speech_of(request)):
            return reader.answer(request, await make(reader, request))

    return respond


def _trouble(
    reader: Reader, make: Callable[[Exception], Screen]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def respond(request: Request, error: Exception) -> Response:
        with speaking(speech_of(request)):
            response = reader.answer(request, make(error))
        # Starlette answers an unexpected error outside of the guard, which adds them to all others.
        add_headers(response.headers)
        return response

    return respond
