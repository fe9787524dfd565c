"""The documentation is executed: its examples run, its commands exist, its links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from headwater.cli.app import app
from headwater.flow.export import export_records
from headwater.flow.pipeline import import_paths
from headwater.store import open_library

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)[^)]*\)")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (page.relative_to(ROOT).as_posix(), body)
        for page in PAGES
        for kind, body in BLOCK.findall(page.read_text())
        if kind == language
    ]


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_examples_run(page: str, code: str, tmp_path: Path) -> None:
    # An example may read a file that the same page shows as a TOML block.
    for name in re.findall(r"[\w-]+\.toml", code):
        (tmp_path / name).write_text(next(body for where, body in blocks("toml") if where == page))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{page}: {done.stderr}"


def used_commands() -> list[tuple[str, str]]:
    return [
        (page, line)
        for page, body in blocks("sh")
        for line in body.replace("\\\n", " ").splitlines()
        if line.startswith("headwater ")
    ]


@pytest.mark.parametrize(("page", "line"), used_commands())
def test_commands_and_options_exist(page: str, line: str) -> None:
    words = shlex.split(re.sub(r"[\[\]]", " ", line.partition("#")[0]))
    command = COMMANDS.get(words[1])
    assert command is not None, f"{page} names a command that does not exist: {line}"
    known = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    used = {word.split("=")[0] for word in words[2:] if word.startswith("--")}
    assert used <= known, f"{page}: {line}"


def test_every_command_is_documented() -> None:
    contracts = (ROOT / "docs/contracts.md").read_text()
    missing = [name for name in COMMANDS if f"headwater {name}" not in contracts]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = [target for target in LINK.findall(page.read_text()) if not (page.parent / target).exists()]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_named_in_the_text_exist(page: Path) -> None:
    named = set(re.findall(r"`((?:src|tests|docs|bench|script)/[\w./-]+)`", page.read_text()))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert not missing


def test_export_fields_are_those_documented(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Ferries sail again\n\nFerries will sail again from Saturday, the board said on Friday evening.\n"
    )
    out = tmp_path / "articles.jsonl"
    with open_library(tmp_path / "data", writing=True) as library, out.open("wb") as stream:
        import_paths(library, [page])
        export_records(library, "articles", "jsonl", stream)
    fields = set(re.findall(r'"(\w+)":', out.read_text().splitlines()[0]))
    section = (ROOT / "docs/contracts.md").read_text().split("## Export", 1)[1].split("## ", 1)[0]
    assert fields <= set(re.findall(r"`(\w+)`", section))
