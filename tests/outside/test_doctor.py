"""The doctor names what is wrong, where, and what to do; and changes nothing."""

import json
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headwater.flow.outside.doctor import Examination, Finding, Weight, examine
from headwater.model import Source, SourceState
from headwater.model.words import ActKind
from headwater.store import Library, open_library, place_of
from headwater.store.people import open_people
from tests.cli.running import run
from tests.flow.states import rows_of
from tests.store.people.acting import act

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def look(place: str | Path, *, deep: bool = False, now: datetime = NOW) -> Examination:
    return examine(place_of(place), (), now=now, deep=deep)


def worst(examination: Examination) -> list[Finding]:
    return [finding for finding in examination.findings if finding.weight is Weight.TROUBLE]


@pytest.mark.parametrize("deep", [False, True])
def test_a_library_that_is_well_is_said_to_be(library: Library, place: str, deep: bool) -> None:
    before = rows_of(place)
    examination = look(place, deep=deep)
    assert examination.is_well, worst(examination)
    assert rows_of(place) == before


def test_a_source_in_trouble_is_named_with_its_reason_and_what_to_do(library: Library, place: str) -> None:
    since = NOW - timedelta(days=5)
    with library.write() as session:
        source = session.sources.add(Source("https://me:hunter2@quill.example/feed"), since)
        session.sources.lease_due("me", NOW, 1, timedelta(minutes=1))
        state = SourceState(
            source.id,
            NOW + timedelta(hours=1),
            NOW,
            failures=9,
            failing_since=since,
            last_error="the server failed",
        )
        session.sources.finish("me", state)
    (finding,) = worst(look(place))
    assert finding.where == "https://***@quill.example/feed"
    assert "failing since 17 November, 12:00 UTC, 9 times in a row: the server failed" in finding.what
    assert "headwater add" in finding.todo


def test_sources_that_nobody_fetches_and_leases_of_the_dead_are_noticed(library: Library, place: str) -> None:
    with library.write() as session:
        for number in range(2):
            session.sources.add(Source(f"https://{number}.example/feed"), NOW - timedelta(hours=6))
        session.sources.lease_due("dead:1:ab", NOW - timedelta(hours=5), 1, timedelta(minutes=5))
    examination = look(place)
    assert [finding.todo for finding in worst(examination)] == ["start headwater fetch, and keep it running"]
    notes = [finding.what for finding in examination.findings if finding.weight is Weight.NOTE]
    assert any("1 lease of dead:1:ab" in said for said in notes)


def test_a_clock_that_is_wrong_is_noticed(library: Library, place: str) -> None:
    with library.write() as session:
        session.sources.add(Source("https://quill.example/feed"), NOW)
    found = worst(look(place, now=datetime(1970, 1, 2, tzinfo=UTC)))
    assert [finding.where for finding in found] == ["clock", "clock"]


def test_damaged_pages_are_found(tmp_path: Path, pages: Path) -> None:
    from headwater.flow.pipeline import import_paths  # noqa: PLC0415

    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, [pages])
    segment = tmp_path / "data" / "archive" / "00000.warc.gz"
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 0xFF
    segment.write_bytes(content)
    (finding,) = worst(look(tmp_path / "data", deep=True))
    assert finding.where == "archive"
    assert "restore a backup" in finding.todo
    os.truncate(segment, 100)
    assert worst(look(tmp_path / "data"))


def test_a_damaged_database_is_said_so(tmp_path: Path) -> None:
    open_library(tmp_path, writing=True).close()
    content = bytearray((tmp_path / "library.db").read_bytes())
    content[4096 * 4 : 4096 * 12] = os.urandom(4096 * 8)
    (tmp_path / "library.db").write_bytes(content)
    found = worst(look(tmp_path))
    assert found
    assert all(finding.todo for finding in found)


def test_rows_that_refer_to_nothing_are_counted(tmp_path: Path) -> None:
    open_library(tmp_path, writing=True).close()
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute(
            "INSERT INTO readings (page, version, kind, articles) VALUES (77, 1, 'article', 1)"
        )
    connection.close()
    (finding,) = worst(look(tmp_path))
    assert finding.what == "readings has references to pages that are not there: 1"


def test_a_library_of_another_version_is_left_as_it_is(tmp_path: Path) -> None:
    open_library(tmp_path, writing=True).close()
    for version, words in (("0003", "older"), ("9999", "newer")):
        with sqlite3.connect(tmp_path / "library.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.close()
        (finding,) = look(tmp_path).findings
        assert words in finding.what
        assert f"schema {version}" in finding.what


def test_what_people_did_is_looked_at_too(library: Library, place: str) -> None:
    (finding,) = [each for each in look(place).findings if each.where == "what people do"]
    assert "nobody has done anything yet" in finding.what
    with open_people(place, writing=True) as people:
        people.apply([act(ActKind.READ, f"a-{number:03}") for number in range(100)], now=NOW)
    (finding,) = [each for each in look(place, deep=True).findings if each.where == "what people do"]
    assert finding.weight is Weight.FINE


@pytest.mark.parametrize("start", [0, 8192])
def test_damage_to_what_people_did_is_trouble(tmp_path: Path, start: int) -> None:
    open_library(tmp_path, writing=True).close()
    with open_people(tmp_path, writing=True) as people:
        people.apply([act(ActKind.READ, f"a-{number:03}") for number in range(100)], now=NOW)
    content = bytearray((tmp_path / "people.db").read_bytes())
    content[start:] = b"?" * (len(content) - start)
    (tmp_path / "people.db").write_bytes(content)
    troubles = worst(look(tmp_path))
    assert {finding.where for finding in troubles} == {"what people do"}
    assert "restore a backup" in troubles[0].todo


def test_a_place_without_a_library_is_said_so(tmp_path: Path) -> None:
    (finding,) = worst(look(tmp_path / "nowhere"))
    assert "no library here yet" in finding.what
    assert not (tmp_path / "nowhere").exists()


def test_files_with_secrets_that_everybody_may_read_are_noticed(tmp_path: Path) -> None:
    open_library(tmp_path, writing=True).close()
    (tmp_path / "library.db").chmod(0o644)
    tmp_path.chmod(0o755)
    notes = [finding for finding in look(tmp_path).findings if finding.weight is Weight.NOTE]
    assert [note.todo for note in notes] == [f"chmod o-rwx {tmp_path}"]
    tmp_path.chmod(0o700)
    assert not [finding for finding in look(tmp_path).findings if finding.weight is Weight.NOTE]


def test_the_command_says_settings_and_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_library(tmp_path, writing=True).close()
    monkeypatch.setenv("HEADWATER_METRICS_SECRET", "open-sesame")
    ended = run("doctor", data=tmp_path)
    assert ended.returncode == 0, ended.stdout
    assert "All is well." in ended.stdout
    assert "open-sesame" not in ended.stdout
    told = json.loads(run("doctor", "--json", data=tmp_path).stdout)
    assert told["is_well"] is True
    assert {"name": "HEADWATER_METRICS_SECRET", "value": "set, not shown", "origin": "environment"} in told[
        "settings"
    ]
    gone = run("doctor", data="postgresql://me:hunter2@127.0.0.1:9/none")
    assert gone.returncode == 1
    assert "hunter2" not in gone.stdout + gone.stderr
