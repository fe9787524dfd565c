"""The page of what could not be read: each input with its reason, tried again or let go from there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.model import Publishers
from headwater.model.errors import UnreadableError
from headwater.store import Library, open_library
from headwater.web.app import create_app
from tests.flow.invented import write_pages
from tests.web.screens.conftest import NOW
from tests.web.visitor import sent, visit

# A reader that does not understand yet what stands on two of the pages.
OLDER = ImportOptions(workers=1, function="tests.flow.older_reader:read")


@pytest.fixture
def library(empty_folder: Path) -> Iterator[Library]:
    with open_library(empty_folder, writing=True) as found:
        yield found


@pytest.fixture
def app(tmp_path: Path, library: Library) -> Iterator[Starlette]:
    with Means(tmp_path / "data", Publishers()).opened() as means:
        yield create_app(library, means=means, clock=lambda: NOW)


def listed(app: Starlette) -> list[str]:
    return [
        each.text(strip=True)
        for each in LexborHTMLParser(visit("/quarantine", app=app).text).css(".failed b")
    ]


def press(app: Starlette, entry: str, action: str) -> str:
    """What the page says that one is led to."""
    answer = sent("/quarantine/retry", app=app, data={"entry": entry, "action": action})
    assert answer.status_code == 303, answer.text
    said = LexborHTMLParser(visit(answer.headers["location"], app=app).text).css_first("[role=status]")
    return said.text() if said else ""


def test_an_input_that_can_be_read_now_leaves_for_the_library(
    app: Starlette, library: Library, tmp_path: Path
) -> None:
    import_paths(library, [write_pages(tmp_path / "pages")], options=OLDER)
    first, other = library.quarantine()
    before = library.counts().articles

    said = press(app, first.id, "retry")

    assert said == "It was read: its articles are in the library."
    assert library.counts().articles == before + 1
    assert listed(app) == [other.name]


def test_an_input_is_let_go_and_one_of_which_nothing_is_kept_stays(app: Starlette, library: Library) -> None:
    with library.write(of_articles=False) as session:
        for name in ("saved/empty.html", "saved/cut.html.gz"):
            session.quarantine.add(
                name, UnreadableError(name, "the file is empty", "fetch it again"), NOW, None
            )
    empty, cut = sorted(library.quarantine(), key=lambda entry: entry.name, reverse=True)

    assert press(app, empty.id, "retry") == "Nothing of it was kept that could be read again."
    assert press(app, cut.id, "dismiss") == "Let go of: it is no longer listed here."
    assert listed(app) == ["saved/empty.html"]


def test_an_unknown_input_is_a_clear_answer(app: Starlette) -> None:
    answer = sent("/quarantine/retry", app=app, data={"entry": "nothing", "action": "retry"})

    assert answer.status_code == 404
    assert "nothing" in answer.text


def test_a_reader_that_only_shows_offers_no_buttons(library: Library) -> None:
    only_showing = create_app(library, clock=lambda: NOW)
    with library.write(of_articles=False) as session:
        session.quarantine.add("saved/empty.html", UnreadableError("x", "the file is empty", "…"), NOW, None)

    assert "/quarantine/retry" not in visit("/quarantine", app=only_showing).text
    assert sent("/quarantine/retry", app=only_showing, data={"entry": "x"}).status_code == 503
