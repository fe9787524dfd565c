"""docs/publishers.md says what is so: its file loads, its Python runs, its count is the count."""

import re
from pathlib import Path

import pytest

from headwater.model.errors import PublishersFileError
from headwater.publishers import builtin_publishers, load_publishers

PAGE = (Path(__file__).parents[2] / "docs" / "publishers.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_its_file_is_one_and_its_python_runs_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    [example] = blocks("toml")
    Path("mine.toml").write_text(example, encoding="utf-8")
    assert [entry.id for entry in load_publishers(Path("mine.toml"))] == ["harbour-post"]
    for code in blocks("python"):
        exec(compile(code, "docs/publishers.md", "exec"), {})  # noqa: S102 - the page is ours


def test_its_error_is_the_one_that_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = '[[publisher]]\nid = "a"\nname = "A"\n[[publisher]]\nid = "b"\nname = "B"\n'
    Path("mine.toml").write_text(before + blocks("toml")[0].replace('"MT"', '"UK"'), encoding="utf-8")
    with pytest.raises(PublishersFileError) as raised:
        load_publishers(Path("mine.toml"))
    assert str(raised.value) == blocks("text")[0].strip()


def test_its_count_of_publishers_and_countries_is_right() -> None:
    countries = {entry.country for entry in builtin_publishers() if entry.country}
    assert f"{len(builtin_publishers()):,} publishers of {len(countries)} countries" in PAGE
