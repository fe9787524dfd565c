"""One library full of hostile texts, read by the real pipeline from every kind of input, and what a person did with them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import quote

from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.flow.subscribing import subscribe
from headwater.model import Source
from headwater.model.people import ME
from headwater.store import Library
from headwater.store.people import People
from tests.web.hostile.payloads import ADDRESSES

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)

# What is longer, or has control characters in it, is refused: no act.
_LONGEST_NAME = 150

_WORDS = (  # noqa: SIM905  # a list of words
    "harbour ferry council library comet orchard engineer glacier mayor bridge tram lighthouse dockers strike vote "
    "budget school quarry timber island valley museum observatory canal market theatre fishermen storm reservoir "
    "railway border treaty festival hospital nurses bakery tunnel archive satellite beekeepers dam pilots choir "
    "vineyard customs printers refinery teachers windmill barges court jury appeal census parade drought"
).split()


@dataclass(frozen=True)
class HostileLibrary:
    """Where it lies, and what a person did in it."""

    place: Path
    library: Library
    people: People


def write_inputs(folder: Path, payloads: Sequence[str]) -> Path:
    """The payloads as articles read before, as pages, as a feed and as files that nobody can read."""
    folder.mkdir()
    given, later = [], []
    for number, payload in enumerate(payloads):
        first = _article(number, payload, payloads, 1)
        given += [first, _article(number, payload, payloads, 2)]
        again = {**first, "title": f"{payload} again", "fetched_at": "2026-11-20T07:00:00Z"}
        again["paragraphs"] = [*_report(number), f"{payload} was {number} and is {number + 1}.", payload]
        again["notes"] = [f"Correction: an earlier version said {payload}"]
        later.append(again)
    for name, lines in (("a-given.jsonl", given), ("b-later.jsonl", later)):
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines))
    pages = [_page_line(number, payload) for number, payload in enumerate(payloads)]
    (folder / "c-pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in pages))
    (folder / "d-feed.xml").write_text(_feed(payloads))
    (folder / "e-<img src=x onerror=pwned()>.html").write_bytes(b"")
    (folder / "f-<script>pwned()<\u2215script>.html").write_bytes(bytes(range(256)) * 20)
    return folder


def _report(number: int) -> list[str]:
    """Three sentences that share nothing with those of another number."""
    words = Random(number)  # noqa: S311  # invented words, the same each time
    drawn = [" ".join(words.choices(_WORDS, k=18)) for _sentence in range(3)]
    return [f"The {each} of pier {number} were named on Friday." for each in drawn]


def _article(number: int, payload: str, payloads: Sequence[str], copy: int) -> dict[str, object]:
    """An article with the payload in each of its fields; the second copy has a word of its own."""
    other = payloads[(number + copy) % len(payloads)]
    address = ADDRESSES[number % len(ADDRESSES)]
    return {
        "url": f"https://outlet{copy}.example/{number}",
        "title": payload,
        "standfirst": f"{payload} {other}",
        "paragraphs": [*_report(number), f"{payload} was {number if copy == 1 else 'more'}.", other],
        "authors": [payload, other],
        "site": payload if copy == 1 else f"outlet{copy}.example",
        "credit": other,
        "credit_printed": payload,
        "credit_evidence": [payload],
        "category": payload,
        "hashtags": [payload, other, f"#{payload}"],
        "labels": [payload],
        "notes": [payload],
        "language": "en" if number % 3 else "ar",
        "published": f"2026-11-19T{number % 24:02}:{copy:02}:00Z",
        "pictures": [
            {"url": address, "caption": payload, "alt": payload, "credit": other, "after": 0},
            {
                "url": f"https://outlet{copy}.example/{number}.png?{quote(payload)}",
                "caption": payload,
                "alt": payload,
            },
        ],
        "fetched_at": "2026-11-19T23:30:00Z",
    }


def _page_line(number: int, payload: str) -> dict[str, object]:
    """A page as a site serves it: the payload as its markup, and escaped in every place that readers look at."""
    told = escape(payload)
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": payload,
        "description": payload,
        "author": {"@type": "Person", "name": payload, "url": ADDRESSES[number % len(ADDRESSES)]},
        "publisher": {"@type": "Organization", "name": payload},
        "image": {"@type": "ImageObject", "url": ADDRESSES[number % len(ADDRESSES)], "caption": payload},
        "keywords": payload,
        "datePublished": "2026-11-19T12:00:00Z",
        "isBasedOn": ADDRESSES[(number + 1) % len(ADDRESSES)],
    }
    body = "".join(f"<p>{sentence}</p>" for sentence in _report(number + 500))
    links = "".join(f'<a href="{escape(address)}">{told}</a>' for address in ADDRESSES)
    html = (
        f'<!doctype html><html lang="{told}"><head><title>{told}</title>'
        f'<meta name="author" content="{told}"><meta property="og:title" content="{told}">'
        f'<meta property="og:site_name" content="{told}"><meta name="keywords" content="{told}">'
        f'<link rel="canonical" href="{escape(ADDRESSES[number % len(ADDRESSES)])}">'
        f'<script type="application/ld+json">{json.dumps(stated).replace("<", chr(92) + "u003c")}</script></head>'
        f'<body><main><article><h1>{told}</h1><p class="byline">By {told}</p>{body}'
        f'<figure><img src="{escape(ADDRESSES[number % len(ADDRESSES)])}" alt="{told}"><figcaption>{told}</figcaption></figure>'
        f"<p>{told} stands in the text.</p><p>{links}</p><p><em>Editor's note: {told}</em></p>"
        f'<a rel="tag" href="/tags/{quote(payload, safe="")}">#{told}</a>{payload}</article></main></body></html>'
    )
    url = f"https://page.example/{number}"
    return {"url": url, "html": html, "fetched_at": "2026-11-20T06:00:00Z"}


def _feed(payloads: Sequence[str]) -> str:
    """RSS with the payload as text and as markup in each element; what XML can't hold is left out."""
    items = []
    for number, payload in enumerate(payloads):
        told = escape("".join(letter for letter in payload if letter.isprintable()))
        address = escape(
            "".join(letter for letter in ADDRESSES[number % len(ADDRESSES)] if letter.isprintable())
        )
        text = escape("".join(f"<p>{sentence}</p>" for sentence in _report(number + 900)))
        items.append(
            f"<item><title>{told}</title><link>{address}</link><guid isPermaLink='false'>{told}{number}</guid>"
            f"<dc:creator>{told}</dc:creator><category>{told}</category><description>{told}</description>"
            f"<content:encoded>{text}{told}</content:encoded>"
            f'<enclosure url="{address}" type="image/png" length="1"/><media:content url="{address}" medium="image">'
            f"<media:title>{told}</media:title><media:description>{told}</media:description></media:content>"
            f"<pubDate>{format_datetime(datetime(2026, 11, 18, number % 24, tzinfo=UTC))}</pubDate></item>"
        )
    named = escape(payloads[0])
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>{named}</title><link>https://feed.example/</link><description>{named}</description>"
        f"{''.join(items)}</channel></rss>"
    )


