"""A page of corrections is remembered, and not shown any more once it is no longer true."""

from datetime import UTC, datetime
from pathlib import Path

from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages
from headwater.store import Note, open_library
from headwater.web.app import create_app
from tests.web.visitor import visit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOTE = "Correction: the vote was on Tuesday."


def test_what_was_corrected_since_is_on_the_page_that_is_asked_for_again(empty_folder: Path) -> None:
    with open_library(empty_folder, writing=True) as library:
        import_paths(library, [sample_pages() / "ce-budget.html"])
        app = create_app(library, clock=lambda: NOW)
        assert NOTE not in visit("/corrections", app=app).text

        with library.write() as session:
            article = session.stories.newest(1, None)[0][0].summary_article
            session.differences.note(article, [Note("note", NOTE)], NOW)

        assert NOTE in visit("/corrections", app=app).text
        told = visit("/corrections.json", app=app).json()["corrections"]
        assert [each["article"] for each in told] == [article]
