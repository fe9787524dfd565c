"""The origin of a family and its tree: what carries, what competes, what pages claim, and in what order they came."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import arrange, families_of, link
from headwater.model import Article, Edge, Family, Publishers, Relation
from tests.copies.newsroom import GLACIER_PARAGRAPHS, NOON, PUBLISHERS, WIRE_PARAGRAPHS, glacier, wire


def edges_between(members: Sequence[Article], publishers: Publishers = PUBLISHERS) -> list[Edge]:
    return [
        edge
        for n, member in enumerate(members)
        for edge in link(member, members[:n], publishers)
        if edge.comparison.relation in (Relation.COPY, Relation.UPDATE)
    ]


def family_of(*members: Article, seen: dict[str, datetime] | None = None) -> Family:
    return arrange(members, edges_between(members), PUBLISHERS, seen or {})


def sources(family: Family) -> dict[str, str | None]:
    return {branch.article: branch.source for branch in family.branches}


def copy_of_glacier(name: str, line: str = "", **changes: object) -> Article:
    paragraphs = (*GLACIER_PARAGRAPHS, *([line] if line else []))
    fields: dict[str, object] = {"id": name, "site": f"{name}.example", "paragraphs": paragraphs}
    return glacier(**(fields | changes))


def test_a_backdated_copy_does_not_become_the_origin_that_it_credits() -> None:
    backdated = copy_of_glacier("mirror", "First published by Ostmark Bote.", hours=-400)
    family = family_of(backdated, glacier())
    assert family.origin.article == "glacier"
    assert family.origin.confidence > 0.9
    (branch,) = family.branches
    assert (branch.article, branch.source, branch.credited) == ("mirror", None, True)


def test_a_backdated_copy_that_credits_nobody_does_not_win_by_its_date_where_we_saw_the_other_first() -> None:
    backdated, page = copy_of_glacier("mirror", hours=-400), glacier()
    seen = {"glacier": NOON + timedelta(hours=6), "mirror": NOON + timedelta(days=3)}
    origin = family_of(backdated, page, seen=seen).origin
    assert origin.article == "glacier"
    assert origin.confidence == 0.5, "no more than as likely as not: nobody saw which of the two is true"
    assert [found.rule for found in origin.evidence] == ["first seen", "against: earlier"]


def test_what_we_held_before_others_say_they_were_published_is_the_origin() -> None:
    seen = {"glacier": NOON + timedelta(hours=6), "mirror": NOON + timedelta(hours=40)}
    origin = family_of(copy_of_glacier("mirror", hours=30), glacier(), seen=seen).origin
    assert origin.article == "glacier"
    assert origin.confidence == 0.8
    assert any(
        found.says == "all others say that they were published after we saw it" for found in origin.evidence
    )


def test_pages_of_one_round_of_fetching_are_not_ordered_by_it() -> None:
    members = copy_of_glacier("mirror", published=None), glacier(published=None)
    seen = {"mirror": NOON, "glacier": NOON + timedelta(minutes=20)}
    assert family_of(*members, seen=seen).origin.confidence == 0


def test_an_agency_that_nobody_here_watches_is_the_origin_of_all_that_credit_it() -> None:
    reprints = [
        copy_of_glacier(
            f"paper{n}", "Source: Upland News Agency", published=None, credit="Upland News Agency"
        )
        for n in range(4)
    ]
    family = family_of(*reprints)
    assert (family.origin.article, family.origin.publisher) == (None, "Upland News Agency")
    assert family.origin.confidence > 0.9
    assert {branch.article for branch in family.branches} == {reprint.id for reprint in reprints}
    assert all(branch.credited for branch in family.branches)


def test_two_houses_that_are_credited_alike_leave_the_origin_unknown_and_both_are_named() -> None:
    one = copy_of_glacier("one", "First published by Littoral Wire.", published=None)
    other = copy_of_glacier("other", "First published by Hale Courier.", published=None)
    origin = family_of(one, other).origin
    assert (origin.article, origin.publisher, origin.confidence) == (None, None, 0)
    said = " ".join(found.says for found in origin.evidence)
    assert "Littoral Wire" in said
    assert "Hale Courier" in said


def test_one_stray_credit_among_many_makes_the_origin_less_sure_and_no_other() -> None:
    true = [copy_of_glacier(f"p{n}", "First published by Littoral Wire.") for n in range(4)]
    stray = copy_of_glacier("stray", "First published by Hale Courier.")
    origin = family_of(*true, stray).origin
    assert origin.publisher == "Littoral Wire"
    assert 0.6 < origin.confidence < family_of(*true).origin.confidence


def test_a_reprint_of_a_reprint_leads_to_the_agency_and_hangs_below_what_it_credits() -> None:
    edited = tuple(text.replace("harbour", "port") for text in WIRE_PARAGRAPHS)
    first = wire(id="first", site="halecourier.example", hours=2, paragraphs=edited)
    bare = edited[0].partition("— ")[2]
    second = wire(
        id="second",
        site="ostmarkbote.example",
        hours=4,
        paragraphs=(bare, *edited[1:], "Republished from Hale Courier."),
    )
    family = family_of(second, wire(), first)
    assert family.origin.article == "wire"
    assert sources(family) == {"first": None, "second": "first"}


def test_the_complete_text_is_the_origin_of_one_that_leaves_sentences_out() -> None:
    whole = Article(id="whole", site="left.example", paragraphs=(*WIRE_PARAGRAPHS[1:], *GLACIER_PARAGRAPHS))
    cut = Article(id="cut", site="right.example", paragraphs=(*whole.paragraphs[:3], *whole.paragraphs[4:6]))
    origin = family_of(cut, whole).origin
    assert origin.article == "whole"
    assert [found.rule for found in origin.evidence] == ["whole"]


def test_a_mirrored_site_is_below_the_site_it_mirrors_however_often_it_copies() -> None:
    """Every article stands on both hosts, an hour later on the mirror; each family says the same."""
    for n, paragraphs in enumerate((GLACIER_PARAGRAPHS, WIRE_PARAGRAPHS[1:])):
        page = glacier(id=f"a{n}", site="halecourier.example", paragraphs=paragraphs)
        mirror = glacier(id=f"b{n}", site="hale-mirror.example", paragraphs=paragraphs, hours=6)
        family = family_of(mirror, page)
        assert family.origin.article == page.id
        assert not family.branches[0].credited


def test_the_confidence_of_a_branch_is_no_more_than_that_of_its_edge() -> None:
    copy = copy_of_glacier("mirror", hours=30)
    (edge,) = edges_between([glacier(), copy])
    (branch,) = family_of(glacier(), copy).branches
    assert 0.5 < branch.confidence <= edge.comparison.origin_confidence


def test_evidence_of_a_branch_holds_what_it_shares_and_why_the_other_gave() -> None:
    (branch,) = family_of(glacier(), copy_of_glacier("mirror", "First published by Ostmark Bote.")).branches
    assert {"share", "longest run", "credit: first published"} <= {found.rule for found in branch.evidence}


LINES = (
    "",
    "First published by Ostmark Bote.",
    "Republished from Hale Courier.",
    "Read more at Ostmark Bote",
    "Source: Littoral Wire",
)
SITES = (
    "ostmarkbote.example",
    "halecourier.example",
    "littoralwire.example",
    "mirror.example",
    "north.example",
)


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Article]:
    """Copies of one piece with any credits, times (or none) and sites, as wrong as they may be."""
    chosen = draw(
        st.lists(
            st.tuples(
                st.sampled_from(SITES),
                st.sampled_from(LINES),
                st.none() | st.integers(0, 40),
                st.integers(1, 3),
            ),
            min_size=2,
            max_size=6,
        )
    )
    return [
        Article(
            id=f"n{n}",
            site=site,
            paragraphs=(*GLACIER_PARAGRAPHS[:length], *WIRE_PARAGRAPHS[1:3], *([line] if line else [])),
            published=None if hours is None else NOON + timedelta(hours=hours),
        )
        for n, (site, line, hours, length) in enumerate(chosen)
    ]


@settings(deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_any_tree_has_no_circle_and_is_the_same_in_any_order(members: list[Article], random: Random) -> None:
    edges = edges_between(members)
    family = arrange(members, edges, PUBLISHERS)
    shuffled, others = list(members), list(edges)
    random.shuffle(shuffled)
    random.shuffle(others)
    assert arrange(shuffled, others, PUBLISHERS) == family
    above = sources(family)
    assert set(above) | {family.origin.article} >= {member.id for member in members}
    for start in above:
        at, steps = start, 0
        while (source := above.get(at)) is not None:
            at, steps = source, steps + 1
            assert steps <= len(members)
    for found in (family.origin, *family.branches):
        assert 0 <= found.confidence <= 1
        assert found.confidence == 0 or found.evidence


ARTICLES = (
    wire(),
    wire(id="reprint", site="halecourier.example", hours=2),
    copy_of_glacier("mirror", "First published by Ostmark Bote.", hours=-400),
    copy_of_glacier("second", "Republished from Hale Courier.", hours=9),
    glacier(),
    copy_of_glacier("bare", published=None),
)


@pytest.fixture(scope="module")
def unshuffled() -> tuple[Family, ...]:
    return families_of(ARTICLES, PUBLISHERS)


@settings(deadline=None, max_examples=10)
@given(st.permutations(ARTICLES))
def test_shuffled_ten_times_the_same_families_and_origins_come_out(
    unshuffled: tuple[Family, ...], articles: list[Article]
) -> None:
    assert families_of(articles, PUBLISHERS) == unshuffled


def test_a_credit_on_a_copys_page_is_told_as_such_as_the_origins_own_page_may_credit_nobody() -> None:
    origin, copied = glacier(credit=None), copy_of_glacier("mirror", credit="Ostmark Bote")
    family = family_of(origin, copied)
    assert family.origin.article == "glacier"
    said = [found.says for found in family.origin.evidence]
    assert said == ["in a copy (mirror.example), the page credits it to Ostmark Bote"]


def test_a_credit_on_the_only_page_that_we_hold_is_that_pages() -> None:
    family = family_of(copy_of_glacier("alone", "First published by Littoral Wire."))
    assert [found.says for found in family.origin.evidence] == [
        "it says that it was first published by Littoral Wire"
    ]
