"""The network of a library: counted from what is stored, asked by name, and exported for graph tools."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from headwater.flow.export import ExportError, NetworkScope, export_records
from headwater.flow.graphml import write_graphml
from headwater.flow.network import network_of, site_profile
from headwater.flow.pipeline import import_paths
from headwater.model.errors import NotFoundError
from headwater.model.network import Network, NetworkLink, SiteNode
from headwater.store import Library, Window
from tests.flow.invented import BUDGET, FERRY
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
# What a page can call itself, and what a spreadsheet, a browser or a parser would make of it.
HOSTILE = "=cmd|' /C calc'!A0 <script>&\"\x01\x1b[31m\ufffe"


def given(site: str, title: str, paragraphs: tuple[str, ...], published: str, **more: str) -> str:
    """An article as a line of JSON."""
    fields = {"site": site, "title": title, "paragraphs": paragraphs, "published": published, **more}
    return json.dumps(fields)


def report(number: int) -> tuple[str, ...]:
    """Three paragraphs that share no passage with those of another number: words of a language that nobody speaks."""
    letters = hashlib.shake_256(str(number).encode()).digest(720)
    words = ["".join(chr(97 + letter % 26) for letter in letters[at : at + 6]) for at in range(0, 720, 6)]
    return tuple(" ".join(words[at : at + 40]).capitalize() + "." for at in range(0, 120, 40))


def imported(library: Library, folder: Path, lines: list[str]) -> Library:
    file = folder / "articles.jsonl"
    file.write_text("\n".join(lines))
    assert not import_paths(library, [file]).failures
    return library


def csv_rows(library: Library, what: str, scope: NetworkScope | None = None) -> list[dict[str, str]]:
    out = io.BytesIO()
    export_records(library, what, "csv", out, scope=scope or NetworkScope())
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


@on_both
def test_who_takes_from_whom_is_counted_from_what_is_stored(filled: Library) -> None:
    found = network_of(filled)
    assert {node.name for node in found.nodes if node.original} == {
        "halden-courier.example",
        "maravel-echo.example",
        "kestrel-review.example",
    }
    lantern = next(node for node in found.nodes if node.id == "dailylantern")
    assert (lantern.articles, lantern.uncredited, lantern.takes_from) == (2, 2, 2)
    links = {(link.giver, link.taker): link for link in found.links}
    assert ("haldencourier", "sundhavenpost") in links
    budget = links["maravelecho", "dailylantern"]
    assert budget.delay
    assert (budget.delay.known, budget.delay.median) == (1, 150.0)
    assert (budget.alterations.sentences, budget.alterations.dropped) == (4, 1)
    assert budget.alterations.headlines_changed == 1
    assert (found.first, found.latest) == (
        datetime(2026, 3, 3, 8, tzinfo=UTC),
        datetime(2026, 3, 6, 13, tzinfo=UTC),
    )


@on_both
def test_only_articles_of_a_window_count(filled: Library) -> None:
    march = Window(datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC))
    found = network_of(filled, window=march)
    assert {node.id for node in found.nodes} == {"maravelecho", "dailylantern"}
    assert sum(node.articles for node in found.nodes) == 2
    assert network_of(filled, window=Window(until=datetime(2026, 1, 1, tzinfo=UTC))) == Network()


def test_a_giver_whose_articles_are_older_than_the_window_was_seen_all_the_same(filled: Library) -> None:
    later = network_of(filled, window=Window(since=datetime(2026, 3, 5, 19, tzinfo=UTC)))
    echo = next(node for node in later.nodes if node.id == "maravelecho")
    assert (echo.is_seen, echo.articles, echo.given) == (True, 0, 1)


@on_both
def test_small_links_can_be_left_out_and_no_count_changes(filled: Library) -> None:
    whole, large = network_of(filled), network_of(filled, at_least=2)
    assert whole.links
    assert not large.links
    assert large.nodes == whole.nodes


@on_both
def test_an_excerpt_is_a_link_of_its_own_kind_and_an_unseen_agency_a_node(
    library: Library, tmp_path: Path
) -> None:
    dateline = (f"MARAVEL (Littoral Wire) — {BUDGET[0]}", *BUDGET[1:])
    lines = [
        given("islander.example", "Libraries", dateline, "2026-03-05T17:30:00Z"),
        given("quay.example", "Council closes libraries", dateline, "2026-03-05T18:30:00Z"),
    ]
    found = network_of(imported(library, tmp_path, lines))
    wire = next(node for node in found.nodes if not node.is_seen)
    assert (wire.name, wire.given, wire.copied_by) == ("Littoral Wire", 2, 2)
    assert [(link.giver, link.articles, link.credited) for link in found.links] == [
        ("littoralwire", 1, 1)
    ] * 2


def test_mirrors_are_found_in_a_library(library: Library, tmp_path: Path) -> None:
    lines = []
    for day in range(1, 8):
        lines += [
            given("quay.example", f"Report {day}", report(day), f"2026-03-{day:02}T08:00:00Z"),
            given("loop.example", f"Story {day}", report(day), f"2026-03-{day:02}T09:00:00Z"),
        ]
    found = network_of(imported(library, tmp_path, lines))
    assert sum(node.articles for node in found.nodes) == 14
    (group,) = found.groups
    assert {site.id for site in group.sites} == {"quay", "loop"}


@on_both
def test_a_site_is_found_by_its_host_its_name_or_a_part_of_it(filled: Library) -> None:
    found = network_of(filled)
    for name in (
        "daily-lantern.example",
        "https://www.daily-lantern.example/news",
        "dailylantern",
        "lantern",
    ):
        profile = site_profile(found, name)
        assert profile.site.id == "dailylantern"
        assert [link.giver for link in profile.takes] == ["kestrelreview", "maravelecho"]
        assert profile.gives == ()
        assert len(profile.around.nodes) == 3


def test_an_unknown_site_is_an_error_that_names_what_comes_near(filled: Library) -> None:
    found = network_of(filled)
    with pytest.raises(NotFoundError, match=r"daily-lantern\.example"):
        site_profile(found, "daily-lanterns.example")
    with pytest.raises(NotFoundError, match="no site of this name"):
        site_profile(found, "zzz")
    with pytest.raises(NotFoundError, match=r"halden-courier\.example"):
        site_profile(found, "e")


def test_csv_holds_links_and_sites_by_the_same_ids(filled: Library) -> None:
    links, sites = csv_rows(filled, "network"), csv_rows(filled, "sites")
    assert list(links[0])[:4] == ["source", "target", "type", "weight"]
    assert list(sites[0])[:2] == ["id", "label"]
    assert {link[end] for link in links for end in ("source", "target")} <= {site["id"] for site in sites}
    lantern = next(site for site in sites if site["id"] == "dailylantern")
    assert (lantern["share_original"], lantern["share_uncredited"], lantern["kind"]) == ("0.0", "1.0", "")


def test_a_table_without_rows_has_its_header(library: Library) -> None:
    out = io.BytesIO()
    assert export_records(library, "network", "csv", out) == 0
    assert out.getvalue().startswith(b"source,target,type,weight,")


def test_no_name_is_run_by_a_spreadsheet(library: Library, tmp_path: Path) -> None:
    lines = [given(HOSTILE.replace("\ufffe", ""), "+1 for the ferry", FERRY, "2026-03-03T08:00:00Z")]
    filled = imported(library, tmp_path, lines)
    (site,) = csv_rows(filled, "sites")
    (article,) = csv_rows(filled, "articles")
    assert site["label"].startswith("'=cmd")
    assert article["title"] == "'+1 for the ferry"
    assert not any(
        value.startswith(("=", "+", "-", "@")) for row in (site, article) for value in row.values()
    )


def test_graphml_is_typed_and_complete(filled: Library) -> None:
    out = io.BytesIO()
    links = export_records(filled, "network", "graphml", out)
    root = fromstring(out.getvalue())  # noqa: S314 - what we have just written
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML}key")}
    graph = root.find(f"{GRAPHML}graph")
    assert graph is not None
    assert graph.get("edgedefault") == "directed"
    nodes = {node.get("id") for node in graph.iter(f"{GRAPHML}node")}
    edges = list(graph.iter(f"{GRAPHML}edge"))
    assert len(edges) == links == len(network_of(filled).links)
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in edges)
    reads = {
        "int": int,
        "double": float,
        "string": str,
        "boolean": lambda text: {"true": True, "false": False}[text],
    }
    for element in (*graph.iter(f"{GRAPHML}node"), *edges):
        for data in element.iter(f"{GRAPHML}data"):
            key = keys[data.get("key")]
            assert element.tag == GRAPHML + (key.get("for") or "")
            reads[key.get("attr.type") or ""](data.text or "")


def test_graphml_holds_any_name() -> None:
    nodes = (SiteNode("<a b>", HOSTILE, articles=3), SiteNode("zürcherbote", "Zürcher Bote"))
    network = Network(nodes, (NetworkLink("<a b>", "zürcherbote", articles=1, credited=1),))
    out = io.BytesIO()
    write_graphml(network, out)
    root = fromstring(out.getvalue())  # noqa: S314 - what we have just written
    ids = [node.get("id") for node in root.iter(f"{GRAPHML}node")]
    assert ids[1] == "zürcherbote"
    assert re.fullmatch(r"x[0-9a-f]{16}", ids[0] or "")
    labels = [data.text for data in root.iter(f"{GRAPHML}data") if data.get("key") == "node-label"]
    assert labels[0] == HOSTILE.replace("\x01", "\ufffd").replace("\x1b", "\ufffd").replace(
        "\ufffe", "\ufffd"
    )


def test_graphml_is_read_by_networkx(filled: Library) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    out = io.BytesIO()
    export_records(filled, "network", "graphml", out)
    graph = networkx.read_graphml(io.BytesIO(out.getvalue()))
    assert graph.is_directed()
    assert graph["maravelecho"]["dailylantern"]["uncredited"] == 1
    assert graph.nodes["dailylantern"]["seen"] is True


def test_graphml_is_for_the_network(library: Library) -> None:
    with pytest.raises(ExportError, match="export network"):
        export_records(library, "stories", "graphml", io.BytesIO())
