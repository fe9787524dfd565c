"""What is held by articles about many things is a notice; what is held by articles about one thing is a dispatch."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from headwater.copies import MemoryPassageIndex, families_of, fingerprints, subject_of
from headwater.copies.finding.commonness import boilerplate_among
from headwater.model import Article, Publishers
from headwater.model.protocols import PassageUse
from headwater.model.subject import UNKNOWN_SUBJECT, Subject, count_subjects
from tests.copies import notices
from tests.copies.notices import briefs, cut_to, prints

ALL_NOTICES = (*notices.TERMS, *notices.PICTURE_RIGHTS, *notices.ELECTION_LAW, *notices.NEWSLETTER)
_LETTERS = "abdefghiklmnoprstuv"


def many_briefs(count: int, *under: str) -> list[Article]:
    """So many briefs of invented words, each on a site of its own, with a headline that speaks of its text."""
    return [_brief(number, under) for number in range(count)]


def _brief(number: int, under: Sequence[str]) -> Article:
    chance = random.Random(f"brief {number}")  # noqa: S311  # words, no secrets
    words = ["".join(chance.choices(_LETTERS, k=7)) for _ in range(25)]
    return Article(
        id=f"{chance.random()}",
        title=" ".join(words[3:8]),
        site=f"site{number}.example",
        paragraphs=(" ".join(words), *under),
    )


def shuffled(articles: Sequence[Article], seed: int) -> list[Article]:
    return random.Random(seed).sample(articles, len(articles))  # noqa: S311  # an order, no secret


def uses_in(articles: Sequence[Article], text: str) -> dict[int, PassageUse]:
    """How widely the passages of this text are used among these articles."""
    index = MemoryPassageIndex()
    for one in articles:
        index.add(one.id, fingerprints(one.text), one.site, subject_of(one))
    return index.uses(fingerprints(text))


def largest(articles: Sequence[Article]) -> int:
    return max(len(family.members) for family in families_of(articles, Publishers()))


@pytest.mark.parametrize("words", [200, 400])
def test_two_hundred_briefs_under_one_notice_are_two_hundred_families_in_any_order(words: int) -> None:
    articles = many_briefs(200, cut_to(ALL_NOTICES, words))
    expected = families_of(articles, Publishers())
    assert len(expected) == 200
    assert families_of(shuffled(articles, 1), Publishers()) == expected


def test_a_thousand_briefs_under_one_notice_are_a_thousand_families() -> None:
    assert largest(many_briefs(1000, cut_to(ALL_NOTICES, 200))) == 1


def test_two_notices_do_not_chain_briefs() -> None:
    """A third has the one, a third the other, and a third has both."""
    one, other = cut_to(notices.TERMS, 120), " ".join(notices.PICTURE_RIGHTS)
    under = ((one,), (one, other), (other,))
    articles = [_brief(number, under[number % 3]) for number in range(90)]
    assert largest(articles) == 1


@pytest.mark.parametrize("where", ["before", "after", "middle"])
def test_a_notice_is_boilerplate_wherever_it_stands_if_there_are_headlines(where: str) -> None:
    notice = " ".join(notices.ELECTION_LAW)
    uses = uses_in(briefs(notice, where), notice)
    assert min(use.subjects for use in uses.values()) == 20
    assert boilerplate_among(uses) == uses.keys()


@pytest.mark.parametrize(
    ("added", "titles", "new_lead"),
    [(0, True, False), (2, True, False), (4, False, False), (4, True, True), (4, False, True)],
)
def test_a_dispatch_is_about_one_thing_whatever_each_site_makes_of_it(
    added: int, titles: bool, new_lead: bool
) -> None:
    uses = uses_in(prints(64, added, titles, new_lead), " ".join(notices.DISPATCH))
    assert max(use.subjects for use in uses.values()) == 1
    assert not boilerplate_among(uses)


def test_headlines_that_play_with_words_are_no_subjects_beside_others_that_do_not() -> None:
    named, *others = prints(30, added=0)
    puns = [replace(one, title=f"{notices.BRIEFS[n % 20][0]}, again") for n, one in enumerate(others)]
    uses = uses_in([replace(named, title="Port Hale dockers vote to strike at harbour"), *puns], named.text)
    assert max(use.subjects for use in uses.values()) == 1


def test_what_is_counted_does_not_depend_on_the_order() -> None:
    articles = [*briefs(cut_to(notices.TERMS, 60)), *many_briefs(60, cut_to(notices.TERMS, 60)), *prints(9)]
    text = f"{cut_to(notices.TERMS, 60)} {notices.DISPATCH[0]}"
    expected = uses_in(articles, text)
    assert all(uses_in(shuffled(articles, seed), text) == expected for seed in range(3))


def test_two_terms_in_common_make_one_subject() -> None:
    harbour, strike = Subject((1, 2, 3), (1, 2, 3, 4)), Subject((4, 1), (8, 9))
    assert count_subjects([harbour, strike]) == 1
    assert count_subjects([harbour, strike._replace(headline=(4, 7))]) == 2


def test_a_headline_of_one_term_has_only_that_to_share() -> None:
    assert count_subjects([Subject((5,), (6, 7)), Subject((1, 2), (3, 5))]) == 1


def test_what_nothing_is_known_of_is_no_other_subject() -> None:
    assert count_subjects([UNKNOWN_SUBJECT, UNKNOWN_SUBJECT]) == 1
    apart = [Subject((10 * n, 10 * n + 1)) for n in range(1, 4)]
    assert count_subjects([UNKNOWN_SUBJECT, *apart]) == 3


def test_counting_stops_where_nobody_asks_for_more() -> None:
    assert count_subjects(Subject((10 * n, 10 * n + 1)) for n in range(64)) == 24


def test_a_subject_is_as_small_whatever_the_article() -> None:
    long = Article(id="long", title=" ".join(ALL_NOTICES), site="paper.example", paragraphs=ALL_NOTICES)
    assert [len(terms) for terms in subject_of(long)] == [8, 16]
    assert subject_of(Article(id="none", title=None, site="paper.example", text="")) == UNKNOWN_SUBJECT
