"""Buttons that turn something on or off say in words how it is; nothing else does, to who sees and to who hears."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from headwater.store import Library
from tests.web.screens.acts import act, do
from tests.web.visitor import sent, visit


def button(app: Starlette, path: str, on: str) -> tuple[str, str, str]:
    """The words, the deed and the state of the first button that turns this on or off."""
    found = LexborHTMLParser(visit(path, app=app).text).css_first(f'main button[data-on="{on}"]')
    assert found is not None
    assert "aria-pressed" not in found.attributes
    sign = found.css_first("span[aria-hidden]")
    assert sign is not None
    words = found.text().removeprefix(sign.text()).strip()
    return words, found.attributes["value"] or "", found.attributes["data-state"] or ""


@pytest.mark.parametrize(
    ("on", "off", "words", "words_on"),
    [
        ("save", "unsave", "Save", "Saved"),
        ("later", "done", "Read later", "Kept for later"),
        ("read", "unread", "Mark as read", "Read"),
    ],
)
def test_a_button_of_an_article_says_how_it_is_before_and_after(
    app: Starlette, sample_library: Library, on: str, off: str, words: str, words_on: str
) -> None:
    article = sample_library.stories(limit=1)[0][0].summary_article
    page = f"/articles/{article}"

    assert button(app, page, on) == (words, on, "off")
    form = {"kind": on, "subject_kind": "article", "subject": article, "back": page}
    assert sent("/acts", app=app, data=form).status_code == 303
    assert button(app, page, on) == (words_on, off, "on")


def test_a_followed_story_says_so(app: Starlette, sample_library: Library) -> None:
    story = sample_library.stories(limit=1)[0][0].id

    assert button(app, f"/stories/{story}", "follow") == ("Follow", "follow", "off")
    do(app, act(1, "follow", "story", story))
    assert button(app, f"/stories/{story}", "follow") == ("Following", "unfollow", "on")
    assert button(app, "/following", "follow") == ("Following", "unfollow", "on")


def test_a_list_says_what_is_saved_in_it(app: Starlette, sample_library: Library) -> None:
    article = sample_library.stories(limit=1)[0][0].summary_article
    do(app, act(1, "save", "article", article))

    assert button(app, "/", "save") == ("Saved", "unsave", "on")
    assert button(app, "/saved", "save") == ("Saved", "unsave", "on")


def test_the_words_that_a_press_changes_are_on_every_page(only_reading: Starlette) -> None:
    told = LexborHTMLParser(visit("/", app=only_reading).text).css_first("#told")

    assert told is not None
    assert (told.attributes["data-follow-off"], told.attributes["data-follow-on"]) == ("Follow", "Following")
