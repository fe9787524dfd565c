"""The command line as a person meets it: what it prints, and how it ends."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.cli.serving import ServeOptions, serve_library
from headwater.cli.settings import Settings
from headwater.model.errors import InvalidRecordError
from tests.cli.running import run
from tests.reading.invented import FERRY, MAYORS, RESERVOIR, STORIES, Layout, aggregator_page, archive_page


def test_the_installed_command_answers() -> None:
    command = Path(sys.executable).with_name("headwater")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.split()[0]) == (0, "headwater")


def exported(data: Path) -> list[dict[str, object]]:
    done = run("export", "articles", data=data)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "aggregator.txt").write_text(aggregator_page())
    (folder / "archive.txt").write_text(archive_page(layout=Layout(), label="Osk Radio"))
    return folder


@pytest.fixture(scope="module")
def library(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    done = run("import", pages, data=data)
    assert done.returncode == 0, done.stderr
    assert "Imported 8 new articles from 2 new pages." in done.stdout
    return data


def test_a_second_import_adds_nothing(pages: Path, library: Path) -> None:
    before = exported(library)
    done = run("import", pages, data=library)
    assert done.returncode == 0
    assert "0 new articles from 0 new pages, 2 pages known already" in done.stdout
    assert exported(library) == before


def test_export_writes_an_object_a_line(library: Path) -> None:
    articles = exported(library)
    assert [a["title"] for a in articles if a["page"] == "aggregator.txt"] == [s.title for s in STORIES]
    assert articles[0]["credit"] == "Veldra Courier"
    assert articles[0]["published_earliest"] < articles[0]["published_latest"]  # type: ignore[operator]


def test_copies_are_one_story(library: Path) -> None:
    articles = exported(library)
    by_text = {a["text"].split()[0]: set() for a in articles}  # type: ignore[attr-defined]
    for article in articles:
        by_text[article["text"].split()[0]].add(article["family"])  # type: ignore[attr-defined]
    assert all(len(families) == 1 for families in by_text.values())


def test_trace_of_a_pasted_copy_names_its_origin(library: Path, tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(
        "\n".join([RESERVOIR.title, "", *RESERVOIR.paragraphs]).replace("71 metres", "74 metres")
    )
    done = run("trace", pasted, data=library)
    assert done.returncode == 0, done.stderr
    assert "not stored" in done.stdout
    assert "Flood warning lifted for the lower Osk" in done.stdout
    assert "[-71-] {+74+}" in done.stdout
    assert len(exported(library)) == 8


def test_trace_without_a_library_still_reads(tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(aggregator_page())
    done = run("trace", pasted, data=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    assert "Veldra Courier" in done.stdout
    assert not (tmp_path / "none").exists()


def test_compare_two_files(tmp_path: Path) -> None:
    for name, story in (("a.txt", FERRY), ("b.txt", FERRY), ("c.txt", MAYORS)):
        (tmp_path / name).write_text("\n\n".join([story.title, *story.paragraphs]))
    same = run("compare", tmp_path / "a.txt", tmp_path / "b.txt", data=tmp_path / "none")
    other = run("compare", tmp_path / "a.txt", tmp_path / "c.txt", data=tmp_path / "none")
    assert "copy" in same.stdout
    assert "unrelated" in other.stdout


def test_answers_in_json(library: Path) -> None:
    stories = json.loads(run("stories", "--json", data=library).stdout)
    assert {"card", "families", "related"} <= set(stories[0])
    traced = json.loads(run("trace", str(exported(library)[0]["id"]), "--json", data=library).stdout)
    assert traced["articles"][0]["article"]["title"] == FERRY.title


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("cut.txt.gz", gzip.compress(aggregator_page().encode() * 3)[:-200], "cut short"),
        ("latin.txt", "Die Fähre fährt wieder.".encode("latin-1") * 5, "UTF-8"),
        ("menu.txt", b"Home\nAbout us\nContact\n", "no article"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_done(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in" / "good.txt").write_text(aggregator_page())
    done = run("import", tmp_path / "in", data=tmp_path / "data")
    assert done.returncode == 1
    assert name in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert "Imported 4 new articles from 1 new page." in done.stdout
    kept = run("quarantine", data=tmp_path / "data")
    assert name in kept.stdout


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # a hole: it takes no room on the disk
    done = run("import", large, data=tmp_path / "data")
    assert done.returncode == 1
    assert "large.txt" in done.stderr
    assert "20 MB" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--version",), 0),
        (("export", "articles", "--format", "pigeon"), 2),
        (("export", "pigeons"), 2),
        (("trace", "no-such-thing"), 1),
        (("import",), 2),
        (("nonsense",), 2),
        (("serve", "--port", "99999999"), 2),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, library: Path) -> None:
    takes_data = arguments[0] in ("export", "trace")
    done = run(*arguments, data=library if takes_data else None)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_an_option_before_the_command_is_told_where_it_belongs() -> None:
    done = run("--data", "there", "import", "pages")
    assert done.returncode == 2
    assert "after the command" in done.stderr


def test_an_address_is_not_imported_but_watched(tmp_path: Path) -> None:
    done = run("import", "https://halden-courier.example/", data=tmp_path / "library")
    assert done.returncode == 1
    assert "headwater add" in done.stderr
    assert not (tmp_path / "library").exists()


def test_a_folder_without_a_library_is_an_error_in_words(tmp_path: Path) -> None:
    done = run("stories", data=tmp_path / "none")
    assert done.returncode == 1
    assert "holds no library yet" in done.stderr


def test_compare_tells_the_notes_of_both_and_claims_no_direction_that_is_not_known(tmp_path: Path) -> None:
    text = "\n\n".join(
        (
            "Ferry aground off Halden",
            "The night ferry ran aground on a sandbank on Tuesday with 214 people on board, the harbour master said.",
            "Nobody was hurt, and two tugs pulled the vessel free shortly after sunrise, when the tide came in.",
            "The shipping line said that tickets for the missed crossings would be paid back within ten days.",
        )
    )
    (tmp_path / "one.txt").write_text(text.replace("214 people", "241 people"), encoding="utf-8")
    note = "Correction: An earlier version of this article said that 241 people were on board."
    (tmp_path / "other.txt").write_text(f"{text}\n\n{note}", encoding="utf-8")
    done = run("compare", tmp_path / "one.txt", tmp_path / "other.txt", data=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    assert "B prints “Correction: An earlier version" in done.stdout
    assert "though which of them came first is not known" in done.stdout


def test_a_reader_that_stops_early_is_no_error(library: Path) -> None:
    command = [sys.executable, "-c", "from headwater.cli import main; main()"]
    words = ["export", "articles", "--data", str(library)]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_list_of_local_services_with_commas_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    options = ServeOptions(allow=("bridge.lan,other.lan",))

    with pytest.raises(InvalidRecordError, match="put spaces between the entries of HEADWATER_ALLOW"):
        serve_library(Settings(tmp_path), "127.0.0.1", 0, options)
