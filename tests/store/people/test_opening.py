"""Opening what people do: created, shared, refused; and nothing acknowledged is ever lost."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from headwater.model.errors import StoreError
from headwater.model.people import ME
from headwater.model.words import ActKind
from headwater.store.opening import database_at
from headwater.store.parts import PEOPLE
from headwater.store.people import has_people, open_people
from headwater.store.people.migrating import configuration
from headwater.store.people.schema import HEAD, metadata
from tests.store.people.acting import NOON, act


def test_migrations_lead_to_the_tables_that_the_code_uses(place: str) -> None:
    assert not has_people(place)
    with open_people(place) as people, people.read() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts={"version_table": PEOPLE.versions, **options})
        assert compare_metadata(context, metadata) == []
    assert database_at(place, PEOPLE).version() == HEAD
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    open_people(tmp_path).close()
    with sqlite3.connect(tmp_path / "people.db") as connection:
        connection.execute("UPDATE people_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer headwater"):
        open_people(tmp_path)


def test_a_reader_changes_nothing(place: str) -> None:
    with open_people(place) as people, pytest.raises(StoreError, match="writing=True"):
        people.apply([act(ActKind.READ)], now=NOON)


def test_what_was_answered_for_outlives_a_kill_at_any_moment(tmp_path: Path) -> None:
    """A child stars article after article, and says so of each once it was told that it is kept."""
    chance = random.Random(7)  # noqa: S311  # when to kill
    acknowledged = list[str]()
    for number in range(4):
        command = [sys.executable, "-m", "tests.store.people.starring", str(tmp_path), str(number)]
        root = Path(__file__).parents[3]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:
            assert child.stdout
            wanted = chance.randint(1, 40)
            acknowledged += [line.strip() for _, line in zip(range(wanted), child.stdout, strict=False)]
            os.kill(child.pid, signal.SIGKILL)
            acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    assert len(acknowledged) >= 4
    with open_people(tmp_path, writing=True) as people:
        marks = people.marks(ME, acknowledged)
        assert all(marks[article].saved for article in acknowledged)
        # What was written whole but not answered for may be there too; sent again, it is not doubled.
        assert people.counts(ME).saved - len(set(acknowledged)) in range(5)
        people.apply([act(ActKind.SAVE)], now=NOON)


def test_a_full_disk_is_said_and_nothing_is_half_done(tmp_path: Path) -> None:
    with open_people(tmp_path, writing=True) as people:
        people.apply([act(ActKind.READ, "a-000")], now=NOON)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = (tmp_path / "people.db-wal").stat().st_size + 20_000
        many = [act(ActKind.READ, f"a-{number:03}-{'x' * 400}") for number in range(150)]
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
            with pytest.raises(StoreError, match=r"failed and was undone .*make room on the disk"):
                people.apply(many, now=NOON)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, before)
        marks = people.marks(ME, [each.subject for each in many])
        assert not any(each.read for each in marks.values())
        assert {told.outcome for told in people.apply(many, now=NOON)} == {"applied"}
