"""No notice and no form makes one family of many articles; what is one piece stays one, in any order."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import compare_articles, families_of, is_bond
from headwater.model import Article, Family, Publishers, Relation
from tests.copies import notices
from tests.copies.newsroom import GLACIER_PARAGRAPHS, OWN_PARAGRAPHS, PUBLISHERS, WIRE_PARAGRAPHS
from tests.copies.notices import briefs, cut_to, prints

NOTICES = {
    "60 words": cut_to(notices.TERMS, 60),
    "120 words": cut_to(notices.TERMS, 120),
    "terms": " ".join(notices.TERMS),
    "newsletter": " ".join(notices.NEWSLETTER),
    "picture rights": " ".join(notices.PICTURE_RIGHTS),
    "election law": " ".join(notices.ELECTION_LAW),
    "ticker": " ".join(notices.TICKER),
}


def sizes(articles: Sequence[Article]) -> list[int]:
    """How many members each family of these articles has, largest first."""
    return sorted((len(family.members) for family in families_of(articles, Publishers())), reverse=True)


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_that_each_of_many_sites_has_once_joins_no_briefs(notice: str) -> None:
    assert sizes(briefs(NOTICES[notice], count=12)) == [1] * 12


@pytest.mark.parametrize("where", ["before", "middle"])
def test_it_makes_no_difference_where_the_notice_stands(where: str) -> None:
    assert sizes(briefs(NOTICES["terms"], where)) == [1] * 20


@pytest.mark.parametrize("notice", ["newsletter", "picture rights", "terms"])
def test_without_headlines_a_notice_joins_two_by_chance_and_never_many(notice: str) -> None:
    assert sizes(briefs(NOTICES[notice], titles=False))[0] <= 2


def test_a_notice_does_not_chain_briefs_through_another() -> None:
    """Each has the rights of pictures, and one of three more notices: they share two by two."""
    others = [NOTICES["60 words"], NOTICES["newsletter"], NOTICES["ticker"]]
    articles = [
        replace(brief, text="", paragraphs=(*brief.paragraphs, others[n % 3]))
        for n, brief in enumerate(briefs(NOTICES["picture rights"]))
    ]
    assert sizes(articles) == [1] * 20


def test_the_page_of_the_notice_itself_joins_nothing() -> None:
    page = Article(id="terms", title="Conditions of use", site="site3.example", text=NOTICES["terms"])
    assert sizes([*briefs(NOTICES["terms"]), page]) == [1] * 21


def test_a_wall_before_subscribers_is_no_piece_of_journalism() -> None:
    """Nothing of the articles is left but their headlines."""
    walls = [replace(brief, text="", paragraphs=(NOTICES["newsletter"],)) for brief in briefs("—")]
    assert sizes(walls) == [1] * 20


def test_two_briefs_under_one_notice_share_boilerplate() -> None:
    one, other, *_ = briefs(NOTICES["terms"])
    compared = compare_articles(one, other)
    assert compared.relation is Relation.BOILERPLATE
    assert compared.evidence[-1].rule == "other subject"
    assert compared.share_of_a > 0.7


@pytest.mark.parametrize("form", notices.FORMS)
def test_a_form_that_is_filled_in_anew_is_another_article(form: Callable[[int], Article]) -> None:
    assert sizes([form(number) for number in range(15)])[0] == 1


def test_a_form_that_is_printed_twice_is_one_article() -> None:
    reports = [notices.quake(number) for number in range(10)]
    copies = [replace(report, id=f"{report.id}-copy", site="mirror.example") for report in reports]
    assert sizes([*reports, *copies]) == [2] * 10


def test_a_report_whose_figures_were_brought_up_to_date_stays_the_same_piece() -> None:
    first = Article(id="first", title=notices.HEADLINES[0], site="paper.example", paragraphs=notices.DISPATCH)
    later = [part.replace("310", "318").replace("nine hours", "ten hours") for part in notices.DISPATCH]
    assert sizes([first, replace(first, id="later", text="", paragraphs=tuple(later))]) == [2]


@pytest.mark.parametrize(
    ("added", "titles", "new_lead"), [(2, True, False), (4, False, False), (4, True, True)]
)
def test_a_dispatch_that_each_site_adds_to_is_one_family(added: int, titles: bool, new_lead: bool) -> None:
    assert sizes(prints(40, added, titles, new_lead)) == [40]


def test_a_dispatch_under_other_headlines_is_one_family() -> None:
    bare = prints(8, added=0)
    named = [replace(one, title=title) for one, title in zip(bare, notices.HEADLINES, strict=True)]
    assert sizes([*named, replace(bare[0], id="pun", title="Against the grain")]) == [9]


def test_a_translated_headline_does_not_part_a_dispatch() -> None:
    first, other = prints(2, added=0)
    assert sizes([first, replace(other, title="Port Hale: Hafenarbeiter stimmen für Streik")]) == [2]


REPORTS = {"wire": WIRE_PARAGRAPHS[1:], "own": OWN_PARAGRAPHS[2:], "glacier": GLACIER_PARAGRAPHS}
TITLES = {
    "wire": "Dockers vote to walk out",
    "own": "Flour for twelve days",
    "glacier": "A lake under the ice",
}


def reports(site: str | None = None, dateline: str = "") -> list[Article]:
    return [
        Article(
            id=name,
            title=TITLES[name],
            site=site or f"{name}.example",
            paragraphs=(dateline + text[0], *text[1:]),
        )
        for name, text in REPORTS.items()
    ]


@pytest.mark.parametrize("site", ["paper.example", None])
@pytest.mark.parametrize("dateline", ["", "PORT HALE (Littoral Wire) — "])
def test_a_live_page_that_holds_whole_reports_does_not_join_them(site: str | None, dateline: str) -> None:
    """Of its own house, of others, or of an agency that all of them credit."""
    held = reports(site, dateline)
    page = Article(
        id="live",
        title="Live: everything of the day",
        site="paper.example",
        paragraphs=tuple(paragraph for report in held for paragraph in report.paragraphs),
    )
    assert [len(family.members) for family in families_of([*held, page], PUBLISHERS)] == [1] * 4


def test_pages_of_two_reports_each_are_no_chain() -> None:
    pages = [
        Article(
            id=f"page-{n}",
            title=f"{notices.BRIEFS[n][0]}; {notices.BRIEFS[n + 1][0]}",
            site=f"site{n}.example",
            paragraphs=(notices.BRIEFS[n][1], notices.BRIEFS[n + 1][1]),
        )
        for n in range(19)
    ]
    assert sizes(pages)[0] <= 2


MIXED = [*briefs(NOTICES["terms"], count=4), *prints(3), *(notices.quake(n) for n in range(3))]


@pytest.fixture(scope="module")
def mixed_families() -> tuple[Family, ...]:
    return families_of(MIXED, Publishers())


@settings(deadline=None, max_examples=3)
@given(st.permutations(MIXED))
def test_which_families_there_are_does_not_depend_on_the_order(
    mixed_families: tuple[Family, ...], articles: list[Article]
) -> None:
    assert families_of(articles, Publishers()) == mixed_families


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(MIXED), st.sampled_from(MIXED))
def test_a_pair_is_kept_apart_from_both_sides(a: Article, b: Article) -> None:
    one, other = compare_articles(a, b), compare_articles(b, a)
    assert one.relation is other.relation
    assert is_bond(one) == is_bond(other)


def test_briefs_and_prints_that_come_in_any_order_part_the_same_way() -> None:
    articles = [*briefs(NOTICES["election law"], count=8), *prints(8)]
    expected = families_of(articles, Publishers())
    assert [len(family.members) for family in expected].count(1) == 8
    for seed in range(2):
        random.Random(seed).shuffle(articles)  # noqa: S311  # an order, no secret
        assert families_of(articles, Publishers()) == expected
