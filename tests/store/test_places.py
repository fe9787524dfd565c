"""What `--data` may name, and that no message gives a password away."""

from pathlib import Path

import pytest

from headwater.model.errors import StoreError
from headwater.store import open_library, place_of
from tests.postgres import Cluster


def test_a_folder_is_a_folder_and_an_address_an_address() -> None:
    assert place_of("news/data") == Path("news/data")
    assert str(place_of("postgresql://desk@db.example:5433/news")) == "postgresql://desk@db.example:5433/news"
    assert str(place_of("postgres://db.example/news")) == "postgresql://db.example/news"


def test_passwords_are_hidden_wherever_they_stand() -> None:
    for address in (
        "postgresql://desk:tide%2Fmill@db.example/news",
        "postgresql://db.example/news?user=desk&password=tide%2Fmill",
        "postgresql://desk:tide%2Fmill@db.example/news?sslpassword=tide%2Fmill",
    ):
        place = place_of(address)
        assert "tide" not in str(place) + repr(place)
        assert "***" in str(place)


@pytest.mark.parametrize("address", ["mysql://db.example/news", "postgresql://desk:tidemill@db:port/news"])
def test_an_address_that_can_not_be_used_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_library(address)
    assert "tidemill" not in str(caught.value)


def test_a_database_that_is_not_there_is_said_with_what_to_do(cluster: Cluster) -> None:
    address = cluster.address("nowhere").replace("headwater@", "headwater:tidemill@")
    with pytest.raises(StoreError, match=r"can't be used for a library: .*nowhere.* is there") as caught:
        open_library(address)
    assert "tidemill" not in str(caught.value)
    with pytest.raises(StoreError, match="see that the database is there, is running"):
        open_library("postgresql://headwater:tidemill@127.0.0.1:9/news")
