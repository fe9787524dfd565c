"""One screen in all its forms: a page for people, the same records as JSON, and for a list the feeds of it."""

import hashlib
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

import orjson
from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from headwater.flow.means import Means
from headwater.flow.pictures import Pictures
from headwater.model import Moment
from headwater.model.glance import StoryGlance
from headwater.model.people import ME
from headwater.model.preferences import Preferences
from headwater.model.views import ArticleCard, LibraryReader
from headwater.store import Session
from headwater.store.people import People
from headwater.web import addresses
from headwater.web.chosen import Chosen
from headwater.web.compiled import Compiled
from headwater.web.drawn import DrawnPages
from headwater.web.outside.feeds import FEED_FORMS, Feed, FeedForm
from headwater.web.pacing import Turns
from headwater.web.ways import ways
from headwater.web.wording import in_templates, times, translation
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import whole
from headwater.web.wording.site_names import SiteNames, served_at, shown_name
from headwater.web.wording.translation import Speech, spoken
from headwater.web.written import Templates

P = ParamSpec("P")
T = TypeVar("T")
Clock = Callable[[], datetime]
Handler = Callable[[Request], Awaitable[Response]]


def system_clock() -> datetime:
    return datetime.now(UTC)


class ShownLibrary(LibraryReader, Protocol):
    """What the reader needs of a library: its questions, and sessions for those that no method of it names."""

    def glance(self, story_id: str) -> StoryGlance:
        """A story as its page draws it. Raises NotFoundError."""

    def cards(self, article_ids: Iterable[str]) -> Mapping[str, ArticleCard]:
        """The cards of those of these articles that there are, by id, as `StoryView` has them."""

    def read(self) -> AbstractContextManager[Session]: ...

    def remembered(self, question: Hashable, work: Callable[[Session], T]) -> T:
        """What `work` finds, found once for each state of the articles and `question`."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen shows: its template and the template's values, and `record`, the same for a program.

    `record` is made of the model's records and plain values; orjson writes each dataclass as an object with
    its fields, times in ISO 8601. A screen that is a list can give a `feed` too,
    which is made only for those who ask for it.

    `shown` is all that the page follows from besides its address, the person's choices and the minute, where that is
    quickly told: the page is drawn once for it, and `values` may be worked out only when that is done.
    """

    template: str
    values: Mapping[str, object] | Callable[[], Mapping[str, object]]
    record: object
    status: int = 200
    feed: Callable[[], Feed] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    shown: object = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What every screen needs: the library, the clock, and the templates. One for an application."""

    library: ShownLibrary
    clock: Clock
    version: str
    templates: Environment = field(repr=False)
    people: People | None = None
    pictures: Pictures | None = None
    means: Means | None = None
    zone: tzinfo = UTC
    drawn: DrawnPages = field(default_factory=DrawnPages, repr=False)
    names: SiteNames = field(default_factory=SiteNames, repr=False)
    chosen: Chosen = field(default_factory=Chosen, repr=False)
    # For what is remembered: threads that look it up at once keep one another waiting. Of eight who ask for the front
    # page at once, each is answered in half the time.
    one_by_one: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1), repr=False)
    # Searches and comparisons: four take two cores, and leave threads to whoever only reads.
    costly: Turns = field(default_factory=lambda: Turns(at_once=4, waiting=60), repr=False)

    async def greet(self, request: Request) -> Speech:
        """Look up what the person has chosen, for whatever answers this request; the speech to answer in."""
        chosen = request.state.preferences = await self._chosen()
        speech = translation.speech(chosen.language or asked_language(request), self.zone)
        return replace(speech, names=await self._site_names())

    async def _chosen(self) -> Preferences:
        if self.people is None:
            return Preferences()
        people = self.people
        return await self.chosen.settings(people.newest_write, lambda: self.ask(people.preferences, ME))

    async def _site_names(self) -> Mapping[str, str]:
        now = self.clock()
        if not self.names.is_old(now):
            return self.names.known(now, tuple)
        return await self.read(lambda session: self.names.known(now, session.sources.all))

    async def read(self, question: Callable[[Session], T]) -> T:
        """Put a question to a session of the library, in a thread as `ask` does."""

        def answered() -> T:
            with self.library.read() as session:
                return question(session)

        return await run_in_threadpool(answered)

    async def ask(self, question: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Put a question to the library in a thread.

        Most answers take a millisecond, but a story of a thousand copies or a slow disk must not keep
        everybody else waiting. A library lets threads share it for reading.
        """
        return await run_in_threadpool(question, *args, **more)

    async def recall(self, question: Callable[[], T]) -> T:
        """Put a question whose answer is remembered most of the time; one at a time."""
        return await to_thread.run_sync(question, limiter=self.one_by_one)

    def answer(self, request: Request, screen: Screen) -> Response:
        """The screen in the form that was asked for, with a tag by which a browser can ask whether it has changed."""
        form = feed_form(request) if screen.feed else None
        if form and screen.feed:
            body, media_type = (
                form.write(screen.feed(), str(request.base_url), _twin(request, str)),
                form.media_type,
            )
        elif wants_json(request):
            body, media_type = (
                orjson.dumps(screen.record, default=plain_value, option=orjson.OPT_INDENT_2),
                "application/json",
            )
        else:
            body, media_type = self._drawn(request, screen), "text/html"
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {
            "ETag": tag,
            # Some pages show what this person did, and any may be behind the door: no cache of many people's keeps one.
            "Cache-Control": "private, no-cache",
            "Vary": "Accept, Accept-Language",
            **screen.headers,
        }
        if screen.status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, screen.status, headers, media_type)

    def _drawn(self, request: Request, screen: Screen) -> bytes:
        if screen.shown is None:
            return self._page(request, screen).encode()
        asked = (
            request.url.path,
            request.url.query,
            spoken(),
            preferences_of(request),
            self.clock().replace(second=0, microsecond=0),
        )
        return self.drawn.page(asked, screen.shown, lambda: self._page(request, screen).encode())

    def _page(self, request: Request, screen: Screen) -> str:
        now = self.clock()
        values = screen.values if isinstance(screen.values, Mapping) else screen.values()
        return self.templates.get_template(screen.template).render(
            now=now,
            static=f"/static/{self.version}",
            path=addresses.asked_path(request),
            twin=_twin(request, json_path) if screen.status == 200 else "",
            feeds=_feed_links(request) if screen.feed else (),
            spoken=spoken(),
            looks=preferences_of(request),
            ways=ways(request.url.path),
            instant=lambda time: times.moment_words(Moment.at(time), now=now),
            moment=lambda moment: times.moment_words(moment, now=now),
            short=lambda moment: times.short_words(moment, now=now),
            ago=lambda moment: times.ago_words(moment, now=now),
            **values,
        )


