"""What an article may be so that comparing it takes bounded time."""

from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.flow.stage import MAX_ARTICLE_CHARACTERS
from headwater.store import open_library
from tests.flow.arriving import line, paragraphs, written

SHAPES = {
    "single words as sentences": "Word. " * 170_000,
    "one word": "word " * 210_000,
    "no space at all": "x" * 1_000_001,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_that_no_news_article_has_is_refused_and_the_next_is_taken(tmp_path: Path, shape: str) -> None:
    path = written(
        tmp_path / "a.jsonl", [line("long", [SHAPES[shape]]), line("short", paragraphs("short", 3))]
    )
    with open_library(tmp_path / "data", writing=True) as library:
        report = import_paths(library, [path])
        (failure,) = report.failures
        assert failure.page
        assert library.page_content(failure.page)
    assert report.articles_new == 1
    assert f"more than the limit of {MAX_ARTICLE_CHARACTERS:,}" in failure.reason
