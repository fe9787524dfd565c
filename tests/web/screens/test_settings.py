"""The settings: one form that shows what is set, takes what can be set, and says what can't."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from tests.web.visitor import sent, visit


def shown(app: Starlette) -> LexborHTMLParser:
    return LexborHTMLParser(visit("/settings", app=app).text)


def chosen(page: LexborHTMLParser, name: str) -> str:
    option = page.css_first(f"select[name={name}] option[selected]")
    return (option.attributes["value"] or "") if option else ""


def is_ticked(page: LexborHTMLParser, name: str) -> bool:
    (box,) = page.css(f"input[name={name}]")
    return "checked" in box.attributes


def test_what_was_set_is_what_the_form_shows(app: Starlette) -> None:
    before = shown(app)
    asked = {"theme": "contrast", "column_width": "narrow", "edition": "de", "strict_pictures": "on"}

    answer = sent("/settings", app=app, data=asked)
    page = shown(app)

    assert answer.headers["location"] == "/settings?saved=yes"
    assert (chosen(before, "theme"), is_ticked(before, "keep_history")) == ("auto", True)
    assert [chosen(page, name) for name in ("theme", "column_width", "edition")] == [
        "contrast",
        "narrow",
        "de",
    ]
    assert is_ticked(page, "strict_pictures")
    # A box that is not ticked is not sent: whoever sends the form without it has turned it off.
    assert not is_ticked(page, "keep_history")


def test_editions_are_offered_that_the_library_has(app: Starlette) -> None:
    offered = {option.attributes["value"] for option in shown(app).css("select[name=edition] option")}

    assert {"", "en", "de", "fr"} <= offered
    assert "ja" not in offered


@pytest.mark.parametrize(("name", "value"), [("theme", "neon"), ("text_size", ""), ("edition", "<script>")])
def test_a_value_that_is_none_is_refused_and_nothing_is_changed(
    app: Starlette, name: str, value: str
) -> None:
    before = visit("/settings.json", app=app).json()
    boxes = {key: "on" for key, is_on in before["settings"].items() if is_on is True}

    answer = sent("/settings", app=app, data={**boxes, name: value})

    assert answer.status_code == 400
    assert visit("/settings.json", app=app).json() == before


def test_a_form_sent_unchanged_changes_nothing(app: Starlette) -> None:
    boxes = {"keep_history": "on", "single_keys": "on"}
    sent("/settings", app=app, data={**boxes, "theme": "dark"})
    before = visit("/settings.json", app=app).json()

    sent("/settings", app=app, data={**boxes, "theme": "dark"})

    assert visit("/settings.json", app=app).json() == before
    assert before["settings"]["theme"] == "dark"


def test_where_nothing_can_be_kept_there_is_no_form(only_reading: Starlette) -> None:
    assert shown(only_reading).css("form[action='/settings']") == []
    assert sent("/settings", app=only_reading, data={"theme": "dark"}).status_code == 503
