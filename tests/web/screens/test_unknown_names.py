"""Names that nobody has: what was not found is said, and what is called like it is offered."""

import pytest
from starlette.applications import Starlette

from headwater.flow.near_names import near_names
from tests.web.visitor import visit

NAMES = ("Littoral Wire", "Osk Radio", "Radio Aubrelle", "Le Quotidien de Mérance")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("radio", ("Osk Radio", "Radio Aubrelle")),
        ("MERANCE", ("Le Quotidien de Mérance",)),
        ("Litoral Wyre", ("Littoral Wire",)),
        ("nothing of the kind", ()),
        ("", ()),
    ],
)
def test_a_name_is_found_in_part_or_with_its_letters_wrong(asked: str, near: tuple[str, ...]) -> None:
    assert near_names(asked, NAMES, most=5) == near


def test_no_more_names_are_offered_than_are_wanted() -> None:
    assert len(near_names("a", [f"Paper {number}" for number in range(50)], most=12)) == 12


def test_an_unknown_publisher_is_told_with_those_called_like_it(only_reading: Starlette) -> None:
    answer = visit("/publishers/Litoral%20Wyre", app=only_reading)

    assert answer.status_code == 404
    assert "<h1><bdi>Litoral Wyre</bdi></h1>" in answer.text
    assert "No publisher of this name is known here." in answer.text
    assert "<bdi>Littoral Wire</bdi></a>" in answer.text
    assert visit("/publishers/Litoral%20Wyre.json", app=only_reading).json()["error"]["status"] == 404


def test_where_no_name_begins_so_those_like_it_are_offered(only_reading: Starlette) -> None:
    shown = visit("/publishers?starting=Litoral+Wyre", app=only_reading).text

    assert "None begins with “Litoral Wyre”." in shown
    assert "<bdi>Littoral Wire</bdi></a>" in shown


def test_what_can_not_be_compared_is_named_and_stays_in_its_field(only_reading: Starlette) -> None:
    answer = visit("/compare?a=Osk+Radio&b=nowhere", app=only_reading)

    assert answer.status_code == 404
    assert "Nothing is stored under “<bdi>Osk Radio</bdi>”." in answer.text
    assert "Nothing is stored under “<bdi>nowhere</bdi>”." in answer.text
    assert 'name="a" value="Osk Radio"' in answer.text
    assert 'href="/search?q=Osk%20Radio"' in answer.text
    said = visit("/compare.json?a=Osk+Radio&b=nowhere", app=only_reading).json()["error"]
    assert said["says"] == "Nothing is stored under “Osk Radio”. Nothing is stored under “nowhere”."


def test_a_site_that_the_network_does_not_know_is_told_with_those_like_it(only_reading: Starlette) -> None:
    shown = visit("/network?site=Litoral+Wyre", app=only_reading).text

    assert "No site of this name" in shown
    assert "<bdi>Littoral Wire</bdi></a>" in shown
