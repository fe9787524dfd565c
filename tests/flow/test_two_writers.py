"""Two processes that import at the same time come to the library that one after the other comes to."""

from pathlib import Path

import orjson
import pytest

from headwater.flow.pipeline import import_paths
from headwater.flow.taking import PageTaker
from headwater.intake import read_files
from headwater.model import Page
from headwater.publishers import builtin_publishers
from headwater.store import open_library
from tests.faults.processes import begun, importing
from tests.flow.arriving import world, written
from tests.flow.states import exports_of, rows_of
from tests.stores import Places, on_sqlite


def halves(folder: Path) -> list[Path]:
    """The invented articles in two files of alternate ones, so that copies come to either process."""
    lines = world()
    folder.mkdir()
    return [written(folder / f"{name}.jsonl", lines[at::2]) for at, name in enumerate(("even", "odd"))]


def families_of(place: str) -> list[object]:
    """Families with their origins and branches, as they are exported; without the story, which does depend on order."""
    told = [orjson.loads(line) for line in exports_of(place)["families"].splitlines()]
    return sorted(({**one, "story": None} for one in told), key=lambda one: str(one["id"]))


def test_two_imports_at_once_come_to_one_after_the_other(places: Places, tmp_path: Path) -> None:
    files = halves(tmp_path / "in")
    with (
        begun(importing, places("at-once"), files[:1]) as (one, _),
        begun(importing, places("at-once"), files[1:]) as (other, _),
    ):
        pass  # until both have ended
    assert (one.exitcode, other.exitcode) == (0, 0)
    for path in files:
        with open_library(places("in-turn"), writing=True) as library:
            import_paths(library, [path])
    assert families_of(places("at-once")) == families_of(places("in-turn"))
    assert rows_of(places("at-once"))["flows"] == rows_of(places("in-turn"))["flows"]
    with open_library(places("at-once")) as library, library.read() as session:
        assert session.pages.damaged() == []
        assert library.counts().pages == len(world())


@on_sqlite
def test_two_that_take_pages_by_turns_come_to_what_one_comes_to(places: Places, tmp_path: Path) -> None:
    """Each forgets what it remembers when the other has written: the same pages in the same order give the same rows."""
    path = written(tmp_path / "world.jsonl", world())
    pages = [found.page for found in read_files([path]) if isinstance(found.page, Page)]
    for name, number in (("two", 2), ("one", 1)):
        takers = [PageTaker(builtin_publishers()) for _ in range(number)]
        libraries = [open_library(places(name), writing=True) for _ in range(number)]
        for at, page in enumerate(pages):
            with libraries[at % number].write() as session:
                takers[at % number].take(session, page, page.name)
        for library in libraries:
            library.close()
    assert rows_of(places("two")) == rows_of(places("one"))


def test_whether_another_has_written_is_known(place: str) -> None:
    with open_library(place, writing=True) as library, open_library(place, writing=True) as other:
        with library.write() as first:
            pass
        with other.write(of_articles=False):
            pass
        with library.write() as second:
            assert second.follows(first)
        with pytest.raises(ZeroDivisionError), library.write() as undone:
            raise ZeroDivisionError
        with library.write() as third:
            assert not third.follows(undone)
        with other.write():
            pass
        with library.write() as fourth:
            assert not fourth.follows(third)
