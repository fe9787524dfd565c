"""An upgraded library is indexed anew by its next import."""

import sqlite3
from pathlib import Path

from headwater.copies import fingerprints
from headwater.flow import import_paths
from headwater.flow.indexing import index_stored
from headwater.store import open_library

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
