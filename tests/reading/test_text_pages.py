"""Plain-text pages read by their shape: the same page set otherwise reads the same."""

import textwrap
from dataclasses import replace
from datetime import timedelta

import pytest

from headwater.model import ArticleKind, CreditBasis, Page, PageKind, PageReading, Publisher, Publishers
from headwater.model.errors import NoArticleError
from headwater.reading.text import read_text
from tests.reading.invented import (
    FERRY,
    FETCHED,
    MAYORS,
    RESERVOIR,
    STORIES,
    WORDS,
    Layout,
    aggregator_page,
    archive_page,
)

PUBLISHERS = Publishers([Publisher(id="veldra-courier", name="Veldra Courier", aliases=("VC",))])
LANGUAGES = sorted(WORDS)


def read(text: str) -> PageReading:
    page = Page("page.txt", text.encode(), fetched_at=FETCHED)
    return read_text(text, page, PUBLISHERS)


def bodies(reading: PageReading) -> list[str]:
    return [article.text.replace("\n\n", " ") for article in reading.articles]


@pytest.mark.parametrize("blank_lines", [True, False], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize("compact", [True, False], ids=["compact", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_aggregator_page_gives_each_article_its_own_text(
    language: str, compact: bool, blank_lines: bool
) -> None:
    layout = Layout(WORDS[language], compact=compact, main_header=not compact, blank_lines=blank_lines)
    if compact and language == "unknown":
        layout = replace(layout, words=replace(layout.words, related="Related Articles"))
    reading = read(aggregator_page(layout=layout))
    assert [article.title for article in reading.articles] == [story.title for story in STORIES]
    assert bodies(reading) == [story.text for story in STORIES]
    assert [article.kind for article in reading.articles] == [ArticleKind.MAIN] + [ArticleKind.RELATED] * 3
    assert {str(article.credit) for article in reading.articles} == {"Veldra Courier"}


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "unknown"])
def test_relative_times_become_intervals_that_hold_the_stated_time(language: str) -> None:
    reading = read(aggregator_page(layout=Layout(WORDS[language])))
    for article, story in zip(reading.articles, STORIES, strict=True):
        assert article.published is not None
        assert article.published.earliest <= FETCHED - story.ago <= article.published.latest


def test_the_width_of_a_moment_follows_its_wording() -> None:
    ferry, reservoir, *_ = read(aggregator_page()).articles
    assert ferry.published is not None
    assert reservoir.published is not None
    assert timedelta(days=1) <= ferry.published.width <= timedelta(days=2)
    assert timedelta(minutes=1) <= reservoir.published.width <= timedelta(minutes=2)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_any_number_of_related_articles(count: int) -> None:
    reading = read(aggregator_page(STORIES[:count]))
    assert bodies(reading) == [story.text for story in STORIES[:count]]


@pytest.mark.parametrize(
    "layout",
    [
        Layout(bullets=False),
        Layout(times=False),
        Layout(heading=False),
        Layout(outlet="Osk"),
        Layout(outlet="The Evening Standard of the Islands"),
        Layout(compact=True, main_header=False, bullets=False),
        Layout(outlets=False),
        Layout(compact=True, main_header=False, outlets=False),
    ],
    ids=[
        "no bullets",
        "no times",
        "no heading",
        "short name",
        "long name",
        "compact no bullets",
        "no outlet",
        "bare",
    ],
)
def test_lines_may_be_missing(layout: Layout) -> None:
    reading = read(aggregator_page(layout=layout))
    assert [article.title for article in reading.articles] == [story.title for story in STORIES]
    assert bodies(reading) == [story.text for story in STORIES]


def test_a_page_that_names_no_outlet_credits_none() -> None:
    reading = read(aggregator_page(layout=Layout(outlets=False)))
    assert [article.credit for article in reading.articles] == [None] * 4


def test_an_article_without_a_source_line_takes_the_outlet_all_others_name() -> None:
    main, *_ = read(aggregator_page(layout=Layout(compact=True, main_header=False))).articles
    assert main.credit is not None
    assert main.credit.basis is CreditBasis.PAGE
    assert main.credit.confidence < 0.8
    assert "3 articles" in main.credit.evidence[0].says


def test_labels_and_notes_leave_the_body() -> None:
    layout = Layout(closing="DETAILS TO FOLLOW", note="An earlier version gave the level as 74 metres.")
    main, reservoir, _, mayors = read(aggregator_page(layout=layout)).articles
    assert main.labels == ("developing",)
    assert reservoir.notes == ("Editor's note: An earlier version gave the level as 74 metres.",)
    assert reservoir.text == RESERVOIR.text
    assert mayors.title == MAYORS.title
    assert mayors.labels == ("video",)


def test_a_closing_label_stays_with_its_article_when_the_panel_below_is_in_unknown_words() -> None:
    main, card, *_ = read(
        aggregator_page(layout=Layout(WORDS["unknown"], closing="DETAILS TO FOLLOW"))
    ).articles
    assert (main.labels, card.labels) == (("developing",), ())
    assert main.text.replace("\n\n", " ") == FERRY.text


def test_a_label_at_the_end_of_run_together_text_leaves_the_body() -> None:
    breaking = replace(RESERVOIR, paragraphs=(*RESERVOIR.paragraphs, "DETAILS TO FOLLOW"))
    _, card, *_ = read(aggregator_page((FERRY, breaking, *STORIES[2:]))).articles
    assert card.labels == ("developing",)
    assert card.text == RESERVOIR.text


def test_a_headline_may_be_a_question() -> None:
    asked = replace(RESERVOIR, title="Who pays for the pumps of the lower Osk?")
    reading = read(aggregator_page((FERRY, asked, *STORIES[2:]), Layout(compact=True, main_header=False)))
    assert reading.articles[1].title == asked.title
    assert bodies(reading)[0] == FERRY.text


def test_an_outlet_called_today_is_not_a_day() -> None:
    reading = read(aggregator_page(layout=Layout(outlet="Strait Today")))
    assert {str(article.credit) for article in reading.articles} == {"Strait Today"}


@pytest.mark.parametrize("blank_lines", [True, False], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_archive_page_keeps_standfirsts_and_drops_promos(language: str, blank_lines: bool) -> None:
    reading = read(archive_page(layout=Layout(WORDS[language], blank_lines=blank_lines)))
    assert reading.kind is PageKind.LISTING
    assert [article.standfirst for article in reading.articles] == [story.standfirst for story in STORIES]
    assert [article.title for article in reading.articles] == [None] * 4
    assert bodies(reading) == [story.text for story in STORIES]
    assert {article.category for article in reading.articles} == {"Harbour"}


def test_an_archive_that_hides_its_outlet_is_credited_by_what_gives_it_away() -> None:
    told = replace(FERRY, paragraphs=(*FERRY.paragraphs, "'We are glad,' skipper Jon Aske told VC."))
    reading = read(archive_page((told, *STORIES[1:])))
    assert {str(article.credit) for article in reading.articles} == {"Veldra Courier"}
    first, second, third, _ = reading.articles
    assert first.credit is not None
    assert second.credit is not None
    assert third.credit is not None
    assert first.credit.basis is CreditBasis.OWN_VOICE
    assert any("told VC" in evidence.quote for evidence in first.credit.evidence)
    assert second.credit.basis is CreditBasis.LEFTOVER
    assert third.credit.confidence < second.credit.confidence


def test_another_outlet_that_is_introduced_gives_nothing_away() -> None:
    quoted = replace(
        FERRY, paragraphs=(*FERRY.paragraphs, "'We are glad,' he told island broadcaster Veldra Courier.")
    )
    reading = read(archive_page((quoted, *STORIES[1:]), label="Harbour"))
    assert [article.credit for article in reading.articles] == [None] * 4


def test_a_person_who_is_named_gives_no_outlet_away() -> None:
    seen = replace(
        FERRY, paragraphs=(*FERRY.paragraphs, "The deal was overseen by Andris Yelm and seen by Andris Yelm.")
    )
    reading = read(archive_page((seen, *STORIES[1:]), label="Harbour"))
    assert [article.credit for article in reading.articles] == [None] * 4


def test_readers_comments_are_not_articles() -> None:
    comments = "Jon Petersen\n\n3 hours ago\n\nThis is a scandal, and nobody has asked the islands anything about it at all."
    page = aggregator_page().replace("No comments yet...", comments)
    assert [article.title for article in read(page).articles] == [story.title for story in STORIES]


@pytest.mark.parametrize("time", ["Published 3 hours ago, updated 1 hour ago", "Posted 3 hours ago"])
def test_words_before_a_time_are_no_outlet(time: str) -> None:
    (article,) = read("\n\n".join([FERRY.title, "Veldra Courier", time, *FERRY.paragraphs])).articles
    assert (article.title, str(article.credit)) == (FERRY.title, "Veldra Courier")
    assert article.published is not None
    assert article.published.best == FETCHED - timedelta(hours=3)


def test_last_week_is_two_weeks_wide() -> None:
    (article,) = read("\n\n".join([FERRY.title, "Veldra Courier", "last week", *FERRY.paragraphs])).articles
    assert article.published is not None
    assert article.published.width == timedelta(days=14)


def test_an_archive_without_its_heading_is_known_by_its_openings() -> None:
    reading = read(archive_page(layout=Layout(heading=False)))
    assert [article.standfirst for article in reading.articles] == [story.standfirst for story in STORIES]


def test_headlines_of_an_archive_are_not_taken_for_standfirsts() -> None:
    stories = tuple(replace(story, standfirst=story.title) for story in STORIES)
    reading = read(archive_page(stories))
    assert [article.title for article in reading.articles] == [story.title for story in STORIES]
    assert [article.standfirst for article in reading.articles] == [None] * 4


def test_headline_and_standfirst_of_an_archive_are_both_kept() -> None:
    stories = tuple(replace(story, standfirst=f"{story.title}\n{story.standfirst}") for story in STORIES)
    reading = read(archive_page(stories))
    assert [article.title for article in reading.articles] == [story.title for story in STORIES]
    assert [article.standfirst for article in reading.articles] == [story.standfirst for story in STORIES]


def test_a_single_article_keeps_its_subheadings() -> None:
    text = "\n\n".join([FERRY.title, *FERRY.paragraphs[:2], "What comes next", *FERRY.paragraphs[2:]])
    (article,) = read(text).articles
    assert article.title == FERRY.title
    assert article.paragraphs == (*FERRY.paragraphs[:2], "What comes next", *FERRY.paragraphs[2:])


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = "\n\n".join([FERRY.title, *(textwrap.fill(p, 60) for p in FERRY.paragraphs)])
    (article,) = read(text).articles
    assert article.paragraphs == FERRY.paragraphs


@pytest.mark.parametrize("text", ["Home\nAbout us\nContact", "logo\n\n\n", "Read more\nRead more\nRead more"])
def test_a_page_without_an_article_says_so(text: str) -> None:
    with pytest.raises(NoArticleError, match="no article found"):
        read(text)
