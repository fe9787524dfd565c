"""Invented feeds, the same for the same seed: RSS, Atom and JSON Feed of 2 to 500 kB, half of them below 20 kB.

Words are made of syllables and follow Zipf's law, with English function words as the commonest. Seven feeds of ten give
summaries, the others whole texts; one entry of ten reprints one of another feed.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import numpy as np
import orjson

START = datetime(2026, 11, 16, 6, tzinfo=UTC)  # a Monday
_SOUNDS = "ba ren to li mar kes dun ol vi ter sha pol min gra eth ser nu lor cam wes hal dor fen ika"
_SYLLABLES = _SOUNDS.split()
_COMMON = "the of and to in a for with on at from by that which who when where since said was were had"
_FUNCTION = _COMMON.split()
_VOCABULARY = 30_000
_SENTENCE, _PARAGRAPH = 17, 4
# What stands around an entry's text, in bytes.
_AROUND = 330
_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a number of its own, its headline, its paragraphs, when it was published."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed at one moment, newest entry first."""

    number: int
    kind: str  # rss, atom, json
    entries: tuple[Entry, ...]

    def written(self, at: datetime) -> bytes:
        """The feed as its server writes it at this time."""
        writers = {"rss": _rss, "atom": _atom, "json": _json}
        return writers[self.kind](self, at)


class Newsroom:
    """Makes feeds one after the other, and new entries for them."""

    def __init__(self, seed: int = 1) -> None:
        self._random = np.random.default_rng(seed)
        made = self._random.integers(len(_SYLLABLES), size=(_VOCABULARY, 3))
        words = ["".join(_SYLLABLES[place] for place in row) for row in made.tolist()]
        self._words = [*_FUNCTION, *words]
        self._newest: list[Entry] = []
        self._numbers = 0

    def feed(self, number: int) -> Feed:
        """A feed of some size and kind."""
        draw = self._random
        size = float(np.clip(draw.lognormal(math.log(20_000), 1.0), 2_000, 500_000))
        words = 45 if draw.random() < 0.7 else 350
        kind = ("rss", "rss", "rss", "atom", "atom", "json")[int(draw.integers(6))]
        count = max(1, round(size / (words * 6.2 + _AROUND)))
        hours = np.cumsum(draw.exponential(float(draw.choice([0.5, 3, 24])), count)).tolist()
        entries = tuple(self._entry(words, START - timedelta(hours=hour)) for hour in hours)
        return Feed(number, kind, entries)

    def later(self, feed: Feed, hours: float) -> Feed:
        """The feed with one to three more entries, and as many of the oldest gone."""
        words = sum(len(text.split()) for text in feed.entries[0].paragraphs)
        count = int(self._random.integers(1, 4))
        new = tuple(self._entry(words, START + timedelta(hours=hours, minutes=-n)) for n in range(count))
        return Feed(feed.number, feed.kind, (*new, *feed.entries)[: max(len(feed.entries), count)])

    def _entry(self, words: int, at: datetime) -> Entry:
        self._numbers += 1
        if self._random.random() < 0.1 and len(self._newest) == _REMEMBERED:
            copied = self._newest[int(self._random.integers(_REMEMBERED))]
            return Entry(self._numbers, copied.title, copied.paragraphs, at)
        count = max(20, int(self._random.normal(words, words / 4)))
        written = self._written(count + 8)
        entry = Entry(self._numbers, " ".join(written[:8]).capitalize(), _paragraphs(written[8:]), at)
        self._newest[(place := self._numbers % _REMEMBERED) : place + 1] = [entry]
        return entry

    def _written(self, count: int) -> list[str]:
        """So many words by Zipf's law."""
        ranks = np.exp(self._random.random(count) * math.log(len(self._words))).astype(int) - 1
        return [self._words[rank] for rank in ranks.tolist()]


def _paragraphs(words: list[str]) -> tuple[str, ...]:
    sentences = [
        " ".join(words[at : at + _SENTENCE]).capitalize() + "." for at in range(0, len(words), _SENTENCE)
    ]
    return tuple(" ".join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH))


def _rss(feed: Feed, at: datetime) -> bytes:
    items = "".join(
        f"<item><title>{e.title}</title><link>{_address(feed, e)}</link>"
        f'<guid isPermaLink="true">{_address(feed, e)}</guid><pubDate>{format_datetime(e.at)}</pubDate>'
        f"<description><![CDATA[{_html(e)}]]></description></item>\n"
        for e in feed.entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>Paper {feed.number}</title><link>{_home(feed)}</link><description>News</description>"
        f"<language>en</language><lastBuildDate>{format_datetime(at)}</lastBuildDate>\n{items}</channel></rss>"
    ).encode()


def _atom(feed: Feed, at: datetime) -> bytes:
    entries = "".join(
        f'<entry><title>{e.title}</title><link href="{_address(feed, e)}"/><id>{_address(feed, e)}</id>'
        f"<published>{e.at.isoformat()}</published><updated>{e.at.isoformat()}</updated>"
        f"<author><name>Desk {e.number % 7}</name></author>"
        f'<content type="html"><![CDATA[{_html(e)}]]></content></entry>\n'
        for e in feed.entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f'<title>Paper {feed.number}</title><link href="{_home(feed)}"/><id>{_home(feed)}</id>'
        f"<updated>{at.isoformat()}</updated>\n{entries}</feed>"
    ).encode()


def _json(feed: Feed, at: datetime) -> bytes:
    items = [
        {
            "id": _address(feed, e),
            "url": _address(feed, e),
            "title": e.title,
            "content_html": _html(e),
            "date_published": e.at.isoformat(),
        }
        for e in feed.entries
    ]
    named = {"version": "https://jsonfeed.org/version/1.1", "title": f"Paper {feed.number}", "language": "en"}
    return orjson.dumps({**named, "home_page_url": _home(feed), "_made": at.isoformat(), "items": items})


def _html(entry: Entry) -> str:
    return "".join(f"<p>{text}</p>" for text in entry.paragraphs)


def _home(feed: Feed) -> str:
    return f"https://paper{feed.number}.example/"


def _address(feed: Feed, entry: Entry) -> str:
    return f"https://paper{feed.number}.example/news/{entry.number}"
