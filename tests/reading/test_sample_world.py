"""The sample pages, each read as the world that they were written from says."""

import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from headwater.model import Article, Page
from headwater.publishers import publishers_with
from headwater.reading import read_page

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "src/headwater/samples"
PAGES = SAMPLES / "pages"
PUBLISHERS = publishers_with([SAMPLES / "publishers.toml"])
FETCHED = {page["file"]: page for page in json.loads((PAGES / "pages.json").read_text())["pages"]}

Expected = dict[str, object]


def expected_pages() -> dict[str, list[Expected]]:
    pages: dict[str, list[Expected]] = defaultdict(list)
    for line in (ROOT / "tests/world/expected.jsonl").read_text().splitlines():
        record = json.loads(line)
        pages[record["page"]].append(record)
    return dict(pages)


EXPECTED = expected_pages()


def time(text: object) -> datetime:
    return datetime.fromisoformat(str(text).replace("Z", "+00:00"))


def flat(text: object) -> str:
    return " ".join(str(text).split())


def read(name: str) -> tuple[Article, ...]:
    said = FETCHED[name]
    page = Page(
        name, (PAGES / name).read_bytes(), said["url"], said["content_type"], time(said["fetched_at"])
    )
    return read_page(page, PUBLISHERS).articles


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page_reads_as_it_was_written(name: str) -> None:
    articles, expected = read(name), EXPECTED[name]
    assert [a.kind.value for a in articles] == [e["kind"] for e in expected]
    for article, wanted in zip(articles, expected, strict=True):
        for field in ("title", "standfirst", "language", "category"):
            assert getattr(article, field) == wanted[field], field
        for field in ("labels", "notes", "hashtags"):
            assert [flat(v) for v in getattr(article, field)] == [flat(v) for v in wanted[field]], field  # type: ignore[attr-defined]
        assert [flat(p) for p in article.paragraphs] == [flat(p) for p in wanted["paragraphs"]]  # type: ignore[attr-defined]
        assert (article.credit.name if article.credit else None) == wanted["credit"]
        if wanted["published_earliest"] is None:
            assert article.published is None
        else:
            assert article.published is not None
            assert time(wanted["published_earliest"]) <= article.published.earliest
            assert article.published.latest <= time(wanted["published_latest"])
