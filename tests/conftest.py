"""How many examples the property tests try: few in the suite, many with HYPOTHESIS_PROFILE=thorough; tests' names and order."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("suite", max_examples=30, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

pytest_plugins = ["tests.stores", "tests.passwords"]

# Where a test takes some seconds, the longest first; and what many tests share a browser and a library for.
_FIRST = (
    "web/looks/test_accessible.py",
    "web/hostile/test_browser.py",
    "faults",
    "flow/bulk",
    "flow/test_kill.py",
    "flow/test_two_writers.py",
    "web/hostile",
    "web/test_browser",
    "web/looks",
    "flow/polling/test_killed.py",
    "store/people/test_opening.py",
    "store/test_moving.py",
    "outside/test_retention.py",
    "web",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones, or one worker is left alone with them at the end."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    path = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((place for place, start in enumerate(_FIRST) if path.startswith(start)), len(_FIRST))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Call packed bytes by their parameter: a gzip holds the second it was made in, and workers compare names."""
    return argname if isinstance(val, bytes) and not val.isascii() else None
