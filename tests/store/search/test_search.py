"""Articles found by what they say, on SQLite and PostgreSQL alike."""

import pytest

from headwater.model.errors import QueryError
from headwater.store import Library
from headwater.store.search.records import NoteKind
from tests.store.filling import article
from tests.store.search.shelved import found, in_order, put, search, store


def test_a_word_finds_its_other_forms_and_a_phrase_the_exact_words(library: Library) -> None:
    store(
        library,
        article(
            "vote",
            title="Brinmouth votes",
            text="The election office was closed. Ministers waited.",
            language="en",
        ),
        article(
            "voted",
            title="Late count",
            text="Elections are over, said the office of the mayor.",
            language="en",
        ),
    )
    assert found(library, "elections") == found(library, "Election") == {"vote", "voted"}
    assert found(library, '"election office"') == {"vote"}
    assert found(library, '"elections"') == {"voted"}
    assert found(library, '"office election"') == set()
    assert found(library, "election mayor") == {"voted"}


@pytest.mark.parametrize(
    ("language", "text", "queries", "others"),
    [
        ("zh", "市政府宣布新的水道工程将于明年开工。", "水 水道 水道工程 市政府", "道水 政治 海"),
        ("ja", "港湾局は新しいフェリーの運航を発表した。", "港 運航 フェリー 港湾局", "航運 湾港 空"),
        ("ko", "시장은 새 항구를 방문했다고 말했다.", "시장 항구 방문했다", "구항 학교"),
        ("ar", "قالت البلدية إن والميناء مغلق بسبب العاصفة.", "بلدية البلدية ميناء الميناء عاصفة", "مدرسة"),
        ("fa", "شهرداری کتاب‌های تازه خرید.", "کتاب كتاب شهرداری", "مدرسه"),
        ("ru", "Комиссия объявила о выборах в портовом городе.", "выборы город комиссии портовый", "школа"),
        (
            "de",
            "Die Brücken über den Fluss wurden gesperrt.",
            "Brücke bruecken brucken Flüsse gesperrt",
            "Schule",
        ),
        ("el", "Οι εκλογές στην πόλη αναβλήθηκαν.", "εκλογες ΕΚΛΟΓΈΣ πόλη", "σχολείο"),
        ("th", "เทศบาลปิดท่าเรือเพราะพายุ", "ท่าเรือ พายุ เทศบาล", "โรงเรียน"),
        ("hi", "नगर परिषद ने बंदरगाह बंद किया।", "नगर बंदरगाह", "विद्यालय"),
    ],
)
def test_words_are_found_in_the_languages_of_news(
    library: Library, language: str, text: str, queries: str, others: str
) -> None:
    store(library, article("a", title=None, text=text, language=language))
    missed = [query for query in queries.split() if found(library, query) != {"a"}]
    assert missed == [
        query for query in missed if query == "bruecken"
    ]  # an umlaut written out is another word
    assert [query for query in others.split() if found(library, query)] == []


def test_operators_look_at_fields_and_can_be_turned_round(library: Library) -> None:
    store(
        library,
        article(
            "a",
            title="Ferry back",
            site="news.tidewater.example",
            credit="The Tidewater Courier",
            authors=("Ada Quill", "Ben Roe"),
            hashtags=("ClimateSummit",),
            category="World / Sea",
            language="en-GB",
        ),
        article(
            "b", title="Ferry late", site="other.example", credit="Evening Post", language="de", hours=40
        ),
    )
    for query in (
        "site:tidewater.example",
        "site:news.tidewater.example",
        "site:https://news.tidewater.example/x",
        "publisher:courier",
        'author:"Ada Quill"',
        "author:roe",
        "tag:climatesummit",
        "#climate_summit",
        'tag:"climate summit"',
        "category:sea",
        "language:en",
        "lang:EN-gb",
        "before:2026-03-02",
        "-site:other.example",
        "ferry -late",
        'ferry -"ferry late"',
        "-publisher:post -late",
        "-after:2026-03-02",
        "author:roe OR author:nobody",
    ):
        assert found(library, query) == {"a"}, query
    assert found(library, "site:water.example") == found(library, "author:ada -ferry") == set()
    assert found(library, "-nothing") == {"a", "b"}


def test_operators_alone_list_the_newest_first(library: Library) -> None:
    store(library, *(article(f"a{hours}", hours=hours, language="en") for hours in (3, 1, 2)))
    assert in_order(library, "language:en") == ["a3", "a2", "a1"]


