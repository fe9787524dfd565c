"""What counts as a word, a sentence and a quotation, in any script."""

import os
import subprocess
import sys

import pytest

from headwater.copies import fingerprints
from headwater.copies.text.quotations import quotations
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor’s 1,200.5 votes", ["the", "mayor's", "1,200.5", "votes"]),
        ("„Straße“ – très près", ["straße", "très", "près"]),
        ("Он сказал: «Нет»", ["он", "сказал", "нет"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("王さんは", ["王", "さ", "ん", "は"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_are_read_in_any_script(text: str, words: list[str]) -> None:
    assert list(words_of(text).forms) == words


def test_offsets_stay_right_where_lowering_makes_a_letter_longer() -> None:
    text = "İzmir’de GREVE"
    words = words_of(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["İzmir’de", "GREVE"]


def test_composed_and_decomposed_letters_are_one() -> None:
    assert words_of("caf\u00e9").forms == words_of("cafe\u0301").forms


def test_hashes_are_the_same_in_another_process() -> None:
    script = "from headwater.copies import fingerprints; print(fingerprints('one two three four five six'))"
    # Its own seed for Python's hashes of texts: ours may not follow from those.
    other = {**os.environ, "PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=other
    )
    assert ran.stdout.strip() == str(fingerprints("one two three four five six"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Ellin won. She left.", ["Dr. Ellin won.", "She left."]),
        (
            "“It is over,” she said. “We won.” Then rain.",
            ["“It is over,” she said.", "“We won.”", "Then rain."],
        ),
        ("Am 3. Mai kam er. Niemand sprach.", ["Am 3. Mai kam er.", "Niemand sprach."]),
        ("M. Dorval est parti. Il pleut.", ["M. Dorval est parti.", "Il pleut."]),
        ("¿Por qué? ¡Nadie lo sabe! Fin.", ["¿Por qué?", "¡Nadie lo sabe!", "Fin."]),
        ("Ушёл в 5 ч. утра. Все молчали.", ["Ушёл в 5 ч. утра.", "Все молчали."]),
        ("港口关闭。工人说：“我们等。”明天再谈。", ["港口关闭。", "工人说：“我们等。”", "明天再谈。"]),
        ("A headline\n\nA text", ["A headline", "A text"]),
        ("It rose to 4.5 percent. Then it fell.", ["It rose to 4.5 percent.", "Then it fell."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == expected


@pytest.mark.parametrize(
    "quotation",
    [
        "“Nobody asked the dockers first”",
        "„Niemand hat die Leute gefragt“",
        "«Personne n'a demandé aux gens»",
        "»Ingen har spurgt havnens folk«",
        "'Nobody asked the workers' or us'".replace("' or", " or"),
        "‘Nobody’s asked the dockers’",
        "「港口的工人昨天晚上都说他们不会先回去工作」",
        '"Nobody asked the dockers first"',
    ],
)
def test_quotations_in_any_languages_marks(quotation: str) -> None:
    text = f"At the gate the speaker said: {quotation} and went on."
    assert [text[s.start : s.end] for s in quotations(text)] == [quotation]


def test_apostrophes_are_not_quotation_marks() -> None:
    assert quotations("The dockers' union doesn't want the owners' money, it's said, nor the town's.") == ()


def test_a_post_of_a_network_is_a_quotation() -> None:
    text = (
        "She answered.\n\nWe will not move an inch — Mara Ellin (@maraellin) May 6, 2031\n\nThe port is shut."
    )
    (span,) = quotations(text)
    assert text[span.start : span.end].startswith("We will not move")
