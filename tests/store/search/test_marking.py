"""Where a text says what was searched for."""

import unicodedata
from typing import Literal

import pytest

from headwater.store.search.excerpts import excerpt_of
from headwater.store.search.marking import Marker
from headwater.store.search.understanding import Sought


def _marked(text: str, language: str, *phrases: tuple[str, ...]) -> list[str]:
    marker = Marker([[Sought((word,)) for word in phrase] for phrase in phrases], language)
    return [text[mark.start : mark.end] for mark in marker.marks(text)]


def test_pairs_and_lone_characters_are_marked_wherever_they_stand_in_a_run() -> None:
    text = "新的水道工程与旧水道，水位。"
    assert _marked(text, "zh", ("水道", "道工")) == ["水道工"]
    assert _marked(text, "zh", ("水道",)) == ["水道", "水道"]
    assert _marked(text, "zh", ("水",)) == ["水", "水", "水"]


def test_what_a_run_begins_with_is_marked() -> None:
    assert _marked("水道工程", "zh", ("水道",)) == ["水道"]
    assert _marked("水道 harbour", "zh", ("水道",), ("harbour",)) == ["水道", "harbour"]


def test_a_pair_that_overlaps_itself_is_marked_at_each_place() -> None:
    assert _marked("哈哈哈", "zh", ("哈哈",)) == ["哈哈", "哈哈"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_character_and_its_mark_are_one_however_they_are_written(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "港のフェリーがガラス")
    found = _marked(text, "ja", ("がガ",))
    assert [unicodedata.normalize("NFC", each) for each in found] == ["がガ"]


@pytest.mark.parametrize("word", ["harbour", "Harbour", "HARBOUR"])
@pytest.mark.parametrize(
    "text", ["The {} is old; {}s, too: my{} is not. {}2", "Où? The {} is old; {}s, too: my{} is not. {}2"]
)
def test_words_are_marked_alike_in_texts_of_ascii_and_others(text: str, word: str) -> None:
    assert _marked(text.replace("{}", word), "", ("harbour",)) == [word]
    assert _marked(text.replace("{}", word), "en", ("harbour",)) == [word, f"{word}s"]


def test_the_sentence_that_has_all_words_is_shown_though_an_earlier_one_has_some() -> None:
    marker = Marker([[Sought(("ferry",))], [Sought(("harbour",))]], "en")
    texts = (
        "The ferry left.",
        "It rained. " * 40,
        "It was late. The harbour saw the ferry go. The ferry, a harbour.",
    )
    assert excerpt_of(texts, marker).text == "The harbour saw the ferry go."
