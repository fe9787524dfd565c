"""`headwater revisions`: what an address said at different times, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.flow.invented import FERRY, fetch_again, write_pages


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = write_pages(tmp_path / "pages")
    fetch_again(
        folder, "01-ferry.html", "08-later.html", ("214 people", "241 people"), "2026-03-07T16:00:00Z"
    )
    done = run("import", folder, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    return tmp_path / "data"


def test_all_that_changed_is_listed(library: Path) -> None:
    done = run("revisions", data=library)
    assert done.returncode == 0, done.stderr
    assert "2 versions seen; once changed without a note" in done.stdout
    assert "figure: 214 → 241; no note that we saw says so" in done.stdout
    assert run("revisions", "--silent", data=library).stdout == done.stdout


def test_one_address_is_told_sentence_by_sentence(library: Path) -> None:
    done = run("revisions", "https://halden-courier.example/01-ferry", data=library)
    assert "[-214-] {+241+} people" in done.stdout
    once = run("revisions", "https://maravel-echo.example/02-budget", data=library)
    assert "was seen in one version only" in once.stderr
    unknown = run("revisions", "https://nowhere.example/", data=library)
    assert unknown.returncode == 1


def test_programs_get_the_records(library: Path) -> None:
    (versions,) = json.loads(run("revisions", "--json", data=library).stdout).values()
    assert [version["number"] for version in versions] == [1, 2]
    assert versions[1]["change"]["kind"] == "silent change"
    rows = run("export", "revisions", data=library).stdout.splitlines()
    assert [json.loads(row)["silent_facts"] for row in rows] == [[], ["figure: 214 → 241"]]


def test_an_import_tells_new_articles_from_revised_ones_and_those_seen_again(
    library: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    set_anew = "<main><!-- set anew -->"
    grown = (FERRY[3], f"{FERRY[3]} The next one leaves on Friday.")
    fetch_again(pages, "02-budget.html", "09.html", ("<main>", set_anew), "2026-03-08T10:00:00Z")
    fetch_again(pages, "01-ferry.html", "10.html", grown, "2026-03-08T11:00:00Z")
    fetch_again(pages, "04-comet.html", "11.html", ("", ""), "2026-03-08T12:00:00Z")
    done = run("import", pages, data=library)
    assert done.stdout == (
        "Imported 0 new articles, 1 revised, 2 seen again from 2 new pages, 9 pages known already.\n"
    )
