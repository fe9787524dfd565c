"""Times, counts and confidences are worded no finer than they are known."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.model import Article, Branch, Credit, CreditBasis, Difference, Evidence, Family, Moment, Origin
from headwater.model.views import ArticleCard, CorrectionCount, OriginShare, StoryCard
from headwater.web.drawing.origin_bar import origin_bar
from headwater.web.wording import times
from headwater.web.wording import words as wording
from headwater.web.wording.provenance import change_words

NOW = datetime(2025, 11, 14, 17, 40, tzinfo=UTC)


def moment(start: str, end: str | None = None) -> Moment:
    first = datetime.fromisoformat(start + "+00:00")
    return Moment(first, datetime.fromisoformat(end + "+00:00") if end else first)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, "time unknown"),
        (moment("2025-11-14T11:52"), "14 November, 11:52"),
        (moment("2024-02-29T06:00"), "29 February 2024, 06:00"),
        (moment("2025-11-14T12:20", "2025-11-14T13:20"), "14 November, between 12:20 and 13:20"),
        (moment("2025-11-13T23:30", "2025-11-14T00:30"), "between 13 November, 23:30 and 14 November, 00:30"),
        (moment("2025-11-12T00:00", "2025-11-12T23:59:59"), "12 November"),
        (moment("2025-11-11T08:00", "2025-11-13T08:00"), "around 12 November"),
        (moment("2025-11-01T00:00", "2025-11-08T00:00"), "between 1 November and 8 November"),
    ],
)
def test_a_moment_is_as_wide_as_its_words(known: Moment | None, words: str) -> None:
    assert times.moment_words(known, now=NOW).words == words


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Moment.at(NOW - timedelta(minutes=40)), "40 min ago"),
        (Moment.at(NOW - timedelta(seconds=20)), "just now"),
        (Moment.at(NOW - timedelta(hours=5, minutes=10)), "5 h ago"),
        (Moment.at(NOW - timedelta(days=2)), "12 November, 17:40"),
        (Moment.at(NOW + timedelta(hours=1)), "14 November, 18:40"),
        (moment("2025-11-14T16:50", "2025-11-14T17:35"), "14 November, between 16:50 and 17:35"),
    ],
)
def test_ago_is_said_only_where_it_is_known_that_well(known: Moment, words: str) -> None:
    assert times.ago_words(known, now=NOW).words == words


def test_a_moment_shows_one_date_wherever_it_is_shown() -> None:
    start, end = datetime(2025, 11, 11, 8, tzinfo=UTC), datetime(2025, 11, 13, 8, tzinfo=UTC)
    late = Moment(start, end, likely=datetime(2025, 11, 13, 6, tzinfo=UTC))

    assert times.moment_words(late, now=NOW).words == "around 13 November"
    assert times.short_words(late, now=NOW).words == "~\u00a013\u00a0Nov"


def test_a_machine_gets_no_time_that_is_not_true() -> None:
    assert times.moment_words(moment("2025-11-14T12:20", "2025-11-14T13:20"), now=NOW).machine == "2025-11-14"
    assert times.moment_words(moment("2025-11-01T00:00", "2025-11-08T00:00"), now=NOW).machine == ""


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.97, "very likely (0.97)"),
        (0.8, "likely (0.80)"),
        (0.6, "more likely than not (0.60)"),
        (0.3, "a guess (0.30)"),
        (0, "not known"),
    ],
)
def test_confidence_has_words_and_a_number(confidence: float, words: str) -> None:
    assert wording.confidence_words(confidence) == words


def copy_of(
    publisher: str | None, *, credit: Credit | None = None, evidence: tuple[Evidence, ...] = ()
) -> tuple[ArticleCard, Family]:
    """A copy that owes no credit any more, for whichever reason, and its family."""
    branch = Branch("copy", None, credited=True, evidence=evidence)
    article = Article(id="copy", site="Coast Online", title="Quay shut", credit=credit)
    card = ArticleCard(article, "copy.html", "family", "story", branch, False, None)
    return card, Family("family", ("origin", "copy"), Origin("origin", publisher), (branch,))


@pytest.mark.parametrize(
    ("publisher", "credit", "evidence", "is_credited"),
    [
        ("Littoral Wire", Credit("Littoral Wire", basis=CreditBasis.SOURCE_LINE), (), True),
        ("Littoral Wire", None, (Evidence("credit: reported", "“Littoral Wire reported”"),), True),
        ("Littoral Wire", None, (Evidence("byline", "the byline is Littoral Wire"),), True),
        ("Coast Online", Credit("Coast Online", basis=CreditBasis.SITE), (), False),
        (None, None, (Evidence("share", "97 % of its words"),), False),
        ("Littoral Wire", None, (Evidence("given-away", "a label left on the page"),), False),
    ],
)
def test_only_what_a_reader_can_see_is_a_credit(
    publisher: str | None, credit: Credit | None, evidence: tuple[Evidence, ...], is_credited: bool
) -> None:
    card, family = copy_of(publisher, credit=credit, evidence=evidence)

    assert wording.is_credited(card, family.origin) is is_credited


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    assert wording.percent(0.998) == "over 99%"
    assert wording.percent(0.001) == "under 1%"
    assert wording.percent(1.0) == "100%"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http:", "", None, "http://[x"]
)
def test_only_web_addresses_are_links(address: str | None) -> None:
    assert wording.web_address(address) == ""


def card(*articles: int, unseen: bool = False) -> StoryCard:
    shares = tuple(
        OriginShare(f"Outlet {n}", None, count, not unseen, families=(f"f{n}",))
        for n, count in enumerate(articles)
    )
    return StoryCard("s", "h", "", "a", True, sum(articles), shares, None, None, (), CorrectionCount(0, 0))


def test_the_bar_is_as_wide_as_each_origin_is_large() -> None:
    bar = origin_bar(card(6, 3, 1))

    assert [round(part.width) for part in bar.segments] == [60, 30, 10]
    assert (
        bar.words
        == "3 independent origins: Outlet 0 with 6 articles; Outlet 1 with 3 articles; Outlet 2 with 1 article"
    )


def test_the_bar_grows_with_the_story() -> None:
    assert origin_bar(card(1)).length < origin_bar(card(4)).length < origin_bar(card(30)).length == 10


def test_many_origins_are_gathered_and_none_is_lost() -> None:
    bar = origin_bar(card(*range(20, 0, -1)))

    assert len(bar.segments) == 5
    assert sum(part.articles for part in bar.segments) == sum(range(21))
    assert sum(part.origins for part in bar.segments) == 20
    assert bar.segments[-1].name == "16 other origins"


def test_a_small_origin_can_be_seen_beside_two_hundred_copies() -> None:
    bar = origin_bar(card(200, 1))

    assert bar.segments[1].width >= 1.5
    assert sum(part.width for part in bar.segments) == pytest.approx(100)


def test_an_origin_never_seen_says_so_in_words_and_pattern() -> None:
    part = origin_bar(card(4, unseen=True)).segments[0]

    assert (part.tone, part.seen, part.name) == ("unseen", False, "Outlet 0 (origin not seen)")


def test_what_changed_is_told_in_sentences() -> None:
    difference = Difference((), None, "2 sentences reworded; another headline")
    assert change_words(difference) == ("2 sentences reworded", "Another headline")
