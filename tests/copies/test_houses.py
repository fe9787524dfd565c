"""Which hosts and names are one house."""

import pytest

from headwater.copies.crediting.houses import House, house_of, is_same_house, named_house
from headwater.model import Article, Publisher, Publishers
from headwater.publishers import outlet_label

HALE = Publisher("hale", "Hale Courier", domains=("halecourier.example", "hale.test"))
DIRECTORY = Publishers([HALE], outlet_label)


def at(host: str) -> House:
    return house_of(Article(text="Words.", site=host), DIRECTORY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("www.haldenpost.example", "haldenpost.example"),
        ("edition.tnn.example", "tnn.example"),
        ("news.tideland.co.uk", "www.tideland.co.uk"),
        ("m.tideland.com.au", "sport.tideland.com.au"),
        ("haldenpost.com", "haldenpost.co.uk"),
        ("halecourier.example", "en.hale.test"),
        ("www.tidelog.wordpress.com", "tidelog.wordpress.com"),
    ],
)
def test_hosts_of_one_outlet_are_one_house(one: str, other: str) -> None:
    assert is_same_house(at(one), at(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tidelog.wordpress.com", "quaylog.wordpress.com"),
        ("tidelog.wordpress.com", "tidelog.substack.com"),
        ("tidelog.github.io", "quaylog.github.io"),
        ("quay1-0.example", "quay10.example"),
        ("edition.tnn.example", "edition.vnn.example"),
        ("news.tideland.co.uk", "news.haldenpost.co.uk"),
        ("10.0.0.1", "10.0.1.1"),
    ],
)
def test_hosts_of_different_outlets_are_not(one: str, other: str) -> None:
    assert not is_same_house(at(one), at(other))


@pytest.mark.parametrize("host", ["halden-post.example", "haldenpost.co.uk", "live.halden-post.example"])
def test_a_printed_name_is_the_house_at_its_host(host: str) -> None:
    assert is_same_house(named_house("Halden Post", DIRECTORY), at(host))


def test_without_the_list_of_suffixes_the_usual_ones_are_known() -> None:
    plain = Publishers()
    labels = [
        plain.label_of(host) for host in ("edition.tnn.example", "news.tideland.co.uk", "halden.example")
    ]
    assert labels == ["tnn", "tideland", "halden"]
