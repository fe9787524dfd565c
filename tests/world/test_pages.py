"""The committed pages, their manifest and their expected reading are what the source renders."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from .render import render_files
from .writing import HERE, SAMPLES, World, load_world

Line = dict[str, Any]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return [json.loads(line) for line in (HERE / "expected.jsonl").read_text("utf-8").splitlines()]


def _committed(name: str) -> Path:
    return (SAMPLES if name.startswith("pages/") else HERE) / name


def test_what_is_committed_is_what_the_source_renders(world: World) -> None:
    rendered = render_files(world)
    stale = [name for name, text in rendered.items() if _committed(name).read_bytes() != text.encode()]
    assert stale == [], "run `python -m tests.world.render`"
    assert {f"pages/{path.name}" for path in (SAMPLES / "pages").iterdir()} == {
        name for name in rendered if name.startswith("pages/")
    }


def test_the_manifest_names_every_page_once() -> None:
    entries = json.loads((SAMPLES / "pages" / "pages.json").read_text("utf-8"))["pages"]
    names = [entry["file"] for entry in entries]
    assert len(names) == len(set(names))
    assert {*names, "pages.json"} == {path.name for path in (SAMPLES / "pages").iterdir()}


def test_the_manifest_says_when_and_where_each_page_was_fetched() -> None:
    for entry in json.loads((SAMPLES / "pages" / "pages.json").read_text("utf-8"))["pages"]:
        fetched = datetime.fromisoformat(entry["fetched_at"])
        assert datetime.fromisoformat("2026-11-01T00:00:00Z") < fetched
        assert fetched < datetime.fromisoformat("2026-11-15T00:00:00Z")
        assert entry["url"] is None or ".example/" in entry["url"]
        assert entry["content_type"].endswith("; charset=utf-8")


def test_places_on_a_page_count_from_nought(lines: list[Line]) -> None:
    places: dict[str, list[int]] = {}
    for line in lines:
        places.setdefault(line["page"], []).append(line["position"])
    assert all(found == list(range(len(found))) for found in places.values())


def test_every_source_of_a_copy_is_a_piece_of_this_world(lines: list[Line], world: World) -> None:
    pieces = {line["article"] for line in lines} | world.unseen
    for line in lines:
        assert (line["from"] is None) == (line["relation"] == "none"), line["article"]
        assert line["from"] is None or line["from"] in pieces, line["article"]


def test_every_paragraph_stands_on_its_page(lines: list[Line]) -> None:
    for line in lines:
        if line["page"].endswith(".txt"):
            page = (SAMPLES / "pages" / line["page"]).read_text("utf-8")
            assert all(paragraph in page for paragraph in line["paragraphs"]), line["page"]


def test_no_copy_is_older_than_what_it_copies(world: World) -> None:
    for article in world.articles.values():
        if article.origin and article.origin not in world.unseen:
            assert article.published >= world.articles[article.origin].published, article.id


def test_unrelated_articles_share_no_sentence(world: World) -> None:
    owners: dict[str, set[str]] = {}
    for article in world.articles.values():
        for paragraph in article.paragraphs:
            for sentence in paragraph.replace("”", "").split(". "):
                if len(sentence) > 60:
                    owners.setdefault(sentence, set()).add(article.story)
    assert [sentence for sentence, stories in owners.items() if len(stories) > 1] == []


def test_the_world_is_as_large_and_as_mixed_as_the_demo_needs(lines: list[Line], world: World) -> None:
    languages = Counter(line["language"] for line in lines)
    assert len(lines) >= 90
    assert languages["de"] >= 15
    assert languages["fr"] >= 12
    assert languages["en"] > languages["de"] + languages["fr"]
    assert len({article.story for article in world.articles.values()}) >= 18
    assert len({article.outlet for article in world.articles.values()}) >= 14


def test_every_shape_of_page_is_there(lines: list[Line]) -> None:
    assert {line["shape"] for line in lines} == {
        *("aggregator", "compact", "archive", "cards", "sections", "rss", "atom"),
        *("jsonld", "graph", "opengraph", "time", "plain", "bare"),
    }


def test_every_relation_is_there(lines: list[Line]) -> None:
    deal = [line for line in lines if line["from"] == "lw-deal"]
    assert sum(line["relation"] == "copy" for line in deal) >= 8
    assert any(line["relation"] == "partial" for line in deal)
    assert any(not line["credited"] for line in deal)
    assert sum(line["relation"] == "update" for line in lines) >= 4
    assert sum(line["piece"] == "agd-tunnel" for line in lines) >= 3


def test_some_articles_lack_what_others_have(lines: list[Line]) -> None:
    archived = [line for line in lines if line["shape"] == "archive"]
    assert len(archived) >= 10
    assert all(line["title"] is None and line["standfirst"] and not line["credited"] for line in archived)
    assert {line["credit"] for line in archived} == {"Littoral Wire"}
    assert any(line["kind"] == "related" and line["credit"] is None for line in lines)
    assert {label for line in lines for label in line["labels"]} == {"developing", "opinion", "video"}
    assert {line["language"] for line in lines if line["notes"]} == {"en", "de", "fr"}


def test_one_press_release_is_quoted_by_three_in_their_own_words(world: World) -> None:
    quote = "“We did not plant a single blade of it. We only stopped doing what kept it away,”"
    reports = [a for a in world.articles.values() if quote in " ".join(a.paragraphs)]
    assert {report.relation for report in reports} == {"none"}
    assert len({report.outlet for report in reports}) == 3


def test_copies_still_carry_the_corrected_claim(lines: list[Line]) -> None:
    origin = next(line for line in lines if line["page"] == "lw-deal.html")
    assert origin["notes"] == ["Editor’s note: An earlier version said that all 340 dockers voted."]
    wrong = {line["outlet"] for line in lines if "All 340 dockers voted" in " ".join(line["paragraphs"])}
    assert {"norrland-post", "daily-loop", "strait-today", "islander"} <= wrong


def test_a_figure_changes_over_a_week(world: World) -> None:
    reports = [world.articles[f"or-level-{number}"] for number in (1, 2, 3, 4)]
    levels = ("78.4", "76.1", "74", "70.9")
    assert all(
        f"{level} metres" in report.paragraphs[0] for level, report in zip(levels, reports, strict=True)
    )
    assert (reports[-1].published - reports[0].published).days == 6


def test_most_articles_are_of_the_last_four_days(world: World) -> None:
    late = sum(article.published.day >= 11 for article in world.articles.values())
    assert late > len(world.articles) / 2
