"""The household's password on the command line."""

import io
import sys
from pathlib import Path

import pytest

from headwater.cli import password as command
from headwater.model.people import ME
from headwater.store.people import SignIn, open_people
from tests.cli.running import run
from tests.store.people.acting import NOON


@pytest.fixture
def data(empty_folder: Path) -> Path:
    return empty_folder


def opens(data: Path, password: str) -> bool:
    with open_people(data, writing=True) as people:
        return SignIn(people).sign_in(ME, password, now=NOON) is not None


def test_it_is_set_from_standard_input_asked_about_and_cleared(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No password is set" in run("password", "status", data=data).stdout
    monkeypatch.setattr(sys, "stdin", io.StringIO("nine green herons\n"))
    done = run("password", "set", "--stdin", data=data)
    assert (done.returncode, "is set" in done.stdout) == (0, True)
    assert opens(data, "nine green herons")
    assert run("password", "status", "--json", data=data).stdout == '{\n  "is_set": true\n}\n'
    assert "is gone" in run("password", "clear", data=data).stdout
    assert "No password was set" in run("password", "clear", data=data).stdout


def test_at_a_terminal_it_is_asked_for_twice(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["nine green herons", "nine grey herons", "nine green herons", "nine green herons"])
    monkeypatch.setattr(command, "getpass", lambda _: next(typed))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    differing = run("password", "set", data=data)
    assert (differing.returncode, "differ" in differing.stderr) == (1, True)
    assert run("password", "set", data=data).returncode == 0
    assert opens(data, "nine green herons")


@pytest.mark.parametrize("words", [["change"], ["clear", "--stdin"]])
def test_other_words_are_wrong_usage(data: Path, words: list[str]) -> None:
    assert run("password", *words, data=data).returncode == 2


def test_what_can_not_be_done_is_said(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("herons\n"))
    short = run("password", "set", "--stdin", data=data)
    assert (short.returncode, "8 to 1,000" in short.stderr) == (1, True)
    assert "--stdin" in run("password", "set", data=data).stderr
    assert "no library yet" in run("password", "status", data=tmp_path / "elsewhere").stderr
