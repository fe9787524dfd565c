"""What may be meant by what was typed so far."""

import pytest

from headwater.store import Library, Listing, Searchable
from headwater.store.search.records import SuggestionKind
from headwater.store.search.spelling import nearest, spelling_keys
from tests.store.filling import add_family, article
from tests.store.search.shelved import search


@pytest.fixture
def filled(library: Library) -> Library:
    with library.write() as session:
        for number in range(12):
            one = article(
                f"a{number}",
                title="Harbour master speaks",
                text="The harbour was closed, the Bürgermeisterin said. Выборы отложены."
                + " Storm." * (number > 5),
                site="news.tidewater.example",
                credit="The Tidewater Courier",
                authors=("Ada Quill",),
                hashtags=("Hafenfest",),
            )
            add_family(session, f"s{number}", [one])
            session.searchable.put([Searchable(number + 1, one, None)])
            session.shelving.put([Listing(number + 1, one, None)])
    return library


def suggested(library: Library, typed: str) -> list[tuple[SuggestionKind, str]]:
    with library.read() as session:
        return [(each.kind, each.query) for each in session.search.suggestions(typed)]


def test_names_and_words_that_begin_so_are_suggested(filled: Library) -> None:
    assert suggested(filled, "ha") == [
        (SuggestionKind.HASHTAG, "tag:Hafenfest"),
        (SuggestionKind.WORD, "harbour"),
    ]
    assert suggested(filled, "#haf")[0] == (SuggestionKind.HASHTAG, "tag:Hafenfest")
    assert (SuggestionKind.AUTHOR, 'author:"Ada Quill"') in suggested(filled, "ada q")
    assert (SuggestionKind.PUBLISHER, 'publisher:"The Tidewater Courier"') in suggested(filled, "the tide")


def test_only_what_is_typed_last_is_completed(filled: Library) -> None:
    assert (SuggestionKind.WORD, "storm harbour") in suggested(filled, "storm harb")


@pytest.mark.parametrize(
    ("typed", "meant"), [("harbuor", "harbour"), ("burgermiesterin", "bürgermeisterin"), ("выбоыр", "выборы")]
)
def test_errors_of_typing_are_forgiven(filled: Library, typed: str, meant: str) -> None:
    assert (SuggestionKind.WORD, meant) in suggested(filled, typed)
    assert search(filled, typed).did_you_mean == meant


def test_a_query_that_finds_enough_is_not_corrected(filled: Library) -> None:
    assert search(filled, "harbour").did_you_mean is None
    assert search(filled, "site:harbuor.example").did_you_mean is None


def test_nothing_is_suggested_for_nothing_or_for_too_much(filled: Library) -> None:
    assert suggested(filled, " ") == suggested(filled, "x" * 5_000) == []


def test_words_at_one_edit_have_a_key_in_common() -> None:
    for other in ("harbur", "harbours", "hrbour", "haxbour", "ahrbour", "xharbour"):
        assert spelling_keys(other, 2) & spelling_keys("harbour"), other


def test_of_words_that_may_be_meant_the_nearer_and_the_more_frequent_come_first() -> None:
    known = {"harbour": 50, "harbours": 5, "arbour": 40, "labour": 900}
    assert nearest("harbuor", known, 3)[0] == "harbour"
    assert nearest("cat", {"car": 99}) == []
