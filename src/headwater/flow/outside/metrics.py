"""Metrics for Prometheus: counts and times of this process, and what waits in the library.

Labels are words of ours alone, never a source or a host: their number stays the same however many are watched.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from headwater.flow.polling.events import PollEvent, Written
from headwater.model.errors import StoreError
from headwater.store import Library
from headwater.store.overview import Overview, Queue, Sizes
from headwater.store.places import Place, folder_of

# Seconds. Fetches end by themselves after 30; transactions take milliseconds, a long page tenths.
_FETCH_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30)
_WRITE_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)

# However often somebody asks, the library is asked once in so many seconds.
_FRESH_SECONDS = 5.0


class Metrics:
    """The metrics of one process over one library, in a registry of their own."""

    def __init__(self, library: Library, place: Place, clock: Callable[[], datetime]) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        self.registry.register(LibraryCollector(library, place, clock))
        self._fetches = Counter(
            "headwater_fetches", "Addresses fetched.", ("what", "outcome"), registry=self.registry
        )
        self._not_modified = Counter(
            "headwater_fetches_not_modified",
            "Answers that said that nothing changed (304).",
            registry=self.registry,
        )
        self._seconds = Histogram(
            "headwater_fetch_seconds",
            "How long answers took.",
            ("what",),
            buckets=_FETCH_SECONDS,
            registry=self.registry,
        )
        self._bytes = Counter(
            "headwater_fetched_bytes", "Bytes on the wire.", ("what",), registry=self.registry
        )
        self._articles = Counter(
            "headwater_articles_taken", "Articles taken.", ("kind",), registry=self.registry
        )
        self._waits = Histogram(
            "headwater_write_wait_seconds", "How long what was to be written waited for its turn.",
            buckets=_WRITE_SECONDS, registry=self.registry,
        )  # fmt: skip
        self._writes = Histogram(
            "headwater_write_seconds", "How long transactions took: of articles, linking is most of it.",
            ("of",), buckets=_WRITE_SECONDS, registry=self.registry,
        )  # fmt: skip

    def fetched(self, event: PollEvent) -> None:
        """Count a fetch."""
        self._fetches.labels(event.what.value, event.outcome.value).inc()
        self._bytes.labels(event.what.value).inc(event.size)
        if event.status is not None:
            self._seconds.labels(event.what.value).observe(event.seconds)
            self._not_modified.inc(event.status == 304)
        self._articles.labels("new").inc(event.new)
        self._articles.labels("changed").inc(event.changed)

    def wrote(self, written: Written) -> None:
        """Count a transaction."""
        self._waits.observe(written.waited)
        self._writes.labels("articles" if written.of_articles else "state").observe(written.seconds)

    def text(self) -> bytes:
        """In Prometheus's text format."""
        return generate_latest(self.registry)


class LibraryCollector(Collector):
    """What waits in a library and how large it is, asked when somebody looks."""

    def __init__(self, library: Library, place: Place, clock: Callable[[], datetime]) -> None:
        self._library, self._folder, self._clock = library, folder_of(place), clock
        self._asked, self._last = -_FRESH_SECONDS, list[GaugeMetricFamily]()

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: registering must not read the library."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges; only that the library does not answer, where it does not."""
        if time.monotonic() - self._asked >= _FRESH_SECONDS:
            self._last, self._asked = self._ask(), time.monotonic()
        return self._last

    def _ask(self) -> list[GaugeMetricFamily]:
        answers = GaugeMetricFamily("headwater_library_up", "Whether the library answers.")
        now = self._clock()
        try:
            with self._library.read() as session:
                overview = Overview(session.connection)
                found = [
                    *_queue_gauges(overview.queue(now), now),
                    *_size_gauges(overview.sizes(self._folder)),
                    _quarantine_gauge(overview.quarantined()),
                ]
        except StoreError:
            answers.add_metric((), 0)
            return [answers]
        answers.add_metric((), 1)
        return [answers, *found]


def _queue_gauges(queue: Queue, now: datetime) -> Iterable[GaugeMetricFamily]:
    due = GaugeMetricFamily("headwater_due", "What is due to be fetched.", labels=("what",))
    due.add_metric(("source",), queue.sources)
    due.add_metric(("page",), queue.pages)
    watched = GaugeMetricFamily("headwater_sources", "Sources that are watched.", labels=("state",))
    well = queue.watched - queue.failing - queue.paused
    for state, count in (("well", well), ("failing", queue.failing), ("paused", queue.paused)):
        watched.add_metric((state,), count)
    waits = (now - queue.oldest).total_seconds() if queue.oldest else 0.0
    oldest = GaugeMetricFamily(
        "headwater_oldest_due_seconds", "How long the longest due source waits.", waits
    )
    return due, watched, oldest


def _size_gauges(sizes: Sizes) -> Iterable[GaugeMetricFamily]:
    yield GaugeMetricFamily("headwater_database_bytes", "The database's size.", sizes.database)
    yield GaugeMetricFamily("headwater_archive_bytes", "The page archive's size.", sizes.archive)
    yield GaugeMetricFamily("headwater_log_bytes", "The size of the write-ahead log.", sizes.log)
    if sizes.free is not None:
        yield GaugeMetricFamily("headwater_disk_free_bytes", "Room on the disk.", sizes.free)


def _quarantine_gauge(counts: dict[str, int]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily("headwater_quarantined", "Inputs in quarantine.", labels=("stage",))
    for stage, count in counts.items():
        gauge.add_metric((stage,), count)
    return gauge
