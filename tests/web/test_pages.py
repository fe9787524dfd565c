"""Every page shows what its records say, and nothing that strangers wrote can become markup."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from headwater.model import Origin
from tests.web.memory import HOSTILE, Strand, World, story
from tests.web.visitor import reader, visit
from tests.web.world import article, at, branch, make_world

PAGES = [
    "/",
    *(f"/stories/{view.card.id}" for view in make_world().story_views),
    "/articles/a-wire",
    "/articles/a-wire-3",
    "/articles/a-wire-3?changes=off",
    "/articles/a-agency-1",
    "/articles/a-flood-1",
    "/articles/a-lost",
    "/articles/a-hostile",
    "/quarantine",
]


def words_of(path: str) -> str:
    """A page's text as a person reads it."""
    return words_in(path, make_world())


def words_in(path: str, world: World) -> str:
    """The same, of a library of one's own."""
    text = visit(path, app=reader(world)).text
    markup = re.sub(r"<(head|svg|script)\b.*?</\1>", " ", text, flags=re.S)
    return re.sub(r" ([,.;])", r"\1", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_full(path: str) -> None:
    answer = visit(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
    assert answer.text.count("<h1") == 1
    assert 'id="main"' in answer.text


class _Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_style_or_handler_inside(path: str) -> None:
    for tag, attributes in _Elements(visit(path).text).found:
        assert tag not in {"style", "img", "iframe", "base"}
        assert tag != "form" or re.match(r"/(?!/)", attributes["action"])
        assert tag != "script" or attributes["src"].startswith("/static/")
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.get("href", "").startswith(("javascript", "data", "//"))


@pytest.mark.parametrize("path", ["/", "/stories/s-hostile", "/articles/a-hostile", "/quarantine"])
def test_hostile_text_is_shown_as_text(path: str) -> None:
    text = visit(path).text

    assert HOSTILE not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<img" not in text


def test_the_front_page_counts_articles_and_origins() -> None:
    words = words_of("/")

    assert "22 articles, 3 independent origins" in words
    assert "Littoral Wire 15, of them 4 uncredited" in words
    assert "corrected once · 5 copies seen with the old text" in words
    assert "Friday, 14 November" in words
    assert words.index("Ferry line") < words.index("Sugar beet") < words.index("Мост через Оск")


def test_a_story_lists_every_article_by_origin() -> None:
    text = visit("/stories/s-ferry").text

    for _, cards in make_world().story("s-ferry").families:
        for card in cards:
            assert f'href="/articles/{card.article.id}"' in text
    assert "Meridian Agency" in text
    assert "not seen by us" in text


def test_of_two_hundred_copies_few_are_drawn_and_all_are_a_step_away() -> None:
    text, whole = visit("/stories/s-many").text, visit("/stories/s-many?all=1").text
    drawing = text[text.index('<svg class="river"') : text.index("</figure>")]

    assert drawing.count("<a href") <= 20
    assert "48 more articles" in text
    assert '<a href="?all=1#f-many">141 more articles</a>' in text
    assert 'data-lead="a-many-199"' not in text
    assert whole.count('data-lead="a-many-') >= 200
    assert "189 more articles" in whole
    assert 'href="?all=1#' not in whole


def test_a_copy_says_what_it_is_and_how_sure_we_are() -> None:
    words = words_of("/articles/a-wire-3")

    assert "A copy of Littoral Wire’s report, 14 November, 11:52" in words
    assert "97% of the words here stand there; not credited on this page." in words
    assert "Dropped: 1 passage, with a quotation and an attribution" in words
    assert "Says what the origin has since corrected (as we fetched it)." in words
    assert "Confidence that it was taken from Littoral Wire: very likely (0.96)." in words
    assert "14 November, between 12:20 and 13:20" in words


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        ("a-wire", "Confidence that the text began here: very likely (0.98)."),
        ("a-wire-5", "Confidence that it was taken from Littoral Wire: very likely (0.96)."),
        ("a-agency-1", "Confidence that the text is from Meridian Agency: more likely than not (0.70)."),
    ],
)
def test_a_confidence_says_what_it_is_about(article: str, claim: str) -> None:
    assert claim in words_of(f"/articles/{article}")


def test_changes_are_written_into_the_text_and_can_be_put_away() -> None:
    marked, plain = visit("/articles/a-wire-3").text, visit("/articles/a-wire-3?changes=off").text

    assert "<del>Of the 340</del>" in marked
    assert "<ins>All 340</ins>" in marked
    assert "In <bdi>the origin</bdi>, not here" in marked
    assert "Ida Marr told Littoral Wire" in marked
    assert "<del>" not in plain
    assert "Ida Marr told" not in plain


