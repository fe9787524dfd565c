"""What runs Headwater elsewhere is well formed, says what the commands take, and gives away nothing it need not."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.test_documentation import COMMANDS

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "packaging/systemd").glob("*.service"))
CONTAINER = (ROOT / "packaging/container/Containerfile").read_text()
HARDENING = {
    "DynamicUser": "yes",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}


def settings_of(unit: Path) -> dict[str, str]:
    """The last value of each setting; a unit is no INI file, a name may stand there more than once."""
    lines = [line for line in unit.read_text().splitlines() if line and line[0] not in "#;["]
    return dict(line.split("=", 1) for line in lines)


def options_exist(words: list[str]) -> bool:
    command = COMMANDS[words[0]]
    known = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    return {word for word in words[1:] if word.startswith("--")} <= known


def test_there_is_a_unit_for_each_part() -> None:
    assert [unit.name for unit in UNITS] == [
        "headwater-backup.service",
        "headwater-fetch.service",
        "headwater.service",
    ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_hardened_and_its_command_exists(unit: Path) -> None:
    settings = settings_of(unit)
    assert {name: settings.get(name) for name in HARDENING} == HARDENING
    words = shlex.split(settings["ExecStart"])
    assert words[0] == "/opt/headwater/bin/headwater"
    assert options_exist(words[1:])
    assert "HEADWATER_DATA=%S/headwater" in settings["Environment"]
    if "oneshot" not in settings.get("Type", ""):
        assert settings["Restart"] == "on-failure"
        assert re.fullmatch(r"\d+[GM]", settings["MemoryMax"])
        assert "@system-service" in unit.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    program = tmp_path / "headwater"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copies = []
    for unit in [*UNITS, ROOT / "packaging/systemd/headwater-backup.timer"]:
        copies.append(tmp_path / unit.name)
        # It looks for the program, which is installed elsewhere.
        copies[-1].write_text(unit.read_text().replace("/opt/headwater/bin/headwater", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, copies)],
        capture_output=True,
        text=True,
        check=False,
    )
    of_ours = [line for line in done.stderr.splitlines() if "headwater" in line]
    assert not of_ours


def instructions() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n\s*", " ", CONTAINER)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines]


def test_the_image_is_small_locked_and_runs_as_nobody_in_particular() -> None:
    said = instructions()
    assert all(":" in value and "slim" in value for name, value in said if name == "FROM")
    assert any("--require-hashes" in value and "requirements-server.txt" in value for name, value in said)
    (user,) = [value for name, value in said if name == "USER"]
    assert int(user.split(":")[0]) > 999
    names = [name for name, _ in said]
    assert {"HEALTHCHECK", "VOLUME", "ENTRYPOINT"} <= set(names)
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "ADD" not in names
    assert not re.search(r"(?i)password|secret|token", CONTAINER)


def test_what_the_image_copies_is_there() -> None:
    copied = [value for name, value in instructions() if name == "COPY" and "--from" not in value]
    for value in copied:
        *sources, _ = value.split()
        assert all((ROOT / source).exists() for source in sources), value


def test_the_image_runs_a_command_that_exists() -> None:
    (command,) = [value for name, value in instructions() if name == "CMD"]
    assert options_exist(re.findall(r'"([^"]+)"', command))


def test_the_containers_of_compose_run_commands_that_exist() -> None:
    yaml = pytest.importorskip("yaml", reason="compose files are YAML")
    compose = yaml.safe_load((ROOT / "packaging/container/compose.yaml").read_text())
    assert set(compose["services"]) == {"fetch", "serve", "postgresql"}
    for name in ("fetch", "serve"):
        service = compose["services"][name]
        assert options_exist(service["command"])
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert compose["services"]["serve"]["ports"] == ["127.0.0.1:8000:8000"]
    assert compose["services"]["postgresql"]["profiles"] == ["postgresql"]
