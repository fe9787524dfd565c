"""How a publisher is found: the keys of names and hosts, and the directory itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model.publisher import Publisher, Publishers, host_of, name_key

HARBOUR = Publisher(
    id="harbour",
    name="The Harbour Post",
    aliases=("HP News", "Гавань"),
    domains=("harbour.example", "hp.test"),
)
VALLEY = Publisher(id="valley", name="Valley Wire", aliases=("VW",), domains=("news.valley.example",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Post", "harbour post"),
        ("El País", "EL PAIS"),
        ("Agence France-Presse", "Agence France Presse"),
        ("РИА «Новости»", "риа новости"),
        ("Ｈａｒｂｏｕｒ", "harbour"),
        ("Ma'an  News", "Ma’an News"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_are_compared_without_case_accents_punctuation_and_article(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("La Presse", "LaPresse"), ("Die Welt", "Welt"), ("新华社", "新华网")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_an_article_alone_is_kept_as_a_name() -> None:
    assert name_key("The") == "the"


@given(st.text(max_size=40))
def test_a_key_is_its_own_key_unless_it_starts_with_an_article(name: str) -> None:
    key = name_key(name)
    if not key.startswith("the "):
        assert name_key(key) == key


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.harbour.example/news/1-x/", "harbour.example"),
        ("HTTP://Harbour.Example:8080/a?b#c", "harbour.example"),
        ("//m.harbour.example/a", "m.harbour.example"),
        ("harbour.example", "harbour.example"),
        ("harbour.example/a", "harbour.example"),
        ("https://user:secret@harbour.example/", "harbour.example"),
        ("https://harbour.example./", "harbour.example"),
        ("The Harbour Post", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_publisher_is_found_by_id_name_alias_and_address() -> None:
    directory = Publishers([HARBOUR, VALLEY])
    assert directory.get("harbour") is HARBOUR
    assert directory.named("harbour post") is HARBOUR
    assert directory.named("ГАВАНЬ") is HARBOUR
    assert directory.at("https://www.hp.test/2031/a.html") is HARBOUR
    assert directory.resolve("VW") is VALLEY
    assert directory.resolve("harbour.example") is HARBOUR
    assert list(directory) == [HARBOUR, VALLEY]
    assert len(directory) == 2


def test_a_subdomain_belongs_to_the_publisher_of_the_domain_above() -> None:
    directory = Publishers([HARBOUR, VALLEY])
    assert directory.at("https://sport.de.harbour.example/a") is HARBOUR
    assert directory.at("https://valley.example/") is None
    assert directory.at("https://notharbour.example/") is None


def test_the_closest_domain_wins() -> None:
    sport = Publisher(id="sport", name="Harbour Sport", domains=("sport.harbour.example",))
    directory = Publishers([sport, HARBOUR])
    assert directory.at("live.sport.harbour.example") is sport
    assert directory.at("live.harbour.example") is HARBOUR


@pytest.mark.parametrize("nobody", ["", "  ", "…", "Somebody Else", "https://elsewhere.example/", "example"])
def test_nobody_is_an_answer(nobody: str) -> None:
    assert Publishers([HARBOUR, VALLEY]).resolve(nobody) is None


def test_a_later_entry_takes_over_an_id_a_name_and_a_domain() -> None:
    replaced = Publisher(
        id="harbour", name="Harbour Daily", aliases=("VW",), domains=("news.valley.example",)
    )
    directory = Publishers([HARBOUR, VALLEY, replaced])
    assert directory.get("harbour") is replaced
    assert directory.named("The Harbour Post") is None
    assert directory.named("VW") is replaced
    assert directory.at("news.valley.example") is replaced
    assert directory.named("Valley Wire") is VALLEY
