"""An invented crawl as WARC files, the same for the same seed: article pages as sites serve them, with copies.

Words are made of syllables and follow Zipf's law, with English function words between them; each topic has words of its
own. A fifth of the pages copy an earlier article with cuts and changed words, a tenth take an excerpt. Around each text
stand a menu, promos of other articles, a script and a footer, about 30 KB in all, as on pages of today.
"""

import io
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import orjson
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_COMMON = "the of and to in a for with on at from by that which who when where since said was were had"
_FUNCTION = _COMMON.split()
_SOUNDS = "ba ren to li mar kes dun ol vi ter sha pol min gra eth ser nu lor cam wes hal dor fen ika"
_SYLLABLES = _SOUNDS.split()
_SITES = 200
_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class CrawledPage:
    """A page of the crawl: its address, when it was fetched, its HTML."""

    url: str
    fetched_at: datetime
    html: bytes


class Crawl:
    """Writes the pages of an invented web, one after the other."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._words = [
            "".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))) for _ in range(20_000)
        ]
        self._script = "".join(self._random.choices("abcdefghijklmnop(){};=.", k=12_000))
        self._newest: list[list[str]] = []
        self._titles: list[str] = ["Nothing new"]

    def pages(self) -> Iterator[CrawledPage]:
        """Pages without end."""
        number = 0
        while True:
            number += 1
            site = int(_SITES ** self._random.random())
            at = START + timedelta(minutes=2 * number)
            title, text = self._title(), self._text(number)
            self._titles = [*self._titles[-40:], title]
            html = self._page(f"Paper {site}", title, at - timedelta(minutes=90), text)
            yield CrawledPage(f"https://paper{site}.example/{number}", at, html.encode())

    def _text(self, number: int) -> list[str]:
        chance = self._random.random()
        if chance < 0.2 and self._newest:
            return self._edited(self._random.choice(self._newest))
        topic = self._random.sample(self._words, 30)
        text = [self._paragraph(topic) for _ in range(self._random.randint(5, 14))]
        if chance < 0.3 and self._newest:
            text[2:2] = self._random.choice(self._newest)[:2]
        place = number % _REMEMBERED
        self._newest[place : place + 1] = [text]
        return text

    def _edited(self, text: list[str]) -> list[str]:
        kept = text[: self._random.randint(3, len(text))]
        return [
            " ".join(self._word() if self._random.random() < 0.03 else word for word in paragraph.split())
            for paragraph in kept
        ]

    def _paragraph(self, topic: list[str]) -> str:
        return " ".join(self._sentence(topic) for _ in range(self._random.randint(2, 4)))

    def _sentence(self, topic: list[str]) -> str:
        words = [
            self._random.choice(_FUNCTION)
            if self._random.random() < 0.45
            else self._random.choice(topic)
            if self._random.random() < 0.3
            else self._word()
            for _ in range(self._random.randint(10, 24))
        ]
        return f"{' '.join(words).capitalize()} {self._random.randint(2, 900)}."

    def _word(self) -> str:
        return self._words[int(len(self._words) ** self._random.random()) - 1]

    def _title(self) -> str:
        return " ".join(self._word() for _ in range(self._random.randint(5, 9))).capitalize()

    def _page(self, outlet: str, title: str, published: datetime, text: list[str]) -> str:
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": published.isoformat(),
            "publisher": {"@type": "Organization", "name": outlet},
        }
        menu = "".join(f'<li class="menu-item"><a href="/s{n}">Section {n}</a></li>' for n in range(40))
        promos = "".join(
            f'<div class="card card--small"><a href="/{n}"><img src="/i/{n}.jpg" alt=""><h3>{promo}</h3></a></div>'
            for n, promo in enumerate(self._random.choices(self._titles, k=30))
        )
        body = "\n".join(f'<p class="text">{paragraph}</p>' for paragraph in text)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}</title>'
            f'<script type="application/ld+json">{orjson.dumps(about).decode()}</script>'
            f"<script>{self._script}</script></head><body><header><a href='/'>{outlet}</a><nav><ul>{menu}</ul></nav>"
            f"</header><main><article><h1>{title}</h1>\n{body}\n</article></main><aside>{promos}</aside>"
            f"<footer><p>All rights reserved by {outlet}.</p></footer></body></html>"
        )


def write_crawl(folder: Path, pages: int, files: int, seed: int = 1) -> list[Path]:
    """So many pages in so many WARC files, each file a stretch of time."""
    crawl = Crawl(seed).pages()
    paths = []
    for number in range(files):
        share = pages * (number + 1) // files - pages * number // files
        path = folder / f"crawl-{number:03}.warc.gz"
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for page in islice(crawl, share):
                _write(writer, page)
        paths.append(path)
    return paths


def _write(writer: WARCWriter, page: CrawledPage) -> None:
    fields = [("Content-Type", "text/html; charset=utf-8")]
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.html),
        length=len(page.html),
        http_headers=StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": page.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, page.url)}>",
        },
    )
    writer.write_record(record)