def test_a_saved_page_is_not_said_to_be_served_by_the_house_it_credits() -> None:
    item = article("a-saved", "", at(9), credit="Littoral Wire")
    strand = Strand("f-saved", [item], [], Origin(None, "Littoral Wire", None, 0.7))
    words = words_in("/articles/a-saved", World(story_views=[story("s-saved", "Ferries", "", [strand])]))

    assert "On a saved page ( a-saved.html ), credited to Littoral Wire" in words
    assert "by the credit printed here; where this page was served is not known" in words
    assert "Served by" not in words
    assert "have not seen" not in words


@pytest.mark.parametrize("publisher", ["Meridian Agency", None])
def test_a_sibling_copy_is_not_taken_for_the_origin(publisher: str | None) -> None:
    first, second = article("a-first", "Osk Radio", at(9)), article("a-second", "Norrland Post", at(10))
    branches = [branch("a-second", source="a-first", credited=False), branch("a-first", credited=False)]
    strand = Strand("f-both", [first, second], branches, Origin(None, publisher, None, 0.7))
    words = words_in("/articles/a-second", World(story_views=[story("s-both", "Ferries", "", [strand])]))

    lead = (
        "From Meridian Agency (not seen), as Osk Radio has it too" if publisher else "As Osk Radio has it too"
    )
    assert lead in words
    assert "A copy of" not in words
    assert ("where it began is not known" in words) is (publisher is None)


def test_an_article_page_skips_no_level_of_headings() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", visit("/articles/a-wire-3").text)]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_origin_claims_no_more_than_what_was_seen() -> None:
    words = words_of("/articles/a-wire")

    assert "The origin of 14 other articles; as far as we have seen" in words
    assert "Editor’s note on this page" in words


def test_a_lost_headline_is_not_invented() -> None:
    assert "The page has lost this article’s headline; its standfirst stands in." in words_of(
        "/articles/a-lost"
    )
    assert "headline lost on its page" in words_of("/")
    assert "time unknown" in words_of("/articles/a-lost")


def test_right_to_left_text_says_its_direction() -> None:
    text = visit("/articles/a-flood").text

    assert 'dir="rtl" lang="ar">' in text
    assert 'dir="rtl" lang="ar"' in text


def test_an_address_that_a_browser_must_not_follow_is_no_link() -> None:
    assert "Original page" not in visit("/articles/a-hostile").text
    assert 'href="https://loop.example/ferry"' in visit("/articles/a-wire-3").text


def test_an_empty_library_says_what_to_type() -> None:
    text = visit("/", app=reader(World())).text

    assert "No stories yet" in text
    assert "headwater import" in text
    assert "/quarantine" not in text


def test_quarantine_is_linked_only_when_something_is_in_it() -> None:
    assert 'href="/quarantine"' in visit("/").text
    assert "Empty: every input so far could be read." in words_of_app("/quarantine", World())


def words_of_app(path: str, world: World) -> str:
    return visit(path, app=reader(world)).text


def test_older_stories_are_reached_by_the_cursor() -> None:
    world = make_world()
    world.story_views = world.story_views * 5
    app = reader(world)

    first, second = visit("/", app=app).text, visit("/?before=30", app=app).text

    assert 'href="/?before=30"' in first
    assert "Newest stories" in second
    assert "Older stories" not in second


def test_the_front_page_is_light() -> None:
    world = make_world()
    world.story_views = world.story_views * 5

    assert len(visit("/", app=reader(world)).content) < 100_000


@pytest.mark.parametrize("path", ["/stories/none", "/articles/none", "/pages/none", "/nowhere"])
def test_what_is_not_there_gets_a_page_of_its_own(path: str) -> None:
    answer = visit(path)

    assert answer.status_code == 404
    assert "Not here" in answer.text
    assert 'href="/"' in answer.text


class _Broken(World):
    def stories(self, *, limit: int = 30, before: str | None = None):  # type: ignore[no-untyped-def]  # never returns
        raise RuntimeError("secret detail")


def test_our_own_error_gets_a_page_without_its_details() -> None:
    answer = visit("/", app=reader(_Broken()))

    assert answer.status_code == 500
    assert "This page failed" in answer.text
    assert "secret detail" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
