"""Where a pasted article comes from: told without storing it."""

from pathlib import Path

import pytest

from headwater.flow.trace import compare_inputs, trace_input
from headwater.model import ChangeKind, OriginSide, Relation
from headwater.model.errors import NotFoundError, UnreadableError
from headwater.store import Library
from tests.flow.invented import FERRY, page
from tests.flow.states import rows_of
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    """A copy of the ferry report that nobody has seen before: a figure changed, the last paragraph gone."""
    path = tmp_path / "pasted.html"
    paragraphs = (FERRY[0].replace("214", "241"), *FERRY[1:3])
    path.write_text(page("Inland Gazette", "Ferry stuck", "2026-03-04T07:00:00Z", paragraphs))
    return path


def test_a_pasted_copy_is_traced_to_its_origin_with_what_it_changed(
    filled: Library, pasted: Path, place: str
) -> None:
    before = rows_of(place)
    (found,) = trace_input(filled, str(pasted)).articles
    assert rows_of(place) == before
    assert not found.is_stored
    assert found.source
    assert found.source.title == "Ferry runs aground off Port Halden"
    assert found.family.origin.article == found.source.id
    assert found.family.origin.evidence
    assert len(found.family.members) == 4
    assert found.branch
    assert found.branch.relation is Relation.COPY
    assert found.difference
    assert found.difference.count(ChangeKind.DROPPED) == 1
    assert any("241" in change.after for change in found.difference.changes)
    assert {relative.article.title for relative in found.relatives} == {
        "Ferry runs aground off Port Halden",
        "Ferry freed after night on a bank",
        "Stranded ferry towed off",
    }


@on_both
def test_what_is_stored_is_traced_by_id_address_and_file(filled: Library, pages: Path) -> None:
    address = "https://coastal-mail.example/06-ferry-again"
    (by_address,) = trace_input(filled, address).articles
    (by_id,) = trace_input(filled, by_address.article.id).articles
    (by_file,) = trace_input(filled, str(pages / "06-ferry-again.html")).articles
    assert by_address == by_id == by_file
    assert by_address.is_stored
    assert by_address.source
    assert by_address.source.title == "Ferry runs aground off Port Halden"


def test_an_article_like_nothing_stored_is_its_own_family(filled: Library, tmp_path: Path) -> None:
    path = tmp_path / "own.html"
    text = "The bakers of Arden Weir have baked a loaf of eleven metres for the town's jubilee this weekend."
    path.write_text(
        page("Arden Post", "A long loaf", "2026-03-04T07:00:00Z", [text, text.replace("loaf", "cake")])
    )
    (found,) = trace_input(filled, str(path)).articles
    assert (found.source, found.difference, found.relatives) == (None, None, ())
    assert found.family.members == (found.article.id,)


def test_without_a_library_a_file_speaks_for_itself(pasted: Path) -> None:
    (found,) = trace_input(None, str(pasted)).articles
    assert found.article.title == "Ferry stuck"
    assert found.family.members == (found.article.id,)


def test_what_is_neither_file_nor_stored_is_said(filled: Library) -> None:
    with pytest.raises(NotFoundError, match="neither a file"):
        trace_input(filled, "https://nobody.example/nothing")


def test_a_file_that_can_not_be_read_is_said(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(UnreadableError, match=r"empty\.txt: is empty"):
        trace_input(filled, str(tmp_path / "empty.txt"))


def test_two_inputs_are_compared_from_the_origins_side(filled: Library, pasted: Path) -> None:
    report = compare_inputs(filled, str(pasted), "https://halden-courier.example/01-ferry")
    assert report.comparison.relation is Relation.COPY
    assert report.comparison.origin is OriginSide.B
    assert report.difference_from == "b"
    assert report.difference.count(ChangeKind.DROPPED) == 1
