"""Exports: the contract's fields, in an order that does not change, and back in again."""

import csv
import io
from pathlib import Path

import orjson
import pytest

from headwater.flow.export import ExportError, export_records
from headwater.flow.pipeline import import_paths
from headwater.store import Library, open_library
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

# DESIGN: the contract of `export articles`, field by field.
CONTRACT = [
    "id",
    "page",
    "page_url",
    "url",
    "kind",
    "position",
    "title",
    "standfirst",
    "authors",
    "site",
    "credit",
    "published",
    "published_earliest",
    "published_latest",
    "language",
    "category",
    "hashtags",
    "labels",
    "notes",
    "paragraphs",
    "text",
    "family",
    "relation_to_origin",
    "story",
]


def exported(library: Library, what: str, fmt: str = "jsonl") -> bytes:
    out = io.BytesIO()
    export_records(library, what, fmt, out)
    return out.getvalue()


def rows(library: Library, what: str) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in exported(library, what).splitlines()]


@on_both
def test_articles_have_the_fields_of_the_contract(filled: Library) -> None:
    articles = rows(filled, "articles")
    assert len(articles) == 7
    for article in articles:
        assert list(article)[: len(CONTRACT)] == CONTRACT
        assert isinstance(article["paragraphs"], list)
        assert article["text"] == "\n\n".join(article["paragraphs"])
        assert article["published"] == article["published_earliest"] == article["published_latest"]
    assert articles[0]["page"] == "01-ferry.html"
    assert articles[0]["page_url"] == "https://halden-courier.example/01-ferry"
    assert articles[0]["published"] == "2026-03-03T08:00:00Z"
    assert articles[0]["credit"] == "Halden Courier"
    assert articles[0]["credit_evidence"]


def test_a_copy_says_how_it_relates_to_the_origin(filled: Library) -> None:
    by_page = {row["page"]: row for row in rows(filled, "articles")}
    assert by_page["01-ferry.html"]["relation_to_origin"] == "origin"
    assert by_page["06-ferry-again.html"]["relation_to_origin"] == "copy"
    assert by_page["01-ferry.html"]["family"] == by_page["06-ferry-again.html"]["family"]
    assert by_page["01-ferry.html"]["story"] != by_page["04-comet.html"]["story"]


def test_csv_holds_the_same_values(filled: Library) -> None:
    from_csv = list(csv.DictReader(io.StringIO(exported(filled, "articles", "csv").decode())))
    for in_csv, row in zip(from_csv, rows(filled, "articles"), strict=True):
        assert list(in_csv) == list(row)
        assert in_csv["title"] == row["title"]
        assert orjson.loads(in_csv["paragraphs"]) == row["paragraphs"]


@on_both
def test_families_and_stories_point_to_each_other(filled: Library) -> None:
    families = {row["id"]: row for row in rows(filled, "families")}
    for story in rows(filled, "stories"):
        assert all(families[family]["story"] == story["id"] for family in story["families"])
        assert story["articles"] == sum(len(families[family]["members"]) for family in story["families"])


@on_both
def test_exported_articles_can_be_imported_again(filled: Library, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(exported(filled, "articles"))
    with open_library(tmp_path / "second", writing=True) as second:
        assert import_paths(second, [path]).articles_new == 7
        again = rows(second, "articles")
    derived = {"id", "family", "story", "page_url", "credit_evidence", "position"}
    for before, after in zip(rows(filled, "articles"), again, strict=True):
        assert {k: v for k, v in before.items() if k not in derived} == {
            k: v for k, v in after.items() if k not in derived
        }


@pytest.mark.parametrize(
    ("what", "fmt", "says"),
    [
        ("statements", "jsonl", "statements are not found yet"),
        ("opinions", "jsonl", "no records 'opinions'"),
        ("articles", "parquet", "parquet"),
        ("articles", "xml", "no format 'xml'"),
    ],
)
def test_what_can_not_be_exported_is_said(filled: Library, what: str, fmt: str, says: str) -> None:
    with pytest.raises(ExportError, match=says):
        exported(filled, what, fmt)


def test_an_empty_library_exports_nothing(library: Library) -> None:
    assert exported(library, "articles") == b""
