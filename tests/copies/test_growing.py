"""A family that grew one article at a time is what it is when all of it is arranged at once."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import pytest

from headwater.copies import compare_articles
from headwater.copies.families.arranging import arrange_near, telling_prints
from headwater.copies.families.bonds import Judge, bonded
from headwater.copies.families.growing import Growing
from headwater.copies.families.nearness import Nearest
from headwater.model import Article, Comparison, Moment, Publishers
from headwater.model.errors import InvalidRecordError
from tests.flow.arriving import START, edited, paragraphs


def article(name: str, given: Sequence[str], minutes: int | None, authors: tuple[str, ...] = ()) -> Article:
    published = None if minutes is None else Moment.at(START + timedelta(minutes=minutes))
    text = "\n\n".join(given)
    site = f"{name}.example"
    return Article(
        id=name, site=site, paragraphs=tuple(given), text=text, published=published, authors=authors
    )


def report_and_copies() -> list[Article]:
    """A report, reprints of reprints, some that credit one of the others, some without a time, and two excerpts."""
    report = paragraphs("report", 6)
    found = [article("report", report, 30)]
    for n in range(8):
        text = edited(report[: 4 + n % 3], f"copy{n}")
        if n % 3 == 0:
            text[0] = f"{text[0]} The mayor told Report.example that the bridge stays."
        authors = ("copy1.example",) if n == 5 else ()
        found.append(article(f"copy{n}", text, None if n == 4 else 60 - 11 * n, authors))
    for n in range(2):
        found.append(article(f"excerpt{n}", [*paragraphs(f"own{n}", 5), *report[n : n + 2]], 200 + n))
    return found


ARTICLES = {each.id: each for each in report_and_copies()}
PRINTS, COMMON = telling_prints(ARTICLES)


def judging() -> Judge:
    known: dict[tuple[str, str], Comparison] = {}

    def judge(a: str, b: str) -> Comparison:
        if (a, b) not in known:
            known[a, b] = compare_articles(ARTICLES[a], ARTICLES[b], Publishers(), COMMON[a])
        return known[a, b]

    return judge


JUDGE = judging()
GROUPS = bonded(PRINTS, JUDGE)
MEMBERS = [name for name in ARTICLES if GROUPS[name] == GROUPS["report"]]
OUTSIDERS = [name for name in ARTICLES if name not in MEMBERS]


def articles(wanted: Iterable[str]) -> Mapping[str, Article]:
    return {name: ARTICLES[name] for name in wanted}


def test_the_family_has_members_and_excerpts() -> None:
    assert len(MEMBERS) > 6
    assert len(OUTSIDERS) >= 2


@pytest.mark.parametrize("seed", range(12))
def test_grown_step_by_step_is_arranged_at_once(seed: int) -> None:
    """An article may be an outsider at first, of those members that came before it, and a member later."""
    order = [*MEMBERS, *OUTSIDERS]
    random.Random(seed).shuffle(order)  # noqa: S311  # an order, no secret
    seen = {name: START + timedelta(hours=3 * n) for n, name in enumerate(order)} if seed % 2 else {}
    near = Nearest()
    growing = Growing(near, Publishers())
    entered: list[str] = []
    for n, name in enumerate(order):
        if name in OUTSIDERS or (n % 4 == 3 and name != order[-1]):
            near.add_outsider(name, PRINTS[name])
        else:
            near.add(ARTICLES[name], PRINTS[name])
            entered.append(name)
        if entered:
            at_once = arrange_near(articles(entered).values(), near, JUDGE, Publishers(), seen)
            assert growing.arrange(articles, JUDGE, seen).family == at_once
    for name in MEMBERS:
        near.add(ARTICLES[name], PRINTS[name])
    grown = growing.arrange(articles, JUDGE, seen).family
    assert grown == arrange_near(articles(MEMBERS).values(), near, JUDGE, Publishers(), seen)
    assert grown == Growing(near_of(MEMBERS), Publishers()).arrange(articles, JUDGE, seen).family


def near_of(members: Iterable[str]) -> Nearest:
    near = Nearest()
    for name in members:
        near.add(ARTICLES[name], PRINTS[name])
    for name in OUTSIDERS:
        near.add_outsider(name, PRINTS[name])
    return near


def test_what_is_begun_anew_on_a_neighbourhood_that_was_used_is_the_same() -> None:
    near = near_of(MEMBERS)
    first = Growing(near, Publishers()).arrange(articles, JUDGE, {})
    again = Growing(near, Publishers()).arrange(articles, JUDGE, {})
    assert again.family == first.family
    assert again.before is None
    assert again.changed == frozenset(MEMBERS)


def test_only_members_whose_branch_is_another_one_are_said_to_change() -> None:
    near = near_of([])
    growing = Growing(near, Publishers())
    branches = None
    for name in MEMBERS:
        near.add(ARTICLES[name], PRINTS[name])
        growth = growing.arrange(articles, JUDGE, {})
        now = {branch.article: branch for branch in growth.family.branches}
        if growth.before is None:
            assert growth.changed == frozenset(growth.family.members)
        elif branches is not None:
            others = {each for each in growth.family.members if now.get(each) != branches.get(each)}
            assert others <= growth.changed
            assert growth.entered == (name,)
        branches = now


def test_a_name_counts_as_a_credit_once_its_house_is_among_the_members() -> None:
    """A byline that no directory knows is nobody's until that page is there."""
    report = paragraphs("other", 4)
    named = {
        "paper": article("paper", edited(report, "paper"), 50, ("Harbourlight",)),
        "harbourlight": article("harbourlight", report, 10),
    }
    prints = {each: frozenset(range(9)) for each in named}

    def judge(a: str, b: str) -> Comparison:
        return compare_articles(named[a], named[b], Publishers())

    near = Nearest()
    growing = Growing(near, Publishers())
    for name, each in named.items():
        near.add(each, prints[name])
        family = growing.arrange(lambda wanted: {each: named[each] for each in wanted}, judge, {}).family
    assert family == arrange_near(named.values(), near, judge, Publishers())
    assert family.origin.article == "harbourlight"


def test_a_family_without_members_is_none() -> None:
    with pytest.raises(InvalidRecordError):
        Growing(Nearest(), Publishers()).arrange(articles, JUDGE, {})
