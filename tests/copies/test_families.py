"""Families, their origins and trees: the same whatever the order of arrival."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import arrange, families_of, link
from headwater.model import Article, Family, Publishers, Relation
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import family_id
from tests.copies.newsroom import (
    COLUMN_NOTE,
    GLACIER_PARAGRAPHS,
    PUBLISHERS,
    WIRE_PARAGRAPHS,
    digest,
    glacier,
    own_report,
    reprint,
    wire,
)


def family_with(member: str, families: tuple[Family, ...]) -> Family:
    return next(family for family in families if member in family.members)


def test_a_reprint_joins_the_agencys_family_and_an_own_report_does_not() -> None:
    families = families_of([own_report(), reprint(), wire()], PUBLISHERS)
    assert [family.members for family in families] == [("wire", "reprint"), ("own",)]


def test_the_agencys_page_is_the_origin_and_the_reprint_its_credited_branch() -> None:
    family = family_with("wire", families_of([reprint(), wire()], PUBLISHERS))
    assert family.origin.article == "wire"
    assert family.origin.publisher == "Littoral Wire"
    (branch,) = family.branches
    assert (branch.article, branch.source, branch.relation) == ("reprint", None, Relation.COPY)
    assert branch.credited
    assert branch.share > 0.9


def test_an_agency_that_was_not_seen_is_the_origin_all_the_same() -> None:
    copies = [reprint(), reprint(id="second", site="ostmarkbote.example", hours=4)]
    family = family_with("reprint", families_of(copies, PUBLISHERS))
    assert not family.origin.is_seen
    assert family.origin.publisher_id == "littoral-wire"
    assert family.origin.confidence > 0.9
    assert {branch.article for branch in family.branches} == {"reprint", "second"}
    assert all(branch.credited for branch in family.branches)


def test_nobody_owes_a_credit_to_his_own_house_or_to_an_unknown_one() -> None:
    page, entry = glacier(), glacier(id="entry")
    (family,) = families_of([page, entry], PUBLISHERS)
    assert all(branch.credited for branch in family.branches)
    bare = [Article(id=name, paragraphs=WIRE_PARAGRAPHS[1:]) for name in ("one", "two")]
    (family,) = families_of(bare, Publishers())
    assert family.branches
    assert all(branch.credited for branch in family.branches)


def test_a_copy_that_does_not_name_the_known_house_it_took_from_is_uncredited() -> None:
    taken = glacier(id="taken", site="halecourier.example", hours=9)
    (family,) = families_of([glacier(), taken], PUBLISHERS)
    assert family.origin.article == "glacier"
    assert [branch.credited for branch in family.branches] == [False]


def test_a_page_that_alone_credits_itself_is_the_origin_of_an_unsigned_copy_without_time() -> None:
    signed = glacier(published=None, credit="Ostmark Bote")
    bare = glacier(id="bare", site=None, url=None, published=None)
    (family,) = families_of([bare, signed], PUBLISHERS)
    assert (family.origin.article, family.origin.publisher) == ("glacier", "Ostmark Bote")


def test_the_evidence_for_an_origin_names_no_other_house() -> None:
    signed = reprint(id="second", site="ostmarkbote.example", hours=4, credit="Hale Courier")
    family = family_with("wire", families_of([wire(), reprint(), signed], PUBLISHERS))
    assert family.origin.publisher == "Littoral Wire"
    assert family.origin.evidence
    assert not any("Hale Courier" in found.says for found in family.origin.evidence)


def test_an_article_alone_that_credits_nobody_is_its_own_origin() -> None:
    (family,) = families_of([glacier()], PUBLISHERS)
    assert family.origin.article == "glacier"
    assert family.origin.publisher == "Ostmark Bote"
    assert family.branches == ()


def test_without_credit_house_or_time_the_origin_is_unknown() -> None:
    bare = [Article(id=name, paragraphs=WIRE_PARAGRAPHS[1:]) for name in ("one", "two")]
    (family,) = families_of(bare, Publishers())
    assert family.origin.article is None
    assert family.origin.publisher is None
    assert family.origin.confidence == 0


def test_an_excerpt_is_a_branch_of_the_origins_river_but_no_member() -> None:
    families = families_of([wire(), reprint(), digest()], PUBLISHERS)
    family = family_with("wire", families)
    assert "digest" not in family.members
    excerpt = next(branch for branch in family.branches if branch.article == "digest")
    assert excerpt.relation is Relation.PARTIAL
    assert excerpt.source is None
    assert family_with("digest", families).members == ("digest",)


def test_a_round_up_does_not_join_the_families_of_what_it_holds() -> None:
    """The whole glacier piece stands in it, beside the whole wire piece: three families, not one."""
    round_up = Article(
        id="all",
        title="Everything of the day",
        paragraphs=(*GLACIER_PARAGRAPHS, *own_report().paragraphs, *WIRE_PARAGRAPHS[1:]),
        site="mirror.example",
        published=digest().published,
    )
    families = families_of([glacier(), own_report(), round_up], PUBLISHERS)
    assert sorted(family.members for family in families) == [("all",), ("glacier",), ("own",)]


def test_one_disclaimer_does_not_join_a_hundred_articles() -> None:
    articles = [
        Article(
            id=f"a{n:03}",
            title=f"Column {n}",
            site="halecourier.example",
            paragraphs=(" ".join(f"word{n}x{k} said{k % 7}" for k in range(60)) + ".", COLUMN_NOTE),
        )
        for n in range(100)
    ]
    families = families_of(articles, PUBLISHERS)
    assert len(families) == 100


ARRIVING = [wire(), reprint(), own_report(), glacier(), digest(), reprint(id="late", hours=30)]


@settings(deadline=None, max_examples=20)
@given(st.permutations(ARRIVING))
def test_the_order_of_arrival_changes_nothing(articles: list[Article]) -> None:
    assert families_of(articles, PUBLISHERS) == families_of(ARRIVING, PUBLISHERS)


def test_arranging_takes_members_and_edges_in_any_order() -> None:
    members = [wire(), reprint(), reprint(id="late", hours=30)]
    edges = [*link(members[1], members[:1], PUBLISHERS), *link(members[2], members[:2], PUBLISHERS)]
    other_way = [*link(members[0], members[1:], PUBLISHERS), *link(members[1], members[2:], PUBLISHERS)]
    assert arrange(members, edges, PUBLISHERS) == arrange(members[::-1], edges[::-1], PUBLISHERS)
    found = arrange(members, other_way, PUBLISHERS)
    assert found.branches[0].source == arrange(members, edges, PUBLISHERS).branches[0].source


def test_a_later_copy_keeps_the_familys_id() -> None:
    first = families_of([wire(), reprint()], PUBLISHERS)
    later = families_of([wire(), reprint(), reprint(id="a-late-one", hours=30)], PUBLISHERS)
    assert first[0].id == later[0].id == family_id("wire")


def test_the_tree_has_no_circle() -> None:
    articles = [reprint(id=f"copy{n}", hours=n, site=f"mirror{n}.example") for n in range(6)]
    (family,) = families_of(articles, Publishers())
    source = {branch.article: branch.source for branch in family.branches}
    for start in source:
        seen, at = set(), start
        while (above := source.get(at)) is not None:
            assert above not in seen
            seen.add(above)
            at = above


def test_links_leave_out_the_unrelated_and_the_article_itself() -> None:
    edges = link(reprint(), [glacier(), reprint(), wire()], PUBLISHERS)
    assert [(edge.article, edge.other) for edge in edges] == [("reprint", "wire")]


def test_a_family_without_members_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="at least one member"):
        arrange([], [], PUBLISHERS)
