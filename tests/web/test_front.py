"""The order and the weight of stories on the front page."""

from dataclasses import replace
from datetime import UTC, datetime

from headwater.model.views import CorrectionCount, NotedChange, OriginShare, StoryCard
from headwater.web.screens.front import days, noteworthy

NOW = datetime(2025, 11, 14, 17, 40, tzinfo=UTC)


def card(name: str, latest: datetime | None, articles: int = 1, origins: int = 1) -> StoryCard:
    shares = tuple(OriginShare(f"o{n}", None, 1, True) for n in range(origins))
    none = CorrectionCount(0, 0)
    return StoryCard(name, name, "", f"a-{name}", True, articles, shares, latest, latest, ("en",), none)


def day(number: int) -> datetime:
    return datetime(2025, 11, number, 12, tzinfo=UTC)


def test_each_day_stands_once_and_unknown_times_come_last() -> None:
    cards = [card("a", day(14)), card("b", None), card("c", day(13)), card("d", day(14)), card("e", None)]
    shown = days(cards, now=NOW, first_page=True)

    assert [(d.words, [i.card.id for i in d.items]) for d in shown] == [
        ("Friday, 14 November", ["a", "d"]),
        ("Thursday, 13 November", ["c"]),
        ("Time unknown", ["b", "e"]),
    ]


def test_the_story_with_most_origins_leads_its_day_where_it_stands() -> None:
    cards = [
        card("a", day(14), 30, 1),
        card("b", day(14), 6, 3),
        card("c", day(13), 9, 9),
        card("d", day(13)),
    ]
    items = [item for d in days(cards, now=NOW, first_page=True) for item in d.items]

    assert [item.weight for item in items] == ["story", "lead", "story", "brief"]


def test_older_pages_have_no_lead() -> None:
    items = days([card("a", day(14), 30, 3)], now=NOW, first_page=False)[0].items

    assert items[0].weight == "story"


def test_a_story_of_one_article_leads_straight_to_it() -> None:
    items = days([card("a", day(14)), card("b", day(14), 2)], now=NOW, first_page=True)[0].items

    assert [item.href for item in items] == ["/articles/a-a", "/stories/b"]


def test_one_article_or_one_sentence_does_not_fill_the_column() -> None:
    change = NotedChange("a", "Osk Radio", "figure", "All 340 dockers voted.", None, 0)
    again, copied = (
        replace(change, text="Of them 71 per cent."),
        replace(change, article="b", text="all 340 dockers voted"),
    )
    other = replace(change, article="c", text="The level is 71 metres.")

    assert noteworthy([change, again, copied, other]) == (change, other)