def fill(library: Library, people: People, folder: Path, payloads: Sequence[str]) -> None:
    """Import the payloads, watch sources named by them, and do everything that a person can do with them."""
    import_paths(library, [write_inputs(folder, payloads)], options=ImportOptions())
    for number, payload in enumerate(payloads):
        title = " ".join(payload.split())[:300]
        source = Source(f"https://source.example/{number}", title=title, folder=title, added_at=NOW)
        subscribe(library, source, now=NOW)
    with library.read() as session:
        articles = [placed.article.id for placed in session.articles.placed()]
    stories, _older = library.stories(limit=len(payloads))
    acts = list(_acts(payloads, articles, [card.id for card in stories]))
    people.apply_sent(ME, acts, now=NOW)


def _acts(
    payloads: Sequence[str], articles: Sequence[str], stories: Sequence[str]
) -> Iterator[dict[str, object]]:
    numbers = iter(range(1_000_000))

    def act(kind: str, subject_kind: str, subject: str, value: object = None) -> dict[str, object]:
        made = f"00000000-0000-4000-8000-{next(numbers):012}"
        sent = {"id": made, "kind": kind, "subject_kind": subject_kind, "subject": subject, "value": value}
        return {**sent, "made_at": "2026-11-20T08:00:00Z"}

    for number, (payload, article) in enumerate(zip(payloads, articles, strict=False)):
        name = "".join(filter(str.isprintable, payload))[:_LONGEST_NAME]
        yield from (act(kind, "article", article) for kind in ("save", "later", "opened"))
        quoted = {"exact": payload, "prefix": payload, "suffix": payload}
        place = {"part": "text", "start": 0, "end": 9}
        marked = {"article": article, "quote": quoted, "place": place, "colour": "yellow", "note": payload}
        yield act("highlight", "highlight", f"00000000-0000-4000-9000-{number:012}", marked)
        search = {"name": name, "query": name}
        yield act("save search", "search", f"00000000-0000-4000-a000-{number:012}", search)
        yield from (act("follow", kind, name) for kind in ("hashtag", "author", "site", "publisher"))
    yield from (act("follow", "story", story) for story in islice(stories, 10))
