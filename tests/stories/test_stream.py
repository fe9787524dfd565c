"""A stream's decisions, one at a time."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from headwater.model import Article
from headwater.model.errors import InvalidRecordError
from headwater.stories import StoryItem, StoryStream, StreamRules, similarity

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)

STRIKE = Article(
    id="strike",
    title="Ferry pilots of Port Ostra walk out over night shifts",
    text="Pilots of the Port Ostra ferries stopped work on Monday over night shifts, the union Helm said. "
    "No ferry left the harbour and 4,000 commuters were stranded, harbour master Ilse Brandvik said.",
    published=NOON,
)
STRIKE_AGAIN = Article(
    id="strike-again",
    title="Port Ostra ferries idle as pilots strike",
    text="About 4,000 commuters were stranded on Monday when ferry pilots in Port Ostra went on strike. "
    "The union Helm wants fewer night shifts; harbour master Ilse Brandvik called for talks.",
    published=NOON + timedelta(hours=3),
)
ORCHARDS = Article(
    id="orchards",
    title="Late frost ruins apricot orchards in the Calder valley",
    text="Growers in the Calder valley lost most of their apricot blossom to frost, the farmers' league said.",
    published=NOON + timedelta(hours=4),
)


def test_a_second_report_joins_and_says_why() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    second, item = stream.place(STRIKE_AGAIN)
    assert not first.joined
    assert (second.story, second.joined, second.nearest) == (first.story, True, "strike")
    assert item.story == first.story
    assert second.evidence[0].rule == "story-fit"


def test_another_event_starts_a_story() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    other, _ = stream.place(ORCHARDS)
    assert not other.joined
    assert other.story != first.story


def test_a_copy_joins_its_family_whatever_it_says() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    copy, _ = stream.place(ORCHARDS, companions=["unheard-of", first.story])
    assert (copy.story, copy.evidence[0].rule) == (first.story, "story-family")


def test_a_story_out_of_the_window_is_not_joined_even_by_a_copy() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    late = Article(id="late", title=STRIKE.title, text=STRIKE.text, published=NOON + 40 * DAY)
    assert stream.place(late, companions=[first.story])[0].story != first.story


def test_the_time_it_was_seen_stands_in_for_an_unknown_one() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    undated = Article(id="undated", title=STRIKE.title, text=STRIKE.text)
    assert stream.place(undated, seen_at=NOON + 40 * DAY)[0].story != first.story
    assert StoryStream([stream.place(STRIKE)[1]]).place(undated)[0].joined


def test_older_news_may_arrive_later() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE_AGAIN)
    assert stream.place(STRIKE)[0].story == first.story


def test_an_article_without_words_stands_alone() -> None:
    stream = StoryStream()
    assert not stream.place(Article(id="e1"))[0].joined
    assert not stream.place(Article(id="e2"))[0].joined
    assert not stream.place(STRIKE)[0].joined


def test_a_copy_without_words_does_not_stand_in_the_way() -> None:
    stream = StoryStream()
    first, _ = stream.place(STRIKE)
    stream.place(Article(id="video"), companions=[first.story])
    assert not stream.place(ORCHARDS)[0].joined


def test_similarity_is_symmetric_and_tells_events_apart() -> None:
    stream = StoryStream()
    strike, again, orchards = (stream.place(a)[1] for a in (STRIKE, STRIKE_AGAIN, ORCHARDS))
    assert similarity(strike, again) == pytest.approx(similarity(again, strike))
    assert similarity(strike, again) > 3 * similarity(strike, orchards)


def test_an_article_needs_an_id_and_a_time_its_zone() -> None:
    with pytest.raises(InvalidRecordError, match="id"):
        StoryStream().place(Article(text="Ferries idle."))
    with pytest.raises(InvalidRecordError, match="time zone"):
        StoryStream().place(STRIKE, seen_at=datetime(2031, 5, 4))  # noqa: DTZ001 - naive on purpose


def _invented(seed: int, count: int) -> list[Article]:
    """Articles of invented words: some events with words of their own, over words that all share."""
    dice = random.Random(seed)  # noqa: S311 - texts, not secrets
    words = ["".join(dice.choices("bdklmnrstvaeiou", k=7)) for _ in range(400)]
    events = [dice.sample(words, 25) for _ in range(12)]
    articles = []
    for n in range(count):
        event = dice.choice(events)
        text = " ".join(dice.choices(event, k=40) + dice.choices(words, k=40))
        at = None if n % 7 == 0 else NOON + dice.random() * 20 * DAY
        articles.append(Article(id=f"a{n}", title=" ".join(dice.sample(event, 5)), text=text, published=at))
    return articles


@pytest.mark.parametrize("capacity", [25, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_a_stream_rebuilt_from_bytes_at_any_point_decides_as_one_that_never_stopped(
    seed: int, capacity: int
) -> None:
    rules = StreamRules(capacity=capacity)
    articles = _invented(seed, 80)
    lasting = StoryStream(rules=rules)
    stored: list[bytes] = []
    for article in articles:
        kept = [StoryItem.from_bytes(b) for b in stored[-capacity:]]
        expected, _ = StoryStream(kept, rules=rules).place(article)
        decided, item = lasting.place(article)
        assert decided == expected
        stored.append(item.to_bytes())
    stories = {StoryItem.from_bytes(b).story for b in stored}
    assert 1 < len(stories) < len(articles)


@pytest.mark.parametrize("capacity", [25, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_a_stream_that_went_back_decides_as_one_that_never_went_there(seed: int, capacity: int) -> None:
    rules, dice = StreamRules(capacity=capacity), random.Random(seed)  # noqa: S311 - as above
    articles, stray = _invented(seed, 80), _invented(seed + 100, 80)
    lasting, returning = StoryStream(rules=rules), StoryStream(rules=rules)
    for at, article in enumerate(articles):
        step = returning.step
        for other in stray[at : at + dice.randrange(4)]:
            placement, item = returning.place(replace(other, id=f"stray-{other.id}"))
            if not placement.joined and at:
                returning.move(item.article, item.story, "elsewhere")
        assert returning.go_back(step)
        assert returning.place(article) == lasting.place(article)


@pytest.mark.parametrize("capacity", [25, 1000])
def test_a_stream_whose_items_were_moved_decides_as_one_rebuilt_from_what_was_stored(capacity: int) -> None:
    rules, dice = StreamRules(capacity=capacity), random.Random(1)  # noqa: S311 - as above
    lasting, stored = StoryStream(rules=rules), list[StoryItem]()
    for article in _invented(1, 80):
        decided, item = lasting.place(article)
        assert decided == StoryStream(stored, rules=rules).place(article)[0]
        stored.append(item)
        at, other = dice.randrange(len(stored)), dice.choice(stored).story
        lasting.move(stored[at].article, stored[at].story, other)
        stored[at] = replace(stored[at], story=other)


def test_a_stream_does_not_go_back_past_what_it_has_let_go_of() -> None:
    stream = StoryStream(rules=StreamRules(capacity=1))
    stream.place(STRIKE)
    step = stream.step
    _, item = stream.place(ORCHARDS)
    stream.move(STRIKE.id, STRIKE.id, item.story)
    assert not stream.go_back(step)
    assert stream.go_back(stream.step)
