"""What is taken out of a body, and kept beside it."""

import pytest

from headwater.reading.body import clean_body, labels_in_title, split_closing_label
from headwater.reading.furniture import Role, role_of
from headwater.reading.notes import sentences_of, split_note

BEFORE = "The board met for six hours on Thursday and adjourned without a vote."
AFTER = "It will meet again on Monday, its chair Tomas Reuel told reporters."


@pytest.mark.parametrize(
    "promo",
    [
        ["", "Read more", "", "VC", "Night crossings return to the strait", ""],
        ["", "Read more", "", "Harbour master Jon Aske.", "Night crossings return to the strait", ""],
        ["Read more", "Night crossings return to the strait"],
        ["", "READ MORE: Night crossings return to the strait", ""],
        ["Lesen Sie auch: Nachtfähren kehren zurück"],
        ["À lire aussi : Les traversées de nuit reprennent"],
        ["Читайте также: Ночные рейсы возвращаются"],
        ["OTHER NEWS TODAY: Night crossings return to the strait"],
    ],
)
def test_promos_leave_the_body(promo: list[str]) -> None:
    body = clean_body([BEFORE, *promo, AFTER])
    assert body.paragraphs == (BEFORE, AFTER)
    assert len(body.promos) == 1


@pytest.mark.parametrize(
    "caption",
    [
        "FILE PHOTO: The north mole in winter",
        "Archivbild: Die Nordmole im Winter.",
        "© Veldra Courier / Jon Aske",
        "Фото: Северный мол",
    ],
)
def test_captions_leave_the_body(caption: str) -> None:
    assert clean_body([BEFORE, caption, AFTER]).paragraphs == (BEFORE, AFTER)


def test_a_paragraph_that_only_mentions_more_reading_stays() -> None:
    lines = [BEFORE, "Readers who want to read more about the mole find it in the harbour archive.", AFTER]
    assert clean_body(lines).paragraphs == tuple(lines)


def test_hashtags_are_collected() -> None:
    body = clean_body([BEFORE, "#PortVeldra #ferry"])
    assert body.hashtags == ("PortVeldra", "ferry")
    assert body.paragraphs == (BEFORE,)


@pytest.mark.parametrize(
    ("paragraph", "note", "rest"),
    [
        (
            "Editor's note: An earlier version gave 340 votes. The board met on Thursday.",
            "Editor's note: An earlier version gave 340 votes.",
            "The board met on Thursday.",
        ),
        (
            "Correction (14 Nov): The level was 71 metres. This article gave 74. The board met.",
            "Correction (14 Nov): The level was 71 metres. This article gave 74.",
            "The board met.",
        ),
        (
            "Anmerkung der Redaktion: Eine frühere Version nannte 340 Stimmen. Der Rat tagte am Donnerstag.",
            "Anmerkung der Redaktion: Eine frühere Version nannte 340 Stimmen.",
            "Der Rat tagte am Donnerstag.",
        ),
        (
            "[Note de la rédaction : le chiffre a été corrigé.]",
            "Note de la rédaction : le chiffre a été corrigé.",
            "",
        ),
        (
            "Correction of the course took the ferry an hour.",
            None,
            "Correction of the course took the ferry an hour.",
        ),
    ],
)
def test_editors_notes_are_split_off(paragraph: str, note: str | None, rest: str) -> None:
    assert split_note(paragraph) == (note, rest)


def test_a_closing_label_is_split_off() -> None:
    assert split_closing_label("The pumps stopped at noon. DETAILS TO FOLLOW") == (
        "The pumps stopped at noon.",
        "developing",
    )
    assert split_closing_label("The concert was broadcast live") == ("The concert was broadcast live", None)


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Tanks seized (VIDEO)", ("video",)),
        ("Storm over the Osk (PHOTOS, VIDEO)", ("photos", "video")),
        ("LIVE: The count in Port Veldra", ("live",)),
        ("Board meets (again)", ()),
        (None, ()),
    ],
)
def test_labels_printed_with_a_headline(title: str | None, labels: tuple[str, ...]) -> None:
    assert labels_in_title(title) == labels


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Comments (3)", Role.PANEL),
        ("Ähnliche Artikel", Role.RELATED),
        ("Скачать приложение", Role.APP),
        ("All rights reserved", Role.FOOTER),
        ("READ MORE", Role.PROMO),
        ("WEITERE DETAILS FOLGEN", Role.LABEL),
        ("#ferry, #strike", Role.TAG_LINE),
        ("Ferries to sail again after nine-day strike", Role.TEXT),
        (BEFORE, Role.TEXT),
    ],
)
def test_roles_of_lines(line: str, role: Role) -> None:
    assert role_of(line) is role


def test_sentences() -> None:
    text = "Dr. Aske left at 9 a.m. on Friday. “We waited,” he said. Who pays? J. Marr does."
    assert sentences_of(text) == [
        "Dr. Aske left at 9 a.m. on Friday.",
        "“We waited,” he said.",
        "Who pays?",
        "J. Marr does.",
    ]
