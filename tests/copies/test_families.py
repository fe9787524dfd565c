"""Families, their origins and trees: the same whatever the order of arrival."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import arrange, families_of, is_bond, link
from headwater.copies.families.bonds import bonded, may_bond
from headwater.copies.families.nearness import Nearest
from headwater.copies.origins.grounds import Rule
from headwater.model import Article, Comparison, Evidence, Family, OriginSide, Publishers, Relation
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


def column(number: int) -> Article:
    """A column of its own, with the note that stands below all of them."""
    words = " ".join(f"word{number}x{place} said{place % 7}" for place in range(30))

    return Article(
        id=f"a{number:04}",
        title=f"Column {number}",
        site="halecourier.example",
        paragraphs=(f"{words}.", COLUMN_NOTE),
    )


def test_one_disclaimer_does_not_join_a_thousand_articles() -> None:
    families = families_of([column(number) for number in range(1000)], PUBLISHERS)
    assert len(families) == 1000
    assert not any(family.branches for family in families)


def test_a_disclaimer_joins_nothing_where_too_few_carry_it_to_tell() -> None:
    for count in range(2, 8):
        assert len(families_of([column(number) for number in range(count)], PUBLISHERS)) == count


def test_a_disclaimer_neither_joins_nor_parts_copies() -> None:
    noted = [(*one.paragraphs, COLUMN_NOTE) for one in (wire(), reprint(), glacier())]
    articles = [
        replace(wire(), text="", paragraphs=noted[0]),
        replace(reprint(), text="", paragraphs=noted[1]),
        replace(glacier(), text="", paragraphs=noted[2]),
        *(column(number) for number in range(30)),
    ]
    families = families_of(articles, PUBLISHERS)
    assert sorted(len(family.members) for family in families) == [1] * 31 + [2]
    assert family_with("wire", families).members == ("wire", "reprint")


ARRIVING = [wire(), reprint(), own_report(), glacier(), digest(), reprint(id="late", hours=30)]


@pytest.fixture(scope="module")
def as_they_came() -> tuple[Family, ...]:
    return families_of(ARRIVING, PUBLISHERS)


@settings(deadline=None, max_examples=20)
@given(st.permutations(ARRIVING))
def test_the_order_of_arrival_changes_nothing(
    as_they_came: tuple[Family, ...], articles: list[Article]
) -> None:
    assert families_of(articles, PUBLISHERS) == as_they_came


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


PRINTS = {
    "wire": frozenset(range(20)),
    "reprint": frozenset(range(2, 22)),
    "late": frozenset(range(15)),
    "glacier": frozenset(range(12, 40)),
    "digest": frozenset(range(5, 9)),
    "own": frozenset({3, 50, 51}),
}
NEAR_ONES = {one.id: one for one in ARRIVING}


def nearest_of(order: Sequence[str], outside: frozenset[str]) -> set[tuple[str, str]]:
    near = Nearest()
    for name in order:
        if name in outside:
            near.add_outsider(name, PRINTS[name])
        else:
            near.add(NEAR_ONES[name], PRINTS[name])
    return set(near.pairs())


@given(st.permutations(sorted(PRINTS)), st.sets(st.sampled_from(sorted(PRINTS)), max_size=4))
def test_whom_each_is_compared_with_follows_from_the_set_alone(order: list[str], outside: set[str]) -> None:
    assert nearest_of(order, frozenset(outside)) == nearest_of(sorted(PRINTS), frozenset(outside))


def test_a_member_is_compared_with_earlier_ones_an_outsider_with_any() -> None:
    pairs = nearest_of(sorted(PRINTS), frozenset({"digest", "own"}))
    assert {near for name, near in pairs if name == "late"} == {"wire", "reprint"}
    assert not {near for name, near in pairs if name == "glacier"} & {"late"}
    assert {near for name, near in pairs if name == "digest"} == {"wire", "reprint"}
    # One passage is a phrase.
    assert not {near for name, near in pairs if name == "own"}


def test_an_outsider_that_joins_is_one_no_more() -> None:
    near = Nearest()
    near.add(NEAR_ONES["wire"], PRINTS["wire"])
    near.add_outsider("late", PRINTS["late"])
    near.add(NEAR_ONES["late"], PRINTS["late"])
    assert near.members == ("wire", "late")
    assert not near.outsiders


@given(st.frozensets(st.integers(0, 30)), st.frozensets(st.integers(0, 30)))
def test_who_may_be_bonded_is_the_same_from_both_sides(a: frozenset[int], b: frozenset[int]) -> None:
    assert may_bond(a, b) == may_bond(b, a)
    assert may_bond(a, a) == bool(a)


@settings(deadline=None)
@given(st.permutations([f"m{n}" for n in range(8)]), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_families_are_what_bonds_connect_whatever_the_names(
    names: list[str], bonds: set[tuple[int, int]]
) -> None:
    """All share the same passages; who is bonded to whom is given."""
    given_bonds = {frozenset({f"m{a}", f"m{b}"}) for a, b in bonds}

    def judge(a: str, b: str) -> Comparison:
        is_bonded = frozenset({a, b}) in given_bonds
        return Comparison(Relation.UPDATE if is_bonded else Relation.QUOTES, 1.0)

    def groups(of: Sequence[str]) -> set[frozenset[str]]:
        found = bonded({name: frozenset(range(9)) for name in of}, judge)
        return {frozenset(n for n in found if found[n] == group) for group in found.values()}

    expected = {frozenset({name}) for name in names}
    for pair in given_bonds:
        met = {group for group in expected if group & pair}
        expected = (expected - met) | {frozenset().union(*met)}
    assert groups(names) == expected


def test_a_text_that_holds_all_of_another_is_no_member_for_that_alone() -> None:
    whole = Evidence(Rule.WHOLE, "it has more of it")
    found = Comparison(Relation.COPY, 1.0, 0.4, 1.0, origin=OriginSide.A, evidence=(whole,))
    assert not is_bond(found)
    assert is_bond(replace(found, evidence=(Evidence(Rule.CREDIT, "it is credited"),)))
    assert is_bond(replace(found, share_of_a=0.6))
