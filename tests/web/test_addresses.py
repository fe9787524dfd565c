"""Where one may be led back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.addresses import archive_path, articles_path, local_path, named_path


@pytest.mark.parametrize(
    "path", ["/", "/saved?before=x#h-1", "/tags/%C3%A4", "/search?q=http://osk.example/", "/a//b"]
)
def test_a_path_of_this_server_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "saved",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/saved\\..",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "/\n/evil.example",
        "/\r\nLocation: https://evil.example",
        " /saved",
        "/sa ved",
        "/\x00",
        "/\x7f",
        "?x",
        "#x",
    ],
)
def test_what_a_browser_may_take_for_another_place_is_not(path: str | None) -> None:
    assert local_path(path, "/saved") == "/saved"


@given(st.text())
def test_nothing_leads_to_another_server(text: str) -> None:
    found = local_path(text)

    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))


def test_names_of_any_kind_have_an_address() -> None:
    assert named_path("hashtag", "#Höhenweg & Co/2") == "/tags/h%C3%B6henweg%20%26%20co%2F2"
    assert archive_path("publisher", "osk-radio") == "/publishers/osk-radio"
    assert articles_path("publisher", "osk-radio") == "/publishers/osk-radio/articles"
    assert articles_path("site", "osk.example") == "/sites/osk.example"
