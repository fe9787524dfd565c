"""A library that somebody has used for a while: pages imported, sources watched, articles saved, one input refused."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from headwater.flow.means import Means
from headwater.flow.options import ImportOptions
from headwater.flow.pictures import Pictures
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages, sample_publishers
from headwater.intake.net import Fetcher
from headwater.model import FeedItem, PauseReason, Source, SourceKind
from headwater.model.errors import UnreadableError
from headwater.model.people import ME, Act, ActValue, Highlighting, SearchWords, TextQuote
from headwater.model.words import ActKind, HighlightColour, SubjectKind
from headwater.publishers import publishers_with
from headwater.store import Library, open_library
from headwater.store.people import People, new_id, open_people
from headwater.web.answering import Clock
from tests.flow.invented_web import InventedWeb, invented_web
from tests.web.looks.scene import quay

PICTURED = (
    "Dawn had hardly come when the first boats left the quay of Port Veldra, as they have every Friday this autumn.",
    "Whoever stands at the railing sees the cranes first, then the long roof of the fish hall, and behind it the hills.",
    "The harbour board wants to keep the old lamps; the council's engineer says that half of them can't be mended.",
)
GONE = (
    "The tide mill at Lohm will turn again in spring, its owner told a meeting of neighbours on Thursday evening.",
    "For eleven years the wheel stood still. The oak for its paddles has been cut, and dries in a barn in Upper Skarra.",
)


@dataclass(frozen=True, slots=True)
class Used:
    """A library with its people and its means, and two articles that are not found by looking: one with pictures in it,
    and one that the library has no longer, of which only the saved copy is left."""

    library: Library
    people: People
    pictures: Pictures
    means: Means
    clock: Clock
    web: InventedWeb
    pictured: str
    kept: str


@dataclass(frozen=True, slots=True)
class _InventedMeans(Means):
    """Means whose way out ends on this machine."""

    web: InventedWeb | None = None

    def fetcher(self) -> Fetcher:
        assert self.web is not None
        return self.web.fetcher()


@contextmanager
def used_library(folder: Path, pages: Sequence[Path] = (), *, imported: Path | None = None) -> Iterator[Used]:
    """In `folder` a library of `pages`, the sample world's where none are given, and what somebody did in it.

    `imported` is a data folder of those pages, where there is one: it is copied in place of reading them.
    """
    options = ImportOptions(publishers=publishers_with([sample_publishers()]))
    if imported:
        shutil.copytree(imported, folder / "data")
    with invented_web() as web:
        with open_library(folder / "data", writing=True) as library:
            import_paths(library, [] if imported else [*(pages or [sample_pages()])], options=options)
            now = _soon_after(library)
            import_paths(library, [_pictured(folder / "pictured.jsonl", web, now)], options=options)
            _watch(library, now)
            _refuse(library, now)
        with (
            open_library(folder / "data") as library,
            open_people(folder / "data", writing=True, library=library) as people,
            _InventedMeans(
                folder / "data", publishers_with([sample_publishers()]), web=web
            ).opened() as means,
        ):
            kept = _keep_what_goes(folder, now)
            with library.read() as session:
                pictured = session.articles.named(web.url("outlet.example/quay"))[0].article.id
            _do(library, people, pictured, now)
            pictures = Pictures(folder / "pictures", fetcher=web.fetcher())
            yield Used(library, people, pictures, means, lambda: now, web, pictured, kept)


def _soon_after(library: Library) -> datetime:
    """An hour after the newest article: a picture looks the same whenever it is taken."""
    latest = [card.latest for card in library.stories(limit=30)[0] if card.latest]
    return (max(latest) if latest else datetime(2026, 1, 1, tzinfo=UTC)) + timedelta(hours=1)


def _pictured(place: Path, web: InventedWeb, now: datetime) -> Path:
    pictures = [
        {
            "url": web.put(f"outlet.example/{name}.png", quay(*size), "image/png"),
            "caption": caption,
            "alt": caption,
            "after": after,
        }
        for name, size, caption, after in (
            ("quay", (1200, 700), "The quay of Port Veldra before sunrise. Photo: Ina Brandt", 0),
            ("lamp", (500, 640), "One of the old lamps", 2),
        )
    ]
    line = {
        "url": web.url("outlet.example/quay"),
        "title": "A morning on the old quay",
        "published": (now - timedelta(hours=30)).isoformat(),
        "paragraphs": PICTURED,
        "pictures": pictures,
    }
    place.write_bytes(orjson.dumps(line))
    return place


def _watch(library: Library, now: datetime) -> None:
    """Sources that do well, fail, rest, and wait for their first fetch; nothing is fetched, and one listed something."""
    sources = [
        Source("https://islander.example/feed.xml", title="The Islander", folder="Islands", added_at=now),
        Source("https://norrland.example/news", SourceKind.PAGE, "Norrland Post", "Islands", added_at=now),
        Source("https://osk-radio.example/feed", title="Osk Radio", added_at=now),
        Source("https://gazette.example/a/very/long/path/that/does/not/end/soon/sitemap-news-2026-11.xml",
               SourceKind.SITEMAP, added_at=now),
        Source("https://t.example/s/veldra_port", SourceKind.TELEGRAM, "Port of Veldra", added_at=now),
    ]  # fmt: skip
    hour = timedelta(hours=1)
    with library.write(of_articles=False) as session:
        for source in sources:
            session.sources.add(source, now)
        first, second, third = (session.sources.state(source.id) for source in sources[:3])
        well = replace(first, last_success=now - hour / 2, last_new=now - hour, next_due=now + hour)
        failing = replace(second, failures=4, failing_since=now - 30 * hour, next_due=now + 5 * hour)
        well = replace(well, last_fetched=now - hour / 2)
        failing = replace(failing, last_fetched=now - hour, last_error="no answer in time")
        session.sources.lease_due("somebody", now, 10, hour)
        for state in (well, failing):
            session.sources.finish("somebody", state)
        session.sources.release("somebody", [source.id for source in sources])
        session.sources.pause(third.source, PauseReason.PERSON, now)
        for number, card in enumerate(session.stories.newest(12, None)[0]):
            name = card.summary_article
            item = FeedItem(article=name, key=name, guid=name, said=name, title=card.headline)
            session.items.see(sources[0].id, [item], now - number * hour)


def _refuse(library: Library, now: datetime) -> None:
    failures = (
        UnreadableError("saved/empty.html", "the file is empty", "fetch the page again"),
        UnreadableError(
            "https://gazette.example/2026/11/14/" + "an-address-that-is-longer-than-any-screen-is-wide-" * 3,
            "the page holds no article: 12 words were left beside its menus",
            "where it is an article, send it with a report of what is wrong",
        ),
    )
    with library.write(of_articles=False) as session:
        for failure in failures:
            session.quarantine.add(failure.what, failure, now, None)


def _keep_what_goes(folder: Path, now: datetime) -> str:
    """Save an article of another library in these people's lists: this one has no such article."""
    export = folder / "gone.jsonl"
    export.write_bytes(
        orjson.dumps(
            {"url": "https://lohm.example/mill", "title": "Tide mill to turn again", "paragraphs": GONE}
        )
    )
    with open_library(folder / "other", writing=True) as other:
        import_paths(other, [export], options=ImportOptions())
        with other.read() as session:
            article = next(session.articles.placed()).article.id
        with open_people(folder / "data", writing=True, library=other) as people:
            people.apply([_act(ActKind.SAVE, SubjectKind.ARTICLE, article, now)], now=now)
    return article


