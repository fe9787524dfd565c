"""Archives follow what is imported: new articles at once, revised ones anew, those of older libraries bit by bit."""

from pathlib import Path

from headwater.flow.pipeline import import_paths
from headwater.flow.shelving import countries_of, shelve_stored
from headwater.model import Article, Credit, Publisher, Publishers
from headwater.model.edition import Edition
from headwater.model.shelf import ShelfKind
from headwater.publishers import builtin_publishers
from headwater.store import Library, open_library
from headwater.store.schema import library_state
from headwater.store.shelf_tables import shelf_days, shelved, shelves, shelvings, story_editions
from tests.flow.invented import fetch_again
from tests.flow.states import rows_of

TABLES = {table.name for table in (shelved, shelf_days, shelvings, story_editions)}
DIRECTORY = Publishers(
    [
        Publisher("wire", "Wire", country="CH"),
        Publisher("echo", "Echo", domains=("echo.example",), country="AT"),
    ]
)


def test_every_imported_article_stands_on_its_shelves(library: Library, pages: Path) -> None:
    report = import_paths(library, [pages])
    with library.read() as session:
        page = session.shelves.page(ShelfKind.ALL, "", size=100)
        assert page.total == len(page.articles) == report.articles_new == library.counts().articles
        assert page.waiting == 0
        sites = {row.site for row in page.articles if row.site}
        assert {shelf.name for shelf in session.shelves.all(ShelfKind.SITE, limit=100)} == sites
    cards, _ = library.stories(limit=100)
    english = [card.id for card in cards if "en" in card.languages]
    assert [card.id for card in library.stories(limit=100, edition=Edition("en"))[0]] == english


def test_a_revised_article_stands_where_its_newest_version_belongs(library: Library, pages: Path) -> None:
    import_paths(library, [pages])
    with library.read() as session:
        before = {row.id: row.words for row in session.shelves.page(ShelfKind.ALL, "", size=100).articles}
    fetch_again(
        pages, "01-ferry.html", "08-ferry-later.html", ("Tuesday", "Wednesday"), "2026-03-07T12:00:00Z"
    )
    import_paths(library, [pages])
    with library.read() as session:
        after = session.shelves.page(ShelfKind.ALL, "", size=100)
        assert {row.id for row in after.articles} == set(before)
        assert after.total == len(before)


def test_a_library_of_an_older_version_is_shelved_as_a_new_one_is(tmp_path: Path, pages: Path) -> None:
    with open_library(tmp_path / "old", writing=True) as library:
        import_paths(library, [pages])
        shelves_at_first = named(rows_of(tmp_path / "old"))
        unshelve(library)
        with library.read() as session:
            waiting = session.shelves.page(ShelfKind.DAY, "2026-03-03").waiting
        assert waiting == library.counts().articles
        assert shelve_stored(library, builtin_publishers()) == waiting
        assert shelve_stored(library, builtin_publishers()) == 0
    assert named(rows_of(tmp_path / "old")) == shelves_at_first


def test_what_waits_is_shelved_while_pages_are_taken(library: Library, pages: Path) -> None:
    last = sorted(pages.glob("*.html"))[-1]
    kept = last.read_bytes()
    last.unlink()
    import_paths(library, [pages])
    unshelve(library)
    last.write_bytes(kept)
    import_paths(library, [pages])
    with library.read() as session:
        page = session.shelves.page(ShelfKind.ALL, "", size=100)
    assert page.waiting == 0
    assert page.total == library.counts().articles


def test_countries_are_those_of_the_publisher_credited_and_of_the_one_that_served() -> None:
    credited = Credit("Wire", "wire")
    assert countries_of(Article(text="x", credit=credited, site="news.echo.example"), DIRECTORY) == (
        "AT",
        "CH",
    )
    assert countries_of(Article(text="x", credit=Credit("Nobody"), site="Echo"), DIRECTORY) == ("AT",)
    assert countries_of(Article(text="x"), DIRECTORY) == ()


def unshelve(library: Library) -> None:
    """Leave the library as its upgrade does."""
    with library.write() as session:
        for table in (shelves, shelved, shelf_days, shelvings, story_editions):
            session.connection.execute(table.delete())
        last = session.articles.count()
        session.connection.execute(library_state.update().values(shelve_from=1, shelve_to=last))


def named(rows: dict[str, list[tuple[object, ...]]]) -> list[object]:
    """What stands on the shelves, whatever numbers they were given."""
    number = shelves.columns.keys().index("number")
    names = {row[number]: row[1:3] for row in rows["shelves"]}
    return [
        sorted((names[row[0]], *row[1:]) for row in rows["shelved"]),
        sorted((names[row[0]], *row[1:]) for row in rows["shelf_days"]),
        sorted((names[row[0]], *row[3:]) for row in rows["shelves"]),
        sorted(rows["story_editions"]),
        sorted(row[:-1] for row in rows["shelvings"]),
    ]
