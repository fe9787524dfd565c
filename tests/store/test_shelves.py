"""Archives: what stands on a shelf, in which order, and pages that are found however deep they lie."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from headwater.model import Article, Credit, Moment, Relation
from headwater.model.errors import NotFoundError
from headwater.model.shelf import ArticleRow, DayCount, MonthCount, ShelfKind, shelf_key
from headwater.store import Library, Listing, Session, open_library
from tests.store.filling import START, add_family, article

SEEN = START + timedelta(days=9)


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


def shelve(session: Session, story: str, members: Sequence[Article], *countries: str) -> None:
    """Store a family of these articles and put them on their shelves."""
    add_family(session, story, members, publisher="Wire")
    listings = session.shelving.stored({member.id: member for member in members})
    session.shelving.put([Listing(each.seq, each.article, each.seen, countries) for each in listings])


def names(rows: Sequence[ArticleRow]) -> list[str]:
    return [row.id for row in rows]


def test_a_shelf_lists_its_articles_newest_first(library: Library) -> None:
    with library.write() as session:
        shelve(
            session, "s1", [article("a", hashtags=("Ferry",)), article("b", hours=4, hashtags=("#ferry",))]
        )
        shelve(session, "s2", [article("c", hours=2, hashtags=("FERRY", "Harbour"))])
        shelve(session, "s3", [article("d", hours=3)])
    with library.read() as session:
        page = session.shelves.page(ShelfKind.HASHTAG, "#Ferry")
    assert names(page.articles) == ["b", "c", "a"]
    assert (page.shelf.key, page.shelf.name, page.shelf.articles) == ("ferry", "Ferry", 3)
    assert page.shelf.latest == START + timedelta(hours=4)
    assert (page.number, page.pages, page.total, page.waiting) == (1, 1, 3, 0)


def test_a_row_tells_of_an_article_what_a_list_shows(library: Library) -> None:
    morning = Moment(START, START + timedelta(hours=6))
    origin = article("origin", site="courier.example", language="de")
    copy = Article(
        id="copy",
        text="It rained. And how.",
        published=morning,
        site="echo.example",
        credit=Credit("Courier"),
    )
    with library.write() as session:
        shelve(session, "s1", [origin, copy])
    with library.read() as session:
        copied, first = session.shelves.page(ShelfKind.ALL, "").articles
    assert (first.words, first.has_title, first.outlet, first.is_origin) == (
        "Title origin",
        True,
        "courier.example",
        True,
    )
    assert (first.time, first.width, first.is_published) == (START, timedelta(0), True)
    assert (copied.words, copied.has_title) == ("It rained. And how.", False)
    assert (copied.outlet, copied.site, copied.relation) == ("Courier", "echo.example", Relation.COPY)
    assert (copied.time, copied.width) == (START + timedelta(hours=3), timedelta(hours=6))
    assert (copied.family_size, copied.origin) == (2, "Wire")
    assert (copied.story.id, copied.story.headline, copied.story.articles) == ("s1", "Title origin", 2)


def test_an_article_of_unknown_time_stands_where_it_was_fetched_and_says_so(library: Library) -> None:
    with library.write() as session:
        shelve(session, "s1", [article("undated", hours=None)])
    with library.read() as session:
        (row,) = session.shelves.page(ShelfKind.ALL, "").articles
    assert (row.time, row.is_published) == (SEEN, False)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (ShelfKind.ALL, ""),
        (ShelfKind.CATEGORY, "Local news"),
        (ShelfKind.PUBLISHER, "courier"),
        (ShelfKind.SITE, "https://www.echo.example/"),
        (ShelfKind.AUTHOR, "ÅSA  LIND"),
        (ShelfKind.LANGUAGE, "pt"),
        (ShelfKind.COUNTRY, "ch"),
        (ShelfKind.DAY, "2026-03-01"),
        (ShelfKind.MONTH, "2026-03"),
    ],
)
def test_every_kind_of_archive_holds_the_article(library: Library, kind: ShelfKind, key: str) -> None:
    one = article(
        "a",
        category="Local News",
        credit="Courier",
        site="echo.example",
        authors=("A\u030asa Lind",),
        language="pt-BR",
    )
    with library.write() as session:
        shelve(session, "s1", [one], "CH")
    with library.read() as session:
        assert names(session.shelves.page(kind, key).articles) == ["a"]


def test_pages_neither_repeat_nor_miss_an_article_however_the_days_fall(library: Library) -> None:
    hours = [0, 0, 1, 30, 31, 31, 31, 80, 81, 200, 201, 202, 203]
    with library.write() as session:
        for number, hour in enumerate(hours):
            shelve(session, f"s{number}", [article(f"a{number:02}", hours=hour)])
    newest_first = [f"a{number:02}" for number in reversed(range(len(hours)))]
    with library.read() as session:
        for size in (1, 2, 3, 5, 20):
            pages = -(-len(hours) // size)
            found = [session.shelves.page(ShelfKind.ALL, "", number=n + 1, size=size) for n in range(pages)]
            assert [name for page in found for name in names(page.articles)] == newest_first
            assert {page.pages for page in found} == {pages}


def test_a_cursor_goes_on_where_a_page_ended_though_articles_came_in(library: Library) -> None:
    with library.write() as session:
        for number in range(5):
            shelve(session, f"s{number}", [article(f"a{number}", hours=number)])
    with library.read() as session:
        first, cursor = session.shelves.before(ShelfKind.ALL, "", None, size=2)
    with library.write() as session:
        shelve(session, "new", [article("new", hours=9)])
    with library.read() as session:
        second, cursor = session.shelves.before(ShelfKind.ALL, "", cursor, size=2)
        third, end = session.shelves.before(ShelfKind.ALL, "", cursor, size=2)
    assert [names(rows) for rows in (first, second, third)] == [["a4", "a3"], ["a2", "a1"], ["a0"]]
    assert end is None


def test_a_shelf_is_narrowed_to_a_month_or_a_day(library: Library) -> None:
    with library.write() as session:
        for name, hours in (("march", 0), ("later", 26), ("april", 24 * 40)):
            shelve(session, name, [article(name, hours=hours, category="Ships")])
    with library.read() as session:
        shelves = session.shelves
        assert names(shelves.page(ShelfKind.CATEGORY, "ships", within="2026-03").articles) == [
            "later",
            "march",
        ]
        assert names(shelves.before(ShelfKind.CATEGORY, "ships", None, within="2026-03-02")[0]) == ["later"]
        assert shelves.page(ShelfKind.CATEGORY, "ships", within="2026-05").total == 0
        assert shelves.days(ShelfKind.CATEGORY, "ships", "2026-03") == (
            DayCount(date(2026, 3, 1), 1),
            DayCount(date(2026, 3, 2), 1),
        )
        assert shelves.months(ShelfKind.ALL, "") == (MonthCount("2026-04", 1), MonthCount("2026-03", 2))


def test_an_archive_comes_with_its_months_and_the_days_of_the_one_chosen(library: Library) -> None:
    with library.write() as session:
        for name, hours in (("new-years-eve", -24 * 60), ("march", 0), ("later", 26), ("april", 24 * 40)):
            shelve(session, name, [article(name, hours=hours, hashtags=("Ships",))])
        shelve(session, "other", [article("other", hours=1)])
    with library.read() as session:
        shelf = session.shelves.archive(ShelfKind.HASHTAG, "ships", within="2026-03")
        day = session.shelves.archive(ShelfKind.DAY, "2026-03-01")
    assert names(shelf.page.articles) == ["later", "march"]
    assert shelf.months == (
        MonthCount("2026-04", 1),
        MonthCount("2026-03", 2),
        MonthCount("2025-12", 1),
    )
    assert shelf.days == (DayCount(date(2026, 3, 1), 1), DayCount(date(2026, 3, 2), 1))
    assert names(day.page.articles) == ["other", "march"]
    assert [month.articles for month in day.months] == [1, 3, 1]
    assert [count.articles for count in day.days] == [2, 1]


def test_pages_lead_over_months_without_articles_to_the_ends_of_time(library: Library) -> None:
    last, first = datetime(9999, 12, 31, 12, tzinfo=UTC), datetime(2, 1, 1, 12, tzinfo=UTC)
    times = [last - timedelta(hours=1), last, START, first]
    with library.write() as session:
        for number, time in enumerate(times):
            hours = round((time - START) / timedelta(hours=1))
            shelve(session, f"s{number}", [article(f"a{number}", hours=hours)])
    with library.read() as session:
        pages = [
            session.shelves.archive(ShelfKind.ALL, "", number=number + 1, size=1)
            for number in range(len(times))
        ]
        narrowed = [
            session.shelves.page(ShelfKind.ALL, "", within="9999-12", number=number + 1, size=1)
            for number in range(2)
        ]
    assert [names(each.page.articles) for each in pages] == [["a1"], ["a0"], ["a2"], ["a3"]]
    assert [names(each.articles) for each in narrowed] == [["a1"], ["a0"]]
    assert [month.month for month in pages[0].months] == ["9999-12", "2026-03", "0002-01"]


@pytest.mark.parametrize(
    ("kind", "key", "number"),
    [
        (ShelfKind.HASHTAG, "nobody", 1),
        (ShelfKind.ALL, "", 2),
        (ShelfKind.ALL, "", 0),
        (ShelfKind.DAY, "yesterday", 1),
        (ShelfKind.MONTH, "2026-13", 1),
    ],
)
def test_what_is_not_there_is_said(library: Library, kind: ShelfKind, key: str, number: int) -> None:
    with library.write() as session:
        shelve(session, "s1", [article("a")])
    with library.read() as session, pytest.raises(NotFoundError):
        session.shelves.page(kind, key, number=number)


def test_an_empty_library_has_an_empty_day_and_no_hashtags(library: Library) -> None:
    with library.read() as session:
        assert session.shelves.page(ShelfKind.DAY, "2026-03-01").articles == ()
        assert session.shelves.all(ShelfKind.HASHTAG, limit=10) == ()


def test_shelves_come_with_most_articles_first_and_by_how_they_start(library: Library) -> None:
    with library.write() as session:
        shelve(
            session, "s1", [article("a", hashtags=("ferry", "fog")), article("b", hashtags=("fog", "Bridge"))]
        )
    with library.read() as session:
        found = session.shelves.all(ShelfKind.HASHTAG, limit=10)
        assert [(shelf.name, shelf.articles) for shelf in found] == [("fog", 2), ("Bridge", 1), ("ferry", 1)]
        assert [
            shelf.key for shelf in session.shelves.all(ShelfKind.HASHTAG, limit=9, starting_with="#F")
        ] == [
            "fog",
            "ferry",
        ]


def test_a_shelf_rises_by_what_is_more_than_usual_for_it(library: Library) -> None:
    now = datetime(2026, 3, 29, 12, tzinfo=UTC)
    with library.write() as session:
        for day in range(29):
            tags = ["weather"] * 3 if day < 27 else ["weather"] * 4 + ["flood"] * 4
            members = [
                article(f"{day}-{place}", hours=24 * day, hashtags=(tag,)) for place, tag in enumerate(tags)
            ]
            shelve(session, f"s{day}", members)
    with library.read() as session:
        flood, weather = session.shelves.rising(ShelfKind.HASHTAG, now, days=2)
    assert (flood.shelf.key, flood.articles, flood.usual) == ("flood", 8, 0.0)
    assert (weather.shelf.key, weather.articles) == ("weather", 8)
    assert weather.usual == pytest.approx(27 * 3 * 2 / 28)


def test_a_word_rises_once_and_not_where_it_is_a_category(library: Library) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    tags = ("ferry strike", "FerryStrike", "Harbour", "!")
    with library.write() as session:
        members = [
            article(f"a{n}", hashtags=tags if n < 4 else tags[:1], category="Harbour") for n in range(6)
        ]
        shelve(session, "s1", members)
    with library.read() as session:
        rising = session.shelves.rising(ShelfKind.HASHTAG, now, days=2)
        sections = session.shelves.rising(ShelfKind.CATEGORY, now, days=2)
    assert [(each.shelf.name, each.articles) for each in rising] == [("ferry strike", 6), ("!", 4)]
    assert [each.shelf.name for each in sections] == ["Harbour"]


def test_an_article_put_anew_leaves_the_shelves_that_it_says_no_more(library: Library) -> None:
    before = article("a", hashtags=("ferry", "fog"), category="Ships")
    after = article("a", hours=30, hashtags=("Fog",), category="Weather")
    with library.write() as session:
        shelve(session, "s1", [before])
        shelve(session, "s2", [article("b", hashtags=("fog",))])
        (listing,) = session.shelving.stored({"a": after})
        session.shelving.put_anew([listing])
    with library.read() as session:
        shelves = session.shelves
        assert [shelf.key for shelf in shelves.all(ShelfKind.HASHTAG, limit=9)] == ["fog"]
        assert [shelf.key for shelf in shelves.all(ShelfKind.CATEGORY, limit=9)] == ["weather"]
        assert names(shelves.page(ShelfKind.HASHTAG, "fog").articles) == ["a", "b"]
        assert [count.articles for count in shelves.days(ShelfKind.ALL, "", "2026-03")] == [1, 1]
        assert shelves.shelf(ShelfKind.HASHTAG, "fog").latest == START + timedelta(hours=30)


def test_a_page_that_claims_thousands_of_hashtags_and_endless_ones_gets_few(library: Library) -> None:
    many = tuple(f"tag{number}" for number in range(3000))
    with library.write() as session:
        shelve(session, "s1", [article("a", hashtags=("x" * 5000, *many), authors=("y\0z",))])
    with library.read() as session:
        assert len(session.shelves.all(ShelfKind.HASHTAG, limit=9999)) == 49
        assert session.shelves.page(ShelfKind.AUTHOR, "Y\0Z").total == 1


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        (ShelfKind.HASHTAG, "#ＦＥＲＲＹ", "ferry"),
        (ShelfKind.HASHTAG, "Straße", "strasse"),
        (ShelfKind.HASHTAG, "渡轮", "渡轮"),
        (ShelfKind.AUTHOR, " Mara \n Okoye", "mara okoye"),
        (ShelfKind.SITE, "https://www.courier.example/news", "courier.example"),
        (ShelfKind.SITE, "The Courier", "the courier"),
        (ShelfKind.HASHTAG, "##", ""),
    ],
)
def test_names_that_mean_the_same_have_one_key(kind: ShelfKind, name: str, key: str) -> None:
    assert shelf_key(kind, name) == key
