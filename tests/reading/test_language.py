"""The language of a text: said when sure, left open otherwise."""

import pytest

from headwater.reading.language import language_code, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferries between the port and the islands sail again from Monday, the line said.", "en"),
        (
            "Die Fähren zwischen dem Hafen und den Inseln fahren von Montag an wieder, teilte die Reederei mit.",
            "de",
        ),
        ("Les bateaux entre le port et les îles reprendront la mer lundi, a annoncé la compagnie.", "fr"),
        (
            "Los barcos entre el puerto y las islas volverán a navegar el lunes, anunció la compañía naviera.",
            "es",
        ),
        ("Паромы между портом и островами снова пойдут в понедельник, сообщила судоходная компания.", "ru"),
    ],
)
def test_a_sentence_is_enough(text: str, code: str) -> None:
    assert language_of(text) == code


def test_too_little_text_has_no_language() -> None:
    assert language_of("Port Veldra: 7–3") is None


@pytest.mark.parametrize(
    ("declared", "code"), [("en-GB", "en"), ("de_AT", "de"), ("UTF-8", None), ("", None), (None, None)]
)
def test_declared_languages(declared: str | None, code: str | None) -> None:
    assert language_code(declared) == code
