"""Families, origins and branches are the same in whatever order articles come, and as if they came at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.copies import families_of
from headwater.flow.pipeline import import_paths
from headwater.flow.placing import Placer
from headwater.model import Branch, Family, Origin
from headwater.publishers import builtin_publishers
from headwater.store import Library, open_library
from tests.flow.arriving import Line, edited, line, paragraphs, shuffled, with_notice, world, written

Families = dict[tuple[str, ...], tuple[Origin, tuple[Branch, ...]]]


TERMS = paragraphs("terms", 4)


def two_sentences(seed: str) -> str:
    return ". ".join(paragraphs(seed, 1)[0].split(". ")[:2]) + "."


def by_members(families: Iterable[Family]) -> Families:
    return {family.members: (family.origin, family.branches) for family in families}


def imported(folder: Path, lines: Sequence[Line]) -> Library:
    folder.mkdir()
    library = open_library(folder / "data", writing=True)
    report = import_paths(library, [written(folder / "articles.jsonl", lines)])
    assert not report.failures
    return library


def stored(library: Library) -> Families:
    with library.read() as session:
        return by_members(session.families.many(session.families.all_ids()).values())


def titles(library: Library) -> Mapping[str, str]:
    """Article → the last word of its title, which names it here."""
    with library.read() as session:
        return {one.article.id: str(one.article.title).split()[-1] for one in session.articles.placed()}


def named_families(library: Library) -> set[frozenset[str]]:
    names = titles(library)
    return {frozenset(names[member] for member in members) for members in stored(library)}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return imported(tmp_path_factory.mktemp("first") / "import", world())


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_articles_come_to_the_same_families_origins_and_branches(
    first: Library, tmp_path: Path, seed: int
) -> None:
    assert stored(imported(tmp_path / "other", shuffled(world(), seed))) == stored(first)


def test_the_latest_first_comes_to_the_same(first: Library, tmp_path: Path) -> None:
    assert stored(imported(tmp_path / "other", world()[::-1])) == stored(first)


def test_articles_that_came_one_by_one_are_the_families_of_all_at_once(first: Library) -> None:
    with first.read() as session:
        articles = [placed.article for placed in session.articles.placed()]
    assert by_members(families_of(articles, builtin_publishers())) == stored(first)


def test_copies_are_together_and_excerpts_and_round_ups_are_not(first: Library) -> None:
    found = named_families(first)
    assert frozenset({"ferry", *(f"ferry{n}" for n in range(4))}) in found
    assert frozenset({"strike", *(f"strike{n}" for n in range(4))}) in found
    assert {frozenset({name}) for name in ("excerpt0", "excerpt1", "roundup")} <= found


def test_excerpts_are_branches_of_what_they_took_from(first: Library) -> None:
    names = titles(first)
    (branches,) = (
        [branch for branch in tree if branch.article not in members]
        for members, (_, tree) in stored(first).items()
        if "ferry" in {names[member] for member in members}
    )
    assert {names[branch.article] for branch in branches} >= {"excerpt0", "excerpt1"}


def test_two_families_meet_through_one_that_comes_late(tmp_path: Path) -> None:
    """Neither half is a copy of the other; each is one of the whole."""
    whole = paragraphs("whole", 8)
    halves = [line("morning", whole[:6], 10), line("evening", whole[3:], 20), line("whole", whole, 0)]
    library = imported(tmp_path / "late", halves)
    again = imported(tmp_path / "early", halves[::-1])
    assert stored(library) == stored(again)
    assert frozenset({"morning", "evening", "whole"}) in named_families(library)


def test_who_took_from_whom_is_known_of_all_when_two_families_meet(tmp_path: Path) -> None:
    whole = paragraphs("whole", 8)
    early = [line(f"morning{n}", edited(whole[:6], f"m{n}", 0.02), 10 + n) for n in range(3)]
    late = [line(f"evening{n}", edited(whole[3:], f"e{n}", 0.02), 20 + n) for n in range(2)]
    lines = [*early, *late, line("whole", whole, 0)]
    library = imported(tmp_path / "late", lines)
    again = imported(tmp_path / "early", lines[::-1])
    assert len(stored(library)) == 1
    assert library.flows() == again.flows()
    assert sum(flow.articles for flow in library.flows()) == 5


def test_a_notice_joins_nothing_however_much_of_an_article_it_is(tmp_path: Path) -> None:
    """Each has a paragraph of its own; as much again is the notice."""
    lines = [with_notice(line(f"brief{n}", paragraphs(f"b{n}", 1), n, f"site{n % 2}")) for n in range(12)]
    library = imported(tmp_path / "briefs", lines)
    assert max(len(members) for members in stored(library)) == 1
    assert stored(imported(tmp_path / "shuffled", shuffled(lines, 1))) == stored(library)


def test_a_notice_joins_nothing_where_it_is_most_of_each_article(tmp_path: Path) -> None:
    """Two sentences each, and under them five times as much that all have."""
    lines = [line(f"brief{n}", [two_sentences(f"b{n}"), *TERMS], n, f"site{n % 2}") for n in range(20)]
    library = imported(tmp_path / "briefs", lines)
    assert max(len(members) for members in stored(library)) == 1
    assert stored(imported(tmp_path / "latest-first", lines[::-1])) == stored(library)


def test_a_short_dispatch_on_forty_sites_is_one_family(tmp_path: Path) -> None:
    dispatch = paragraphs("dispatch", 2)
    lines = [line(f"print{n}", [*edited(dispatch, f"d{n}", 0.01), f"Printed by {n}."], n) for n in range(40)]
    assert [len(members) for members in stored(imported(tmp_path / "printed", lines))] == [40]


def test_articles_that_say_the_same_twice_or_nothing_to_compare_are_no_trouble(tmp_path: Path) -> None:
    text = paragraphs("same", 3)
    lines = [
        line("one", text, 0),
        line("two", text, 0),
        line("mark", ["—"], 0),
        line("short", ["Yes, indeed."]),
    ]
    library = imported(tmp_path / "odd", lines)
    assert named_families(library) == {frozenset({"one", "two"}), frozenset({"mark"}), frozenset({"short"})}
    assert stored(imported(tmp_path / "again", lines[::-1])) == stored(library)


def test_an_article_that_was_rewritten_leaves_its_family_for_another(tmp_path: Path) -> None:
    """What copied its old text stays behind, and is found by a later copy of it all the same."""
    old, new = paragraphs("old", 5), paragraphs("new", 5)
    copies = [line("copy", edited(old, "copy"), 10), line("other", edited(new, "other"), 20)]
    library = imported(tmp_path / "before", [line("page", old), *copies])
    assert named_families(library) == {frozenset({"page", "copy"}), frozenset({"other"})}
    (page,) = (article for article, name in titles(library).items() if name == "page")
    with library.write() as session:
        before = session.articles.get(page)
        now = replace(before, paragraphs=tuple(new), text="\n\n".join(new))
        session.revisions.set_current(now, 1)
        Placer(builtin_publishers()).revise(session, before, now, "page")
    assert named_families(library) == {frozenset({"copy"}), frozenset({"page", "other"})}
    assert trees(library) == trees(imported(tmp_path / "at-once", [line("page", new), *copies]))


def trees(library: Library) -> set[tuple[str | None, frozenset[tuple[str, str | None]]]]:
    """Each family's origin and who took from whom, by the names in their titles."""
    names = titles(library)
    return {
        (
            names.get(origin.article or ""),
            frozenset((names[branch.article], names.get(branch.source or "")) for branch in branches),
        )
        for origin, branches in stored(library).values()
    }
