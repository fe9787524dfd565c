"""Each article behind the network's numbers: who has which one from whom, what was changed, and why we think so."""

import csv
import io
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from headwater.flow.export import NetworkScope, export_records
from headwater.flow.network import network_of
from headwater.flow.taken import taken_articles
from headwater.model.network import Network
from headwater.model.taken import TakenArticle
from headwater.store import Library, Window
from tests.flow.invented import BUDGET, COMET, FERRY
from tests.flow.test_network import given, imported
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite


def counted(taken: list[TakenArticle]) -> Counter[tuple[str, str, bool, bool]]:
    return Counter((each.taker_id, each.giver_id, each.is_excerpt, each.branch.credited) for each in taken)


def told(network: Network) -> Counter[tuple[str, str, bool, bool]]:
    numbers = Counter[tuple[str, str, bool, bool]]()
    for link in network.links:
        ends = (link.taker, link.giver)
        numbers[*ends, False, True] = link.credited
        numbers[*ends, False, False] = link.uncredited
        numbers[*ends, True, True] = link.excerpts_credited
        numbers[*ends, True, False] = link.excerpts - link.excerpts_credited
    return +numbers


@on_both
def test_behind_each_number_is_as_long_a_list(filled: Library) -> None:
    assert counted(list(taken_articles(filled))) == told(network_of(filled))


def test_an_excerpt_is_listed_as_one(library: Library, tmp_path: Path) -> None:
    lines = [
        given("hill.example", "Found", COMET, "2026-03-06T08:00:00Z"),
        given("vale.example", "Days", (*FERRY, *BUDGET, *COMET[:2]), "2026-03-06T11:00:00Z"),
    ]
    imported(library, tmp_path, lines)
    (taken,) = taken_articles(library)
    assert (taken.taker, taken.giver, taken.is_excerpt) == ("vale.example", "hill.example", True)
    assert taken.altered is None
    assert counted([taken]) == told(network_of(library))


def test_a_taken_article_names_both_and_tells_what_was_changed(filled: Library) -> None:
    taken = next(each for each in taken_articles(filled) if each.article.title == "Four libraries to close")
    assert (taken.taker, taken.giver) == ("daily-lantern.example", "maravel-echo.example")
    assert taken.source is not None
    assert taken.source.url == "https://maravel-echo.example/02-budget"
    assert taken.delay_minutes == 150
    assert not taken.branch.credited
    assert taken.branch.evidence
    assert taken.altered is not None
    assert (taken.altered.dropped, taken.altered.sentences, taken.altered.headline) == (1, 4, True)


@on_both
def test_the_last_published_comes_first_and_a_window_narrows_the_list(filled: Library) -> None:
    times = [each.article.published.best for each in taken_articles(filled) if each.article.published]
    assert times == sorted(times, reverse=True)
    one_day = Window(datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC))
    assert [each.article.title for each in taken_articles(filled, window=one_day)] == [
        "Four libraries to close"
    ]


def test_a_giver_whose_page_is_not_stored_has_no_article(library: Library, tmp_path: Path) -> None:
    lines = [
        given("hill.example", "Shut", BUDGET, "2026-03-05T08:00:00Z", credit="Upland News Agency"),
        given("vale.example", "Closed", BUDGET, "2026-03-05T09:00:00Z", credit="Upland News Agency"),
    ]
    imported(library, tmp_path, lines)
    taken = list(taken_articles(library))
    assert [(each.giver, each.source) for each in taken] == [("Upland News Agency", None)] * 2


def test_takings_are_exported_with_their_reasons(filled: Library) -> None:
    out = io.BytesIO()
    count = export_records(filled, "takings", "csv", out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert len(rows) == count == 4
    row = next(row for row in rows if row["title"] == "Four libraries to close")
    assert (row["taker"], row["giver"], row["kind"]) == (
        "daily-lantern.example",
        "maravel-echo.example",
        "article",
    )
    assert (row["published"], row["delay_minutes"]) == ("2026-03-05T20:00:00Z", "150.0")
    assert (row["credited"], row["headline_changed"], row["sentences_dropped"]) == ("False", "True", "1")
    assert json.loads(row["evidence"])


def test_an_empty_list_still_has_its_header(filled: Library) -> None:
    out = io.BytesIO()
    nothing = NetworkScope(Window(until=datetime(2020, 1, 1, tzinfo=UTC)))
    assert export_records(filled, "takings", "csv", out, scope=nothing) == 0
    assert out.getvalue().startswith(b"taker,taker_id,article,")
