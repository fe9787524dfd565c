"""Searching on the command line."""

import json
from pathlib import Path

import pytest

from headwater.store import open_library
from tests.cli.running import run
from tests.store.filling import article
from tests.store.search.shelved import store


@pytest.fixture
def data(empty_folder: Path) -> Path:
    with open_library(empty_folder, writing=True) as library:
        store(library, article("a", title="Ferry late", text="The ferry waited.", site="courier.example"))
    return empty_folder


def test_a_search_shows_stories_with_what_matched(data: Path) -> None:
    done = run("search", "ferry", data=data)
    assert "The [ferry] waited." in done.stdout
    hits = json.loads(run("search", "ferry", "--json", data=data).stdout)["hits"]
    assert [hit["card"]["id"] for hit in hits] == ["s-a"]


def test_what_was_left_out_and_that_nothing_was_found_is_told(data: Path) -> None:
    done = run("search", "bridge before:soon", data=data)
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "Nothing found."
    assert "before:soon" in done.stderr


def test_the_index_is_filled_anew(data: Path) -> None:
    assert "1 article can be found." in run("search", "--rebuild", data=data).stderr
    assert run("search", data=data).returncode == 2
