"""Quarantine as a person meets it: what is listed, tried again and dismissed."""

import json
from pathlib import Path

import pytest

from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.store import open_library
from tests.cli.running import run
from tests.flow.invented import write_pages

OLDER = ImportOptions(workers=1, function="tests.flow.older_reader:read")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library in which an older reader could not read two pages, and a third is empty."""
    pages = write_pages(tmp_path / "pages")
    (pages / "08-empty.html").touch()
    with open_library(tmp_path / "data", writing=True) as library:
        assert len(import_paths(library, [pages], options=OLDER).failures) == 3
    return tmp_path / "data"


def listed(data: Path, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("quarantine", "--json", *more, data=data).stdout)
    return found


def test_the_list_has_ids_that_can_be_passed_on_and_says_what_to_do(data: Path) -> None:
    told = run("quarantine", data=data)
    assert all(f"id          {entry['id']}" in told.stdout for entry in listed(data))
    assert "headwater quarantine retry ID… (or --all)" in told.stderr


def test_all_are_tried_again_and_what_stays_is_named(data: Path) -> None:
    told = run("quarantine", "retry", "--all", data=data)
    assert told.returncode == 1
    assert "04-comet.html: read, 1 new article\n" in told.stdout
    assert "Read 2 of 3 inputs: 2 new articles; 1 stays in quarantine." in told.stdout
    (left,) = listed(data)
    assert f"08-empty.html: nothing of it is kept; import it again, or dismiss {left['id']}" in told.stderr
    assert run("quarantine", "dismiss", str(left["id"]), data=data).returncode == 0
    assert run("quarantine", data=data).stdout == "Nothing is in quarantine.\n"
    again = run("quarantine", "retry", "--all", data=data)
    assert (again.returncode, again.stdout) == (0, "Nothing is in quarantine.\n")


def test_one_is_tried_again_and_told_in_json(data: Path) -> None:
    wanted = next(str(entry["id"]) for entry in listed(data) if entry["name"] == "04-comet.html")
    (told,) = json.loads(run("quarantine", "retry", wanted, "--json", data=data).stdout)
    assert (told["entry"]["id"], told["outcome"], told["new"]) == (wanted, "read", 1)
    again = run("quarantine", "retry", wanted, data=data)
    assert (again.returncode, again.stdout.splitlines()[0]) == (0, "04-comet.html: was read before")


def test_what_was_dismissed_can_be_seen(data: Path) -> None:
    first, *others = listed(data)
    told = run("quarantine", "dismiss", str(first["id"]), data=data)
    assert told.stdout == f"Dismissed {first['name']}; what is kept of it stays.\n"
    assert listed(data) == others
    (seen,) = listed(data, "--dismissed")
    assert seen["dismissed_at"]
    assert "dismissed   20" in run("quarantine", "--dismissed", data=data).stdout
    assert "before" in run("quarantine", "dismiss", str(first["id"]), data=data).stdout


def test_unknown_ids_are_named(data: Path) -> None:
    for action in ("retry", "dismiss"):
        told = run("quarantine", action, "q404", str(listed(data)[0]["id"]), data=data)
        assert told.returncode == 1
        assert "nothing is in quarantine under q404: headwater quarantine lists what is" in told.stderr
    assert len(listed(data)) == 3


@pytest.mark.parametrize(
    "words",
    [("retry",), ("dismiss",), ("--all",), ("retry", "q1", "--all"), ("release", "q1"), ("dismiss", "--all")],
)
def test_wrong_usage_is_answered_with_the_usage(data: Path, words: tuple[str, ...]) -> None:
    told = run("quarantine", *words, data=data)
    assert told.returncode == 2
    assert told.stderr.startswith("usage: headwater quarantine")


def test_a_place_without_a_library_is_no_new_one(tmp_path: Path) -> None:
    for words in ((), ("retry", "--all"), ("dismiss", "q1")):
        assert run("quarantine", *words, data=tmp_path / "none").returncode == 1
    assert not (tmp_path / "none").exists()