def _do(library: Library, people: People, pictured: str, now: datetime) -> None:
    cards = library.stories(limit=8)[0]
    articles = [card.summary_article for card in cards]
    acts = [_act(ActKind.SAVE, SubjectKind.ARTICLE, article, now) for article in [*articles[:3], pictured]]
    acts += [_act(ActKind.LATER, SubjectKind.ARTICLE, article, now) for article in articles[2:6]]
    acts += [_act(ActKind.OPENED, SubjectKind.ARTICLE, article, now) for article in articles[:5]]
    acts += [_act(ActKind.READ, SubjectKind.ARTICLE, articles[0], now)]
    acts += [_act(ActKind.FOLLOW, SubjectKind.STORY, card.id, now) for card in cards[:2]]
    acts += [_act(ActKind.FOLLOW, SubjectKind.SITE, site, now) for site in _sites(library)]
    words = SearchWords("Harbours and ferries", "harbour OR ferry after:2025-11-01")
    acts.append(_act(ActKind.SAVE_SEARCH, SubjectKind.SEARCH, new_id(), now, words))
    for number, article in enumerate(articles[:3]):
        text = library.article(article).card.article.paragraphs[0]
        marking = Highlighting(
            article,
            TextQuote(text[:120].rsplit(" ", 1)[0] or text),
            colour=tuple(HighlightColour)[number],
            note="Ask who paid for the report.\nThe number differs from last week's." if number == 0 else "",
        )
        acts.append(_act(ActKind.HIGHLIGHT, SubjectKind.HIGHLIGHT, new_id(), now, marking))
    refused = [result for result in people.apply(acts, now=now) if result.reason]
    assert not refused, refused


def _sites(library: Library) -> list[str]:
    with library.read() as session:
        placed = [each.article.site for _, each in zip(range(40), session.articles.placed(), strict=False)]
    return sorted({site for site in placed if site})[:1]


def _act(kind: ActKind, about: SubjectKind, subject: str, now: datetime, value: ActValue = None) -> Act:
    return Act(new_id(), ME, kind, about, subject, value, now)
