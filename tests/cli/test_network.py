"""Who takes from whom, as the command line tells it."""

import json
from pathlib import Path

import pytest

from headwater.cli.layout import shown, table, wrapped
from tests.cli.running import run
from tests.flow.invented import write_pages


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    done = run("import", write_pages(data / "pages"), data=data / "library")
    assert done.returncode == 0, done.stderr
    return data / "library"


def test_the_network_is_two_tables(library: Path) -> None:
    done = run("network", data=library)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "6 sites · 4 links · articles from 2026-03-03 to 2026-03-06"
    assert lines[2].split()[:2] == ["SITE", "ARTICLES"]
    lantern = next(line for line in lines if line.startswith("daily-lantern.example"))
    assert lantern.split()[1:4] == ["2", "0%", "0%"]
    taken = next(
        line for line in lines if line.split()[:2] == ["daily-lantern.example", "maravel-echo.example"]
    )
    assert taken.split()[2:5] == ["1", "0", "1"]
    assert taken.endswith("25%")


def test_a_site_has_a_profile(library: Path) -> None:
    done = run("network", "lantern", data=library)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("daily-lantern.example\n")
    assert "2 (100%) taken from another site, and not credited" in done.stdout
    assert "maravel-echo.example: 1 article, not credited; 2 h later" in done.stdout
    assert "gives to    nobody that we have seen" in done.stdout


def test_two_sites_give_each_article_that_passed_between_them(library: Path) -> None:
    done = run("network", "lantern", "maravel", data=library)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Four libraries to close"
    assert "daily-lantern.example, 5 March" in lines[1]
    assert "maravel-echo.example, “Maravel closes four libraries”" in done.stdout
    assert "2 h later; not credited" in done.stdout
    assert "another headline; 1 of 4 sentences dropped" in done.stdout
    assert "because" in done.stdout
    nothing = run("network", "lantern", "halden", data=library)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "No article" in nothing.stderr


def test_articles_are_behind_the_numbers_of_one_site_and_of_all(library: Path) -> None:
    everything = json.loads(run("network", "--articles", "--json", data=library).stdout)
    assert len(everything) == 4
    of_one = json.loads(run("network", "lantern", "--articles", "--json", data=library).stdout)
    assert {each["taker_id"] for each in of_one} == {"dailylantern"}
    first = run("network", "--articles", "--limit", "1", data=library).stdout
    assert "… and 3 more articles (--limit, or --json for all)" in first
    assert run("network", "--articles", "--at-least", "2", data=library).returncode == 2
    assert run("export", "takings", "--at-least", "2", data=library).returncode == 2


def test_trace_of_a_site_is_its_profile(library: Path) -> None:
    done = run("trace", "daily-lantern.example", data=library)
    assert done.returncode == 0, done.stderr
    assert done.stdout == run("network", "daily-lantern.example", data=library).stdout


@pytest.mark.parametrize("command", ["network", "trace"])
def test_an_unknown_site_is_an_error_with_what_comes_near(command: str, library: Path) -> None:
    done = run(command, "dayly-lantern.example", data=library)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean daily-lantern.example?" in done.stderr


def test_an_article_that_is_not_stored_is_not_looked_for_among_sites(library: Path) -> None:
    done = run("trace", "a00000000000000000000", data=library)
    assert done.returncode == 1
    assert "site" not in done.stderr


def test_days_narrow_the_network(library: Path) -> None:
    one_day = run("network", "--since", "2026-03-05", "--until", "2026-03-05", data=library)
    assert one_day.stdout.startswith("2 sites · 1 link · articles from 2026-03-05 to 2026-03-05")
    none = run("network", "--until", "2020-01-01", data=library)
    assert (none.returncode, none.stdout) == (0, "")
    assert "No articles in this time." in none.stderr
    assert run("network", "--since", "yesterday", data=library).returncode == 2


def test_small_links_and_long_lists_are_left_out_and_counted(library: Path) -> None:
    assert "4 links" in run("network", "--limit", "1", data=library).stdout
    assert (
        "… and 3 more links (--limit, or --json for all)"
        in run("network", "--limit", "1", data=library).stdout
    )
    assert "0 links" in run("network", "--at-least", "2", data=library).stdout


def test_the_network_in_json(library: Path) -> None:
    found = json.loads(run("network", "--json", data=library).stdout)
    assert {"nodes", "links", "groups", "first", "latest", "unplaced"} <= set(found)
    profile = json.loads(run("network", "lantern", "--json", data=library).stdout)
    assert profile["site"]["id"] == "dailylantern"
    assert [link["giver"] for link in profile["takes"]] == ["kestrelreview", "maravelecho"]


def test_links_and_sites_are_exported(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "network.graphml"
    done = run("export", "network", "--format", "graphml", "--output", out, data=library)
    assert done.returncode == 0, done.stderr
    assert "Wrote 4 records" in done.stderr
    assert out.read_text().startswith("<?xml")
    sites = run("export", "sites", "--format", "csv", "--until", "2026-03-05", data=library)
    assert sites.stdout.startswith("id,label,seen,articles,")
    assert "kestrelreview" not in sites.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "sites", "--format", "graphml"),
        ("export", "articles", "--format", "graphml"),
        ("export", "stories", "--since", "2026-03-01"),
        ("export", "articles", "--at-least", "3"),
        ("network", "--at-least", "0"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(arguments: tuple[str, ...], library: Path) -> None:
    done = run(*arguments, data=library)
    assert done.returncode == 2
    assert "Error" in done.stderr


def test_articles_without_an_address_are_counted_and_their_credits_named(tmp_path: Path) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text(
        "Ferries sail again\n\nVeldra Courier\n\nFerries will sail again from Saturday, the harbour board said on "
        "Friday evening after a meeting that had lasted nine hours and ended in applause.\n"
    )
    assert run("import", saved, data=tmp_path / "data").returncode == 0
    done = run("network", data=tmp_path / "data")
    assert "left out    1 article, since nothing says which site served it" in done.stdout
    assert "TAKER" not in done.stdout


def test_a_name_can_not_command_the_terminal() -> None:
    assert shown("Quay\x1b]0;gone\x07 \u202eecho\u202c") == "Quay\ufffd]0;gone\ufffd \ufffdecho\ufffd"
    assert table(["SITE"], [["a\x1b[2J"]]) == ["SITE", "a\ufffd[2J"]
    assert wrapped("", "", "x" * 96 + " 12 %") == ["x" * 96, "12 %"]