def preferences_of(request: Request) -> Preferences:
    """What was found for this request; the defaults where it failed before anybody could be asked."""
    found = getattr(request.state, "preferences", None)
    return found if isinstance(found, Preferences) else Preferences()


def plain_value(value: object) -> object:
    """What JSON has no form for: a length of time is its seconds, a named tuple an object, a set a sorted list."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def asked_language(request: Request) -> str:
    """The language that the browser asks for, where the interface has it."""
    weights = _weights(request.headers.get("accept-language", ""))
    best_first = sorted(weights, key=lambda tag: -weights[tag])
    return translation.wanted_language(best_first)


def speech_of(request: Request) -> Speech:
    """The speech to answer in where nobody could be asked what they chose."""
    return translation.speech(asked_language(request))


def _twin(request: Request, named: Callable[[str], str]) -> str:
    """The address of another form of the page: its path, and the query as it was asked."""
    query = request.url.query
    return named(addresses.asked_path(request)) + (f"?{query}" if query else "")


def _feed_links(request: Request) -> tuple[tuple[FeedForm, str], ...]:
    stem = "/index" if request.url.path == "/" else addresses.asked_path(request).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    return tuple((form, f"{stem}{form.ending}{query}") for form in FEED_FORMS)


def feed_form(request: Request) -> FeedForm | None:
    """The form of a feed that the address asks for by its ending."""
    return next((form for form in FEED_FORMS if request.url.path.endswith(form.ending)), None)


def json_path(path: str) -> str:
    """The address of a page's JSON twin."""
    if path.endswith(".json"):
        return path
    return "/index.json" if path == "/" else f"{path.rstrip('/')}.json"


def wants_json(request: Request) -> bool:
    """Whether by the address or by an Accept header that prefers JSON to HTML."""
    if request.url.path.endswith(".json"):
        return True
    weights = _weights(request.headers.get("accept", ""))
    return weights.get("application/json", 0.0) > weights.get("text/html", 0.0)


def _weights(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept.split(","):
        name, _, parameters = part.partition(";")
        quality = parameters.replace(" ", "").partition("q=")[2].partition(";")[0]
        try:
            weights[name.strip().lower()] = float(quality) if quality else 1.0
        except ValueError:
            weights[name.strip().lower()] = 0.0
    return weights


@cache
def templates() -> Environment:
    """The pages' templates: everything is escaped, and a name that is not given is an error, not a blank.

    One for all applications of a process, as nothing of an application is in it.
    """
    found = Templates(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        bytecode_cache=Compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    in_templates.install(found)
    found.globals.update(
        w=wording,
        at=addresses,
        whole=whole,
        shown_name=shown_name,
        served_at=served_at,
        standing=_standing(found),
    )
    return found


def _standing(environment: Environment) -> Callable[[str], Markup]:
    """Writes a template that follows from the language alone, once for each."""

    @lru_cache(maxsize=64)
    def written(name: str, _speech: Speech) -> Markup:
        return Markup(environment.get_template(name).render())  # noqa: S704  a template of ours, escaped in itself

    return lambda name: written(name, spoken())
