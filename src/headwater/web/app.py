"""The web application: its routes, its guard, and what is shown when something is not there."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, tzinfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from headwater.flow.means import Means
from headwater.flow.pictures import Pictures
from headwater.model.errors import NotFoundError, StoreError
from headwater.store.people import People
from headwater.store.people.sign_in import SignIn
from headwater.web.acts.sending import acts_route, read_route
from headwater.web.acts.sources import source_routes
from headwater.web.answering import Clock, Reader, Screen, ShownLibrary, speech_of, system_clock, templates
from headwater.web.assets import assets_route, assets_version
from headwater.web.installing import app_routes, offline_screen
from headwater.web.live import Live
from headwater.web.pages import Page, ScreenMaker
from headwater.web.readiness import readied
from headwater.web.screens import (
    api,
    archive,
    archived_page,
    article,
    compare,
    corrections,
    front,
    installing,
    marked,
    network,
    picture,
    publisher,
    quarantine,
    reading_by_source,
    search,
    settings,
    sources,
    story,
    trace,
    trouble,
)
from headwater.web.security import Guard, add_headers, guarded_hosts
from headwater.web.signing_in import Door, Signing
from headwater.web.wording.translation import SOURCE, speaking

PAGES: tuple[Page, ...] = (
    Page("/", front.screen, is_list=True),
    Page("/stories/{story_id}", story.screen),
    Page("/articles/{article_id}", article.screen),
    Page("/quarantine", quarantine.screen),
    Page("/offline", offline_screen),
    *archive.PAGES,
    *publisher.PAGES,
    *installing.PAGES,
    *api.PAGES,
    *marked.PAGES,
    *corrections.PAGES,
    *network.PAGES,
    *compare.PAGES,
    *trace.PAGES,
    *search.PAGES,
    *sources.PAGES,
    *reading_by_source.PAGES,
    *settings.PAGES,
)


def create_app(  # noqa: PLR0913  # each is a part that a reader may do without
    library: ShownLibrary,
    people: People | None = None,
    *,
    pictures: Pictures | None = None,
    means: Means | None = None,
    allowed_hosts: Iterable[str] = (),
    clock: Clock = system_clock,
    zone: tzinfo = UTC,
) -> Starlette:
    """The reader over a library and what people did with it, as an ASGI application.

    Without `people` nothing can be saved, followed or set; without `pictures` none is fetched, and pages tell where
    they are; without `means` nothing else is fetched, and no source can be added.
    `allowed_hosts` are host names, without a port, that it answers to besides the loopback ones. `clock` gives
    the current time as an aware datetime; relative times are worded against it, and all times are told in `zone`.
    """
    version = assets_version()
    reader = Reader(library, clock, version, templates(), people, pictures, means, zone)
    routes: list[BaseRoute] = [
        Route(path, _endpoint(reader, page.make)) for page in PAGES for path in page.paths()
    ]
    routes.append(Route("/pages/{page_id}", archived_page.endpoint(reader)))
    routes.append(Route("/pictures/{article_id}/{number}", picture.endpoint(reader)))
    routes += [
        acts_route(reader),
        read_route(reader),
        settings.settings_route(reader),
        trace.trace_route(reader),
        Live(reader).route(),
        *source_routes(reader),
        *app_routes(reader),
    ]
    sign_in = None if people is None else SignIn(people)
    if sign_in is not None:
        routes += Signing(reader, sign_in).routes()
    routes.append(assets_route())
    return Starlette(
        routes=routes,
        lifespan=readied(reader.templates, lambda: _endpoint(reader, front.screen)(_first_request())),
        middleware=[
            Middleware(Guard, allowed_hosts=guarded_hosts(allowed_hosts)),
            Middleware(Door, sign_in=sign_in, clock=clock),
            # A page shrinks to a fifth. It holds no secret that its length could tell (no tokens stand in forms).
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        ],
        exception_handlers={
            NotFoundError: _trouble(reader, trouble.not_found),
            StoreError: _trouble(reader, trouble.store_failed),
            HTTPException: _trouble(reader, trouble.http_error),
            Exception: _trouble(reader, trouble.failed),
        },
    )


def _first_request() -> Request:
    """For the front page, as nobody has asked for it."""
    headers = [(b"host", b"127.0.0.1"), (b"accept-language", SOURCE.encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers})


def _endpoint(reader: Reader, make: ScreenMaker) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        with speaking(await reader.greet(request)):
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
