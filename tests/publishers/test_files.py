"""A user's own file: what it adds and takes over, and how each mistake in it is named."""

from pathlib import Path

import pytest

from headwater.model.errors import PublishersFileError
from headwater.model.publisher import Ownership, Publisher, PublisherKind
from headwater.publishers import builtin_publishers, load_publishers, publishers_with

GOOD = """
[[publisher]]
id = "harbour-post"
name = "The Harbour Post"
kind = "newspaper"
aliases = ["HP", "Гавань"]
domains = ["harbour.example"]
country = "MT"

[[publisher.ownership]]
name = "Quay Holdings"
role = "owner"
reference = "Quay Holdings, Annual Report 2030"

[[publisher]]
id = "valley-wire"
name = "Valley Wire"
"""


def written(folder: Path, content: str | bytes, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_gives_its_entries_in_order(tmp_path: Path) -> None:
    assert load_publishers(written(tmp_path, GOOD)) == [
        Publisher(
            id="harbour-post",
            name="The Harbour Post",
            kind=PublisherKind.NEWSPAPER,
            aliases=("HP", "Гавань"),
            domains=("harbour.example",),
            country="MT",
            ownership=(Ownership("Quay Holdings", "owner", "Quay Holdings, Annual Report 2030"),),
        ),
        Publisher(id="valley-wire", name="Valley Wire"),
    ]


def test_a_file_may_be_json_with_the_same_keys(tmp_path: Path) -> None:
    text = '{"publisher": [{"id": "valley-wire", "name": "Valley Wire", "kind": "agency"}]}'
    [entry] = load_publishers(written(tmp_path, text, "mine.json"))
    assert entry == Publisher(id="valley-wire", name="Valley Wire", kind=PublisherKind.AGENCY)


def test_a_byte_order_mark_and_an_empty_file_are_fine(tmp_path: Path) -> None:
    assert len(load_publishers(written(tmp_path, "\ufeff" + GOOD))) == 2
    assert load_publishers(written(tmp_path, "")) == []


def test_a_country_may_be_left_empty(tmp_path: Path) -> None:
    [entry] = load_publishers(written(tmp_path, '[[publisher]]\nid = "a"\nname = "A"\ncountry = ""'))
    assert entry.country == ""


def test_a_users_file_adds_to_the_built_in_directory(tmp_path: Path) -> None:
    directory = publishers_with([written(tmp_path, GOOD)])
    assert len(directory) == len(builtin_publishers()) + 2
    assert (found := directory.resolve("https://harbour.example/a")) is not None
    assert found.id == "harbour-post"
    assert directory.resolve("RT") == builtin_publishers().resolve("RT")
    assert builtin_publishers().named("Harbour Post") is None


def test_a_users_file_replaces_an_entry_and_takes_over_a_name(tmp_path: Path) -> None:
    own = """
    [[publisher]]
    id = "rt"
    name = "RT"
    aliases = ["AP"]
    """
    directory = publishers_with([written(tmp_path, own)])
    assert directory.get("rt") == Publisher(id="rt", name="RT", aliases=("AP",))
    assert directory.named("Russia Today") is None
    assert directory.named("AP") == directory.get("rt")
    assert directory.named("Associated Press") == builtin_publishers().get("ap")


def test_of_two_files_the_later_one_wins(tmp_path: Path) -> None:
    first = written(tmp_path, GOOD, "first.toml")
    second = written(tmp_path, '[[publisher]]\nid = "harbour-post"\nname = "Harbour Daily"', "second.toml")
    assert getattr(publishers_with([first, second]).get("harbour-post"), "name", None) == "Harbour Daily"
    assert getattr(publishers_with([second, first]).get("harbour-post"), "name", None) == "The Harbour Post"


ENTRY = '[[publisher]]\nid = "a"\nname = "A"\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[publisher]]\nid = rt", ["not TOML", "line 2"]),
        ('[[publisher]]\nname = "A"', ["entry 1", "id", "is missing", "add id ="]),
        ('[[publisher]]\nid = "a"', ["entry 1 (a)", "name", "is missing"]),
        ('[[publisher]]\nid = "A b"\nname = "A"', ["id", "'A b' is not a slug", "lower-case"]),
        ('[[publisher]]\nid = "a"\nname = 7', ["entry 1 (a), name", "is 7, not a text"]),
        ('[[publisher]]\nid = "a"\nname = "…"', ["name", "no letter or digit"]),
        (ENTRY + 'kind = "blog"', ["entry 1 (a), kind", "'blog'", '"agency"', '"state media"']),
        (ENTRY + 'country = "UK"', ["entry 1 (a), country", "'UK'", "ISO 3166-1"]),
        (ENTRY + 'country = "gb"', ["country", "'gb'", "two capital letters"]),
        (ENTRY + 'alias = ["B"]', ["entry 1 (a), alias", "not a key", '"aliases"']),
        (ENTRY + 'aliases = "B"', ["aliases", "not a list"]),
        (ENTRY + "aliases = [1]", ["aliases", "is 1, not a text"]),
        (ENTRY + 'domains = ["https://www.a.example/news"]', ["domains", "not a bare host", '"a.example"']),
        (ENTRY + 'domains = ["nohost"]', ["domains", "'nohost' is not a bare host"]),
        (ENTRY + 'ownership = "state"', ["ownership", "not a list"]),
        (ENTRY + 'ownership = ["state"]', ["ownership", "not a table"]),
        (ENTRY + 'ownership = [{name = "B", role = "owner"}]', ["ownership, reference", "is missing"]),
        (
            ENTRY + 'ownership = [{name = "B", role = "boss", reference = "R"}]',
            ["role", "'boss'", '"funder"'],
        ),
        (ENTRY + 'ownership = [{name = "B", role = "owner", ref = "R"}]', ["ownership, ref", "not a key"]),
        ('[[publishers]]\nid = "a"', ["publishers", "not part of the format", "[[publisher]]"]),
        ("publisher = 3", ["publisher", "not part of the format"]),
        ("publisher = [3]", ["entry 1, publisher", "is 3, not a table"]),
        (ENTRY + ENTRY, ["entry 2 (a), id", "'a' is already claimed by the entry 'a'"]),
        (
            ENTRY + '[[publisher]]\nid = "b"\nname = "The A"',
            ["entry 2 (b), name", "claimed by the entry 'a'"],
        ),
        (
            ENTRY + '[[publisher]]\nid = "b"\nname = "B"\naliases = ["á"]',
            ["(b), aliases", "'á'", "entry 'a'"],
        ),
        (
            ENTRY + 'domains = ["a.example"]\n[[publisher]]\nid = "b"\nname = "B"\ndomains = ["a.example"]',
            ["entry 2 (b), domains", "'a.example'", "entry 'a'", "leave it to one"],
        ),
    ],
)
def test_a_mistake_is_named_with_file_entry_field_and_what_to_do(
    tmp_path: Path, content: str, said: list[str]
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(PublishersFileError) as raised:
        load_publishers(path)
    message = str(raised.value)
    assert message.startswith(str(path))
    assert [part for part in said if part not in message] == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishersFileError, match=r"none\.toml: No such file.*check the path"):
        publishers_with([tmp_path / "none.toml"])


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(PublishersFileError, match="byte 3 is not UTF-8"):
        load_publishers(written(tmp_path, b"id \xff"))


@pytest.mark.parametrize(("content", "said"), [("{", "not JSON: .*line 1"), ("[]", "not an object")])
def test_json_that_cannot_be_used_is_named(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(PublishersFileError, match=said):
        load_publishers(written(tmp_path, content, "mine.json"))
