"""Templates that were compiled are read at the next start, unless anything about them has changed."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from headwater.web.compiled import Compiled


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python is told to keep what it compiled."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


class NeverCompiles(Environment):
    """Fails where a template is not found compiled."""

    def _generate(self, *_: object, **__: object) -> str:
        raise AssertionError("it is compiled")


def page(source: str, kind: type[Environment] = Environment) -> str:
    environment = kind(loader=DictLoader({"page.html": source}), bytecode_cache=Compiled(), autoescape=True)
    return environment.get_template("page.html").render(name="Norrland Post")


def test_what_was_compiled_is_read_at_the_next_start() -> None:
    assert page("by {{ name }}") == "by Norrland Post"
    assert page("by {{ name }}", NeverCompiles) == "by Norrland Post"


def test_a_template_that_changed_is_compiled_anew() -> None:
    page("by {{ name }}")

    assert page("from {{ name }}") == "from Norrland Post"


def test_what_another_version_compiled_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    page("by {{ name }}")
    monkeypatch.setattr(Compiled, "_compiler", b"another")

    with pytest.raises(AssertionError, match="it is compiled"):
        page("by {{ name }}", NeverCompiles)


@pytest.mark.parametrize("found", [b"", b"torn", "half"])
def test_what_a_power_cut_left_is_compiled_anew(found: bytes | str, folder: Path) -> None:
    page("by {{ name }}")
    (kept,) = (path for path in folder.rglob("*") if path.is_file())
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if isinstance(found, str) else found)

    assert page("by {{ name }}") == "by Norrland Post"
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_folder = folder / "taken"
    no_folder.write_bytes(b"")
    monkeypatch.setattr(sys, "pycache_prefix", str(no_folder))

    assert page("by {{ name }}") == page("by {{ name }}") == "by Norrland Post"
    assert list(folder.rglob("*")) == [no_folder]
