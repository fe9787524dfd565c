"""The door for whoever reads from another machine: one password, and a session for each browser that gave it.

On the machine itself nobody signs in. A request is from there when its peer and the name it asks for are both loopback
and no proxy says that it passes somebody else's on.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from headwater.model.people import ME
from headwater.store.people.sign_in import SignIn
from headwater.store.people.throttling import Tries
from headwater.web.addresses import asked_path, local_path
from headwater.web.answering import Clock, Reader, Screen, wants_json
from headwater.web.forms import read_form
from headwater.web.security import LOOPBACK, host_name
from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import _, speaking

_SECOND = timedelta(seconds=1)

COOKIE = "headwater"
_COOKIE_SECONDS = 30 * 24 * 3600

# What holds nothing of anybody's: a page to sign in at needs them.
_OPEN_PATHS = ("/sign-in", "/offline", "/manifest.webmanifest", "/worker.js", "/favicon.ico")

# How the headers begin that say that a request was passed on (RFC 7239 and 9110, and what came before and besides).
_FORWARDED = (
    "forwarded", "x-forwarded", "x-original", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-envoy-", "x-proxy",
    "true-client-ip", "client-ip", "fastly-", "fly-", "cf-", "cdn-loop", "tailscale-", "via",
)  # fmt: skip


def is_local(scope: Scope) -> bool:
    """Whether a request was made on this machine, as far as can be told without trusting what others say."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    peer = client[0] if client else ""
    # No browser of today speaks HTTP/1.0; proxies that say nothing of themselves do.
    is_passed_on = scope.get("http_version") == "1.0" or any(
        name.startswith(_FORWARDED)
        for name in headers.keys()  # noqa: SIM118  # a header may come twice
    )
    return peer in LOOPBACK and host_name(headers.get("host", "")) in LOOPBACK and not is_passed_on


@dataclass(frozen=True, slots=True)
class Door:
    """ASGI middleware: whoever is not on this machine has to be signed in. Without `sign_in` there is no door."""

    app: ASGIApp
    sign_in: SignIn | None
    clock: Clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        if self.sign_in is None or is_local(scope) or path in _OPEN_PATHS or path.startswith("/static/"):
            return None
        request = Request(scope)
        if await self._is_signed_in(self.sign_in, request.cookies.get(COOKIE)):
            return None
        if await run_in_threadpool(self.sign_in.has_password, ME):
            return _asked_to_sign_in(request)
        text = (
            "Nobody can read here from another machine until a password is set: on the machine where Headwater runs, "
            "give the command\n\n    headwater password set\n"
        )
        return PlainTextResponse(text, 403)

    async def _is_signed_in(self, sign_in: SignIn, token: str | None) -> bool:
        if not token:
            return False
        return await run_in_threadpool(sign_in.session, token, now=self.clock()) is not None


def _asked_to_sign_in(request: Request) -> Response:
    is_page = request.method in {"GET", "HEAD"} and not wants_json(request)
    if is_page and request.headers.get("sec-fetch-dest", "document") == "document":
        back = asked_path(request) + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?back={quote(back, safe='')}", 303, {"Cache-Control": "no-store"})
    return PlainTextResponse("Sign in first.\n", 401, {"Cache-Control": "no-store"})


@dataclass(frozen=True, slots=True)
class Signing:
    """The page to sign in at, and what is sent from it."""

    reader: Reader
    sign_in: SignIn
    tries: Tries = field(default_factory=Tries)
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/sign-in", self._shown),
            Route("/sign-in", self._given, methods=["POST"]),
            Route("/sign-out", self._left, methods=["POST"]),
        ]

    async def _shown(self, request: Request) -> Response:
        with speaking(await self.reader.greet(request)):
            return self._page(request, back=local_path(request.query_params.get("back")))

    def _page(
        self, request: Request, *, back: str, says: str = "", status: int = 200, wait: int = 0
    ) -> Response:
        headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(wait)} if wait else {})
        screen = Screen(
            "sign_in.html", {"back": back, "says": says}, {"sign_in": says}, status, headers=headers
        )
        return self.reader.answer(request, screen)

    async def _given(self, request: Request) -> Response:
        form = await read_form(request)
        back, peer = local_path(form.text("back")), request.client.host if request.client else ""
        with speaking(await self.reader.greet(request)):
            # In turn: whoever sends a thousand tries at once waits for each of them as one who sends them one by one.
            async with self.one_at_a_time:
                now = self.reader.clock()
                wait = -(-self.tries.waiting(peer, now) // _SECOND)
                if wait > 0:
                    says = number_of(
                        "Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", wait
                    )
                    return self._page(request, back=back, says=says, status=429, wait=wait)
                before = request.cookies.get(COOKIE)
                token = await self.reader.ask(
                    self.sign_in.sign_in, ME, form.fields.get("password", ""), now=now, before=before
                )
                if token is None:
                    self.tries.failed(peer, now)
                    return self._page(request, back=back, says=_("That is not the password."), status=403)
                self.tries.succeeded(peer)
        answer = RedirectResponse(back, 303)
        # Only a browser that came over TLS can keep a cookie for TLS alone; its own Origin says so, through any proxy.
        is_secure = request.headers.get("origin", "").startswith("https://")
        answer.set_cookie(
            COOKIE, token, _COOKIE_SECONDS, path="/", secure=is_secure, httponly=True, samesite="lax"
        )
        return answer

    async def _left(self, request: Request) -> Response:
        if token := request.cookies.get(COOKIE):
            await self.reader.ask(self.sign_in.sign_out, token)
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
        # What "back" would show. Not "storage": acts that wait there to be sent are nobody else's copy.
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
