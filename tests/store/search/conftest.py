"""A library that can be searched, on each store."""

from collections.abc import Iterator

import pytest

from headwater.store import Library, open_library


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened
