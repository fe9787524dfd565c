"""What the doctor asks a PostgreSQL server: the private one of the tests, which keeps no checksums and syncs nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from headwater.flow.outside.doctor import Finding, Weight, examine
from headwater.store import place_of
from tests.postgres import Cluster

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def address(cluster: Cluster) -> Iterator[str]:
    """An empty library."""
    made = cluster.create(template="empty_library")
    yield made
    cluster.drop(made)


def look(address: str, *, deep: bool = False) -> list[Finding]:
    return list(examine(place_of(address), (), now=NOW, deep=deep).findings)


def said(findings: list[Finding], where: str, weight: Weight) -> list[str]:
    return [finding.what for finding in findings if (finding.where, finding.weight) == (where, weight)]


def do(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_what_was_not_checked_is_said_and_so_is_what_a_power_cut_would_do(address: str) -> None:
    findings = look(address)
    notes = said(findings, "database", Weight.NOTE)
    assert any("was not checked: the extension amcheck is not installed" in each for each in notes)
    assert any("keeps no checksums" in each for each in notes)
    assert any("setting fsync is off" in each for each in notes)
    assert said(findings, "database", Weight.FINE) == []


def test_with_amcheck_indexes_are_checked_and_at_depth_tables_too(address: str) -> None:
    do(address, "CREATE SCHEMA checks", "CREATE EXTENSION amcheck SCHEMA checks")
    (quick,) = said(look(address), "database", Weight.FINE)
    assert quick.endswith("indexes are whole (--deep holds them against their tables)")
    (deep,) = said(look(address, deep=True), "database", Weight.FINE)
    assert deep.startswith(quick.partition(" ")[0])
    assert deep.endswith("tables are whole")


def test_an_index_that_lacks_a_row_is_found_at_depth(address: str) -> None:
    ready = "UPDATE pg_index SET indisready = {} WHERE indexrelid = 'quarantine_pkey'::regclass"
    row = "INSERT INTO quarantine VALUES ('q1', '/in', 'in', NULL, 'reading', 'why', '', 'then', 'then', 1)"
    do(address, "CREATE EXTENSION amcheck", ready.format("false"), row, ready.format("true"))
    (trouble,) = said(look(address, deep=True), "database", Weight.TROUBLE)
    assert trouble.startswith("quarantine_pkey: heap tuple (0,1)")
    assert said(look(address), "database", Weight.TROUBLE) == []


def test_an_invalid_index_is_named(address: str) -> None:
    do(address, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_pages_url'::regclass")
    (trouble,) = [finding for finding in look(address) if finding.weight is Weight.TROUBLE]
    assert "the index ix_pages_url is not used" in trouble.what
    assert trouble.todo.startswith('REINDEX INDEX "ix_pages_url"')


@pytest.mark.skipif(
    not Path("/proc/self/comm").exists(), reason="what runs here is told by /proc, which is not here"
)
def test_a_server_of_this_machine_is_asked_for_its_disk(address: str) -> None:
    (size, free) = said(look(address), "disk", Weight.FINE)
    assert "of database, 0.0 MB of archive in it" in size
    assert free.endswith("MB are free")


def test_a_person_who_may_not_ask_is_told_what_could_not_be_known(address: str) -> None:
    do(
        address,
        "CREATE EXTENSION amcheck",
        "CREATE ROLE watcher LOGIN",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO watcher",
    )
    try:
        findings = look(address.replace("//headwater@", "//watcher@"))
    finally:
        do(address, "DROP OWNED BY watcher", "DROP ROLE watcher")
    assert any("may not call amcheck's functions" in each for each in said(findings, "database", Weight.NOTE))
    assert said(findings, "disk", Weight.NOTE) == [
        "how much room is left where the database lies can't be known from here"
    ]
    assert not [finding for finding in findings if finding.weight is Weight.TROUBLE]
