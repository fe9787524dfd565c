"""Two answers for supervisors: that the process lives, and whether it can do its work, with the reasons in words."""

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.flow.outside import Health

_JSON = "application/json"
_HEADERS = {"Cache-Control": "no-store"}


def health_routes(health: Health) -> list[Route]:
    """`/healthz` answers 200 while the process answers at all; `/readyz` 200 or 503, with each check."""

    async def alive(_: Request) -> Response:
        return Response(b'{"alive": true}\n', headers=_HEADERS, media_type=_JSON)

    async def ready(_: Request) -> Response:
        readiness = await run_in_threadpool(health.readiness)
        body = orjson.dumps(readiness, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        return Response(body, 200 if readiness.is_ready else 503, _HEADERS, _JSON)

    return [Route("/healthz", alive), Route("/readyz", ready)]
