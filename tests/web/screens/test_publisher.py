"""A publisher's page: who owns it and where that stands, how much is its own, from whom and to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.flow.samples import sample_publishers
from headwater.model import Publishers
from headwater.publishers import publishers_with
from headwater.store import Library
from headwater.web.app import create_app
from tests.web.screens.conftest import NOW
from tests.web.visitor import visit

REFERENCED = """
[[publisher]]
id = "littoral-wire"
name = "Littoral Wire"
kind = "agency"
domains = ["littoralwire.example"]
country = ""
[[publisher.ownership]]
name = "Harbour Holding of Maravel"
role = "owner"
reference = "https://register.example/companies/7"
[[publisher.ownership]]
name = "Ministry of Tides"
role = "funder"
reference = "javascript:alert(1)"
"""


@pytest.fixture
def app(tmp_path: Path, sample_library: Library) -> Iterator[Starlette]:
    yield from reader(tmp_path, sample_library, sample_publishers())


def reader(folder: Path, library: Library, directory: Path) -> Iterator[Starlette]:
    with Means(folder, publishers_with([directory])).opened() as means:
        yield create_app(library, means=means, clock=lambda: NOW)


def page(app: Starlette, key: str) -> LexborHTMLParser:
    return LexborHTMLParser(visit(f"/publishers/{key}", app=app).text)


def facts(found: LexborHTMLParser) -> dict[str, tuple[str, str]]:
    """What the directory says, by the name of the fact: the value, and where it stands."""
    told = {}
    for each in found.css(".facts > div"):
        reference = each.css_first("dd small")
        told[each.css_first("dt").text()] = (
            each.css_first("dd bdi").text(),
            reference.text() if reference else "",
        )
    return told


def test_the_owner_stands_there_with_where_that_is_known_from(app: Starlette) -> None:
    told = facts(page(app, "littoral-wire"))

    assert told["Owner"] == (
        "Cooperative of forty-one newspapers of Maravel",
        "Littoral Wire, Annual report 2025, p. 4",
    )
    assert told["Kind"] == ("news agency", "")
    assert told["Sites"] == ("littoralwire.example", "")


def test_a_reference_is_a_link_where_it_is_an_address_of_the_web(
    tmp_path: Path, sample_library: Library
) -> None:
    directory = tmp_path / "publishers.toml"
    directory.write_text(REFERENCED)
    for app in reader(tmp_path, sample_library, directory):
        found = page(app, "littoral-wire")

        links = [link.attributes["href"] for link in found.css(".facts a")]
        assert links == ["https://register.example/companies/7"]
        assert facts(found)["Funded by"] == ("Ministry of Tides", "javascript:alert(1)")


def test_what_is_its_own_and_who_takes_from_it_are_numbers_of_the_library(
    app: Starlette, sample_library: Library
) -> None:
    found = page(app, "littoral-wire")
    told = visit("/publishers/littoral-wire.json", app=app).json()

    takers = [link.text() for link in found.css("section[aria-labelledby=takers] li a")]
    assert takers == [each["taker"] for each in told["takers"]]
    given = {flow.taker: flow.articles for flow in sample_library.flows() if flow.giver == "Littoral Wire"}
    assert {each["taker"]: each["articles"] for each in told["takers"]}.items() >= given.items()
    assert f"Of {told['served']} articles on its own pages" in found.css_first(".summary").text()


def test_of_whom_the_directory_knows_nothing_no_owner_is_guessed(
    tmp_path: Path, sample_library: Library
) -> None:
    with Means(tmp_path, Publishers()).opened() as means:
        app = create_app(sample_library, means=means, clock=lambda: NOW)
        found = page(app, "littoral-wire")

    assert facts(found) == {}
    assert "who owns it is not known here" in found.css_first("aside").text()
