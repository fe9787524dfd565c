"""News written from right to left reads right in an interface that is written from left to right."""

import unicodedata
from html.parser import HTMLParser

import pytest

from headwater.web.wording import words as wording
from tests.web.visitor import visit
from tests.web.world import make_world

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PAGES = [
    "/",
    "/stories/s-flood",
    "/articles/a-flood",
    "/articles/a-flood-1",
    "/articles/a-flood-1?changes=off",
]


class Adrift(HTMLParser):
    """Texts written from right to left that no element of theirs gives a direction to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            is_set = (tag == "bdi" or any(name == "dir" for name, _ in attrs)) and tag != "html"
            # A drawing's texts are placed one by one, and the title of a page stands in none.
            self._open.append((tag, is_set or tag in {"svg", "title"} or self._is_set()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if is_right_to_left(data) and not self._is_set():
            self.found.append(data)

    def _is_set(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def is_right_to_left(text: str) -> bool:
    """Whether a letter of it is, outside of isolates."""
    depth = 0
    for letter in text:
        depth += (letter == "\u2068") - (letter == "\u2069")
        if not depth and unicodedata.bidirectional(letter) in {"R", "AL"}:
            return True
    return False


def test_the_sample_has_arabic_news() -> None:
    assert any(is_right_to_left(view.card.headline) for view in make_world().story_views)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", PAGES)
def test_every_text_from_right_to_left_has_a_direction_of_its_own(path: str, language: str) -> None:
    page = visit(path, headers={"Accept-Language": language})

    assert Adrift(page.text).found == []


def test_a_text_adrift_is_found() -> None:
    assert Adrift("<p>Taken from صحيفة; 97 %</p>").found
    assert not Adrift("<p>Taken from <bdi>صحيفة</bdi>; 97 %</p><p>\u2068صحيفة\u2069</p>").found


def test_a_name_in_a_sentence_is_isolated_where_it_runs_the_other_way() -> None:
    assert wording.isolated("Osk Radio") == "Osk Radio"
    assert wording.isolated("صحيفة") == "\u2068صحيفة\u2069"


def test_what_was_fetched_says_its_language_on_a_page_in_another() -> None:
    story = visit("/stories/s-flood", headers={"Accept-Language": "de"}).text
    article = visit("/articles/a-flood", headers={"Accept-Language": "de"}).text

    assert '<h1 dir="rtl" lang="ar">' in story
    assert 'class="sum" dir="rtl" lang="ar"' in story
    assert 'itemprop="articleBody" dir="rtl" lang="ar"' in article
