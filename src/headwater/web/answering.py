"""One screen, two forms: a page for people and the same records as JSON for programs."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from headwater.model import Moment
from headwater.model.views import LibraryReader
from headwater.web.wording import times
from headwater.web.wording import words as wording

P = ParamSpec("P")
T = TypeVar("T")
Clock = Callable[[], datetime]
Handler = Callable[[Request], Awaitable[Response]]


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen shows: its template and the template's values, and `record`, the same for a program.

    `record` is made of the model's records and plain values; orjson writes each dataclass as an object with
    its fields, times in ISO 8601.
    """

    template: str
    values: Mapping[str, object]
    record: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """What every screen needs: the library, the clock, and the templates. One for an application."""

    library: LibraryReader
    clock: Clock
    version: str
    templates: Environment = field(repr=False)

    async def ask(self, question: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Put a question to the library in a thread.

        Most answers take a millisecond, but a story of a thousand copies or a slow disk must not keep
        everybody else waiting. A library lets threads share it for reading.
        """
        return await run_in_threadpool(question, *args, **more)

    def answer(self, request: Request, screen: Screen) -> Response:
        """The screen as HTML or JSON, with a tag by which a browser can ask whether it has changed."""
        if wants_json(request):
            body, media_type = orjson.dumps(screen.record, option=orjson.OPT_INDENT_2), "application/json"
        else:
            body, media_type = self._page(request, screen).encode(), "text/html"
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
        if screen.status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, screen.status, headers, media_type)

    def _page(self, request: Request, screen: Screen) -> str:
        now = self.clock()
        return self.templates.get_template(screen.template).render(
            now=now,
            static=f"/static/{self.version}",
            path=request.url.path,
            twin=json_path(request.url.path) if screen.status == 200 else "",
            instant=lambda time: times.moment_words(Moment.at(time), now=now),
            moment=lambda moment: times.moment_words(moment, now=now),
            short=lambda moment: times.short_words(moment, now=now),
            ago=lambda moment: times.ago_words(moment, now=now),
            **screen.values,
        )


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


def templates() -> Environment:
    """The pages' templates: everything is escaped, and a name that is not given is an error, not a blank."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals["w"] = wording
    return found
