"""What a text's words become, so that what people type finds what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.store.search.folding import folded
from headwater.store.search.stems import stems_of
from headwater.store.search.words import terms_in, words_in


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Höhere Flüsse, İzmir!", "hohere flusse izmir"),
        ("l'Élection d’été", "l election d ete"),
        ("Straße nach Łódź", "strasse nach lodz"),
        ("за́мок и Ёлка, майский", "замок и елка майский"),
        ("ＣＯＶＩＤ－１９", "covid 19"),
        ("٢٠٢٦ مارس", "2026 مارس"),
        ("إِنْتِخَابَاتٌ أخرى", "انتخابات اخري"),
        ("کتاب‌ها", "كتاب ها"),
        ("東京都", "東京 京都"),
        ("水", "水"),
        ("ｶﾞｲﾄﾞ", "ガイ イド"),
        ("5G手机", "5g 手机"),
        ("대통령이", "대통 통령 령이"),
        ("ไทย", "ไท ทย"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("…—_!", ""),
    ],
)
def test_a_text_is_taken_apart_into_the_forms_that_are_compared(text: str, terms: str) -> None:
    assert terms_in(text) == terms.split()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "elections election"),
        ("de", "Häuser Haus Hauses"),
        ("fr", "élections élection election"),
        ("es", "elección eleccion"),
        ("ru", "выборы выборами выборов"),
        ("uk", "вибори виборами"),
        ("tr", "çocuklar cocuk"),
        ("ar", "المدينة مدينة والمدينة بالمدينة للمدينة"),
        ("fa", "کتابهای کتاب"),
        ("hu", "városban város"),
    ],
)
def test_forms_of_a_word_have_a_stem_in_common(language: str, words: str) -> None:
    first, *others = words.split()
    for other in others:
        assert set(stems_of(first, language)) & set(stems_of(other, language)), other


def test_words_of_another_script_than_the_language_s_stay_as_they_are() -> None:
    assert stems_of("elections", "ru") == ("elections",)
    assert stems_of("выборы", "en") == ("выборы",)


def test_each_word_knows_where_it_stands() -> None:
    text = "Im Ｔｏｋｙｏ 東京ﾄﾞｰﾑ: l'Été"
    assert [text[word.start : word.end] for word in words_in(text)] == [
        "Im",
        "Ｔｏｋｙｏ",
        "東京",
        "京ﾄﾞ",
        "ﾄﾞｰ",
        "ｰﾑ",
        "l",
        "Été",
    ]


@given(st.text())
def test_folding_what_was_folded_changes_nothing(text: str) -> None:
    for word in words_in(text):
        if not word.is_pair:
            assert folded(word.term) == word.term


@given(st.text())
def test_no_term_holds_what_the_databases_take_for_signs(text: str) -> None:
    for term in terms_in(text):
        assert term
        assert not set(term) & set(" \"'\\\0:&|!<>()*")


@given(st.text(), st.text())
def test_a_text_beside_another_keeps_its_words(one: str, other: str) -> None:
    assert terms_in(f"{one}\n{other}") == terms_in(one) + terms_in(other)
