"""An upgraded library is indexed anew by its next import."""

import sqlite3
from pathlib import Path

from headwater.copies import fingerprints
from headwater.flow.indexing import index_stored
from headwater.flow.pipeline import import_paths
from headwater.store import Library, open_library
from headwater.store.schema import passage_blocks, passage_holders, passage_levels, passages_recent
from tests.flow.invented import fetch_again

FIRST_VERSION = Path(__file__).parents[1] / "store" / "first-version.sql"


def test_what_an_earlier_version_stored_is_found_after_the_next_import(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    connection.close()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "00000.warc.gz").write_bytes(bytes(704))
    nothing_new = tmp_path / "pages"
    nothing_new.mkdir()
    with open_library(tmp_path, writing=True) as library:
        import_paths(library, [nothing_new])
        with library.read() as session:
            (card,), _ = library.stories()
            text = session.articles.get(card.summary_article).text
            shared = fingerprints(text)
            assert session.passages.sharing(shared, limit=2) == [(card.summary_article, len(shared))]
            (use,) = set(session.passages.uses(shared).values())
            assert (use.articles, use.texts, use.sites) == (1, 1, 1)
        assert index_stored(library) == 0


def test_what_an_article_said_before_is_found_as_well(library: Library, pages: Path) -> None:
    older = "The night ferry between Port Halden and Sundhaven ran aground on a sandbank on Tuesday"
    newer = "A vessel that crosses the sound by night has touched ground off the coast before the sun came up"
    fetch_again(pages, "01-ferry.html", "08-ferry-later.html", (older, newer), "2026-03-07T12:00:00Z")
    for copy in ("03-ferry-copy.html", "06-ferry-again.html"):
        (pages / copy).unlink()
    import_paths(library, [pages])
    before = found_by(library, older)
    assert before
    empty_index(library)
    assert found_by(library, older) == []
    index_stored(library)
    assert found_by(library, older) == before


def found_by(library: Library, words: str) -> list[tuple[str, int]]:
    with library.read() as session:
        return session.passages.sharing(fingerprints(f"{words} with 214 people on board"), limit=9)


def empty_index(library: Library) -> None:
    """As an upgrade to a version that chooses other fingerprints leaves it."""
    with library.write() as session:
        for table in (passages_recent, passage_blocks, passage_levels, passage_holders):
            session.connection.execute(table.delete())
