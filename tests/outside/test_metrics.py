"""Numbers for Prometheus, told only to whom they are meant for."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from headwater.flow.outside import Health, Metrics
from headwater.flow.polling.events import Polled, PollEvent, Written
from headwater.model import FetchOutcome, Source
from headwater.store import Library, place_of
from headwater.web.outside.metrics import WatchAddress, WatchAddressError, create_watch_app, watched
from tests.outside.conftest import NOW
from tests.web.visitor import visit

LOOPBACK = WatchAddress("127.0.0.1", 0)


def samples(text: bytes) -> dict[tuple[str, tuple[str, ...]], float]:
    """Each sample by its name and its labels' values, in the order of the labels."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


@pytest.fixture
def metrics(library: Library, place: str) -> Metrics:
    return Metrics(library, place_of(place), lambda: NOW)


def app(library: Library, place: str, metrics: Metrics, address: WatchAddress = LOOPBACK) -> Starlette:
    return create_watch_app(Health(library, place_of(place), lambda: NOW), metrics, address)


def test_fetches_and_transactions_are_counted(metrics: Metrics) -> None:
    for number, outcome in enumerate((FetchOutcome.NEW, FetchOutcome.UNCHANGED, FetchOutcome.FAILED)):
        status = {FetchOutcome.NEW: 200, FetchOutcome.UNCHANGED: 304}.get(outcome)
        metrics.fetched(
            PollEvent(
                Polled.SOURCE, f"source {number}", f"https://{number}.example/", outcome,
                new=2 if status == 200 else 0, source=str(number), status=status, size=100, seconds=0.2,
            )
        )  # fmt: skip
    metrics.wrote(Written(0.001, 0.04, of_articles=True))
    found = samples(metrics.text())
    assert found["headwater_fetches_total", ("new articles", "source")] == 1
    assert found["headwater_fetches_total", ("failed", "source")] == 1
    assert found["headwater_fetches_not_modified_total", ()] == 1
    assert found["headwater_fetched_bytes_total", ("source",)] == 300
    assert found["headwater_fetch_seconds_count", ("source",)] == 2
    assert found["headwater_articles_taken_total", ("new",)] == 2
    assert found["headwater_write_seconds_count", ("articles",)] == 1
    assert found["headwater_write_wait_seconds_count", ()] == 1


def test_what_waits_is_asked_of_the_library(library: Library, metrics: Metrics) -> None:
    with library.write() as session:
        for number in range(3):
            session.sources.add(Source(f"https://{number}.example/feed"), NOW - timedelta(minutes=number))
    found = samples(metrics.text())
    assert found["headwater_due", ("source",)] == 3
    assert found["headwater_oldest_due_seconds", ()] == 120
    assert found["headwater_sources", ("well",)] == 3
    assert found["headwater_library_up", ()] == 1
    assert found["headwater_database_bytes", ()] > 0
    assert found["headwater_archive_bytes", ()] > 0


def test_no_label_grows_with_what_is_watched(library: Library, metrics: Metrics) -> None:
    def count() -> int:
        return len(samples(metrics.text()))

    metrics.fetched(PollEvent(Polled.SOURCE, "a", "https://a.example/", FetchOutcome.SAME))
    before = count()
    for number in range(50):
        event = PollEvent(Polled.SOURCE, str(number), f"https://{number}.example/", FetchOutcome.SAME)
        metrics.fetched(event)
    assert count() == before


def test_only_known_hosts_are_answered_and_nothing_is_changed(
    library: Library, place: str, metrics: Metrics
) -> None:
    watch = app(library, place, metrics)
    assert visit("/metrics", app=watch).status_code == 200
    assert visit("/metrics", app=watch, headers={"host": "rebound.example"}).status_code == 400
    assert visit("/metrics", app=watch, method="POST").status_code == 403


def test_a_secret_is_asked_for_where_there_is_one(library: Library, place: str, metrics: Metrics) -> None:
    watch = app(library, place, metrics, WatchAddress("0.0.0.0", 0, "open-sesame"))
    assert visit("/metrics", app=watch).status_code == 401
    assert visit("/readyz", app=watch).status_code == 401
    assert visit("/metrics", app=watch, headers={"authorization": "Bearer open"}).status_code == 401
    assert visit("/metrics", app=watch, headers={"authorization": "Bearer open-sesame"}).status_code == 200
    assert visit("/healthz", app=watch).status_code == 200


@pytest.mark.parametrize("named", ["0.0.0.0:9464", "[::]:9464", "monitor.example:9464", "192.168.1.4:9464"])
def test_strangers_are_not_listened_to_without_a_secret(named: str) -> None:
    with pytest.raises(WatchAddressError, match="HEADWATER_METRICS_SECRET"):
        WatchAddress.of(named, None)
    assert WatchAddress.of(named, "open-sesame").port == 9464


@pytest.mark.parametrize("named", ["9464", "127.0.0.1:", "127.0.0.1:99999", ":9464"])
def test_what_is_no_address_is_said_so(named: str) -> None:
    with pytest.raises(WatchAddressError, match=r"127\.0\.0\.1:9464"):
        WatchAddress.of(named, None)


def test_monitoring_is_answered_beside_the_work(library: Library, place: str, metrics: Metrics) -> None:
    with (
        watched(app(library, place, metrics), LOOPBACK) as port,
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer,
    ):
        assert samples(answer.read())["headwater_library_up", ()] == 1
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10)