def test_what_says_more_of_it_comes_first_and_of_the_same_the_newer(library: Library) -> None:
    store(
        library,
        article("old", title="Ferry strike", text="The ferry strike goes on.", hours=0),
        article("new", title="Ferry strike", text="The ferry strike goes on.", hours=400),
        article("aside", title="Weather", text="It rained on the ferry. " + "It rained on. " * 40, hours=800),
    )
    assert in_order(library, "ferry") == ["new", "old", "aside"]
    assert in_order(library, "ferry", newest=True) == ["aside", "new", "old"]


def test_answers_are_stories_with_their_best_articles(library: Library) -> None:
    with library.write() as session:
        put(session, "s1", *(article(f"a{n}", title="Ferry", hours=n * 300) for n in range(4)))
        put(session, "s2", article("b", title="Else", text="A ferry."))
    one, other = search(library, "ferry").hits
    assert (one.card.id, one.matches, one.has_more) == ("s1", 4, False)
    assert [hit.id for hit in one.best] == ["a3", "a2"]
    assert (other.card.id, other.matches) == ("s2", 1)


def test_a_hit_shows_the_sentence_that_says_most_with_its_words_marked(library: Library) -> None:
    text = "It rained. The harbours were closed, and the ferry stayed in. The ferry left on Monday."
    store(library, article("a", title="Ferries wait", text=text, language="en"))
    ((hit,),) = (story.best for story in search(library, '"the ferry" harbour').hits)
    assert hit.sentence == "The harbours were closed, and the ferry stayed in."
    marked = [hit.sentence[mark.start : mark.end] for mark in hit.sentence_marks]
    assert marked == ["harbours", "the ferry"]
    ((hit,),) = (story.best for story in search(library, "ferry").hits)
    assert [hit.title and hit.title[mark.start : mark.end] for mark in hit.title_marks] == ["Ferries"]


def test_a_long_sentence_is_cut_around_what_was_found(library: Library) -> None:
    text = "so " * 100 + "the ferry stayed " + "in " * 200
    store(library, article("a", text=text))
    ((hit,),) = (story.best for story in search(library, "ferry").hits)
    assert (hit.is_cut_before, hit.is_cut_after) == (True, True)
    assert len(hit.sentence) <= 280
    assert [hit.sentence[mark.start : mark.end] for mark in hit.sentence_marks] == ["ferry"]


def test_pages_neither_repeat_nor_miss_a_story_though_news_come_between(library: Library) -> None:
    store(library, *(article(f"a{n:02}", title="Ferry", hours=n) for n in range(25)))
    seen: list[str] = []
    after = None
    with library.read() as session:
        page = session.search.stories("ferry", limit=10)
    while True:
        seen += [hit.card.id for hit in page.hits]
        after = page.after
        if after is None:
            break
        store(library, article(f"late{len(seen)}", title="Ferry", hours=900))
        with library.read() as session:
            page = session.search.stories("ferry", limit=10, after=after)
    assert len(seen) == len(set(seen)) == 25


def test_a_cursor_or_a_limit_that_is_none_of_ours_is_an_error_of_ours(library: Library) -> None:
    store(library, article("a", title="Ferry"))
    with library.read() as session:
        with pytest.raises(QueryError, match="cursor"):
            session.search.stories("ferry", after="'; DROP")
        with pytest.raises(QueryError, match="1 to 100"):
            session.search.stories("ferry", limit=0)


@pytest.mark.parametrize(
    "query", ["", "  ", "?!", "after:2027 before:2026", '"', "-", "OR", "\0", "site:", "'*:^"]
)
def test_a_query_that_asks_for_nothing_finds_nothing(library: Library, query: str) -> None:
    store(library, article("a", title="Ferry"))
    page = search(library, query)
    assert (page.hits, page.after) == ((), None)


def test_what_was_left_out_of_a_query_is_told(library: Library) -> None:
    store(library, article("a", title="Ferry"))
    page = search(library, "ferry before:soon")
    assert [note.kind for note in page.notes] == [NoteKind.BAD_DATE]
    assert (page.understood, len(page.hits)) == ("ferry", 1)


@pytest.mark.parametrize(
    "text", ["a" * 300, "' \" \\ ' :* & | ! <-> ( )", "x\0y", "*", "{text} : a", "NEAR(a b)"]
)
def test_no_text_and_no_query_is_taken_for_the_database_s_language(library: Library, text: str) -> None:
    store(
        library,
        article("a", title=text.replace("\0", " "), text=f"Ferry {text}", authors=(text,), hashtags=(text,)),
    )
    assert found(library, "ferry") == {"a"}
    search(library, text)
    search(library, f'"{text}" author:{text} tag:{text}')
