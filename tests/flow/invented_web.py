"""A web of invented sites, served on loopback: whatever host is asked for, by its name."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_address

from headwater.intake.net import Fetcher, FetchSettings, Pacing

HTML, XML, RSS = "text/html; charset=utf-8", "application/xml", "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class InventedWeb:
    """Sites by host and path. `asked` are the addresses that were asked for, in order."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(
        self,
        address: str,
        body: str | bytes = "",
        content_type: str = HTML,
        status: int = 200,
        **headers: str,
    ) -> str:
        """Serve a body at `host/path`; `PORT` in it becomes the server's. The full address comes back."""
        content = body.replace("PORT", str(self.port)).encode() if isinstance(body, str) else body
        named = tuple(
            (name.replace("_", "-"), value.replace("PORT", str(self.port))) for name, value in headers.items()
        )
        self.answers[address] = Answer(content, content_type, status, named)
        return self.url(address)

    def redirect(self, address: str, to: str, status: int = 301) -> str:
        return self.put(address, status=status, Location=to)

    def url(self, address: str) -> str:
        host, _, path = address.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def fetcher(self) -> Fetcher:
        """A way out that finds every host here, and waits for nobody."""
        settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=2, pause=0.0), http2=False)
        return Fetcher(settings, resolve=_here)


async def _here(host: str, port: int) -> Sequence[IPv4Address | IPv6Address]:
    return [ip_address("127.0.0.1")]


@contextmanager
def invented_web() -> Iterator[InventedWeb]:
    web = InventedWeb()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = self.headers.get("Host", "").partition(":")[0] + self.path
            web.asked.append(address)
            answer = web.answers.get(address, Answer(b"<h1>Not found</h1>", status=404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name it overrides)
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


PLACES = (
    "Port Veldra",
    "Upper Skarra",
    "Hollin",
    "Norr",
    "Osk",
    "Brandt's Quay",
    "Lohm",
    "Aster",
    "Quill",
    "Reuel",
)
SUMMARY = "The council of {place} has put off its decision on the new quay until the spring, its chair said."
PARAGRAPHS = (
    "The council of {place} has put off its decision on the new quay until the spring, its chair said on Friday after a "
    "meeting that had lasted well into the night and ended without a vote.",
    "Three of the nine members had asked for a second opinion on the costs, which the harbour office puts at four million "
    "crowns and an engineer hired by the traders of {place} at almost seven.",
    "Until then the old quay stays open to boats of up to twelve metres. Larger ones have to land at the north mole, "
    "where a crane is to be hired for the winter, and pay a fee that the council wants to cap.",
    "The next meeting in {place} is in February. By that time the county will have said whether it takes on a third of "
    "the costs, as it did when the lighthouse was moved, or leaves the town to find all of the money by itself.",
)


def headline(number: int) -> str:
    return f"{PLACES[number % 10]} puts off its quay for the {number + 2}th time"


def text(number: int, paragraphs: int = 4) -> str:
    return "".join(f"<p>{p.format(place=PLACES[number % 10])}</p>" for p in PARAGRAPHS[:paragraphs])


def rss(
    title: str,
    numbers: Sequence[int],
    *,
    full: bool = True,
    link: str = "/{n}",
    language: str = "en",
    day: str = "14 Nov 2026",
) -> str:
    items = "".join(
        f"<item><title>{headline(n)}</title><link>{link.format(n=n)}</link><guid>{title}-{n}</guid>"
        f"<pubDate>{day} {10 + n % 12}:{n % 60:02d}:00 GMT</pubDate>"
        f"<description>{escape(text(n) if full else SUMMARY.format(place=PLACES[n % 10]))}</description></item>"
        for n in numbers
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>/</link><language>{language}</language>{items}</channel></rss>"
    )


def front_page(
    title: str, numbers: Sequence[int], *, head: str = "", link: str = "/{n}", foot: str = ""
) -> str:
    teasers = "".join(
        f'<article class="teaser"><h3><a href="{link.format(n=n)}">{headline(n)}</a></h3>'
        f"<p>{SUMMARY.format(place=PLACES[n % 10])}</p></article>"
        for n in numbers
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body><nav><a href="/about">About us</a>'
        f'<a href="/news">News</a></nav><main><h1>{title}</h1>{teasers}</main><footer>{foot}<a href="/legal">Terms and '
        f"conditions of use for this site</a></footer></body></html>"
    )


def article_page(number: int, *, head: str = "", paragraphs: int = 4) -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{headline(number)}</title><meta property="og:type" content="article">'
        f'{head}</head><body><nav><a href="/">Home</a></nav><main><article><h1>{headline(number)}</h1>'
        f"{text(number, paragraphs)}</article></main></body></html>"
    )
